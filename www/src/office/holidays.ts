// National holidays of Indonesia, from a small part that is loaded when an office is first opened up. They explain why a
// day has no service; they never overrule the feed.

import type { Language } from "../text/words";

/** Names by date and language. */
export type Holidays = Record<string, Record<Language, string>>;

const INDONESIA = ["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"];
let loaded: Promise<Holidays> | undefined;

async function loadHolidays(): Promise<Holidays> {
  return (await import("./holidays.json")).default.days;
}

/** The holidays of a zone; none where they cannot be loaded, because the page says enough without them. */
export async function holidaysIn(timeZone: string): Promise<Holidays> {
  if (!INDONESIA.includes(timeZone)) return {};
  try {
    return await (loaded ??= loadHolidays());
  } catch {
    loaded = undefined;
    return {};
  }
}
