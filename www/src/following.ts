// Where the first script meets the parts that follow a page over time: once evaluated, `follow` may be called as often as
// one likes.

import type { Controller } from "./controller";
import { Follower } from "./follow";
import { readOverrides } from "./overrides";

export function follow(act: Controller, emit: (event: Event) => void, own: unknown, report: (message: string) => void): void {
  if (own !== undefined) act.overrides = readOverrides(own, report);
  act.follower ??= new Follower(act, emit);
}
