// What the rows of the list ask the engine beside it; more-lookups.ts has what later parts ask. In: the feed, the question and
// the answer on the page.

import { cellKey, type Inexact } from "../cells/days";
import type { Board, Offer, Query } from "../engine/engine";
import type { Controller } from "./controller";

/** The answer's question as a query; where nothing was found in its radius, with that of the answer. */
export function answeredQuery(controller: Controller): Query {
  const { answer } = controller.state;
  const widened = answer?.ranking.widenedToKm;
  return { ...controller.query(undefined, 1), ...(answer && { now: answer.now }), ...(widened !== undefined && { withinKm: widened }) };
}

/** The answer as a table of some offices, from one date to another, both included: next to nothing where a list is short. */
export const daysOf = (controller: Controller, offices: readonly string[], from: string, to: string): Board | undefined =>
  offices.length ? controller.finder?.board({ ...answeredQuery(controller), offices: [...offices], from, to }) : undefined;

/** Which numbers of some offices are estimates or lower bounds: a table holds bare numbers, so the offers behind them are asked. */
export function inexactCells(controller: Controller, offices: readonly string[], from: string, to: string): Inexact {
  const query = { ...answeredQuery(controller), offices: [...offices], from, to, party: 1, group: "none" as const, limit: 1_000 };
  const offers = controller.finder?.rank(query).offers ?? [];
  return new Map(offers.filter(({ precision }) => precision !== "exact").map(({ officeId, date, open, precision }) => [cellKey(officeId, date, open), precision]));
}

/** The best offer of an office, on one date or on any. */
export const bestOffer = (controller: Controller, officeId: string, date?: string): Offer | undefined =>
  controller.finder?.rank({ ...answeredQuery(controller), offices: [officeId], ...(date && { from: date, to: date }) })
    .offers.find((offer) => offer.officeId === officeId);
