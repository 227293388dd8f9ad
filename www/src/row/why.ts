// Says why an offer is in its place. Compares the figures as the rows show them: whole kilometres with whole kilometres, so a
// reader who subtracts gets the same.

import type { Offer, Ranking } from "../engine/engine";
import type { Question } from "../question/question";
import { daysBetween, dayShort } from "../text/dates";
import { kilometres } from "../text/phrases";
import type { Key, Words } from "../text/words";

/** For the first row: in what it beats all others, if it does. Not that it is the nearest, unless `hasNearest`: others may be that the data does not have. */
export function whyFirst(words: Words, first: Offer, { highlights }: Ranking, question: Question, hasNearest: boolean | undefined): string {
  const { nearest, soonest, mostOpen } = highlights;
  const p = question.party;
  const reasons: string[] = [];
  const isNearest = first.distanceKm !== undefined && first.distanceKm === nearest?.distanceKm;
  if (isNearest && hasNearest) reasons.push(words.t("why.nearest", { p }));
  if (first.date === soonest?.date) reasons.push(words.t("why.soonest"));
  if (first.open === mostOpen?.open) reasons.push(words.t("why.most"));
  if (!reasons.length && isNearest) return "";
  if (!reasons.length) return words.t(first.distanceKm === undefined ? "why.none.nowhere" : "why.none");
  if (question.neededBy && first.readyOn < question.neededBy) {
    reasons.push(words.t("why.before", { date: dayShort(words, question.neededBy) }));
  }
  return words.t("why.first", { reasons: words.list(reasons) });
}

/** For the other rows: what differs from the first, the most telling first; empty when nothing does. */
export function whyOther(words: Words, offer: Offer, first: Offer): string[] {
  const parts: string[] = [];
  const compare = (difference: number, more: Key, less: Key): void => {
    const n = Math.abs(difference);
    if (n) parts.push(words.t(difference > 0 ? more : less, { n, km: kilometres(words, n, offer.office, first.office) }));
  };
  if (offer.distanceKm !== undefined && first.distanceKm !== undefined) {
    compare(Math.round(offer.distanceKm) - Math.round(first.distanceKm), "why.further", "why.nearer");
  }
  compare(daysBetween(first.date, offer.date), "why.later", "why.sooner");
  // An estimate beside another number is no difference that one could count.
  if (offer.precision === "exact" && first.precision === "exact") compare(offer.open - first.open, "why.more", "why.fewer");
  return parts;
}
