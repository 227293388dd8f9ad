// What a spreadsheet must have corrected before it becomes a feed, or what to know about the feed made of it: each
// message with all its cells, by sheet, row and column.

import { Component } from "preact";
import type { Words } from "../text/words";
import type { Book } from "./checker";
import { reveal, type CheckerProps } from "./checker-props";
import type { CellFinding } from "./workbook";

const FIRST = 5;
const STEP = 50;

/** "Kuota!D7" as people say it; a file or a setting is named as it is. */
function placeOf(place: string, words: Words): string {
  const [, sheet, column, row] = /^(.+)!([A-Z]*)(\d+)$/.exec(place) ?? [];
  if (!sheet || !row) return place;
  return column ? words.t("checker.cell", { sheet, row, column }) : words.t("checker.sheetrow", { sheet, row });
}

class Message extends Component<{ words: Words; finding: CellFinding; look: string }, { shown: number }> {
  override state = { shown: FIRST };

  override render({ words, finding: { places, text }, look }: { words: Words; finding: CellFinding; look: string }, { shown }: { shown: number }) {
    const rest = places.length - shown;
    return (
      <article class={`finding ${look}`}>
        <h3>{text}{places.length > 1 && <small> {words.t("checker.places", { n: places.length })}</small>}</h3>
        <ul aria-label={words.t("checker.where")}>
          {places.slice(0, shown).map((place) => <li key={place}>{placeOf(place, words)}</li>)}
        </ul>
        {rest > 0 && (
          <p class="row"><button type="button" onClick={() => this.setState({ shown: shown + STEP })}>{words.t("checker.more", { n: Math.min(rest, STEP) })}</button></p>
        )}
      </article>
    );
  }
}

export function CellFindings({ words, book: { name, built } }: CheckerProps & { book: Book }) {
  const { feed, head, findings, summary } = built;
  if (feed) {
    return (
      <section class="cells" aria-labelledby="cells">
        <h2 id="cells">{words.t("checker.made", { name })}</h2>
        {summary?.trim().split("\n").map((line) => <p key={line}>{line}</p>)}
        {findings.map((finding) => <Message key={finding.text} words={words} finding={finding} look="warning" />)}
      </section>
    );
  }
  return (
    <section class="cells" aria-labelledby="cells" ref={reveal}>
      <div class="verdict box error">
        <h2 id="cells">{words.t("checker.verdict.error")}</h2>
        <p>{head || words.t("checker.nofeed", { name })}</p>
      </div>
      {findings.map((finding) => <Message key={finding.text} words={words} finding={finding} look={finding.note ? "warning" : "error"} />)}
    </section>
  );
}
