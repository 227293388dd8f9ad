import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./sources.mjs";

const { fieldsIn, isStep: isStepBetween, NO_FILTERS, officeHash, officeInHash, ownParameters, placeNameIn, placeText, repaired, steppedBack, viewIn, withShown } = await load("question/address", "question/question");

const usual = { ...NO_FILTERS, place: undefined, party: 1, sort: undefined };
const withQuestion = (search, question, usual, prefix = "") => withShown(search, prefix, { question, view: "list" }, { question: usual, view: "list" });
const isStep = (before, after) => isStepBetween(new URLSearchParams(before), new URLSearchParams(after));
const TODAY = "2026-11-22";
const read = (search) => {
  const reports = [];
  return { change: fieldsIn(new URLSearchParams(search), (message) => reports.push(message)), reports };
};

test("writes the question and leaves out defaults", () => {
  assert.equal(withQuestion("", usual, usual), "");
  assert.equal(
    withQuestion("", { ...usual, party: 3, withinKm: 100, from: "2026-11-24", weekdays: [4, 5], sort: "most_open" }, usual),
    "party=3&within=100&from=2026-11-24&weekdays=4,5&sort=most_open",
  );
});

test("writes a place by its name and parent, never by its position", () => {
  const wates = { name: "Wates", parent: "Kabupaten Kediri", lat: -7.9, lon: 112.1 };
  assert.equal(placeText(wates), "Wates, Kabupaten Kediri");
  const written = withQuestion("", { ...usual, place: wates }, usual);
  assert.equal(placeNameIn(new URLSearchParams(written)), "Wates, Kabupaten Kediri");
  assert.doesNotMatch(written, /7\.9|112\.1/);
});

test("never writes the phone's position", () => {
  assert.equal(withQuestion("", { ...usual, place: { lat: -7.82, lon: 112.01 } }, usual), "");
});

test("keeps foreign parameters and drops older ones of the question", () => {
  assert.equal(withQuestion("?lang=en&party=4&utm=x", { ...usual, party: 2 }, usual), "lang=en&utm=x&party=2");
});

test("with a prefix only parameters with it are read, written and dropped", () => {
  const host = "?services=web&from=home&sort=price&sf-party=4&sf-new=1";
  assert.equal(withQuestion(host, { ...usual, party: 2, sort: "soonest" }, usual, "sf-"), "services=web&from=home&sort=price&sf-new=1&sf-party=2&sf-sort=soonest");
  assert.deepEqual(read(ownParameters(host, "sf-")), { change: { party: 4 }, reports: [] });
});

test("what others wrote stays letter by letter", () => {
  const written = "a=%20+%2C,&flag&b=x%3Ay&c&%70arty2=1&bad=%E0%A4%A";
  assert.equal(withQuestion(`?${written}&p%61rty=7`, { ...usual, party: 2 }, usual), `${written}&party=2`);
});

test("the fragment of an office has the prefix too", () => {
  assert.equal(officeHash("kanim-blitar", "sf-"), "#sf-office=kanim-blitar");
  assert.equal(officeInHash("#sf-office=kanim-blitar", "sf-"), "kanim-blitar");
  assert.equal(officeInHash("#office=kanim-blitar", ""), "kanim-blitar");
  for (const [hash, prefix] of [["#office=kanim-blitar", "sf-"], ["#sf-office=kanim-blitar", ""], ["#office=", ""], ["#office=a b", ""]]) {
    assert.equal(officeInHash(hash, prefix), undefined, hash);
  }
});

test("an empty value takes back the author's question", () => {
  const author = { ...usual, services: ["fast"], neededBy: "2026-12-27" };
  const written = withQuestion("", { ...author, services: [], neededBy: undefined }, author);
  assert.equal(written, "needed=&services=");
  assert.deepEqual(read(written), { change: { neededBy: undefined, services: [] }, reports: [] });
});

