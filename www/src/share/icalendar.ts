// Writes iCalendar files (RFC 5545). In: what happens, at the office's own dates and wall-clock times. Out: the text of a
// file with one event. A time carries the office's zone with the offset of that day: a phone in another zone shows the same
// moment.

import { clock, localDate } from "../text/dates";

export interface CalendarEvent {
  /** The same event has the same id: a second import changes the first. */
  uid: string;
  title: string;
  text: string;
  location?: string | undefined;
  position?: { lat: number; lon: number } | undefined;
  /** The first and the last minute, "2026-11-26T08:00", or two dates, the second excluded. */
  start: string;
  end: string;
  timeZone: string;
  /** Invented data has no links that leave the page. */
  sample: boolean;
  /** Minutes before the start at which the phone reminds. */
  alarm?: number;
  /** When it was made, ms. */
  now: number;
}

export const MINUTE_MS = 60_000;

/** Wall-clock date and time of an instant in a zone. */
export function wallClock(instant: number, timeZone: string): string {
  return `${localDate(instant, timeZone)}T${clock("en-GB", instant, timeZone)}`;
}

/** Minutes that the clocks of a zone are ahead of UTC at a wall-clock time there. */
function offsetAt(wall: string, timeZone: string): number {
  const asUtc = Date.parse(`${wall}Z`);
  const ahead = (instant: number): number => (Date.parse(`${wallClock(instant, timeZone)}Z`) - instant) / MINUTE_MS;
  // The first guess may lie on the other side of a change of the clocks.
  return ahead(asUtc - ahead(asUtc) * MINUTE_MS);
}

function offsetText(minutes: number): string {
  const [size, two] = [Math.abs(minutes), (value: number): string => String(Math.floor(value)).padStart(2, "0")];
  return `${minutes < 0 ? "-" : "+"}${two(size / 60)}${two(size % 60)}`;
}

const escaped = (text: string): string => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
const basic = (time: string): string => `${time.replace(/[-:]/g, "")}${time.includes("T") ? "00" : ""}`;
const stamp = (instant: number): string => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");

/** Folds a line at 75 octets; the next line begins with a space. Characters stay whole. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [text, size] = ["", 0];
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (size + octets > 75) {
      text += "\r\n ";
      size = 1;
    }
    text += character;
    size += octets;
  }
  return text;
}

export function calendarFile({ uid, title, text, location, position, start, end, timeZone, alarm, now }: CalendarEvent): string {
  const allDay = !start.includes("T");
  const offset = allDay ? "" : offsetText(offsetAt(start, timeZone));
  const time = (name: string, value: string): string => `${name};${allDay ? "VALUE=DATE" : `TZID=${timeZone}`}:${basic(value)}`;
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//slot-finder//NONSGML slot-finder//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
    ...(allDay ? [] : [
      "BEGIN:VTIMEZONE", `TZID:${timeZone}`, "BEGIN:STANDARD", "DTSTART:19700101T000000",
      `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD", "END:VTIMEZONE",
    ]),
    "BEGIN:VEVENT", `UID:${escaped(uid)}`, `DTSTAMP:${stamp(now)}`, time("DTSTART", start), time("DTEND", end),
    `SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(text)}`,
    ...(location ? [`LOCATION:${escaped(location)}`] : []),
    ...(position ? [`GEO:${position.lat};${position.lon}`] : []),
    // A day that is not booked keeps no time busy.
    "TRANSP:TRANSPARENT",
    ...(alarm === undefined ? [] : ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(title)}`, `TRIGGER:-PT${alarm}M`, "END:VALARM"]),
    "END:VEVENT", "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** The address at which Google's calendar offers to keep an event. It is asked for only when the visitor opens it. */
export function webCalendarLink({ title, text, location, start, end, timeZone }: CalendarEvent): string {
  const query = new URLSearchParams({ action: "TEMPLATE", text: title, details: text, dates: `${basic(start)}/${basic(end)}`, ctz: timeZone, ...(location && { location }) });
  return `https://calendar.google.com/calendar/render?${query.toString()}`;
}
