// National holidays of Indonesia, from a small file that is fetched when an office is first opened up. They explain why a
// day has no service; they never overrule the feed.

import { limited } from "../engine/limit";
import type { Language } from "../text/words";

/** Names by date and language. */
export type Holidays = Record<string, Record<Language, string>>;

const INDONESIA = ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"];
let fetched: Promise<Holidays> | undefined;

async function fetchHolidays(): Promise<Holidays> {
  const response = await limited(fetch(new URL("holidays.json", import.meta.url)));
  if (!response.ok) throw new Error(`holidays.json answers ${response.status}`);
  return ((await response.json()) as { days: Holidays }).days;
}

/** The holidays of a zone; none where they cannot be fetched, because the page says enough without them. */
export async function holidaysIn(timeZone: string): Promise<Holidays> {
  if (!INDONESIA.includes(timeZone)) return {};
  try {
    return await (fetched ??= fetchHolidays());
  } catch {
    fetched = undefined;
    return {};
  }
}
