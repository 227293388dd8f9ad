// Tests that the oldest supported browsers can parse the site's scripts and compile its Wasm: one unknown word, and none of it runs.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

/** Syntax newer than Chrome 96, Firefox 101 or Safari 16.4 that a bundler may write. */
const younger = { "static blocks of classes": /\bstatic ?\{/, "the v flag of expressions": /\/[gimsuy]*v[gimsuy]*\.(?:exec|test)\(/, "import attributes": /\bimport[^;]*\bwith ?\{/ };

const scripts = readdirSync("www/dist").filter((name) => name.endsWith(".js"));
test("there are scripts to look at", () => assert.ok(scripts.length > 8));
for (const name of scripts) {
  test(`${name} is within the floor of browsers`, () => {
    const code = readFileSync(`www/dist/${name}`, "utf8");
    assert.deepEqual(Object.keys(younger).filter((what) => younger[what].test(code)), []);
  });
}

/** What Chrome 96, Firefox 101 and Safari 16.4 all know (webassembly.org/features), by the names of wasm-opt. */
const known = ["mutable-globals", "sign-ext", "nontrapping-float-to-int", "bulk-memory", "multivalue", "reference-types", "simd"];

for (const path of ["pkg/slot_finder_bg.wasm", "pkg/slot_checker_bg.wasm", "pkg-page/slot_publisher_bg.wasm"]) {
  test(`${path} has no feature that is newer than the floor`, () => {
    // wasm-opt refuses a module that uses a feature which is not named.
    const check = (features) => execFileSync("node_modules/.bin/wasm-opt", ["--mvp-features", ...features.map((feature) => `--enable-${feature}`), path, "-o", "/dev/null"], { stdio: ["ignore", "ignore", "pipe"] });
    check(known);
    assert.throws(() => check(known.filter((feature) => feature !== "reference-types")));
  });
}
