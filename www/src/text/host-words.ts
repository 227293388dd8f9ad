// A host's own messages: { id: { title: "..." }, en: { title: "..." } }. In: any value from the host, and the element's own
// messages, in any language. Out: the valid messages, and one report for every invalid one.

import { languages, type Catalogue, type HostWords, type Message } from "./words";

const valuesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? "");
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** What is wrong with a message, as the expected form; nothing if it is valid. */
function mistake(key: string, message: unknown, plurals: readonly string[], known: Record<string, Message | undefined>): string | undefined {
  const original = known[key];
  if (original === undefined) return "there is no such message";
  const forms = typeof message === "string" ? { other: message } : message;
  if (!isObject(forms) || typeof forms["other"] !== "string" || Object.entries(forms).some(([form, text]) => !plurals.includes(form) || typeof text !== "string")) {
    return `expected a text, or texts for ${plurals.join(", ")}`;
  }
  const given = typeof original === "string" ? valuesIn(original) : Object.values(original).flatMap(valuesIn);
  const unknown = Object.values(forms).flatMap((text) => valuesIn(String(text))).find((name) => name !== "n" && !given.includes(name));
  return unknown === undefined ? undefined : `expected no {${unknown}}, only ${given.map((name) => `{${name}}`).join(", ") || "plain words"}`;
}

export function readHostWords(value: unknown, report: (message: string) => void, known: Catalogue): HostWords {
  const usable: HostWords = {};
  if (!isObject(value)) {
    report("words: expected messages by language, as in { id: { title: \"Kuota paspor\" } }");
    return usable;
  }
  for (const [tag, messages] of Object.entries(value)) {
    const lang = languages.find((one) => one === tag);
    if (!lang || !isObject(messages)) {
      report(`words.${tag}: expected messages under one of ${languages.join(", ")}`);
      continue;
    }
    const plurals = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
    const good: Record<string, Message> = {};
    for (const [key, message] of Object.entries(messages)) {
      const wrong = mistake(key, message, plurals, known);
      if (wrong) report(`words.${tag}["${key}"]: ${wrong}`);
      else good[key] = message as Message;
    }
    usable[lang] = good;
  }
  return usable;
}
