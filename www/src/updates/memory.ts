// Keeps what a visitor who ticked "remember" finds again: the question in local storage, the last feed of the page in a
// cache of the browser. A browser may refuse either at any time; then it is not remembered, without an error. Nothing is
// written before `remember(true)`, and nothing is left after `remember(false)`.

import { openResponse, type SlotFinder } from "../engine/engine";
import { PARTY_LIMIT } from "../question/filters";
import { NO_FILTERS, type Question } from "../question/question";
import { memoryKey } from "./memory-key";
import { jsonOf } from "../text/json";

const CACHE = "slot-finder-memory";

const isPlace = (value: unknown): boolean => {
  const { name, lat, lon } = (value ?? {}) as Record<string, unknown>;
  return (name === undefined || typeof name === "string") && Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180;
};
/** One value, or a list of such: as the question has them. */
const LISTS: readonly string[] = Object.entries(NO_FILTERS).filter(([, value]) => Array.isArray(value)).map(([key]) => key);
const isOne = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
const isPlain = (key: string, value: unknown): boolean => (LISTS.includes(key) ? Array.isArray(value) && value.every(isOne) : isOne(value));

/** What was kept may be from another version of this page, or from other hands: what does not fit is left out. */
function readQuestion(text: string, today: string): Partial<Question> {
  const kept: unknown = JSON.parse(text);
  if (typeof kept !== "object" || kept === null) return {};
  const fits = ([key, value]: [string, unknown]): boolean => {
    if (key === "place") return isPlace(value);
    if (key === "party") return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= PARTY_LIMIT;
    // A day that is past is no question any more.
    if (typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value)) return value >= today;
    return isPlain(key, value);
  };
  return Object.fromEntries(Object.entries(kept).filter(fits));
}

/** A position without a name is that of the phone; about a kilometre of it is enough to find offices by. */
function roughly({ place, ...others }: Question): Question {
  const round = (degrees: number): number => Math.round(degrees * 100) / 100;
  return { ...others, place: place && (place.name ? place : { lat: round(place.lat), lon: round(place.lon) }) };
}

export class Memory {
  #on: boolean;
  readonly #key: string;

  constructor(readonly src: string, on: boolean) {
    this.#key = memoryKey(src);
    this.#on = on;
  }

  get on(): boolean {
    return this.#on;
  }

  /** Begins to remember, or forgets everything. Gives whether it does remember now. */
  async remember(on: boolean, question: Question): Promise<boolean> {
    this.#on = on;
    if (on) {
      this.keepQuestion(question);
      await this.keepFeed();
    } else {
      try {
        localStorage.removeItem(this.#key);
      } catch {
        // Where nothing can be written there is nothing to remove.
      }
      await this.#dropFeed();
    }
    return this.#on;
  }

  keepQuestion(question: Question): void {
    if (!this.#on) return;
    try {
      localStorage.setItem(this.#key, jsonOf(roughly(question)));
    } catch {
      // Without a place to write to there is nothing that the page could remember.
      this.#on = false;
    }
  }

  question(today: string): Partial<Question> {
    try {
      return readQuestion(localStorage.getItem(this.#key) ?? "{}", today);
    } catch {
      return {};
    }
  }

  /** Keeps the feed that was fetched last: the browser has it still, so this seldom goes to the network. */
  async keepFeed(): Promise<void> {
    if (!this.#on) return;
    try {
      const response = await fetch(this.src, { cache: "force-cache" });
      const cache = await caches.open(CACHE);
      if (response.ok) await cache.put(this.src, response);
      // The visitor may have changed their mind meanwhile.
      if (!this.#on) await this.#dropFeed();
    } catch {
      // Full, forbidden or offline: the feed that was kept before is still good.
    }
  }

  /** Opens the feed that was kept. */
  async feed(): Promise<SlotFinder | undefined> {
    try {
      const kept = this.#on && (await (await caches.open(CACHE)).match(this.src));
      return kept ? await openResponse(withoutDate(kept)) : undefined;
    } catch {
      return undefined;
    }
  }

  async #dropFeed(): Promise<void> {
    try {
      const cache = await caches.open(CACHE);
      await cache.delete(this.src);
      if ((await cache.keys()).length === 0) await caches.delete(CACHE);
    } catch {
      // Where nothing can be kept there is nothing to remove.
    }
  }
}

/** The engine takes the `Date` of an answer for the present time; that of an old answer would turn the clock back. */
function withoutDate(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.delete("date");
  return Object.defineProperty(response, "headers", { value: headers });
}
