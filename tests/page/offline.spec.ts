// Tests the standalone page without a network. Its own server serves it and is stopped: nothing is simulated.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, FAILURES, stored, type Finder } from "./finder";
import { blitar, feed, SUNDAY_MORNING, week, withRows } from "./feeds";
import { test, type Site } from "./site";

test.use({ allowed: FAILURES });

/** Visits the page, turns on remembering, and waits until it works without a network. */
async function visit({ page, answer, remember, ...finder }: Finder, site: Site, now = SUNDAY_MORNING): Promise<void> {
  void finder;
  await page.clock.setFixedTime(now);
  await page.goto(site.url);
  await expect(answer).toBeVisible();
  await remember.check();
  await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
  await expect.poll(async () => (await stored(page)).filter((name) => name.startsWith("cache")).length).toBe(2);
}

const reopen = async ({ page }: Finder, site: Site, now: string): Promise<void> => {
  await page.goto("about:blank");
  await page.clock.setFixedTime(now);
  await page.goto(site.url);
};

test("before the visitor wants it there is no worker", async ({ finder, page, site }) => {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.goto(site.url);
  await expect(finder.remember).not.toBeChecked();
  expect(await stored(page)).toEqual([]);
});

test("after a visit the page opens without a network, with the question, the list and its age", async ({ finder, page, site }) => {
  await visit(finder, site);
  await finder.askForThree();
  await site.stop();
  await reopen(finder, site, "2026-11-22T08:50:00+07:00");
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect(page.getByText("Dicek 50 menit lalu (08.00 WIB)")).toBeVisible();
  await expect(page.locator(".notice.error")).toBeVisible();
});

test("both languages and the list of towns work without a network", async ({ finder, page, site }) => {
  await visit(finder, site);
  await site.stop();
  await page.goto("about:blank");
  await page.goto(`${site.url}?lang=en`);
  await expect(finder.answer).toHaveText("5 offices have places for 1 person");
  await finder.chooseTown("kediri");
  await expect(finder.place).toHaveValue("Kota Kediri");
});

test("what is too old is grey, large in its age, and never called open", async ({ finder, page, site }) => {
  await visit(finder, site);
  await finder.chooseTown();
  await site.stop();
  await reopen(finder, site, "2026-11-25T08:12:00+07:00");
  await expect(finder.answer).toHaveText(
    "Data terakhir dari Minggu 22 November, 08.00 WIB, sudah terlalu lama. Periksa dulu di M-Paspor.",
  );
  await expect(page.locator(".past")).toContainText("Kantor Imigrasi Kelas II Non TPI Blitar · 27 km garis lurus");
  await expect(page.locator(".past")).toContainText("Kamis, 26 November 2026: waktu itu sisa 12");
  await expect(page.locator(".past")).toContainText("Data 3 hari lalu, mungkin sudah berubah");
  await expect(finder.rows).toHaveCount(0);
  await expect(finder.book).toHaveCount(0);
  expect(await page.locator(".page").innerText()).not.toMatch(/Ada kuota/);
  const notice = page.locator(".notice.large p");
  expect(await notice.evaluate((node) => parseFloat(getComputedStyle(node).fontSize))).toBe(20);
});

test("the clock is not turned back by what was kept", async ({ finder, page, site }) => {
  // The server dated the cached answer years from the page's own time.
  site.now = "2031-05-04T08:12:00+07:00";
  await visit(finder, site);
  await site.stop();
  await reopen(finder, site, "2026-11-22T10:30:00+07:00");
  await expect(page.getByText("Data sudah 2 jam. Periksa di M-Paspor sebelum berangkat.")).toBeVisible();
});

