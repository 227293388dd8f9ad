// Makes www/src/country/offices.json, the immigration offices of Indonesia: the page names the visitor's nearest one, also
// where no feed has it.
//
//     node tools/make-offices.mjs [FILE]
//
// In: tools/immigration-offices.json, facts with their sources; www/places.json for positions. Out: columns by field, in
// the order of the facts. No position is known by itself: an office is about where its town is, or its kecamatan.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
export const readFacts = () => ({ facts: read("immigration-offices.json"), places: read("../www/places.json") });

/** The place where an office is. Throws unless the gazetteer has exactly one of that name. */
function placeOf({ name, town, district }, places) {
  const only = (found, what) => {
    if (found.length !== 1) throw new Error(`${name}: ${found.length} places are called "${what}"`);
    return found[0];
  };
  const named = (text) => places.name.flatMap((other, index) => (other === text ? [index] : []));
  const index = only(named(town).filter((at) => places.kind[at] === "kota" || places.kind[at] === "kabupaten"), town);
  return district === undefined ? index : only(named(district).filter((at) => places.parent[at] === index), district);
}

/** The file as an object. Throws at an office without a known source, or listed twice. */
export function makeOffices({ sources, offices }, places) {
  const names = new Set();
  for (const { name, sources: named = [] } of offices) {
    if (!named.length) throw new Error(`${name} has no source`);
    for (const key of named) if (!(key in sources)) throw new Error(`${name}: there is no source "${key}"`);
    if (names.has(name)) throw new Error(`${name} is listed twice`);
    names.add(name);
  }
  const at = offices.map((office) => placeOf(office, places));
  return {
    positions: "about: the median of the villages of the town or kecamatan",
    name: offices.map(({ name }) => name),
    town: offices.map(({ town }) => town),
    address: offices.map(({ address = "" }) => address),
    site: offices.map(({ site = "" }) => site),
    lat: at.map((index) => places.lat[index]),
    lon: at.map((index) => places.lon[index]),
  };
}

/** The bytes of the file: JSON, one field per line. */
export function serialize(offices) {
  const lines = Object.entries(offices).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `{${lines.join(",\n")}}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { facts, places } = readFacts();
  const target = process.argv[2] ?? fileURLToPath(new URL("../www/src/country/offices.json", import.meta.url));
  const offices = makeOffices(facts, places);
  writeFileSync(target, serialize(offices));
  console.log(`${target}: ${offices.name.length} offices, ${offices.address.filter(Boolean).length} with an address`);
}
