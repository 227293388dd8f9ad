// Days to keep, as iCalendar files (RFC 5545). In: what happens, at the office's own dates and wall-clock times. Out: the
// text of a file with one event. A time carries the office's zone with the offset that it has on that day, so that a
// phone in another zone shows the same moment.

import { localDate } from "../text/dates";
import type { Offer } from "../engine/engine";
import type { Words } from "../text/words";
import { offerText, pageUrl, releaseText } from "./share-text";
import type { View } from "../state/page-props";

export interface CalendarEvent {
  /** The same event has the same id, so that a second import changes the first. */
  uid: string;
  title: string;
  text: string;
  location?: string | undefined;
  position?: { lat: number; lon: number } | undefined;
  /** The first and the last minute, "2026-11-26T08:00", or two dates, the second of which is no more part of it. */
  start: string;
  end: string;
  timeZone: string;
  /** Minutes before the start at which the phone should speak up. */
  alarm?: number;
  /** When it was made, ms. */
  now: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const nextDay = (date: string): string => new Date(Date.parse(`${date}T00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** Wall-clock date and time of an instant in a zone. */
function wallClock(instant: number, timeZone: string): string {
  const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
  return `${localDate(instant, timeZone)}T${time}`;
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

/** Lines hold at most 75 octets; what goes on begins with a space. Characters stay whole. */
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
    // Nobody is busy because of a day that is not booked.
    "TRANSP:TRANSPARENT",
    ...(alarm === undefined ? [] : ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escaped(title)}`, `TRIGGER:-PT${alarm}M`, "END:VALARM"]),
    "END:VEVENT", "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

const marked = (words: Words, title: string, sample: boolean): string => (sample ? words.t("sample.prefix", { text: title }) : title);

/** The day of an offer: from its first hour with places to the end of its last, or the whole day where it names no hours. */
export function offerEvent(view: View, offer: Offer): CalendarEvent {
  const { words, state: { info } } = view;
  const { office, date, sessions, serviceId, channel } = offer;
  const starts = sessions.map(({ start }) => start).sort();
  const ends = sessions.map(({ end }) => end).sort();
  const [start, end] = [starts[0], ends[ends.length - 1]];
  return {
    uid: `${[office.id, serviceId, channel, date].join("/")}@${location.hostname || "slot-finder"}`,
    title: marked(words, words.t("calendar.offer", { office: office.name.text }), Boolean(info?.sample)),
    text: offerText(view, offer),
    location: office.address ?? office.name.text,
    position: office.lat !== undefined && office.lon !== undefined ? { lat: office.lat, lon: office.lon } : undefined,
    start: start ? `${date}T${start}` : date,
    end: end ? `${date}T${end}` : nextDay(date),
    timeZone: office.timeZone,
    now: Date.now(),
  };
}

/** The minute in which new places open, with an alarm a little before. */
export function releaseEvent(words: Words, instant: string, timeZone: string, sample: boolean): CalendarEvent {
  const at = Date.parse(instant);
  return {
    uid: `release/${instant}@${location.hostname || "slot-finder"}`,
    title: marked(words, words.t("calendar.release"), sample),
    text: releaseText(words, instant, timeZone, sample),
    location: pageUrl(),
    start: wallClock(at, timeZone),
    end: wallClock(at + 30 * MINUTE_MS, timeZone),
    timeZone,
    alarm: 10,
    now: Date.now(),
  };
}
