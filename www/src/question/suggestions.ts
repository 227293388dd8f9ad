// Suggests what the defaults leave out. In: the question, its answer, and a way to ask the engine again. Out: changed
// questions, each with the number of offices that it would find; none with 0. `rescues.ts` handles an empty answer.

import type { Ranking } from "../engine/engine";
import type { Question } from "./question";

export interface Suggestion {
  kind: "service" | "further" | "party" | "weekdays" | "hours" | "together" | "channels" | "events" | "offices" | "earlier" | "later" | "needed" | "open";
  question: Question;
  offices: number;
  /** For `service`: the other services and channels. */
  serviceId?: string;
  channel?: string;
  surcharge?: { amount: number; currency: string } | undefined;
}

export type Count = (question: Question) => number;

/** The services that are left out by default, and walking in. */
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
