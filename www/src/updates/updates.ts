// Starts what keeps an open page up to date. It may be called as often as one likes.

export { takeBackFallenOut } from "../parts/fallen-out";
import { leaveEmptyEntries } from "../state/dialog-history";
import { openNamedOffice } from "../state/address-bar";
import type { Controller } from "../state/controller";
import { Updater } from "./updater";

export function startUpdates(controller: Controller, emit: (event: Event) => void): void {
  controller.updates ??= new Updater(controller, emit);
  // Only once, after the first list.
  if (!controller.state.answer || controller.state.settled) return;
  openNamedOffice(controller);
  // Another element may be the one that the fragment speaks to.
  if (controller.options.syncUrl || !/^#[\w.-]*office=/.test(location.hash)) leaveEmptyEntries();
}
