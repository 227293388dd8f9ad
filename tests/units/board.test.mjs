import assert from "node:assert/strict";
import { test } from "node:test";
import { load, office } from "./sources.mjs";

const { dayRange, loadWords, officesWithPlaces, rowsOf, stateOf } = await load("board/row", "board/weeks", "cells/cell-state", "text/words");

// The engine's codes: n left, 0 full, -1 no service, -2 not released, -3 not known, -4 not asked.
const board = (dates, ...rows) => ({
  dates, offices: rows.map((_, index) => office({ id: `o${index}` })), distancesKm: rows.map((_, index) => 10 * index), cells: Int32Array.from(rows.flat()),
});
const days = (count, first = 23) => Array.from({ length: count }, (_, index) => new Date(Date.UTC(2026, 10, first + index)).toISOString().slice(0, 10));

test("a cell says whether it holds the party", () => {
  assert.deepEqual([3, 2, 0, -1, -2, -3, -4].map((cell) => stateOf(cell, 3)), ["open", "tooFew", "full", "noService", "notReleased", "unknown", "notAsked"]);
  assert.equal(stateOf(-9, 1), "unknown", "a code that this page does not know");
});

test("a row has a cell for each visible day, with columns counted from the first", () => {
  const [row] = rowsOf(board(days(7), [0, 1, 0, 12, -3, -1, -1]), 2, 3, 3, 20);
  assert.deepEqual(row.cells, [
    { column: 0, span: 1, value: 0, state: "full" }, { column: 1, span: 1, value: 12, state: "open" }, { column: 2, span: 1, value: -3, state: "unknown" },
  ]);
});

test("seven consecutive unreleased days fold into one cell, six do not", () => {
  const spans = (cells) => rowsOf(board(days(cells.length), cells), 0, cells.length, 1, 20)[0].cells.map(({ span }) => span);
  assert.deepEqual(spans([5, ...Array(7).fill(-2)]), [1, 7]);
  assert.deepEqual(spans([...Array(6).fill(-2), 5]), [1, 1, 1, 1, 1, 1, 1]);
});

test("each office has its own row, up to the requested number", () => {
  const rows = rowsOf(board(days(2), [1, 2], [3, 4], [5, 6]), 0, 2, 1, 2);
  assert.deepEqual(rows.map(({ office: { id }, distanceKm, cells }) => [id, distanceKm, cells.map(({ value }) => value)]), [["o0", 0, [1, 2]], ["o1", 10, [3, 4]]]);
});

test("an office counts for a week with at least one day that holds the party", () => {
  const two = board(days(14), [...Array(7).fill(0), 3, ...Array(6).fill(0)], [2, ...Array(13).fill(-1)]);
  assert.deepEqual([officesWithPlaces(two, 0, 1), officesWithPlaces(two, 0, 3), officesWithPlaces(two, 7, 3)], [1, 0, 1]);
});

test("a range of days names its month once, and both where it spans two", async () => {
  const words = await loadWords("id");
  assert.equal(dayRange(words, "2026-11-23", "2026-11-29", "long"), "23-29 November");
  assert.equal(dayRange(words, "2026-11-30", "2026-12-06", "long"), "30 Nov-6 Des");
});
