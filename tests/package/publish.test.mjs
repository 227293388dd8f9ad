// Follows "Publish your quota in ten minutes" word for word: from an empty folder to a checked feed, served on this
// machine and shown in the widget. The Indonesian page has the same commands, which docs.test.mjs compares.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process, { cwd } from "node:process";
import { after, before, test } from "node:test";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";
import { blocksOf, run } from "./blocks.mjs";

const blocks = blocksOf(readFileSync("www/docs/publishing.md", "utf8"));
const folder = mkdtempSync(join(tmpdir(), "slot-finder-publish-"));
const more = { SLOT_FINDER: cwd() };
const ends = [() => rmSync(folder, { recursive: true })];
after(() => ends.reverse().forEach((end) => end()));

before(() => {
  // The result of `cargo install` on the reader's PATH.
  const built = execFileSync("tools/with", ["native", "cargo", "build", "--quiet", "--package", "slot-feed", "--message-format", "json"], { encoding: "utf8", maxBuffer: 1 << 26 });
  const { executable } = built.split("\n").filter(Boolean).map((line) => JSON.parse(line)).find(({ executable }) => executable);
  more.PATH = `${join(executable, "..")}${delimiter}${process.env.PATH}`;
});

test("every step does what the page says", async () => {
  let address;
  for (const block of blocks) {
    // The reader replaces the address by the printed one.
    if (address) block.commands = block.commands.replaceAll("http://127.0.0.1:8080/", address);
    const { output, stop } = await run(block, { cwd: folder, more });
    if (block.mark === "serve") {
      ends.push(stop);
      address = output.match(block.until)[0];
      await assertShown(address);
    }
  }
  assert.ok(address, "the page has a step that serves");
  const feed = JSON.parse(readFileSync(join(folder, "public/feed.json"), "utf8"));
  assert.equal(feed.format, "slot-feed");
  assert.ok(!existsSync(join(folder, "new.json")));
});

/** Checks that the page at an address lists the offices of the feed beside it, and says that they are examples. */
async function assertShown(address) {
  const { offices } = JSON.parse(readFileSync(join(folder, "public/feed.json"), "utf8"));
  const names = offices.map(({ short, name }) => (typeof (short ?? name) === "string" ? short ?? name : (short ?? name).id));
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage({ locale: "id-ID" });
    await page.goto(address);
    // The page's own list for browsers without scripts holds another feed, so these offices come from the element.
    for (const name of names) await page.locator("slot-finder").getByText(name).locator("visible=true").first().waitFor();
    assert.match(await page.locator("slot-finder .sample").innerText(), /^CONTOH/);
    await page.goto(`${address}list.html`);
    assert.match(await page.locator("main").innerText(), /CONTOH/);
  } finally {
    await browser.close();
  }
}
