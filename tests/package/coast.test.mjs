import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { makeCoast, readAtlas, serialize, thin } from "../../tools/make-coast.mjs";

const committed = readFileSync(new URL("../../www/src/map/coast.json", import.meta.url), "utf8");

test("the committed coast is what the script makes of the package", () => {
  assert.equal(serialize(makeCoast(readAtlas())), committed);
});

test("a corner further off than the tolerance stays, a nearer one goes", () => {
  const [start, slight, corner, end] = [[0, 0], [1, 0.01], [2, 1], [4, 0]];
  assert.deepEqual(thin([start, [2, 0.01], end], 0.02), [start, end]);
  assert.deepEqual(thin([start, slight, corner, end], 0.02), [start, slight, corner, end]);
});

test("Kediri lies on Java, the Java Sea does not", () => {
  const inside = ([x, y], flat) => {
    let [lon, lat] = [0, 0];
    const points = [];
    for (let at = 0; at < flat.length; at += 2) points.push([(lon += flat[at]) / 100, (lat += flat[at + 1]) / 100]);
    return points.reduce((odd, [ax, ay], at) => {
      const [bx, by] = points[(at + 1) % points.length];
      return (ay > y) !== (by > y) && x < ax + ((y - ay) / (by - ay)) * (bx - ax) ? !odd : odd;
    }, false);
  };
  const rings = JSON.parse(committed);
  assert.equal(rings.filter((ring) => inside([112.02, -7.82], ring)).length, 1);
  assert.equal(rings.filter((ring) => inside([112, -5.5], ring)).length, 0);
});
