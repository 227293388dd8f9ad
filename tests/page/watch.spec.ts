// Tests a page that stays open. The test controls time.

import { expect, FAILURES, test, type Finder } from "./finder";
import { blitar, feed, full, kediri, madiun, malang, sundayMorning, trenggalek, week, withRows, type Feed } from "./feeds";

const LATER = { generated_at: "2026-11-22T08:15:00+07:00" };
/** Malang, full in `before`, has places in `after`. */
const before = feed([kediri, blitar, full(malang)]);
const after = feed([kediri, blitar, withRows(malang, week([0, 0, 0, 30, 0, -1, -1, 0]))], LATER);

/** Counts the requests for the feed. */
function counting({ page }: Finder): () => number {
  let asked = 0;
  page.on("request", (request) => void (request.url().endsWith("/feed.json") && asked++));
  return () => asked;
}

async function openRunning(finder: Finder, first: Feed = before, more: { lang?: "id" | "en" } = {}): Promise<void> {
  // The middle of the random delay: the next look comes after 1.1 times the ttl.
  await finder.page.addInitScript(() => void (Math.random = () => 0.5));
  await finder.open({ feed: first, running: true, ...more });
  // The page's listeners are ready once it says so.
  await expect(finder.page.locator(".living")).toBeVisible();
}

/** Advances time by minutes, and lets the page react. */
const pass = ({ page }: Finder, minutes: number) => page.clock.runFor(minutes * 60_000);

