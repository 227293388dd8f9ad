// Tests the content inside of the element: there until the first list is, and again if there can be none; nothing on
// the page moves when the list comes, however slow the phone.

import type { Page } from "@playwright/test";
import { expect, FAILURES, test } from "./finder";
import { sundayMorning, SUNDAY_MORNING } from "./feeds";

const LINK = '<a href="https://www.imigrasi.go.id/">Daftar lewat M-Paspor</a>';
const TEXT = `<p>${"Kuota paspor dibuka tiap Jumat. ".repeat(20)}</p>`;
const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

interface Article {
  body?: string;
  policy?: string;
  css?: string;
}

/** An article of a news site with the element in it. */
async function article(page: Page, { body = `<slot-finder src="feed.json" lang="id">${LINK}</slot-finder>`, policy = STRICT, css = "" }: Article = {}, prepare?: (page: Page) => Promise<unknown>): Promise<void> {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning({ sample: true })) }));
  await page.route("**/news.css", (route) => route.fulfill({ contentType: "text/css", body: css }));
  await page.route("**/article.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    headers: { "Content-Security-Policy": policy },
    body: `<!doctype html><html lang="id"><meta name="viewport" content="width=device-width"><title>News</title><link rel="icon" href="icon.svg"><link rel="stylesheet" href="news.css">
      <script type="module" src="slot-finder.js"></script><main>${body}</main></html>`,
  }));
  await prepare?.(page);
  await page.goto("./article.html", { waitUntil: "commit" });
}

const link = (page: Page) => page.getByRole("link", { name: "Daftar lewat M-Paspor" });

/** Sums up and names layout shifts on the page. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Element; previousRect: DOMRect; currentRect: DOMRect }[] })[]) {
        const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) => `${node?.nodeName} from ${from.y} by ${to.y - from.y}, ${from.height} px high`);
        shifts.push(`${entry.value.toFixed(4)}: ${moved.join("; ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return (window as unknown as { shifts: string[] }).shifts;
  });
}

/** A phone of a few years ago on a slow network. */
async function slow(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 100, downloadThroughput: 250_000, uploadThroughput: 100_000 });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
}

for (const width of [360, 1280]) {
  test.describe(`${width} px wide, on a slow phone`, () => {
    test.use({ viewport: { width, height: 740 } });
    test.slow();

    test("nothing moves on the page that is the finder, with the list that needs no script and a banner to come", async ({ page, finder }) => {
      const shifts = await watchShifts(page);
      await page.route((url) => url.pathname === "/", async (route) => {
        const response = await route.fetch();
        const list = `<section class="slot-list"><h2>Kuota paspor yang masih ada</h2>${TEXT.repeat(4)}</section>`;
        await route.fulfill({ response, body: (await response.text()).replace(/<!-- list -->[^]*<!-- \/list -->/, list) });
      });
      await slow(page);
      await page.clock.setFixedTime(SUNDAY_MORNING);
      await finder.serveFeed(sundayMorning({ sample: true }));
      await page.goto("./", { waitUntil: "commit" });
      await expect(page.locator(".slot-list")).toBeVisible();
      await expect(finder.rows).toHaveCount(5);
      await expect(finder.page.locator("footer")).toBeAttached();
      await expect(finder.remember).toBeAttached();
      expect(await shifts()).toEqual([]);
    });

    test("nothing moves in an article that keeps the room, nor in one where the element is below what is seen", async ({ page, finder }) => {
      const shifts = await watchShifts(page);
      await slow(page);
      const element = `<slot-finder src="feed.json" lang="id">${LINK}</slot-finder>`;
      await article(page, { body: `<h1>Artikel</h1>${element}${TEXT}`, css: "slot-finder { display: flow-root; min-block-size: 740px }" });
      await expect(link(page)).toBeVisible();
      await expect(finder.rows).toHaveCount(5);
      await expect(finder.page.locator("footer")).toBeAttached();
      expect(await shifts()).toEqual([]);

      // The article before it fills the screen; the lines after it would be the first to move.
      await article(page, { body: `<div class="before"></div>${element}${TEXT}`, css: ".before { block-size: 741px }" });
      await expect(finder.rows).toHaveCount(5);
      await expect(finder.page.locator("footer")).toBeAttached();
      expect(await shifts()).toEqual([]);
    });
  });
}

