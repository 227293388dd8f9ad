import assert from "node:assert/strict";
import { test } from "node:test";
import { load, office } from "./sources.mjs";

const { clustersOf, fit, FlatMap, labelsOf, middleOf, MOST_SCALE, spotsIn, townsIn, zoom } = await load("map/clusters", "map/projection", "map/labels", "map/towns");

const [WIDTH, HEIGHT] = [640, 400];
const textOf = (count) => `${count} kantor`;
const STATES = ["open", "full", "unknown", "notReleased"];

/** Offices over Java, a third of them in and around two towns, some at the same place. The same ones each time. */
function offices(count) {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, (_, index) => {
    const [lat, lon, spread] = index % 3 ? [-7.2, 110, 3] : index % 2 ? [-6.2, 106.83, 0.2] : [-7.25, 112.75, 0.05];
    const position = index % 50 === 49 ? { lat: -7.8, lon: 110.36 } : { lat: lat + (random() - 0.5) * spread * 0.4, lon: lon + (random() - 0.5) * spread };
    return { office: office({ id: `o${index}`, ...position }), state: STATES[index % 4], value: index % 4 ? 0 : 1 + (index % 40), distanceKm: undefined };
  });
}

function drawn(marks) {
  const positions = marks.map(({ office: { lat, lon } }) => ({ lat, lon }));
  const map = new FlatMap(middleOf(positions));
  const clusters = clustersOf(marks);
  return { map, home: fit(map, positions, WIDTH, HEIGHT), spots: (sight) => spotsIn(clusters, { map, sight, width: WIDTH, height: HEIGHT, textOf }) };
}

const overlapping = (spots) => spots.flatMap((one, index) => spots.slice(index + 1).filter((other) =>
  Math.abs(one.at.x - other.at.x) < one.half.x + other.half.x && Math.abs(one.at.y - other.at.y) < one.half.y + other.half.y).map((other) => `${one.key} and ${other.key}`));

for (const count of [25, 500, 5_000]) {
  test(`among ${count} offices no two marks overlap at any zoom and position`, () => {
    const marks = offices(count);
    const { map, home, spots } = drawn(marks);
    let looked = 0;
    for (let scale = home.scale / 2; scale < MOST_SCALE * 1.3; scale *= 1.3) {
      for (const { office: { lat, lon } } of [marks[0], marks[3], marks[Math.floor(count / 2)], marks[count - 1]]) {
        assert.deepEqual(overlapping(spots({ ...map.at({ lat, lon }), scale: Math.min(scale, MOST_SCALE) })), []);
        looked += 1;
      }
      assert.deepEqual(overlapping(spots({ ...home, scale })), []);
    }
    assert.ok(looked > 30);
  });

  test(`each of ${count} offices is in one mark while all are in sight`, () => {
    const marks = offices(count);
    const { home, spots } = drawn(marks);
    const all = spots(home);
    assert.equal(all.reduce((sum, spot) => sum + spot.count, 0), count);
    assert.deepEqual(all.flatMap((spot) => spot.marks()).map(({ office: { id } }) => id).sort(), marks.map(({ office: { id } }) => id).sort());
    for (const spot of all) assert.equal(spot.marks().length, spot.count);
    assert.ok(all.length <= (WIDTH / 38) * (HEIGHT / 38), "no more marks than there is room for");
  });
}

test("a cluster looks like its office with the best offer, and sums up the places", () => {
  const at = { lat: -7.8, lon: 112 };
  const mark = (id, state, value) => ({ office: office({ id, ...at }), state, value, distanceKm: undefined });
  const { home, spots } = drawn([mark("full", "full", 0), mark("few", "open", 2), mark("many", "open", 40), mark("unknown", "unknown", 0)]);
  const [cluster, ...others] = spots(home);
  assert.deepEqual([cluster.best.office.id, cluster.count, cluster.places, others.length], ["many", 4, 42, 0]);
});

test("offices at one place stay together at any zoom, and two that are 10 km apart do not", () => {
  const mark = (id, lat) => ({ office: office({ id, lat, lon: 112 }), state: "open", value: 1, distanceKm: undefined });
  const { map, spots } = drawn([mark("a", -7.8), mark("b", -7.8), mark("c", -7.71)]);
  assert.deepEqual(spots({ ...map.at({ lat: -7.8, lon: 112 }), scale: MOST_SCALE }).map(({ count }) => count).sort(), [1, 2]);
});

test("a kilometre on the map is a kilometre at the equator", () => {
  const map = new FlatMap({ lat: 0, lon: 112 });
  // One degree of a great circle: 6371.0088 km x pi / 180.
  assert.equal(map.at({ lat: 0, lon: 113 }).x.toFixed(3), "111.195");
  const { lat, lon } = map.positionAt(map.at({ lat: -7.82, lon: 112.01 }));
  assert.deepEqual([lat.toFixed(6), lon.toFixed(6)], ["-7.820000", "112.010000"]);
});

