// Tests what stays on the phone: nothing until the visitor opts in; then the question and the last feed, until the
// visitor opts out.

import { expect, FAILURES, Finder, stored, test } from "./finder";
import { blitar, feed, full, kediri, malang, sundayMorning, week, withRows } from "./feeds";

const element = { attributes: 'src="feed.json" places="places.json" lang="id" storage="ask"' };
const settled = async ({ page }: Finder) => expect(page.locator(".living")).toBeVisible();

test("before the visitor wants it nothing is stored, whatever they do", async ({ finder, page }) => {
  await finder.open();
  await settled(finder);
  await finder.askForThree();
  await finder.filter.click();
  await finder.closeFilters();
  await finder.sort.selectOption("soonest");
  await finder.book.first().click();
  await page.keyboard.press("Escape");
  await page.reload();
  await settled(finder);
  expect(await stored(page)).toEqual([]);
  await expect(finder.remember).not.toBeChecked();
  await expect(page.getByText("Belum ada yang disimpan.")).toBeVisible();
});

test("a remembered question is asked again at the next visit", async ({ finder, page }) => {
  await finder.open();
  await finder.remember.check();
  await finder.askForThree();
  await finder.sort.selectOption("nearest");
  await page.reload();
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await expect(finder.sort).toHaveValue("nearest");
  await expect(finder.remember).toBeChecked();
  await expect(page.getByText("Hapus centang untuk menghapus semuanya.")).toBeVisible();
});

test("the first answer that a remembered visitor hears is already theirs", async ({ finder, page }) => {
  await finder.open({ element });
  await finder.remember.check();
  await finder.askForThree();
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((records) => {
      for (const { target } of records) if (target instanceof Element && target.getAttribute("role") === "status") said.push(target.textContent ?? "");
    }).observe(document, { subtree: true, childList: true });
  });
  await page.reload();
  await expect(finder.place).toHaveValue("Kota Kediri");
  await expect(finder.live).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  expect((await page.evaluate(() => (window as unknown as { said: string[] }).said)).filter((text) => /1 orang/.test(text))).toEqual([]);
});

test("unticking deletes everything", async ({ finder, page }) => {
  await finder.open();
  await finder.remember.check();
  await finder.chooseTown();
  await expect.poll(async () => (await stored(page)).length).toBeGreaterThan(2);
  await finder.remember.uncheck();
  await expect.poll(() => stored(page)).toEqual([]);
  // Not by a reload: the address may hold a question by itself.
  await page.goto("./");
  await settled(finder);
  await expect(finder.place).toHaveValue("");
  expect(await stored(page)).toEqual([]);
});

test("what changed since the last visit is marked on the rows", async ({ finder, page }) => {
  await finder.open({ element, feed: feed([kediri, blitar, full(malang)]) });
  await finder.remember.check();
  await finder.chooseTown();
  await expect.poll(async () => (await stored(page)).some((name) => name.startsWith("cache"))).toBe(true);
  await finder.serveFeed(feed([
    kediri, withRows(blitar, week([0, 9, 0, 12, 0, -1, -1, 2])), withRows(malang, week([0, 0, 0, 30, 0, -1, -1, 0])),
  ], { generated_at: "2026-11-22T08:10:00+07:00" }));
  await page.reload();
  await expect(finder.row("Malang").locator(".changed")).toHaveText("Baru sejak terakhir dilihat");
  await expect(finder.row("Blitar").locator(".changed")).toHaveText("Bertambah, tadinya 1");
});

test("the phone's own position is kept roughly, to about a kilometre", async ({ finder, page }) => {
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation({ latitude: -7.82331, longitude: 112.01562 });
  await finder.open({ element });
  await finder.remember.check();
  await page.getByRole("button", { name: "Pakai lokasi saya" }).click();
  await expect(finder.place).toHaveValue("Lokasi Anda");
  const kept = await page.evaluate(() => Object.values(localStorage).join());
  expect(kept).toContain("-7.82");
  expect(kept).not.toMatch(/-7\.823|112\.015/);
});

