import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator, Page } from "@playwright/test";
import { expect, test as base } from "./finder";
import { sundayMorning, SUNDAY_MORNING, type Feed } from "./feeds";

const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads";

interface Article {
  attributes?: string;
  query?: string;
  script?: boolean;
  feed?: Feed;
}

/** A news site at its own address, since a frame from the same one has more rights. */
const news = { html: "", url: "" };
const test = base.extend<object, { news: void }>({
  news: [async ({}, use) => {
    const server = createServer((_, response) => response.setHeader("Content-Type", "text/html; charset=utf-8").end(news.html));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    news.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await use();
    server.closeAllConnections();
    server.close();
  }, { scope: "worker", auto: true }],
});

/** Opens a page of the news site with the frame's paste-code. */
async function article(page: Page, site = "", { attributes = "", query = "", script = true, feed = sundayMorning() }: Article = {}): Promise<FrameLocator> {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", headers: { "Access-Control-Allow-Origin": "*" }, body: JSON.stringify(feed) }));
  news.html = `<!doctype html><html lang="id"><title>News</title><link rel="icon" href="data:,"><h1>News</h1>
    <iframe data-slot-finder title="Cari kuota paspor" src="${site}embed.html?${query}" width="100%" height="600" ${attributes}></iframe>
    ${script ? `<script src="${site}slot-finder-frame.js"></script>` : ""}</html>`;
  await page.goto(news.url);
  return page.frameLocator("iframe");
}

const height = (page: Page): Promise<number> => page.locator("iframe").evaluate((frame) => frame.clientHeight);

test("the script gives the frame the height of its list, and follows it", async ({ page, baseURL, finder: _ }) => {
  const frame = await article(page, baseURL);
  await expect(frame.locator("#answer")).toBeVisible();
  const inner = () => frame.locator("body").evaluate((body) => body.getBoundingClientRect().height);
  await expect.poll(async () => Math.abs((await height(page)) - Math.ceil(await inner()))).toBeLessThanOrEqual(1);
  const before = await height(page);
  await frame.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(frame.locator(".map")).toBeVisible();
  await expect.poll(() => height(page)).not.toBe(before);
  await expect.poll(async () => Math.abs((await height(page)) - Math.ceil(await inner()))).toBeLessThanOrEqual(1);
});

test("a host that gives the frame a max-height has it no higher, and it scrolls inside", async ({ page, baseURL, finder: _ }) => {
  const frame = await article(page, baseURL, { attributes: 'style="max-height: 500px"' });
  await expect(frame.locator("footer").last()).toBeAttached();
  const inner = () => frame.locator("body").evaluate((body) => body.getBoundingClientRect().height);
  await expect.poll(inner).toBeGreaterThan(600);
  await expect.poll(() => height(page)).toBe(500);
  await frame.locator("footer").last().scrollIntoViewIfNeeded();
  await expect(frame.locator("footer").last()).toBeInViewport();
  // A dialog fits in it, with its head in sight.
  await frame.locator("ol.rows .open-office").first().click();
  await expect(frame.getByRole("dialog").getByRole("heading", { level: 2 })).toBeInViewport();
});

test("without the script the frame keeps its height and scrolls", async ({ page, baseURL, finder: _ }) => {
  const frame = await article(page, baseURL, { script: false });
  await expect(frame.locator("#answer")).toBeVisible();
  expect(await height(page)).toBeCloseTo(600, -1);
  await frame.locator("footer").last().scrollIntoViewIfNeeded();
  await expect(frame.locator("footer").last()).toBeInViewport();
});

test("a script that comes after the frame asks for its height", async ({ page, baseURL, finder: _ }) => {
  const frame = await article(page, baseURL, { script: false });
  await expect(frame.locator("#answer")).toBeVisible();
  await page.addScriptTag({ url: `${baseURL}slot-finder-frame.js` });
  await expect.poll(() => height(page)).toBeGreaterThan(700);
});

test("only a number from that frame's own window counts, and only within limits", async ({ page, baseURL, finder: _ }) => {
  const frame = await article(page, baseURL);
  await expect(frame.locator("#answer")).toBeVisible();
  // Once the foot is there everything is; until then the height may still change.
  await expect(frame.locator("footer").last()).toBeVisible();
  let before = 0;
  await expect.poll(async () => before === (before = await height(page)) && before > 700).toBe(true);
  await page.evaluate(async () => {
    for (const slotFinderHeight of [400, "400", Infinity]) window.postMessage({ slotFinderHeight }, "*");
    await new Promise((done) => setTimeout(done, 100));
  });
  expect(await height(page)).toBe(before);
  const say = (slotFinderHeight: unknown) => frame.locator("body").evaluate((_, value) => parent.postMessage({ slotFinderHeight: value }, "*"), slotFinderHeight);
  for (const nonsense of ["900px", "500", null, -5, 0, { valueOf: 500 }]) await say(nonsense);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 100)));
  expect(await height(page)).toBe(before);
  await say(1e9);
  await expect.poll(() => height(page)).toBe(20_000);
  await say(1);
  await expect.poll(() => height(page)).toBe(320);
});

