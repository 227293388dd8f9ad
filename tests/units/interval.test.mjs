import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./sources.mjs";

const { nextPollMs, pollSeconds } = await load("updates/interval");

const minutes = (ttl, failures, more = {}) => nextPollMs({ ttl, failures, saveData: false, random: 0, ...more }) / 60_000;

test("polls as often as the feed says, but at most once a minute", () => {
  assert.equal(pollSeconds({ ttl: 300, saveData: false }), 300);
  assert.equal(pollSeconds({ ttl: 1, saveData: false }), 60);
});

test("polls a third as often when the visitor saves data", () => assert.equal(pollSeconds({ ttl: 300, saveData: true }), 900));

test("doubles the wait after each failure, up to an hour, unless the feed says more", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 20].map((failures) => minutes(300, failures)), [5, 10, 20, 40, 60, 60]);
  assert.deepEqual([0, 5].map((failures) => minutes(7_200, failures)), [120, 120]);
});

test("spreads readers over a fifth of the wait, none early", () => {
  assert.equal(minutes(300, 0, { random: 0.5 }), 5.5);
  assert.ok(minutes(300, 0, { random: 0.999 }) < 6);
});
