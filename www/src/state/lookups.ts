// What the parts after the first list ask the engine beside it. In: the feed, the question and the answer on the page.

import type { Controller } from "./controller";
import type { Board, Offer, Query } from "../engine/engine";

/** The answer's question as a query; where nothing was found in its radius, with that of the answer. */
function answered(act: Controller): Query {
  const { answer } = act.state;
  const widened = answer?.ranking.widenedToKm;
  return { ...act.query(undefined, 1), ...(answer && { now: answer.now }), ...(widened !== undefined && { withinKm: widened }) };
}

/** The answer as a table of every office in reach, from one date to another, both included. */
export const boardOf = (act: Controller, from: string, to: string): Board | undefined => act.finder?.board({ ...answered(act), from, to });

/** What is less than certain of a table's numbers, by office, date and number. */
export type Inexact = ReadonlyMap<string, Offer["precision"]>;
export const cellKey = (officeId: string, date: string, open: number): string => `${officeId} ${date} ${open}`;

/** Which numbers of some offices are estimates or lower bounds: a table holds bare numbers, so the offers behind them are asked. */
export function inexactOf(act: Controller, offices: readonly string[], from: string, to: string): Inexact {
  const query = { ...answered(act), offices: [...offices], from, to, party: 1, group: "none" as const, limit: 1_000 };
  const offers = act.finder?.rank(query).offers ?? [];
  return new Map(offers.filter(({ precision }) => precision !== "exact").map(({ officeId, date, open, precision }) => [cellKey(officeId, date, open), precision]));
}

/** The best offer of an office, on one date or on any. */
export const offerOf = (act: Controller, officeId: string, date?: string): Offer | undefined =>
  act.finder?.rank({ ...answered(act), offices: [officeId], ...(date && { from: date, to: date }) })
    .offers.find((offer) => offer.officeId === officeId);

/** What is offered on a day at the same office by the same service. */
export function offerOn(act: Controller, { officeId, serviceId, channel, event }: Offer, date: string): Offer | undefined {
  const query = act.query({ ...act.state.question, neededBy: undefined, weekdays: [], withinKm: undefined }, 1_000);
  return act.finder?.rank({
    ...query, offices: [officeId], services: [serviceId], channels: [channel], from: date, to: date, group: "none",
  }).offers.find((offer) => offer.event?.id === event?.id);
}

/** The same office and service on another day. */
export function openDay(act: Controller, offer: Offer, date: string): void {
  const found = offerOn(act, offer, date);
  if (found) act.openHandOff(found);
}
