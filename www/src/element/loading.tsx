// What is shown before, instead of and beside a list: loading, failed, and no newer data.

import { Retry } from "../parts/retry";
import { Room } from "../parts/room";
import { kindOf } from "../state/answer-kind";
import type { AnswerProps, PageProps } from "../state/page-props";
import { age } from "../text/dates";

/** Empty rows: a name, a number, a strip of days. */
export const Loading = (props: PageProps) => (
  <Room {...props}>
    <p class="waiting">{props.words.t(props.state.slow ? "loading.slow" : "loading")}</p>
    {[1, 2, 3, 4, 5].map((row) => <div key={row} class="skeleton" />)}
  </Room>
);

export const Failed = (props: PageProps) => (
  <div class="notice error">
    <h2>{props.words.t(props.state.trouble === "offline" ? "offline.nothing" : "error")}</h2>
    <Retry {...props} />
  </div>
);

/** Says why the list on the page is the last one that could be fetched. */
export function Trouble(props: AnswerProps) {
  const { words, state: { trouble }, answer } = props;
  if (!trouble) return null;
  const text = trouble === "offline" ? words.t("offline", { age: age(words, answer.ranking.freshness.ageSeconds) }) : words.t("error");
  return (
    <div class={`notice ${trouble === "offline" ? "warn" : "error"}${kindOf(answer) === "expired" ? " large" : ""}`}>
      <p>{text}</p>
      <Retry {...props} />
    </div>
  );
}
