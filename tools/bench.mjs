// Compares the engine with two plain JavaScript programs in the installed Chromium: "rows" returns the first rows alone
// and is the limit; "answer" returns the same whole answer. Both also run with an index (kdbush). Compares every answer
// with the engine's, field by field, before timing anything, and fails with the path of the first difference.
//
// Writes a table and, when all sizes have run, www/docs/bench.json and www/docs/bench.svg. The reader judges the times:
// on a machine that has other work the minimum is closer to the truth than the median.
//
//     node tools/bench.mjs [--only OFFICES] [--out FOLDER] [--feed FILE --rounds N]

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { plot } from "./bench/plot.mjs";
import { distanceKm } from "./bench/ranker.js";
import { spread } from "./bench/spread.mjs";
import { launchOptions } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const START = "2026-11-22";
const NOW = Date.parse("2026-11-22T09:00:00+07:00");
const KEDIRI = { lat: -7.82, lon: 112.01 };
const COLD_VISITS = 5;
const FEWEST_WITHIN = 4;
const SIZES = [
  { offices: 15, services: 2, days: 90, rounds: 41 },
  { offices: 500, services: 3, days: 90, rounds: 31 },
  { offices: 5000, services: 1, days: 60, rounds: 15 },
  { offices: 35_000, services: 1, days: 60, rounds: 9 },
  { offices: 200_000, services: 1, days: 30, rounds: 3 },
];
const PLOTTED = ["Q1, first list", "Q3, first list", "Q1, next question", "Q3, next question"];

const { values: options } = parseArgs({
  options: { only: { type: "string" }, out: { type: "string", default: "www/docs" }, feed: { type: "string" }, rounds: { type: "string" } },
});

const folder = mkdtempSync(join(tmpdir(), "slot-finder-bench-"));

/** A feed of a size; nothing, with a printed reason, if the sample command refuses to make it. */
function makeFeed({ offices, services, days }) {
  const file = join(folder, "feed.json");
  const size = ["--offices", offices, "--services", services, "--days", days, "--start", START].map(String);
  const command = ["native", "cargo", "run", "--quiet", "--release", "-p", "slot-feed", "--", "sample", ...size, "-o", file];
  try {
    execFileSync("tools/with", command, { stdio: ["ignore", "inherit", "pipe"] });
  } catch (error) {
    console.log(`\n${offices} offices x ${services} services x ${days} days: left out. ${String(error.stderr).trim().split("\n").at(-1)}`);
    return undefined;
  }
  return file;
}

/** The radius around Kediri that holds one office in a hundred, with a minimum: the rows' program has no wider search. In km. */
function radius({ offices }) {
  const distances = offices.map((office) => distanceKm(KEDIRI, office)).sort((a, b) => a - b);
  const at = Math.max(FEWEST_WITHIN, Math.floor(offices.length / 100));
  return Math.ceil(distances[Math.min(at, offices.length - 1)]);
}

async function newPage(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => "bench" in globalThis);
  return { page, close: () => context.close() };
}

/** The memory of a page that has loaded a feed one way, in MB: Wasm memory and the JavaScript heap. */
async function memory(browser, url, questions, name) {
  const { page, close } = await newPage(browser, url);
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    return (await session.send("Runtime.getHeapUsage")).usedSize;
  };
  const before = await heap();
  const wasm = await page.evaluate(([...asked]) => globalThis.bench.hold(...asked), ["feed.json", questions, name]);
  const used = { wasm: name === "finder" ? wasm / 1e6 : 0, heap: ((await heap()) - before) / 1e6 };
  await close();
  return used;
}

async function measure(browser, url, questions, rounds) {
  const { page, close } = await newPage(browser, url);
  const warm = await page.evaluate(([...asked]) => globalThis.bench.warm(...asked), ["feed.json", questions, rounds]);
  await close();
  const cold = {};
  for (const [name, query] of Object.entries(questions)) {
    const times = {};
    for (let visit = 0; visit < Math.min(COLD_VISITS, rounds); visit += 1) {
      for (const way of ["finder", "rows", "answer"]) {
        const { page, close } = await newPage(browser, url);
        (times[way] ??= []).push(await page.evaluate(([...asked]) => globalThis.bench.cold(...asked), ["feed.json", query, way]));
        await close();
      }
    }
    cold[`${name}, first list`] = Object.fromEntries(Object.entries(times).map(([way, list]) => [way, spread(list)]));
  }
  const used = {};
  for (const way of ["finder", "answer"]) used[way] = await memory(browser, url, questions, way);
  return { warm, cold, memory: used };
}

