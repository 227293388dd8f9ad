// Everything that can go wrong between the page and its feed, as one table: at the first load, and while the page is open.
//
// A server on this machine does what the row says. While the page is open, the last good list stays with its age, few
// requests go out, one at a time, and the page recovers by itself. `www/docs/faults.md` has the same table for people.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { type Page } from "@playwright/test";
import { blitar, feed, full, kediri, malang, SUNDAY_MORNING, week, withRows, type Feed } from "./feeds";
import { expect, FAILURES, test } from "./finder";

test.use({ allowed: FAILURES });

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const good = feed([kediri, blitar, full(malang)], { ttl: 300 });
const newer = (minute: number): Feed => feed([kediri, blitar, withRows(malang, week([0, 0, 0, 30, 0, -1, -1, 0]))], { ttl: 300, generated_at: new Date(Date.parse(SUNDAY_MORNING) + minute * 60_000).toISOString() });

const send = (response: ServerResponse, data: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers }).end(typeof data === "string" || Buffer.isBuffer(data) ? data : JSON.stringify(data));
const says = (status: number, headers: Record<string, string> = {}): Answer => (response) => void response.writeHead(status, { "Cache-Control": "no-store", ...headers }).end("{}");
const text = JSON.stringify(good);

interface Row {
  what: string;
  answer: Answer;
  /** What the event says; the engine's own words. */
  event: RegExp;
}

const ROWS: Row[] = [
  { what: "the connection is refused", answer: (response) => void response.destroy(), event: /could not be fetched|network|fetch/i },
  { what: "404", answer: says(404), event: /404/ },
  { what: "410", answer: says(410), event: /410/ },
  { what: "500", answer: says(500), event: /500/ },
  { what: "503 with Retry-After", answer: says(503, { "Retry-After": "120" }), event: /503/ },
  // The stopped clock may be faster than the twenty redirects that a browser follows.
  { what: "a redirect to itself", answer: (response, request) => void response.writeHead(302, { "Location": request.url ?? "", "Cache-Control": "no-store" }).end(), event: /could not be fetched|too long/i },
  { what: "204 without a body", answer: (response) => void response.writeHead(204, { "Cache-Control": "no-store" }).end(), event: /JSON|empty|too early|204/i },
  { what: "headers that never come", answer: () => undefined, event: /time|took|long/i },
  {
    what: "a body that stalls",
    answer: (response) => void response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" }).write(text.slice(0, 300)),
    event: /time|took|long/i,
  },
  {
    what: "a body that is cut in half",
    answer: (response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" }).write(text.slice(0, text.length / 2));
      setTimeout(() => response.destroy(), 20);
    },
    event: /fetched|network|cut|ended|JSON/i,
  },
  {
    what: "a length that is wrong",
    answer: (response) => {
      response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store", "Content-Length": String(text.length + 999) }).write(text);
      setTimeout(() => response.destroy(), 20);
    },
    event: /fetched|network|cut|ended/i,
  },
  { what: "half of a feed as if it were whole", answer: (response) => send(response, text.slice(0, text.length / 2)), event: /not JSON/ },
  { what: "nothing as if it were whole", answer: (response) => send(response, ""), event: /not JSON/ },
  { what: "a page in place of the feed", answer: (response) => send(response, "<!doctype html><title>Log in</title>", { "Content-Type": "text/html" }), event: /leads to a page/ },
  { what: "garbled gzip", answer: (response) => send(response, Buffer.concat([gzipSync(text).subarray(0, 60), Buffer.alloc(400, 0x5a)]), { "Content-Encoding": "gzip" }), event: /fetched|network|decod/i },
  { what: "gzip that is none", answer: (response) => send(response, text, { "Content-Encoding": "gzip" }), event: /fetched|network|decod/i },
  { what: "304 without a copy", answer: says(304), event: /304/ },
  { what: "another format", answer: (response) => send(response, { ...good, format: "gtfs" }), event: /slot-feed/ },
  { what: "a version of later", answer: (response) => send(response, { ...good, version: "2.0" }), event: /version/i },
];

interface Server {
  url: string;
  answer: Answer;
  /** Requests for the feed, and the most that were open at the same time. */
  asked: number;
  /** Requests of the page for the feed, without those that the browser adds by itself. */
  polls: number;
  most: number;
  stop(): Promise<void>;
}

