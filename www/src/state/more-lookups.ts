// What later parts of the page ask the engine beside the list. In: the feed, the question and the answer on the page.

import type { Board, Offer, OfficeInfo, Query } from "../engine/engine";
import { sortOf } from "../question/question";
import type { Controller } from "./controller";
import { answeredQuery } from "./lookups";

/** More than anyone looks at in order. */
const MOST_OFFICES = 1_000;

/** The answer as a table of every office in reach, from one date to another, both included. */
export const boardOf = (controller: Controller, from: string, to: string): Board | undefined => controller.finder?.board({ ...answeredQuery(controller), from, to });

/** A table in the order that is asked for. The soonest and the fullest come first; otherwise it is nearest first as it is. */
export function inAskedOrder(controller: Controller, board: Board): Board {
  const sort = sortOf(controller.state.question);
  if (sort !== "soonest" && sort !== "most_open") return board;
  const offers = controller.finder?.rank({ ...answeredQuery(controller), limit: MOST_OFFICES }).offers ?? [];
  const places = new Map(offers.map(({ officeId }, at) => [officeId, at]));
  const placeOf = (index: number): number => places.get(board.offices[index]?.id ?? "") ?? offers.length + index;
  const order = board.offices.map((_, index) => index).sort((one, other) => placeOf(one) - placeOf(other));
  const width = board.dates.length;
  return {
    ...board,
    offices: order.flatMap((index) => board.offices[index] ?? []),
    distancesKm: order.map((index) => board.distancesKm[index]!),
    cells: Int32Array.from(order.flatMap((index) => [...board.cells.subarray(index * width, (index + 1) * width)])),
  };
}

/** What is offered on a day at the same office by the same service. */
export function offerOn(controller: Controller, { officeId, serviceId, channel, event }: Offer, date: string): Offer | undefined {
  const query = controller.query({ ...controller.state.question, neededBy: undefined, weekdays: [], withinKm: undefined }, 1_000);
  return controller.finder?.rank({
    ...query, offices: [officeId], services: [serviceId], channels: [channel], from: date, to: date, group: "none",
  }).offers.find((offer) => offer.event?.id === event?.id);
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
