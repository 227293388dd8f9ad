// Offices by themselves, whether anything is open there or not. In: the feed on the page. Out: what it says about them.

import type { Controller } from "./controller";
import type { OfficeInfo, Query } from "../engine/engine";

/** A date that reads next to nothing of the quota. */
const LONG_AGO = "2000-01-01";

function ask(act: Controller, query: Query): OfficeInfo[] {
  const { kinds, region } = act.options;
  return act.finder?.board({
    kinds: [...kinds], ...(region && { region }), lang: act.words?.lang ?? act.options.lang, from: LONG_AGO, to: LONG_AGO, ...query,
  }).offices ?? [];
}

/** All of them, nearest first while a place is known. */
export function officesNearby(act: Controller): OfficeInfo[] {
  const { place } = act.state.question;
  return ask(act, place ? { near: { lat: place.lat, lon: place.lon } } : {});
}

export const officeCalled = (act: Controller, id: string): OfficeInfo | undefined => ask(act, { offices: [id] })[0];
