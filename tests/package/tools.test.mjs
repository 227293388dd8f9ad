// Tests that dependencies are locked, and that nothing is built twice.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { test } from "node:test";

test("the lock files name no registry but the public ones", () => {
  assert.doesNotMatch(readFileSync("package-lock.json", "utf8"), /"resolved"/);
  const sources = new Set(readFileSync("Cargo.lock", "utf8").match(/(?<=^source = ").*(?="$)/gm));
  assert.deepEqual([...sources], ["registry+https://github.com/rust-lang/crates.io-index"]);
});

test("nothing is built again when nothing has changed", () => {
  const build = () => execFileSync("make", ["--no-print-directory", "build"], { stdio: ["ignore", "ignore", "inherit"] });
  const files = ["pkg/slot_finder_bg.wasm", "pkg/slot_finder.js", "www/dist/slot-finder.js", ...readdirSync("www/dist").filter((name) => name.endsWith(".wasm")).map((name) => `www/dist/${name}`)];
  const ages = () => files.map((name) => statSync(name).mtimeMs);
  build();
  const before = ages();
  build();
  assert.deepEqual(ages(), before);
});
