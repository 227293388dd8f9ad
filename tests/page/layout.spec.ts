import { execFileSync } from "node:child_process";
import { expect, test as base, type Finder } from "./finder";
import { feed, full, kediri, sundayMorning } from "./feeds";

// The sample of `make serve`, dated from the day of these tests.
const test = base.extend<object, { sample: string }>({
  sample: [async ({}, use) => {
    await use(execFileSync("tools/slot-feed", ["sample", "--start", "2026-11-22"], { cwd: new URL("../..", import.meta.url), encoding: "utf8", maxBuffer: 1 << 26 }));
  }, { scope: "worker", timeout: 0 }],
});

const PHONE = { width: 360, height: 740 };
const FOLD = 616;

async function bottomOfFirstButton(finder: Finder): Promise<number> {
  await expect(finder.folded).toBeVisible();
  const box = await finder.book.first().boundingBox();
  expect(await finder.page.evaluate(() => scrollY)).toBe(0);
  return (box?.y ?? Infinity) + (box?.height ?? 0);
}

test.describe("on a phone", () => {
  test.use({ viewport: PHONE });

  const TOWNS = [
    ["kota kediri", "Kota Kediri"], ["kota blitar", "Kota Blitar"], ["kota surabaya", "Kota Surabaya"],
    ["kota malang", "Kota Malang"], ["kabupaten banyuwangi", "Kabupaten Banyuwangi"], ["kabupaten pacitan", "Kabupaten Pacitan"],
  ] as const;
  for (const party of [1, 3]) {
    test(`in the sample, for ${party}, the first booking button ends above the fold, wherever one asks from`, async ({ finder, sample }) => {
      await finder.open({ feed: sample });
      await expect(finder.page.locator(".sample")).toBeVisible();
      for (let people = 1; people < party; people++) await finder.more.click();
      for (const [typed, name] of TOWNS) {
        await finder.chooseTown(typed, new RegExp(`^${name}`));
        await finder.page.evaluate(() => scrollTo(0, 0));
        if (await finder.place.isVisible()) await finder.folded.click();
        await expect(finder.folded).toContainText(name);
        expect(await bottomOfFirstButton(finder), name).toBeLessThanOrEqual(FOLD);
        await finder.folded.click();
      }
    });
  }

  test("as drawn, with a date to be ready by, the first booking button ends above the fold", async ({ finder, page }) => {
    await finder.open({ feed: sundayMorning({ sample: true }) });
    await page.getByLabel("Paspor dipakai tanggal (boleh kosong)").fill("2026-12-27");
    await finder.askForThree();
    expect(await bottomOfFirstButton(finder)).toBeLessThanOrEqual(FOLD);
  });

  test("the order and the filters come after the first card, on the screen and for readers", async ({ finder }) => {
    await finder.open();
    await finder.chooseTown();
    const [first, sort, second] = await Promise.all([finder.cards.nth(0), finder.sort, finder.cards.nth(1)].map((part) => part.boundingBox()));
    expect(sort?.y).toBeGreaterThan((first?.y ?? 0) + (first?.height ?? 0));
    expect(second?.y).toBeGreaterThan((sort?.y ?? 0) + (sort?.height ?? 0));
    const follows = await finder.element.evaluate((element) => {
      const [card, next] = element.shadowRoot?.querySelectorAll(".card") ?? [];
      const toolbar = element.shadowRoot?.querySelector(".toolbar");
      if (!card || !next || !toolbar) return false;
      const after = Node.DOCUMENT_POSITION_FOLLOWING;
      return Boolean(card.compareDocumentPosition(toolbar) & after) && Boolean(toolbar.compareDocumentPosition(next) & after);
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
    await finder.chooseTown();
    await finder.folded.click();
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
        await finder.filter.click();
        expect(await sideways(finder)).toBeLessThanOrEqual(0);
        await finder.page.getByRole("button", { name: /rincian kantor|Office details/ }).first().click();
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
      await finder.filter.click();
      const count = Math.min(4, await finder.cards.count());
      for (let at = 0; at < count; at++) {
        for (const button of [finder.book.nth(at), finder.cards.nth(at).getByRole("button", { name: /rincian kantor|Office details/ })]) {
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
  await page.route("**/slot_finder_bg.wasm", async (route) => {
    await expect(page.locator(".skeleton")).toHaveCount(2);
    await route.continue();
  });
  await finder.open();
  await expect(finder.cards).toHaveCount(5);
  expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBe(0);
});