test("until the list is ready the element's own children stay where they were", async ({ page, finder }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  for (const late of ["**/slot-finder.js", "**/slot_finder_bg-*.wasm"]) {
    await page.route(late, async (route) => {
      await held;
      await route.continue();
    });
  }
  await article(page, { css: "main { font: italic 15px/1.2 monospace; color: #123456 }" });
  const look = () => link(page).evaluate((one) => {
    const { fontFamily, fontSize, lineHeight, fontStyle } = getComputedStyle(one);
    const { x, y, width, height } = one.getBoundingClientRect();
    return { fontFamily, fontSize, lineHeight, fontStyle, x, y, width, height };
  });
  await expect(link(page)).toBeVisible();
  const before = await look();
  await page.unroute("**/slot-finder.js");
  await page.reload({ waitUntil: "commit" });
  await expect(page.locator(".skeleton")).toHaveCount(5);
  expect(await look()).toEqual(before);
  release();
  await expect(finder.rows).toHaveCount(5);
  await expect(link(page)).toBeHidden();
});

test("an element far below loads when it comes near, one that is eager or asked to at once", async ({ page, finder }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const far = (attributes: string): string => `<slot-finder src="feed.json" lang="id" ${attributes}>${LINK}</slot-finder>`;
  await article(page, { body: `<div class="before"></div>${far("")}`, css: ".before { block-size: 3000px }" });
  await page.evaluate(() => customElements.whenDefined("slot-finder").then(() => undefined));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  expect(asked.filter((path) => /json|wasm/.test(path))).toEqual([]);
  await expect(link(page)).toBeVisible();
  await page.mouse.wheel(0, 1_800);
  await expect(finder.rows).toHaveCount(5);

  await article(page, { body: `<div class="before"></div>${far('loading="eager"')}`, css: ".before { block-size: 3000px }" });
  await expect(finder.rows).toHaveCount(5);
  await article(page, { body: `<div class="before"></div>${far("")}`, css: ".before { block-size: 3000px }" });
  await page.evaluate(() => customElements.whenDefined("slot-finder").then(() => undefined));
  await finder.element.evaluate((element) => (element as HTMLElement & { refresh(): Promise<void> }).refresh());
  await expect(finder.rows).toHaveCount(5);
});

test.describe("when it cannot work", () => {
  test.use({ allowed: new RegExp(`${FAILURES.source}|Content Security Policy|Content-Security-Policy|CompileError`) });

  test("under a policy that blocks Wasm the children are back, and the console names the directive to add", async ({ page }) => {
    const written: string[] = [];
    page.on("console", (message) => written.push(message.text()));
    await article(page, { policy: STRICT.replace(" 'wasm-unsafe-eval'", "") });
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    await expect(link(page)).toBeVisible();
    expect(written).toContain("slot-finder: the Content-Security-Policy of this page blocks WebAssembly: add 'wasm-unsafe-eval' to its script-src");
  });

  const ways: Record<string, (page: Page) => Promise<unknown>> = {
    "without the feed": (page) => page.route("**/feed.json", (route) => route.fulfill({ status: 503, body: "" })),
    "with a broken feed": (page) => page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: "{" })),
    "without the Wasm": (page) => page.route("**/*.wasm", (route) => route.abort()),
    "in a browser without Wasm": (page) => page.addInitScript(() => Reflect.deleteProperty(window, "WebAssembly")),
    "with an error while it draws": (page) => page.addInitScript(() => {
      Object.defineProperty(Intl.NumberFormat.prototype, "format", { get: () => { throw new Error("broken"); } });
    }),
  };
  for (const [way, prepare] of Object.entries(ways)) {
    test(`${way} the children are there`, async ({ page }) => {
      const failed = page.waitForEvent("console", (message) => message.text().startsWith("slot-finder: "));
      await article(page, {}, prepare);
      await failed;
      await expect(link(page)).toBeVisible();
    });
  }

  const quiet: Record<string, (page: Page) => Promise<unknown>> = {
    "without the script": (page) => page.route("**/slot-finder.js", (route) => route.abort()),
    "without a part of it": (page) => page.route("**/chunk-*.js", (route) => route.abort()),
    "in a browser below the floor": (page) => page.addInitScript(() => Reflect.deleteProperty(Document.prototype, "adoptedStyleSheets")),
  };
  for (const [way, prepare] of Object.entries(quiet)) {
    test(`${way} they stay`, async ({ page }) => {
      await article(page, {}, prepare);
      await page.waitForLoadState("networkidle");
      await expect(link(page)).toBeVisible();
      await expect(page.locator(".skeleton")).toHaveCount(0);
    });
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });
  test("the children are all there is", async ({ page }) => {
    await article(page);
    await expect(link(page)).toBeVisible();
  });
});
