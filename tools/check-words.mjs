// Checks the page's i18n files: every language has every message, with the same values, in all its plural forms.
//
//     node tools/check-words.mjs [FOLDER]       www/i18n
//
// `id.json` and `en.json` belong together, and so do `id-more.json` and `en-more.json`, and so on. The build runs this first.

import { readFileSync, readdirSync } from "node:fs";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";

const valuesIn = (text) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name);
const phrasesIn = (text) => [...text.matchAll(/\{\w+:(\w+)\}/g)].map(([, phrase]) => phrase);
const textsOf = (message) => (typeof message === "string" ? [message] : Object.values(message));
/** A singular may omit its number, so `n` is not compared. */
const valuesOf = (message) => [...new Set(textsOf(message).flatMap(valuesIn))].filter((name) => name !== "n").sort();

/** The mistakes in one message, compared with the same message in the reference language. */
function mistakes(message, original, plurals, keys) {
  if (typeof message !== "string" && (typeof message !== "object" || message === null || Array.isArray(message))) {
    return ["should be a text, or texts by plural form"];
  }
  const found = [];
  if (textsOf(message).some((text) => typeof text !== "string" || text.trim() === "")) return ["has an empty text"];
  if (typeof message !== "string" && Object.keys(message).sort().join() !== [...plurals].sort().join()) {
    found.push(`should have the plural forms ${plurals.join(", ")}`);
  }
  const values = valuesOf(message);
  for (const name of valuesOf(original).filter((name) => !values.includes(name))) found.push(`lacks {${name}}`);
  for (const name of values.filter((name) => !valuesOf(original).includes(name))) found.push(`has {${name}}, which it is never given`);
  for (const phrase of textsOf(message).flatMap(phrasesIn)) if (!keys.has(phrase)) found.push(`uses the phrase "${phrase}", which does not exist`);
  return found;
}

/** Every mistake in the i18n files of a folder, one line each. */
export function checkWords(folder) {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  const languages = files.filter((name) => !name.includes("-")).map((name) => name.slice(0, -5));
  const parts = [...new Set(files.map((name) => name.slice(0, -5).split("-").slice(1).join("-")))].sort();
  const base = languages.includes("id") ? "id" : languages[0];
  const nameOf = (lang, part) => `${lang}${part && `-${part}`}.json`;
  const problems = [];
  /** The page merges all parts into one catalogue: a key in two parts would lose one message. */
  const partOf = new Map();
  for (const part of parts) {
    const missing = languages.map((lang) => nameOf(lang, part)).filter((name) => !files.includes(name));
    problems.push(...missing.map((name) => `${name}: there is no such file`));
    if (missing.length) continue;
    const original = read(nameOf(base, part));
    for (const key of Object.keys(original)) {
      if (partOf.has(key)) problems.push(`${nameOf(base, part)}: "${key}" is in ${nameOf(base, partOf.get(key))} too`);
      partOf.set(key, part);
    }
    // Later parts may refer to phrases of the first part.
    const keys = new Set([...Object.keys(read(nameOf(base, ""))), ...Object.keys(original)]);
    for (const lang of languages) {
      const name = nameOf(lang, part);
      const words = read(name);
      const plurals = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const key of Object.keys(original)) if (!(key in words)) problems.push(`${name}: "${key}" is missing`);
      for (const [key, message] of Object.entries(words)) {
        if (!(key in original)) problems.push(`${name}: "${key}" is not in ${nameOf(base, part)}`);
        else problems.push(...mistakes(message, original[key], plurals, keys).map((mistake) => `${name}: "${key}" ${mistake}`));
      }
    }
  }
  return problems;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkWords(argv[2] ?? "www/i18n");
  for (const problem of problems) console.error(problem);
  if (problems.length) exit(1);
}
