// Words for people. In: a language, a key of www/i18n/*.json and values. Out: one plain sentence or phrase.
// Every key exists in every language (the types see to it), and numbers are written as the language writes them.
// What the first list says is in `id.json` and `en.json`; the words of parts that come later are in `*-more.json`, and
// come with them.
//
// A message is a text, or texts by plural category, chosen by the value `n`. `{name}` is a value; `{name:key}` is the
// phrase `key` with that value as its `n`, so that one sentence can count two things.

import id from "../../i18n/id.json";
import type idChecker from "../../i18n/id-checker.json";
import type idMore from "../../i18n/id-more.json";
import type idViews from "../../i18n/id-views.json";
import type idSummary from "../../i18n/id-summary.json";

type FirstKey = keyof typeof id;
type LaterKey = keyof typeof idChecker | keyof typeof idMore | keyof typeof idViews | keyof typeof idSummary;
export type Key = FirstKey | LaterKey;
export type Language = "id" | "en";
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
type Values = Record<string, string | number>;

/** Messages in place of those of the catalogues, by language: a host's own words. */
export type Overrides = Partial<Record<Language, Record<string, Message>>>;

type Catalogue = Record<FirstKey, Message>;
type LaterCatalogue = Partial<Record<LaterKey, Message>>;

/** Most visitors read Indonesian, so it comes with the first script; another language is fetched when asked for. */
const catalogues: Record<Language, () => Catalogue | Promise<Catalogue>> = {
  id: () => id,
  en: async () => (await import("../../i18n/en.json")).default,
};
export const languages = Object.keys(catalogues) as Language[];
const later: Record<Language, LaterCatalogue> = { id: {}, en: {} };
/** For parts that come later: their words, which must be there before they are drawn. */
export const addWords = (words: Record<Language, LaterCatalogue>): void => {
  for (const lang of languages) Object.assign(later[lang], words[lang]);
};
const locales: Record<Language, string> = { id: "id", en: "en-GB" };

/** Signs that turn the text after them around: in a name, they would turn the sentence that it stands in. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** `Intl` separates currency and unit with spaces that do not break; a copied text should hold plain ones. */
const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

export class Words {
  readonly locale: string;
  readonly #messages: Catalogue;
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;

  constructor(readonly lang: Language, messages: Catalogue) {
    this.locale = locales[lang];
    this.#messages = messages;
    this.#plural = new Intl.PluralRules(this.locale);
    this.#number = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 0 });
  }

  t(key: Key, values: Values = {}): string {
    const message = key in this.#messages ? this.#messages[key as FirstKey] : (later[this.lang][key as LaterKey] ?? "");
    const text = typeof message === "string" ? message : (message[this.#plural.select(Number(values.n))] ?? message.other ?? "");
    return text.replace(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, phrase?: Key) => {
      const value = values[name] ?? "";
      if (phrase) return this.t(phrase, { n: value });
      return typeof value === "number" ? this.number(value) : value.replace(DIRECTIONS, "");
    });
  }

  number(value: number): string {
    return this.#number.format(value);
  }

  money(amount: number, currency: string): string {
    // A feed may say anything; `Intl` throws at what cannot be a currency.
    if (!/^[a-z]{3}$/i.test(currency)) return `${this.number(amount)} ${currency}`;
    const format = new Intl.NumberFormat(this.locale, {
      style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: 0,
    });
    return plainSpaces(format.format(amount));
  }

  /** "a, b dan c" */
  list(parts: readonly string[]): string {
    return new Intl.ListFormat(this.locale).format(parts);
  }
}

/** The words of a language; Indonesian ones where the others cannot be had. */
export async function loadWords(lang: Language, own: Overrides = {}): Promise<Words> {
  try {
    return new Words(lang, { ...(await catalogues[lang]()), ...own[lang] });
  } catch {
    return new Words("id", { ...id, ...own.id });
  }
}

/** A phrase as the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
