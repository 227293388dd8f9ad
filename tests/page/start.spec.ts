// How the page starts: all that the first list needs is asked for at once, the place field takes letters from the first paint,
// nothing is waited for without end, and a first load that fails is tried again.

import type { Page } from "@playwright/test";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";
import { expect, FAILURES, hold, test } from "./finder";

const WASM = "**/slot_finder_bg-*.wasm";
/** The parts that the entry waits for and whose names carry a hash. */
const PART = /\/chunk-[0-9A-F]{8}\.js$/;

/** The names of what is asked for, in order, without the hash of the Wasm. */
function watchRequests(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname.slice(1).replace(/-\w{10}\.wasm$/, ".wasm")));
  return asked;
}

const times = (asked: string[], name: string): number => asked.filter((one) => one === name).length;

test("the page asks for feed, scripts and Wasm at once, and for each once", async ({ finder, page }) => {
  const asked = watchRequests(page);
  const release = await hold(page, /\.js$/);
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await finder.serveFeed(sundayMorning());
  await page.goto("./", { waitUntil: "commit" });
  await expect.poll(() => [times(asked, "feed.json"), times(asked, "slot_finder_bg.wasm"), asked.filter((name) => PART.test(`/${name}`)).length]).toEqual([1, 1, 1]);
  release();
  await expect(finder.rows).toHaveCount(5);
  expect([times(asked, "feed.json"), times(asked, "slot_finder_bg.wasm")]).toEqual([1, 1]);
});

test("the page says after 8 s that it is slow, also where no script has arrived", async ({ page }) => {
  const release = await hold(page, /\.js$/);
  await page.goto("./", { waitUntil: "commit" });
  const lines = page.locator(".progress > p");
  await expect(lines).toHaveCount(2);
  const visible = (): Promise<string[]> => lines.evaluateAll((all) => all.filter((one) => getComputedStyle(one).visibility === "visible").map(({ textContent }) => textContent));
  const at = (ms: number): Promise<void> => page.evaluate((ms) => {
    for (const animation of document.getAnimations()) animation.currentTime = ms;
  }, ms);
  await at(1_000);
  expect(await visible()).toEqual(["Mengambil data kuota..."]);
  await at(8_100);
  expect(await visible()).toEqual(["Lambat... masih mencoba mengambil data kuota."]);
  release();
});

test("a page with one script tag has feed and Wasm asked for before the parts of the script are there, and each once", async ({ finder, page }) => {
  const asked = watchRequests(page);
  const release = await hold(page, PART);
  await finder.start({ element: { attributes: 'src="feed.json" lang="id"' } });
  await expect.poll(() => [times(asked, "feed.json"), times(asked, "slot_finder_bg.wasm")]).toEqual([1, 1]);
  release();
  await expect(finder.rows).toHaveCount(5);
  expect([times(asked, "feed.json"), times(asked, "slot_finder_bg.wasm")]).toEqual([1, 1]);
});

test("an element far below, or one that has its feed, has nothing asked for before the parts are there", async ({ finder, page }) => {
  const asked = watchRequests(page);
  const release = await hold(page, PART);
  await page.route("**/news.css", (route) => route.fulfill({ contentType: "text/css", body: "main { padding-block-start: 4000px }" }));
  await page.route("**/given.js", (route) => route.fulfill({ contentType: "text/javascript", body: "document.querySelector('[data-given]').feed = {}" }));
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: `<!doctype html><html lang="id"><title>Host</title><link rel="icon" href="icon.svg"><link rel="stylesheet" href="news.css"><script type="module" src="given.js"></script>
      <script type="module" src="slot-finder.js"></script><slot-finder data-given src="other.json" lang="id">Daftar</slot-finder><main><slot-finder src="feed.json" lang="id">Daftar</slot-finder></main></html>`,
  }));
  await finder.serveFeed(sundayMorning());
  await page.goto("./host.html");
  await expect.poll(() => asked.filter((name) => PART.test(`/${name}`)).length).toBe(1);
  expect(asked.filter((name) => /json|wasm/.test(name))).toEqual([]);
  release();
});

test("what is typed before any script is there is in the field when it is, with the cursor, and is searched for", async ({ finder, page }) => {
  const scripts = await hold(page, /\/slot-finder\.js$/);
  const wasm = await hold(page, WASM);
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await finder.serveFeed(sundayMorning());
  await page.goto("./", { waitUntil: "commit" });
  const early = page.locator("#early-place");
  // Styled, as the first paint is.
  await expect.poll(async () => (await early.boundingBox())?.height).toBe(44);
  const before = await early.boundingBox();
  await early.pressSequentially("kota ked");
  scripts();
  await expect(page.locator(".skeleton")).toHaveCount(5);
  await expect(early).toBeFocused();
  expect(await early.boundingBox()).toEqual(before);
  await page.keyboard.type("ri");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  wasm();
  await expect(finder.place).toBeFocused();
  await expect(early).toHaveCount(0);
  await page.keyboard.type("i");
  await expect(finder.place).toHaveValue("kota kediri");
  await finder.suggestions.filter({ hasText: "Kota Kediri" }).click();
  await finder.hasAsked("Kota Kediri", 1);
});

