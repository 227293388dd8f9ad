// Tests the colours of www/src/style/tokens.css: each pair of foreground and background has the contrast that WCAG 2
// requires, in light and in dark. No other file defines colours.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const [light, dark] = readFileSync("www/src/style/tokens.css", "utf8").split("@media (prefers-color-scheme: dark)").map((css) =>
  Object.fromEntries([...css.matchAll(/--([\w-]+): (?:var\(--(?:slot-finder|mix)-[\w-]+, )?(#[0-9a-f]+)\)?;/g)].map(([, name, colour]) => [name, colour])));

const luminance = (colour) => {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit) : colour.slice(1).match(/../g);
  const [red, green, blue] = digits.map((digit) => parseInt(digit, 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const TEXT = [
  ...["text", "muted", "accent"].flatMap((name) => [[name, "bg"], [name, "surface"]]),
  ...["accent", "q1", "q2", "q3", "full", "warn", "error", "info", "sample"].map((fill) => [`on-${fill}`, fill]),
  ["on-accent", "accent-hover"], ["accent-hover", "bg"],
];
const EDGES = ["control", "focus"].flatMap((name) => [[name, "bg"], [name, "surface"]]);

for (const [theme, colours] of Object.entries({ light, dark })) {
  for (const [pairs, least] of [[TEXT, 4.5], [EDGES, 3]]) {
    for (const [front, ground] of pairs) {
      test(`${theme}: ${front} on ${ground} has a contrast of at least ${least}`, () => {
        const measured = contrast(colours[front], colours[ground]);
        assert.ok(measured >= least, `${colours[front]} on ${colours[ground]}: ${measured.toFixed(2)}`);
      });
    }
  }
}

test("the contrast is that of WCAG: black on white 21, #767676 on white 4.54", () => {
  assert.equal(contrast("#000", "#fff").toFixed(2), "21.00");
  assert.equal(contrast("#767676", "#ffffff").toFixed(2), "4.54");
});

test("both themes name the same colours", () => {
  assert.ok(Object.keys(light).length > 20);
  assert.deepEqual(Object.keys(dark), Object.keys(light));
});

test("no other style sheet of the element or its page writes a colour", () => {
  const sheets = readdirSync("www", { recursive: true }).filter((name) => name.endsWith(".css") && !name.startsWith("dist") && !name.endsWith("tokens.css"));
  assert.ok(sheets.length >= 6);
  const found = sheets.flatMap((name) => (readFileSync(`www/${name}`, "utf8").match(/#[0-9a-f]{3,8}\b/gi) ?? []).map((colour) => `${name}: ${colour}`));
  assert.deepEqual(found, []);
});
