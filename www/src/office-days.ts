// What one office has to offer on its next days, and which of its days have no service. In: the feed on the page. Out:
// offers by date with all services and ways to book, whatever else is asked, and what is the case where there is none.

import type { Controller } from "./controller";
import type { Offer, Ranking } from "./engine";
import { NO_FILTERS, type Question } from "./question";

export interface OfficeDays {
  /** By date; those with too few places for the party too. */
  offers: Offer[];
  /** Says why there is none. */
  ranking: Ranking;
  /** Dates on which nothing is offered though they are released. */
  closedDates: string[];
}

const CHANNELS = ["app", "web", "phone", "walk_in"];
const NO_SERVICE = -1;

export function officeDays(act: Controller, id: string): OfficeDays | undefined {
  const { finder, state: { info, question } } = act;
  if (!finder) return undefined;
  const open: Question = { ...question, ...NO_FILTERS, neededBy: undefined, sort: "soonest", party: 1 };
  const query = {
    ...act.query(open, 1_000), offices: [id], services: info?.services.map((service) => service.id) ?? [], channels: CHANNELS, group: "none" as const,
  };
  const ranking = finder.rank(query);
  const board = finder.board(query);
  return {
    ranking,
    offers: ranking.offers,
    closedDates: board.dates.filter((_, index) => board.cells[index] === NO_SERVICE),
  };
}
