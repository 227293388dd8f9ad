// The gazetteer of a page: fetched at the first use, kept until its address changes or the element goes.

import { DISCREET } from "../engine/discreet";
import { openPlaces, ready, type Place, type Places } from "../engine/engine";
import { limited } from "../engine/limit";
import { Blocked, explainBlocked } from "../engine/policy";
import type { Controller } from "./controller";

interface Gazetteer {
  url: string;
  places: Promise<Places>;
}
const gazetteers = new WeakMap<Controller, Gazetteer>();

async function fetchBytes(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal, ...DISCREET }).catch(async (error: unknown) => {
    throw await explainBlocked(error, url);
  });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return response.arrayBuffer();
}

async function open(url: string): Promise<Places> {
  const stop = new AbortController();
  const [bytes] = await Promise.all([limited(fetchBytes(url, stop.signal), () => stop.abort()), ready()]);
  return openPlaces(new Uint8Array(bytes));
}

function drop(controller: Controller): void {
  gazetteers.get(controller)?.places.then((places) => places.free(), () => undefined);
  gazetteers.delete(controller);
}

/** Rejects when it cannot be fetched, and tries again at the next call. */
export function gazetteerOf(controller: Controller): Promise<Places> {
  const url = controller.options.places ?? "";
  const known = gazetteers.get(controller);
  if (known?.url === url) return known.places;
  drop(controller);
  controller.onStop.add(drop);
  const places = open(url);
  gazetteers.set(controller, { url, places });
  places.then(
    ({ attribution }) => controller.show({ placesAttribution: attribution }),
    (error: unknown) => {
      if (error instanceof Blocked) console.error(`slot-finder: ${error.message}`);
      if (gazetteers.get(controller)?.places === places) gazetteers.delete(controller);
    },
  );
  return places;
}

export const searchPlaces = async (controller: Controller, text: string): Promise<Place[]> => (await gazetteerOf(controller)).search(text, 8);
