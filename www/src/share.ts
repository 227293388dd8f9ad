// Texts that travel to other people: plain, complete, and still true tomorrow, hence with absolute dates.

import { clockTime, localDate } from "./dates";
import { dayYear, daySentenceFull } from "./dates-more";
import type { Offer } from "./engine";
import type { Words } from "./i18n";
import { places } from "./phrases";

/** This page without the fragment, for whoever gets the text. */
export const pageUrl = (): string => location.href.split("#")[0] ?? "";

const marked = (words: Words, text: string, sample: boolean): string => (sample ? words.t("share.sample", { text }) : text);

export function offerText(words: Words, offer: Offer, party: number, sample: boolean): string {
  const { observedAt, timeZone, name } = offer.office;
  const checked = Date.parse(observedAt);
  const text = words.t("share.text", {
    p: party,
    office: name.text,
    date: daySentenceFull(words, offer.date),
    n: places(words, offer),
    checked: dayYear(words, localDate(checked, timeZone)),
    time: clockTime(words, checked, timeZone),
    url: pageUrl(),
  });
  return marked(words, text, sample);
}

export function releaseText(words: Words, instant: string, timeZone: string, sample: boolean): string {
  const at = Date.parse(instant);
  const text = words.t("remind.text", {
    date: daySentenceFull(words, localDate(at, timeZone)), time: clockTime(words, at, timeZone), url: pageUrl(),
  });
  return marked(words, text, sample);
}

export const whatsappLink = (text: string): string => `https://wa.me/?text=${encodeURIComponent(text)}`;
