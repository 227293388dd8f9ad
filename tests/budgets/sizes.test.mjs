// Checks a visitor's download, in bytes after brotli at its best (11). A size must stay within its budget and within 2
// % of the figure in recorded.json; a deliberate increase updates that figure in the same commit. Sizes depend on the
// compiler, so this checks only those in compilers.txt; with others it only prints the sizes.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";
import { serveThen, stoppedClock, writeSample } from "../sample.mjs";

// The design's budgets. Both are exceeded today (see www/docs/decisions.md): the tests keep them from growing further.
const wanted = { wasm: 85_000, firstList: 115_000 };
const recorded = JSON.parse(readFileSync("tests/budgets/recorded.json", "utf8"));
const GROWTH = 1.02;

const compiler = execFileSync("tools/with", ["wasm", "rustc", "-V"], { encoding: "utf8" }).trim();
const judged = readFileSync("tests/budgets/compilers.txt", "utf8").trim().split("\n").includes(compiler);

const scratch = mkdtempSync(join(tmpdir(), "slot-finder-sizes-"));
after(() => rmSync(scratch, { recursive: true }));

// Quality 11 is Node's default.
const compressed = (file) => brotliCompressSync(readFileSync(file)).length;

function hold(t, what, name, bytes) {
  const most = Math.floor(recorded[name] * GROWTH);
  t.diagnostic(`${what}: ${bytes} bytes, at most ${most}, wanted ${wanted[name]}${judged ? "" : `, not judged with ${compiler}`}`);
  if (judged) assert.ok(bytes <= most, `${what}: ${bytes} bytes, ${bytes - most} too many; recorded were ${recorded[name]}`);
}

const isPart = (name) => /\.(js|css|wasm)$/.test(name);
const nameOf = (address) => new URL(address).pathname.slice(1);

/** Visits the page until its first list is there. Returns what had been loaded by then, and the name of the first office. */
async function visit(browser, url, mayLoad = () => true) {
  const page = await browser.newPage();
  // Not with Playwright's `clock`, which replaces `performance`.
  await page.addInitScript({ content: stoppedClock });
  await page.route(
    (address) => isPart(address.pathname) && !mayLoad(nameOf(address)),
    (route) => route.abort(),
  );
  await page.addInitScript(() => {
    window.listed = new Promise((done) => {
      let first;
      document.addEventListener("slot-finder-results", ({ ranking }) => (first ??= ranking.offers[0].office.short.text));
      document.addEventListener("slot-finder-ready", () => done({ first, addresses: performance.getEntriesByType("resource").map(({ name }) => name) }));
    });
  });
  await page.goto(url);
  const { first, addresses } = await page.evaluate(() => window.listed);
  await page.getByRole("heading", { name: first }).first().waitFor();
  await page.close();
  return addresses.map(nameOf).filter(isPart);
}

/** The scripts, styles and Wasm that the first list needs. */
async function neededForTheFirstList() {
  const folder = join(scratch, "site");
  cpSync("www/dist", folder, { recursive: true });
  writeSample(join(folder, "feed.json"));
  const { url, close } = await serveThen(folder);
  const browser = await chromium.launch(launchOptions());
  try {
    const names = [...new Set(await visit(browser, url))];
    // The first list appears without what loads later.
    await visit(browser, url, (name) => names.includes(name));
    return names.map((name) => join(folder, name));
  } finally {
    await browser.close();
    await close();
  }
}

test("the Wasm is within its budget", (t) => {
  hold(t, "slot_finder_bg.wasm", "wasm", compressed("pkg/slot_finder_bg.wasm"));
});

test("all that the first list needs is within its budget", async (t) => {
  const files = await neededForTheFirstList();
  assert.ok(files.some((name) => name.endsWith(".wasm")), "the page loaded no Wasm");
  const sizes = files.map(compressed);
  files.forEach((name, at) => t.diagnostic(`${name.slice(scratch.length + 6)}: ${sizes[at]} bytes`));
  hold(t, "the first list", "firstList", sizes.reduce((sum, size) => sum + size, 0));
});
