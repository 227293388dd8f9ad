// Makes www/places.json, the gazetteer: maps typed place names to positions.
//
//     node tools/make-places.mjs [FILE]
//
// In: the villages of the npm package `geografis`, each with its kecamatan, kabupaten or kota, province and position.
// Out: slot-places 1.0: every province, every kabupaten and kota, and the kecamatan of East Java, larger units first
// and by official code within a level, so the same package always produces the same bytes.
//
// A place gets the median position of its villages, latitude and longitude apart: several hundred villages in the
// package have far-off positions, which would pull a mean.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const VILLAGES = "geografis/data/json/data.json";
const EAST_JAVA = "35";
// The islands from Sabang to Merauke and from Miangas to Rote, in degrees.
const COUNTRY = { south: -11.1, north: 6.1, west: 94.9, east: 141.1 };

/** The kind of a kabupaten or kota, by the first word of its official name. */
function kindOfCity(name) {
  for (const kind of ["kabupaten", "kota"]) if (name.toLowerCase().startsWith(`${kind} `)) return kind;
  throw new Error(`"${name}" is neither a kabupaten nor a kota`);
}

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
    const unit = units.get(code) ?? { name: village[name].trim(), kind: kind(village[name]), parent: parent(code), lats: [], lons: [] };
    if (unit.name !== village[name].trim()) throw new Error(`${code} is called "${unit.name}" and "${village[name]}"`);
    unit.lats.push(village.latitude);
    unit.lons.push(village.longitude);
    units.set(code, unit);
  }
  return [...units].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The gazetteer as an object. Throws if a village has no position within the country. */
export function makePlaces(villages, { version, license }) {
  for (const { code, latitude, longitude } of villages) {
    const inside = Number.isFinite(latitude) && latitude > COUNTRY.south && latitude < COUNTRY.north
      && Number.isFinite(longitude) && longitude > COUNTRY.west && longitude < COUNTRY.east;
    if (!inside) throw new Error(`village ${code} is at ${latitude}, ${longitude}, outside the country`);
  }
  const units = [
    ...gather(villages, { digits: 2, name: "province", kind: () => "provinsi", parent: () => null }),
    ...gather(villages, { digits: 5, name: "city", kind: kindOfCity, parent: (code) => code.slice(0, 2) }),
    ...gather(villages.filter(({ code }) => code.startsWith(EAST_JAVA)), {
      digits: 8, name: "district", kind: () => "kecamatan", parent: (code) => code.slice(0, 5),
    }),
  ];
  const indexOf = new Map(units.map(([code], index) => [code, index]));
  const places = units.map(([, unit]) => unit);
  return {
    format: "slot-places",
    version: "1.0",
    license,
    attribution: `npm package geografis ${version} (licence ${license}, by drizki): each place is the median of its villages. `
      + "The package does not state where its coordinates come from.",
    name: places.map(({ name }) => name),
    parent: places.map(({ parent }) => (parent === null ? -1 : indexOf.get(parent))),
    kind: places.map(({ kind }) => kind),
    lat: places.map(({ lats }) => Math.round(median(lats) * 1e4)),
    lon: places.map(({ lons }) => Math.round(median(lons) * 1e4)),
  };
}

/** The bytes of the file: JSON, one field per line. */
export function serialize(places) {
  const lines = Object.entries(places).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${lines.join(",\n")}}\n`;
}

/** The villages and the metadata of the installed package. */
export function readPackage() {
  const { version, license } = require("geografis/package.json");
  return { villages: JSON.parse(readFileSync(require.resolve(VILLAGES), "utf8")), version, license };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { villages, ...source } = readPackage();
  const target = process.argv[2] ?? fileURLToPath(new URL("../www/places.json", import.meta.url));
  const places = makePlaces(villages, source);
  writeFileSync(target, serialize(places));
  console.log(`${target}: ${places.name.length} places from ${villages.length} villages of geografis ${source.version}`);
}
