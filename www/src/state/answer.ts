// The engine's answer to a question, with what the page shows beside the list. In: a feed and a question. Out: the answer.

import type { Query, SlotFinder } from "../engine/engine";
import type { Options } from "../options/options";
import { missingOf, problemsOf } from "./missing";
import type { Answer, State } from "./state";

/** The answer at a moment, ms; where parts of a split feed are missing its ranking is not complete. */
export function answerOf(finder: SlotFinder, query: Query, now: number, { trouble, info }: State): Answer {
  const ranking = finder.rank(query);
  const empty = ranking.complete && ranking.offers.length === 0;
  const tooOld = empty && ranking.freshness.state === "expired";
  const reach = tooOld ? finder.board(query) : undefined;
  const expired = (reach?.offices ?? []).map((office, index) => ({ office, distanceKm: reach?.distancesKm[index] }));
  const past = tooOld && trouble ? finder.rank({ ...query, expired: "show" }).offers : [];
  const problems = empty ? problemsOf(finder) : info?.problems;
  return { ranking, now, expired, past, missing: missingOf(problems ?? []) };
}

/** They stay the same as long as the feed does. */
const ids = new WeakMap<SlotFinder, string[]>();

/** The ids of all offices that the page's author does not leave out; none without a feed. */
export function everyId(finder: SlotFinder | undefined, { kinds, region }: Options): string[] {
  if (!finder) return [];
  let known = ids.get(finder);
  if (!known) {
    // A table of one date lists every office, and reads next to nothing of its quota.
    const table = finder.board({ kinds: [...kinds], ...(region && { region }), from: "2000-01-01", to: "2000-01-01" });
    ids.set(finder, (known = table.offices.map(({ id }) => id)));
  }
  return known;
}
