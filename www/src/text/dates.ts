// Dates and times in words. In: calendar dates ("2026-11-26", at an office), instants (RFC 3339 or ms) with the IANA
// zone of an office, ages in seconds. Out: text. A time always carries the name of its zone, a date never shifts.

import type { Words } from "./words";

const DAY_MS = 86_400_000;
/** What Indonesians call their zones; `Intl` says "GMT+7" for them in most languages. */
const ZONE_NAMES: Record<string, string> = {
  "Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Ujung_Pandang": "WITA", "Asia/Jayapura": "WIT",
};

/** Minutes ahead of UTC in zones that a browser may not know by name; the engine understands them too. */
const MINUTES: Record<string, number> = {
  "Asia/Jakarta": 420, "Asia/Pontianak": 420, "Asia/Makassar": 480, "Asia/Ujung_Pandang": 480, "Asia/Jayapura": 540,
};

const formats = new Map<string, Intl.DateTimeFormat>();
/** Making a format costs more than using it, and a list uses the same few again and again. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(locale, options)));
  return made;
}

function minutesAhead(timeZone: string): number {
  const [, etc, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(timeZone) ?? [];
  if (hours) return Number(hours) * (etc === "-" ? 60 : -60);
  const [, sign, whole, part] = /^([+-])(\d\d):(\d\d)$/.exec(timeZone) ?? [];
  return whole ? (Number(whole) * 60 + Number(part)) * (sign === "+" ? 1 : -1) : (MINUTES[timeZone] ?? 0);
}

/** The parts of an instant in a zone; where the browser does not know the zone, by its usual offset. */
function partsIn(locale: string, options: Intl.DateTimeFormatOptions, instant: number, timeZone: string): Intl.DateTimeFormatPart[] {
  // Whatever a feed may say has a date: an offset may reach beyond the calendar.
  const within = Math.min(Math.max(instant, FIRST), LAST);
  try {
    return format(locale, { ...options, timeZone }).formatToParts(within);
  } catch {
    return format(locale, { ...options, timeZone: "UTC" }).formatToParts(within + minutesAhead(timeZone) * 60_000);
  }
}

/** A day after the first and before the last date that a feed can hold, ms. */
const [FIRST, LAST] = [Date.parse("0001-01-02T00:00Z"), Date.parse("9999-12-31T00:00Z") - 1];

export const utc = (date: string): number => Date.parse(`${date}T00:00Z`);

/** A calendar date in the language of the words. */
export const formatDate = (words: Words, date: string, options: Intl.DateTimeFormatOptions): string =>
  format(words.locale, { timeZone: "UTC", ...options }).format(utc(date));

const LAST_DAY = Date.parse("9999-12-31T00:00Z");

/** The date some days later, at most the last one that there is. */
export const addDays = (date: string, days: number): string => new Date(Math.min(utc(date) + days * DAY_MS, LAST_DAY)).toISOString().slice(0, 10);

/** The visitor's date today. */
export const today = (): string => localDate(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number => (utc(to) - utc(from)) / DAY_MS;

/** "27 Des" */
export const dayShort = (words: Words, date: string): string => formatDate(words, date, { day: "numeric", month: "short" });

/** "Rab 2 Des" */
export const weekdayPlain = (words: Words, date: string): string =>
  words.t("date.sentence", { weekday: formatDate(words, date, { weekday: "short" }), day: dayShort(words, date) });

export const named = (words: Words, date: string, key: "date.card" | "date.sentence", year = false): string =>
  words.t(key, {
    weekday: formatDate(words, date, { weekday: "long" }),
    day: formatDate(words, date, { day: "numeric", month: "long", ...(year && { year: "numeric" }) }),
  });

/** "Kamis 26 November": inside a sentence. */
export const daySentence = (words: Words, date: string): string => named(words, date, "date.sentence");

/** "besok", "4 hari lagi" */
export function inDays(words: Words, days: number): string {
  if (days === 0) return words.t("in.0");
  if (days === 1) return words.t("in.1");
  return days === 2 ? words.t("in.2") : words.t("in.days", { n: days });
}

/** The date of an instant in a zone. */
export function localDate(instant: number, timeZone: string): string {
  const parts = partsIn("en", { year: "numeric", month: "2-digit", day: "2-digit" }, instant, timeZone);
  const part = (type: string): string => parts.find((found) => found.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
}

export function zoneName(words: Words, instant: number, timeZone: string): string {
  const known = ZONE_NAMES[timeZone];
  if (known) return known;
  if (/^[+-]/.test(timeZone)) return `UTC${timeZone}`;
  const parts = partsIn(words.locale, { timeZoneName: "short" }, instant, timeZone);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** "08.00", as a language writes it */
export const clock = (locale: string, instant: number, timeZone: string): string =>
  partsIn(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, instant, timeZone).map(({ value }) => value).join("");

/** "08.00 WIB" */
export function clockTime(words: Words, instant: number, timeZone: string): string {
  return `${clock(words.locale, instant, timeZone)} ${zoneName(words, instant, timeZone)}`;
}

/** The wall-clock time "08:00" as the language writes it. */
export const wallTime = (words: Words, time: string): string =>
  format(words.locale, { timeZone: "UTC", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(Date.parse(`1970-01-01T${time}Z`));

/** "12 menit", "3 jam" */
export function age(words: Words, seconds: number): string {
  if (seconds < 60) return words.t("age.now");
  if (seconds < 3_600) return words.t("age.minutes", { n: Math.floor(seconds / 60) });
  if (seconds < 86_400) return words.t("age.hours", { n: Math.floor(seconds / 3_600) });
  return words.t("age.days", { n: Math.floor(seconds / 86_400) });
}

/** Day, time and distance in days of an instant to come or gone: the values of the message `release`. */
export function moment(words: Words, instant: string, timeZone: string, now: number): { date: string; time: string; in: string } {
  const at = Date.parse(instant);
  const date = localDate(at, timeZone);
  return {
    date: daySentence(words, date),
    time: clockTime(words, at, timeZone),
    in: inDays(words, daysBetween(localDate(now, timeZone), date)),
  };
}