const setVisibility = ({ page }: Finder, state: "visible" | "hidden") => page.evaluate((value) => {
  Object.defineProperty(document, "visibilityState", { value, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}, state);

test("the feed is asked for again after its ttl, not before", async ({ finder }) => {
  const asked = counting(finder);
  await openRunning(finder, feed([blitar], { ttl: 300 }));
  expect(asked()).toBe(1);
  await pass(finder, 5.4);
  expect(asked()).toBe(1);
  await pass(finder, 0.15);
  await expect.poll(asked).toBe(2);
});

test("a feed that wants to be asked every second is asked once a minute at most", async ({ finder, page }) => {
  const asked = counting(finder);
  await openRunning(finder, feed([blitar], { ttl: 1 }));
  await expect(page.getByText("Selama halaman ini terbuka, kami periksa lagi setiap 1 menit.")).toBeVisible();
  await pass(finder, 0.9);
  expect(asked()).toBe(1);
  await pass(finder, 0.4);
  await expect.poll(asked).toBe(2);
});

test("who saves data is asked for a third as often, and told so", async ({ finder, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const asked = counting(finder);
  await openRunning(finder, feed([blitar], { ttl: 300 }));
  await expect(page.getByText("Selama halaman ini terbuka, kami periksa lagi setiap 15 menit.")).toBeVisible();
  await pass(finder, 16.4);
  expect(asked()).toBe(1);
  await pass(finder, 0.15);
  await expect.poll(asked).toBe(2);
});

test("while the page is hidden nothing is fetched, and on return at once", async ({ finder }) => {
  const asked = counting(finder);
  await openRunning(finder, feed([blitar], { ttl: 60 }));
  await setVisibility(finder, "hidden");
  await pass(finder, 30);
  expect(asked()).toBe(1);
  await setVisibility(finder, "visible");
  await pass(finder, 0.02);
  await expect.poll(asked).toBe(2);
});

test("without a network nothing is asked, and when it is back at once", async ({ finder, page }) => {
  const asked = counting(finder);
  await openRunning(finder, feed([blitar], { ttl: 60 }));
  await page.context().setOffline(true);
  await expect(page.getByText("Tanpa internet. Ini data terakhir, 12 menit lalu.")).toBeVisible();
  await pass(finder, 10);
  expect(asked()).toBe(1);
  await expect(page.getByText("Tanpa internet. Ini data terakhir, 22 menit lalu.")).toBeVisible();
  await page.context().setOffline(false);
  await expect.poll(asked).toBe(2);
  await expect(page.getByText("Tanpa internet.")).toHaveCount(0);
});

test("a short look away asks for nothing", async ({ finder }) => {
  const asked = counting(finder);
  await openRunning(finder, feed([blitar], { ttl: 60 }));
  for (let time = 0; time < 5; time++) {
    await setVisibility(finder, "hidden");
    await pass(finder, 0.05);
    await setVisibility(finder, "visible");
    await pass(finder, 0.05);
  }
  expect(asked()).toBe(1);
});

test("new places are announced once and shown when asked for; the list does not move before", async ({ finder, page }) => {
  await openRunning(finder);
  const first = await finder.rows.first().boundingBox();
  await finder.serveFeed(after);
  await pass(finder, 5.55);
  await expect(finder.bar).toHaveText("1 kantor punya kuota baru. Tampilkan");
  await expect(finder.live).toHaveText("1 kantor punya kuota baru.");
  await expect(finder.names).toHaveText(["Blitar"]);
  expect(await finder.rows.first().boundingBox()).toEqual(first);

  await finder.bar.click();
  await expect(finder.bar).toHaveCount(0);
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
  await expect(finder.live).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
  await expect(finder.answer).toBeFocused();
  await expect(finder.row("Malang").locator(".changed")).toHaveText("Baru sejak terakhir dilihat");
  await expect(finder.row("Blitar").locator(".changed")).toHaveCount(0);
  await expect(page.getByText("Dicek 2 menit lalu (08.15 WIB)")).toBeVisible();
});

test("English says the same", async ({ finder }) => {
  await openRunning(finder, before, { lang: "en" });
  await finder.serveFeed(after);
  await pass(finder, 5.55);
  await expect(finder.bar).toHaveText("1 office has new places. Show");
  await finder.bar.click();
  await expect(finder.row("Malang").locator(".changed")).toHaveText("New since your last look");
});

test("places that do not answer the question are no news", async ({ finder }) => {
  await openRunning(finder);
  await finder.people.selectOption("3");
  await expect(finder.names).toHaveText(["Blitar"]);
  // Two more places at Malang are too few for three people.
  await finder.serveFeed(feed([kediri, blitar, withRows(malang, week([0, 0, 0, 2, 0, -1, -1, 0]))], LATER));
  await pass(finder, 5.55);
  await expect(finder.page.getByText("(08.15 WIB)")).toBeVisible();
  await expect(finder.bar).toHaveCount(0);
  await expect(finder.live).toHaveText("Ada kuota untuk 3 orang di 1 kantor");
});

test("numbers alone change in place, and the row says what they were", async ({ finder }) => {
  await openRunning(finder);
  await finder.serveFeed(feed([kediri, withRows(blitar, week([0, 1, 0, 9, 0, -1, -1, 2])), full(malang)], LATER));
  await finder.sort.selectOption("most_open");
  await pass(finder, 5.55);
  await expect(finder.row("Blitar").locator(".places")).toHaveText("9 sisa kuota");
  await expect(finder.row("Blitar").locator(".changed")).toHaveText("Berkurang, tadinya 12");
  await expect(finder.bar).toHaveCount(0);
});

test("a list that would look different waits as well, and says what it is", async ({ finder }) => {
  await openRunning(finder, feed([blitar, malang]));
  await finder.serveFeed(feed([full(blitar), malang], LATER));
  await pass(finder, 5.55);
  await expect(finder.bar).toHaveText("Ada data yang lebih baru. Tampilkan");
  await expect(finder.names).toHaveCount(2);
  // A new question gets its answer from the newer data.
  await finder.sort.selectOption("most_open");
  await expect(finder.names).toHaveText(["Malang"]);
  await expect(finder.bar).toHaveCount(0);
});

test("the same feed again draws nothing again", async ({ finder, page }) => {
  await openRunning(finder, sundayMorning({ ttl: 60 }));
  await finder.element.evaluate((element) => {
    const redrawn: string[] = [];
    Object.assign(window, { redrawn });
    const observer = new MutationObserver((records) => {
      for (const { type, target, oldValue } of records) {
        if (type === "childList" || target.nodeValue !== oldValue) redrawn.push(`${type} ${target.textContent}`);
      }
    });
    for (const list of element.shadowRoot?.querySelectorAll("ol.rows") ?? []) {
      observer.observe(list, { subtree: true, childList: true, characterData: true, characterDataOldValue: true });
    }
  });
  const asked = counting(finder);
  await pass(finder, 1.5);
  await expect.poll(asked).toBe(1);
  await expect(page.getByText(/^Dicek 13 menit lalu/)).toBeVisible();
  await expect(finder.live).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  // Surabaya's own age is three hours, and the others' is the page's: no word in a row depends on this minute.
  expect(await page.evaluate(() => (window as unknown as { redrawn: string[] }).redrawn)).toEqual([]);
});

test("an older copy from some cache does not replace newer data", async ({ finder }) => {
  const asked = counting(finder);
  await openRunning(finder, after);
  await finder.serveFeed(before);
  await pass(finder, 5.55);
  await expect.poll(asked).toBe(2);
  await expect(finder.bar).toHaveCount(0);
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
});

test("data from the future that its publisher puts right is taken, though its date is older", async ({ finder, page }) => {
  const wrong = page.getByText("Jam perangkat ini mungkin salah.");
  await openRunning(finder, { ...before, generated_at: "2027-11-22T08:00:00+07:00" });
  await expect(wrong).toBeVisible();
  await finder.serveFeed({ ...before, ...LATER });
  await pass(finder, 5.55);
  await finder.bar.click();
  await expect(wrong).toHaveCount(0);
  await expect(finder.names).toHaveText(["Blitar"]);
  // From then on it is as ever: an older copy is dropped.
  await finder.serveFeed({ ...after, generated_at: "2026-11-22T08:01:00+07:00" });
  await pass(finder, 5.55);
  await expect(finder.bar).toHaveCount(0);
});

test.describe("when the feed breaks later", () => {
  test.use({ allowed: FAILURES });

  test("the list stays; it is said at the second miss, can be retried, and is asked for ever less often", async ({ finder, page }) => {
    const asked = counting(finder);
    await openRunning(finder, feed([blitar], { ttl: 60 }));
    await finder.serveFeed("broken");
    await pass(finder, 1.15);
    await expect.poll(asked).toBe(2);
    await expect(finder.bar).toHaveCount(0);
    // After one failure two minutes, after two of them four, plus a random tenth.
    await pass(finder, 2.1);
    expect(asked()).toBe(2);
    await pass(finder, 0.15);
    await expect(finder.bar).toHaveText("Data baru belum bisa diambil. Coba lagi");
    await expect(finder.live).toHaveText("Data baru belum bisa diambil.");
    await expect(page.getByText(/^Dicek 15 menit lalu/)).toBeVisible();
    await pass(finder, 3.5);
    expect(asked()).toBe(3);

    await finder.serveFeed(feed([blitar, malang], { generated_at: "2026-11-22T08:16:00+07:00" }));
    await finder.bar.click();
    await expect(finder.names).toHaveCount(2);
    await expect(finder.bar).toHaveCount(0);
  });
});

test("the bar appears in 120 ms, and at once where motion is reduced", async ({ finder, page }) => {
  await openRunning(finder);
  await finder.serveFeed(after);
  await pass(finder, 5.55);
  const motion = () => page.locator(".newbar").evaluate((bar) => [getComputedStyle(bar).animationName, getComputedStyle(bar).animationDuration]);
  await expect(finder.bar).toBeInViewport({ ratio: 1 });
  expect(await motion()).toEqual(["appear", "0.12s"]);
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect((await motion())[0]).toBe("none");
});

test("the keyboard reaches the bar, and it hides nothing that has the focus", async ({ finder, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openRunning(finder, feed([blitar, madiun, trenggalek, full(malang)]));
  await finder.serveFeed(feed([blitar, madiun, trenggalek, malang], LATER));
  await pass(finder, 5.55);
  await expect(finder.bar).toBeVisible();
  await finder.book.first().focus();
  for (let step = 0; step < 30; step++) {
    await page.keyboard.press("Tab");
    const [covered, isBar] = await finder.element.evaluate((element) => {
      const root = element.shadowRoot;
      const focused = root?.activeElement;
      const bar = root?.querySelector(".newbar button");
      if (!focused || !bar) return [false, true];
      const [a, b] = [focused.getBoundingClientRect(), bar.getBoundingClientRect()];
      return [focused !== bar && a.bottom > b.top && a.top < b.bottom, focused === bar];
    });
    expect(covered).toBe(false);
    if (isBar) break;
  }
  await expect(finder.bar).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(finder.answer).toBeFocused();
});

test("the older data is let go: the engine's memory does not grow with the feeds", async ({ finder, page }) => {
  // Every Wasm memory registers itself when created.
  await page.addInitScript(() => {
    const sizes: (() => number)[] = [];
    Object.assign(window, { sizes });
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...source) => {
      const made = await instantiateStreaming(...source);
      const memory = made.instance.exports["memory"] as WebAssembly.Memory;
      sizes.push(() => memory.buffer.byteLength);
      return made;
    };
  });
  const size = () => page.evaluate(() => (window as unknown as { sizes: (() => number)[] }).sizes[0]?.() ?? 0);
  // A long name makes every feed 400 kB or so.
  const fat = (minute: number) => sundayMorning({
    ttl: 60, generated_at: `2026-11-22T08:${10 + minute}:00+07:00`, padding: "x".repeat(400_000),
  });
  const asked = counting(finder);
  await openRunning(finder, fat(0));
  const look = async (minute: number): Promise<void> => {
    await finder.serveFeed(fat(minute));
    const before = asked();
    await pass(finder, 1.15);
    await expect.poll(asked).toBe(before + 1);
    await expect(page.getByText(`(08.${10 + minute} WIB)`)).toBeVisible();
  };
  for (let minute = 1; minute <= 3; minute++) await look(minute);
  const early = await size();
  expect(early).toBeGreaterThan(400_000);
  for (let minute = 4; minute <= 16; minute++) await look(minute);
  expect(await size()).toBe(early);
});

test("on a slow phone with a slow network news still comes, and the page answers meanwhile", async ({ finder, page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", { offline: false, latency: 300, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await openRunning(finder);
  await finder.serveFeed(after);
  await pass(finder, 5.55);
  await expect(finder.bar).toHaveText("1 kantor punya kuota baru. Tampilkan");
  await finder.bar.click();
  await expect(finder.names).toHaveText(["Blitar", "Malang"]);
});

test("a page that comes back from the cache of the browser looks for news", async ({ finder, page }) => {
  const asked = counting(finder);
  await openRunning(finder, feed([blitar], { ttl: 60 }));
  await pass(finder, 0.5);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await setVisibility(finder, "hidden");
  await pass(finder, 10);
  await setVisibility(finder, "visible");
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await pass(finder, 0.02);
  await expect.poll(asked).toBe(2);
});

test.describe("on a low screen", () => {
  test.use({ viewport: { width: 360, height: 480 } });
  test("the bar of new places never covers the main button, wherever the page is scrolled to", async ({ finder, page }) => {
    await openRunning(finder);
    await finder.serveFeed(after);
    await pass(finder, 5.55);
    await expect(finder.bar).toBeVisible();
    const overlap = () => Promise.all([finder.book.first().boundingBox(), finder.bar.boundingBox()]).then(([button, bar]) =>
      button && bar ? Math.min(button.y + button.height, bar.y + bar.height) - Math.max(button.y, bar.y) : Infinity);
    const most = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    let raised = 0;
    for (let at = 0; at <= most; at += 12) {
      await page.evaluate((top) => scrollTo(0, top), at);
      await expect.poll(overlap, `scrolled by ${at}`).toBeLessThanOrEqual(0);
      raised += await page.locator(".newbar.raised").count();
    }
    expect(raised).toBeGreaterThan(0);
  });
});

test("data that comes from another publisher than before is not shown without a word", async ({ finder, page }) => {
  await openRunning(finder);
  const changed = page.locator(".publisher-changed");
  await expect(changed).toHaveCount(0);
  await finder.serveFeed({ ...after, publisher: { name: { id: "Kantor Lain", en: "Other Office" } } });
  await pass(finder, 5.55);
  await finder.bar.click();
  await expect(changed).toHaveText("Data ini sekarang dari Kantor Lain. Sebelumnya dari Kantor Contoh.");
  await finder.people.selectOption("2");
  await expect(changed).toBeVisible();
  // As it was at first, there is nothing to say.
  await finder.serveFeed({ ...before, generated_at: "2026-11-22T08:20:00+07:00" });
  await pass(finder, 5.55);
  await finder.bar.click();
  await expect(finder.names).toHaveText(["Blitar"]);
  await expect(changed).toHaveCount(0);
});
