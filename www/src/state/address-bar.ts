// Keeps the question in the address of the page, and opens the office that the address names.

import type { Place } from "../engine/engine";
import { initialQuestion } from "../options/options";
import { fieldsIn, placeNameIn, placeText, repaired, unknownPlace, withQuestion } from "../question/address";
import { today } from "../text/dates";
import type { Controller } from "./controller";
import { gazetteerOf } from "./gazetteer";

/** More places than any name has. */
const NAMESAKES = 50;

async function placeCalled(name: string, controller: Controller): Promise<Place | undefined> {
  const [typed = ""] = name.split(",");
  const found = (await gazetteerOf(controller)).search(typed, NAMESAKES);
  return found.find((place) => placeText(place) === name) ?? found.find((place) => place.name === name);
}

/** Asks what the address asks; all else stays as it is. Reports every value that cannot be used. */
export async function readAddress(controller: Controller, report: (message: string) => void): Promise<void> {
  const parameters = new URLSearchParams(location.search);
  const change = fieldsIn(parameters, report);
  const name = placeNameIn(parameters);
  if (name && controller.canSearch) {
    const place = await placeCalled(name, controller).catch(() => undefined);
    if (place) change.place = place;
    else report(unknownPlace(name));
  }
  controller.restore(repaired({ ...controller.state.question, ...change }, today()));
}

/** Replaces the question in the address by that on the page. */
export function writeAddress({ state: { question }, options }: Controller): void {
  const url = new URL(location.href);
  url.search = withQuestion(url.search, question, initialQuestion(options));
  if (url.href === location.href) return;
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // A frame without an origin has no address of its own, and some browsers allow only so many changes a minute.
  }
}

/** Opens the office that the address names: "#office=kanim-blitar". */
export function openNamedOffice(controller: Controller): void {
  const office = /^#office=([\w.:~-]{1,64})$/.exec(location.hash)?.[1];
  if (office && controller.options.syncUrl && controller.finder) controller.openOffice(office);
}
