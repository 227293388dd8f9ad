// Tests that the first list and the form work before the lazy parts are there; these move nothing when they come.

import type { Page } from "@playwright/test";
import { blitar, feed, SUNDAY_MORNING, sundayMorning, week, withRows } from "./feeds";
import { expect, FAILURES, hold, test } from "./finder";

const LATER = /\/(updates|dialogs|filters|beside-the-list)-\w+\.js$/;

/** Delays what is fetched after the first list until released. */
const holdTheRest = (page: Page): Promise<() => void> => hold(page, LATER);

test("the form works with the first list, before the rest is there", async ({ finder, page }) => {
  const release = await holdTheRest(page);
  await finder.open();
  await expect(finder.rows).toHaveCount(5);
  await expect(finder.sort).toBeVisible();
  await finder.askForThree();
  await finder.hasAsked("Kota Kediri", 3);
  await expect(finder.names).toHaveText(["Blitar", "Surabaya", "Malang", "Madiun", "Trenggalek"]);
  await finder.sort.selectOption("soonest");
  await expect(finder.names.first()).toHaveText("Surabaya");
  await expect(page.locator("footer")).toHaveCount(0);
  release();
  await expect(page.locator("footer")).toBeVisible();
  await expect(finder.names.first()).toHaveText("Surabaya");
});

test("what is pressed before the rest is there happens when it is, and later presses happen once", async ({ finder, page }) => {
  const release = await holdTheRest(page);
  await finder.open();
  await page.evaluate(() => {
    const selected: unknown[] = [];
    Object.assign(window, { selected });
    document.addEventListener("slot-finder-select", (event) => selected.push(event));
  });
  const selected = (): Promise<number> => page.evaluate(() => (window as unknown as { selected: unknown[] }).selected.length);
  const day = finder.row("Malang").getByRole("button", { name: /^Kam/ });
  await day.click();
  await expect(day).toBeFocused();
  await expect(finder.dialog).toHaveCount(0);
  release();
  await expect(finder.dialog).toBeVisible();
  expect(await selected()).toBe(1);
  await page.keyboard.press("Escape");
  await expect(finder.dialog).toHaveCount(0);
  await expect(day).toBeFocused();
  await day.click();
  await expect(finder.dialog).toBeVisible();
  expect(await selected()).toBe(2);
});

test("more offices can be shown before the rest is there, and the focus goes to the first new one", async ({ finder, page }) => {
  const release = await holdTheRest(page);
  const offices = Array.from({ length: 25 }, (_, index) => ({ ...withRows(blitar, week([9])), id: `o${index}`, short: `Kantor ${index}` }));
  await finder.open({ feed: feed(offices) });
  await page.getByRole("button", { name: "Tampilkan 10 kantor lagi" }).click();
  await expect(finder.rows).toHaveCount(20);
  await expect(finder.names.nth(10).getByRole("button")).toBeFocused();
  release();
  await expect(page.locator("footer")).toBeAttached();
  await expect(finder.rows).toHaveCount(20);
  await expect(finder.names.nth(10).getByRole("button")).toBeFocused();
});

test("the language can be changed before the rest is there", async ({ finder, page }) => {
  const release = await holdTheRest(page);
  await finder.open();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByLabel("Where are you?")).toBeVisible();
  await expect(page.getByRole("button", { name: "Bahasa Indonesia" })).toBeFocused();
  release();
  await expect(page.locator("footer")).toBeVisible();
  await expect(finder.rows).toHaveCount(5);
});

/** Ten offices and more, of which a phone shows five at most. */
const many = feed(Array.from({ length: 25 }, (_, index) => ({ ...withRows(blitar, week([9])), id: `o${index}`, short: `Kantor ${index}` })));

