// Keeps what a visitor who ticked "remember" finds again: the question in local storage, the last feed of the page in a
// cache of the browser. A browser may refuse either at any time; then it is not remembered, without an error. Nothing is
// written before `remember(true)`, and nothing is left after `remember(false)`.

import { DISCREET } from "../engine/discreet";
import { openResponse, type SlotFinder } from "../engine/engine";
import { fieldsOf } from "../question/address";
import type { ChosenPlace, Question } from "../question/question";
import { memoryKey } from "./memory-key";
import { jsonOf } from "../text/json";

const CACHE = "slot-finder-memory";

const isText = (value: unknown): boolean => value === undefined || typeof value === "string";

function placeIn(kept: unknown): ChosenPlace | undefined {
  const { name, parent, lat, lon } = (kept ?? {}) as Partial<ChosenPlace>;
  const fits = isText(name) && isText(parent) && typeof lat === "number" && typeof lon === "number" && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  return fits ? { name, parent, lat, lon } : undefined;
}

/** What was kept may be from another version of this page, or from other hands: what does not fit is left out. */
function readQuestion(text: string): Partial<Question> {
  const kept: unknown = JSON.parse(text);
  if (typeof kept !== "object" || kept === null) return {};
  const place = placeIn((kept as Partial<Question>).place);
  return { ...fieldsOf(kept as Record<string, unknown>), ...(place && { place }) };
}

/** A position without a name is that of the phone; about a kilometre of it is enough to find offices by. */
function roughly({ place, ...others }: Question): Question {
  const round = (degrees: number): number => Math.round(degrees * 100) / 100;
  return { ...others, place: place && (place.name ? place : { lat: round(place.lat), lon: round(place.lon) }) };
}

export class Memory {
  #on: boolean;
  #lost = false;
  readonly #key: string;

  constructor(readonly src: string, on: boolean) {
    this.#key = memoryKey(src);
    this.#on = on;
  }

  get on(): boolean {
    return this.#on;
  }

  /** The browser did not take the last feed, so an older one is kept, or none. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Whether the visitor still wants it: another tab may have forgotten everything. */
  #isWanted(): boolean {
    try {
      this.#on &&= localStorage.getItem(this.#key) !== null;
    } catch {
      this.#on = false;
    }
    return this.#on;
  }

  /** Another tab changed what is kept. Gives whether this one stopped remembering because of it. */
  forgotten(): boolean {
    return this.#on && !this.#isWanted();
  }

  /** Begins to remember, or forgets everything. Gives whether it does remember now. */
  async remember(on: boolean, question: Question): Promise<boolean> {
    this.#on = on;
    this.#lost = false;
    if (on) {
      this.#write(question);
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
    if (this.#isWanted()) this.#write(question);
  }

  #write(question: Question): void {
    try {
      localStorage.setItem(this.#key, jsonOf(roughly(question)));
    } catch {
      // Without a place to write to there is nothing that the page could remember.
      this.#on = false;
    }
  }

  question(): Partial<Question> {
    try {
      return readQuestion(localStorage.getItem(this.#key) ?? "{}");
    } catch {
      return {};
    }
  }

  /**
   * Keeps the feed that was fetched last: the browser has it still, so this seldom goes to the network. What the engine
   * does not open is not kept: the feed that was kept before is better.
   */
  async keepFeed(): Promise<void> {
    if (!this.#isWanted()) return;
    let response: Response;
    try {
      response = await fetch(this.src, { cache: "force-cache", ...DISCREET });
      if (!response.ok) return;
      (await openResponse(response.clone())).free();
    } catch {
      // Offline, or no feed.
      return;
    }
    try {
      const cache = await caches.open(CACHE);
      await cache.put(this.src, response);
      this.#lost = false;
    } catch {
      // Full or forbidden.
      this.#lost = true;
    }
    // The visitor may have changed their mind meanwhile.
    if (!this.#isWanted()) await this.#dropFeed();
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
