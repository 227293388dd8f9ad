// Everything that can go wrong between the page and its feed, as one table: at the first load, and while the page is open.
//
// A server on this machine does what the row says. While the page is open, the last good list stays with its age, few
// requests go out, one at a time, and the page recovers by itself. `www/docs/faults.md` has the same table for people.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import { type AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { gzipSync } from "node:zlib";
import { type CDPSession, type Page } from "@playwright/test";
import { blitar, feed, full, kediri, malang, SUNDAY_MORNING, week, withRows, type Feed } from "./feeds";
import { expect, FAILURES, test, type Finder } from "./finder";

test.use({ allowed: FAILURES });

type Answer = (response: ServerResponse, request: IncomingMessage) => unknown;

const good = feed([kediri, blitar, full(malang)], { ttl: 300 });
const newer = (minute: number): Feed => feed([kediri, blitar, withRows(malang, week([0, 0, 0, 30, 0, -1, -1, 0]))], { ttl: 300, generated_at: new Date(Date.parse(SUNDAY_MORNING) + minute * 60_000).toISOString() });

const send = (response: ServerResponse, data: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store", ...headers }).end(typeof data === "string" || Buffer.isBuffer(data) ? data : JSON.stringify(data));
const says = (status: number, headers: Record<string, string> = {}): Answer => (response) => void response.writeHead(status, { "Cache-Control": "no-store", ...headers }).end("{}");
const text = JSON.stringify(good);

/** The most bytes of a feed; see the format. */
const LIMIT = 64 * 1024 * 1024;
/** One byte more than may come, in few bytes. */
const BOMB = gzipSync(Buffer.alloc(LIMIT + 1, 0x20));

/** Sends more than may come, without saying how much, until the reader has enough. */
const pourMuch: Answer = (response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  const piece = Buffer.alloc(1024 * 1024, 0x20);
  pipeline(Array(LIMIT / piece.length + 1).fill(piece), response, () => undefined);
};

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
  { what: "white space as if it were a feed", answer: (response) => send(response, " \n".repeat(500)), event: /not JSON/ },
  { what: "a feed past the size limit without a length", answer: pourMuch, event: /larger than/ },
  { what: "a feed that unpacks to more than the limit", answer: (response) => send(response, BOMB, { "Content-Encoding": "gzip", "Content-Length": String(BOMB.length) }), event: /larger than/ },
  { what: "a length past the limit", answer: (response) => void response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store", "Content-Length": String(LIMIT + 1) }).write(text), event: /larger than/ },
  { what: "a feed without a list of offices", answer: (response) => send(response, { ...good, offices: undefined }), event: /offices/ },
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
  /** How the last request wants caches to be used. */
  caching: string | undefined;
  /** Files whose second half does not come. */
  stalled: RegExp | undefined;
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
      state.caching = request.headers["cache-control"];
      state.most = Math.max(state.most, ++open);
      response.on("close", () => open--);
      return void state.answer(response, request);
    }
    const finish = (bytes: Buffer): void => {
      if (state.stalled?.test(request.url ?? "")) response.write(bytes.subarray(0, bytes.length / 2));
      else response.end(bytes);
    };
    if (request.url === "/host.html") return void response.writeHead(200, { "Content-Type": "text/html" }).end(host);
    if (request.url?.startsWith("/pkg/")) {
      response.writeHead(200, { "Content-Type": request.url.endsWith(".wasm") ? "application/wasm" : "text/javascript" });
      return finish(readFileSync(request.url.slice(1)));
    }
    fetch(new URL((request.url ?? "/").slice(1), site), { headers: { "Accept-Encoding": "identity" } }).then(async (got) => {
      for (const name of ["content-type", "content-security-policy"]) {
        const value = got.headers.get(name);
        if (value) response.setHeader(name, value);
      }
      response.writeHead(got.status);
      finish(Buffer.from(await got.arrayBuffer()));
    }, () => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const state: Server = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answer: (response) => send(response, good),
    asked: 0,
    polls: 0,
    most: 0,
    caching: undefined,
    stalled: undefined,
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
  const answers = async (): Promise<void> => {
    while (!stalls && waiting.get(page)) await new Promise((done) => setTimeout(done, 5));
  };
  await answers();
  for (let passed = 0; passed < minutes; passed += 0.5) {
    await page.clock.runFor(30_000);
    await page.evaluate(() => 0);
    await answers();
  }
}

/** Lets little time pass at once: an answer has time to come before the page gives up. */
async function untilListed({ names, page }: Finder): Promise<void> {
  for (let step = 0; step < 240 && !(await names.count()); step++) {
    await page.clock.runFor(500);
    await new Promise((done) => setTimeout(done, 20));
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
    // What is not JSON, or does not come, may pass; a feed that is none, or too large, is asked for again by whoever wants it.
    if (/another format|a version of later|limit|without a list/.test(what)) await page.getByRole("button", { name: "Coba lagi" }).click();
    else await untilListed(finder);
    await expect(finder.names).toHaveText(["Blitar"]);
    // No script can stop what the page preloads: the next request goes past the cache, where a browser would hold it back.
    if (what === "headers that never come") expect(server.caching).toBe("no-cache");
    else if (what !== "a redirect to itself") expect(server.caching).toBe("max-age=0");
    await server.stop();
  });
}

const wasm = /\/slot_finder_bg(-\w+)?\.wasm$/;

/** The page of somebody who takes the element from the npm package, where no hash is known. */
const host = `<!doctype html><html lang="id"><title>Host</title><script type="module" src="pkg/element/slot-finder.js"></script>
  <main><slot-finder src="feed.json" lang="id"></slot-finder></main></html>`;