test("the rows in sight are drawn first, and the others below them in the frames after it", async ({ finder, page }) => {
  await page.addInitScript(() => {
    const drawn: number[] = [];
    Object.assign(window, { drawn });
    document.addEventListener("slot-finder-results", ({ target }) => {
      const root = (target as Element).shadowRoot!;
      const count = (): void => void drawn.push(root.querySelectorAll("ol.rows > .row").length);
      count();
      new MutationObserver(count).observe(root, { subtree: true, childList: true });
    });
  });
  await finder.open({ feed: many });
  await expect(finder.rows).toHaveCount(10);
  await expect(page.locator("footer")).toBeVisible();
  const drawn = await page.evaluate(() => (window as unknown as { drawn: number[] }).drawn);
  expect(drawn[0]).toBe(5);
  // Ten in all: 5, 3 and 2.
  expect([...new Set(drawn)]).toEqual([5, 8, 10]);
});

test("no script makes the browser lay out the first list before its time", async ({ finder, page }) => {
  await page.addInitScript(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    let listed = false;
    document.addEventListener("slot-finder-results", () => (listed = true));
    const note = (name: string): void => {
      if (!listed && document.querySelector("slot-finder")?.shadowRoot?.querySelector("ol.rows")) asked.push(name);
    };
    for (const name of ["clientWidth", "clientHeight"]) {
      const { get } = Object.getOwnPropertyDescriptor(Element.prototype, name)!;
      Object.defineProperty(Element.prototype, name, {
        get(this: Element) {
          note(name);
          return get!.call(this) as number;
        },
      });
    }
    const prototype = Element.prototype as unknown as Record<string, () => unknown>;
    for (const name of ["getBoundingClientRect", "getClientRects"]) {
      const method = prototype[name]!;
      prototype[name] = function (this: Element) {
        note(name);
        return method.call(this);
      };
    }
  });
  await finder.open({ feed: many });
  await expect(finder.rows).toHaveCount(10);
  expect(await page.evaluate(() => (window as unknown as { asked: string[] }).asked)).toEqual([]);
});

test("the styles of later parts leave those of the first list alone", async ({ finder, page }) => {
  await page.addInitScript(() => {
    const written = new Map<CSSStyleSheet, number>();
    Object.assign(window, { written });
    const replace = CSSStyleSheet.prototype.replaceSync;
    CSSStyleSheet.prototype.replaceSync = function (text) {
      written.set(this, (written.get(this) ?? 0) + 1);
      return replace.call(this, text);
    };
  });
  await finder.open();
  await expect(page.locator("footer")).toBeVisible();
  const times = await finder.element.evaluate((element) => element.shadowRoot!.adoptedStyleSheets.map((sheet) => (window as unknown as { written: Map<CSSStyleSheet, number> }).written.get(sheet)));
  expect(times[0]).toBe(1);
  expect(times[1]).toBeGreaterThan(1);
});

test.describe("when the rest cannot be fetched", () => {
  test.use({ allowed: FAILURES });

  test("the list, the form and the foot are there; a dialog can be asked for again", async ({ finder, page }) => {
    await page.route(LATER, (route) => route.abort());
    await finder.open();
    await finder.askForThree();
    await expect(finder.rows).toHaveCount(5);
    await expect(page.locator("footer")).toContainText("Bukan layanan resmi Imigrasi.");
    await finder.book.first().click();
    await expect(page.locator(".notice.error")).toContainText("Data tidak bisa diambil.");
    await expect(finder.rows).toHaveCount(5);
    await page.unroute(LATER);
    await finder.book.first().click();
    await expect(finder.dialog).toBeVisible();
  });
});

for (const width of [320, 360, 768, 1280]) {
  for (const lang of ["id", "en"] as const) {
    test.describe(`${width} px wide (${lang})`, () => {
      test.use({ viewport: { width, height: 740 } });
      test("nothing moves when the rest comes", async ({ finder, page }) => {
        await page.addInitScript(() => {
          const shifts: number[] = [];
          Object.assign(window, { shifts });
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
          }).observe({ type: "layout-shift", buffered: true });
        });
        const release = await holdTheRest(page);
        await page.clock.setFixedTime(SUNDAY_MORNING);
        await finder.open({ lang, feed: sundayMorning({ sample: true }) });
        await expect(finder.rows).toHaveCount(5);
        await expect(finder.place).toBeVisible();
        const first = finder.rows.first();
        const before = await first.boundingBox();
        release();
        await expect(page.locator("footer")).toBeAttached();
        expect(await first.boundingBox()).toEqual(before);
        expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
      });
    });
  }
}
