// Tests what a feed covers, with the engine and small feeds. Counts what is asked of large ones.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import init, { SlotFinder } from "../../pkg/slot_finder.js";
import { load, SUNDAY } from "./sources.mjs";

const { coverageAt, kmBetween, placeInName } = await load("country/coverage");
await init({ module_or_path: readFileSync("pkg/slot_finder_bg.wasm") });

const at = (name, lat, lon, more = {}) => ({
  id: name.toLowerCase().replace(/\W/g, "-"), name: `Kantor Imigrasi Kelas I TPI ${name}`, lat, lon,
  quota: [{ service: "regular", from: "2026-11-23", open: [1, 0, 3] }], ...more,
});
const finderOf = (offices, more = {}) => new SlotFinder(new TextEncoder().encode(JSON.stringify({
  format: "slot-feed", version: "1.0", generated_at: "2026-11-22T08:00:00+07:00", language: "id", publisher: { name: "Contoh" },
  time_zone: "Asia/Jakarta", services: [{ id: "regular", name: "Paspor biasa", default: true }], offices, ...more,
})));
const covers = (offices, place, { shown = {}, inIndonesia = true } = {}) => coverageAt(finderOf(offices), place, shown, inIndonesia, SUNDAY);

const kediri = at("Kediri", -7.7552, 111.9498);
const withoutKediri = [at("Surabaya", -7.3808, 112.7583), at("Malang", -7.9314, 112.6498), at("Ponorogo", -7.8704, 111.4884), at("Jember", -8.1784, 113.7064)];
const eastJava = [...withoutKediri, kediri];
const towns = {
  jakarta: { lat: -6.2654, lon: 106.8092 }, kediri: { lat: -7.8233, lon: 112.0156 }, surakarta: { lat: -7.5583, lon: 110.8297 },
  singapore: { lat: 1.29, lon: 103.85 }, merauke: { lat: -8.4932, lon: 140.4018 },
};

/** Units in a grid over an area: as many as a large feed has. */
const grid = (south, west, north, east, side = 50) => Array.from({ length: side * side }, (_, n) => at(
  `Unit ${n}`,
  south + ((north - south) * Math.floor(n / side)) / (side - 1),
  west + ((east - west) * (n % side)) / (side - 1),
  { name: `Unit Layanan Paspor ${n}` },
));

test("from outside of what the feed covers, the nearest office is one that the feed does not have", () => {
  const { outside, nearest, sure } = covers(eastJava, towns.jakarta);
  assert.deepEqual([outside, sure], [true, true]);
  assert.equal(nearest.office.name, "Jakarta Selatan");
  assert.equal(nearest.office.address, "Jl. Warung Buncit Raya No. 207, Pancoran");
  assert.ok(nearest.distanceKm < 5, `${nearest.distanceKm} km`);
});

test("from within, an office that the feed has is not named again", () => {
  assert.deepEqual(covers(eastJava, towns.kediri), { outside: false, sure: true, nearest: undefined });
});

test("offices that are full, or have only what is not asked by default, count like those with places", () => {
  const full = { ...kediri, quota: [{ service: "regular", from: "2026-11-23", open: [0, 0] }] };
  const walkIn = { ...kediri, quota: [{ service: "regular", channel: "walk_in", from: "2026-11-23", open: [5, 5] }] };
  for (const office of [full, walkIn, { ...kediri, quota: [] }]) assert.equal(covers([...withoutKediri, office], towns.kediri).nearest, undefined);
});

test("beside what the feed covers, a nearer office is named, and the place is not called outside", () => {
  const { outside, nearest } = covers(eastJava, towns.surakarta);
  assert.equal(outside, false);
  assert.equal(nearest.office.name, "Surakarta");
});

test("an office that is nearer than the feed's, and missing in it, is named though the feed covers the place", () => {
  const { outside, nearest } = covers(withoutKediri, towns.kediri);
  assert.equal(outside, false);
  assert.equal(nearest.office.name, "Kediri");
});

test("a unit in the same town is not the office of that town", () => {
  const unit = at("mpp", -8.5, 112.5, { name: "MPP Kota Kediri (layanan Kantor Imigrasi Kediri)" });
  assert.equal(covers([unit], towns.kediri).nearest.office.name, "Kediri");
});

test("an office without a position counts as one that the feed has", () => {
  const nowhere = { ...kediri, lat: undefined, lon: undefined };
  for (const offices of [[nowhere], [...withoutKediri, nowhere]]) assert.deepEqual(covers(offices, towns.kediri), { outside: false, sure: true, nearest: undefined });
});

test("an office that the feed has some way from where the list has it is not named again", () => {
  assert.equal(covers([...withoutKediri, { ...kediri, lat: -7.2 }], towns.kediri).nearest, undefined);
});

