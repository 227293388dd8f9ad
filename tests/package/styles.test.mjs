// Tests that the style sheets support every writing direction.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const sheets = readdirSync("www", { recursive: true }).filter((name) => name.endsWith(".css") && !name.startsWith("dist"));

/** Declarations that name a side of the screen instead of one of the text. */
const physical = [
  /(?<![-\w])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b/g,
  /(?<![-\w])(?:left|right|top|bottom)\s*:/g,
  /(?<![-\w])(?:text-align|float|clear)\s*:\s*(?:left|right)/g,
  /(?<![-\w])(?:min-|max-)?(?:width|height)\s*:(?=[^(){}]*[;}])/g,
];

test("there are style sheets to look at", () => assert.ok(sheets.length >= 3));

for (const name of sheets) {
  test(`${name} names sides of the text, not of the screen`, () => {
    const css = readFileSync(`www/${name}`, "utf8").replace(/\/\*[^]*?\*\//g, "");
    assert.deepEqual(physical.flatMap((pattern) => css.match(pattern) ?? []), []);
  });
}

test("the look would find a physical property", () => {
  const bad = "a { margin-left: 1px; left: 0; text-align: right; border-top-left-radius: 2px; width: 3px }";
  assert.deepEqual(physical.map((pattern) => bad.match(pattern)?.length), [2, 1, 1, 1]);
});
