// The door to the engine: compiles the Wasm once for all elements of a page, opens feeds and gazetteers.
// The fetch of a feed, which all elements share that ask for it at about the same time, starts before the Wasm is compiled, since on a phone both take seconds.

import { ask } from "./shared-fetch";
import init, { SlotFinder, type FeedInfo, type Query } from "../../../pkg/slot_finder.js";

export type {
  Board, Booking, Change, Localized, Nearer, OfficeInfo, Offer, Place, Query, Ranking, Reason, ServiceInfo, Sort, Summary,
} from "../../../pkg/slot_finder.js";
export type { SlotFinder };

/** What the feed says about itself, without looking for what is broken in it. */
export type About = Omit<FeedInfo, "problems">;

/** The hash of the Wasm that belongs to this build; in the npm package empty, since there a bundler may rewrite files. */
declare const WASM_INTEGRITY: string;

/** Fetches the Wasm of this build and no other. */
function fetchWasm(): Promise<Response> {
  const url = new URL("slot_finder_bg.wasm", import.meta.url);
  return fetch(url, { integrity: WASM_INTEGRITY }).catch(() => {
    throw new Error(`${url.href} is missing, or not the file of this slot-finder: it is not run`);
  });
}

let compiled: Promise<unknown> | undefined;

/** Compiles the Wasm at the first call. A failure is forgotten, so that a retry tries again. */
export function ready(): Promise<unknown> {
  compiled ??= init(WASM_INTEGRITY ? { module_or_path: fetchWasm() } : undefined).catch(async (error: unknown) => {
    compiled = undefined;
    throw await import("../parts/rest").then(({ whyNoWasm }) => whyNoWasm(error), () => error);
  });
  return compiled;
}

/** Fetches and opens a feed; `fresh` asks for it again, however lately it came. Rejects with a FeedError, or with what stopped the Wasm. */
export async function openFeed(url: string, query: Query, signal: AbortSignal, fresh = false): Promise<SlotFinder> {
  const response = ask(url, signal, fresh);
  // Should the Wasm fail first, nobody waits for this promise any more.
  response.catch(() => undefined);
  await ready();
  return SlotFinder.load(response, { query, signal });
}

/** Opens a feed from an answer that is there already. */
export async function openResponse(response: Response): Promise<SlotFinder> {
  await ready();
  return SlotFinder.load(response);
}