test("an office that the page's author leaves out is not said to be without data", () => {
  const offices = eastJava.map((office) => ({ ...office, kind: office === kediri ? "kanim" : "ukk" }));
  assert.equal(covers(offices, towns.kediri, { shown: { kinds: ["ukk"] } }).nearest, undefined);
});

test("of a feed of another country no Indonesian office is named", () => {
  assert.deepEqual(covers(eastJava, towns.singapore, { inIndonesia: false }), { outside: true, sure: true });
});

test("a feed of one office covers its surroundings", () => {
  assert.equal(covers([kediri], { lat: -7.8, lon: 112.3 }).outside, false);
  assert.equal(covers([kediri], towns.surakarta).outside, true);
});

test("a feed of offices on both sides of the date line covers what is between them", () => {
  const pacific = [at("Fiji", -17, 177), at("Samoa", -14, -172)];
  assert.equal(covers(pacific, { lat: -15, lon: -179 }, { inIndonesia: false }).outside, false);
});

test("a large feed of one region does not cover the country", () => {
  const region = grid(-8.4, 111.2, -7, 114.4);
  const { outside, nearest } = covers(region, towns.jakarta);
  assert.equal(outside, true);
  assert.equal(nearest.office.name, "Jakarta Selatan");
  assert.equal(covers(region, towns.kediri).outside, false);
});

test("a large feed of the whole country covers all of it", () => {
  const country = grid(-11, 95, 6, 141, 120);
  for (const place of [towns.jakarta, towns.kediri, towns.merauke]) assert.equal(covers(country, place).outside, false);
});

test("of a large feed, too, the office that is missing is named, and one that is there is not", () => {
  const region = grid(-8.4, 111.2, -7, 114.4, 46).filter(({ lat, lon }) => kmBetween(towns.kediri, { lat, lon }) > 25);
  assert.equal(covers(region, towns.kediri).nearest.office.name, "Kediri");
  assert.equal(covers([...region, kediri], towns.kediri).nearest, undefined);
});

test("a large feed of another country does not cover this one", () => {
  const france = grid(42.5, -4, 51, 8).map((office) => ({ ...office, time_zone: "Europe/Paris" }));
  assert.deepEqual(covers(france, towns.jakarta, { inIndonesia: false }), { outside: true, sure: true });
  assert.deepEqual(covers(france, { lat: 48.85, lon: 2.35 }, { inIndonesia: false }), { outside: false, sure: true });
});

test("a large feed is never listed: only the offices around a place are", () => {
  const finder = finderOf(grid(-11, 95, 6, 141, 120));
  const asked = [];
  const listed = [];
  const counting = {
    rank(query) {
      asked.push(query);
      return finder.rank(query);
    },
    board(query) {
      const board = finder.board(query);
      listed.push(board.offices.length);
      return board;
    },
  };
  for (const place of Object.values(towns)) coverageAt(counting, place, {}, true, SUNDAY);
  assert.ok(asked.length <= 4 * Object.keys(towns).length, `${asked.length} questions`);
  assert.ok(asked.every(({ limit }) => limit === 1));
  assert.ok(listed.every((offices) => offices <= 120), listed.join());
});

test("while parts of a feed are missing that may have a nearer office, nothing is said", () => {
  const part = (url, west, east) => ({ url, integrity: `sha256-${"A".repeat(43)}=`, bbox: [west, -8, east, -7], offices: 1 });
  const split = finderOf(undefined, { generation: "1", parts: [part("a.json", 111, 113), part("b.json", 106, 107)] });
  assert.deepEqual(coverageAt(split, towns.kediri, {}, true, SUNDAY), { outside: false, sure: false });
});

test("the place in a name is found in both languages, whatever the class", () => {
  for (const [name, place] of [
    ["Kantor Imigrasi Kelas II Non TPI Kediri", "kediri"], ["Kantor Imigrasi Kelas I Khusus Non TPI Jakarta Selatan", "jakartaselatan"],
    ["Immigration Office Class I TPI Tanjung Perak", "tanjungperak"], ["Kanim Soekarno-Hatta", "soekarnohatta"],
    ["ULP Kantor Imigrasi Malang", ""], ["MPP Trenggalek", ""], ["Kediri", ""],
  ]) assert.equal(placeInName(name), place, name);
});

test("distances are great circles", () => {
  // Kota Kediri to the office of Blitar, by an independent haversine.
  assert.ok(Math.abs(kmBetween(towns.kediri, { lat: -8.062395, lon: 112.070374 }) - 27.3) < 0.1);
  assert.equal(kmBetween(towns.kediri, towns.kediri), 0);
});
