// Finds questions that help when nothing was found, or too little nearby. In: the question, its answer, and a way to
// ask the engine again. Out: changed questions, each with the number of offices that it would find; none with 0.

import type { Ranking } from "../engine/engine";
import { withoutFilters } from "./filters";
import type { Question } from "./question";
import { alternatives, type Count, type Suggestion } from "./suggestions";

/** The radii to choose from, in km. */
export const RADII = [25, 50, 100, 150, 200];

/** The largest smaller party that finds something. Fewer people never find less, so a binary search works. */
function smallerParty(question: Question, count: Count): Suggestion[] {
  let best: Suggestion | undefined;
  let [low, high] = [1, question.party - 1];
  while (low <= high) {
    const party = (low + high) >> 1;
    const smaller = { ...question, party };
    const offices = count(smaller);
    if (offices > 0) {
      best = { kind: "party", question: smaller, offices };
      low = party + 1;
    } else high = party - 1;
  }
  return best ? [best] : [];
}

/** The next radius with more offices, else any distance; nothing if there are no more offices. */
export function further(question: Question, found: number, count: Count): Suggestion[] {
  const { withinKm } = question;
  if (!question.place || withinKm === undefined) return [];
  const radii = [...RADII.filter((km) => km > withinKm), undefined];
  for (const km of radii) {
    const wider = { ...question, withinKm: km };
    const offices = count(wider);
    if (offices > found) return [{ kind: "further", question: wider, offices }];
  }
  return [];
}

/** Suggestions for an empty answer, the least change first. */
export function rescues(question: Question, ranking: Ranking, count: Count): Suggestion[] {
  const one = (kind: Suggestion["kind"], wanted: unknown, change: Partial<Question>): Suggestion[] => {
    const changed = { ...question, ...change };
    return wanted ? [{ kind, question: changed, offices: count(changed) }] : [];
  };
  const { from, to, neededBy, sessionFrom, sessionTo, pinned, hidden } = question;
  const found = [
    ...further(question, 0, count),
    ...one("together", question.sameSession, { sameSession: false }),
    ...one("hours", sessionFrom ?? sessionTo, { sessionFrom: undefined, sessionTo: undefined }),
    ...one("weekdays", question.weekdays.length, { weekdays: [] }),
    ...one("events", question.eventsOnly, { eventsOnly: false }),
    ...one("earlier", from, { from: undefined }),
    ...one("later", to, { to: undefined }),
    ...alternatives(question, ranking, count),
    ...one("channels", question.channels.length, { channels: [] }),
    ...smallerParty(question, count),
    ...one("offices", pinned.length + hidden.length, { pinned: [], hidden: [] }),
    ...one("needed", neededBy, { neededBy: undefined }),
  ].filter(({ offices }) => offices > 0);
  const plain = { ...withoutFilters(question), neededBy: undefined };
  return found.length ? found : one("open", true, plain).filter(({ offices }) => offices > 0);
}
