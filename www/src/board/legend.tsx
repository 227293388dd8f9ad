// The meaning of the board's signs.

import type { CellState } from "../cells/cell-state";
import { levelOf, signOf, type Precision } from "../cells/cell-words";
import { precisionWord } from "../text/phrases";
import type { Words } from "../text/words";

export function Legend({ words, party, precisions }: { words: Words; party: number; precisions: ReadonlySet<Precision> }) {
  const level = (open: number) => `open q${levelOf(open, party)}`;
  const entry = (look: string, sign: string, text: string) => <li key={text}><span class={`cell ${look}`} aria-hidden="true">{sign}</span> {text}</li>;
  const plain = (state: CellState, cell = 0) => entry(state, signOf(words, cell, state), words.t(`cell.${state}` as "cell.full"));
  return (
    <div class="legend">
      <h3>{words.t("legend")}</h3>
      <ul>
        {[1, 2, 5].map((times, index) => entry(level(times * party), words.number(times * party), words.t(`legend.q${index + 1}` as "legend.q1")))}
        {(["estimate", "at_least"] as const).map((one) => precisions.has(one) && entry("", signOf(words, party, "open", one), `${precisionWord(words, one)} ${words.number(party)}`))}
        {party > 1 && entry("tooFew", "1", words.t("legend.tooFew", { n: party }))}
        {plain("full")}
        {plain("noService")}
        {plain("notReleased")}
        {plain("unknown")}
      </ul>
    </div>
  );
}
