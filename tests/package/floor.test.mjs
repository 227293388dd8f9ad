// Tests that the oldest supported browsers can parse the site's scripts: one unknown word, and none of it runs.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

/** Syntax newer than Chrome 91, Firefox 101 or Safari 16.4 that a bundler may write. */
const younger = { "static blocks of classes": /\bstatic ?\{/, "the v flag of expressions": /\/[gimsuy]*v[gimsuy]*\.(?:exec|test)\(/, "import attributes": /\bimport[^;]*\bwith ?\{/ };

const scripts = readdirSync("www/dist").filter((name) => name.endsWith(".js"));
test("there are scripts to look at", () => assert.ok(scripts.length > 8));
for (const name of scripts) {
  test(`${name} is within the floor of browsers`, () => {
    const code = readFileSync(`www/dist/${name}`, "utf8");
    assert.deepEqual(Object.keys(younger).filter((what) => younger[what].test(code)), []);
  });
}
