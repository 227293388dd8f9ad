import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./sources.mjs";

const { loadMessages, loadWords, moreWords, readHostWords } = await load("text/words", "text/host-words");
const [id, en] = [await loadWords("id"), await loadWords("en")];
const known = await loadMessages("id", moreWords);
const read = (value) => {
  const reports = [];
  return { words: readHostWords(value, (message) => reports.push(message), known), reports };
};

test("a sentence counts two things in their own plurals", () => {
  assert.equal(en.t("answer.yes", { p: 3, n: 1 }), "1 office has places for 3 people");
  assert.equal(en.t("answer.yes", { p: 1, n: 5 }), "5 offices have places for 1 person");
  assert.equal(id.t("answer.yes", { p: 3, n: 5 }), "Ada kuota untuk 3 orang di 5 kantor");
});

test("formats numbers for the language", () => {
  assert.deepEqual([id.number(12_345), en.number(12_345)], ["12.345", "12,345"]);
});

test("removes direction-changing characters from values, to protect the sentence", () => {
  assert.equal(id.t("nearer.full.now", { list: "a\u202eb\u2067c" }), "abc: penuh.");
});

test("writes an unknown currency unchanged", () => {
  assert.equal(id.money(1_000_000, "IDR"), "Rp 1.000.000");
  assert.equal(id.money(5, "not a code"), "5 not a code");
});

test("joins a list as the language does", () => assert.deepEqual([id.list(["a", "b"]), en.list(["a", "b", "c"])], ["a dan b", "a, b and c"]));

test("a host's own messages replace the page's", async () => {
  const { words, reports } = read({ id: { title: "Kuota paspor Jawa Timur" }, en: { people: { one: "{n} traveller", other: "{n} travellers" } } });
  assert.deepEqual(reports, []);
  assert.equal((await loadWords("id", words)).t("title"), "Kuota paspor Jawa Timur");
  assert.equal((await loadWords("en", words)).t("answer.no", { p: 2 }), "No places for 2 travellers yet");
  assert.equal((await loadWords("en", words)).t("title"), en.t("title"));
});

test("reports invalid messages, and uses the rest", () => {
  const { words, reports } = read({ id: { title: 1, retry: "Ulangi", unknown: "x", "used.by": "dipakai {day}" }, fr: {} });
  assert.deepEqual(words, { id: { retry: "Ulangi" } });
  assert.deepEqual(reports, [
    'words.id["title"]: expected a text, or texts for other',
    'words.id["unknown"]: there is no such message',
    'words.id["used.by"]: expected no {day}, only {date}',
    "words.fr: expected messages under one of id, en",
  ]);
  assert.equal(read("Kuota").reports.length, 1);
});
