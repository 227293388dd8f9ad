// Tests the page's i18n files, and the check that every build runs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execPath } from "node:process";
import { after, beforeEach, test } from "node:test";
import { checkWords } from "../../tools/check-words.mjs";

const folder = mkdtempSync(join(tmpdir(), "slot-finder-words-"));
after(() => rmSync(folder, { recursive: true }));
beforeEach(() => cpSync("www/i18n", folder, { recursive: true }));

const change = (name, edit) => {
  const words = JSON.parse(readFileSync(join(folder, name), "utf8"));
  edit(words);
  writeFileSync(join(folder, name), JSON.stringify(words));
};

test("every language says everything, with the same values and all its plural forms", () => {
  assert.deepEqual(checkWords("www/i18n"), []);
});

for (const [what, name, edit, problem] of [
  ["a missing key", "en.json", (words) => delete words.title, 'en.json: "title" is missing'],
  ["a key that only one language has", "en-more.json", (words) => (words.more_of_it = "x"), 'en-more.json: "more_of_it" is not in id-more.json'],
  ["a missing value", "en.json", (words) => (words["used.by"] = "needed"), 'en.json: "used.by" lacks {date}'],
  ["a value that is never given", "id.json", (words) => (words.title = "Kuota {town}"), 'en.json: "title" lacks {town}'],
  ["a missing plural form", "en.json", (words) => delete words.people.one, 'en.json: "people" should have the plural forms one, other'],
  ["a plural form that the language does not have", "id.json", (words) => (words.people = { one: "satu orang", other: "{n} orang" }), 'id.json: "people" should have the plural forms other'],
  ["an empty text", "en.json", (words) => (words.retry = " "), 'en.json: "retry" has an empty text'],
  ["a message that is no text", "en.json", (words) => (words.retry = 7), 'en.json: "retry" should be a text, or texts by plural form'],
  ["a phrase that does not exist", "en.json", (words) => (words["answer.no"] = "No places for {p:folk} yet"), 'en.json: "answer.no" uses the phrase "folk", which does not exist'],
]) {
  test(`${what} is a mistake`, () => {
    change(name, edit);
    assert.deepEqual(checkWords(folder), [problem]);
  });
}

test("a key that two files have is a mistake, since one of them would never be said", () => {
  for (const name of ["id-more.json", "en-more.json"]) change(name, (words) => (words.title = "x"));
  assert.deepEqual(checkWords(folder), ['id-more.json: "title" is in id.json too']);
});

test("a language that lacks a file is a mistake", () => {
  rmSync(join(folder, "en-more.json"));
  assert.deepEqual(checkWords(folder), ["en-more.json: there is no such file"]);
});

test("the command names each mistake, and fails", () => {
  change("en.json", (words) => delete words.title);
  const { status, stderr } = spawnSync(execPath, ["tools/check-words.mjs", folder], { encoding: "utf8" });
  assert.equal(status, 1);
  assert.equal(stderr, 'en.json: "title" is missing\n');
});

test("the build stops at a missing key", () => {
  const site = mkdtempSync(join(tmpdir(), "slot-finder-build-"));
  try {
    for (const name of ["tools", "www", "package.json"]) cpSync(name, join(site, name), { recursive: true });
    symlinkSync(resolve("node_modules"), join(site, "node_modules"));
    const words = JSON.parse(readFileSync("www/i18n/en.json", "utf8"));
    delete words.title;
    writeFileSync(join(site, "www/i18n/en.json"), JSON.stringify(words));
    const { status, stderr } = spawnSync(execPath, ["tools/build-site.mjs"], { encoding: "utf8", cwd: site });
    assert.equal(status, 1);
    assert.equal(stderr, 'build-site: www/i18n/en.json: "title" is missing\n');
  } finally {
    rmSync(site, { recursive: true });
  }
});