test("who types nothing finds the field empty and without the focus", async ({ finder, page }) => {
  await finder.open();
  await expect(finder.place).toHaveValue("");
  await expect(finder.place).not.toBeFocused();
  await expect(page.locator("#early-place")).toHaveCount(0);
});

test("the head of the page says the same as the words of the finder, in the language asked for", async ({ finder, page }) => {
  const scripts = await hold(page, /\/slot-finder\.js$/);
  const wasm = await hold(page, WASM);
  const head = page.locator('[slot="early"]');
  const says = (): Promise<(string | null)[]> => head.locator("[data-word]").evaluateAll((all) => all.map((one) => one.textContent || one.getAttribute("placeholder")));
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await finder.serveFeed(sundayMorning());
  await page.goto("./", { waitUntil: "commit" });
  const written = await says();
  scripts();
  await expect(page.locator(".skeleton")).toHaveCount(5);
  expect(await says()).toEqual(written);
  await page.goto("./?lang=en", { waitUntil: "commit" });
  await expect.poll(says).toEqual(["Find a passport appointment", "Where are you?", "Town or district", "Loading places...", "Slow... still trying to load places."]);
  await expect(head).toHaveAttribute("lang", "en");
  wasm();
  await expect(finder.rows).toHaveCount(5);
});

test("after eight seconds the page says that it is slow, and still tries", async ({ finder, page }) => {
  const release = await hold(page, WASM);
  await finder.start({ running: true });
  await expect(page.locator(".skeleton")).toHaveCount(5);
  await page.clock.runFor(7_000);
  await expect(page.locator('[slot="early"]')).toContainText("Mengambil data kuota...");
  await page.clock.runFor(2_000);
  await expect(page.locator('[slot="early"]')).toContainText("Lambat... masih mencoba mengambil data kuota.");
  await expect(finder.live).toHaveText("Lambat... masih mencoba mengambil data kuota.");
  release();
  await expect(finder.rows).toHaveCount(5);
});

test.describe("when requests fail", () => {
  test.use({ allowed: FAILURES });

  const failed = (page: Page) => page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." });

  test("a first load that fails is tried again by itself, later each time, and said once", async ({ finder, page }) => {
    await finder.start({ running: true, element: { attributes: 'src="missing.json" lang="id"' } });
    await expect(failed(page)).toBeVisible();
    await page.evaluate(() => {
      let failures = 0;
      document.addEventListener("slot-finder-error", () => failures++);
      Object.assign(window, { failures: () => failures });
    });
    const asked = watchRequests(page);
    // The engine itself tries twice where that can help, here it cannot: a 404 stays one.
    const tries = (): number => times(asked, "missing.json");
    await page.clock.runFor(1_900);
    expect(tries()).toBe(0);
    await page.clock.runFor(1_200);
    await expect.poll(tries).toBe(1);
    await expect(page.getByRole("button", { name: "Coba lagi" })).toBeVisible();
    await page.clock.runFor(3_000);
    expect(tries()).toBe(1);
    await page.route("**/missing.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning()) }));
    await page.clock.runFor(4_000);
    await expect(finder.rows).toHaveCount(5);
    expect(tries()).toBe(2);
    expect(await page.evaluate(() => (window as unknown as { failures: () => number }).failures())).toBe(0);
    await page.clock.runFor(30_000);
    expect(tries()).toBe(2);
  });

  test("what cannot pass by itself is not tried again", async ({ finder, page }) => {
    await finder.start({ running: true, feed: '{"format": "other"}' });
    await expect(failed(page)).toBeVisible();
    const asked = watchRequests(page);
    await page.clock.runFor(200_000);
    expect(asked).toEqual([]);
  });

  test("a first load that failed is tried again when the network returns", async ({ finder, page }) => {
    await page.route(WASM, (route) => route.abort());
    await finder.start();
    await expect(failed(page)).toBeVisible();
    await page.unroute(WASM);
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(finder.rows).toHaveCount(5);
  });

  test("a Wasm that hangs ends after a minute, and is tried again", async ({ finder, page }) => {
    await page.route(WASM, () => undefined);
    await finder.start({ running: true });
    await expect(page.locator(".skeleton")).toHaveCount(5);
    await page.clock.runFor(61_000);
    await expect(failed(page)).toBeVisible();
    await page.unroute(WASM);
    await page.clock.runFor(3_000);
    await expect(finder.rows).toHaveCount(5);
  });

  test("a part that hangs ends after a minute, and can be asked for again", async ({ finder, page }) => {
    const DIALOGS = /\/dialogs-\w+\.js$/;
    await page.route(DIALOGS, () => undefined);
    await finder.start({ running: true });
    await expect(finder.rows).toHaveCount(5);
    await finder.book.first().click();
    await page.clock.runFor(61_000);
    await expect(page.locator(".notice.error")).toContainText("Data tidak bisa diambil.");
    await expect(finder.rows).toHaveCount(5);
  });
});
