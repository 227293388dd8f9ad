// Which filters can matter with this feed: those that some of its offers pass and others do not. Found out by asking the
// engine once for each, whatever else is asked, so it stays true until there is another feed.

import type { Query, SlotFinder } from "../engine/engine";
import { NO_FILTERS } from "../question/question";
import type { Controller } from "../state/controller";

export interface UsefulFilters {
  channels: string[];
  sessions: boolean;
  events: boolean;
  weekends: boolean;
}

const CHANNELS = ["app", "web", "phone", "walk_in"];
const known = new WeakMap<SlotFinder, UsefulFilters>();

export function usefulFilters(controller: Controller): UsefulFilters {
  const { finder, state: { info, question } } = controller;
  if (!finder) return { channels: [], sessions: false, events: false, weekends: false };
  let choices = known.get(finder);
  if (!choices) {
    const plain = controller.query({ ...question, ...NO_FILTERS, place: undefined, neededBy: undefined, sort: undefined, party: 1 }, 1);
    const all = { ...plain, services: info?.services.map(({ id }) => id) ?? [], channels: CHANNELS };
    const has = (query: Partial<Query>): boolean => finder.rank({ ...all, ...query }).offices > 0;
    choices = {
      channels: CHANNELS.filter((channel) => has({ channels: [channel] })),
      // Offers without hours never match a time.
      sessions: has({ sessionFrom: "00:00" }),
      events: has({ events: "only" }),
      weekends: has({ weekdays: [6, 7] }),
    };
    known.set(finder, choices);
  }
  return choices;
}
