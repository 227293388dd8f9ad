// The element's attributes: one schema that names, reads and checks them. In: the element, and what its property `query`
// asks, which attributes overrule. Out: options that are always usable, and one report for every value that is not; such a
// value counts as absent.

import { SORTS } from "../question/question";
import { addressSync, id, ids, number, oneOf, origins, position, text, url, type ValueType } from "../question/values";
import { languages, type Language } from "../text/words";
import { VIEWS } from "../question/views";
import { DEFAULTS, STORAGES, THEMES, type Options } from "./options";

/** "en-GB" is English. A language without words becomes Indonesian without a report, as an unknown `lang` does in HTML. */
const language: ValueType<Language> = {
  expected: "a language tag",
  read: (value) => languages.find((known) => known === value.toLowerCase().split("-")[0]) ?? "id",
};

export const schema = {
  src: url,
  places: url,
  calendar: url,
  "wasm-url": url,
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
  "sync-url": addressSync,
  storage: oneOf(STORAGES),
  view: oneOf(VIEWS),
  loading: oneOf(["lazy", "eager"] as const),
  theme: oneOf(THEMES),
  "booking-origins": origins,
};
type Name = keyof typeof schema;
export const attributeNames = Object.keys(schema) as Name[];

/** The value of an attribute; undefined where it is absent or cannot be used. Reports the latter. */
export function readAttribute<T>(element: Element, name: string, type: ValueType<T>, report: (message: string) => void): T | undefined {
  const value = element.getAttribute(name);
  if (value === null) return undefined;
  const read = type.read(value);
  if (read === undefined) report(`${name}="${value}": expected ${type.expected}`);
  return read;
}

/** The language of an element: its own, or that of the page around it. */
export const languageOf = (element: Element): Language =>
  language.read(element.closest("[lang]")?.getAttribute("lang") ?? "") ?? "id";

export function readAttributes(element: Element, report: (message: string) => void, given: Partial<Options> = {}): Options {
  const options: Options = { ...DEFAULTS, ...given, lang: languageOf(element) };
  for (const [name, type] of Object.entries(schema)) {
    const read = name === "lang" ? undefined : readAttribute<unknown>(element, name, type, report);
    if (read !== undefined) Object.assign(options, { [name.replace(/-(.)/, (_, letter: string) => letter.toUpperCase())]: read });
  }
  // If the list of trusted origins cannot be read, none is trusted.
  if (element.hasAttribute("booking-origins")) options.bookingOrigins ??= [];
  for (const attribute of ["region", "near"] as const) {
    const value = element.getAttribute(attribute);
    if (value !== null && schema[attribute].read(value) === undefined) options.unread = { attribute, value };
  }
  if (options.sort === "nearest" && !options.near) {
    report('sort="nearest": needs the attribute near');
    options.sort = undefined;
  }
  return options;
}
