// What else the visitor could ask when there is nothing, or too little. In: the question, its answer, and a way to ask
// the engine again. Out: changed questions, each with the number of offices that it would find; none with 0.

import type { Ranking } from "./engine";
import { withoutFilters, type Question } from "./question";

export interface Suggestion {
  kind: "service" | "anywhere" | "party" | "weekdays" | "needed" | "open";
  question: Question;
  offices: number;
  /** For `service`: what the other services and channels are. */
  serviceId?: string;
  channel?: string;
  surcharge?: { amount: number; currency: string } | undefined;
}

type Count = (question: Question) => number;

/** The services that are left out unless asked for, and walking in. */
export function alternatives(question: Question, { alternatives: left }: Ranking, count: Count): Suggestion[] {
  const groups = new Map<string, Ranking["alternatives"]>();
  for (const one of left) {
    const group = `${one.serviceId} ${one.channel === "walk_in"}`;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [...groups.values()].flatMap(([one, ...others]) => {
    if (!one) return [];
    const { serviceId, channel, surcharge } = one;
    const changed = { ...question, services: [serviceId], channels: channel === "walk_in" ? [channel] : [] };
    // Several ways to book may lead to the same offices, so their numbers cannot be added up.
    return [{ kind: "service", question: changed, offices: others.length ? count(changed) : one.offices, serviceId, channel, surcharge }];
  });
}

/** The greatest smaller party that finds something. Fewer people never find less, so halving the range is enough. */
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

/** What would help when the answer is empty, the least change first. */
export function rescues(question: Question, ranking: Ranking, count: Count): Suggestion[] {
  const one = (kind: Suggestion["kind"], wanted: boolean, changed: Question): Suggestion[] =>
    wanted ? [{ kind, question: changed, offices: count(changed) }] : [];
  const found = [
    ...one("anywhere", question.withinKm !== undefined, { ...question, withinKm: undefined }),
    ...one("weekdays", question.weekend, { ...question, weekend: false }),
    ...alternatives(question, ranking, count),
    ...smallerParty(question, count),
    ...one("needed", question.neededBy !== undefined, { ...question, neededBy: undefined }),
  ].filter(({ offices }) => offices > 0);
  const plain = { ...withoutFilters(question), neededBy: undefined };
  return found.length ? found : one("open", true, plain).filter(({ offices }) => offices > 0);
}
