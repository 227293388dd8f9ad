import assert from "node:assert/strict";
import { test } from "node:test";
import { load, offer, office, ranking } from "./sources.mjs";

const { loadWords, NO_FILTERS, whyFirst, whyOther } = await load("row/why", "question/question", "text/words");
const words = await loadWords("id");
const question = (more = {}) => ({ ...NO_FILTERS, party: 3, ...more });
const other = offer({ date: "2026-11-23", open: 40, distanceKm: 10 });

test("the first offer gets a reason for each order that it leads", () => {
  const best = offer({ distanceKm: 27.3 });
  assert.equal(
    whyFirst(words, best, ranking([best], { highlights: { nearest: best, soonest: best, mostOpen: best } }), question(), true),
    "Teratas: paling dekat yang cukup untuk 3 orang, paling cepat, dan paling banyak sisa.",
  );
  assert.equal(whyFirst(words, best, ranking([best], { highlights: { nearest: best, soonest: other, mostOpen: other } }), question(), true), "Teratas: paling dekat yang cukup untuk 3 orang.");
});

test("is not called the nearest where the data may lack one that is nearer", () => {
  const best = offer({ distanceKm: 546 });
  const says = (highlights, hasNearest) => whyFirst(words, best, ranking([best], { highlights: { nearest: best, ...highlights } }), question(), hasNearest);
  for (const hasNearest of [false, undefined]) {
    assert.equal(says({ soonest: best, mostOpen: other }, hasNearest), "Teratas: paling cepat.");
    assert.equal(says({ soonest: other, mostOpen: other }, hasNearest), "");
  }
});

test("mentions being ready in time beside another reason", () => {
  const best = offer({ distanceKm: 27.3 });
  const highlights = { nearest: best, soonest: other, mostOpen: other };
  assert.match(whyFirst(words, best, ranking([best], { highlights }), question({ neededBy: "2026-12-27" }), true), /3 orang dan jadi sebelum 27 Des\.$/);
});

test("an offer that leads no single order is a balance", () => {
  const highlights = { nearest: other, soonest: other, mostOpen: other };
  assert.equal(whyFirst(words, offer({ distanceKm: 27 }), ranking([], { highlights }), question()), "Pilihan seimbang antara jarak, tanggal dan sisa kuota.");
  assert.equal(whyFirst(words, offer(), ranking([], { highlights }), question()), "Pilihan seimbang antara tanggal dan sisa kuota.");
});

test("compares the others with the first, in whole kilometres as in the rows", () => {
  const first = offer({ distanceKm: 27.4, date: "2026-11-26", open: 12 });
  assert.deepEqual(whyOther(words, offer({ distanceKm: 95.5, date: "2026-11-23", open: 40 }), first), ["69 km lebih jauh", "3 hari lebih cepat", "28 kuota lebih banyak"]);
  assert.deepEqual(whyOther(words, offer({ distanceKm: 10, date: "2026-11-27", open: 4 }), first), ["17 km lebih dekat", "1 hari lebih lama", "8 kuota lebih sedikit"]);
});

test("leaves out what is the same, and does not count an estimate", () => {
  const first = offer({ distanceKm: 27.4 });
  assert.deepEqual(whyOther(words, offer({ distanceKm: 27.3 }), first), []);
  assert.deepEqual(whyOther(words, offer({ distanceKm: 27.4, open: 40, precision: "estimate" }), first), []);
});

test("a distance to an approximate position is approximate", () => {
  const vague = office({ approxKm: 5 });
  assert.deepEqual(whyOther(words, offer({ office: vague, distanceKm: 60 }), offer({ distanceKm: 27 })), ["sekitar 33 km lebih jauh"]);
});
