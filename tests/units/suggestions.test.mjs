import assert from "node:assert/strict";
import { test } from "node:test";
import { load, ranking } from "./sources.mjs";

const { alternatives, further, NO_FILTERS, rescues } = await load("question/suggestions", "question/rescues", "question/question");

const question = (more = {}) => ({ ...NO_FILTERS, party: 1, ...more });
const kediri = { name: "Kota Kediri", lat: -7.8233, lon: 112.0156 };
const kinds = (suggestions) => suggestions.map(({ kind }) => kind);
const none = () => 0;

test("a wider radius is the next one that finds more offices, else any distance", () => {
  const near = question({ place: kediri, withinKm: 50 });
  const found = (offices) => (asked) => offices[asked.withinKm ?? "any"];
  assert.deepEqual(further(near, 2, found({ 100: 2, 150: 4, 200: 9, any: 20 })).map(({ question: { withinKm }, offices }) => [withinKm, offices]), [[150, 4]]);
  assert.deepEqual(further(near, 2, found({ 100: 2, 150: 2, 200: 2, any: 5 })).map(({ question: { withinKm }, offices }) => [withinKm, offices]), [[undefined, 5]]);
  assert.deepEqual(further(near, 2, found({ 100: 2, 150: 2, 200: 2, any: 2 })), []);
});

test("without a place or a radius suggests no wider one", () => {
  assert.deepEqual(further(question({ withinKm: 50 }), 0, () => 9), []);
  assert.deepEqual(further(question({ place: kediri }), 0, () => 9), []);
});

test("suggests nothing that would find nothing", () => {
  assert.deepEqual(rescues(question({ party: 4, weekdays: [1], sameSession: true, neededBy: "2026-12-27" }), ranking(), none), []);
});

test("suggests removing each set filter, the least change first, and no other", () => {
  const asked = question({ weekdays: [1], from: "2026-11-30", sameSession: true, pinned: ["a"] });
  const suggested = rescues(asked, ranking(), () => 3);
  assert.deepEqual(kinds(suggested), ["together", "weekdays", "earlier", "offices"]);
  assert.deepEqual(suggested[1].question, { ...asked, weekdays: [] });
});

test("suggests the greatest party that finds something", () => {
  const asked = [];
  const count = ({ party }) => (asked.push(party), party <= 3 ? 2 : 0);
  const [smaller] = rescues(question({ party: 12 }), ranking(), count).filter(({ kind }) => kind === "party");
  assert.deepEqual([smaller.question.party, smaller.offices], [3, 2]);
  assert.ok(asked.filter((party) => party < 12).length <= 4, "the range is halved");
});

test("drops all filters and the date if no single change helps", () => {
  const asked = question({ place: kediri, party: 1, weekdays: [1], neededBy: "2026-12-01" });
  const count = ({ weekdays, neededBy }) => (weekdays.length || neededBy ? 0 : 5);
  const [open] = rescues(asked, ranking(), count);
  assert.deepEqual([open.kind, open.offices, open.question], ["open", 5, question({ place: kediri, neededBy: undefined })]);
});

test("suggests an excluded service with the engine's number, several ways to book it with a separate count", () => {
  const left = [
    { serviceId: "fast", channel: "app", offices: 4, surcharge: { amount: 1_000_000, currency: "IDR" } },
    { serviceId: "fast", channel: "web", offices: 3 },
    { serviceId: "regular", channel: "walk_in", offices: 2 },
  ];
  const [fast, walkIn] = alternatives(question(), ranking([], { alternatives: left }), () => 5);
  assert.deepEqual([fast.serviceId, fast.offices, fast.question.services, fast.question.channels], ["fast", 5, ["fast"], []]);
  assert.deepEqual([walkIn.serviceId, walkIn.offices, walkIn.question.services, walkIn.question.channels], ["regular", 2, ["regular"], ["walk_in"]]);
});
