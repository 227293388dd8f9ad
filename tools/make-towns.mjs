// Makes www/src/map/towns.json, the towns whose names the map shows for orientation.
//
//     node tools/make-towns.mjs [FILE]
//
// In: www/places.json. Out: `[[name, lat, lon], ...]`, the largest first, in hundredths of a degree: every kota, and every
// kabupaten that has the name of a town of some size. Of a kota and a kabupaten of one name nearby the kota is kept. The
// five kota of Jakarta are one town.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Thousands of people; smaller towns help nobody to find their way. */
const LEAST_PEOPLE = 15;
/** Degrees; two units of one name this close are one town on a map. */
const SAME = 1;
/** Thousands. The town of a kabupaten is not larger; GeoNames counts the people of some whole kabupaten. */
const MOST_OF_KABUPATEN = 150;
const CAPITAL = "Kota Jakarta Pusat";

export const readPlaces = () => JSON.parse(readFileSync(new URL("../www/places.json", import.meta.url), "utf8"));

export function makeTowns({ name, kind, lat, lon, people }) {
  const units = name.flatMap((text, index) => {
    if (text === CAPITAL) return [{ text: "Jakarta", city: true, people: Infinity, lat: lat[index] / 1e4, lon: lon[index] / 1e4 }];
    if (text.startsWith("Kota Jakarta ")) return [];
    const isTown = kind[index] === "kota" || (kind[index] === "kabupaten" && people[index] >= LEAST_PEOPLE);
    return isTown ? [{ text: text.replace(/^(Kota|Kabupaten) /, ""), city: kind[index] === "kota", people: kind[index] === "kota" ? people[index] : Math.min(MOST_OF_KABUPATEN, people[index]), lat: lat[index] / 1e4, lon: lon[index] / 1e4 }] : [];
  });
  const isTwin = (unit) => !unit.city && units.some((other) =>
    other.city && other.text === unit.text && Math.hypot(other.lat - unit.lat, other.lon - unit.lon) < SAME);
  return units.filter((unit) => !isTwin(unit))
    .sort((one, other) => other.people - one.people || (one.text < other.text ? -1 : 1))
    .map(({ text, lat, lon }) => [text, Math.round(lat * 100), Math.round(lon * 100)]);
}

/** The bytes of the file: JSON, one town per line. */
export const serialize = (towns) => `[\n${towns.map((town) => JSON.stringify(town)).join(",\n")}\n]\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const towns = makeTowns(readPlaces());
  const target = process.argv[2] ?? fileURLToPath(new URL("../www/src/map/towns.json", import.meta.url));
  writeFileSync(target, serialize(towns));
  console.log(`${target}: ${towns.length} towns`);
}
