// Keeps question and view in the address of the page, and opens the office that the address names. A change of view, order
// or filters is a step of its own in the browser's history, which Back takes back.

import type { Place } from "../engine/engine";
import { initialQuestion } from "../options/options";
import {
  fieldsIn, isStep, officeInHash, ownParameters, placeNameIn, placeText, repaired, steppedBack, unknownPlace, viewIn, withShown,
} from "../question/address";
import { today } from "../text/dates";
import type { Controller } from "./controller";
import { isWaiting } from "./dialog-history";
import { gazetteerOf } from "./gazetteer";

/** More places than any name has. */
const NAMESAKES = 50;

const prefixOf = ({ options }: Controller): string => options.syncUrl?.prefix ?? "";

async function placeCalled(name: string, controller: Controller): Promise<Place | undefined> {
  const [typed = ""] = name.split(",");
  const found = (await gazetteerOf(controller)).search(typed, NAMESAKES);
  return found.find((place) => placeText(place) === name) ?? found.find((place) => place.name === name);
}

/** Asks what the address asks; all else stays as it is. Reports every value that cannot be used. */
export async function readAddress(controller: Controller, reportTo: (message: string) => void): Promise<void> {
  const prefix = prefixOf(controller);
  const parameters = ownParameters(location.search, prefix);
  const report = (message: string): void => reportTo(message.replace("?", `?${prefix}`));
  const change = fieldsIn(parameters, report);
  const name = placeNameIn(parameters);
  if (name && controller.canSearch) {
    const place = await placeCalled(name, controller).catch(() => undefined);
    if (place) change.place = place;
    else report(unknownPlace(name));
  }
  const view = viewIn(parameters, report) ?? controller.state.view;
  controller.restore(repaired({ ...controller.state.question, ...change }, today()), view);
}

/** Writes into the address what is on the page. The entry of a dialog takes it too, for a reload, but makes no further step. */
export function writeAddress(controller: Controller): void {
  const { state, options } = controller;
  const prefix = prefixOf(controller);
  const url = new URL(location.href);
  url.search = withShown(url.search, prefix, state, { question: initialQuestion(options), view: options.view });
  if (url.href === location.href) return;
  try {
    if (!isWaiting() && isStep(ownParameters(location.search, prefix), ownParameters(url.search, prefix))) history.pushState(history.state, "", url);
    else history.replaceState(history.state, "", url);
  } catch {
    // A frame without an origin has no address of its own, and some browsers allow only so many changes a minute.
  }
}

/** After a step back or forward the page is as the address has it. */
export function followAddress(controller: Controller): void {
  const parameters = ownParameters(location.search, prefixOf(controller));
  const { state: { question }, options } = controller;
  controller.goBackTo(
    repaired(steppedBack(parameters, question, initialQuestion(options)), today()),
    viewIn(parameters, () => undefined) ?? options.view,
  );
}

/** Opens the office that the address names: "#office=kanim-blitar". */
export function openNamedOffice(controller: Controller): void {
  const { finder, options } = controller;
  const office = officeInHash(location.hash, prefixOf(controller));
  if (office && options.syncUrl && finder) controller.openOffice(office);
}
