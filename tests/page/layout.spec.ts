import { execFileSync } from "node:child_process";
import { expect, test as base, type Finder } from "./finder";
import { feed, full, kediri } from "./feeds";

// The sample of `make serve`, dated from the day of these tests.
const test = base.extend<object, { sample: string }>({
  sample: [async ({}, use) => {
    await use(execFileSync("tools/slot-feed", ["sample", "--start", "2026-11-22"], { cwd: new URL("../..", import.meta.url), encoding: "utf8", maxBuffer: 1 << 26 }));
  }, { scope: "worker", timeout: 0 }],
});

const PHONE = { width: 360, height: 740 };
const FOLD = 616;

/** Where the rows are, from the top of the page, the visitor's own office among them. */
const rowsOf = (finder: Finder): Promise<{ top: number; bottom: number }[]> => finder.element.evaluate((element) =>
  [...(element.shadowRoot?.querySelectorAll(".row") ?? [])].map((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return { top: top + scrollY, bottom: bottom + scrollY };
  }));

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  for (const lang of ["id", "en"] as const) {
    test(`in the sample, without a place, the first row begins by 320 px, three more are in sight, and ten take 1,600 px (${lang})`, async ({ finder, sample }) => {
      await finder.open({ feed: sample, lang });
      await expect(finder.page.locator(".sample")).toBeVisible();
      const rows = await rowsOf(finder);
      expect(rows).toHaveLength(10);
      expect(rows[0]?.top).toBeLessThanOrEqual(320);
      expect(rows[3]?.top).toBeLessThan(PHONE.height);
      expect((rows[9]?.bottom ?? Infinity) - (rows[0]?.top ?? 0)).toBeLessThanOrEqual(1_600);
    });
  }

  const TOWNS = [
    ["kota kediri", "Kota Kediri"], ["kota blitar", "Kota Blitar"], ["kota surabaya", "Kota Surabaya"],
    ["kota malang", "Kota Malang"], ["kabupaten banyuwangi", "Kabupaten Banyuwangi"], ["kabupaten pacitan", "Kabupaten Pacitan"],
  ] as const;
  for (const party of [1, 3]) {
    test(`in the sample, for ${party}, the first booking button ends above the fold, wherever one asks from`, async ({ finder, sample }) => {
      await finder.open({ feed: sample });
      await finder.people.selectOption(String(party));
      for (const [typed, name] of TOWNS) {
        await finder.chooseTown(typed, new RegExp(`^${name}`));
        await finder.hasAsked(name, party);
        await finder.page.evaluate(() => scrollTo(0, 0));
        const button = await finder.book.first().boundingBox();
        expect((button?.y ?? Infinity) + (button?.height ?? 0), name).toBeLessThanOrEqual(FOLD);
      }
    });
  }

  test("the form is three controls and a field from the first pixel, and none of them moves when a place is chosen", async ({ finder, page }) => {
    await finder.open();
    const where = () => Promise.all([finder.place, finder.people, finder.needed, finder.filter].map((control) => control.boundingBox()));
    const before = await where();
    const [place, ...controls] = before;
    for (const control of controls) expect(control?.y).toBeGreaterThan(place?.y ?? Infinity);
    expect(new Set(controls.map((control) => control?.y)).size).toBe(1);
    await finder.askForThree();
    await page.evaluate(() => scrollTo(0, 0));
    expect(await where()).toEqual(before);
  });

  test("the three controls stay in one line while filters are set", async ({ finder, page }) => {
    await finder.open();
    await page.goto("./?party=5&weekdays=6,7&after=08:00&before=12:00");
    await expect(finder.filter).toHaveText(/^Saring \d/);
    const controls = await Promise.all([finder.people, finder.needed, finder.filter].map((control) => control.boundingBox()));
    expect(new Set(controls.map((control) => control?.y)).size).toBe(1);
  });

  test("the order and the filters come before the first row, on the screen and for readers", async ({ finder }) => {
    await finder.open();
    await finder.chooseTown();
    const [first, sort] = await Promise.all([finder.own, finder.sort].map((part) => part.boundingBox()));
    expect((sort?.y ?? Infinity) + (sort?.height ?? 0)).toBeLessThanOrEqual(first?.y ?? 0);
    const follows = await finder.element.evaluate((element) => {
      const parts = [".question .filter", ".toolbar", ".row.own", "ol.rows"].map((name) => element.shadowRoot?.querySelector(name));
      return parts.slice(1).every((part, at) => part && (parts[at]?.compareDocumentPosition(part) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING);
    });
    expect(follows).toBe(true);
  });

  test("targets are at least 44 px high", async ({ finder }) => {
    await finder.open();
    await finder.filter.click();
    const low = await finder.element.evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll("button, select, summary, input:not([type=checkbox])") ?? [])]
        .filter((target) => target.getBoundingClientRect().height < 44)
        .map((target) => target.textContent));
    expect(low).toEqual([]);
    await finder.closeFilters();
    await finder.chooseTown();
    await finder.place.fill("kediri");
    const option = await finder.suggestions.first().boundingBox();
    expect(option?.height).toBeGreaterThanOrEqual(48);
  });
});

