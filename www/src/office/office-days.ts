// Computes an office's offers on its next days, and its days without service. In: the feed on the page. Out: offers by
// date with all services and ways to book, whatever the question, and the reason if there are none.

import { stateOf } from "../cells/cell-state";
import type { Offer, Query, Ranking, SlotFinder } from "../engine/engine";
import { NO_FILTERS, type Question } from "../question/question";
import type { Controller } from "../state/controller";

export interface OfficeDays {
  /** By date; includes those with too few places for the party. */
  offers: Offer[];
  /** Why there is none. */
  ranking: Ranking;
  /** How to book here, also while nothing is open; absent if people only walk in, or if there is no service. */
  book: Pick<Offer, "booking" | "channel"> | undefined;
  /** Released dates on which nothing is offered. */
  closedDates: string[];
}

const WALK_IN = "walk_in";
const BOOKED = ["app", "web", "phone"];

function bookAt(finder: SlotFinder, id: string, query: Query, offers: Offer[]): OfficeDays["book"] {
  const offered = offers.find(({ channel }) => channel !== WALK_IN);
  if (offered) return offered;
  const { byOffice } = finder.rank({ ...query, channels: BOOKED }).empty ?? {};
  return byOffice && !byOffice.noService ? { booking: finder.booking(id, query.lang ?? ""), channel: "app" } : undefined;
}

export function officeDays(controller: Controller, id: string): OfficeDays | undefined {
  const { finder, state: { info, question } } = controller;
  if (!finder) return undefined;
  const open: Question = { ...question, ...NO_FILTERS, neededBy: undefined, sort: "soonest", party: 1 };
  const query = {
    ...controller.query(open, 1_000), offices: [id], services: info?.services.map((service) => service.id) ?? [], channels: [...BOOKED, WALK_IN], group: "none" as const,
  };
  const ranking = finder.rank(query);
  const board = finder.board(query);
  return {
    ranking,
    offers: ranking.offers,
    book: bookAt(finder, id, query, ranking.offers),
    closedDates: board.dates.filter((_, index) => stateOf(board.cells[index]!, 1) === "noService"),
  };
}
