// Loads the engine: compiles the Wasm once for all elements of a page and opens feeds.
//
// The fetch of a feed starts before the Wasm is compiled, because on a phone both take seconds.

import init, { SlotFinder, type Query } from "../../../pkg/slot_finder.js";
import { breath } from "./breath";
import { DISCREET } from "./discreet";
import type { MissingFile } from "../again";
import { limited } from "./limit";
import { explainBlocked } from "./policy";
import { fetchShared } from "./shared-fetch";
import { made, watchedWhile } from "./trap";
import { Unreachable } from "./unreachable";
import { explainWasmFailure } from "./wasm-failure";

export { isTrap, onTrap, openPlaces } from "./trap";
export type {
  Board, Booking, Change, Localized, Nearer, OfficeInfo, Offer, Place, Places, Query, Ranking, Reason, ServiceInfo, Sort, Summary,
} from "../../../pkg/slot_finder.js";
export type { SlotFinder };

/** What the feed says about itself, with the problems that opening it found. */
export type About = ReturnType<SlotFinder["about"]>;

/** The name and the hash of the Wasm of this build. Empty in the npm package, where a bundler may move and rewrite files. */
declare const WASM_FILE: string;
declare const WASM_INTEGRITY: string;

/** Fetches the Wasm of this build and no other. */
function fetchWasm(signal: AbortSignal): Promise<Response> {
  const url = wasmUrl ?? new URL(WASM_FILE, import.meta.url).href;
  return fetch(url, { integrity: WASM_INTEGRITY, signal, ...DISCREET }).catch(async (error: unknown) => {
    // It hangs, which is no sign of another version.
    if (signal.aborted) throw error;
    const missing: MissingFile = { href: url, why: "is missing, or not the file of this slot-finder: it is not run", newer: [] };
    // A browser tells a moment later that a policy has blocked something.
    await new Promise((done) => setTimeout(done));
    // The entry may know better, and may load a newer version with another Wasm; see again.ts.
    document.dispatchEvent(new CustomEvent("slot-finder-missing", { detail: missing }));
    await Promise.allSettled(missing.newer);
    throw new Unreachable(`${url} ${missing.why}`);
  });
}

let compiled: Promise<unknown> | undefined;
let wasmUrl: string | undefined;

/** Takes the Wasm from an address that the page's author names; the first one counts. */
export function useWasmAt(url: string | undefined): void {
  wasmUrl ??= url;
}

const isNetwork = (error: unknown): boolean => (error as { code?: string } | undefined)?.code === "network";

function compile(): Promise<unknown> {
  const stop = new AbortController();
  const path = WASM_INTEGRITY ? fetchWasm(stop.signal) : wasmUrl && fetch(wasmUrl, { signal: stop.signal, ...DISCREET });
  return limited(init(path ? { module_or_path: path } : undefined), () => stop.abort());
}

/** Compiles the Wasm at the first call. Forgets a failure, so a retry tries again. */
export function ready(): Promise<unknown> {
  compiled ??= compile().catch(async (error: unknown) => {
    compiled = undefined;
    throw explainWasmFailure(isNetwork(error) ? error : await explainBlocked(error));
  });
  return compiled;
}

/** Fetches and opens a feed; `fresh` ignores an answer that came before. Rejects with a FeedError, or with what stopped the Wasm. */
export async function openFeed(url: string, query: Query, signal: AbortSignal, fresh = false): Promise<SlotFinder> {
  const leave = new AbortController();
  signal.addEventListener("abort", () => leave.abort());
  const response = fetchShared(url, leave.signal, fresh);
  // If the Wasm fails first, nothing awaits this promise any more.
  response.catch(() => undefined);
  await ready();
  await breath();
  const explained = async (error: unknown): Promise<unknown> => (isNetwork(error) && !signal.aborted ? explainBlocked(error, url) : error);
  const finder = made(await watchedWhile(() => SlotFinder.load(response, { query, signal })).catch(async (error: unknown) => {
    // An answer that stalls would stay open beside the next.
    leave.abort();
    throw await explained(error);
  }));
  try {
    // Of a split feed, what this question needs.
    await watchedWhile(() => finder.reach(query, { signal }));
    return finder;
  } catch (error) {
    finder.free();
    throw await explained(error);
  }
}

/** Opens a feed from an answer that is already here. */
export async function openResponse(response: Response): Promise<SlotFinder> {
  await ready();
  return made(await watchedWhile(() => SlotFinder.load(response)));
}