for (const width of [320, 360, 768, 1280]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 740 } });

    const sideways = (finder: Finder) => finder.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

    for (const lang of ["id", "en"] as const) {
      test(`nothing scrolls sideways (${lang})`, async ({ finder, sample }) => {
        await finder.open({ feed: sample, lang });
        expect(await sideways(finder)).toBeLessThanOrEqual(0);
        await finder.place.fill("kediri");
        await expect(finder.suggestions.first()).toBeVisible();
        expect(await sideways(finder)).toBeLessThanOrEqual(0);
        await finder.suggestions.filter({ hasText: /^Kota Kediri/ }).click();
        await finder.filter.click();
        expect(await sideways(finder)).toBeLessThanOrEqual(0);
        await finder.page.locator("summary").click();
        await finder.page.locator("#weekday-4").check();
        expect(await sideways(finder)).toBeLessThanOrEqual(0);
        await finder.closeFilters();
        expect(await sideways(finder)).toBeLessThanOrEqual(0);
        await finder.names.first().getByRole("button").click();
        await expect(finder.dialog).toBeVisible();
        expect(await finder.dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBeLessThanOrEqual(0);
        await finder.page.keyboard.press("Escape");
        await finder.book.first().click();
        await expect(finder.dialog).toBeVisible();
        expect(await sideways(finder)).toBeLessThanOrEqual(0);
        const inside = await finder.dialog.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
        expect(inside).toBeLessThanOrEqual(0);
      });
    }

    test("nothing scrolls sideways when nothing is open", async ({ finder }) => {
      await finder.open({ feed: feed([full(kediri)]) });
      expect(await sideways(finder)).toBeLessThanOrEqual(0);
    });
  });
}

for (const lang of ["id", "en"] as const) {
  test.describe(`320 px wide (${lang})`, () => {
    test.use({ viewport: { width: 320, height: 740 } });

    /** Words that wrap across lines. */
    const broken = (finder: Finder): Promise<string[]> => finder.element.evaluate((element) => {
      const found: string[] = [];
      const top = element.shadowRoot?.querySelector("dialog:last-of-type") ?? element.shadowRoot;
      for (const part of top?.querySelectorAll("h1, h2, h3, button, a, p, li, b, label, span, bdi, small") ?? []) {
        for (const text of part.childNodes) {
          if (!(text instanceof Text) || part.getClientRects().length === 0 || part.closest(".hidden")) continue;
          for (const { 0: word, index } of text.data.matchAll(/[\p{L}\d]+/gu)) {
            const range = document.createRange();
            range.setStart(text, index);
            range.setEnd(text, index + word.length);
            if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(`${word} in ${part.textContent}`);
          }
        }
      }
      return found;
    });

    test("no word breaks inside, in lists, dialogs, calendar and map", async ({ finder, sample }) => {
      const { page } = finder;
      await finder.open({ feed: sample, lang });
      await finder.chooseTown();
      await finder.filter.click();
      expect(await broken(finder), "filters").toEqual([]);
      await finder.closeFilters();
      expect(await broken(finder), "list").toEqual([]);
      const count = Math.min(4, await finder.rows.count());
      for (let at = 0; at < count; at++) {
        for (const button of [finder.rows.nth(at).locator(".strip").getByRole("button").first(), finder.names.nth(at).getByRole("button")]) {
          await button.click();
          await expect(finder.dialog).toBeVisible();
          expect(await broken(finder)).toEqual([]);
          await page.keyboard.press("Escape");
          await expect(finder.dialog).toHaveCount(0);
        }
      }
      for (const view of [/^(Kalender|Calendar)$/, /^(Peta|Map)$/]) {
        await page.getByRole("button", { name: view }).click();
        await expect(page.locator(".other-view")).toHaveCount(0);
        expect(await broken(finder), String(view)).toEqual([]);
      }
      await page.setViewportSize({ width: 320, height: 740 });
      await finder.open({ feed: feed([full(kediri)]), lang });
      await expect(page.locator("footer")).toBeVisible();
      expect(await broken(finder), "nothing open").toEqual([]);
    });
  });
}

test.describe("with text at 200 % and 320 px", () => {
  test.use({ viewport: { width: 320, height: 740 } });
  test("nothing is cut: views and days wrap", async ({ finder, page, sample }) => {
    await finder.open({ feed: sample });
    await finder.element.evaluate((element) => element.style.setProperty("--slot-finder-font-size", "32px"));
    await finder.askForThree();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    const cut = await finder.element.evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll(".question *, .toolbar *, .row *, #answer") ?? [])]
        .filter((part) => !part.closest(".hidden, select, svg") && part.getClientRects().length > 0)
        // The button of a row covers the row, so it reaches out of what is around its words.
        .filter((part) => part.getBoundingClientRect().right > innerWidth || part.getBoundingClientRect().left < 0 || part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline" && !part.querySelector(".open-office"))
        .map((part) => part.outerHTML.slice(0, 120)));
    expect(cut).toEqual([]);
    const views = await finder.views.getByRole("button").all();
    for (const view of views) {
      await view.scrollIntoViewIfNeeded();
      await expect(view).toBeInViewport({ ratio: 1 });
    }
  });
});

test("a host page with tiny type does not make the text tiny", async ({ finder, page }) => {
  await finder.open({ element: { attributes: 'src="feed.json" lang="id"' } });
  await page.evaluate(() => {
    const tiny = new CSSStyleSheet();
    tiny.replaceSync("html { font-size: 62.5% } body { font-size: 1rem }");
    document.adoptedStyleSheets = [tiny];
  });
  const sizes = await finder.element.evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll("p, button, h1, h2, h3, label") ?? [])].map((part) => parseFloat(getComputedStyle(part).fontSize)));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(14);
});

test("nothing that is already there moves when the list comes", async ({ finder, page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { shifted: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) (window as unknown as { shifted: number }).shifted += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.route("**/slot_finder_bg-*.wasm", async (route) => {
    await expect(page.locator(".skeleton")).toHaveCount(5);
    await route.continue();
  });
  await finder.open();
  await expect(finder.rows).toHaveCount(5);
  expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBe(0);
});
