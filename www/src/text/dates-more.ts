// Dates in words that only later parts say; see dates.ts.

import { localDate, named, written } from "./dates";
import type { Words } from "./words";

/** The date that it is where the visitor is. */
export const today = (): string => localDate(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);

/** "Desember" */
export const monthName = (words: Words, date: string): string => written(words, date, { month: "long" });

/** "Kamis, 26 November 2026" */
export const dayFull = (words: Words, date: string): string => named(words, date, "date.card", true);

/** "Kamis 26 November 2026": inside a text that travels. */
export const daySentenceFull = (words: Words, date: string): string => named(words, date, "date.sentence", true);

/** "22 Nov 2026" */
export const dayYear = (words: Words, date: string): string => written(words, date, { day: "numeric", month: "short", year: "numeric" });

/** "Sen", "Senin": 1 is Monday. */
export const weekdayName = (words: Words, day: number, weekday: "short" | "long"): string => written(words, `2024-01-0${day}`, { weekday });
