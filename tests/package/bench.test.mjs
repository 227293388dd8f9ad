// Runs the measuring tools at the smallest size: checks that they run and compare, not the measured figures.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { answer } from "../../tools/bench/answer.js";
import { difference } from "../../tools/bench/difference.mjs";
import { spread } from "../../tools/bench/spread.mjs";
import init, { SlotFinder } from "../../pkg/slot_finder.js";

const folder = mkdtempSync(join(tmpdir(), "slot-finder-bench-test-"));
after(() => rmSync(folder, { recursive: true }));
const run = (...command) => execFileSync(command[0], command.slice(1), { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

const feed = {
  format: "slot-feed", version: "1.0", generated_at: "2026-11-22T08:00:00+07:00", language: "id", time_zone: "Asia/Jakarta",
  services: [
    { id: "regular", name: { id: "Paspor biasa", en: "Ordinary passport" }, default: true, ready_days: 4 },
    { id: "fast", name: "Percepatan", surcharge: { amount: 1000000, currency: "IDR", per: "person" } },
  ],
  kinds: [{ id: "kanim", name: "Kantor imigrasi" }],
  booking: { web: "https://example.org/", lead_days: 1, steps: [{ id: "Buka", en: "Open" }] },
  release: { next_at: "2026-11-27T09:00:00+07:00", rule: "Akhir bulan" },
  closed: [{ from: "2026-11-25", to: "2026-11-25", reason: "Libur" }],
  offices: [
    { id: "kediri", name: "Kediri", kind: "kanim", lat: -7.7552, lon: 111.9498, quota: [{ service: "regular", from: "2026-11-23", open: [0, 0, -1, null, 0, 0] }] },
    {
      id: "blitar", name: { id: "Blitar", en: "Blitar" }, short: "Blitar", lat: -8.0624, lon: 112.0704, notes: ["Bawa KTP"],
      quota: [
        { service: "regular", session: { start: "08:00", end: "09:00" }, from: "2026-11-23", open: [0, 1, 3, 12, 2, 0], total: 12 },
        { service: "regular", session: { start: "09:00", end: "10:00" }, from: "2026-11-23", open: [4, 1, 0, null, 2, 9], precision: "at_least" },
        { service: "fast", from: "2026-11-24", open: [2, 2, 2], total: [3, 3, null] },
      ],
    },
    {
      id: "madiun", name: "Madiun", lat: -7.6298, lon: 111.5239, observed_at: "2026-11-22T05:00:00+07:00", booking: { lead_days: 0, phone: "tel:+62351" },
      quota: [
        { service: "regular", from: "2026-11-22", open: [5, 5, 0, 1, 40, 2, 2, 8], total: 50 },
        { service: "regular", channel: "walk_in", from: "2026-11-22", open: [5, 5, 5] },
        { service: "regular", event: { id: "sabtu", name: "Paspor Simpatik" }, from: "2026-11-28", open: [30] },
      ],
    },
    { id: "nowhere", name: "Nowhere", quota: [{ service: "regular", from: "2026-11-23", open: [9, 9, 9] }] },
  ],
};
const now = Date.parse("2026-11-22T09:00:00+07:00");
const near = { lat: -7.82, lon: 112.01 };
const bytes = new TextEncoder().encode(JSON.stringify(feed));

test("the plain program gives the engine's whole answer, to a field", async () => {
  await init({ module_or_path: readFileSync("pkg/slot_finder_bg.wasm") });
  const finder = new SlotFinder(bytes);
  const questions = [
    {}, { near }, { near, withinKm: 60 }, { near, withinKm: 5 }, { near, withinKm: 0 }, { near, party: 4 }, { near, sort: "soonest", lang: "en" },
    { near, sort: "most_open", group: "none", limit: 3 }, { near, sort: "nearest", channels: ["walk_in"] }, { near, weekdays: [6] },
    { near, services: ["fast"] }, { near, sessionFrom: "09:00" }, { near, events: "only" }, { party: 3, sameSession: true },
    { near, from: "2026-11-25", to: "2026-11-25" }, { near, party: 900 }, { near, now: now + 2 * 86_400_000 }, { near, now: now + 2 * 86_400_000, expired: "show" },
  ];
  for (const question of questions) {
    const query = { now, ...question };
    assert.equal(difference(finder.rank(query), answer(feed, query)), undefined, JSON.stringify(question));
  }
  finder.free();
});

test("a difference names the path of the field", () => {
  assert.equal(difference({ a: [{ b: 1 }] }, { a: [{ b: 1, c: undefined }] }), undefined);
  assert.equal(difference({ a: [{ b: 1 }] }, { a: [{ b: 2 }] }), "a[0].b: 1 and 2");
  assert.equal(difference({ a: [1] }, { a: [1, 2] }), "a.length: 1 and 2");
  assert.equal(difference({ a: null }, {}), "a: null and undefined");
});

test("a spread is the least, the median and the ninth tenth", () => {
  assert.deepEqual(spread([5, 1, 4, 2, 3]), { min: 1, median: 3, p90: 5 });
});

test("the bench compares, measures and draws a small feed", () => {
  // The program that returns rows alone supports only offices with a position.
  const located = feed.offices.filter(({ lat }) => lat !== undefined);
  writeFileSync(join(folder, "feed.json"), JSON.stringify({ ...feed, offices: located }));
  const printed = run("node", "tools/bench.mjs", "--feed", join(folder, "feed.json"), "--rounds", "1", "--out", folder);
  assert.match(printed, /warm: Q1, first list\n +finder +[\d.]+ ms/);
  const { sizes: [size] } = JSON.parse(readFileSync(join(folder, "bench.json"), "utf8"));
  assert.equal(size.offices, located.length);
  assert.deepEqual(Object.keys(size.warm["Q1, first list"]), ["finder", "rows", "rows, kdbush", "answer", "answer, kdbush"]);
  assert.match(readFileSync(join(folder, "bench.svg"), "utf8"), /<polyline class="c0 line"/);
});

/** A feed of today: the page calls nothing open in an old one. */
function feedOfToday() {
  const today = new Date().toISOString();
  const quota = [{ service: "regular", from: today.slice(0, 10), open: Array.from({ length: 14 }, () => 9) }];
  return { ...feed, generated_at: today, offices: feed.offices.map((office) => ({ ...office, observed_at: today, quota })) };
}

test("make load sees the list come, and which request waits for what", () => {
  const site = join(folder, "site");
  cpSync("www/dist", site, { recursive: true });
  writeFileSync(join(site, "feed.json"), JSON.stringify(feedOfToday()));
  const file = join(folder, "load.json");
  run("node", "tools/load.mjs", site, "--runs", "1", "--only", "free", "--json", file);
  const { times, requests } = JSON.parse(readFileSync(file, "utf8")).networks.free;
  assert.ok(times.ranked.median > 0 && times.place.median > 0);
  assert.equal(requests[0].name, "index.html");
  const asked = requests.find(({ name }) => name === "feed.json");
  assert.ok(asked.bytes > 0 && asked.start >= requests[0].end);
});

for (const name of ["load", "herd"]) {
  test(`the page on scale has the figures that the example "${name}" gives`, () => {
    const printed = run("tools/with", "native", "cargo", "run", "--quiet", "--example", name, ...(name === "herd" ? ["--", "--most", "1000"] : []));
    const page = readFileSync("www/docs/scale.md", "utf8");
    const [, block] = new RegExp(`<!-- generated: ${name} -->\n\n([^]*?)\n<!-- /generated: ${name} -->`).exec(page);
    assert.ok(printed.includes("| --- |"));
    // The herd's larger crowds would take minutes.
    assert.ok(block.startsWith(printed), `run: cargo run --example ${name} -- --write`);
  });
}