const ms = (time) => time.toFixed(time < 10 ? 2 : 1);

function printTimes(kind, measures) {
  for (const [what, ways] of Object.entries(measures)) {
    console.log(`  ${kind} ${what}`);
    for (const [name, { min, median, p90 }] of Object.entries(ways)) {
      const times = name === "finder" ? "" : `   finder is ${(median / ways.finder.median).toFixed(1)}x as fast (by the least times ${(min / ways.finder.min).toFixed(1)}x)`;
      console.log(`    ${name.padEnd(16)} ${ms(median).padStart(8)} ms (${ms(min)} to ${ms(p90)})${times}`);
    }
  }
}

function print({ offices, services, days, bytes, withinKm, warm, cold, memory: used }) {
  console.log(`\n${offices} offices x ${services} services x ${days} days, ${(bytes / 1e6).toFixed(1)} MB; Q1 within ${withinKm} km, Q3 without a radius`);
  printTimes("warm:", warm);
  printTimes("cold:", cold);
  for (const [name, { wasm, heap }] of Object.entries(used)) console.log(`  memory: ${name.padEnd(8)} Wasm ${wasm.toFixed(1)} MB, JavaScript heap ${heap.toFixed(1)} MB`);
}

/** The panels of the picture: median times of each program over the sizes. */
function panels(results) {
  return PLOTTED.map((title) => {
    const lines = {};
    for (const { offices, warm } of results) {
      for (const [name, times] of Object.entries(warm[title])) (lines[name] ??= []).push({ x: offices, ...times });
    }
    return { title: `${title}, ms`, lines };
  });
}

const chosen = SIZES.filter(({ offices }) => !options.only || offices === Number(options.only));
if (!chosen.length) throw new Error(`--only is one of ${SIZES.map(({ offices }) => offices).join(", ")}`);

let site;
let browser;
try {
  await build({ entryPoints: ["tools/bench/page.js"], outdir: folder, bundle: true, format: "esm" });
  writeFileSync(join(folder, "index.html"), `<!doctype html><title>Bench</title><script type="module" src="page.js"></script>`);
  copyFileSync("pkg/slot_finder_bg.wasm", join(folder, "slot_finder_bg.wasm"));
  site = await serve(folder);
  browser = await chromium.launch(launchOptions());
  console.log(`load of this machine before the first run: ${loadavg()[0].toFixed(1)} on ${cpus().length} processors`);
  const results = [];
  for (const size of options.feed ? [{}] : chosen) {
    if (options.feed) copyFileSync(options.feed, join(folder, "feed.json"));
    else if (!makeFeed(size)) continue;
    const text = readFileSync(join(folder, "feed.json"), "utf8");
    const feed = JSON.parse(text);
    const withinKm = radius(feed);
    const questions = { Q1: { near: KEDIRI, withinKm, now: NOW }, Q3: { near: KEDIRI, now: NOW } };
    const { rounds, ...counts } = { offices: feed.offices.length, services: feed.services.length, days: feed.offices[0].quota[0].open.length, ...size };
    const measured = await measure(browser, site.url, questions, Number(options.rounds ?? rounds));
    results.push({ ...counts, bytes: Buffer.byteLength(text), withinKm, ...measured });
    print(results.at(-1));
  }
  if (!options.only) {
    const date = new Date().toISOString().slice(0, 10);
    const machine = { browser: browser.version(), processor: cpus()[0]?.model, processors: cpus().length, load: loadavg()[0] };
    writeFileSync(join(options.out, "bench.json"), `${JSON.stringify({ date, machine, sizes: results }, undefined, 1)}\n`);
    const sentence = `Median times by number of offices in Chromium ${browser.version().split(".")[0]}, with the spread from the least to the ninth tenth; ${date}`;
    writeFileSync(join(options.out, "bench.svg"), plot(panels(results), sentence));
  }
} finally {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
}
