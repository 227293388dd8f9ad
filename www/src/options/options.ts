// What the page's author asks: options that are always usable, and the question that they make.

import type { Query, Sort } from "../engine/engine";
import { NO_FILTERS, type Question } from "../question/question";
import type { ViewName } from "../question/views";
import type { Language } from "../text/words";

/** `auto` is that of the page around, else the visitor's preference. */
export type Theme = "auto" | "light" | "dark";
export const THEMES: readonly Theme[] = ["auto", "light", "dark"];

/** Whether visitors are asked if the page may remember their choices. */
export type Storage = "ask" | "none";
export const STORAGES: readonly Storage[] = ["ask", "none"];

export interface Options {
  src?: string | undefined;
  /** Where the Wasm is, for bundlers that move it. The first on a page counts for all. */
  wasmUrl?: string | undefined;
  /** The feed itself, in place of `src`; no attribute, but the property `feed`. */
  feed?: Uint8Array<ArrayBuffer> | undefined;
  places?: string | undefined;
  /** The address of a calendar of releases, to subscribe to. */
  calendar?: string | undefined;
  lang: Language;
  near?: { lat: number; lon: number } | undefined;
  place?: string | undefined;
  withinKm?: number | undefined;
  services: readonly string[];
  kinds: readonly string[];
  region?: string | undefined;
  /** An attribute without which the answer would be about something else, and that cannot be read. */
  unread?: { attribute: "region" | "near"; value: string } | undefined;
  party: number;
  sort?: Sort | undefined;
  limit: number;
  /** How the address of the page holds the question, if it does. */
  syncUrl?: { prefix: string } | undefined;
  storage: Storage;
  view: ViewName;
  /** `lazy` loads when the element comes near to what the visitor sees. */
  loading: "lazy" | "eager";
  theme: Theme;
  /** The only origins that booking links may lead to; absent: any. */
  bookingOrigins?: readonly string[] | undefined;
  /** What only the property `query` can ask and visitors may change. */
  asked?: Partial<Question> | undefined;
  /** What only the property `query` can ask and visitors cannot change. */
  fixed?: Partial<Query> | undefined;
}

/** What holds where neither a property nor an attribute says anything. */
export const DEFAULTS = {
  services: [], kinds: [], party: 1, limit: 10, storage: "none", view: "list", loading: "lazy", theme: "auto",
} satisfies Partial<Options>;

/** The question that the page's author asks for the visitor. */
export function initialQuestion({ near, place, withinKm, services, party, sort, asked }: Options): Question {
  return { ...NO_FILTERS, ...asked, place: near && { name: place, ...near }, withinKm, services, party, sort };
}
