// The two errors, and fetching a feed. This part of the skin is JavaScript because promises are: the same in Rust, by way
// of web-sys and wasm-bindgen-futures, is 5 kB more of Wasm after brotli, a twelfth of all that may be sent.

/** Why a feed can't be fetched or used. */
export class FeedError extends Error {
  constructor(message, fields) {
    super(message);
    this.name = "FeedError";
    for (const key of Object.keys(fields)) if (fields[key] !== undefined) this[key] = fields[key];
  }
}

/** Why a question can't be answered. */
export class QueryError extends Error {
  constructor(field, expected) {
    // In Rust the same sentence is that of `Display`.
    super(`The question's \`${field}\` should be ${expected}.`);
    this.name = "QueryError";
    this.field = field;
    this.expected = expected;
  }
}

export function feedError(message, code, pointer, line, column) {
  return new FeedError(message, { code, pointer, line, column });
}

/** A question as JSON, no question as the empty one; nothing for what has no JSON, such as a function or a circle. */
export function textOf(query) {
  try {
    return query === undefined ? "{}" : JSON.stringify(query);
  } catch {
    return undefined;
  }
}

/** The object of an answer. The cells of a board are a typed array, and a distance that is not known is missing in it. */
export function objectOf(json) {
  const object = JSON.parse(json);
  if (object.cells) {
    object.cells = Int32Array.from(object.cells);
    object.distancesKm = object.distancesKm.map((km) => km ?? undefined);
  }
  return object;
}

/** Bytes, if it is some. */
export const bytesOf = (value) => (value instanceof Uint8Array ? value : undefined);

/** How long fetching may take, and the longest that a timer takes, in ms. */
const TIMEOUT_MS = 30_000;
const LONGEST_MS = 2 ** 31 - 1;
/** How long to wait before the second try, in ms: this and up to as much again. */
const BACK_OFF_MS = 500;
/** A clock that is less wrong than this, in ms, is left alone: `Date` has whole seconds, and the way takes time. */
const CLOCK_TOLERANCE_MS = 60_000;
const MAX_BYTES = 2 ** 26;
/** Types that are surely none of a feed. Static hosts send JSON under many names, so all others pass. */
const NO_FEED = /^\s*(text\/html|application\/xhtml|image\/|audio\/|video\/|text\/css)/i;

const failure = (code, message, status) => new FeedError(message, { code, status });
const tooLarge = () =>
  failure("tooLarge", "The feed is larger than this page allows. Publish fewer days, or raise `maxBytes` (64 MiB at most).");

const noConnection = () =>
  failure(
    "network",
    "The feed could not be fetched: no connection, or the server does not allow this page to read it (CORS). Try again.",
  );

/** Whether a second try can help. */
const isPassing = ({ code, status }) => code === "network" || status >= 500 || status === 408 || status === 429;

/** An option that is a number above 0. */
function positive(options, key, most, fallback) {
  const value = options[key] === undefined ? fallback : options[key];
  if (typeof value === "number" && value > 0) return Math.min(value, most);
  throw failure("input", `The option \`${key}\` should be a number above 0.`);
}

/** Why the caller aborted. Browsers before 2022 have no reasons; then it is the error that later ones give. */
const reasonOf = (signal) => signal.reason ?? new DOMException("The loading was aborted.", "AbortError");

/**
 * Fetches a feed from an address, a `Response` or a promise of one, and pours it into `body`, which lies in Wasm memory.
 * An address is tried twice where trying again can help. Every failure says which kind it is: `network`, `timeout`,
 * `status`, `type`, `tooLarge` or `input`; an abort rejects with the signal's own reason.
 */
export async function load(source, options, body) {
  let timer, stop, stopped;
  const controller = new AbortController();
  const ended = new Promise((_, reject) => {
    stop = (reason) => reject((stopped ??= reason));
  });
  ended.catch(() => {});
  /** The value of a promise, unless time is up or the caller aborts before. */
  const guard = (promise) =>
    Promise.race([promise, ended]).catch(() => {
      throw stopped ?? noConnection();
    });
  const asked = Object(options);
  const { signal, query } = asked;
  const onAbort = () => stop(reasonOf(signal));
  try {
    body.check(query);
    const maxBytes = positive(asked, "maxBytes", MAX_BYTES, MAX_BYTES);
    const timeout = positive(asked, "timeoutMs", LONGEST_MS, TIMEOUT_MS);
    if (signal?.aborted) throw reasonOf(signal);
    timer = setTimeout(
      () => stop(failure("timeout", "The feed took too long to arrive. Check the connection and try again.")),
      timeout,
    );
    signal?.addEventListener("abort", onAbort);
    const isAddress = typeof source === "string" || typeof source?.href === "string";
    for (let mayTryAgain = isAddress; ; mayTryAgain = false) {
      try {
        const response = isAddress ? fetch(source, { cache: "no-cache", signal: controller.signal }) : source;
        return await read(await guard(response), guard, maxBytes, body);
      } catch (error) {
        if (stopped || !mayTryAgain || !isPassing(error)) throw error;
        await guard(new Promise((wake) => setTimeout(wake, BACK_OFF_MS * (1 + Math.random())))).catch(() => {
          // With no time left for a second try, the first one says what is wrong.
          throw signal?.aborted ? stopped : error;
        });
      }
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    controller.abort();
    body.free();
  }
}

/** Fetches what a question needs. A feed in one file is there already, so this only checks the question. */
export async function reach(query, body) {
  try {
    body.check(query);
  } finally {
    body.free();
  }
}

/** Reads the body of an answer that was a success, and opens it. */
async function read(response, guard, maxBytes, body) {
  if (typeof response?.ok !== "boolean" || !response.headers) {
    throw failure("input", "The feed's source should be an address, a Response or a promise of one.");
  }
  const { ok, status, headers } = response;
  if (!ok) {
    const message = `The feed could not be fetched: the server answered ${status}. Check the address, or try again later.`;
    throw failure("status", message, status);
  }
  if (NO_FEED.test(headers.get("content-type"))) {
    throw failure("type", "The address leads to a page or a picture, not to a feed. Check the address.");
  }
  if (headers.get("content-length") > maxBytes) throw tooLarge();
  if (response.bodyUsed || response.body?.locked) {
    throw failure("input", "The Response has been read before. Give a fresh one, or its address.");
  }
  const reader = response.body?.getReader();
  let size = 0;
  try {
    while (reader) {
      const { done, value } = await guard(reader.read());
      if (done) break;
      if (!(value instanceof Uint8Array)) throw noConnection();
      if (size + value.length > maxBytes) throw tooLarge();
      body.push(size, value);
      size += value.length;
    }
  } catch (error) {
    // Whoever sends the rest may stop; nobody waits for that.
    reader.cancel().catch(() => {});
    throw error;
  }
  return body.open(size, response.url, clockError(headers));
}

/** How wrong the browser's clock is, in ms, by the answer's `Date` and the seconds that the answer lay in caches. */
function clockError(headers) {
  const sent = Date.parse(headers.get("date"));
  const error = sent + (Number.parseInt(headers.get("age"), 10) || 0) * 1000 - Date.now();
  // An unreadable date is NaN, which is not above the tolerance.
  return Math.abs(error) > CLOCK_TOLERANCE_MS ? error : 0;
}
