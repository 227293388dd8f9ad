// The visitor's question, and its conversion into a query of the engine. The question holds only what was chosen;
// everything else is a default, so "nothing chosen" and "the default chosen" are the same.

import type { About, Query, Sort } from "../engine/engine";
import type { Words } from "../text/words";

export interface ChosenPlace {
  /** Absent for a mere position, such as the phone's. */
  name?: string | undefined;
  /** The unit above it, which distinguishes places of the same name. */
  parent?: string | undefined;
  lat: number;
  lon: number;
}

export interface Question {
  place?: ChosenPlace | undefined;
  withinKm?: number | undefined;
  /** Ids; empty means the feed's default services and channels. */
  services: readonly string[];
  channels: readonly string[];
  party: number;
  neededBy?: string | undefined;
  /** The first and the last date to go. */
  from?: string | undefined;
  to?: string | undefined;
  /** 1 = Monday .. 7; empty means any day. */
  weekdays: readonly number[];
  /** "HH:MM" at the office. */
  sessionFrom?: string | undefined;
  sessionTo?: string | undefined;
  sameSession: boolean;
  /** Only one-off days, such as Paspor Simpatik. */
  eventsOnly: boolean;
  /** Ids of the only offices to look at, and of those to leave out. */
  pinned: readonly string[];
  hidden: readonly string[];
  sort?: Sort | undefined;
}

/** What the page's author fixed; no visitor changes it. */
interface AuthorScope {
  kinds: readonly string[];
  region?: string | undefined;
  fixed?: Partial<Query> | undefined;
}

/** What the filters set; party and date of use belong to the question itself. */
export const NO_FILTERS = {
  withinKm: undefined, services: [], channels: [], from: undefined, to: undefined, weekdays: [],
  sessionFrom: undefined, sessionTo: undefined, sameSession: false, eventsOnly: false, pinned: [], hidden: [],
} satisfies Partial<Question>;

/** Whether it excludes days or hours that an office may well have. */
export const isNarrow = ({ from, to, weekdays, sessionFrom, sessionTo, sameSession, eventsOnly, services, channels }: Question): boolean =>
  Boolean(from ?? to ?? sessionFrom ?? sessionTo) || sameSession || eventsOnly || weekdays.length + services.length + channels.length > 0;

export const nameOf = (words: Words, place: ChosenPlace | undefined): string | undefined =>
  place && (place.name ?? words.t("place.here"));

/** Working days until a passport is ready: the longest among the requested services. */
export function readyDays({ services }: Question, info: About | undefined): number {
  const asked = info?.services.filter(({ id, isDefault }) => (services.length ? services.includes(id) : isDefault)) ?? [];
  return Math.max(0, ...asked.map((service) => service.readyDays ?? 0));
}

export const SORTS: readonly Sort[] = ["best", "nearest", "soonest", "most_open"];

/** The requested order: without a place nothing is near, so the soonest come first. */
export const sortOf = (question: Question): Sort => question.sort ?? (question.place ? "best" : "soonest");

/**
 * The ids of the offices that a question includes; empty: all. The engine knows no hidden offices, so they are removed
 * from the list of all, and count nowhere: in no number, no nearer office and no table.
 */
function officesOf({ pinned, hidden }: Question, all: () => Iterable<string>): string[] {
  if (!hidden.length) return [...pinned];
  const left = (pinned.length ? [...pinned] : [...all()]).filter((id) => !hidden.includes(id));
  // No office has the empty id, and an empty list would mean all of them.
  return left.length ? left : [""];
}

export function toQuery(question: Question, author: AuthorScope, request: { limit: number; lang: string; now: number }, allIds: () => Iterable<string>): Query {
  const { place, withinKm, neededBy, from, to, sessionFrom, sessionTo } = question;
  return {
    ...author.fixed,
    ...(place && { near: { lat: place.lat, lon: place.lon } }),
    ...(place && withinKm !== undefined && { withinKm }),
    ...(neededBy && { neededBy }),
    ...(from && { from }),
    ...(to && { to }),
    ...(sessionFrom && { sessionFrom }),
    ...(sessionTo && { sessionTo }),
    ...(question.sameSession && { sameSession: true }),
    ...(question.eventsOnly && { events: "only" as const }),
    weekdays: [...question.weekdays],
    offices: officesOf(question, allIds),
    ...(author.region && { region: author.region }),
    services: [...question.services],
    channels: [...question.channels],
    kinds: [...author.kinds],
    party: question.party,
    sort: sortOf(question),
    group: "office",
    ...request,
  };
}
