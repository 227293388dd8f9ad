// What is new while the page is open, over the lower edge of the screen: it pushes nothing aside, and one tap shows it.

import { newsText, type News } from "../state/changes";
import type { View } from "../state/page-props";

export const Bar = ({ words, act, news }: View & { news: News }) => {
  const failed = news.kind === "failed";
  return (
    <div class="newbar" part="newbar">
      <button type="button" class={failed ? "failed" : "primary"} onClick={() => (failed ? void act.load() : act.ask({}))}>
        {newsText(words, news)} <span>{words.t(failed ? "retry" : "newbar.show")}</span>
      </button>
    </div>
  );
};
