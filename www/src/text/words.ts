// Formats messages for people. In: a language, a key of www/i18n/*.json and values. Out: one plain sentence or phrase.
//
// Every key exists in every language (the types check it), and numbers follow the language. Each language has files of its
// own, so a visitor fetches one language only: `LANGUAGE.json` with the messages of the first list, and `LANGUAGE-PART.json`
// with those of later parts.
//
// A message is a text, or texts by plural category, chosen by the value `n`. `{name}` is a value; `{name:key}` is the
// phrase `key` with that value as its `n`, for sentences that count two things.

import type idChecker from "../../i18n/id-checker.json";
import type idMore from "../../i18n/id-more.json";
import type idSummary from "../../i18n/id-summary.json";
import type indonesian from "../../i18n/id.json";
import { limited } from "../engine/limit";

export type Key = keyof typeof indonesian | keyof typeof idChecker | keyof typeof idMore | keyof typeof idSummary;
export type Language = "id" | "en";
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
type Values = Record<string, string | number>;

/** A host's own messages, by language, which replace those of the catalogues. */
export type HostWords = Partial<Record<Language, Record<string, Message>>>;

export type Catalogue = Partial<Record<Key, Message>>;
/** Fetches the messages of one part of the page, in each language. */
export type WordFiles = Record<Language, () => Promise<{ default: Catalogue }>>;

const firstWords: WordFiles = { id: () => import("../../i18n/id.json"), en: () => import("../../i18n/en.json") };
/** The messages of the parts that come after the first list. */
export const moreWords: WordFiles = { id: () => import("../../i18n/id-more.json"), en: () => import("../../i18n/en-more.json") };
export const languages: readonly Language[] = ["id", "en"];

/** The messages that are here. Those of later parts are added to them. */
const catalogues: Record<Language, Catalogue> = { id: {}, en: {} };
const fetched = new Set<WordFiles[Language]>();
/** What the page needs in every language that it turns to. */
const needed = new Set([firstWords]);

/** Whether the messages of a part are here, in a language. */
export const hasWords = (files: WordFiles, lang: Language): boolean => fetched.has(files[lang]);

/** Fetches the messages of a part, in a language and in those that the page turns to later. */
export async function fetchWords(files: WordFiles, lang: Language): Promise<void> {
  needed.add(files);
  const file = files[lang];
  if (fetched.has(file)) return;
  Object.assign(catalogues[lang], (await limited(file())).default);
  fetched.add(file);
}

const locales: Record<Language, string> = { id: "id", en: "en-GB" };

/** Characters that change the direction of the following text: in a name they would turn the sentence around it. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** `Intl` separates currency and unit with spaces that do not break; a copied text should hold plain ones. */
const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

export class Words {
  readonly locale: string;
  readonly #own: Record<string, Message>;
  readonly #plural: Intl.PluralRules;
  readonly #number: Intl.NumberFormat;

  constructor(readonly lang: Language, hostWords: HostWords) {
    this.locale = locales[lang];
    this.#own = hostWords[lang] ?? {};
    this.#plural = new Intl.PluralRules(this.locale);
    this.#number = new Intl.NumberFormat(this.locale, { maximumFractionDigits: 0 });
  }

  t(key: Key, values: Values = {}): string {
    const message = this.#own[key] ?? catalogues[this.lang][key] ?? "";
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

/** Loads what is needed of a language, with the messages of these parts; of Indonesian, where that language cannot be fetched. */
async function load(lang: Language, parts: readonly WordFiles[]): Promise<Language> {
  for (const files of parts) needed.add(files);
  try {
    await Promise.all([...needed].map((files) => fetchWords(files, lang)));
    return lang;
  } catch (error) {
    if (lang === "id") throw error;
    return load("id", parts);
  }
}

/** The words of a language, with those of later parts that are needed; falls back to Indonesian. */
export const loadWords = async (lang: Language, hostWords: HostWords = {}, ...parts: WordFiles[]): Promise<Words> =>
  new Words(await load(lang, parts), hostWords);

/** The page's own messages, by which those of a host are checked: keys and values are the same in every language. */
export const loadMessages = async (lang: Language, ...parts: WordFiles[]): Promise<Catalogue> => catalogues[await load(lang, parts)];
