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
import { putStaticList } from "../../tools/static-list.mjs";
import { NOW, serveThen, stoppedClock, writeSample } from "../sample.mjs";

// The design's budgets. The first two are exceeded today (see www/docs/decisions.md): the tests keep them from growing further.
const wanted = { wasm: 85_000, firstList: 115_000, preparedList: 115_000 };
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

/** Visits the page until an event says that its first list is there. Returns what had been loaded by then. */
async function visit(browser, url, event, mayLoad = () => true) {
  const page = await browser.newPage();
  // Not with Playwright's `clock`, which replaces `performance`.
  await page.addInitScript({ content: stoppedClock });
  await page.route(
    (address) => isPart(address.pathname) && !mayLoad(nameOf(address)),
    (route) => route.abort(),
  );
  await page.addInitScript((event) => {
    window.listed = new Promise((done) => {
      let first;
      document.addEventListener("slot-finder-results", ({ ranking }) => (first ??= ranking.offers[0].office.short.text));
      document.addEventListener(event, () => done({ first, addresses: performance.getEntriesByType("resource").map(({ name }) => name) }));
    });
  }, event);
  await page.goto(url);
  const { first, addresses } = await page.evaluate(() => window.listed);
  await page.getByRole("heading", { name: first }).first().waitFor();
  await page.close();
  return addresses.map(nameOf).filter(isPart);
}

/** The scripts, styles and Wasm that the first list needs; with an answer prepared in the page, or without. */
async function neededForTheFirstList(isPrepared) {
  const folder = join(scratch, "site");
  cpSync("www/dist", folder, { recursive: true });
  writeSample(join(folder, "feed.json"));
  if (isPrepared) putStaticList(folder, NOW);
  const event = isPrepared ? "slot-finder-results" : "slot-finder-ready";
  // On its way beside what the list needs.
  const isNeeded = (name) => !isPrepared || !name.endsWith(".wasm");
  const { url, close } = await serveThen(folder);
  const browser = await chromium.launch(launchOptions());
  try {
    const names = [...new Set(await visit(browser, url, event))].filter(isNeeded);
    // The first list appears without what loads later.
    await visit(browser, url, event, (name) => names.includes(name));
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
  const files = await neededForTheFirstList(false);
  assert.ok(files.some((name) => name.endsWith(".wasm")), "the page loaded no Wasm");
  holdAll(t, "the first list", "firstList", files);
});

test("all that the first list needs in a page with a prepared answer is within its budget", async (t) => {
  holdAll(t, "the first list with a prepared answer", "preparedList", await neededForTheFirstList(true));
});

function holdAll(t, what, name, files) {
  const sizes = files.map(compressed);
  files.forEach((name, at) => t.diagnostic(`${name.slice(scratch.length + 6)}: ${sizes[at]} bytes`));
  hold(t, what, name, sizes.reduce((sum, size) => sum + size, 0));
}
