// Compares one engine on three platforms: the command, Node and Chromium give the same answers to the same questions,
// to the last digit.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";
import { serve } from "../../tools/serve.mjs";

const scratch = mkdtempSync(join(tmpdir(), "slot-finder-platforms-"));
const now = Date.parse("2026-11-22T08:12:00+07:00");
const native = (...args) => execFileSync("tools/with", ["native", ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });

// A linear congruential generator makes the questions the same each time.
let state = 2026;
const random = () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
const pick = (list) => list[Math.floor(random() * list.length)];
const maybe = (value) => (random() < 0.35 ? value() : undefined);

const day = (ahead) => new Date(now + ahead * 86_400_000).toISOString().slice(0, 10);

function question() {
  const near = random() < 0.8 ? { lat: -11 + random() * 17, lon: 95 + random() * 46 } : undefined;
  return {
    near,
    withinKm: near && maybe(() => Math.round(random() * 400)),
    services: maybe(() => [pick(["regular", "electronic", "percepatan"])]),
    channels: maybe(() => [pick(["app", "walk_in"])]),
    party: 1 + Math.floor(random() * 5),
    from: maybe(() => day(Math.floor(random() * 5))),
    to: maybe(() => day(6 + Math.floor(random() * 30))),
    neededBy: maybe(() => day(10 + Math.floor(random() * 30))),
    weekdays: maybe(() => pick([[6, 7], [1, 2, 3], [5]])),
    sameSession: maybe(() => true),
    events: maybe(() => pick(["include", "only", "exclude"])),
    expired: maybe(() => "show"),
    sort: pick(near ? ["best", "nearest", "soonest", "most_open"] : ["best", "soonest", "most_open"]),
    group: pick(["office", "none"]),
    limit: 1 + Math.floor(random() * 30),
    kmPerDay: maybe(() => 5 + random() * 100),
    riskDays: maybe(() => random() * 30),
    lang: pick(["id", "en"]),
    now: now + Math.floor(random() * 3 * 86_400_000),
  };
}

/** Sorts fields, to compare texts; JavaScript writes a number in one way only. */
const canonical = (value) =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === "object" && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );

const questions = Array.from({ length: 100 }, question);
const feeds = [
  { name: "the real offices", args: [] },
  { name: "three hundred offices of the whole country", args: ["--offices", "300", "--services", "2", "--days", "40"] },
  { name: "another seed", args: ["--seed", "7"] },
].map((feed, index) => ({ ...feed, file: join(scratch, `feed-${index}.json`) }));

let node, page, browser, server, command;

before(async () => {
  native("cargo", "build", "--quiet", "--package", "slot-feed");
  command = join(native("sh", "-c", "echo $CARGO_TARGET_DIR").trim(), "debug/slot-feed");
  for (const { args, file } of feeds) execFileSync(command, ["sample", "--start", "2026-11-22", ...args, "-o", file]);

  node = await import(pathToFileURL(resolve("pkg/slot_finder.js")));
  await node.default({ module_or_path: readFileSync("pkg/slot_finder_bg.wasm") });

  cpSync("pkg", join(scratch, "pkg"), { recursive: true });
  writeFileSync(join(scratch, "index.html"), "<!doctype html><title>Platforms</title>");
  server = await serve(scratch);
  browser = await chromium.launch(launchOptions());
  page = await browser.newPage();
  await page.goto(server.url);
});

after(async () => {
  await browser?.close();
  await server?.close();
  rmSync(scratch, { recursive: true });
});

/** Node's answers, as texts with sorted fields. */
function inNode(file) {
  const finder = new node.SlotFinder(readFileSync(file));
  const answers = questions.map((query) => canonical(finder.rank(query)));
  finder.free();
  return answers;
}

/** The answers of Chromium. */
async function inChromium(file) {
  const answers = await page.evaluate(
    async ({ name, questions }) => {
      const { default: init, SlotFinder } = await import("/pkg/slot_finder.js");
      await init();
      const finder = await SlotFinder.load(new URL(name, location.href));
      const answers = questions.map((query) => JSON.stringify(finder.rank(query)));
      finder.free();
      return answers;
    },
    { name: file.split("/").at(-1), questions },
  );
  return answers.map((answer) => canonical(JSON.parse(answer)));
}

for (const { name, file } of feeds) {
  test(`a hundred questions about ${name} have the same answers in Node and in Chromium`, async () => {
    const [found, expected] = [await inChromium(file), inNode(file)];
    questions.forEach((query, index) => assert.equal(found[index], expected[index], JSON.stringify(query)));
  });

  test(`a hundred questions about ${name} have the same answers from the command`, () => {
    const expected = inNode(file);
    questions.forEach((query, index) => {
      const answer = execFileSync(command, ["rank", file, "--json", "--query", JSON.stringify(query)], { encoding: "utf8" });
      assert.equal(canonical(JSON.parse(answer)), expected[index], JSON.stringify(query));
    });
  });
}

test("the questions reach offers, empty answers and widened ones", () => {
  const finder = new node.SlotFinder(readFileSync(feeds[0].file));
  const answers = questions.map((query) => finder.rank(query));
  finder.free();
  for (const [what, reached] of Object.entries({
    offers: answers.some(({ offers }) => offers.length > 1),
    empty: answers.some(({ empty }) => empty),
    widened: answers.some(({ widenedToKm }) => widenedToKm),
    nearer: answers.some(({ nearer }) => nearer.length),
    alternatives: answers.some(({ alternatives }) => alternatives.length),
  })) {
    assert.ok(reached, what);
  }
});
