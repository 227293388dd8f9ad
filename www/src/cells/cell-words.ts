// What list, board and map share: signs and sentences for the cells of the engine's table.

import type { Offer, OfficeInfo } from "../engine/engine";
import { clockTime, daySentence, localDate } from "../text/dates";
import { precisionWord } from "../text/phrases";
import type { Words } from "../text/words";
import { stateOf, type CellState } from "./cell-state";

/** Few, some or many for this party: up to twice, up to five times, and from five times its size on. */
export const levelOf = (open: number, party: number): 1 | 2 | 3 => (open < 2 * party ? 1 : open < 5 * party ? 2 : 3);

/** How sure a number is; exact where nothing is said. */
export type Precision = Offer["precision"] | undefined;

/** The sign of a day; the number itself where there are places: "12", "~12" of an estimate, "12+" of a lower bound. */
export function signOf(words: Words, cell: number, state: CellState, precision?: Precision): string {
  switch (state) {
    case "open": case "tooFew": case "full": return `${precision === "estimate" ? "~" : ""}${words.number(cell)}${precision === "at_least" ? "+" : ""}`;
    case "noService": case "notAsked": return "-";
    case "notReleased": return "...";
    case "unknown": return "?";
  }
}

/** When an office opens new places, as the values `date` and `time` of a message; nothing once that has passed. */
export function opening(words: Words, { nextReleaseAt, timeZone }: OfficeInfo, now: number): { date: string; time: string } | undefined {
  const at = nextReleaseAt ? Date.parse(nextReleaseAt) : NaN;
  if (!(at > now)) return undefined;
  return { date: daySentence(words, localDate(at, timeZone)), time: clockTime(words, at, timeZone) };
}

/** "sisa kuota 12, cukup untuk 3 orang", "sisa kuota sekitar 12, cukup untuk 3 orang" */
export function stateWords(words: Words, cell: number, party: number, office: OfficeInfo, now: number, precision: Precision = "exact"): string {
  const state = stateOf(cell, party);
  const opens = state === "notReleased" && opening(words, office, now);
  if (opens) return words.t("cell.notReleased.at", opens);
  const text = words.t(`cell.${state}`, { n: cell, p: party });
  // The word belongs to the number, which comes first in every language and decides on the plural.
  const qualifier = cell > 0 && precisionWord(words, precision);
  return qualifier ? text.replace(words.number(cell), `${qualifier} ${words.number(cell)}`) : text;
}
