// Tests split feeds: the page fetches the parts that its question needs, and never mixes two generations.

import { createHash } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, FAILURES, test } from "./finder";
import { blitar, feed, full, kediri, malang, surabaya, week, withRows, type Office } from "./feeds";

interface Published {
  entry: string;
  parts: Map<string, string>;
}

/** A far office of its own part, with many places. */
const far = (id: string, lat: number, lon: number): Office =>
  withRows({ ...blitar, id, name: `Kanim ${id}`, short: id, lat, lon }, week([30, 30, 30, 30, 30, -1, -1, 30]));

/** Splits offices into a part each, as a publisher would. */
function publish(offices: Office[], generation: string, generatedAt = "2026-11-22T08:00:00+07:00"): Published {
  const { offices: _, ...envelope } = feed([], { generated_at: generatedAt, ttl: 60 });
  const parts = new Map<string, string>();
  const described = offices.map((office) => {
    const text = JSON.stringify({ generation, offices: [office] });
    const hash = createHash("sha256").update(text);
    const url = `parts/${hash.copy().digest("hex").slice(0, 16)}.json`;
    parts.set(`/${url}`, text);
    const { lat, lon } = office as unknown as { lat: number; lon: number };
    return { url, integrity: `sha256-${hash.digest("base64")}`, bbox: [lon, lat, lon, lat], offices: 1 };
  });
  return { entry: JSON.stringify({ ...envelope, generation, parts: described }), parts };
}

/** Serves the entry and its parts, and counts the requests for each. */
async function serve(page: Page, published: () => Published): Promise<{ parts: string[]; entries: () => number }> {
  const parts: string[] = [];
  let entries = 0;
  await page.route("**/feed.json", (route) => {
    entries++;
    return route.fulfill({ contentType: "application/json", body: published().entry });
  });
  await page.route("**/parts/*.json", (route) => {
    const name = new URL(route.request().url()).pathname.replace(/^.*(?=\/parts\/)/, "");
    parts.push(name);
    const body = published().parts.get(name);
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ contentType: "application/json", body });
  });
  return { parts, entries: () => entries };
}

/** Opens an article with the two nearest offices of Kediri, on the Sunday of the other tests. */
async function open(page: Page): Promise<void> {
  await page.clock.install({ time: "2026-11-22T08:12:00+07:00" });
  // The middle of the random delay: the next look comes after 1.1 times the ttl.
  await page.addInitScript(() => void (Math.random = () => 0.5));
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html",
    body: `<!doctype html><html lang="id"><title>Artikel</title><script type="module" src="slot-finder.js"></script>
      <slot-finder src="feed.json" lang="id" limit="2" near="-7.82,112.01" sort="nearest" places="places.json"></slot-finder>`,
  }));
  await page.goto("./host.html");
}

/** The page looks for newer data by itself from now on: its later parts are there. */
const isLiving = (page: Page): Promise<void> => expect(page.locator(".living")).toBeVisible();

const FAR = [far("medan", 3.6, 98.7), far("jayapura", -2.5, 140.7), far("makassar", -5.1, 119.4), far("padang", -0.9, 100.4)];

test("a visitor with a place fetches the parts around it, and no other", async ({ finder, page }) => {
  const offices = [blitar, malang, surabaya, ...FAR];
  const published = publish(offices, "one");
  const asked = await serve(page, () => published);
  await open(page);
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
  const [blitars, malangs, ...others] = [...published.parts.keys()];
  expect(asked.parts).toEqual(expect.arrayContaining([blitars, malangs]));
  expect(asked.parts.filter((name) => others.slice(1).includes(name)), "none beyond Surabaya").toEqual([]);
  expect(new Set(asked.parts).size, "no part is fetched twice").toBe(asked.parts.length);
  expect(asked.entries()).toBe(1);
});

test("another place fetches what it needs on top, and keeps what is there", async ({ finder, page }) => {
  const published = publish([blitar, malang, ...FAR], "one");
  const asked = await serve(page, () => published);
  await open(page);
  await expect(finder.names.first()).toHaveText("Blitar");
  await finder.chooseTown("medan", /^Kota Medan/);
  await expect(finder.names.first()).toHaveText("medan");
  expect(new Set(asked.parts).size, "no part is fetched twice").toBe(asked.parts.length);
  expect(asked.entries()).toBe(1);
});

test("newer data while the page is open comes from parts of its own generation alone", async ({ finder, page }) => {
  const older = publish([full(kediri), blitar, malang], "one");
  const newer = publish([full(kediri), full(blitar), malang], "two", "2026-11-22T08:13:00+07:00");
  let published = older;
  const asked = await serve(page, () => published);
  await open(page);
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
  await isLiving(page);
  published = newer;
  await page.clock.runFor(70_000);
  await expect.poll(asked.entries).toBe(2);
  await finder.bar.click();
  await expect(finder.names).toHaveText(["Malang"]);
});

test.describe("while the host changes generations under an open page", () => {
  test.use({ allowed: FAILURES });

  test("a part that is gone makes the page fetch the entry again, once, and the list is of the new generation", async ({ finder, page }) => {
    const older = publish([full(kediri), blitar, ...FAR], "one");
    const newer = publish([full(kediri), full(blitar), malang, ...FAR], "two", "2026-11-22T08:13:00+07:00");
    let entries = 0;
    // The edge still has the older entry for the first visitor, while the parts are those of the newer one.
    const asked = await serve(page, () => ({ entry: entries++ ? newer.entry : older.entry, parts: newer.parts }));
    await open(page);
    await expect(finder.names.first()).toHaveText("Malang");
    await expect(finder.rows.filter({ hasText: "Blitar" })).toHaveCount(0);
    expect(asked.entries()).toBe(2);
  });

  test("a part that is another file than the entry names is not shown, and the page's own link is", async ({ finder, page }) => {
    const published = publish([blitar], "one");
    for (const name of published.parts.keys()) published.parts.set(name, JSON.stringify({ generation: "one", offices: [malang] }));
    const asked = await serve(page, () => published);
    await open(page);
    await expect(page.getByRole("button", { name: "Coba lagi" })).toBeVisible();
    await expect(finder.rows).toHaveCount(0);
    expect(asked.entries()).toBe(2);
  });
});
