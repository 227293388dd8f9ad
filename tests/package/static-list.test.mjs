// Tests the list without script that `slot-feed render` writes and `make build` puts into the page: valid HTML,
// whatever a feed holds.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { before, test } from "node:test";
import { HtmlValidate } from "html-validate";

const slotFeed = (input, ...args) => execFileSync("tools/slot-feed", args, { input, encoding: "utf8" });

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
  // Matters of taste only: the form of the doctype, the length of a title, spaces at line ends.
  rules: { "doctype-style": "off", "long-title": "off", "no-trailing-whitespace": "off" },
});

async function assertValid(html) {
  const { results } = await validator.validateString(html);
  assert.deepEqual(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column }) => `${line}:${column} ${ruleId}: ${message}`)), []);
}
const around = (section) => `<!DOCTYPE html><html lang="id"><head><title>List</title></head><body><main><h1>List</h1>${section}</main></body></html>`;

let sample;
before(() => {
  sample = slotFeed("", "sample", "--start", "2026-11-22");
});
const now = ["--now", "2026-11-22T08:12:00+07:00"];

for (const lang of ["id", "en"]) {
  test(`the section and the page are valid HTML in ${lang}`, async () => {
    await assertValid(around(slotFeed(sample, "render", "-", "--lang", lang, "--near", "-7.82,112.01", ...now)));
    await assertValid(slotFeed(sample, "render", "-", "--lang", lang, "--page", ...now));
  });
}

test("hostile names leave it valid", async () => {
  const feed = JSON.parse(sample);
  feed.sample = false;
  for (const office of feed.offices) office.name = `</bdi></li><script>alert("1")</script>'"&\u202e\u200b<!-- ${office.name}`;
  const html = slotFeed(JSON.stringify(feed), "render", "-", "--lang", "id", ...now);
  await assertValid(around(html));
  assert.match(html, /&lt;script&gt;/);
});
