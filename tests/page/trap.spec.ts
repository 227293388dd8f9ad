// Tests what the page does when the Wasm traps: the same Wasm that ships, brought down from outside through its memory.

import { type Page } from "@playwright/test";
import { blitar, feed, full, kediri, malang } from "./feeds";
import { expect, FAILURES, test } from "./finder";

/** The messages of the browser about a trap, and of what the Wasm waited for when it arrives too late. */
test.use({ allowed: new RegExp(`${FAILURES.source}|RuntimeError|slot-summary: the Wasm stopped|unreachable|memory access out of bounds|previous (Wasm|WASM) instance`) });

type Testing = typeof globalThis & { memories: WebAssembly.Memory[]; events: string[] };

/** Keeps the memory of each instance of a Wasm module, in the order in which they start. */
async function keepMemories(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const testing = globalThis as Testing;
    testing.memories = [];
    testing.events = [];
    const keep = (instance: WebAssembly.Instance): void => void testing.memories.push(instance.exports.memory as WebAssembly.Memory);
    const { instantiate, instantiateStreaming, Instance } = WebAssembly;
    WebAssembly.instantiate = (async (...values: Parameters<typeof instantiate>) => {
      const started = (await instantiate(...values)) as unknown as WebAssembly.WebAssemblyInstantiatedSource | WebAssembly.Instance;
      keep("instance" in started ? started.instance : started);
      return started;
    }) as typeof instantiate;
    WebAssembly.instantiateStreaming = async (...values) => {
      const started = await instantiateStreaming(...values);
      keep(started.instance);
      return started;
    };
    WebAssembly.Instance = class extends Instance {
      constructor(...values: ConstructorParameters<typeof Instance>) {
        super(...values);
        keep(this);
      }
    };
    addEventListener("slot-finder-error", (event) => void testing.events.push((event as Event & { message: string }).message));
  });
}

/** The later parts are there: none asks the engine of its own accord from now on. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator(".living")).toBeVisible();
  await page.waitForLoadState("networkidle");
  // What was fetched is drawn when the page is idle.
  await page.evaluate(async () => {
    for (let turn = 0; turn < 3; turn++) await new Promise((done) => requestIdleCallback(done, { timeout: 1_000 }));
    await new Promise((done) => setTimeout(done, 300));
  });
}
const starts = (page: Page): Promise<number> => page.evaluate(() => (globalThis as Testing).memories.length);
const events = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as Testing).events);

/** What the Wasm knows becomes nonsense: the next call reads or writes where there is no memory. */
const ruin = (page: Page): Promise<void> => page.evaluate(() => {
  const memory = (globalThis as Testing).memories.at(-1);
  if (memory) new Uint8Array(memory.buffer).fill(0xff);
});

/** No page is left: what needs more memory than there is free traps. */
const exhaust = (page: Page): Promise<void> => page.evaluate(() => {
  const memory = (globalThis as Testing).memories.at(-1);
  for (let pages = 65_536; memory && pages >= 1; pages = Math.floor(pages / 2)) {
    try {
      for (;;) memory.grow(pages);
    } catch {
      // Fewer, then.
    }
  }
});

const fallback = { attributes: 'src="feed.json" places="places.json" lang="id"', content: '<a href="https://example.org/">Daftar lewat M-Paspor</a>' };
const offices = feed([kediri, blitar, malang]);

test("a trap while the visitor asks starts the engine afresh, keeps what was asked, and says so", async ({ finder, page }) => {
  await keepMemories(page);
  await finder.open({ feed: offices, element: fallback });
  await settled(page);
  expect(await starts(page)).toBe(1);
  await ruin(page);
  await finder.people.selectOption("3");
  await expect(page.getByText("Halaman ini sempat berhenti bekerja dan sudah dimulai lagi. Pilihan Anda tetap.")).toBeVisible();
  expect(await starts(page)).toBe(2);
  await expect(finder.people).toHaveValue("3");
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 2 kantor");
  expect(await events(page)).toEqual(["the Wasm stopped working and is started afresh"]);
  // All of it works: the list, the places, another view.
  await finder.chooseTown();
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
  await page.getByRole("button", { name: "Kalender", exact: true }).click();
  await expect(page.getByRole("grid")).toBeVisible();
});

test("a second trap leaves the page's own content, and is not tried again", async ({ finder, page }) => {
  await keepMemories(page);
  await finder.open({ feed: offices, element: fallback });
  await settled(page);
  await ruin(page);
  await finder.people.selectOption("3");
  await expect(page.locator(".restarted")).toBeVisible();
  await settled(page);
  await ruin(page);
  await finder.people.selectOption("2");
  await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Daftar lewat M-Paspor" })).toBeVisible();
  await expect(finder.rows).toHaveCount(0);
  expect(await events(page)).toEqual(["the Wasm stopped working and is started afresh", "the Wasm stopped working again, and is not started any more"]);
  // By hand it may be tried: the engine is as new.
  await page.getByRole("button", { name: "Coba lagi" }).click();
  await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 2 kantor");
});

