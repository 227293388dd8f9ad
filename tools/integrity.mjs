// Restricts scripts to run only the scripts that they were built with. In: esbuild's output of entries and lazy parts,
// in one folder. Out: the same files, with each import of a part replaced by a call of a `loader` from
// www/src/verified.ts with the hashes of all that the part needs and its importer does not have yet. An entry's own
// imports become such calls too, so a page that knows the hash of the entry verifies everything.
//
// The hash of a file covers its parts, down to the last, so parts cannot load one another in a circle.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { transform } from "esbuild";

export const sha256 = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

/** The names in the files for that function and for its result; names that no minifier produces. */
const MAKE = "loader$";
const LOAD = "load$";
/** What an entry imports at once. */
const FIRST = "first$";
/** The export by which a part receives the former from its importer, and the one by which later parts have it from there. */
const LEND = "lend$";
const LENT = "lent$";

/** `import{a as b}from"./x.js";` as esbuild writes it: the names and the file. */
const IMPORT = /import(?:(\{[^}]*\})from)?"\.\/([^"]+)";/g;
const DYNAMIC = /import\("\.\/([^"]+)"\)/g;

async function loaderCode(target) {
  const { code } = await transform(readFileSync("www/src/verified.ts", "utf8"), { loader: "ts", minify: true, target, format: "esm" });
  const [, declarations, local] = /^([^]*?);?export\{(\w+) as loader\};\s*$/.exec(code) ?? [];
  if (!local) throw new Error("www/src/verified.ts has to export `loader`, and nothing else");
  // Wrapped in a function, so no name clashes with the file around it.
  return `const ${MAKE}=(()=>{${declarations};return ${local}})(),${LOAD}=${MAKE}(import.meta.url);`;
}

/**
 * Rewrites the scripts. `outputs` are esbuild's by name, `[{ name, text, entry }]`, where `entry` marks files that
 * pages refer to. `before` may have, by entry, what makes the code that runs before the entry waits for its parts: it is given the
 * names of all files, and a function that writes the call that loads one. Returns a map of names to texts, and `needs(name)`:
 * the names and hashes that a file imports at once.
 */
export async function withIntegrity(outputs, target, before = {}) {
  const code = await loaderCode(target);
  // esbuild's names depend on the content of a file and its parts, but not on how they are loaded.
  const salt = createHash("sha256").update(code).update(readFileSync(new URL(import.meta.url)));
  const salted = (name) => name.replace(/-(\w{8})(?=\.js$)/, (_, hash) => `-${salt.copy().update(hash).digest("hex").slice(0, 8).toUpperCase()}`);
  const files = new Map();
  for (const { name, text, entry } of outputs) {
    const renamed = text.replace(IMPORT, (all, names, file) => all.replace(file, salted(file))).replace(DYNAMIC, (all, file) => all.replace(file, salted(file)));
    files.set(salted(name), { text: renamed, entry });
  }
  const get = (name) => {
    const file = files.get(name);
    if (!file) throw new Error(`${name} is imported, but was not built`);
    return file;
  };

  /** A file and everything that it imports at once, itself last, without duplicates. */
  function closure(name, seen = new Set()) {
    for (const [, , file] of get(name).text.matchAll(IMPORT)) if (!seen.has(file)) closure(file, seen);
    return seen.add(name);
  }
  const entries = [...files].filter(([, { entry }]) => entry).map(([name]) => name);
  // Reads imports from the original texts, before rewriting.
  const closures = new Map([...files.keys()].map((name) => [name, [...closure(name)]]));

  /** Parts that get the loader from the entries, which all import them: a first visit loads it once. */
  const imports = (name) => [...get(name).text.matchAll(IMPORT)].map(([, names = "{}", file]) => ({ names: names.replaceAll(" as ", ":"), file }));
  const borrows = (name) =>
    !entries.includes(name) && get(name).text.search(DYNAMIC) >= 0 &&
    entries.every((entry) => !closures.get(entry).includes(name) || imports(entry).some(({ file }) => file === name)) &&
    entries.some((entry) => closures.get(entry).includes(name));

  /** Where a later part has the loader from, rather than one of its own. */
  const lender = (name) => (entries.includes(name) ? undefined : imports(name).find(({ file }) => borrows(file))?.file);
  const header = (name) => {
    if (borrows(name)) return `let ${LOAD};export let ${LENT};export const ${LEND}=(loader)=>{${LENT}=loader;${LOAD}=loader(import.meta.url)};`;
    const from = lender(name);
    return from ? `import{${LENT}}from"./${from}";const ${LOAD}=${LENT}(import.meta.url);` : code;
  };

  const finished = new Map();
  function finish(name, path = []) {
    if (path.includes(name)) throw new Error(`parts load one another in a circle, so none can know the other's hash: ${[...path, name].join(" -> ")}`);
    const done = finished.get(name);
    if (done !== undefined) return done;
    const { text, entry } = get(name);
    const call = (file, there) => {
      get(file);
      const needed = closures.get(file).filter((part) => !there.includes(part));
      const known = needed.map((part) => `"${part} ${sha256(finish(part, [...path, name])).slice("sha256-".length, -1)}"`);
      return `${LOAD}(${known.join()})`;
    };
    // The file's imports have been loaded when it runs.
    let result = text.replace(DYNAMIC, (_, file) => call(file, closures.get(name)));
    const first = entry ? imports(name) : [];
    if (first.length) {
      const got = first.map(({ names, file }, at) => (borrows(file) ? names.replace(/\}$/, `${names === "{}" ? "" : ","}${LEND}:${LEND}${at}}`) : names));
      const lent = first.flatMap(({ file }, at) => (borrows(file) ? `${LEND}${at}(${MAKE});` : []));
      const loaded = `await Promise.all([${first.map(({ file }) => call(file, []))}]).catch(error=>{if(!error.replaced)throw error})`;
      // Where a newer version has taken the place of this one, there is nothing more to run.
      const code = before[name]?.([...files.keys()], (file) => call(file, [])) ?? "";
      result = `${code}const ${FIRST}=${loaded};if(${FIRST}){const[${got}]=${FIRST};${lent.join("")}${result.replace(IMPORT, "")}}`;
    }
    if (result !== text) {
      const taken = [MAKE, LOAD, FIRST, LEND, LENT].find((own) => text.includes(own));
      if (taken) throw new Error(`${name} has a ${taken} of its own`);
      result = header(name) + result;
    }
    finished.set(name, result);
    return result;
  }
  for (const name of [...entries, ...files.keys()]) finish(name);
  return {
    files: finished,
    needs: (name) => closures.get(name).filter((part) => part !== name).map((part) => ({ name: part, integrity: sha256(finished.get(part)) })),
  };
}
