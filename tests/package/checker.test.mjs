// Tests the checker's Wasm, which contains no extra part of the finder, and the finder none of the checker.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

const module = await import(pathToFileURL(resolve("pkg/slot_checker.js")));
await module.default({ module_or_path: readFileSync("pkg/slot_checker_bg.wasm") });
const { check } = module;

const now = Date.parse("2026-11-22T08:12:00+07:00");
const feed = (open) => ({
  format: "slot-feed", version: "1.0", generated_at: "2026-11-22T08:00:00+07:00", language: "id", time_zone: "Asia/Jakarta",
  publisher: { name: "Redaksi" }, booking: { web: "https://booking.example/" }, services: [{ id: "regular", name: "Paspor" }],
  offices: [{ id: "kediri", name: "Kediri", lat: -7.7552, lon: 111.9498, quota: [{ service: "regular", from: "2026-11-23", open }] }],
});
const bytes = (value) => new TextEncoder().encode(JSON.stringify(value));

test("a good feed has no finding", () => {
  assert.deepEqual(check(bytes(feed([0, 3])), { now }), []);
});

test("a finding is a plain object in the language asked for", () => {
  const [finding] = check(bytes(feed([0, -3])), { now, lang: "en" });
  const { line, column, why, fix, ...rest } = finding;
  assert.deepEqual(rest, {
    rule: "bad-cell", severity: "error", pointer: "/offices/0/quota/0/open/1", officeId: "kediri", office: "Kediri",
    what: "The day's number is not allowed: -3.",
  });
  assert.equal(line, 1);
  assert.ok(column > 1 && why && fix);
  assert.equal(check(bytes(feed([0, -3])), { now })[0].what, "Angka hari ini tidak diizinkan: -3.");
});

test("what cannot be checked throws a TypeError", () => {
  assert.throws(() => check("feed"), TypeError);
  assert.throws(() => check(new Uint8Array(), { now: "today" }), TypeError);
  assert.throws(() => check(new Uint8Array(), { lang: 3 }), TypeError);
});

test("bytes that are no feed get a finding", () => {
  assert.equal(check(new Uint8Array([0xff, 0]), { now })[0].rule, "not-utf8");
});

test("nothing of the checker is in the Wasm that visitors load", () => {
  // The checker is built on the finder, so its Wasm holds both; see the decisions.
  assert.ok(Object.keys(module).includes("check"));
  for (const words of ["misspelt-field", "Did you mean"]) {
    assert.ok(!readFileSync("pkg/slot_finder_bg.wasm").includes(words), words);
    assert.ok(readFileSync("pkg/slot_checker_bg.wasm").includes(words), words);
  }
});