test("memory that runs out while newer data is opened does not leave the page dead", async ({ finder, page }) => {
  await keepMemories(page);
  await finder.open({ feed: offices, element: fallback, running: true });
  await exhaust(page);
  // More than what is free in the memory that there is: 8 MiB of notes.
  const notes = Array.from({ length: 4_000 }, (_, n) => ({ ...full(kediri), id: `kanim-${n}`, notes: ["N".repeat(2_000)] }));
  await finder.serveFeed(feed([...notes, blitar, malang], { generated_at: "2026-11-22T08:11:00+07:00" }));
  await page.evaluate(() => void (document.querySelector("slot-finder") as HTMLElement & { refresh(): Promise<void> }).refresh());
  await expect(page.locator(".restarted")).toBeVisible();
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
  expect(await starts(page)).toBe(2);
  expect(await events(page)).toEqual(["the Wasm stopped working and is started afresh"]);
});

test("a trap in one element is no end of the others on the page", async ({ finder, page }) => {
  await keepMemories(page);
  await finder.start({
    feed: offices,
    element: { ...fallback, content: '</slot-finder><slot-finder id="other" src="feed.json" lang="en" loading="eager"></slot-finder><slot-summary src="feed.json" lang="id"></slot-summary><slot-finder>' },
  });
  const other = page.locator("#other");
  await expect(other.locator("#answer")).toHaveText("2 offices have places for 1 person");
  const summary = page.locator("slot-summary");
  await expect(summary).toContainText("kantor");
  await ruin(page);
  await page.locator("slot-finder").first().getByLabel("Berapa orang").selectOption("3");
  await expect(page.locator("slot-finder").first().locator("#answer")).toHaveText("Ada kuota untuk 3 orang di 2 kantor");
  await expect(other.locator("#answer")).toHaveText("2 offices have places for 1 person");
  await expect(other.locator(".restarted")).toBeVisible();
  await expect(summary).toContainText("kantor");
  expect(await starts(page)).toBe(2);
});

/** Parts that ask the engine while they are drawn, each with what opens it. */
const parts: Record<string, (page: Page) => Promise<void>> = {
  "the calendar": (page) => page.getByRole("button", { name: "Kalender", exact: true }).click(),
  "the map": (page) => page.getByRole("button", { name: "Peta", exact: true }).click(),
  "the dialog of an office": (page) => page.locator("slot-finder .open-office").first().click(),
  "the way to book": (page) => page.getByRole("button", { name: "Cara pesan di M-Paspor" }).first().click(),
  "the filters": (page) => page.getByRole("button", { name: /^Saring/ }).click(),
};
for (const [what, open] of Object.entries(parts)) {
  test(`a trap while ${what} is drawn starts the engine afresh; a second one leaves a button to try again`, async ({ finder, page }) => {
    await keepMemories(page);
    await finder.open({ feed: offices, element: fallback });
    await settled(page);
    await ruin(page);
    await open(page);
    await expect(page.locator(".restarted")).toBeVisible();
    await expect(finder.answer).toBeVisible();
    expect(await starts(page)).toBe(2);
    await settled(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Daftar", exact: true }).click();
    await ruin(page);
    await open(page);
    // The map is still drawn as it was.
    if (what === "the map") await finder.people.selectOption("2");
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    await expect(page.getByRole("link", { name: "Daftar lewat M-Paspor" })).toBeVisible();
    expect(await events(page)).toEqual(["the Wasm stopped working and is started afresh", "the Wasm stopped working again, and is not started any more"]);
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await expect(finder.answer).toBeVisible();
  });
}

test("an answer that cannot be drawn leaves the page's own content and a button to try again", async ({ finder, page }) => {
  await keepMemories(page);
  await page.addInitScript(() => {
    const { formatToParts } = Intl.DateTimeFormat.prototype;
    Intl.DateTimeFormat.prototype.formatToParts = function (...values) {
      // Only the answer has hours in it.
      if ("broken" in globalThis && this.resolvedOptions().hour) throw new TypeError("broken by the page around");
      return formatToParts.apply(this, values);
    };
  });
  await finder.open({ feed: offices, element: fallback });
  await settled(page);
  await page.evaluate(() => void Object.assign(globalThis, { broken: true }));
  await finder.people.selectOption("3");
  await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Daftar lewat M-Paspor" })).toBeVisible();
  expect(await events(page)).toEqual(["broken by the page around"]);
  await page.evaluate(() => void Reflect.deleteProperty(globalThis, "broken"));
  await page.getByRole("button", { name: "Coba lagi" }).click();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 2 kantor");
});

test("an answer of the Wasm that is nonsense is as good as a trap: the engine is started afresh", async ({ finder, page }) => {
  await keepMemories(page);
  await page.addInitScript(() => {
    const { decode } = TextDecoder.prototype;
    TextDecoder.prototype.decode = function (...values) {
      const isNonsense = "nonsense" in globalThis;
      Reflect.deleteProperty(globalThis, "nonsense");
      if (isNonsense) throw new TypeError("The encoded data was not valid");
      return decode.apply(this, values);
    };
  });
  await finder.open({ feed: offices, element: fallback });
  await settled(page);
  await page.evaluate(() => void Object.assign(globalThis, { nonsense: true }));
  await finder.people.selectOption("3");
  await expect(page.locator(".restarted")).toBeVisible();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 2 kantor");
  expect(await starts(page)).toBe(2);
  expect(await events(page)).toEqual(["the Wasm stopped working and is started afresh"]);
});
