// Tests that the gazetteer is the script's output for the package, and that its towns have plausible positions.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { makePlaces, readPackage, serialize } from "../../tools/make-places.mjs";

const committed = readFileSync(new URL("../../www/places.json", import.meta.url), "utf8");
const places = JSON.parse(committed);
const { villages, ...source } = readPackage();
const indexes = places.name.map((_, index) => index);

/** The only place of that name and kind. */
function place(name, kind) {
  const found = indexes.filter((index) => places.name[index] === name && places.kind[index] === kind);
  assert.equal(found.length, 1, `${found.length} places are the ${kind} "${name}"`);
  return found[0];
}

test("the script makes the committed bytes again", () => {
  assert.equal(serialize(makePlaces(villages, source)), committed);
});

test("all provinces of the package, 514 kabupaten and kota, and the 666 kecamatan of East Java are in it", () => {
  const count = (...kinds) => places.kind.filter((kind) => kinds.includes(kind)).length;
  assert.equal(count("provinsi"), new Set(villages.map(({ province }) => province)).size);
  assert.equal(count("provinsi"), 34);
  assert.equal(count("kabupaten", "kota"), 514);
  assert.equal(count("kecamatan"), 666);
  assert.equal(places.name.length, 34 + 514 + 666);
});

test("every field has one entry a place", () => {
  for (const field of ["parent", "kind", "lat", "lon"]) assert.equal(places[field].length, places.name.length, field);
});

test("larger units come first, and every unit but a province has a parent one level up that stands before it", () => {
  const level = { provinsi: 0, kabupaten: 1, kota: 1, kecamatan: 2 };
  const levels = places.kind.map((kind) => level[kind]);
  assert.deepEqual(levels, [...levels].sort());
  for (const index of indexes) {
    const parent = places.parent[index];
    if (levels[index] === 0) assert.equal(parent, -1);
    else assert.ok(parent >= 0 && parent < index && levels[parent] === levels[index] - 1, places.name[index]);
  }
});

test("every position is a whole number of ten-thousandths of a degree within the country", () => {
  for (const index of indexes) {
    const [lat, lon] = [places.lat[index], places.lon[index]];
    assert.ok(Number.isInteger(lat) && lat > -111_000 && lat < 61_000, places.name[index]);
    assert.ok(Number.isInteger(lon) && lon > 949_000 && lon < 1_411_000, places.name[index]);
  }
});

test("towns that a map shows lie within 8 km of where it shows them", () => {
  // Town halls and alun-alun, read off maps by hand.
  const known = [
    ["Kota Surabaya", "kota", -7.2592, 112.7473], ["Kota Kediri", "kota", -7.8228, 112.0119], ["Pare", "kecamatan", -7.7693, 112.1966],
    ["Kota Blitar", "kota", -8.0985, 112.1681], ["Kota Malang", "kota", -7.9778, 112.6341], ["Srengat", "kecamatan", -8.0667, 112.0667],
    ["Kota Medan", "kota", 3.5897, 98.6738], ["Kota Banda Aceh", "kota", 5.5483, 95.3238], ["Kota Denpasar", "kota", -8.6561, 115.2222],
    ["Kota Makassar", "kota", -5.1354, 119.4238], ["Kota Kupang", "kota", -10.1583, 123.6031], ["Kota Pontianak", "kota", -0.0226, 109.3307],
  ];
  for (const [name, kind, lat, lon] of known) {
    const index = place(name, kind);
    const north = (places.lat[index] / 1e4 - lat) * 111.2;
    const east = (places.lon[index] / 1e4 - lon) * 111.2 * Math.cos((lat * Math.PI) / 180);
    assert.ok(Math.hypot(north, east) < 8, `${name} is ${Math.hypot(north, east).toFixed(1)} km off`);
  }
});

test("a handful of villages far off do not move a place", () => {
  const village = (code, latitude, longitude) => ({ code, province: "Aceh", city: "Kota Sabang", district: "X", village: "Y", latitude, longitude });
  const made = makePlaces(
    [village("11.72.01.1001", 5.8, 95.3), village("11.72.01.1002", 5.9, 95.4), village("11.72.01.1003", -8, 120)],
    { version: "0", license: "MIT" },
  );
  assert.deepEqual([made.name, made.lat, made.lon], [["Aceh", "Kota Sabang"], [58_000, 58_000], [954_000, 954_000]]);
});

test("a village outside the country, or a unit with two names, stops the script", () => {
  const village = { code: "11.72.01.1001", province: "Aceh", city: "Kota Sabang", district: "X", village: "Y", latitude: 5.8, longitude: 95.3 };
  const make = (...all) => () => makePlaces(all, { version: "0", license: "MIT" });
  assert.throws(make({ ...village, longitude: 0 }), /outside the country/);
  assert.throws(make({ ...village, latitude: null }), /outside the country/);
  assert.throws(make(village, { ...village, city: "Kota Lain" }), /Kota Lain/);
});

test("it names its source, its licence, and what is not known of it", () => {
  assert.equal(places.license, "MIT");
  assert.match(places.attribution, /geografis 1\.3\.2/);
  assert.match(places.attribution, /does not state where its coordinates come from/);
});
