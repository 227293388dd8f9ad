import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./sources.mjs";

const { countFilters, isNarrow, NO_FILTERS, readyDays, sortOf, sortsFor, toQuery, withoutFilters } = await load("question/question", "question/filters");

const question = (more = {}) => ({ ...NO_FILTERS, party: 1, ...more });
const kediri = { name: "Kota Kediri", lat: -7.8233, lon: 112.0156 };
const query = (asked, author = { kinds: [] }, ids = []) => toQuery(asked, author, { limit: 10, lang: "id", now: 0 }, () => ids);

test("without a place the soonest come first, with one the best", () => {
  assert.equal(sortOf(question()), "soonest");
  assert.equal(sortOf(question({ place: kediri })), "best");
  assert.equal(sortOf(question({ place: kediri, sort: "most_open" })), "most_open");
});

test('"nearest" needs a place', () => {
  assert.deepEqual(sortsFor(question()), ["best", "soonest", "most_open"]);
  assert.ok(sortsFor(question({ place: kediri })).includes("nearest"));
});

test("an empty question leaves the engine its defaults", () => {
  assert.deepEqual(query(question()), {
    weekdays: [], offices: [], services: [], channels: [], kinds: [], party: 1, sort: "soonest", group: "office", limit: 10, lang: "id", now: 0,
  });
});

test("a place becomes a position, and its name stays on the page", () => {
  assert.deepEqual(query(question({ place: kediri, withinKm: 100 })).near, { lat: -7.8233, lon: 112.0156 });
  assert.equal(query(question({ place: kediri, withinKm: 100 })).withinKm, 100);
});

test("drops a radius without a place", () => {
  assert.ok(!("withinKm" in query(question({ withinKm: 100 }))));
});

test("asks only for events where only events count", () => {
  assert.equal(query(question({ eventsOnly: true })).events, "only");
  assert.ok(!("events" in query(question())));
});

test("the author's fixed fields are part of every query, and the visitor's choice of a field overrides them", () => {
  const asked = query(question({ from: "2026-11-24" }), { kinds: ["kanim"], region: "ID-JI", fixed: { kmPerDay: 50, from: "2026-01-01" } });
  assert.deepEqual([asked.kinds, asked.region, asked.kmPerDay, asked.from], [["kanim"], "ID-JI", 50, "2026-11-24"]);
});

test("hidden offices are left out of the list of all", () => {
  assert.deepEqual(query(question({ hidden: ["b"] }), { kinds: [] }, ["a", "b", "c"]).offices, ["a", "c"]);
  assert.deepEqual(query(question({ pinned: ["a", "b"], hidden: ["b"] }), { kinds: [] }, ["a", "b", "c"]).offices, ["a"]);
});

test("with all offices hidden asks for none, rather than all", () => {
  assert.deepEqual(query(question({ hidden: ["a"] }), { kinds: [] }, ["a"]).offices, [""]);
});

test("a range of dates is one filter, and so is a range of hours; a radius needs a place to be one", () => {
  assert.equal(countFilters(question()), 0);
  assert.equal(countFilters(question({ from: "2026-11-24", to: "2026-11-30", sessionFrom: "08:00", sessionTo: "10:00" })), 2);
  assert.equal(countFilters(question({ withinKm: 100 })), 0);
  assert.equal(countFilters(question({ withinKm: 100, place: kediri })), 1);
});

test("clearing filters keeps place, people and date", () => {
  const asked = question({ place: kediri, party: 3, neededBy: "2026-12-27", weekdays: [4], pinned: ["a"], sameSession: true });
  assert.deepEqual(withoutFilters(asked), question({ place: kediri, party: 3, neededBy: "2026-12-27" }));
});

test("a question is narrow if it excludes days or hours that an office may have", () => {
  for (const asked of [{ from: "2026-11-24" }, { weekdays: [1] }, { sessionTo: "10:00" }, { services: ["x"] }, { eventsOnly: true }]) assert.ok(isNarrow(question(asked)));
  assert.ok(!isNarrow(question({ place: kediri, withinKm: 50, party: 5, neededBy: "2026-12-27" })));
});

test("a passport takes as long as the slowest requested service", () => {
  const info = { services: [{ id: "regular", isDefault: true, readyDays: 4 }, { id: "fast", isDefault: false, readyDays: 0 }, { id: "slow", isDefault: true, readyDays: 7 }] };
  assert.equal(readyDays(question(), info), 7);
  assert.equal(readyDays(question({ services: ["fast", "regular"] }), info), 4);
  assert.equal(readyDays(question(), undefined), 0);
});