test("every value survives a round trip", () => {
  const asked = {
    party: 5, neededBy: "2026-12-27", withinKm: 50, services: ["a", "b"], channels: ["walk_in"], from: "2026-11-24", to: "2026-11-30", weekdays: [1, 7],
    sessionFrom: "08:00", sessionTo: "10:30", sameSession: true, eventsOnly: true, pinned: ["kanim-blitar"], hidden: ["kanim-kediri"], sort: "soonest",
  };
  assert.deepEqual(read(withQuestion("", { ...usual, ...asked }, usual)), { change: asked, reports: [] });
});

test("an invalid value is reported with the expected form, and counts as absent", () => {
  const { change, reports } = read("?party=0&needed=2026-02-30&within=-1&services=%3Cb%3E&weekdays=1,9&after=25:00&together=maybe&sort=worst&before=09:00");
  assert.deepEqual(change, { sessionTo: "09:00" });
  assert.deepEqual(reports, [
    "?party=0: expected a whole number from 1 to 20",
    '?needed=2026-02-30: expected a date, as in "2026-11-26"',
    "?within=-1: expected a number from 0 to 40100",
    "?services=<b>: expected ids of the feed with spaces between",
    "?weekdays=1,9: expected days of the week from 1, Monday, to 7",
    '?after=25:00: expected a time, as in "08:00"',
    "?together=maybe: expected 1 or 0",
    "?sort=worst: expected one of best, nearest, soonest, most_open",
  ]);
});

test("dates that have passed are dropped, today is not", () => {
  const { neededBy, from, to } = repaired({ ...usual, neededBy: "2026-11-21", from: TODAY, to: "2026-11-25" }, TODAY);
  assert.deepEqual([neededBy, from, to], [undefined, TODAY, "2026-11-25"]);
});

test("an end before its beginning is dropped", () => {
  assert.equal(repaired({ ...usual, from: "2026-11-30", to: "2026-11-23" }, TODAY).to, undefined);
  assert.equal(repaired({ ...usual, sessionFrom: "10:00", sessionTo: "10:00" }, TODAY).sessionTo, undefined);
});

test('an office is not both chosen and hidden, and "nearest" needs a place', () => {
  assert.deepEqual(repaired({ ...usual, pinned: ["a"], hidden: ["a", "b"] }, TODAY).hidden, ["b"]);
  assert.equal(repaired({ ...usual, sort: "nearest" }, TODAY).sort, undefined);
});

test("a view other than the usual one is written, and one that there is not is named and counts as absent", () => {
  const written = withShown("?lang=en", "", { question: usual, view: "map" }, { question: usual, view: "list" });
  assert.equal(written, "lang=en&view=map");
  const reports = [];
  const view = (search) => viewIn(new URLSearchParams(search), (message) => reports.push(message));
  assert.deepEqual([view(written), view(""), view("view=globe")], ["map", undefined, undefined]);
  assert.deepEqual(reports, ["?view=globe: expected one of list, board, map"]);
  assert.equal(withShown(written, "", { question: usual, view: "list" }, { question: usual, view: "list" }), "lang=en");
});

test("a change of view, order or filters is a step; one of place, people or date is none", () => {
  for (const search of ["view=map", "sort=soonest", "weekdays=6,7", "within=50", "offices=a"]) assert.equal(isStep("?lang=en", `?lang=en&${search}`), true, search);
  for (const search of ["place=Wates", "party=3", "needed=2026-12-27", "other=1"]) assert.equal(isStep("?view=map", `?view=map&${search}`), false, search);
});

test("a step back takes back order and filters, and keeps place, people and date", () => {
  const place = { name: "Wates", lat: -7.9, lon: 112.1 };
  const now = { ...usual, place, party: 3, neededBy: "2026-12-27", sort: "nearest", weekdays: [4] };
  assert.deepEqual(steppedBack(new URLSearchParams("sort=soonest&party=9&place=Pare"), now, usual), { ...usual, place, party: 3, neededBy: "2026-12-27", sort: "soonest" });
  assert.deepEqual(steppedBack(new URLSearchParams(""), now, usual), { ...usual, place, party: 3, neededBy: "2026-12-27" });
});
