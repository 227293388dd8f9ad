// What one office has to offer on its next days, and which of its days have no service. In: the feed on the page, and the
// services that are asked for. Out: offers by date, those of the services asked for apart from all others, whatever else is
// asked, and the reason where what is asked for has none.

import { stateOf } from "../cells/cell-state";
import type { Localized, Offer, Query, Ranking, SlotFinder } from "../engine/engine";
import { NO_FILTERS, type Question } from "../question/question";
import type { Controller } from "../state/controller";

export interface OfficeDays {
  /** Of the services and ways to book that are asked for, by date; those with too few places for the party too. */
  offers: Offer[];
  /** Of all other services, and walking in. */
  others: Offer[];
  /** Says why nothing that is asked for has places. */
  ranking: Ranking;
  /** The names of the services that are asked for. */
  asked: Localized[];
  /** How to book here, also while nothing is open; nothing where people only walk in, or where there is no service. */
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
  const all = finder.rank(query).offers;
  const services = info?.services ?? [];
  const usual = services.filter(({ isDefault }) => isDefault);
  const asked = question.services.length ? services.filter((service) => question.services.includes(service.id)) : usual.length ? usual : services;
  const ways = question.channels.length ? question.channels : BOOKED;
  const isAsked = ({ serviceId, channel }: Offer): boolean => asked.some((service) => service.id === serviceId) && ways.includes(channel);
  const ranking = finder.rank({ ...query, services: asked.map((service) => service.id), channels: [...ways] });
  const board = finder.board(query);
  return {
    ranking,
    offers: all.filter(isAsked),
    others: all.filter((offer) => !isAsked(offer)),
    asked: asked.map(({ name }) => name),
    book: bookAt(finder, id, query, all),
    closedDates: board.dates.filter((_, index) => stateOf(board.cells[index]!, 1) === "noService"),
  };
}
