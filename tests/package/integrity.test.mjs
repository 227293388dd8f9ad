// Tests the output of tools/integrity.mjs for scripts that load one another, and that the built site loads nothing
// otherwise.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { withIntegrity } from "../../tools/integrity.mjs";

const target = ["chrome91"];
const hash = (bytes) => createHash("sha256").update(bytes).digest("base64").replace(/=$/, "");
const output = (name, text, entry = false) => ({ name, text, entry });
const named = (files, start) => [...files.keys()].find((name) => name.startsWith(start));
/** The files that a script loads, call by call. */
const calls = (text) => [...text.matchAll(/load\$\(("[^)]*")\)/g)].map(([, list]) => JSON.parse(`[${list}]`).map((file) => file.split(" ")));

test("a part is imported with the hashes of all that it needs and its importer lacks, those first that the others import", async () => {
  const { files } = await withIntegrity([
    output("entry.js", `import{a as b}from"./first-AAAAAAAA.js";b();`, true),
    output("first-AAAAAAAA.js", `import{d}from"./deep-DDDDDDDD.js";export const a=()=>import("./late-LLLLLLLL.js");`),
    output("late-LLLLLLLL.js", `import{d}from"./deep-DDDDDDDD.js";import{o}from"./other-OOOOOOOO.js";import{a}from"./first-AAAAAAAA.js";`),
    output("deep-DDDDDDDD.js", "export const d=1;"),
    output("other-OOOOOOOO.js", "export const o=1;"),
  ], target);
  const [first, late, deep, other] = ["first", "late", "deep", "other"].map((start) => named(files, start));
  assert.deepEqual(calls(files.get("entry.js")), [[deep, first].map((name) => [name, hash(files.get(name))])]);
  assert.deepEqual(calls(files.get(first)), [[other, late].map((name) => [name, hash(files.get(name))])]);
  assert.doesNotMatch(files.get("entry.js"), /from"/);
});

test("what a page asks for beforehand is what its entry imports", async () => {
  const { files, needs } = await withIntegrity([
    output("entry.js", `import{a}from"./first-AAAAAAAA.js";`, true),
    output("first-AAAAAAAA.js", "export const a=1;"),
  ], target);
  const first = named(files, "first");
  assert.deepEqual(needs("entry.js"), [{ name: first, integrity: `sha256-${hash(files.get(first))}=` }]);
});

test("parts that load one another in a circle are refused, with the circle", async () => {
  const circle = [
    output("entry.js", `import("./a-AAAAAAAA.js")`, true),
    output("a-AAAAAAAA.js", `export const b=()=>import("./b-BBBBBBBB.js");`),
    output("b-BBBBBBBB.js", `export const a=()=>import("./a-AAAAAAAA.js");`),
  ];
  await assert.rejects(withIntegrity(circle, target), /in a circle.*: entry\.js -> a-\w+\.js -> b-\w+\.js -> a-/);
});

test("an import of a file that was not built is refused", async () => {
  await assert.rejects(withIntegrity([output("entry.js", `import("./gone-AAAAAAAA.js")`, true)], target), /gone-\w+\.js is imported, but was not built/);
});

test("the parts' names change with the way they are loaded, so no cache serves an older one", async () => {
  const { files } = await withIntegrity([output("entry.js", `import("./a-AAAAAAAA.js")`, true), output("a-AAAAAAAA.js", "1")], target);
  assert.notEqual(named(files, "a-"), "a-AAAAAAAA.js");
});

const site = "www/dist";
const scripts = readdirSync(site).filter((name) => name.endsWith(".js"));
const isPart = (name) => /-[0-9A-F]{8}\.js$/.test(name);
const wasm = readdirSync(site).find((name) => name.startsWith("slot_finder_bg-"));
const read = (name) => readFileSync(join(site, name), "utf8");

test("in the built site no part is loaded without its hash, and every hash is right", () => {
  const loaded = new Set();
  for (const name of scripts.filter((name) => isPart(name) || /^(slot-finder|publish-\w{10})\.js$/.test(name))) {
    const text = read(name);
    assert.doesNotMatch(text, /import\("/, `${name} imports a file without its hash`);
    if (!isPart(name)) assert.doesNotMatch(text, /from"\.\//, `${name} imports a file without its hash`);
    for (const [part, expected] of calls(text).flat()) {
      assert.equal(hash(readFileSync(join(site, part))), expected, `${part}, as ${name} knows it`);
      loaded.add(part);
    }
  }
  assert.ok(loaded.size >= 6, [...loaded].join());
  assert.deepEqual(scripts.filter(isPart).sort(), [...loaded].sort());
});

test("what loads the parts is in the entries alone, and in no part", () => {
  const holders = scripts.filter((name) => read(name).includes('"modulepreload"'));
  assert.deepEqual(holders.map((name) => name.replace(/-\w{10}/, "")).sort(), ["publish.js", "slot-finder.js"]);
});

test("what a part imports statically is loaded with its hash by the importer of the part", () => {
  const imports = (name) => [...read(name).matchAll(/from"\.\/([^"]+)"/g)].map(([, file]) => file);
  for (const importer of scripts.filter((name) => isPart(name) || name === "slot-finder.js")) {
    const known = new Set([importer, ...imports(importer), ...imports(importer).flatMap(imports)]);
    // What an entry waits for are the parts that all others share. Before, it asks for words, which import nothing.
    const all = calls(read(importer));
    const awaited = all.findIndex((call) => call.some(([part]) => imports(part).length > 0 || !/^[a-z]{2}-/.test(part)));
    for (const [at, call] of all.entries()) {
      const there = new Set(known);
      for (const [part] of call) {
        for (const file of imports(part)) assert.ok(there.has(file), `${importer} loads ${part}, which imports ${file}`);
        there.add(part);
        if (at === awaited && !isPart(importer)) known.add(part);
      }
    }
  }
});

test("the scripts know the Wasm by its hash", () => {
  const expected = `sha256-${hash(readFileSync(join(site, wasm)))}=`;
  assert.ok(scripts.filter(isPart).some((name) => read(name).includes(`"${expected}"`)));
});

test("the pages ask for first parts with their hashes", () => {
  for (const name of ["index.html", "embed.html", "publish.html"]) {
    const links = [...read(name).matchAll(/<link rel="modulepreload" href="([^"]+)" integrity="([^"]+)" crossorigin>/g)];
    assert.ok(links.length > 0, name);
    for (const [, part, integrity] of links) assert.equal(integrity, `sha256-${hash(readFileSync(join(site, part)))}=`);
  }
});

test("every promise of SECURITY.md names tests that exist", () => {
  const [, promises] = readFileSync("SECURITY.md", "utf8").split(/^## What is promised$/m);
  const [list] = promises.split(/^## /m);
  const items = list.split(/^- /m).slice(1);
  assert.ok(items.length >= 6);
  for (const item of items) {
    const files = [...item.matchAll(/`((?:(?:checker\/|cli\/)?tests\/|Cargo)[^`]+)`/g)].map(([, path]) => path);
    assert.ok(files.length > 0, `no test is named for: ${item}`);
    for (const path of files) assert.ok(existsSync(path), path);
  }
});
