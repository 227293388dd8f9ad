import assert from "node:assert/strict";
import { test } from "node:test";
import { load, offer, office, ranking } from "./sources.mjs";

const { byOffice, inDrawnOrder, keepsLayout, loadWords, moreWords, noticeText, officesWithNewPlaces } =
  await load("state/changes", "text/words");

const change = (kind, officeId, date = "2026-11-26", more = {}) => ({ kind, officeId, serviceId: "regular", channel: "app", date, ...more });
const at = (id, more = {}) => offer({ office: office({ id }), ...more });
/** A fake feed that gives the same offers to every question, and records the questions. */
const feed = (offers, more = {}) => {
  const asked = [];
  return { asked, rank: (query) => (asked.push(query), ranking(offers, more)) };
};

test("changes are sorted by office, in their order", () => {
  const [one, two, three] = [change("opened", "a"), change("closed", "b"), change("added", "a")];
  assert.deepEqual([...byOffice([one, two, three])], [["a", [one, three]], ["b", [two]]]);
});

test("an office has new places if a change for the better is among the question's offers", () => {
  assert.equal(officesWithNewPlaces(feed([at("a")]), [change("opened", "a")], {}), 1);
  assert.equal(officesWithNewPlaces(feed([at("a"), at("b")]), [change("opened", "a"), change("released", "a"), change("added", "b")], {}), 2);
});

test("a change for the worse, or on a day outside the question, brings none", () => {
  assert.equal(officesWithNewPlaces(feed([at("a")]), [change("closed", "a"), change("fewer", "a")], {}), 0);
  assert.equal(officesWithNewPlaces(feed([at("a")]), [change("opened", "a", "2026-11-27")], {}), 0);
});

test("a new office counts if it answers the question", () => {
  assert.equal(officesWithNewPlaces(feed([at("new")]), [{ kind: "officeAdded", officeId: "new" }], {}), 1);
  assert.equal(officesWithNewPlaces(feed([]), [{ kind: "officeAdded", officeId: "new" }], {}), 0);
});

test("asks only for changed offices that the question includes", () => {
  const newer = feed([at("a")]);
  officesWithNewPlaces(newer, [change("opened", "a"), change("opened", "b")], { offices: ["b", "c"] });
  assert.deepEqual(newer.asked.map(({ offices }) => offices), [["b"]]);
});

test("places beyond the radius, or beyond the widened radius, are not new", () => {
  const offers = [at("near", { distanceKm: 40 }), at("far", { distanceKm: 90 })];
  const changes = [change("opened", "near"), change("opened", "far")];
  assert.equal(officesWithNewPlaces(feed(offers), changes, { withinKm: 50 }), 1);
  assert.equal(officesWithNewPlaces(feed(offers, { widenedToKm: 100 }), changes, { withinKm: 50 }), 2);
});

test("other numbers keep the layout; other offices, days or states do not", () => {
  const drawn = ranking([at("a", { open: 12 }), at("b")]);
  assert.ok(keepsLayout(drawn, ranking([at("a", { open: 3 }), at("b")])));
  assert.ok(!keepsLayout(drawn, ranking([at("b"), at("a")])));
  assert.ok(!keepsLayout(drawn, ranking([at("a", { date: "2026-11-27" }), at("b")])));
  assert.ok(!keepsLayout(drawn, ranking([at("a", { stale: true }), at("b")])));
});

test("offers keep their order on screen while all are there", () => {
  const [a, b, c] = [at("a"), at("b"), at("c")];
  assert.deepEqual(inDrawnOrder([a, b], [b, a]), [a, b]);
  assert.deepEqual(inDrawnOrder([a, b], [b, c]), [b, c]);
  assert.deepEqual(inDrawnOrder([a, b], [b, a, c]), [b, a, c]);
});

test("the bar says how many offices have new places, in the right plural", async () => {
  const english = await loadWords("en", {}, moreWords);
  assert.equal(noticeText(english, { kind: "places", offices: 1 }), "1 office has new places.");
  assert.equal(noticeText(english, { kind: "places", offices: 2 }), "2 offices have new places.");
  assert.equal(noticeText(await loadWords("id", {}, moreWords), { kind: "newer" }), "Ada data yang lebih baru.");
});
