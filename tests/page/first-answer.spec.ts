// Tests the list that a page shows before its engine is there: the answer that was rendered into it as data. A held Wasm is an
// engine that a slow network still carries.

import type { Page } from "@playwright/test";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";
import { expect, FAILURES, hold, type Finder } from "./finder";
import { withList as test } from "./site";

const PROGRESS = "Mengambil data kuota...";

/** Holds the Wasm back until released. */
const holdTheEngine = (page: Page): Promise<() => void> => hold(page, "**/*.wasm");

/** Opens the page at a moment; notes its events, and what moves without a visitor's act. */
async function open(page: Page, url: string, now = SUNDAY_MORNING): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.addInitScript(() => {
    const told: string[] = [];
    const moved: number[] = [];
    Object.assign(window, { told, moved });
    for (const type of ["ready", "results", "select", "error"]) document.addEventListener(`slot-finder-${type}`, () => told.push(type));
    new PerformanceObserver((list) => moved.push(...list.getEntries().map((entry) => (entry as unknown as { value: number }).value)))
      .observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url);
}

const told = (page: Page): Promise<string[]> => page.evaluate(() => (window as unknown as { told: string[] }).told);
const moved = (page: Page): Promise<number[]> => page.evaluate(() => (window as unknown as { moved: number[] }).moved);
/** The last answer, without what old data costs by the minute: it orders the offers, and nothing shows it. */
const ranking = (page: Page): Promise<unknown> => page.evaluate(() => {
  const { ranking } = document.querySelector("slot-finder") as unknown as { ranking: unknown };
  return JSON.parse(JSON.stringify(ranking, (key, value: unknown) => (key === "riskDays" || key === "costDays" ? undefined : value))) as unknown;
});

/** The page waits for its engine, as without a prepared answer. */
async function waits(page: Page, finder: Finder): Promise<void> {
  await expect(page.locator("slot-finder [data-word=loading]")).toHaveText(PROGRESS);
  // What is prepared would be there with the scripts: long enough for the feed to be read and compared.
  await page.waitForLoadState("load");
  await page.waitForTimeout(500);
  await expect(finder.rows).toHaveCount(0);
}

test("the list is there before the engine, which then says the same of it, once", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await open(page, site);
  await expect(finder.rows).toHaveCount(10);
  await expect(page.locator(".strip").first().locator("li")).toHaveCount(14);
  const before = await ranking(page);
  const text = await finder.answer.innerText();
  expect(await told(page)).toEqual(["results"]);
  release();
  await expect(page.locator("footer")).toBeVisible();
  expect(await ranking(page)).toEqual(before);
  expect(await finder.answer.innerText()).toContain(text.slice(0, text.indexOf("\n")));
  expect(await told(page)).toEqual(["results", "ready"]);
  expect(await moved(page)).toEqual([]);
});

test("ages go on from those of the prepared answer", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  // The data is of 08:00; the page was made at 08:12.
  await open(page, site, "2026-11-22T08:40:30+07:00");
  await expect(finder.rows).toHaveCount(10);
  await expect(page.getByText("40 menit lalu").first()).toBeVisible();
  const before = await ranking(page);
  release();
  await expect(page.locator("footer")).toBeVisible();
  expect(await ranking(page)).toEqual(before);
});

for (const [why, now] of [["before the page was made", "2026-11-22T08:11:00+07:00"], ["once the data is old", "2026-11-22T09:00:00+07:00"]] as const) {
  test(`an answer does not count ${why}`, async ({ finder, page, site }) => {
    const release = await holdTheEngine(page);
    await open(page, site, now);
    await waits(page, finder);
    release();
    await expect(finder.rows).toHaveCount(10);
  });
}

test("an answer does not count for another feed than the one that arrives", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning()) }));
  await open(page, site);
  await waits(page, finder);
  release();
  await expect(finder.rows).toHaveCount(5);
});

for (const asks of ["?party=2", "?sort=most_open", "?lang=en", "?view=map"]) {
  test(`an answer does not count for another question: ${asks}`, async ({ finder, page, site }) => {
    const release = await holdTheEngine(page);
    await open(page, site + asks);
    await page.waitForLoadState("load");
    await page.waitForTimeout(500);
    await expect(finder.answer).toHaveCount(0);
    release();
    await expect(finder.answer).toBeVisible();
  });
}

test("what is pressed before the engine is there happens once it is, and the page says that it is waited for", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await open(page, site);
  const day = finder.rows.first().locator(".strip button").first();
  await day.click();
  await expect(page.locator(".waits")).toHaveText(PROGRESS);
  await expect(page.locator(".page")).toHaveAttribute("aria-busy", "true");
  await expect(finder.dialog).toHaveCount(0);
  release();
  await expect(finder.dialog.getByRole("heading", { level: 2 })).toBeVisible();
  await expect(page.locator(".waits")).toHaveCount(0);
  expect(await told(page)).toEqual(["results", "ready", "select"]);
});

