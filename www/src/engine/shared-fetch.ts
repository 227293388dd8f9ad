// Fetches a feed once for all elements of a page. In: an address. Out: a copy of the answer, which is cached for others
// while it is young and in use.

import { DISCREET } from "./discreet";

/** How long an answer is young, in ms: less than the shortest poll, and than the age from which the engine assumes a wrong clock. */
const YOUNG = 45_000;

interface SharedFetch {
  response: Promise<Response>;
  stop: AbortController;
  users: number;
  /** When the answer came, in ms; absent until then. */
  at?: number;
  timer?: ReturnType<typeof setTimeout>;
}

const fetches = new Map<string, SharedFetch>();
/**
 * Addresses whose last answer was given up before it came. The page may have preloaded the feed, which no script can stop: a
 * browser holds the next request back for it, for 20 s, unless that goes past the cache.
 */
const hung = new Set<string>();

function forget(url: string, one: SharedFetch): void {
  clearTimeout(one.timer);
  if (fetches.get(url) === one) fetches.delete(url);
}

function startFetch(url: string): SharedFetch {
  const stop = new AbortController();
  const cache = hung.delete(url) ? "reload" : "no-cache";
  const one: SharedFetch = { response: fetch(url, { cache, signal: stop.signal, ...DISCREET }), stop, users: 0 };
  const drop = (): void => forget(url, one);
  one.response.then(({ ok }) => {
    if (!ok || !one.users) return drop();
    one.at = Date.now();
    one.timer = setTimeout(drop, YOUNG);
  }, drop);
  fetches.set(url, one);
  return one;
}

/** Timers stop while a page is in the back-forward cache, so the clock counts too. */
const isYoung = ({ at }: SharedFetch): boolean => at === undefined || Math.abs(Date.now() - at) < YOUNG;

/**
 * Returns the answer for an address, and fetches it unless another element has just done so. `fresh` ignores an earlier
 * answer. Aborts the fetch once all its users have aborted.
 */
export function fetchShared(url: string, signal: AbortSignal, fresh: boolean): Promise<Response> {
  let one = fetches.get(url);
  if (!one || !isYoung(one) || (fresh && one.at !== undefined)) {
    if (one) forget(url, one);
    one = startFetch(url);
  }
  const mine = one;
  mine.users++;
  signal.addEventListener("abort", () => {
    if (--mine.users) return;
    if (mine.at === undefined && fetches.get(url) === mine) hung.add(url);
    mine.stop.abort();
    forget(url, mine);
  });
  return mine.response.then((response) => response.clone());
}