/** The site, with a feed that is answered in any way. */
async function serve(page: Page): Promise<Server> {
  const site = process.env["SITE"] ?? "";
  let open = 0;
  const server = createServer((request, response) => {
    response.sendDate = false;
    if (request.url === "/feed.json") {
      state.asked++;
      state.most = Math.max(state.most, ++open);
      response.on("close", () => open--);
      return state.answer(response, request);
    }
    fetch(new URL((request.url ?? "/").slice(1), site), { headers: { "Accept-Encoding": "identity" } }).then(async (got) => {
      for (const name of ["content-type", "content-security-policy"]) {
        const value = got.headers.get(name);
        if (value) response.setHeader(name, value);
      }
      response.writeHead(got.status).end(Buffer.from(await got.arrayBuffer()));
    }, () => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const state: Server = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answer: (response) => send(response, good),
    asked: 0,
    polls: 0,
    most: 0,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
  const count = (by: number) => (): void => void waiting.set(page, (waiting.get(page) ?? 0) + by);
  page.on("request", (request) => {
    if (request.url().endsWith("/feed.json") && !request.redirectedFrom()) state.polls++;
  });
  page.on("request", count(1));
  page.on("requestfinished", count(-1));
  page.on("requestfailed", count(-1));
  await page.addInitScript(() => {
    const all = ((globalThis as typeof globalThis & { failures: string[] }).failures = []) as string[];
    addEventListener("slot-finder-error", (event) => void all.push((event as Event & { message: string }).message));
    Math.random = () => 0.5;
  });
  return state;
}

const failures = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as typeof globalThis & { failures: string[] }).failures);

/** Requests of a page that have no answer yet. */
const waiting = new WeakMap<Page, number>();

/**
 * Lets time pass in steps shorter than the page waits for an answer. After each the answers arrive before more time passes,
 * except where the server `stalls`.
 */
async function pass(page: Page, minutes: number, stalls = false): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 0.5) {
    await page.clock.runFor(30_000);
    await page.evaluate(() => 0);
    while (!stalls && waiting.get(page)) await new Promise((done) => setTimeout(done, 5));
  }
}

for (const { what, answer, event } of ROWS) {
  const stalls = /never come|stalls/.test(what);
  test(`while the page is open, ${what}: the list stays with its age, and newer data comes by itself`, async ({ finder, page }) => {
    const server = await serve(page);
    await page.clock.install({ time: SUNDAY_MORNING });
    await page.goto(server.url);
    await expect(finder.names).toHaveText(["Blitar"]);
    await expect(page.locator(".living")).toBeVisible();
    server.asked = 0;
    server.polls = 0;
    server.answer = answer;
    await pass(page, 45, stalls);
    await expect.poll(async () => (await failures(page)).length).toBeGreaterThan(0);
    for (const message of await failures(page)) expect(message).toMatch(event);
    // Without back-off there would be eight.
    expect(server.asked).toBeGreaterThan(0);
    expect(server.polls).toBeGreaterThan(0);
    expect(server.polls).toBeLessThanOrEqual(4);
    expect(server.most).toBe(1);
    await expect(finder.names).toHaveText(["Blitar"]);
    await expect(page.getByText(/Dicek 5\d menit lalu/).first()).toBeVisible();
    server.answer = (response) => send(response, newer(46));
    await pass(page, 75);
    await expect(finder.bar).toHaveText("1 kantor punya kuota baru. Tampilkan");
    await finder.bar.click();
    await expect(finder.names).toHaveText(["Blitar", "Malang"]);
    await server.stop();
  });

  if (what === "headers that never come") continue;
  test(`at the first load, ${what}: what the page's author wrote stays, and the list comes by itself`, async ({ finder, page }) => {
    const server = await serve(page);
    server.answer = answer;
    await page.clock.install({ time: SUNDAY_MORNING });
    await page.goto(server.url);
    await expect.poll(async () => {
      await pass(page, 0.5, stalls);
      return (await failures(page)).length;
    }).toBeGreaterThan(0);
    expect((await failures(page))[0]).toMatch(event);
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    await expect(page.getByText("Paspor dipesan lewat aplikasi M-Paspor.")).toBeVisible();
    expect(server.most).toBe(1);
    server.answer = (response) => send(response, good);
    // What is not JSON, or does not come, may pass; a feed that is none is asked for again by whoever wants it.
    if (["another format", "a version of later"].includes(what)) await page.getByRole("button", { name: "Coba lagi" }).click();
    else await pass(page, 2, stalls);
    await expect(finder.names).toHaveText(["Blitar"]);
    await server.stop();
  });
}
