// Makes calendar events: the day of an offer, and the minute of the next release.

import type { Offer } from "../engine/engine";
import type { PageProps } from "../state/page-props";
import { addDays } from "../text/dates";
import type { Words } from "../text/words";
import { MINUTE_MS, wallClock, type CalendarEvent } from "./icalendar";
import { offerText, pageUrl, releaseText } from "./share-text";

const marked = (words: Words, title: string, sample: boolean): string => (sample ? words.t("sample.prefix", { text: title }) : title);

/** The day of an offer: from its first hour with places to the end of its last, or the whole day if it names no hours. */
export function offerEvent(props: PageProps, offer: Offer): CalendarEvent {
  const { words, state: { info } } = props;
  const { office, date, sessions, serviceId, channel } = offer;
  const starts = sessions.map(({ start }) => start).sort();
  const ends = sessions.map(({ end }) => end).sort();
  const [start, end] = [starts[0], ends[ends.length - 1]];
  return {
    uid: `${[office.id, serviceId, channel, date].join("/")}@${location.hostname || "slot-finder"}`,
    title: marked(words, words.t("calendar.offer", { office: office.name.text }), Boolean(info?.sample)),
    text: offerText(props, offer),
    location: office.address ?? office.name.text,
    position: office.lat !== undefined && office.lon !== undefined ? { lat: office.lat, lon: office.lon } : undefined,
    start: start ? `${date}T${start}` : date,
    end: end ? `${date}T${end}` : addDays(date, 1),
    timeZone: office.timeZone,
    sample: Boolean(info?.sample),
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
    sample,
    alarm: 10,
    now: Date.now(),
  };
}
