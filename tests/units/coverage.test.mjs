import assert from "node:assert/strict";
import { test } from "node:test";
import { load, office } from "./sources.mjs";

const { coverageAt, kmBetween, placeInName } = await load("country/coverage");
const at = (name, lat, lon) => office({ id: name, name: { text: `Kantor Imigrasi Kelas I TPI ${name}` }, short: { text: name }, lat, lon });
const eastJava = [at("Surabaya", -7.3808, 112.7583), at("Malang", -7.9314, 112.6498), at("Kediri", -7.7552, 111.9498), at("Ponorogo", -7.8704, 111.4884), at("Jember", -8.1784, 113.7064)];
const towns = { jakarta: { lat: -6.2654, lon: 106.8092 }, kediri: { lat: -7.8233, lon: 112.0156 }, surakarta: { lat: -7.5583, lon: 110.8297 }, singapore: { lat: 1.29, lon: 103.85 } };

test("from outside of what the feed covers, the nearest office is one that the feed does not have", () => {
  const { outside, nearest } = coverageAt(towns.jakarta, eastJava, true);
  assert.equal(outside, true);
  assert.equal(nearest.office.name, "Jakarta Selatan");
  assert.equal(nearest.office.address, "Jl. Warung Buncit Raya No. 207, Pancoran");
  assert.ok(nearest.distanceKm < 5, `${nearest.distanceKm} km`);
});

test("from within, an office that the feed has is not named again", () => {
  assert.deepEqual(coverageAt(towns.kediri, eastJava, true), { outside: false, nearest: undefined });
});

test("beside what the feed covers, a nearer office is named, and the place is not called outside", () => {
  const { outside, nearest } = coverageAt(towns.surakarta, eastJava, true);
  assert.equal(outside, false);
  assert.equal(nearest.office.name, "Surakarta");
});

test("an office that is nearer than the feed's, and missing in it, is named though the feed covers the place", () => {
  const { outside, nearest } = coverageAt(towns.kediri, eastJava.filter(({ id }) => id !== "Kediri"), true);
  assert.equal(outside, false);
  assert.equal(nearest.office.name, "Kediri");
});

test("a unit in the same town is not the office of that town", () => {
  const unit = office({ id: "mpp", name: { text: "MPP Kota Kediri (layanan Kantor Imigrasi Kediri)" }, short: { text: "MPP Kediri" }, lat: -8.5, lon: 112.5 });
  assert.equal(coverageAt(towns.kediri, [unit], true).nearest.office.name, "Kediri");
});

test("an office without a position counts as one that the feed has", () => {
  const nowhere = office({ lat: undefined, lon: undefined });
  assert.deepEqual(coverageAt(towns.kediri, [nowhere], true), { outside: false, nearest: undefined });
});

test("an office that the page's author leaves out is not said to be without data", () => {
  const [kediri] = eastJava.filter(({ id }) => id === "Kediri");
  const shown = eastJava.filter(({ id }) => id !== "Kediri");
  assert.equal(coverageAt(towns.kediri, shown, true, [...shown, kediri]).nearest, undefined);
});

test("of a feed of another country no Indonesian office is named", () => {
  assert.deepEqual(coverageAt(towns.singapore, eastJava, false), { outside: true });
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
