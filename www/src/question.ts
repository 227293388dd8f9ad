// What the visitor asks, and how it becomes a query of the engine. The question holds only what was chosen; everything
// else is a default, so that "nothing chosen" and "the default chosen" are the same thing.

import type { Query, Sort } from "./engine";
import type { Words } from "./i18n";

export interface ChosenPlace {
  /** Absent for a mere position, as that of the phone. */
  name?: string | undefined;
  lat: number;
  lon: number;
}

export interface Question {
  place?: ChosenPlace | undefined;
  withinKm?: number | undefined;
  /** Ids; empty means the services and channels that the feed asks by default. */
  services: readonly string[];
  channels: readonly string[];
  party: number;
  neededBy?: string | undefined;
  weekend: boolean;
  sort?: Sort | undefined;
}

/** What the author of the page fixed; no visitor changes it. */
interface Scope {
  kinds: readonly string[];
  region?: string | undefined;
}

const WEEKEND = [6, 7];
/** The most people that the stepper offers. */
export const PARTY_LIMIT = 20;

export const nameOf = (words: Words, place: ChosenPlace | undefined): string | undefined =>
  place && (place.name ?? words.t("place.here"));

/** Without a place there is nothing to be near to, and the soonest come first. */
export const sortOf = (question: Question): Sort => question.sort ?? (question.place ? "best" : "soonest");

export const sortsFor = (question: Question): Sort[] =>
  question.place ? ["best", "nearest", "soonest", "most_open"] : ["best", "soonest", "most_open"];

export function toQuery(question: Question, scope: Scope, asked: { limit: number; lang: string; now: number }): Query {
  const { place, withinKm, neededBy } = question;
  return {
    ...(place && { near: { lat: place.lat, lon: place.lon } }),
    ...(place && withinKm !== undefined && { withinKm }),
    ...(neededBy && { neededBy }),
    ...(question.weekend && { weekdays: WEEKEND }),
    ...(scope.region && { region: scope.region }),
    services: [...question.services],
    channels: [...question.channels],
    kinds: [...scope.kinds],
    party: question.party,
    sort: sortOf(question),
    group: "office",
    ...asked,
  };
}

/** The question as if no filter had been touched: place, people and date stay. */
export const withoutFilters = (question: Question): Question =>
  ({ ...question, withinKm: undefined, services: [], channels: [], weekend: false });

export function countFilters({ place, withinKm, services, channels, weekend }: Question): number {
  return Number(place !== undefined && withinKm !== undefined) + Number(services.length > 0) + Number(channels.length > 0) + Number(weekend);
}
