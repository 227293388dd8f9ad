// Texts for other people: plain, complete, and still true tomorrow, so dates are absolute.

import type { Offer, ServiceInfo } from "../engine/engine";
import { officeHash } from "../question/address";
import type { Controller } from "../state/controller";
import type { PageProps } from "../state/page-props";
import { clockTime, localDate } from "../text/dates";
import { daySentenceFull, dayYear } from "../text/more-dates";
import { hostOf } from "../text/links";
import { fee, hours, places } from "../text/phrases";
import type { Words } from "../text/words";

/** Capitalizes a phrase to begin a sentence. */
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The address of this page without its fragment. */
export const pageUrl = (): string => location.href.split("#")[0] ?? "";

/** The fragment that opens an office, where the address holds what is on the page. */
export const hashOf = (controller: Controller, officeId: string): string | undefined =>
  controller.options.syncUrl && officeHash(officeId, controller.options.syncUrl.prefix);

const marked = (words: Words, text: string, sample: boolean): string => (sample ? words.t("share.sample", { text }) : text);

/** How to book or walk in, by the offer's channel. */
function how(words: Words, { channel, booking: { web, phone } }: Offer): string {
  if (channel === "walk_in") return words.t("share.how.walk_in");
  if (channel === "web" && web) return words.t("share.how.web", { host: hostOf(web) });
  if (channel === "phone" && phone) return words.t("share.how.phone", { phone });
  return words.t("share.how.app");
}

/** What is special about it: the service, its surcharge, the event, the hours. */
function details(words: Words, { services = [] }: { services?: readonly ServiceInfo[] } = {}, offer: Offer): string {
  const service = services.find(({ id }) => id === offer.serviceId);
  const list = hours(words, offer);
  return [
    !service?.isDefault && offer.service.text,
    service?.surcharge && fee(words, service.surcharge),
    offer.event?.name.text,
    list && words.t("share.hours", { list }),
  ].filter(Boolean).map((text) => words.t("share.details", { list: capital(text as string) })).join("");
}

export function offerText({ words, state: { info, question }, controller }: PageProps, offer: Offer): string {
  const { observedAt, timeZone, name, id } = offer.office;
  const checked = Date.parse(observedAt);
  const text = words.t("share.text", {
    p: question.party,
    office: name.text,
    date: daySentenceFull(words, offer.date),
    details: details(words, info, offer),
    n: places(words, offer),
    checked: dayYear(words, localDate(checked, timeZone)),
    time: clockTime(words, checked, timeZone),
    how: how(words, offer),
    url: pageUrl() + (hashOf(controller, id) ?? ""),
  });
  return marked(words, text, Boolean(info?.sample));
}

export function releaseText(words: Words, instant: string, timeZone: string, sample: boolean): string {
  const at = Date.parse(instant);
  const text = words.t("remind.text", {
    date: daySentenceFull(words, localDate(at, timeZone)), time: clockTime(words, at, timeZone), url: pageUrl(),
  });
  return marked(words, text, sample);
}

export const whatsappLink = (text: string): string => `https://wa.me/?text=${encodeURIComponent(text)}`;