test("takes the short way across the 180th meridian", () => {
  const fiji = [{ lat: -17, lon: 178 }, { lat: -16, lon: -179 }];
  const middle = middleOf(fiji);
  assert.ok(Math.abs(Math.abs(middle.lon) - 179.5) < 0.1, `${middle.lon}`);
  const map = new FlatMap(middle);
  assert.ok(Math.abs(map.at(fiji[0]).x - map.at(fiji[1]).x) < 400);
  const { home, spots } = drawn(fiji.map((position, index) => ({ office: office({ id: `f${index}`, ...position }), state: "open", value: 1 })));
  assert.equal(spots(home).length, 2);
});

test("all positions are in sight at first, with room at the edges", () => {
  const positions = [{ lat: -6.2, lon: 106.8 }, { lat: -8.1, lon: 114.4 }];
  const map = new FlatMap(middleOf(positions));
  const sight = fit(map, positions, WIDTH, HEIGHT);
  for (const position of positions) {
    const { x, y } = map.at(position);
    assert.ok(Math.abs((x - sight.x) * sight.scale) <= WIDTH * 0.4301 && Math.abs((y - sight.y) * sight.scale) <= HEIGHT * 0.4301);
  }
  // Those two lie 840 km apart from west to east: the width is used, but for the edges.
  const [one, other] = positions.map((position) => map.at(position));
  assert.ok((other.x - one.x) * sight.scale >= WIDTH * 0.85);
});

test("zooming keeps the point under the finger in place", () => {
  const sight = { x: 100, y: -50, scale: 2 };
  const finger = { x: 500, y: 120 };
  const at = ({ x, y, scale }) => [x + (finger.x - WIDTH / 2) / scale, y + (finger.y - HEIGHT / 2) / scale].map((km) => km.toFixed(6));
  assert.deepEqual(at(zoom(sight, 1.6, finger, WIDTH, HEIGHT, sight)), at(sight));
  assert.equal(zoom(sight, 1_000, finger, WIDTH, HEIGHT, sight).scale, MOST_SCALE);
  assert.equal(zoom(sight, 1 / 1_000, finger, WIDTH, HEIGHT, sight).scale, 1);
});

test("names keep clear of marks, clusters and one another; the required one is always there", () => {
  const half = { x: 19, y: 19 };
  const wide = () => 80;
  const named = (id, x, y) => ({ id, text: id, at: { x, y }, half });
  const free = labelsOf([named("a", 200, 200)], [], undefined, wide, WIDTH, HEIGHT);
  assert.deepEqual(free.get("a"), { x: 200, y: 231 });
  const above = labelsOf([named("a", 200, 200)], [{ at: { x: 200, y: 240 }, half: { x: 40, y: 16 } }], undefined, wide, WIDTH, HEIGHT);
  assert.ok(above.get("a").y < 200);
  const around = [[0, 40], [0, -40], [70, 0], [-70, 0]].map(([x, y]) => ({ at: { x: 200 + x, y: 200 + y }, half: { x: 45, y: 20 } }));
  assert.equal(labelsOf([named("a", 200, 200)], around, undefined, wide, WIDTH, HEIGHT).size, 0);
  assert.equal(labelsOf([named("a", 200, 200)], around, "a", wide, WIDTH, HEIGHT).size, 1);
});

test("towns are named in the room that marks leave, never over one another, and few of them", () => {
  const marks = offices(25);
  const { map, home, spots } = drawn(marks);
  const widthOf = (text) => text.length * 7;
  let named = 0;
  for (let scale = home.scale / 2; scale < MOST_SCALE; scale *= 1.4) {
    for (const { office: { lat, lon } } of marks.slice(0, 6)) {
      const sight = { ...map.at({ lat, lon }), scale };
      const taken = spots(sight);
      const towns = townsIn({ map, sight, width: WIDTH, height: HEIGHT, widthOf, taken, named: new Set(["Semarang"]) });
      named += towns.length;
      assert.ok(towns.length <= 9 && towns.every(({ name }) => name !== "Semarang"));
      const boxes = towns.flatMap(({ name, at, label }) => [
        { name, at, half: { x: 2, y: 2 } },
        { name, at: { x: label.x, y: label.y - 4 }, half: { x: widthOf(name) / 2, y: 8 } },
      ]);
      const cross = (one, other) => Math.abs(one.at.x - other.at.x) < one.half.x + other.half.x && Math.abs(one.at.y - other.at.y) < one.half.y + other.half.y;
      const wrong = boxes.flatMap((box, index) => [...boxes.slice(index + 1), ...taken].filter((other) => other.name !== box.name && cross(box, other)).map((other) => `${box.name} over ${other.name ?? other.key}`));
      assert.deepEqual(wrong, []);
    }
  }
  assert.ok(named > 30, `${named} towns`);
});
