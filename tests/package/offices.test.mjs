// Tests that the list of the country's offices is the script's output, and that each office has sources and a town.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { makeOffices, readFacts, serialize } from "../../tools/make-offices.mjs";

const committed = readFileSync(new URL("../../www/src/country/offices.json", import.meta.url), "utf8");
const offices = JSON.parse(committed);
const { facts, places } = readFacts();
const office = { name: "Kediri", town: "Kabupaten Kediri", sources: ["site"] };
const make = (...rows) => makeOffices({ sources: { site: "a list" }, offices: rows }, places);

test("the script makes the committed bytes again", () => {
  assert.equal(serialize(makeOffices(facts, places)), committed);
});

test("150 of the country's 151 offices are in it, as the docs say", () => {
  assert.equal(offices.name.length, 150);
  const docs = readFileSync("www/docs/data.md", "utf8");
  assert.match(docs, /150 of the 151/);
  assert.match(readFileSync("www/docs/data.id.md", "utf8"), /150 dari 151/);
  assert.ok(docs.includes(`${offices.address.filter(Boolean).length} of them`), "the number of addresses");
});

test("every field has one entry an office", () => {
  for (const field of ["town", "address", "site", "lat", "lon"]) assert.equal(offices[field].length, offices.name.length, field);
});

test("every source that a row names is explained, and every explained source is used", () => {
  const used = new Set(facts.offices.flatMap(({ sources }) => sources));
  assert.deepEqual([...used].sort(), Object.keys(facts.sources).sort());
});

test("an address that a source gives has that source, and a site is one label of a host", () => {
  for (const { name, address, site, sources } of facts.offices) {
    if (address) assert.ok(sources.some((key) => ["map", "later", "east"].includes(key)), name);
    if (site) assert.match(site, /^[a-z]+$/, name);
  }
});

test("a position is that of a place of the gazetteer, and the file says that it is about right only", () => {
  const known = new Set(places.lat.map((lat, index) => `${lat},${places.lon[index]}`));
  for (const [index, name] of offices.name.entries()) assert.ok(known.has(`${offices.lat[index]},${offices.lon[index]}`), name);
  assert.match(offices.positions, /^about/);
});

test("known offices are within 25 km of where a map shows them", () => {
  // Read off maps by hand.
  const known = { "Jakarta Selatan": [-6.257, 106.828], Kediri: [-7.755, 111.95], Surabaya: [-7.381, 112.758], Yogyakarta: [-7.784, 110.435], Medan: [3.592, 98.629], Denpasar: [-8.672, 115.231], Makassar: [-5.121, 119.508], Ambon: [-3.708, 128.17] };
  for (const [name, [lat, lon]] of Object.entries(known)) {
    const index = offices.name.indexOf(name);
    const north = (offices.lat[index] / 1e4 - lat) * 111.2;
    const east = (offices.lon[index] / 1e4 - lon) * 111.2 * Math.cos((lat * Math.PI) / 180);
    assert.ok(Math.hypot(north, east) < 25, `${name} is ${Math.hypot(north, east).toFixed(1)} km off`);
  }
});

for (const [what, row, problem] of [
  ["without a source", { ...office, sources: [] }, "Kediri has no source"],
  ["with a source that is not explained", { ...office, sources: ["hearsay"] }, 'Kediri: there is no source "hearsay"'],
  ["in a town that the gazetteer does not have", { ...office, town: "Kota Atlantis" }, 'Kediri: 0 places are called "Kota Atlantis"'],
  ["in a kecamatan of another town", { ...office, district: "Srengat" }, 'Kediri: 0 places are called "Srengat"'],
]) {
  test(`an office ${what} is refused`, () => assert.throws(() => make(row), new Error(problem)));
}

test("an office that is listed twice is refused", () => assert.throws(() => make(office, office), new Error("Kediri is listed twice")));
