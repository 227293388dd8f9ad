// The tools: what is locked, and that nothing is done twice.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { test } from "node:test";

const output = (program, ...args) => execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

test("the lock files name no registry but the public ones", () => {
  assert.doesNotMatch(readFileSync("package-lock.json", "utf8"), /"resolved"/);
  const sources = new Set(readFileSync("Cargo.lock", "utf8").match(/(?<=^source = ").*(?="$)/gm));
  assert.deepEqual([...sources], ["registry+https://github.com/rust-lang/crates.io-index"]);
});

test("wasm-bindgen's command has the version of its crate", () => {
  const [version] = readFileSync("Cargo.lock", "utf8").match(/(?<=^name = "wasm-bindgen"\nversion = ").*(?="$)/m);
  assert.equal(output("tools/with", "wasm", "wasm-bindgen", "--version").trim(), `wasm-bindgen ${version}`);
});

test("a set-up with nothing to do only says what there is", () => {
  assert.match(output("make", "--no-print-directory", "setup"), /^setup: ready; Wasm by way [123]: .*\n$/);
});

test("nothing is built again when nothing has changed", () => {
  const files = ["pkg/slot_finder_bg.wasm", "pkg/slot_finder.js", "www/dist/slot-finder.js", "www/dist/slot_finder_bg.wasm"];
  const ages = () => files.map((name) => statSync(name).mtimeMs);
  const before = ages();
  output("make", "--no-print-directory", "build");
  assert.deepEqual(ages(), before);
});
