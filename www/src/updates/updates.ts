// Where the first script meets the parts that follow a page over time: once evaluated, `follow` may be called as often as
// one likes.

import { openNamed } from "../state/address-bar";
import type { Controller } from "../state/controller";
import { Follower } from "./updater";
import { readOverrides } from "../text/host-words";
import { leaveEmptyEntries } from "../parts/dialog";

/** What each host gave as its own words, so that they are read, and their mistakes named, once. */
const given = new WeakMap<Controller, unknown>();

export function follow(act: Controller, emit: (event: Event) => void, own: unknown, report: (message: string) => void): void {
  if (own !== given.get(act)) {
    given.set(act, own);
    act.overrides = own === undefined ? {} : readOverrides(own, report);
  }
  act.follower ??= new Follower(act, emit);
  // The first list stands.
  if (!act.state.answer || act.state.settled) return;
  openNamed(act);
  // Another element may be the one that the fragment speaks to.
  if (act.options.syncUrl || !location.hash.startsWith("#office=")) leaveEmptyEntries();
}
