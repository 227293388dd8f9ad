// Tests that the first list and the form work before the lazy parts are there; these move nothing when they come.

import type { Page, Route } from "@playwright/test";
import { blitar, feed, SUNDAY_MORNING, sundayMorning, week, withRows } from "./feeds";
import { expect, FAILURES, test } from "./finder";

const LATER = /\/(updates|dialogs|filters|beside-the-list)-\w+\.js$/;

/** Delays what is fetched after the first list until released. */
async function holdTheRest(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((done) => (release = done));
  await page.route(LATER, async (route: Route) => {
    await held;
    await route.continue();
  });
  return release;
}

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
