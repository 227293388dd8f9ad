// What parts of the page ask the engine beside the list. In: the feed, the question and the answer on the page.

import type { Board, Offer, OfficeInfo, Query } from "../engine/engine";
import type { Controller } from "./controller";

/** The answer's question as a query; where nothing was found in its radius, with that of the answer. */
function answeredQuery(controller: Controller): Query {
  const { answer } = controller.state;
  const widened = answer?.ranking.widenedToKm;
  return { ...controller.query(undefined, 1), ...(answer && { now: answer.now }), ...(widened !== undefined && { withinKm: widened }) };
}

/** The answer as a table of every office in reach, from one date to another, both included. */
export const boardOf = (controller: Controller, from: string, to: string): Board | undefined => controller.finder?.board({ ...answeredQuery(controller), from, to });

/** What is less than certain of a table's numbers, by office, date and number. */
export type Inexact = ReadonlyMap<string, Offer["precision"]>;
export const cellKey = (officeId: string, date: string, open: number): string => `${officeId} ${date} ${open}`;

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

/** What is offered on a day at the same office by the same service. */
export function offerOn(controller: Controller, { officeId, serviceId, channel, event }: Offer, date: string): Offer | undefined {
  const query = controller.query({ ...controller.state.question, neededBy: undefined, weekdays: [], withinKm: undefined }, 1_000);
  return controller.finder?.rank({
    ...query, offices: [officeId], services: [serviceId], channels: [channel], from: date, to: date, group: "none",
  }).offers.find((offer) => offer.event?.id === event?.id);
}

/** The same office and service on another day. */
export function openDay(controller: Controller, offer: Offer, date: string): void {
  const found = offerOn(controller, offer, date);
  if (found) controller.openHandOff(found);
}

/** A table of this date lists all offices and reads next to nothing of their quota. */
const LONG_AGO = "2000-01-01";

function officesFor(controller: Controller, query: Query): OfficeInfo[] {
  const { kinds, region } = controller.options;
  return controller.finder?.board({
    kinds: [...kinds], ...(region && { region }), lang: controller.words?.lang ?? controller.options.lang, from: LONG_AGO, to: LONG_AGO, ...query,
  }).offices ?? [];
}

/** All offices, nearest first while a place is known. */
export function officesNearby(controller: Controller): OfficeInfo[] {
  const { place } = controller.state.question;
  return officesFor(controller, place ? { near: { lat: place.lat, lon: place.lon } } : {});
}

export const officeById = (controller: Controller, id: string): OfficeInfo | undefined => officesFor(controller, { offices: [id] })[0];
