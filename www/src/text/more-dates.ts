// More ways to write a calendar date, for the parts that come after the first list.

import { addDays, dayShort, formatDate, named, utc } from "./dates";
import type { Words } from "./words";

/** The Monday of the week of a date. */
export const mondayOf = (date: string): string => addDays(date, -((new Date(utc(date)).getUTCDay() + 6) % 7));

/** "Rab, 2 Des" */
export const weekdayShort = (words: Words, date: string): string =>
  words.t("date.card", { weekday: formatDate(words, date, { weekday: "short" }), day: dayShort(words, date) });

/** "Kamis, 26 November": alone on a line. */
export const dayAlone = (words: Words, date: string): string => named(words, date, "date.card");

/** "Kamis, 26 November 2026": alone on a line. */
export const dayFull = (words: Words, date: string): string => named(words, date, "date.card", true);

/** "Kamis 26 November 2026": inside a text that travels. */
export const daySentenceFull = (words: Words, date: string): string => named(words, date, "date.sentence", true);

/** "22 Nov 2026" */
export const dayYear = (words: Words, date: string): string => formatDate(words, date, { day: "numeric", month: "short", year: "numeric" });

/** "Desember" */
export const monthName = (words: Words, date: string): string => formatDate(words, date, { month: "long" });

/** "Sen", "Senin": 1 is Monday. */
export const weekdayName = (words: Words, day: number, weekday: "short" | "long"): string => formatDate(words, `2024-01-0${day}`, { weekday });

/** "Sel 24", with the month when it is not that of `near`. */
export function dayChip(words: Words, date: string, near: string): string {
  const sameMonth = date.slice(0, 7) === near.slice(0, 7);
  return words.t("date.chip", {
    weekday: formatDate(words, date, { weekday: "short" }),
    day: sameMonth ? String(Number(date.slice(8))) : dayShort(words, date),
  });
}
