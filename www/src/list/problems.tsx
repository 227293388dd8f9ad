// Names what of the feed could not be read, under the headline. Tells the page's author the rest on the console, once.

import { Component } from "preact";
import { kindOf } from "../state/answer-kind";
import { missingOf, missingSentence, officeName, problemsOf, type Problem } from "../state/missing";
import type { AnswerProps } from "../state/page-props";
import type { Words } from "../text/words";

/** The most offices that are named. */
const NAMED = 5;
/** The most problems that are logged one by one. */
const LOGGED = 20;
/** A feed of more offices is not read to its end for its problems as long as there is an answer. */
const LARGE = 5_000;

function names(words: Words, problems: readonly Problem[], format: (problem: Problem) => string): string {
  const named = problems.slice(0, NAMED).map(format);
  const others = problems.length - named.length;
  return words.list(others ? [...named, words.t("missing.others", { n: others })] : named);
}

/** The offset of a time: "UTC+07:00". */
const offsetOf = (instant: string): string => `UTC${/[+-][\d:]+$/.exec(instant.slice(19))?.[0] ?? ""}`;

const logged = new Set<string>();

function log(problems: readonly Problem[]): void {
  if (!problems.length) return;
  const lines = problems.slice(0, LOGGED).map(({ message }) => message);
  const more = problems.length - lines.length;
  const text = [`slot-finder: the feed has ${problems.length} problems`, ...lines, ...(more ? [`and ${more} more`] : [])].join("\n");
  // A broken link or position hides no place.
  if (!logged.has(text)) console[missingOf(problems) ? "warn" : "info"](text);
  logged.add(text);
}

export class Problems extends Component<AnswerProps> {
  /** All problems once there is time to read the feed to its end, before that those of opening. */
  #problems(): readonly Problem[] {
    const { state: { info, settled }, controller: { finder }, answer } = this.props;
    const whole = kindOf(answer) !== "open" || (settled && (info?.offices ?? 0) <= LARGE);
    return finder && whole ? problemsOf(finder) : info?.problems ?? [];
  }

  override componentDidMount(): void {
    this.componentDidUpdate();
  }

  override componentDidUpdate(): void {
    if (this.props.state.settled) log(this.#problems());
  }

  override render({ words, answer }: AnswerProps) {
    const missing = missingOf(this.#problems());
    if (!missing) return null;
    const { offices, rows, zones } = missing;
    const kind = kindOf(answer);
    return (
      <div class="notice warn missing">
        {/* Where there is no place the headline says it. */}
        {(kind === "open" || kind === "expired") && <p>{missingSentence(words, missing)}</p>}
        {offices.length > 0 && <p>{words.t("missing.named", { list: names(words, offices, (problem) => officeName(words, problem)) })}</p>}
        {rows.length > 0 && <p>{words.t("missing.rows.named", { list: names(words, rows, (problem) => officeName(words, problem)) })}</p>}
        {zones.length > 0 && <p>{words.t("missing.zones", { n: zones.length, zone: offsetOf(answer.ranking.freshness.generatedAt) })}</p>}
      </div>
    );
  }
}