test("a date that has passed is not asked again", async ({ finder, page }) => {
  await finder.open({ element });
  await finder.remember.check();
  await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-12-01");
  await finder.chooseTown();
  await expect(page.getByText("dipakai 1 Des", { exact: true })).toBeVisible();
  await page.clock.setFixedTime("2026-12-02T08:00:00+07:00");
  await finder.serveFeed(sundayMorning({ generated_at: "2026-12-02T07:55:00+07:00" }));
  await page.reload();
  await finder.hasAsked("Kota Kediri", 1);
});

for (const [what, kept] of [["no JSON", "{"], ["no question", "7"], ["values out of range", '{"party": 0, "place": {"lat": 900, "lon": 0}, "sort": {"a": 1}}']] as const) {
  test(`what was kept but is ${what} is left out`, async ({ finder, page, baseURL }) => {
    await page.addInitScript(([name, text]) => localStorage.setItem(name, text), [`slot-finder ${baseURL}feed.json`, kept] as const);
    await finder.open({ element });
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
    await expect(finder.place).toHaveValue("");
  });
}

for (const [what, kept, question] of [
  ["a date that is none", { from: "9999-99-99", party: 3 }, "3 orang"],
  ["an hour that is none", { sessionFrom: "99:99", party: 3 }, "3 orang"],
  ["an order that needs a place", { sort: "nearest", party: 3 }, "3 orang"],
  ["dates the wrong way round", { from: "2026-11-25", to: "2026-11-24", party: 3 }, "3 orang"],
  ["a weekday that is none", { weekdays: [9], party: 3 }, "3 orang"],
  ["a radius below zero", { withinKm: -5, party: 3 }, "3 orang"],
  ["ids that are none", { services: ["a/b"], channels: [7.5e300], pinned: ["\u00e9"], party: 3 }, "3 orang"],
  ["a place without a latitude", { place: { name: "Kediri", lat: null, lon: 112 }, party: 3 }, "3 orang"],
  ["a place whose latitude is a text", { place: { name: "Kediri", lat: "-7.8", lon: 112 }, party: 3 }, "3 orang"],
  ["a place whose parent is none", { place: { name: "Kediri", parent: 7, lat: -7.8, lon: 112 }, party: 3 }, "3 orang"],
  ["what no question has", { now: "x", limit: -1, party: 3 }, "3 orang"],
] as const) {
  test(`of a kept question with ${what} the rest is asked`, async ({ finder, page, baseURL }) => {
    await page.addInitScript(([name, text]) => localStorage.setItem(name, text), [`slot-finder ${baseURL}feed.json`, JSON.stringify(kept)] as const);
    await finder.open({ element });
    await expect(finder.answer).toContainText(`untuk ${question}`);
    await expect(finder.remember).toBeChecked();
  });
}

test("a tab in which the visitor did not untick stores nothing again", async ({ finder, page, context }) => {
  await finder.open({ element });
  await finder.remember.check();
  await finder.chooseTown();
  await expect.poll(async () => (await stored(page)).length).toBeGreaterThan(1);
  const other = await context.newPage();
  const second = new Finder(other);
  await second.open({ element });
  await expect(second.remember).toBeChecked();
  await finder.remember.uncheck();
  await expect.poll(() => stored(page)).toEqual([]);
  await expect(second.remember).not.toBeChecked();
  await second.sort.selectOption("soonest");
  await second.serveFeed(sundayMorning({ generated_at: "2026-11-22T08:05:00+07:00" }));
  await second.element.evaluate((node) => (node as HTMLElement & { refresh(): Promise<void> }).refresh());
  await expect(other.getByText("Dicek 7 menit lalu")).toBeVisible();
  expect(await stored(other)).toEqual([]);
});

test("a browser that refuses to store the last data says so, and keeps the question", async ({ finder, page }) => {
  await page.addInitScript(() => {
    Cache.prototype.put = () => Promise.reject(new DOMException("full", "QuotaExceededError"));
  });
  await finder.open({ element });
  await finder.remember.check();
  await finder.chooseTown();
  await expect(page.getByText("Pilihan Anda disimpan di ponsel ini, tetapi data terakhir tidak bisa disimpan")).toBeVisible();
  await expect(finder.remember).toBeChecked();
  await page.reload();
  await expect(finder.place).toHaveValue("Kota Kediri");
});

