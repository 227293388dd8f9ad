// What an article says of a feed, in whole sentences that stay true when they are copied, printed or cached: every time
// in them is absolute. In: the figures of the engine. Out: texts.

import type { About, OfficeInfo, Summary } from "../engine/engine";
import { missingSentence, type Missing } from "../state/missing";
import { age, clockTime, daySentence, localDate } from "../text/dates";
import type { Key, Words } from "../text/words";

export interface Figures {
  summary: Summary;
  about: About;
  /** The offices that were counted, as far as their names are needed: all, if there is only one. */
  only?: OfficeInfo | undefined;
  /** What of the feed could not be read. */
  missing?: Missing | undefined;
  /** The zone for times of the whole feed. */
  timeZone: string;
  kinds: readonly string[];
  services: readonly string[];
}

/** The most offices that a sentence names. */
const NAMED = 3;

const nameIn = (list: readonly { id: string; name: { text: string } }[], id: string): string =>
  list.find((item) => item.id === id)?.name.text ?? id;

/** The text for one office, for a region, or for all that the feed has. */
function about(words: Words, key: string, { summary, only }: Figures, values: Record<string, string | number> = {}): string {
  const region = summary.region?.name.text ?? "";
  const place = only ? ".one" : region ? ".in" : "";
  return words.t(`${key}${place}` as Key, { ...values, region, office: only?.name.text ?? "" });
}

const servicesNamed = ({ about, services }: Figures): string[] => services.map((id) => nameIn(about.services, id));

export function title(words: Words, figures: Figures): string {
  const region = figures.summary.region?.name.text ?? "";
  const [service, ...others] = servicesNamed(figures);
  const key = `summary.title${service && !others.length ? ".service" : ""}${region ? ".in" : ""}` as Key;
  return words.t(key, { region, service: service ?? "" });
}

function noun(words: Words, { about, kinds, summary }: Figures): string {
  const [kind, ...others] = kinds;
  return kind && !others.length ? nameIn(about.kinds, kind) : words.t("summary.noun", { n: summary.offices });
}

function soonest(words: Words, { summary, only }: Figures): string {
  if (!summary.soonest) return "";
  const { date, offices } = summary.soonest;
  if (only) return words.t("summary.soonest.one", { date: daySentence(words, date) });
  const names = offices.slice(0, NAMED).map(({ short }) => short.text);
  const others = offices.length - names.length;
  const list = words.list(others ? [...names, words.t("summary.others", { n: others })] : names);
  return words.t("summary.soonest", { date: daySentence(words, date), offices: list });
}

/** When more places open, or opened since the data was observed. */
export function release(words: Words, { summary, timeZone }: Figures): string {
  if (!summary.nextReleaseAt) return "";
  const at = Date.parse(summary.nextReleaseAt);
  return words.t("summary.release", { date: daySentence(words, localDate(at, timeZone)), time: clockTime(words, at, timeZone) });
}

function lastReleased({ summary: { days } }: Figures): string | undefined {
  return days.filter(({ released }) => released).pop()?.date;
}

/** How many places there are, in one or two sentences. */
function state(words: Words, figures: Figures): string[] {
  const { summary } = figures;
  // Where something is missing, "no place" can't be claimed; `doubts` says what is missing.
  const isWhole = !missingSentence(words, figures.missing);
  if (summary.offices === 0) return isWhole ? [words.t("summary.noOffices")] : [];
  if (summary.openIn7) {
    const open = about(words, "summary.open", figures, { n: summary.openIn7, all: summary.offices, noun: noun(words, figures) });
    return [open, soonest(words, figures)];
  }
  if (summary.soonest) return [isWhole ? about(words, "summary.later", figures) : "", soonest(words, figures)];
  if (!isWhole) return [release(words, figures)];
  const last = lastReleased(figures);
  return [last ? about(words, "summary.none", figures, { date: daySentence(words, last) }) : about(words, "summary.nothing", figures), release(words, figures)];
}

/** What is not quite as it should be with some of the numbers. */
function doubts(words: Words, figures: Figures): string[] {
  const { summary, about: { staleAfter } } = figures;
  const services = servicesNamed(figures);
  const missing = missingSentence(words, figures.missing);
  return [
    missing && `${missing}.`,
    services.length > 1 ? words.t("summary.service", { list: words.list(services) }) : "",
    summary.unknown ? words.t("summary.unknown", { n: summary.unknown }) : "",
    summary.stale ? words.t("summary.stale", { n: summary.stale, age: age(words, staleAfter) }) : "",
    summary.expired ? words.t("summary.tooOld", { n: summary.expired }) : "",
    summary.freshness.state === "before_release" ? words.t("summary.before") : "",
  ];
}

const madeAt = (words: Words, { summary, timeZone }: Figures) => {
  const at = Date.parse(summary.freshness.generatedAt);
  return { at, date: localDate(at, timeZone), time: clockTime(words, at, timeZone) };
};

/** Of when the data is, and whose. */
export function source(words: Words, figures: Figures): string {
  const { date, time } = madeAt(words, figures);
  return words.t("summary.source", { date: dayLong(words, date), time, publisher: figures.about.publisher.name.text });
}

/** "22 November 2026" */
export const dayLong = (words: Words, date: string): string =>
  new Intl.DateTimeFormat(words.locale, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(Date.parse(`${date}T00:00Z`));

/** Every number is too old to be shown. */
export const isExpired = ({ summary }: Figures): boolean =>
  summary.freshness.state === "expired" || (summary.offices > 0 && summary.expired === summary.offices);

/** The sentence of an article: how many places there are, and what is in doubt. Date and publisher are in `source`. */
export function sentence(words: Words, figures: Figures): string {
  const { date, time } = madeAt(words, figures);
  const parts = isExpired(figures)
    ? [words.t("summary.expired", { date: dayLong(words, date), time }), release(words, figures)]
    : [...state(words, figures), ...doubts(words, figures)];
  const text = parts.filter(Boolean).join(" ");
  return figures.about.sample ? words.t("sample.prefix", { text }) : text;
}

/** What an editor copies: complete by itself. */
export const copied = (words: Words, figures: Figures): string => `${sentence(words, figures)} ${source(words, figures)}`;
