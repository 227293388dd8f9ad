// The element's attributes: one schema that names, reads and checks them. In: the element, and what its property `query`
// asks, which an attribute overrules as that overrules a default. Out: options that are always usable, and one report for
// every value that is not; such a value counts as absent.

import { languages, type Language } from "../text/words";
import { NO_FILTERS, type Question } from "../question/question";
import type { Query, Sort } from "../engine/engine";

export interface Options {
  src?: string | undefined;
  /** The feed itself, in place of `src`; no attribute, but the property `feed`. */
  feed?: Uint8Array<ArrayBuffer> | undefined;
  places?: string | undefined;
  lang: Language;
  near?: { lat: number; lon: number } | undefined;
  place?: string | undefined;
  withinKm?: number | undefined;
  services: readonly string[];
  kinds: readonly string[];
  region?: string | undefined;
  party: number;
  sort?: Sort | undefined;
  limit: number;
  /** The question may stand in the address of the page. */
  syncUrl: boolean;
  /** Whether visitors are asked if the page may remember their choices. */
  storage: Storage;
  view: ViewName;
  /** At once, or when the element comes near to what the visitor sees. */
  loading: "lazy" | "eager";
  theme: Theme;
  /** The only origins that booking links may lead to; absent: any. */
  bookingOrigins?: readonly string[] | undefined;
  /** What no attribute can ask: the visitor may change the first, but not the second. */
  asked?: Partial<Question> | undefined;
  fixed?: Partial<Query> | undefined;
}

/** What holds where neither a property nor an attribute says anything. */
const DEFAULTS = { services: [], kinds: [], party: 1, limit: 10, syncUrl: false, storage: "none", view: "list", loading: "lazy", theme: "auto" } as const;

/** The ways to look at one answer. */
export type ViewName = "list" | "board" | "map";
export const VIEWS: readonly ViewName[] = ["list", "board", "map"];

/** Auto is what the page around or else the visitor has. */
export type Theme = "auto" | "light" | "dark";

/** Reads a value, or gives undefined when it is none of `expected`. */
export interface Kind<T> {
  expected: string;
  read(value: string): T | undefined;
}

const ID = /^[A-Za-z0-9._:~-]{1,64}$/;
export const SORTS: readonly Sort[] = ["best", "nearest", "soonest", "most_open"];
type Storage = "ask" | "none";

const STORAGES: readonly Storage[] = ["ask", "none"];

export const text: Kind<string> = { expected: "a text", read: (value) => value.trim() || undefined };
export const url: Kind<string> = {
  expected: "a URL",
  read: (value) => {
    try {
      return new URL(value, document.baseURI).href;
    } catch {
      return undefined;
    }
  },
};
export const id: Kind<string> = { expected: "an id of the feed", read: (value) => (ID.test(value) ? value : undefined) };
export const ids: Kind<readonly string[]> = {
  expected: "ids of the feed with spaces between",
  read: (value) => {
    const list = value.split(/[\s,]+/).filter(Boolean);
    return list.every((item) => ID.test(item)) ? list : undefined;
  },
};
export const number = (least: number, most: number, whole: boolean): Kind<number> => ({
  expected: `a ${whole ? "whole " : ""}number from ${least} to ${most}`,
  read: (value) => {
    const read = value.trim() === "" ? NaN : Number(value);
    return read >= least && read <= most && (!whole || Number.isInteger(read)) ? read : undefined;
  },
});
export const oneOf = <T extends string>(values: readonly T[]): Kind<T> => ({
  expected: `one of ${values.join(", ")}`,
  read: (value) => values.find((known) => known === value),
});
const position: Kind<{ lat: number; lon: number }> = {
  expected: 'a latitude and a longitude, as in "-7.82,112.01"',
  read: (value) => {
    const [lat, lon, more] = value.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
    if (lat === undefined || lon === undefined || more !== undefined) return undefined;
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
  },
};
/** Present means yes, whatever it says. */
const flag: Kind<true> = { expected: "nothing", read: () => true };
const origins: Kind<readonly string[]> = {
  expected: 'https origins with spaces between, as in "https://booking.example"',
  read: (value) => {
    const list = value.split(/\s+/).filter(Boolean);
    return list.every((one) => one.startsWith("https://") && url.read(one) === `${one}/`) ? list : undefined;
  },
};
/** "en-GB" is English. A language without words of its own quietly becomes Indonesian, as an unknown `lang` does in HTML. */
const language: Kind<Language> = {
  expected: "a language tag",
  read: (value) => languages.find((known) => known === value.toLowerCase().split("-")[0]) ?? "id",
};

export const schema = {
  src: url,
  places: url,
  lang: language,
  near: position,
  place: text,
  "within-km": number(0, 40_100, false),
  services: ids,
  kinds: ids,
  region: id,
  party: number(1, 1_000, true),
  sort: oneOf(SORTS),
  limit: number(1, 1_000, true),
  "sync-url": flag,
  storage: oneOf(STORAGES),
  view: oneOf(VIEWS),
  loading: oneOf(["lazy", "eager"] as const),
  theme: oneOf(["auto", "light", "dark"] as const),
  "booking-origins": origins,
};
type Name = keyof typeof schema;
export const attributeNames = Object.keys(schema) as Name[];

/** The value of an attribute; undefined where it is absent, and where it is none, which is reported. */
export function readAttribute<T>(element: Element, name: string, kind: Kind<T>, report: (message: string) => void): T | undefined {
  const value = element.getAttribute(name);
  if (value === null) return undefined;
  const read = kind.read(value);
  if (read === undefined) report(`${name}="${value}": expected ${kind.expected}`);
  return read;
}

/** The language of an element: its own, or that of the page around it. */
export const languageOf = (element: Element): Language =>
  language.read(element.closest("[lang]")?.getAttribute("lang") ?? "") ?? "id";

export function readAttributes(element: Element, report: (message: string) => void, given: Partial<Options> = {}): Options {
  const options: Options = { ...DEFAULTS, ...given, lang: languageOf(element) };
  for (const [name, kind] of Object.entries(schema)) {
    const read = name === "lang" ? undefined : readAttribute<unknown>(element, name, kind, report);
    if (read !== undefined) Object.assign(options, { [name.replace(/-(.)/, (_, letter: string) => letter.toUpperCase())]: read });
  }
  // Where the list of trusted origins cannot be read, none is trusted.
  if (element.hasAttribute("booking-origins")) options.bookingOrigins ??= [];
  if (options.sort === "nearest" && !options.near) {
    report('sort="nearest": needs the attribute near');
    options.sort = undefined;
  }
  return options;
}

/** The question that the page's author asks for the visitor. */
export function questionOf({ near, place, withinKm, services, party, sort, asked }: Options): Question {
  return { ...NO_FILTERS, ...asked, place: near && { name: place, ...near }, withinKm, services, party, sort };
}
