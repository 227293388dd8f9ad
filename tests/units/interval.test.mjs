import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./sources.mjs";

const { nextPollMs, pollSeconds } = await load("updates/interval");

const minutes = (ttl, failures, more = {}) => nextPollMs({ ttl, failures, saveData: false, random: 0, ...more }) / 60_000;

test("the page looks as often as the feed asks, but no more than once a minute", () => {
  assert.equal(pollSeconds({ ttl: 300, saveData: false }), 300);
  assert.equal(pollSeconds({ ttl: 1, saveData: false }), 60);
});

test("who saves data is served a third as often", () => assert.equal(pollSeconds({ ttl: 300, saveData: true }), 900));

test("after failures it waits twice as long each time, up to an hour, unless the feed asks for more", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 20].map((failures) => minutes(300, failures)), [5, 10, 20, 40, 60, 60]);
  assert.deepEqual([0, 5].map((failures) => minutes(7_200, failures)), [120, 120]);
});

test("readers are spread over a fifth of the wait, and none comes early", () => {
  assert.equal(minutes(300, 0, { random: 0.5 }), 5.5);
  assert.ok(minutes(300, 0, { random: 0.999 }) < 6);
});
