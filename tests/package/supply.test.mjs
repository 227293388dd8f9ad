// Tests what is built in: under which licences, from where, how often, and how much of it ships. deny.toml has the lists, for
// `cargo deny check` too.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { shipped } from "../../tools/licences.mjs";

const deny = readFileSync("deny.toml", "utf8");
const list = (name) => [...new RegExp(`^${name} = \\[([^\\]]*)\\]`, "m").exec(deny)[1].matchAll(/"([^"]+)"/g)].map(([, entry]) => entry);
const { packages } = JSON.parse(execFileSync("tools/with", ["native", "cargo", "metadata", "--locked", "--format-version", "1"], { encoding: "utf8", maxBuffer: 1 << 28 }));
const allowed = new Set(list("allow"));

/** Whether a licence expression can be met with what is allowed: of "or" one part, of "and" each. */
function isAllowed(expression) {
  let text = expression.replaceAll("/", " OR ");
  const inner = /\(([^()]*)\)/;
  for (let found = inner.exec(text); found; found = inner.exec(text)) text = text.replace(found[0], isAllowed(found[1]) ? "MIT" : "none");
  return text.split(" OR ").some((part) => part.split(" AND ").every((one) => allowed.has(one.trim())));
}

test("every crate is under a licence that is allowed", () => {
  assert.ok(isAllowed("(MIT OR GPL-3.0) AND ISC") && !isAllowed("MIT AND GPL-3.0") && !isAllowed("LGPL-2.1"));
  assert.ok(packages.length > 100);
  assert.deepEqual(packages.filter(({ license }) => !license || !isAllowed(license)).map(({ name, license }) => `${name}: ${license}`), []);
});

test("every crate comes from the registry or from this project", () => {
  const registry = list("allow-registry").map((url) => `registry+${url}`);
  assert.deepEqual(packages.filter(({ source }) => source !== null && !registry.includes(source)).map(({ name, source }) => `${name}: ${source}`), []);
  const ours = packages.filter(({ source }) => source === null).map(({ name }) => name).sort();
  assert.ok(ours.includes("slot-finder") && ours.every((name) => name.startsWith("slot-")), ours.join());
});

test("no crate is there twice but those that are named, and those are", () => {
  const versions = Map.groupBy ? Map.groupBy(packages, ({ name }) => name) : packages.reduce((all, crate) => all.set(crate.name, [...(all.get(crate.name) ?? []), crate]), new Map());
  const twice = [...versions.values()].filter((of) => of.length > 1);
  const skipped = list("skip").map((entry) => entry.split(":"));
  const older = twice.flatMap((of) => of.filter(({ version }) => skipped.some(([name, begins]) => name === of[0].name && version.startsWith(`${begins}.`))));
  assert.deepEqual(twice.map((of) => `${of[0].name} ${of.length}`), older.map(({ name }) => `${name} 2`));
  assert.equal(older.length, skipped.length);
  const names = new Set(shipped().filter(({ kind }) => kind === "cargo").map(({ name, version }) => `${name} ${version}`));
  assert.deepEqual(older.filter(({ name, version }) => names.has(`${name} ${version}`)), []);
});

// An entry without an address comes from npm's registry, and the hash says that it is the same. No entry has an address.
test("every npm package comes from the registry, with a hash", () => {
  const { packages: entries } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const foreign = Object.entries(entries).filter(([path, { resolved, integrity, link }]) => path && !link && (resolved !== undefined || !integrity?.startsWith("sha512-")));
  assert.deepEqual(foreign.map(([path]) => path), []);
});

test("the documentation says how many packages ship", () => {
  const all = shipped();
  const crates = all.filter(({ kind }) => kind === "cargo").length;
  const text = readFileSync("www/docs/developers.md", "utf8");
  assert.match(text, new RegExp(`\\b${crates} crates and ${all.length - crates} npm packages\\b`), `${crates} crates and ${all.length - crates} npm packages ship`);
});
