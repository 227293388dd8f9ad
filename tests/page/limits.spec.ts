// Feeds at the limits of the format, and questions at theirs, through the Wasm that ships: the answer is right, one more is
// refused, and the memory is bounded by the size of the feed. tests/engine/hostile.rs counts the work.

import { readFileSync } from "node:fs";
import { type Page } from "@playwright/test";
import { SUNDAY_MORNING } from "./feeds";
import { expect, test } from "./finder";

const MIB = 1024 * 1024;

interface Outcome {
  /** Why it was refused. */
  code?: string;
  offices?: number;
  offers?: number;
  /** Dates of the board, and days of the summary. */
  dates?: number;
  /** Numbers in the answers that are none. */
  notFinite?: number;
  bytes: number;
  memory: number;
}

/** Makes a feed in the page, with `make(n)` for its members, opens it, and asks a question. */
async function ask(page: Page, make: (n: number) => string, n: number, query: object = {}, pad = 0): Promise<Outcome> {
  return page.evaluate(async ([source, n, query, pad, now]) => {
    const module = await import(new URL("pkg/slot_finder.js", location.href).href) as typeof import("../../pkg/slot_finder.js");
    // The function that gives what the Wasm exports; each test has its own page, so its memory is its own.
    const { memory } = await module.default() as unknown as { memory: WebAssembly.Memory };
    const members = (0, eval)(`(${source})`)(n) as string;
    let text = `{"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id", "time_zone": "Asia/Jakarta", ${members}}`;
    text += " ".repeat(Math.max(0, pad - text.length));
    const size = (): { bytes: number; memory: number } => ({ bytes: text.length, memory: memory.buffer.byteLength });
    try {
      const finder = await module.SlotFinder.load(new Response(text, { headers: { "Content-Type": "application/json" } }));
      const asked = { ...query, now };
      const ranking = finder.rank(asked);
      let notFinite = 0;
      const look = (value: unknown): void => {
        if (typeof value === "number" && !Number.isFinite(value)) notFinite++;
        if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) Object.values(value).forEach(look);
      };
      look(ranking);
      const outcome = { offices: finder.about().offices, offers: ranking.offers.length, dates: finder.board(asked).dates.length, notFinite, ...size() };
      look(finder.summary({ now }));
      finder.free();
      return outcome;
    } catch (error) {
      return { code: (error as { code?: string }).code ?? String(error), ...size() };
    }
  }, [String(make), n, query, pad, Date.parse(SUNDAY_MORNING)] as const);
}

test.beforeEach(async ({ page }) => {
  // Without the policy of the site, under which no function may be made from text.
  await page.route("**/limits.html", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Limits</title><link rel=icon href=data:,>" }));
  await page.route("**/pkg/**", (route) => {
    const path = new URL(route.request().url()).pathname;
    return route.fulfill({ contentType: path.endsWith(".wasm") ? "application/wasm" : "text/javascript", body: readFileSync(path.slice(1)) });
  });
  await page.goto("./limits.html");
});

const emptyOffices = (n: number): string => `"offices": [${Array.from({ length: n }, (_, id) => `{"id":"o${id}","name":"O"}`).join()}]`;
const rows = (n: number): string => `"offices": [{"id": "o", "name": "O", "lat": -7.8, "lon": 112, "quota": [${Array.from({ length: n }, (_, row) => {
  const from = new Date(Date.UTC(2026, 10, 23 + row * 1000)).toISOString().slice(0, 10);
  return `{"service": "s", "from": "${from}", "open": [${"0,1,2,3,".repeat(250).slice(0, -1)}]}`;
}).join()}]}]`;
const days = (n: number): string => `"offices": [{"id": "o", "name": "O", "quota": [{"service": "s", "from": "2026-11-23", "open": [${"1,".repeat(n).slice(0, -1)}]}]}]`;
const services = (n: number): string => `"services": [${Array.from({ length: n }, (_, id) => `{"id": "s${id}", "name": "S", "default": true, "ready_days": ${id}}`).join()}], "offices": []`;
const zones = (n: number): string => `"offices": [${Array.from({ length: n }, (_, id) => `{"id":"o${id}","name":"O","time_zone":"Nowhere/Z${id}"}`).join()}]`;
const depth = (n: number): string => `"offices": [], "future": ${"[".repeat(n - 1)}${"]".repeat(n - 1)}`;

/** What a limit counts, a feed that has so many, the limit. */
const LIMITS: readonly [string, (n: number) => string, number][] = [
  ["offices", emptyOffices, 200_000],
  ["rows of an office", rows, 500],
  ["days of a row", days, 1_000],
  ["services", services, 1_000],
  ["zones", zones, 599],
  ["depth", depth, 32],
];

for (const [what, make, most] of LIMITS) {
  test(`a feed at the limit of ${what} is answered in bounded memory, and one more is refused`, async ({ page, finder: _ }) => {
    const at = await ask(page, make, most);
    expect(at.code).toBeUndefined();
    expect(at.notFinite).toBe(0);
    // An office takes its part in the table that is made of all, however little is said of it.
    expect(at.memory).toBeLessThan(16 * at.bytes + 1536 * (at.offices ?? 0) + 16 * MIB);
    expect((await ask(page, make, most + 1)).code).toBe("limit");
  });
}

test("a feed of 64 MiB is answered, and one of a byte more is refused", async ({ page, finder: _ }) => {
  const at = await ask(page, rows, 500, {}, 64 * MIB);
  expect(at).toMatchObject({ offices: 1, offers: 1 });
  expect(at.memory).toBeLessThan(4 * 64 * MIB);
  expect((await ask(page, rows, 500, {}, 64 * MIB + 1)).code).toBe("tooLarge");
});

for (const query of [
  { near: { lat: 60, lon: -100 }, withinKm: 1e-300 },
  { near: { lat: 60, lon: -100 }, kmPerDay: 5e-324, riskDays: 1e308, limit: 1000, group: "none" },
  { limit: 1000, group: "none", sort: "most_open" },
  { from: "0001-01-01", to: "9999-12-31", neededBy: "9999-12-31" },
  { from: "9999-12-31" },
]) {
  test(`the question ${JSON.stringify(query)} to half a million days has numbers alone, and no more memory`, async ({ page, finder: _ }) => {
    const answer = await ask(page, rows, 500, query);
    expect(answer).toMatchObject({ offices: 1, notFinite: 0 });
    expect(answer.memory).toBeLessThan(16 * answer.bytes + 16 * MIB);
  });
}
