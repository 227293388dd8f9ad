// Watches a whole visit: no coordinate and no typed text leaves the page, and nothing is stored without the visitor's act.

import type { Page } from "@playwright/test";

import { expect, stored, test } from "./finder";
import { sundayMorning } from "./feeds";

/** The visitor's position; no office or town of the gazetteer is there. */
const POSITION = { latitude: -7.8123456, longitude: 112.0345678 };
const TYPED = "kota kediri";

/** All of the ways in which a page may say where the visitor is: digits of the position, of the town, or its name. */
const TELLS = /7\.8[12]|112\.0[13]|782|1120|kediri|kota/i;

/** Lets the page do what it has to do, by tasks that its own clock does not hold back. */
const hasCaughtUp = (page: Page): Promise<void> => page.evaluate(async () => {
  for (let task = 0; task < 20; task++) {
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(0);
    });
  }
});

test("a whole visit tells nobody where the visitor is or what they typed, and stores nothing", async ({ finder, page, context }) => {
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation(POSITION);
  const requests: { method: string; url: string; headers: Record<string, string>; body: string | null }[] = [];
  context.on("request", (request) => void requests.push({ method: request.method(), url: request.url(), headers: request.headers(), body: request.postData() }));
  let open = 0;
  context.on("request", () => void open++);
  for (const end of ["requestfinished", "requestfailed"] as const) context.on(end as "requestfinished", () => void open--);
  const sockets: string[] = [];
  page.on("websocket", (socket) => void sockets.push(socket.url()));
  // What else could carry something away, and what could keep it.
  await page.addInitScript(() => {
    const calls: string[] = [];
    const events: { type: string; detail: string }[] = [];
    Object.assign(globalThis, { calls, events });
    const watch = (target: object, name: string, label: string): void => {
      const original = (target as Record<string, unknown>)[name];
      if (typeof original !== "function") return;
      (target as Record<string, unknown>)[name] = function (this: unknown, ...values: unknown[]) {
        calls.push(`${label} ${values.map(String).join(" ")}`);
        return (original as (...values: unknown[]) => unknown).apply(this, values);
      };
    };
    watch(Navigator.prototype, "sendBeacon", "sendBeacon");
    watch(XMLHttpRequest.prototype, "open", "XMLHttpRequest");
    watch(Storage.prototype, "setItem", "setItem");
    watch(CacheStorage.prototype, "open", "caches");
    watch(IDBFactory.prototype, "open", "indexedDB");
    watch(window, "postMessage", "postMessage");
    watch(BroadcastChannel.prototype, "postMessage", "BroadcastChannel");
    const { set } = Object.getOwnPropertyDescriptor(Document.prototype, "cookie") ?? {};
    Object.defineProperty(Document.prototype, "cookie", { set(this: Document, value: string) {
      calls.push(`cookie ${value}`);
      set?.call(this, value);
    }, get: () => "", configurable: true });
    for (const type of ["slot-finder-ready", "slot-finder-results", "slot-finder-select", "slot-finder-error", "slot-finder-remember"]) {
      addEventListener(type, (event) => {
        const fields = Object.fromEntries(Object.getOwnPropertyNames(event).map((name) => [name, (event as unknown as Record<string, unknown>)[name]]));
        events.push({ type, detail: JSON.stringify(fields) });
      });
    }
  });
  // A page of somebody else's says nothing about what browsers may tell, and may even ask for all of it.
  await page.route(/\/(\?|$)/, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<meta name="referrer" content="origin">', '<meta name="referrer" content="unsafe-url">');
    expect(body).toContain("unsafe-url");
    await route.fulfill({ response, body });
  });
  await finder.open({ feed: sundayMorning(), running: true });

  // The phone's position; then a town is typed and chosen, people and an order are asked, all views are looked at.
  await page.getByRole("button", { name: "Pakai lokasi saya" }).click();
  await finder.hasAsked("Lokasi Anda", 1);
  await expect(finder.row("Blitar").locator(".km")).toContainText("km");
  await finder.chooseTown(TYPED);
  await finder.people.selectOption("2");
  await finder.sort.selectOption("soonest");
  for (const view of ["Kalender", "Peta", "Daftar"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await expect(finder.answer).toBeVisible();
  }
  await finder.filter.click();
  await finder.closeFilters();
  expect(page.url()).toContain("place=Kota");
  // An office, how to book, and the time until the page has looked for newer data twice.
  await finder.row("Blitar").locator(".open-office").click();
  await expect(finder.dialog).toBeVisible();
  await page.keyboard.press("Escape");
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
  await page.keyboard.press("Escape");
  const asked = requests.length;
  // In steps that let each answer arrive, and the page read it, before the page's clock says that it took too long.
  for (let seconds = 0; seconds < 700; seconds += 5) {
    await page.clock.runFor(5000);
    await hasCaughtUp(page);
    await expect.poll(() => open).toBe(0);
    await hasCaughtUp(page);
  }
  expect(requests.length).toBeGreaterThan(asked);

  // Every request is for a file of the site, with nothing in it.
  const origin = new URL(page.url()).origin;
  expect(requests.length).toBeGreaterThan(5);
  for (const { method, url, headers, body } of requests) {
    expect(new URL(url).origin, url).toBe(origin);
    expect(method, url).toBe("GET");
    expect(body, url).toBeNull();
    expect(new URL(url).search + new URL(url).hash, url).not.toMatch(TELLS);
    expect(new URL(url).pathname, url).not.toMatch(TELLS);
    expect(headers["cookie"], url).toBeUndefined();
    // A request names the page that it is for; the address of the page is the visitor's own, if it says where.
    // Only the page's own icon, which the browser fetches, follows the page's policy.
    const referer = headers["referer"] ?? "";
    if (new URL(url).pathname !== "/icon.svg") expect(referer, url).not.toMatch(TELLS);
  }
  expect(sockets).toEqual([]);
  expect(await page.evaluate(() => (globalThis as typeof globalThis & { calls: string[] }).calls)).toEqual([]);
  expect(await stored(page)).toEqual([]);
  // Events stay in the page. They say what was found, never what was typed or where the visitor is.
  const events = await page.evaluate(() => (globalThis as typeof globalThis & { events: { type: string; detail: string }[] }).events);
  expect(events.map(({ type }) => type)).toContain("slot-finder-results");
  for (const { detail } of events) {
    expect(detail).not.toContain(String(POSITION.latitude));
    expect(detail).not.toContain(String(POSITION.longitude));
    expect(detail).not.toContain(TYPED);
  }

  // Only what the visitor ticks is kept, and a position only roughly.
  await finder.remember.check();
  await expect.poll(() => stored(page)).not.toEqual([]);
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).not.toContain(String(POSITION.latitude));
  expect(kept).not.toContain(String(POSITION.longitude));
  await finder.remember.uncheck();
  await expect.poll(() => stored(page)).toEqual([]);
});

test("a choice that is taken back at once leaves nothing behind", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning(), running: true });
  await finder.remember.check();
  for (let time = 0; time < 3; time++) {
    await finder.remember.uncheck();
    await finder.remember.check();
  }
  await finder.remember.uncheck();
  await expect.poll(() => stored(page)).toEqual([]);
  // Whatever was still on its way has come by then.
  await page.evaluate(() => navigator.serviceWorker.getRegistrations());
  await page.reload();
  await expect(finder.names.first()).toBeVisible();
  expect(await stored(page)).toEqual([]);
});
