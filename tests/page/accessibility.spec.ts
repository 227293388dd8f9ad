// Tests rare states; every-state.spec.ts goes through the main ones.

import AxeBuilder from "@axe-core/playwright";
import { expect, FAILURES, stored, test, type Finder } from "./finder";
import { blitar, feed, full, kediri, malang, sundayMorning, week, withRows } from "./feeds";

async function expectNoViolations({ page }: Finder): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const lang of ["id", "en"] as const) {
    test.describe(`${colorScheme}, ${lang}`, () => {
      test.use({ colorScheme, viewport: { width: 360, height: 740 } });

      test("news over the list, and what changed in it", async ({ finder, page }) => {
        await page.addInitScript(() => void (Math.random = () => 0.5));
        await finder.open({ lang, feed: feed([blitar, full(malang)]), running: true });
        await finder.remember.check();
        await finder.serveFeed(feed([blitar, malang], { generated_at: "2026-11-22T08:15:00+07:00" }));
        await page.clock.runFor(333_000);
        await expect(finder.bar).toBeVisible();
        await page.emulateMedia({ reducedMotion: "reduce" });
        await expectNoViolations(finder);
        await finder.bar.click();
        await expect(page.locator(".changed")).toBeVisible();
        await expectNoViolations(finder);
      });
    });
  }
}

// Once in each theme and each language.
for (const [colorScheme, lang] of [["light", "id"], ["dark", "en"]] as const) {
  test.describe(`${colorScheme}, ${lang}`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    test("every filter, what is set, and dates that are not released", async ({ finder, page }) => {
      const hours = week([4], { session: { start: "08:00", end: "09:00" } });
      await finder.open({ lang, feed: sundayMorning({ offices: [...sundayMorning().offices, { ...withRows(kediri, hours), id: "mpp-kediri" }] }) });
      await finder.askForThree();
      await finder.filter.click();
      await page.getByText(/Kantor tertentu saja|Only some offices/).click();
      await page.locator("#together").check();
      await page.locator("#weekday-4").check();
      await expectNoViolations(finder);
      await page.locator("#from").fill("2026-12-01");
      await finder.closeFilters();
      await expect(page.locator(".chips")).toBeVisible();
      await expectNoViolations(finder);
    });

    test.describe("when the feed is down", () => {
      test.use({ allowed: FAILURES });
      test("what is left of an earlier visit", async ({ finder, page }) => {
        await finder.open({ lang, element: { attributes: `src="feed.json" lang="${lang}" storage="ask"` } });
        await finder.remember.check();
        await expect.poll(async () => (await stored(page)).some((name) => name.startsWith("cache"))).toBe(true);
        await finder.serveFeed("broken");
        await page.clock.setFixedTime("2026-11-24T08:00:00+07:00");
        await page.reload();
        await expect(page.locator(".past")).toBeVisible();
        await expectNoViolations(finder);
      });
    });
  });
}

test("the live region is in the page, empty, before it is filled", async ({ finder, page }) => {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    new MutationObserver((records) => {
      for (const { addedNodes, target } of records) {
        for (const node of addedNodes) {
          if (node instanceof Element && node.localName === "slot-finder-status") seen.push(`added ${node.textContent === "" ? "empty" : "filled"}`);
        }
        if (target instanceof Element && target.localName === "slot-finder-status") seen.push("filled");
      }
    }).observe(document, { subtree: true, childList: true });
  });
  await finder.open();
  const seen = (): Promise<string[]> => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
  await expect.poll(seen).toEqual(["added empty", "filled"]);
  expect(await finder.live.evaluate((region) => region.getRootNode() === document)).toBe(true);
});

test.describe("in forced colours", () => {
  test.use({ forcedColors: "active" });
  test("buttons, rows, days and the note keep their edges", async ({ finder, page }) => {
    await finder.open();
    await finder.chooseTown();
    for (const part of [finder.book.first(), finder.filter, finder.rows.first().locator(".cell.open").first(), finder.rows.first().locator(".cell.full").first()]) {
      expect(await part.evaluate((node) => getComputedStyle(node).borderTopStyle)).toBe("solid");
    }
    expect(await finder.rows.first().evaluate((node) => getComputedStyle(node).borderBlockEndStyle)).toBe("solid");
    expect(await page.locator(".note").first().evaluate((node) => getComputedStyle(node).borderInlineStartStyle)).toBe("solid");
  });
});