test("another question, asked before the engine is there, is answered once it is", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await open(page, site);
  await expect(finder.rows).toHaveCount(10);
  const first = await finder.names.allInnerTexts();
  await finder.people.selectOption("3");
  await expect(page.locator(".waits")).toHaveText(PROGRESS);
  release();
  await expect(page.locator(".waits")).toHaveCount(0);
  await expect(finder.people).toHaveValue("3");
  expect(await told(page)).toEqual(["results", "results", "ready"]);
  expect(((await ranking(page)) as { offers: { open: number }[] }).offers.every(({ open }) => open >= 3)).toBe(true);
  expect(await finder.names.allInnerTexts()).not.toEqual(first);
});

test("until another question is answered nothing says that it is", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await open(page, site);
  await expect(finder.rows).toHaveCount(10);
  await finder.people.selectOption("3");
  await expect(finder.answer).toHaveText(PROGRESS);
  await finder.people.selectOption("1");
  await expect(finder.answer).toHaveText(/^Ada kuota untuk 1 orang di \d+ kantor/);
  await expect(page.locator(".waits")).toHaveCount(0);
  release();
  await expect(page.locator("footer")).toBeVisible();
  expect(await told(page)).toEqual(["results", "ready"]);
});

test("who goes on to another question gets that, and not what was pressed before", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await open(page, site);
  await finder.rows.first().locator(".strip button").first().click();
  await expect(page.locator(".waits")).toBeVisible();
  await finder.people.selectOption("3");
  release();
  await expect(page.locator("footer")).toBeVisible();
  await expect(finder.answer).toHaveText(/^Ada kuota untuk 3 orang/);
  await expect(finder.dialog).toHaveCount(0);
  expect(await told(page)).toEqual(["results", "results", "ready"]);
});

test("the language can be changed before the engine is there", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await open(page, site);
  await page.getByRole("button", { name: "English" }).click();
  await expect(finder.answer).toHaveText("Loading places...");
  release();
  await expect(finder.answer).toHaveText(/^\d+ offices have places for 1 person/);
});

test("an answer does not count for what the page's author asks while the feed is on its way", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  const publish = await hold(page, "**/feed.json");
  await open(page, site);
  await expect(page.locator(".skeleton").first()).toBeAttached();
  await page.evaluate(() => document.querySelector("slot-finder")?.setAttribute("party", "3"));
  publish();
  await page.waitForTimeout(500);
  await expect(finder.rows).toHaveCount(0);
  release();
  await expect(finder.answer).toHaveText(/^Ada kuota untuk 3 orang/);
});

test("an answer goes when its time is over and no engine has come", async ({ finder, page, site }) => {
  await holdTheEngine(page);
  await open(page, site);
  await expect(finder.rows).toHaveCount(10);
  await page.clock.setFixedTime("2026-11-22T09:30:00+07:00");
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(finder.rows).toHaveCount(0);
  await expect(page.locator(".slot-list")).toBeVisible();
});

test("a place can be typed and chosen before the engine is there", async ({ finder, page, site }) => {
  const release = await holdTheEngine(page);
  await open(page, site);
  await expect(finder.rows).toHaveCount(10);
  await finder.place.fill("kota kediri");
  release();
  await finder.suggestions.filter({ hasText: /^Kota Kediri/ }).click();
  await expect(page.locator(".km").first()).toBeVisible();
});

test.describe("without its engine", () => {
  test.use({ allowed: FAILURES });

  test("the page keeps the list, says that something failed, and tries again", async ({ finder, page, site }) => {
    let broken = true;
    await page.route("**/*.wasm", (route) => (broken ? route.abort() : route.continue()));
    await open(page, site);
    await expect(finder.rows).toHaveCount(10);
    await expect(page.locator(".notice.error")).toBeVisible();
    broken = false;
    await page.locator(".notice.error").getByRole("button").click();
    await expect(page.locator("footer")).toBeVisible();
    await expect(page.locator(".notice.error")).toHaveCount(0);
    await expect(finder.rows).toHaveCount(10);
  });

  test("a press asks for the engine again", async ({ finder, page, site }) => {
    let broken = true;
    await page.route("**/*.wasm", (route) => (broken ? route.abort() : route.continue()));
    await open(page, site);
    await expect(page.locator(".notice.error")).toBeVisible();
    broken = false;
    await finder.rows.first().locator(".strip button").first().click();
    await expect(finder.dialog).toBeVisible();
  });

  test("an answer to another question than the one asked goes", async ({ finder, page, site }) => {
    let fail = (): void => undefined;
    const failed = new Promise<void>((done) => (fail = done));
    await page.route("**/*.wasm", async (route) => {
      await failed;
      await route.abort();
    });
    await open(page, site);
    await expect(finder.rows).toHaveCount(10);
    await finder.people.selectOption("3");
    fail();
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    await expect(finder.rows).toHaveCount(0);
    await expect(page.locator(".slot-list")).toBeVisible();
  });

  test("what no browser setting will let in leaves what the page's author wrote", async ({ finder, page, site }) => {
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "WebAssembly"));
    await open(page, site);
    await expect(page.locator(".slot-list")).toBeVisible();
    await expect(page.getByRole("heading", { level: 2, name: /Data tidak bisa diambil/ })).toBeVisible();
    await expect(finder.rows).toHaveCount(0);
  });
});
