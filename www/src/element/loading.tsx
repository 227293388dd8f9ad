// Before, instead of and beside a list: loading, failed, and no newer data.

import { age } from "../text/dates";
import type { Answer } from "../state/controller";
import type { Words } from "../text/words";
import { outlookOf } from "../state/answer-kind";
import type { View } from "../state/page-props";

/** Two empty cards as high as full ones, so that nothing moves when the list comes. */
export const Loading = ({ words }: { words: Words }) => (
  <div class="page" aria-busy="true">
    <p class="waiting">{words.t("loading")}</p>
    <div class="card skeleton" />
    <div class="card skeleton" />
  </div>
);

/** Fetches again, and says so meanwhile. */
export const Retry = ({ words, state: { busy }, act }: View) => (
  <button type="button" aria-disabled={busy} onClick={() => void (busy || act.load())}>{words.t(busy ? "loading" : "retry")}</button>
);

export const Failed = (view: View) => (
  <div class="notice error">
    <h2>{view.words.t(view.state.trouble === "offline" ? "offline.nothing" : "error")}</h2>
    <Retry {...view} />
  </div>
);

/** The list on the page is the last one that could be had. */
export function Trouble(view: View & { answer: Answer }) {
  const { words, state: { trouble }, answer } = view;
  if (!trouble) return null;
  const text = trouble === "offline" ? words.t("offline", { age: age(words, answer.ranking.freshness.ageSeconds) }) : words.t("error");
  return (
    <div class={`notice ${trouble === "offline" ? "warn" : "error"}${outlookOf(answer) === "expired" ? " large" : ""}`}>
      <p>{text}</p>
      <Retry {...view} />
    </div>
  );
}
