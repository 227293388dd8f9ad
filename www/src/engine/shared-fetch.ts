// Fetching a feed once for all elements of a page. In: an address. Out: an answer of one's own, a copy of the one that
// came, which is kept for others as long as it is young and somebody uses it.

/** How long an answer is young, ms: less than a reader may wait between two looks, and than the engine takes for a wrong clock. */
const YOUNG = 45_000;

interface Asked {
  response: Promise<Response>;
  stop: AbortController;
  users: number;
  /** When the answer came, ms; absent until then. */
  at?: number;
  timer?: ReturnType<typeof setTimeout>;
}

const asked = new Map<string, Asked>();

function forget(url: string, one: Asked): void {
  clearTimeout(one.timer);
  if (asked.get(url) === one) asked.delete(url);
}

function fetchFeed(url: string): Asked {
  const stop = new AbortController();
  const one: Asked = { response: fetch(url, { cache: "no-cache", signal: stop.signal }), stop, users: 0 };
  const drop = (): void => forget(url, one);
  one.response.then(({ ok }) => {
    if (!ok || !one.users) return drop();
    one.at = Date.now();
    one.timer = setTimeout(drop, YOUNG);
  }, drop);
  asked.set(url, one);
  return one;
}

/** Timers rest while a page lies in the browser's cache for the way back, so the clock counts too. */
const isYoung = ({ at }: Asked): boolean => at === undefined || Math.abs(Date.now() - at) < YOUNG;

/**
 * The answer for an address, which is asked unless another element has just done so; `fresh` takes no answer that came
 * before. When all who asked have aborted, so is the fetch.
 */
export function ask(url: string, signal: AbortSignal, fresh: boolean): Promise<Response> {
  let one = asked.get(url);
  if (!one || !isYoung(one) || (fresh && one.at !== undefined)) {
    if (one) forget(url, one);
    one = fetchFeed(url);
  }
  const mine = one;
  mine.users++;
  signal.addEventListener("abort", () => {
    if (--mine.users) return;
    mine.stop.abort();
    forget(url, mine);
  });
  return mine.response.then((response) => response.clone());
}
