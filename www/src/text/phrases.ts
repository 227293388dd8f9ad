// Phrases that several parts of the page share: numbers of places with their precision, distances, hours, fees.

import type { Offer, OfficeInfo } from "../engine/engine";
import { wallTime, zoneName } from "./dates";
import type { Words } from "./words";

/** "12", "sekitar 12", "sedikitnya 12" */
export function places(words: Words, { open, precision }: Pick<Offer, "open" | "precision">): string {
  const qualifier = precisionWord(words, precision);
  return qualifier ? `${qualifier} ${words.number(open)}` : words.number(open);
}

export function precisionWord(words: Words, precision: Offer["precision"]): string {
  if (precision === "exact") return "";
  return words.t(precision === "at_least" ? "left.atleast" : "left.estimate");
}

/** Whole kilometres; "about" if the position of an office is approximate. */
export function kilometres(words: Words, km: number, ...offices: OfficeInfo[]): string {
  const about = offices.some(({ approxKm }) => approxKm);
  if (km < 1 && !about) return words.t("km.under");
  return words.t(about ? "km.about" : "km", { n: Math.max(1, Math.round(km)) });
}

export const distance = (words: Words, km: number, office: OfficeInfo): string => words.t("distance", { km: kilometres(words, km, office) });

/** Hours with places: "08.00-09.00 (4), 10.00-11.00 (2) WIB"; empty when the day has no sessions. */
export function hours(words: Words, { sessions, office, date }: Offer): string {
  if (!sessions.length) return "";
  const list = sessions.map(({ start, end, open }) =>
    words.t("hours.one", { start: wallTime(words, start), end: wallTime(words, end), n: open }));
  return `${list.join(", ")} ${zoneName(words, Date.parse(`${date}T12:00Z`), office.timeZone)}`;
}

export function fee(words: Words, { amount, currency, per }: { amount: number; currency: string; per: string }): string {
  return words.t(per === "person" ? "fee" : "fee.other", { amount: words.money(amount, currency) });
}
