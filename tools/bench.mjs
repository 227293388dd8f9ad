// Compares the engine with JSON.parse and a plain JavaScript ranker of the same rows, in the installed Chromium, and prints
// how many times faster it is. Ends badly where the rows differ; times are judged by whoever reads them.
//
//     node tools/bench.mjs

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { distanceKm } from "./bench/ranker.js";
import { launchOptions } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const START = "2026-11-22";
const NOW = Date.parse("2026-11-22T09:00:00+07:00");
const KEDIRI = { lat: -7.82, lon: 112.01 };
const feeds = [
  { offices: 500, services: 3, days: 90, rounds: 41 },
  { offices: 35_000, services: 1, days: 60, rounds: 11 },
];

const folder = mkdtempSync(join(tmpdir(), "slot-finder-bench-"));

function makeFeed({ offices, services, days }) {
  const file = join(folder, `${offices}.json`);
  const size = ["--offices", offices, "--services", services, "--days", days, "--start", START].map(String);
  const command = ["native", "cargo", "run", "--quiet", "--release", "--features", "cli", "--bin", "slot-feed", "--", "sample", ...size];
  execFileSync("tools/with", command, { stdio: ["ignore", openSync(file, "w"), "inherit"] });
  return readFileSync(file, "utf8");
}

/** The radius around Kediri that holds one office in a hundred, km. */
function radius({ offices }) {
  const distances = offices.map((office) => distanceKm(KEDIRI, office)).sort((a, b) => a - b);
  return Math.ceil(distances[Math.floor(offices.length / 100)]);
}

function print(what, [finder, ...others]) {
  const ratios = others.map(({ name, ms }) => `${name} ${ms.toFixed(1)} ms (${(ms / finder.ms).toFixed(1)}x)`);
  console.log(`  ${what.padEnd(44)} finder ${finder.ms.toFixed(1)} ms   ${ratios.join("   ")}`);
  for (const { name, rows } of others) {
    if (rows.join("\n") === finder.rows.join("\n")) continue;
    console.log(`    ${name} has other rows:\n      ${rows.join("\n      ")}\n    than finder:\n      ${finder.rows.join("\n      ")}`);
    process.exitCode = 1;
  }
}

let site;
let browser;
try {
  await build({ entryPoints: ["tools/bench/page.js"], outdir: folder, bundle: true, format: "esm" });
  writeFileSync(join(folder, "index.html"), `<!doctype html><title>Bench</title><script type="module" src="page.js"></script>`);
  copyFileSync("pkg/slot_finder_bg.wasm", join(folder, "slot_finder_bg.wasm"));
  site = await serve(folder);
  browser = await chromium.launch(launchOptions());
  for (const size of feeds) {
    const text = makeFeed(size);
    const feed = JSON.parse(text);
    console.log(`${size.offices} offices x ${size.services} services x ${size.days} days, ${(text.length / 1e6).toFixed(1)} MB`);
    const withinKm = radius(feed);
    const questions = { [`Q1, within ${withinKm} km`]: { near: KEDIRI, withinKm, now: NOW }, "Q3, no radius": { near: KEDIRI, now: NOW } };
    for (const [name, query] of Object.entries(questions)) {
      const page = await browser.newPage();
      await page.goto(site.url);
      await page.waitForFunction(() => "bench" in globalThis);
      const { fromBytes, another } = await page.evaluate(([...asked]) => globalThis.bench(...asked), [`${size.offices}.json`, query, size.rounds]);
      print(`${name}, from bytes`, fromBytes);
      print(`${name}, another question`, another);
      await page.close();
    }
  }
} finally {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
}