for (const [whose, path] of [["release", ""], ["npm package", "host.html"]] as const) {
  test(`a Wasm of the ${whose} whose body stalls ends after a minute, and is tried again`, async ({ finder, page }) => {
    const server = await serve(page);
    server.stalled = wasm;
    await page.clock.install({ time: SUNDAY_MORNING });
    await page.goto(server.url + path);
    await expect(page.locator(".skeleton")).toHaveCount(5);
    await page.clock.runFor(61_000);
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    expect((await failures(page))[0]).toMatch(/took too long|is missing/);
    server.stalled = undefined;
    await untilListed(finder);
    await expect(finder.names).toHaveText(["Blitar"]);
    await server.stop();
  });
}

test("a list of places whose body stalls ends after a minute, and is fetched when the visitor types again", async ({ finder, page }) => {
  const server = await serve(page);
  server.stalled = /\/places\.json$/;
  await page.clock.install({ time: SUNDAY_MORNING });
  await page.goto(server.url);
  await expect(finder.names).toHaveText(["Blitar"]);
  await finder.place.fill("kota ked");
  await page.clock.runFor(61_000);
  await expect(finder.problem).toBeVisible();
  server.stalled = undefined;
  await finder.place.fill("kota kedi");
  await page.clock.runFor(1_000);
  await expect(finder.suggestions.first()).toContainText("Kota Kediri");
  await server.stop();
});

test("a feed whose list of offices is empty shows what the page's author wrote, and the offices when they are back", async ({ finder, page }) => {
  const server = await serve(page);
  server.answer = (response) => send(response, feed([], { ttl: 300 }));
  await page.clock.install({ time: SUNDAY_MORNING });
  await page.goto(server.url);
  await expect(finder.answer).toHaveText("Belum ada kuota untuk 1 orang");
  await expect(page.getByText("Paspor dipesan lewat aplikasi M-Paspor.")).toBeVisible();
  await expect(page.locator(".living")).toBeVisible();
  expect(await failures(page)).toEqual([]);
  server.answer = (response) => send(response, newer(1));
  await pass(page, 7);
  await finder.bar.click();
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
  await server.stop();
});

test("a feed that loses all its offices while the page is open keeps the list until the visitor asks for the newer one", async ({ finder, page }) => {
  const server = await serve(page);
  await page.clock.install({ time: SUNDAY_MORNING });
  await page.goto(server.url);
  await expect(finder.names).toHaveText(["Blitar"]);
  await expect(page.locator(".living")).toBeVisible();
  server.answer = (response) => send(response, { ...newer(1), offices: [] });
  await pass(page, 7);
  await expect(finder.bar).toBeVisible();
  await expect(finder.names).toHaveText(["Blitar"]);
  server.answer = (response) => send(response, newer(20));
  await pass(page, 14);
  await expect(finder.bar).toHaveText("1 kantor punya kuota baru. Tampilkan");
  await finder.bar.click();
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
  await server.stop();
});

/** What the page and the Wasm hold, after all that can be freed is. */
async function held(page: Page, session: CDPSession): Promise<Record<"nodes" | "listeners" | "heap" | "wasm", number>> {
  for (let round = 0; round < 3; round++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  const wasm = await page.evaluate(() => (globalThis as typeof globalThis & { memory: WebAssembly.Memory }).memory.buffer.byteLength);
  return { nodes: metric("Nodes"), listeners: metric("JSEventListeners"), heap: metric("JSHeapUsedSize"), wasm };
}

test("after 200 looks, valid and broken in turn, the page holds no more than after 120", async ({ finder, page }) => {
  const server = await serve(page);
  // The Wasm of the page has one memory.
  await page.addInitScript(() => {
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...given) => {
      const made = await instantiateStreaming(...given);
      Object.assign(globalThis, { memory: made.instance.exports["memory"] });
      return made;
    };
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await page.clock.install({ time: SUNDAY_MORNING });
  let minute = 0;
  /** Every other valid one has places at one office more: those wait behind the bar, and the next takes their place. */
  const valid = (look: number): Answer => (response) => send(response, { ...newer(minute), ttl: 60, ...(look % 4 && { offices: good.offices }) });
  server.answer = valid(1);
  await page.goto(server.url);
  await expect(page.locator(".living")).toBeVisible();
  const broken = ROWS.filter(({ what }) => !/never|stalls|redirect|limit|length|cut in/.test(what));
  let at120: Awaited<ReturnType<typeof held>> | undefined;
  for (let look = 1; look <= 200; look++) {
    const before = server.polls;
    const row = broken[(look >> 1) % broken.length];
    server.answer = (response, request) => (look % 2 ? row?.answer(response, request) : valid(look)(response, request));
    while (server.polls === before) {
      await pass(page, 0.5);
      minute += 0.5;
    }
    // By then V8 has compiled what the looks run: most of the growth before is code.
    if (look === 120) at120 = await held(page, session);
  }
  const at200 = await held(page, session);
  await expect(finder.bar).toHaveText("1 kantor punya kuota baru. Tampilkan");
  expect(at200.wasm).toBe(at120?.wasm);
  expect(at200.nodes).toBeLessThanOrEqual((at120?.nodes ?? 0) + 50);
  expect(at200.listeners).toBeLessThanOrEqual(at120?.listeners ?? 0);
  // The failures themselves are kept by this test.
  expect(at200.heap).toBeLessThan((at120?.heap ?? 0) + 250_000);
  expect((await failures(page)).length).toBeGreaterThanOrEqual(90);
  await server.stop();
});
