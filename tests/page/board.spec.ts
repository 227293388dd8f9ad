import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, FAILURES, test, type Finder } from "./finder";
import { blitar, feed, kediri, ponorogo, sundayMorning, surabaya, week, withRows, type Office } from "./feeds";

const CALENDAR = /^(Kalender|Calendar)$/;
const button = (page: Page) => page.getByRole("button", { name: CALENDAR });
const cell = (page: Page, name: string | RegExp) => page.getByRole("gridcell").getByRole("button", { name });
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const active = document.querySelector("slot-finder")?.shadowRoot?.activeElement;
    return active?.getAttribute("aria-label") ?? active?.textContent ?? null;
  });

async function openBoard(finder: Finder, opening = {}): Promise<void> {
  await finder.open(opening);
  await finder.askForThree();
  await button(finder.page).click();
  await expect(finder.page.getByRole("grid")).toBeVisible();
}

/** Today is Sunday 22 November, and the data covers Monday 23 to Monday 30. In the seven days from the 29th no office has three places. */
const WEEK_BACK = /^Minggu sebelumnya/;
const NEXT_WEEK = /^Minggu berikutnya/;

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test("nothing of the board is loaded before it is asked for", async ({ finder, page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await finder.open();
    await page.waitForLoadState("networkidle");
    expect(asked.filter((path) => /(board|map)-/.test(path))).toEqual([]);
    await button(page).click();
    await expect(page.getByRole("grid")).toBeVisible();
    expect(asked.filter((path) => /board-/.test(path))).toHaveLength(1);
    expect(asked.filter((path) => /map-/.test(path))).toEqual([]);
  });

  test("switching keeps the focus on its button and the page where it was", async ({ finder, page }) => {
    await finder.open();
    await finder.chooseTown();
    await button(page).focus();
    const before = await page.evaluate(() => scrollY);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("grid")).toBeVisible();
    await expect(button(page)).toBeFocused();
    await expect(button(page)).toHaveAttribute("aria-pressed", "true");
    expect(await page.evaluate(() => scrollY)).toBe(before);
    await page.getByRole("button", { name: "Daftar", exact: true }).click();
    await expect(page.getByRole("grid")).toHaveCount(0);
    expect(await finder.rows.count()).toBeGreaterThan(1);
  });

  test("every office in reach is a row, nearest first, full ones too", async ({ finder, page }) => {
    await openBoard(finder);
    await expect(page.getByRole("rowheader")).toHaveText([/^Kediri/, /^Blitar/, /^Trenggalek/, /^Madiun/, /^Ponorogo/, /^Malang/, /^Surabaya/]);
  });

  test("the order that is asked for is that of the calendar too", async ({ finder, page }) => {
    await openBoard(finder);
    await finder.sort.selectOption("soonest");
    // Those without three places come last.
    await expect(page.getByRole("rowheader")).toHaveText([/^Surabaya/, /^Malang/, /^Trenggalek/, /^Blitar/, /^Madiun/, /^Kediri/, /^Ponorogo/]);
    await page.getByRole("button", { name: "Peta", exact: true }).click();
    await expect(page.locator(".map-list b")).toHaveText(["Surabaya", "Malang", "Trenggalek", "Blitar", "Madiun", "Kediri", "Ponorogo"]);
    await finder.sort.selectOption("nearest");
    await expect(page.locator(".map-list b").first()).toHaveText("Kediri");
  });

  test("each state is one sentence for screen readers", async ({ finder, page }) => {
    await openBoard(finder);
    await expect(cell(page, "Blitar, Kamis, 26 November 2026, sisa kuota 12, cukup untuk 3 orang")).toHaveText("12");
    await expect(cell(page, "Blitar, Selasa, 24 November 2026, sisa kuota 1, kurang untuk 3 orang")).toHaveText("1");
    await expect(cell(page, "Kediri, Senin, 23 November 2026, penuh")).toHaveText("0");
    await expect(cell(page, "Kediri, Sabtu, 28 November 2026, tidak ada layanan")).toHaveText("-");
    await expect(cell(page, "Ponorogo, Senin, 23 November 2026, belum diketahui")).toHaveText("?");
    await page.getByRole("button", { name: NEXT_WEEK }).click();
    await expect(cell(page, "Kediri, Selasa, 1 Desember 2026, belum dibuka, dibuka Jumat 27 November 09.00 WIB")).toHaveText("...");
  });

  test("each state is one sentence in English too", async ({ finder, page }) => {
    await openBoard(finder, { lang: "en" });
    await expect(cell(page, "Blitar, Thursday, 26 November 2026, 12 places left, enough for 3 people")).toHaveText("12");
    await expect(cell(page, "Blitar, Tuesday, 24 November 2026, 1 place left, too few for 3 people")).toHaveText("1");
    await page.getByRole("button", { name: /^Next week/ }).click();
    await expect(cell(page, "Kediri, Tuesday, 1 December 2026, not open yet, opens Friday 27 November 09:00 WIB")).toBeVisible();
  });

  // For three from Monday 23 on: Blitar (12), Trenggalek (4), Madiun (18), Malang (3, 5, 30, 42), Surabaya (40).
  test("the week buttons say how many offices have places for the party", async ({ finder, page }) => {
    await openBoard(finder);
    await expect(page.locator(".this-week")).toHaveText("22-28 November");
    await expect(page.getByRole("button", { name: NEXT_WEEK })).toHaveText(/^29 Nov-5 Des: 0 kantor/);
    await expect(page.getByRole("button", { name: WEEK_BACK })).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("button", { name: NEXT_WEEK }).click();
    await expect(page.getByRole("button", { name: WEEK_BACK })).toHaveText(/22-28 Nov: 5 kantor/);
  });

  for (const [date, range, next] of [
    [22, "22-28 November", "29 Nov-5 Des"], [23, "23-29 November", "30 Nov-6 Des"], [24, "24-30 November", "1-7 Des"], [25, "25 Nov-1 Des", "2-8 Des"],
    [26, "26 Nov-2 Des", "3-9 Des"], [27, "27 Nov-3 Des", "4-10 Des"], [28, "28 Nov-4 Des", "5-11 Des"],
  ] as const) {
    test(`on November ${date} the calendar begins with that day, has no day that has passed, and moves by seven days`, async ({ finder, page }) => {
      const rows = [{ service: "regular", from: "2026-11-16", open: Array(60).fill(4) }];
      const made = { generated_at: `2026-11-${date}T08:00:00+07:00`, release: undefined };
      await finder.open({ feed: feed([withRows(blitar, ...rows), withRows(kediri, ...rows)], made), now: `2026-11-${date}T08:12:00+07:00` });
      await button(page).click();
      await expect(page.locator(".this-week")).toHaveText(range);
      await expect(page.getByRole("columnheader").first()).toHaveText(new RegExp(`${date}$`));
      await expect(page.getByRole("columnheader").first()).toHaveAttribute("aria-current", "date");
      // All but today can be asked for: the feed wants a day ahead.
      await expect(page.locator(".board td .open")).toHaveCount(12);
      await expect(page.getByRole("button", { name: WEEK_BACK })).toHaveAttribute("aria-disabled", "true");
      await page.getByRole("button", { name: NEXT_WEEK }).click();
      await expect(page.locator(".this-week")).toHaveText(next.replace(/^(\d+-\d+) Des$/, "$1 Desember"));
      await expect(page.locator(".board td .open")).toHaveCount(14);
    });
  }

  test("seven days that are not released fold into one button that says when they open", async ({ finder, page }) => {
    await openBoard(finder);
    for (let weeks = 0; weeks < 2; weeks += 1) await page.getByRole("button", { name: NEXT_WEEK }).click();
    const folds = page.locator(".fold");
    await expect(folds).toHaveCount(7);
    await expect(folds.first()).toHaveText("6-12 Des: belum dibuka (dibuka Jumat 27 November, 09.00 WIB)");
    await folds.first().click();
    await expect(page.locator(".said")).toHaveText(/^Kediri, 6-12 Des: belum dibuka/);
  });

  test("few, some and many are counted for this party", async ({ finder, page }) => {
    await openBoard(finder);
    // Three people: few under 6, some under 15.
    for (const [name, level] of [[/^Malang, Senin/, "q1"], [/^Malang, Rabu/, "q1"], [/^Blitar, Kamis/, "q2"], [/^Madiun, Jumat/, "q3"]] as const) {
      await expect(cell(page, name)).toHaveClass(new RegExp(`open ${level}`));
    }
  });

  test("an open day leads to its hand-off and back, another says one sentence", async ({ finder, page }) => {
    await openBoard(finder);
    await cell(page, /^Blitar, Kamis/).click();
    await expect(finder.dialog).toContainText("Kamis, 26 November 2026");
    await expect(finder.dialog).toContainText("Blitar");
    await page.keyboard.press("Escape");
    await expect(cell(page, /^Blitar, Kamis/)).toBeFocused();
    await cell(page, /^Kediri, Senin/).click();
    await expect(finder.dialog).toHaveCount(0);
    await expect(page.locator(".said")).toHaveText("Kediri, Senin, 23 November 2026, penuh.");
  });

  test("the grid is one tab stop, and the keys walk through it, over names, days and weeks", async ({ finder, page }) => {
    await openBoard(finder);
    await expect(page.locator('.board table [tabindex="0"]')).toHaveCount(1);
    await page.getByRole("button", { name: NEXT_WEEK }).focus();
    await page.keyboard.press("Tab");
    const walk: [string, RegExp][] = [
      ["ArrowRight", /^Kediri, Senin, 23/], ["ArrowDown", /^Blitar 27 km/], ["ArrowDown", /^Blitar, Senin, 23/], ["End", /^Blitar, Sabtu, 28/],
      ["ArrowRight", /^Blitar, Minggu, 29/], ["ArrowLeft", /^Blitar, Sabtu, 28/], ["Home", /^Blitar, Minggu, 22/], ["ArrowLeft", /^Blitar, Minggu, 22/],
      ["ArrowUp", /^Blitar 27 km/], ["ArrowUp", /^Kediri, Minggu, 22/], ["PageDown", /^Kediri, Minggu, 29/], ["PageDown", /^Kediri, 6-12 Des: belum dibuka/],
      ["ArrowDown", /^Blitar 27 km/], ["ArrowDown", /^Blitar, 6-12 Des: belum dibuka/], ["ArrowLeft", /^Blitar, Sabtu, 5/], ["PageUp", /^Blitar, Sabtu, 28/],
      ["Control+End", /^Surabaya, Sabtu, 28/], ["Control+Home", /^Kediri, Minggu, 22/],
    ];
    await expect.poll(() => focused(page)).toMatch(/^Kediri, Minggu, 22/);
    for (const [key, name] of walk) {
      await page.keyboard.press(key);
      await expect.poll(() => focused(page), key).toMatch(name);
    }
    await expect(page.locator('.board table [tabindex="0"]')).toHaveCount(1);
  });

  test("a name opens its office, and gets the focus back", async ({ finder, page }) => {
    await openBoard(finder);
    const name = page.getByRole("rowheader", { name: /^Ponorogo/ }).getByRole("button");
    expect((await name.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await name.click();
    await expect(finder.dialog.getByRole("heading", { name: "Ponorogo", exact: true })).toBeFocused();
    await page.goBack();
    await expect(finder.dialog).toHaveCount(0);
    await expect(name).toBeFocused();
  });

  test("newer data, and another question, leave the focus on its day, else on the office or day beside it", async ({ finder, page }) => {
    await openBoard(finder);
    await cell(page, /^Kediri, Senin/).focus();
    await page.keyboard.press("Control+End");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => focused(page)).toMatch(/^Surabaya, Jumat, 27/);
    const refresh = (offices: Office[]) => finder.serveFeed(feed(offices, { generated_at: "2026-11-22T08:10:00+07:00" }))
      .then(() => finder.element.evaluate((element) => (element as HTMLElement & { refresh(): Promise<void> }).refresh()));
    await refresh([surabaya, blitar, kediri]);
    expect(await focused(page)).toMatch(/^Surabaya, Jumat, 27/);
    await refresh([withRows(surabaya, week([3], { from: "2026-11-16" })), blitar, kediri]);
    expect(await focused(page)).toMatch(/^Surabaya, Jumat, 27 November 2026, belum dibuka/);
    await refresh([blitar, kediri]);
    expect(await focused(page)).toMatch(/^Blitar, (Minggu, 22|Jumat, 27)/);
    await finder.element.evaluate((element) => element.setAttribute("party", "2"));
    await expect.poll(() => focused(page)).toMatch(/^Blitar, (Minggu, 22|Jumat, 27)/);
  });

  test("the dates stay in sight under what else stays there, and cover no day that has the focus", async ({ finder, page }) => {
    const many = [...Array(20).keys()].map((n) => ({ ...blitar, id: `office-${n}`, short: `Kantor ${n}`, lat: -8 - n / 50 }));
    await openBoard(finder, { feed: feed(many, { sample: true }) });
    await page.locator(".board tbody").nth(12).scrollIntoViewIfNeeded();
    await page.mouse.move(180, 400);
    await page.mouse.wheel(0, 600);
    const bottomOf = async (selector: string) => { const box = await page.locator(selector).first().boundingBox(); return (box?.y ?? 0) + (box?.height ?? 0); };
    await expect.poll(async () => Math.round((await bottomOf(".sample")) - ((await page.locator(".weeks").boundingBox())?.y ?? 0))).toBe(0);
    await expect(page.getByRole("columnheader").first()).toBeInViewport({ ratio: 1 });
    expect(Math.abs((await bottomOf(".weeks")) - ((await page.getByRole("columnheader").first().boundingBox())?.y ?? 0))).toBeLessThan(1);
    await page.locator(".board tbody").nth(15).locator("td .cell").first().focus();
    for (let step = 0; step < 16; step += 1) {
      await page.keyboard.press("ArrowUp");
      const top = await page.evaluate(() => document.querySelector("slot-finder")?.shadowRoot?.activeElement?.getBoundingClientRect().top ?? 0);
      expect(top).toBeGreaterThanOrEqual((await bottomOf(".board thead")) - 1);
    }
  });

  test("numbers that may have changed say how old they are, and grow older", async ({ finder, page }) => {
    await finder.open({ running: true });
    await button(page).click();
    const row = (name: RegExp) => page.getByRole("rowheader", { name });
    await expect(row(/^Surabaya/)).toHaveText(/data 3 jam lalu$/);
    await expect(row(/^Blitar/)).not.toContainText("lalu");
    await page.clock.fastForward("01:00:00");
    await expect(row(/^Surabaya/)).toHaveText(/data 4 jam lalu$/);
    await expect(row(/^Blitar/)).toHaveText(/data 1 jam lalu$/);
  });

  test("who comes back from another view finds the week, the tab stop and the page where they were", async ({ finder, page }) => {
    await openBoard(finder);
    await page.getByRole("button", { name: NEXT_WEEK }).click();
    await cell(page, /^Blitar, Rabu, 2/).click();
    await page.getByRole("button", { name: "Daftar", exact: true }).click();
    await expect(page.getByRole("grid")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Daftar", exact: true })).toBeFocused();
    await button(page).click();
    await expect(page.locator(".this-week")).toHaveText("29 Nov-5 Des");
    await expect(page.locator('.board table [tabindex="0"]')).toHaveAttribute("aria-label", /^Blitar, Rabu, 2/);
    await expect(button(page)).toBeFocused();
  });

  test("estimates and lower bounds are signed, said and explained as such", async ({ finder, page }) => {
    const rough = { ...blitar, quota: [week([0, 1, 0, 12], { precision: "estimate" })] };
    const least = { ...ponorogo, quota: [week([0, 0, 0, 5, 130], { precision: "at_least" })] };
    await openBoard(finder, { feed: feed([kediri, rough, least]) });
    await expect(cell(page, "Blitar, Kamis, 26 November 2026, sisa kuota sekitar 12, cukup untuk 3 orang")).toHaveText("~12");
    await expect(cell(page, "Blitar, Selasa, 24 November 2026, sisa kuota sekitar 1, kurang untuk 3 orang")).toHaveText("~1");
    await expect(cell(page, "Ponorogo, Kamis, 26 November 2026, sisa kuota sedikitnya 5, cukup untuk 3 orang")).toHaveText("5+");
    await expect(page.locator(".legend li").filter({ hasText: "sekitar 3" })).toContainText("~3");
    await expect(page.locator(".legend li").filter({ hasText: "sedikitnya 3" })).toContainText("3+");
    await page.setViewportSize({ width: 320, height: 740 });
    const long = cell(page, /^Ponorogo, Jumat/);
    await expect(long).toHaveText("130+");
    expect(await long.evaluate((part) => part.scrollWidth - part.clientWidth)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Peta", exact: true }).click();
    await expect(page.locator('[data-office="kanim-blitar"] .sign')).toHaveText("~12");
    await expect(page.locator(".map-list li").filter({ hasText: "Ponorogo" })).toContainText("sisa kuota sedikitnya 130, cukup untuk 3 orang");
  });

  test("data that is too old shows no places", async ({ finder, page }) => {
    await finder.open({ now: "2026-11-24T08:00:00+07:00", feed: feed([blitar, kediri]) });
    await button(page).click();
    await expect(page.getByRole("grid")).toBeVisible();
    await expect(page.locator(".board td .open, .board td .tooFew, .board td .full")).toHaveCount(0);
    await expect(cell(page, /^Blitar, Kamis, 26 November 2026, belum diketahui$/)).toHaveText("?");
  });

  test("invented places are called so with every number", async ({ finder, page }) => {
    await openBoard(finder, { feed: sundayMorning({ sample: true }) });
    await expect(cell(page, /^Blitar, Kamis.*, contoh$/)).toBeVisible();
  });

  test("release times carry the zone of the office", async ({ finder, page }) => {
    const office = { ...ponorogo, time_zone: "Asia/Jayapura", quota: [week([5, 5, 5, 5, 5, 5, 5, 5])] };
    await finder.open({ feed: feed([office, { ...blitar, quota: [week([5, 5, 5, 5, 5, 5, 5, 5])] }]), element: { attributes: 'src="feed.json" view="board"' } });
    await page.getByRole("button", { name: NEXT_WEEK }).click();
    await expect(cell(page, /^Ponorogo, Selasa.*dibuka Jumat 27 November 11\.00 WIT$/)).toBeVisible();
  });
});

test.describe("on a tall screen", () => {
  test.use({ viewport: { width: 360, height: 1500 }, allowed: FAILURES });
  test("a page that is too short for where it was is there again on the way back", async ({ finder, page }) => {
    await finder.open();
    await finder.chooseTown();
    await expect(page.locator(".living")).toBeAttached();
    const list = page.getByRole("button", { name: "Daftar", exact: true });
    await list.evaluate((part) => part.scrollIntoView({ block: "start" }));
    const before = await page.evaluate(() => scrollY);
    // Unavailable controls are not drawn.
    await page.route("**/map-*.js", (route) => route.abort());
    await page.getByRole("button", { name: "Peta", exact: true }).click();
    await expect(page.getByRole("alert")).toBeVisible();
    expect(await page.evaluate(() => scrollY)).toBeLessThan(before);
    await list.click();
    expect(await page.evaluate(() => scrollY)).toBe(before);
  });
});

test.describe("when the file of the board cannot be had", () => {
  test.use({ allowed: FAILURES });
  test("the page says so, and a retry brings it", async ({ finder, page }) => {
    await page.route("**/board-*.js", (route) => route.abort());
    await finder.open();
    await button(page).click();
    await expect(page.getByRole("alert")).toContainText("Tampilan ini tidak bisa diambil");
    await page.unroute("**/board-*.js");
    await page.getByRole("button", { name: "Coba lagi" }).click();
    await expect(page.getByRole("grid")).toBeVisible();
  });
});

test.describe("on a wide screen", () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  test("thirty days from today on are one table, whose first column stays", async ({ finder, page }) => {
    await openBoard(finder);
    await expect(page.getByRole("columnheader")).toHaveCount(31);
    const first = page.getByRole("rowheader").first();
    const before = (await first.boundingBox())?.x;
    await page.locator(".scroller").evaluate((scroller) => scroller.scrollTo(400, 0));
    expect((await first.boundingBox())?.x).toBe(before);
    await expect(page.locator(".fold").first()).toHaveText("1-21 Des: belum dibuka (dibuka Jumat 27 November, 09.00 WIB)");
  });

  test("the keys walk from the name through thirty days and what is folded", async ({ finder, page }) => {
    await openBoard(finder);
    await page.getByRole("rowheader", { name: /^Kediri/ }).getByRole("button").focus();
    const walk: [string, RegExp][] = [
      ["ArrowRight", /^Kediri, Minggu, 22/], ["ArrowLeft", /^Kediri 10 km/], ["ArrowDown", /^Blitar 27 km/], ["End", /^Blitar, 1-21 Des: belum dibuka/],
      ["ArrowLeft", /^Blitar, Senin, 30/], ["ArrowRight", /^Blitar, 1-21 Des/], ["ArrowUp", /^Kediri, 1-21 Des/], ["Home", /^Kediri 10 km/],
      ["Control+End", /^Surabaya, 1-21 Des/], ["PageUp", /^Surabaya, 1-21 Des/],
    ];
    for (const [key, name] of walk) {
      await page.keyboard.press(key);
      await expect.poll(() => focused(page), key).toMatch(name);
    }
  });

  test("with many offices the head stays above them, beside the first column, and covers no day that has the focus", async ({ finder, page }) => {
    const many = [...Array(20).keys()].map((n) => ({ ...blitar, id: `office-${n}`, short: `Kantor ${n}`, lat: -8 - n / 50 }));
    await openBoard(finder, { feed: feed(many) });
    const head = page.getByRole("columnheader").first();
    const scroller = page.locator(".scroller");
    await scroller.evaluate((part) => part.scrollTo(300, 9_999));
    const [top, box] = await Promise.all([head.boundingBox(), scroller.boundingBox()]);
    expect(Math.abs((top?.y ?? 0) - (box?.y ?? 1_000))).toBeLessThanOrEqual(1);
    expect(top?.x).toBe(box?.x);
    await page.locator(".board tbody").nth(18).locator("td .cell").nth(5).focus();
    for (const key of ["ArrowUp", "ArrowLeft"]) {
      for (let step = 0; step < 18; step += 1) {
        await page.keyboard.press(key);
        const seen = await page.evaluate(() => {
          const root = document.querySelector("slot-finder")?.shadowRoot;
          const active = root?.activeElement;
          const { left, top, width, height } = active?.getBoundingClientRect() ?? new DOMRect();
          const there = root?.elementFromPoint(left + 4, top + 4);
          return Boolean(active && there && (active.contains(there) || there.contains(active)) && root?.elementFromPoint(left + width - 4, top + height - 4));
        });
        expect(seen, `${key} ${step}`).toBe(true);
      }
    }
  });
});

for (const width of [320, 360, 768, 1280]) {
  test(`at ${width} px the page does not scroll sideways`, async ({ finder, page }) => {
    await page.setViewportSize({ width, height: 740 });
    await openBoard(finder);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const box = await page.locator(".board td .cell:not(.fold)").first().boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(box?.width).toBeGreaterThanOrEqual(36);
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const [width, lang] of [[360, "id"], [1280, "en"]] as const) {
    test.describe(`${colorScheme}, ${width} px, ${lang}`, () => {
      test.use({ colorScheme, viewport: { width, height: 800 } });
      test("the board has no violations", async ({ finder, page }) => {
        await openBoard(finder, { lang });
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      });
    });
  }
}
