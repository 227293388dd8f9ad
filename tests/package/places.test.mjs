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

test("all provinces of the package, 514 kabupaten and kota, and the 2,146 kecamatan of Java are in it", () => {
  const count = (...kinds) => places.kind.filter((kind) => kinds.includes(kind)).length;
  assert.equal(count("provinsi"), new Set(villages.map(({ province }) => province)).size);
  assert.equal(count("provinsi"), 34);
  assert.equal(count("kabupaten", "kota"), 514);
  assert.equal(count("kecamatan"), 2146);
  assert.equal(count("pulau"), 1);
  assert.equal(places.name.length, 34 + 1 + 514 + 2146);
});

test("every field has one entry a place", () => {
  for (const field of ["parent", "kind", "lat", "lon", "people", "postal"]) assert.equal(places[field].length, places.name.length, field);
});

test("larger units come first, and every unit but a province has a parent one level up, listed before it", () => {
  const level = { provinsi: 0, pulau: 1, kabupaten: 1, kota: 1, kecamatan: 2 };
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
    ["Delanggu", "kecamatan", -7.6197, 110.6952], ["Kartasura", "kecamatan", -7.5527, 110.7397], ["Ciputat", "kecamatan", -6.3110, 106.7477],
    ["Kota Bandung", "kota", -6.9218, 107.6071], ["Kota Yogyakarta", "kota", -7.8014, 110.3647], ["Kota Jakarta Selatan", "kota", -6.2443, 106.8006],
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

test("Madura is one place, in the middle of its four kabupaten", () => {
  const island = place("Madura", "pulau");
  assert.equal(places.name[places.parent[island]], "Jawa Timur");
  const west = places.lon[place("Kabupaten Bangkalan", "kabupaten")];
  const east = places.lon[place("Kabupaten Sumenep", "kabupaten")];
  assert.ok(west < places.lon[island] && places.lon[island] < east);
  assert.ok(places.lat[island] > -72_500 && places.lat[island] < -68_500, `${places.lat[island]}`);
});

test("an island whose units are not all there is refused", () => {
  assert.throws(() => makePlaces(villages, { ...source, islands: { Madura: ["Kabupaten Bangkalan", "Kabupaten Atlantis"] } }), new Error("the units of Madura are not all there"));
});

test("a handful of villages far off do not move a place", () => {
  const village = (code, latitude, longitude) => ({ code, province: "Aceh", city: "Kota Sabang", district: "X", village: "Y", latitude, longitude });
  const made = makePlaces(
    [village("11.72.01.1001", 5.8, 95.3), village("11.72.01.1002", 5.9, 95.4), village("11.72.01.1003", -8, 120)],
    { version: "0", license: "MIT" },
  );
  assert.deepEqual([made.name, made.lat, made.lon], [["Aceh", "Kota Sabang"], [58_000, 58_000], [954_000, 954_000]]);
});

test("people are those of the town of the same name nearby, in thousands, and of no other", () => {
  const village = { code: "35.71.01.1001", province: "Jawa Timur", city: "Kota Kediri", district: "Kota", village: "X", latitude: -7.82, longitude: 112.01 };
  const town = (name, people, lat) => ({ name, people, lat, lon: 112.01 });
  const peopleBy = (...towns) => makePlaces([village], { version: "0", license: "MIT", towns }).people[1];
  assert.equal(peopleBy(town("Kediri", 235_143, -7.8)), 235);
  assert.equal(peopleBy(town("Kediri", 235_143, -8.8)), 0);
  assert.equal(peopleBy(town("Blitar", 235_143, -7.8)), 0);
});

test("short and old names are columns, and one for a place that is not there stops the script", () => {
  const village = { code: "35.78.01.1001", province: "Jawa Timur", city: "Kota Surabaya", district: "X", village: "Y", latitude: -7.3, longitude: 112.7 };
  const make = (names) => makePlaces([village], { version: "0", license: "MIT", names });
  const { also, also_of: of } = make({ "Kota Surabaya": ["sby", "suroboyo"] });
  assert.deepEqual([also, of], [["sby", "suroboyo"], [1, 1]]);
  assert.throws(() => make({ "Kota Soerabaja": ["sby"] }), /0 places are called/);
  assert.throws(() => make({ "Kota Surabaya": ["sby", "sby"] }), /twice/);
});

test("postal codes are of five digits, those of the villages of a kecamatan", () => {
  const codes = places.postal.filter(Boolean).flatMap((text) => text.split(" "));
  assert.ok(codes.length > 2_146 && codes.every((code) => /^[1-6]\d{4}$/.test(code)));
  assert.match(places.postal[place("Pare", "kecamatan")], /\b64211\b/);
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
