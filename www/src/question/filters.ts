// Counts and clears the filters of a question.

import type { Sort } from "../engine/engine";
import { NO_FILTERS, type Question } from "./question";

/** The largest party that the stepper offers. */
export const PARTY_LIMIT = 20;

export const sortsFor = (question: Question): Sort[] =>
  question.place ? ["best", "nearest", "soonest", "most_open"] : ["best", "soonest", "most_open"];

/** The question without its filters: place, people and date stay. */
export const withoutFilters = (question: Question): Question => ({ ...question, ...NO_FILTERS });

/** The number of set filters. A range of dates or hours counts as one, and so does a set of services. */
export function countFilters({ place, withinKm, services, channels, from, to, weekdays, sessionFrom, sessionTo, sameSession, eventsOnly, pinned, hidden }: Question): number {
  return [
    place && withinKm !== undefined, services.length, channels.length, from ?? to, weekdays.length, sessionFrom ?? sessionTo,
    sameSession, eventsOnly, pinned.length, hidden.length,
  ].filter(Boolean).length;
}
