// What a visitor downloads, in bytes after brotli at its best (11). Sizes depend on the compiler, so the budgets hold for
// those in compilers.txt; with others the sizes are only shown.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";
import { serve } from "../../tools/serve.mjs";

const budgets = { wasm: 60_000, firstList: 80_000 };

const compiler = execFileSync("tools/with", ["wasm", "rustc", "-V"], { encoding: "utf8" }).trim();
const recorded = readFileSync("tests/budgets/compilers.txt", "utf8").trim().split("\n").includes(compiler);

const scratch = mkdtempSync(join(tmpdir(), "slot-finder-sizes-"));
after(() => rmSync(scratch, { recursive: true }));

// Quality 11 is what Node does unless told otherwise.
const compressed = (file) => brotliCompressSync(readFileSync(file)).length;

function hold(t, what, bytes, budget) {
  t.diagnostic(`${what}: ${bytes} of ${budget} bytes${recorded ? "" : `, not judged with ${compiler}`}`);
  if (recorded) assert.ok(bytes <= budget, `${what}: ${bytes} bytes, ${bytes - budget} too many`);
}

/** The scripts, styles and Wasm that Chromium has loaded when the first list is on the page. */
async function loadedForTheFirstList() {
  const folder = join(scratch, "site");
  cpSync("www/dist", folder, { recursive: true });
  execFileSync("tools/sample-feed.sh", [join(folder, "feed.json")], { stdio: ["ignore", "inherit", "inherit"] });
  const { url, close } = await serve(folder);
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    const names = new Set();
    page.on("request", (request) => names.add(new URL(request.url()).pathname.slice(1)));
    await page.addInitScript(() => {
      window.listed = new Promise((done) => document.addEventListener("slot-finder-results", done, { once: true }));
    });
    await page.goto(url, { waitUntil: "load" });
    await page.evaluate(() => window.listed.then(() => undefined));
    return [...names].filter((name) => /\.(js|css|wasm)$/.test(name)).map((name) => join(folder, name));
  } finally {
    await browser.close();
    await close();
  }
}

test("the Wasm is within its budget", (t) => {
  hold(t, "slot_finder_bg.wasm", compressed("pkg/slot_finder_bg.wasm"), budgets.wasm);
});

test("all that the first list needs is within its budget", async (t) => {
  const files = await loadedForTheFirstList();
  assert.ok(files.some((name) => name.endsWith(".wasm")), "the page loaded no Wasm");
  const sizes = files.map(compressed);
  files.forEach((name, at) => t.diagnostic(`${name.slice(scratch.length + 6)}: ${sizes[at]} bytes`));
  hold(t, "the first list", sizes.reduce((sum, size) => sum + size, 0), budgets.firstList);
});