test("when the network is back the page shows new data", async ({ finder, page, site }) => {
  await visit(finder, site);
  await site.stop();
  site.now = "2026-12-02T08:00:00+07:00";
  await reopen(finder, site, site.now);
  await expect(page.locator(".notice.error")).toBeVisible();
  const office = withRows(blitar, week([0, 5, 5, 5], { from: "2026-12-03" }));
  writeFileSync(join(site.folder, "feed.json"), JSON.stringify(feed([office], { generated_at: site.now })));
  await site.start();
  await page.getByRole("button", { name: "Coba lagi" }).click();
  await expect(finder.answer).toHaveText(/^Ada kuota/);
  await expect(page.locator(".notice.error")).toHaveCount(0);
});

test("unticking removes the worker and all that it kept", async ({ finder, page, site }) => {
  await visit(finder, site);
  await finder.remember.uncheck();
  await expect.poll(() => stored(page)).toEqual([]);
  // The page that is open still asks the worker.
  await page.evaluate(() => Promise.all(["./", "places.json", "icon.svg", document.querySelector<HTMLLinkElement>("link[href$='.css']")?.href ?? ""].map(async (url) => (await fetch(url)).text())));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 200)));
  expect(await stored(page)).toEqual([]);
});

test("the worker keeps neither the feed nor the question", async ({ finder, page, site }) => {
  await visit(finder, site);
  await finder.askForThree();
  const kept = await page.evaluate(async () => {
    const name = (await caches.keys()).find((cache) => cache.startsWith("slot-finder-files-")) ?? "";
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.slice(1));
  });
  expect(kept.filter((name) => /^slot_finder_bg-\w{10}\.wasm$/.test(name))).toHaveLength(1);
  expect(kept).toContain("");
  expect(kept.filter((name) => /feed|Kediri|\?|^sw/.test(name))).toEqual([]);
});

test("a new build is taken whole, once the old page is closed; half of one is not taken", async ({ finder, page, site }) => {
  await visit(finder, site);
  const versions = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("slot-finder-files-")));
  const [old = ""] = await versions();
  const worker = readFileSync(join(site.folder, "sw.js"), "utf8");
  const style = readdirSync(site.folder).find((name) => /^page-\w{10}\.css$/.test(name)) ?? "";
  const css = readFileSync(join(site.folder, style), "utf8");
  const newer = worker.replace(old.slice("slot-finder-files-".length), "the-next-build");

  // A worker that lists another style than the host has: half of a deployment.
  writeFileSync(join(site.folder, style), `${css}/* changed */`);
  writeFileSync(join(site.folder, "sw.js"), newer);
  const update = () => page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
    const worker = registration.installing;
    await new Promise<void>((done) => worker ? worker.addEventListener("statechange", () => done()) : done());
    return registration.waiting !== null;
  });
  expect(await update()).toBe(false);
  expect(await versions()).toContain(old);

  // The complete deployment: waits for the page to close, then takes over, and the old files go.
  writeFileSync(join(site.folder, style), css);
  expect(await update()).toBe(true);
  await page.goto("about:blank");
  await expect.poll(async () => {
    await page.goto(`${site.url}icon.svg`);
    const names = await page.evaluate(() => caches.keys()).catch(() => []);
    await page.goto("about:blank");
    return names.filter((name) => name.startsWith("slot-finder-files-"));
  }).toEqual(["slot-finder-files-the-next-build"]);
});

test("the page can be installed: its manifest names it, where it starts and icons that exist", async ({ page, site }) => {
  await page.goto(site.url);
  const session = await page.context().newCDPSession(page);
  const { url, errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(readFileSync(join(site.folder, "manifest.webmanifest"), "utf8")) as {
    name: string; start_url: string; display: string; icons: { src: string; sizes: string; purpose?: string }[];
  };
  expect(new URL(manifest.start_url, url).href).toBe(site.url);
  expect(manifest.icons.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([["any", undefined], ["192x192", undefined], ["512x512", undefined], ["512x512", "maskable"]]);
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    if (sizes !== "any") expect(size).toBe(sizes);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito")).toEqual([]);
});
