// Tests that the towns of the map are the script's output for the gazetteer.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { makeTowns, readPlaces, serialize } from "../../tools/make-towns.mjs";

const committed = readFileSync(new URL("../../www/src/map/towns.json", import.meta.url), "utf8");
const names = JSON.parse(committed).map(([name]) => name);

test("the script makes the committed bytes again", () => {
  assert.equal(serialize(makeTowns(readPlaces())), committed);
});

test("each town is in it once, the largest first, and Jakarta is one of them", () => {
  assert.equal(new Set(names).size, names.length);
  assert.deepEqual(names.slice(0, 4), ["Jakarta", "Surabaya", "Medan", "Bandung"]);
  assert.deepEqual(names.filter((name) => /Jakarta|^(Kota|Kabupaten) /.test(name)), ["Jakarta"]);
});

test("a kabupaten beside the kota of its name is left out, one far away is kept", () => {
  const places = { name: ["Kota Kediri", "Kabupaten Kediri", "Kabupaten Kediri", "Kabupaten Desa"], kind: ["kota", "kabupaten", "kabupaten", "kabupaten"], people: [235, 235, 20, 3], lat: [-78_000, -77_000, 10_000, 0], lon: [1_120_000, 1_121_000, 1_000_000, 0] };
  assert.deepEqual(makeTowns(places), [["Kediri", -780, 11200], ["Kediri", 100, 10000]]);
});