test("the height is told in the words of AMP's frames too", async ({ page, baseURL, finder: _ }) => {
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    addEventListener("message", ({ data }) => told.push(data));
  });
  const frame = await article(page, baseURL, { script: false });
  await expect(frame.locator("#answer")).toBeVisible();
  const told = () => page.evaluate(() => (window as unknown as { told: { height: number; slotFinderHeight: number }[] }).told);
  await expect.poll(async () => (await told()).at(-1)).toMatchObject({ sentinel: "amp", type: "embed-size" });
  const last = (await told()).at(-1);
  expect(last?.height).toBeGreaterThan(500);
  expect(last?.height).toBe(last?.slotFinderHeight);
  // Without Pym around nothing is said in its words.
  expect((await told()).filter((data) => typeof data === "string")).toEqual([]);
});

test.describe("in a sandbox without an origin", () => {
  // Chromium on a desktop has no share sheet, and does not know the permission.
  test.use({ allowed: /^Unrecognized feature: 'web-share'/ });
  test("it works, and leaves nothing behind", async ({ page, context, baseURL, finder: _ }) => {
    const frame = await article(page, baseURL, { attributes: `sandbox="${SANDBOX}" allow="geolocation; web-share; clipboard-write"` });
    await expect(frame.locator("#answer")).toBeVisible();
    await frame.getByRole("combobox", { name: "Anda di mana?" }).fill("kota kediri");
    await frame.getByRole("option", { name: /^Kota Kediri/ }).click();
    await expect(frame.locator(".rows h3").first()).toHaveText("Blitar");
    await frame.getByRole("button", { name: /^Cara pesan/ }).first().click();
    await expect(frame.getByRole("dialog")).toBeVisible();
    await frame.getByRole("button", { name: "Kembali" }).click();
    await expect(frame.getByRole("dialog")).toHaveCount(0);
    expect(await context.cookies()).toEqual([]);
  });
});

test("without the permission for geolocation the button is absent; with it, it is there", async ({ page, baseURL, finder: _ }) => {
  const without = await article(page, baseURL);
  await expect(without.locator("#answer")).toBeVisible();
  await expect(without.getByRole("button", { name: "Pakai lokasi saya" })).toHaveCount(0);
  await page.unrouteAll();
  const allowed = await article(page, baseURL, { attributes: 'allow="geolocation"' });
  await expect(allowed.getByRole("button", { name: "Pakai lokasi saya" })).toBeVisible();
});

test("the way to book opens in sight, though the frame is higher than the screen", async ({ page, baseURL, finder: _ }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const frame = await article(page, baseURL, { query: "near=-7.8233,112.0156&place=Kota+Kediri" });
  await expect(frame.locator("#answer")).toBeVisible();
  await expect.poll(() => height(page)).toBeGreaterThan(900);
  for (const button of [frame.getByRole("button", { name: /^Cara pesan/ }), frame.locator(".rows > .row").last().locator(".strip").getByRole("button").first()]) {
    await button.scrollIntoViewIfNeeded();
    await button.click();
    await expect(frame.getByRole("dialog").getByRole("heading").first()).toBeInViewport();
    await frame.getByRole("button", { name: "Kembali" }).click();
  }
});

test("the address says what to show, in which language and in which colours", async ({ page, baseURL, finder: _ }) => {
  const frame = await article(page, baseURL, { query: "lang=en&near=-7.8233,112.0156&place=Kota%20Kediri&within-km=50&party=3&accent=%23884400" });
  await expect(frame.locator("#answer")).toHaveText("3 offices have places for 3 people");
  expect(await frame.locator(".places b").first().evaluate((number) => getComputedStyle(number).color)).toBe("rgb(136, 68, 0)");
});

test.describe("with a word that means nothing", () => {
  test.use({ allowed: /^embed\.html: "radios"/ });
  test("the console names it, and the rest is shown", async ({ page, baseURL, finder: _ }) => {
    const frame = await article(page, baseURL, { query: "radios=5&lang=en" });
    await expect(frame.locator("#answer")).toBeVisible();
  });
});

test("the frame's page knows the attributes of the element, and its script is under 1 kB", async ({ page, finder }) => {
  await finder.open();
  const source = readFileSync(new URL("../../www/embed.js", import.meta.url), "utf8");
  const named = JSON.parse(/ATTRIBUTES = (\[[^\]]*\])/.exec(source)?.[1] ?? "[]") as string[];
  const known = await page.evaluate(() => (customElements.get("slot-finder") as unknown as { observedAttributes: string[] }).observedAttributes);
  expect([...named].sort()).toEqual([...known].sort());
  const script = await (await page.request.get("./slot-finder-frame.js")).body();
  expect(script.length).toBeLessThan(1_000);
});