test("an element asks for nothing to be stored unless its author says so", async ({ finder, page }) => {
  await finder.open({ element: { attributes: 'src="feed.json" lang="id"' } });
  await settled(finder);
  await expect(finder.remember).toHaveCount(0);
  await finder.element.evaluate((node) => node.setAttribute("storage", "ask"));
  await expect(finder.remember).not.toBeChecked();
  expect(await stored(page)).toEqual([]);
});

test("where storing is forbidden the page works, and the tick does not hold", async ({ finder, page }) => {
  await page.addInitScript(() => {
    const forbidden = () => { throw new DOMException("forbidden", "SecurityError"); };
    for (const name of ["localStorage", "caches", "indexedDB"]) Object.defineProperty(window, name, { get: forbidden });
  });
  await finder.open({ element });
  await finder.chooseTown();
  await finder.remember.click();
  await expect(finder.remember).not.toBeChecked();
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
});

test("in a frame without an origin the page works", async ({ finder, page }) => {
  await finder.start({ element });
  await page.route("**/outer.html", (route) => route.fulfill({
    contentType: "text/html", body: '<!doctype html><iframe sandbox="allow-scripts" src="host.html" width="700" height="900"></iframe>',
  }));
  // A frame without an origin reads only public files.
  const open = { "Access-Control-Allow-Origin": "*" };
  await page.route(/\/(feed\.json|[\w-]+\.(js|wasm))$/, async (route) => {
    if (route.request().url().endsWith("feed.json")) return route.fulfill({ json: sundayMorning(), headers: open });
    const response = await route.fetch();
    return route.fulfill({ response, headers: { ...response.headers(), ...open } });
  });
  await page.route("**/host.html", (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    body: `<!doctype html><html lang="id"><title>Host</title><script type="module" src="slot-finder.js"></script><slot-finder ${element.attributes}></slot-finder></html>`,
  }));
  await page.goto("./outer.html");
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("#answer")).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await frame.getByRole("checkbox", { name: "Ingat pilihan saya" }).click();
  await expect(frame.getByRole("checkbox", { name: "Ingat pilihan saya" })).not.toBeChecked();
});

test.describe("when the feed cannot be had at the next visit", () => {
  test.use({ allowed: FAILURES });

  for (const [what, body] of [["no JSON", "<html>"], ["no feed", "{}"], ["a feed that is cut off", JSON.stringify(sundayMorning()).slice(0, 900)]] as const) {
    test(`an answer that is ${what} does not take the place of the last one`, async ({ finder, page }) => {
      await finder.open({ element });
      await finder.remember.check();
      await expect.poll(async () => (await stored(page)).some((name) => name.startsWith("cache"))).toBe(true);
      await finder.serveFeed(body);
      await page.reload();
      await expect(finder.rows).toHaveCount(5);
      await expect(finder.remember).toBeChecked();
      await page.unroute("**/feed.json");
      await page.route("**/feed.json", (route) => route.abort());
      await page.reload();
      await expect(finder.rows).toHaveCount(5);
    });
  }

  test("the last one is there, with its age and a way to try again", async ({ finder, page }) => {
    await finder.open({ element });
    await finder.remember.check();
    await finder.chooseTown();
    await expect.poll(async () => (await stored(page)).some((name) => name.startsWith("cache"))).toBe(true);
    await finder.serveFeed("broken");
    await page.clock.setFixedTime("2026-11-22T08:40:00+07:00");
    await page.reload();
    await expect(finder.rows).toHaveCount(5);
    await expect(page.locator(".notice.error")).toContainText("Data tidak bisa diambil.");
    await expect(page.getByText("Dicek 40 menit lalu (08.00 WIB)")).toBeVisible();
    await finder.serveFeed(sundayMorning({ generated_at: "2026-11-22T08:39:00+07:00" }));
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await expect(page.getByText("Dicek 1 menit lalu (08.39 WIB)")).toBeVisible();
    await expect(page.locator(".notice.error")).toHaveCount(0);
  });
});
