// Makes www/src/map/coast.json, the outline of Indonesia that the map draws.
//
//     node tools/make-coast.mjs [FILE]
//
// In: `countries-10m` of the npm package `world-atlas` (Natural Earth, public domain). Out: a list of rings, largest
// first, each `[lon, lat, dlon, dlat, ...]` in hundredths of a degree: the first point, then the steps to the next
// ones.
//
// Thins the rings by Douglas and Peucker: no omitted point is further than TOLERANCE from the line. Java keeps some two
// hundred points, about a point every ten pixels when it fills a phone.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { feature } from "topojson-client";

const require = createRequire(import.meta.url);
const INDONESIA = "360";
/** Degrees; about a kilometre and a half. */
const TOLERANCE = 0.014;
/** Square degrees; smaller islands are omitted. */
const LEAST_AREA = 0.012;

/** Distance of a point from the segment between two others, in degrees. */
function offLine([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** The points needed to keep the line within the tolerance; always includes the first and the last. */
export function thin(points, tolerance = TOLERANCE) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  let [furthest, distance] = [0, 0];
  for (let at = 1; at < points.length - 1; at += 1) {
    const off = offLine(points[at], first, last);
    if (off > distance) [furthest, distance] = [at, off];
  }
  if (distance <= tolerance) return [first, last];
  return [...thin(points.slice(0, furthest + 1), tolerance).slice(0, -1), ...thin(points.slice(furthest), tolerance)];
}

const area = (ring) => Math.abs(ring.reduce((sum, [x, y], at) => {
  const [nextX, nextY] = ring[(at + 1) % ring.length];
  return sum + x * nextY - nextX * y;
}, 0)) / 2;

/** Whole hundredths, as steps from point to point. */
function steps(ring) {
  const whole = ring.map((point) => point.map((degrees) => Math.round(degrees * 100)));
  return whole.flatMap(([x, y], at) => (at ? [x - whole[at - 1][0], y - whole[at - 1][1]] : [x, y]));
}

/** The rings of the country, from the atlas in the package. */
export function makeCoast(atlas) {
  const country = atlas.objects.countries.geometries.find(({ id }) => id === INDONESIA);
  if (!country) throw new Error(`the atlas has no country ${INDONESIA}`);
  const { geometry } = feature(atlas, country);
  return geometry.coordinates
    .map(([outer]) => outer)
    .filter((ring) => area(ring) >= LEAST_AREA)
    .sort((a, b) => area(b) - area(a))
    .map((ring) => steps(thin(ring).slice(0, -1)));
}

/** The bytes of the file: JSON, one ring per line. */
export const serialize = (rings) => `[${rings.map((ring) => JSON.stringify(ring)).join(",\n")}]\n`;

export const readAtlas = () => JSON.parse(readFileSync(require.resolve("world-atlas/countries-10m.json"), "utf8"));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = process.argv[2] ?? fileURLToPath(new URL("../www/src/map/coast.json", import.meta.url));
  const rings = makeCoast(readAtlas());
  writeFileSync(target, serialize(rings));
  console.log(`${target}: ${rings.length} rings, ${rings.reduce((sum, ring) => sum + ring.length / 2, 0)} points`);
}
