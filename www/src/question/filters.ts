// What can be chosen about a question, and how much of it is.

import type { Sort } from "../engine/engine";
import { NO_FILTERS, type Question } from "./question";

/** The most people that the stepper offers. */
export const PARTY_LIMIT = 20;

export const sortsFor = (question: Question): Sort[] =>
  question.place ? ["best", "nearest", "soonest", "most_open"] : ["best", "soonest", "most_open"];

/** The question without its filters: place, people and date stay. */
export const withoutFilters = (question: Question): Question => ({ ...question, ...NO_FILTERS });

/** How many filters are set. A range of dates or hours is one, and so is a set of services. */
export function countFilters({ place, withinKm, services, channels, from, to, weekdays, sessionFrom, sessionTo, sameSession, eventsOnly, pinned, hidden }: Question): number {
  return [
    place && withinKm !== undefined, services.length, channels.length, from ?? to, weekdays.length, sessionFrom ?? sessionTo,
    sameSession, eventsOnly, pinned.length, hidden.length,
  ].filter(Boolean).length;
}
