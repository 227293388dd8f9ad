// The gazetteer of a page: fetched at the first use, kept until its address changes or the element goes.

import { Places, type Place } from "../../../pkg/slot_finder.js";
import type { Controller } from "./controller";
import { ready } from "../engine/engine";

interface Kept {
  url: string;
  places: Promise<Places>;
}
const kept = new WeakMap<Controller, Kept>();

async function open(url: string): Promise<Places> {
  const [response] = await Promise.all([fetch(url), ready()]);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return new Places(new Uint8Array(await response.arrayBuffer()));
}

function drop(act: Controller): void {
  kept.get(act)?.places.then((places) => places.free(), () => undefined);
  kept.delete(act);
}

/** Rejects when it cannot be had, and tries again at the next call. */
export function placesOf(act: Controller): Promise<Places> {
  const url = act.options.places ?? "";
  const known = kept.get(act);
  if (known?.url === url) return known.places;
  drop(act);
  act.ends.add(drop);
  const places = open(url);
  kept.set(act, { url, places });
  places.then(
    ({ attribution }) => act.show({ placesAttribution: attribution }),
    () => kept.get(act)?.places === places && kept.delete(act),
  );
  return places;
}

export const searchPlaces = async (act: Controller, text: string): Promise<Place[]> => (await placesOf(act)).search(text, 8);
