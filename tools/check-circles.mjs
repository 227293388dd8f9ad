// Refuses circular imports: among the files of each given folder, and among the folders and files directly in it.
//
//     node tools/check-circles.mjs FOLDER...       www/src, src, checker/src, publisher/src, cli/src
//
// TypeScript: every import counts, including types and lazy parts. Rust: every `use` of, and path to, another module of
// the crate counts (`crate::`, `super::`), among top-level modules only, since the files of one Rust module belong
// together. Prints each circle as its shortest path, and exits with 1 if there is one.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";

const filesIn = (folder, ending) =>
  readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => ending.test(path)).sort();

const withoutComments = (text) => text.replace(/\/\*[^]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");

/** The folder or file directly in `root` that a path belongs to. */
const roomOf = (root, path) => relative(root, path).split("/")[0].replace(/\.rs$/, "");

/** Every file with its imports from `root`. */
function typescriptImports(root) {
  const files = filesIn(root, /\.tsx?$/);
  const find = (from, specifier) => {
    const base = resolve(dirname(from), specifier);
    return files.find((file) => [base, `${base}.ts`, `${base}.tsx`].includes(resolve(file)));
  };
  return new Map(files.map((file) => {
    const text = withoutComments(readFileSync(file, "utf8"));
    const specifiers = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)"/g)].map(([, specifier]) => specifier);
    return [file, new Set(specifiers.flatMap((specifier) => find(file, specifier) ?? []))];
  }));
}

/** Expands the braces of a Rust path: `a::{b, c::{d, e}}` -> `a::b`, `a::c::d`, `a::c::e`. */
function expanded(path) {
  const open = path.indexOf("{");
  if (open < 0) return [path];
  const [head, body] = [path.slice(0, open), path.slice(open + 1, path.lastIndexOf("}"))];
  const parts = [];
  let [depth, part] = [0, ""];
  for (const character of body) {
    if (character === "{") depth++;
    if (character === "}") depth--;
    if (character === "," && depth === 0) {
      parts.push(part);
      part = "";
    } else part += character;
  }
  return [...parts, part].filter((one) => one.trim()).flatMap((one) => expanded(head + one.trim()));
}

/** Rust code without its test module, which may use everything. */
function withoutTests(text) {
  const start = text.search(/#\[cfg\(test\)\]\s*(?:#\[[^\n]*\s*)*mod \w+ \{/);
  return start < 0 ? text : text.slice(0, start);
}

/** Every top-level module of a crate with the modules that it names. */
function rustModules(root) {
  const modules = new Map();
  for (const file of filesIn(root, /\.rs$/)) {
    const path = relative(root, file).replace(/\.rs$/, "").replace(/\/mod$/, "").split("/");
    const [own] = path;
    // The root names all modules, and the commands in src/bin are other crates.
    if (["lib", "main", "bin"].includes(own)) continue;
    if (!modules.has(own)) modules.set(own, new Set());
    const text = withoutTests(withoutComments(readFileSync(file, "utf8")));
    const uses = [...text.matchAll(/\buse\s+((?:crate|super)\b[^;]*);/g)].flatMap(([, used]) => expanded(used.replace(/\s+/g, "")));
    const paths = [...text.matchAll(/\b((?:crate|super)(?:::\w+)+)/g)].map(([, used]) => used);
    for (const used of [...uses, ...paths]) {
      const parts = used.split("::");
      // `super` leads one module up, from the root back down.
      const up = parts.findIndex((part) => part !== "super");
      const from = parts[0] === "crate" ? parts.slice(1) : [...path.slice(0, Math.max(0, path.length - up)), ...parts.slice(up)];
      const [named = ""] = from;
      const exists = existsSync(join(root, `${named}.rs`)) || existsSync(join(root, named, "mod.rs"));
      if (named !== own && exists) modules.get(own).add(named);
    }
  }
  return modules;
}

/** The same among top-level folders, with the files that make each import. */
function rooms(root, files) {
  const graph = new Map();
  for (const [file, imported] of files) {
    const own = roomOf(root, file);
    if (!graph.has(own)) graph.set(own, new Set());
    for (const other of imported) if (roomOf(root, other) !== own) graph.get(own).add(roomOf(root, other));
  }
  return graph;
}

/** A shortest circle through each node that is on one, without duplicates. */
export function circlesIn(graph) {
  const circles = new Map();
  for (const start of graph.keys()) {
    const ways = [[start]];
    const seen = new Set();
    for (const way of ways) {
      const next = graph.get(way[way.length - 1]) ?? [];
      if ([...next].includes(start)) {
        const members = [...way].sort().join();
        if (!circles.has(members)) circles.set(members, [...way, start]);
        break;
      }
      for (const node of next) if (!seen.has(node)) ways.push([...way, node]) && seen.add(node);
    }
  }
  return [...circles.values()];
}

/** The problems of a source folder, one line per circle. */
export function check(root) {
  const name = (path) => (path.startsWith(root) ? relative(root, path) : path);
  const line = (what) => (circle) => `${root}: circle of ${what}: ${circle.map(name).join(" -> ")}`;
  if (filesIn(root, /\.rs$/).length) return circlesIn(rustModules(root)).map(line("modules"));
  const files = typescriptImports(root);
  return [...circlesIn(files).map(line("files")), ...circlesIn(rooms(root, files)).map(line("rooms"))];
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const problems = argv.slice(2).flatMap(check);
  for (const problem of problems) console.error(problem);
  if (problems.length) exit(1);
}
