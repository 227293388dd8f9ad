// Formats messages for people. In: a language, a key of www/i18n/*.json and values. Out: one plain sentence or phrase.
//
// Every key exists in every language (the types check it), and numbers follow the language. The messages of the first
// list are in `LANGUAGE.json`; lazy parts bring their own (`LANGUAGE-PART.json`).
//
// A message is a text, or texts by plural category, chosen by the value `n`. `{name}` is a value; `{name:key}` is the
// phrase `key` with that value as its `n`, for sentences that count two things.

import type idChecker from "../../i18n/id-checker.json";
import type idMore from "../../i18n/id-more.json";
import type idSummary from "../../i18n/id-summary.json";
import type idViews from "../../i18n/id-views.json";
import indonesian from "../../i18n/id.json";

type PageKey = keyof typeof indonesian;
type PartKey = keyof typeof idChecker | keyof typeof idMore | keyof typeof idViews | keyof typeof idSummary;
export type Key = PageKey | PartKey;
export type Language = "id" | "en";
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
type Values = Record<string, string | number>;

/** A host's own messages, by language, which replace those of the catalogues. */
export type HostWords = Partial<Record<Language, Record<string, Message>>>;

type Catalogue = Record<PageKey, Message>;
type PartCatalogue = Partial<Record<PartKey, Message>>;

/** Most visitors read Indonesian, so it comes with the first script; another language is fetched on request. */
const catalogues: Record<Language, () => Catalogue | Promise<Catalogue>> = {
  id: () => indonesian,
  en: async () => (await import("../../i18n/en.json")).default,
};
export const languages = Object.keys(catalogues) as Language[];

const partCatalogues: Record<Language, PartCatalogue> = { id: {}, en: {} };

/** Adds the messages of a lazy part. Call it before drawing the part. */
export const addWords = (words: Record<Language, PartCatalogue>): void => {
  for (const lang of languages) Object.assign(partCatalogues[lang], words[lang]);
};
const locales: Record<Language, string> = { id: "id", en: "en-GB" };

/** Characters that change the direction of the following text: in a name they would turn the sentence around it. */
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
    const message = key in this.#messages ? this.#messages[key as PageKey] : (partCatalogues[this.lang][key as PartKey] ?? "");
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
    // A feed may contain any text; `Intl` throws at an invalid currency.
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

/** Loads the words of a language; falls back to Indonesian. */
export async function loadWords(lang: Language, hostWords: HostWords = {}): Promise<Words> {
  try {
    return new Words(lang, { ...(await catalogues[lang]()), ...hostWords[lang] });
  } catch {
    return new Words("id", { ...indonesian, ...hostWords.id });
  }
}

/** Capitalizes a phrase to begin a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
