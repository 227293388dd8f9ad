import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { blitar, feed, malang, sundayMorning } from "./feeds";
import { expect, test, type Finder } from "./finder";

async function openMap(finder: Finder): Promise<void> {
  await finder.open();
  await finder.askForThree();
  await finder.page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(finder.page.locator(".map")).toBeVisible();
}

test("every office is on the map and in its list, told by state", async ({ finder, page }) => {
  await openMap(finder);
  await expect(page.locator(".mark")).toHaveCount(7);
  await expect(page.getByRole("img", { name: "Peta 7 kantor: 5 ada kuota. Semua ada di daftar juga." })).toBeVisible();
  await expect(page.locator(".map-list .row h3")).toHaveText(["Kediri", "Blitar", "Trenggalek", "Madiun", "Ponorogo", "Malang", "Surabaya"]);
  await expect(page.locator('[data-office="kanim-kediri"]')).toHaveClass(/full/);
  await expect(page.locator('[data-office="kanim-ponorogo"]')).toHaveClass(/unknown/);
});

test("a mark opens a small sheet with office, day, number and two buttons, not the booking", async ({ finder, page }) => {
  await openMap(finder);
  const [mark, sheet] = [page.locator('[data-office="kanim-blitar"]'), page.locator(".map .sheet")];
  await expect(sheet).toHaveCount(0);
  await mark.locator(".sign").click();
  await expect(finder.dialog).toHaveCount(0);
  await expect(sheet.getByRole("status")).toHaveText("Blitar, Kamis 26 November, sisa kuota 12, cukup untuk 3 orang.");
  await expect(sheet.getByRole("button")).toHaveText(["Cara pesan di M-Paspor", "Lihat rincian kantor"]);
  const boxes = await Promise.all([mark.locator(".shape"), sheet].map((part) => part.boundingBox()));
  const [one, other] = boxes;
  expect((one?.y ?? 0) + (one?.height ?? 0) <= (other?.y ?? 0) || (other?.y ?? 0) + (other?.height ?? 0) <= (one?.y ?? 0)).toBe(true);
  await sheet.getByRole("button", { name: "Cara pesan di M-Paspor" }).click();
  await expect(finder.dialog).toContainText("Kamis, 26 November 2026");
});

test("the map opens on the visitor and the nearest offices with places, and uses its box; all can be shown", async ({ finder, page }) => {
  // Far to the west; five others with places are nearer.
  const far = { ...blitar, id: "far", short: "Jakarta", lat: -6.2, lon: 106.8 };
  await finder.open({ feed: sundayMorning({ offices: [...sundayMorning().offices, far] }) });
  await finder.askForThree();
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  const inSight = async (part: Locator): Promise<boolean> => {
    const [box, sea] = await Promise.all([part.boundingBox(), page.locator(".sea").boundingBox()]);
    return Boolean(box && sea && box.x >= sea.x - 1 && box.x + box.width <= sea.x + sea.width + 1 && box.y >= sea.y - 1 && box.y + box.height <= sea.y + sea.height + 1);
  };
  const nearest = ["kanim-blitar", "mpp-trenggalek", "kanim-madiun", "kanim-malang", "kanim-surabaya"].map((id) => page.locator(`[data-office="${id}"] .shape`));
  for (const mark of [...nearest, page.locator(".town .here")]) expect(await inSight(mark)).toBe(true);
  await expect(page.locator('[data-office="far"]')).toHaveCount(0);
  const [sea, ...boxes] = await Promise.all([page.locator(".sea"), ...nearest].map((part) => part.boundingBox()));
  const middles = (from: "x" | "y", size: "width" | "height") => boxes.map((box) => (box?.[from] ?? 0) + (box?.[size] ?? 0) / 2);
  const share = (all: number[], whole: number) => (Math.max(...all) - Math.min(...all)) / whole;
  expect(Math.max(share(middles("x", "width"), sea?.width ?? 1), share(middles("y", "height"), sea?.height ?? 1))).toBeGreaterThanOrEqual(0.85);
  await page.getByRole("button", { name: "Tampilkan semua" }).click();
  expect(await inSight(page.locator('[data-office="far"] .shape'))).toBe(true);
});

test("the visitor's mark is above every other", async ({ finder, page }) => {
  // An office in the very town.
  await finder.open({ feed: feed([{ ...blitar, lat: -7.8233, lon: 112.0156 }, malang]) });
  await finder.askForThree();
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(page.locator(".town .here")).toBeVisible();
  expect(await page.locator(".map svg").evaluate((svg) => svg.lastElementChild?.classList.contains("town"))).toBe(true);
});

test("a mark of several offices says how many they are and how many places they have", async ({ finder, page }) => {
  const beside = { ...blitar, id: "beside", short: "Sebelah", lat: -8.0624, lon: 112.0704 };
  await finder.open({ feed: feed([blitar, beside, malang]) });
  await finder.askForThree();
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(page.locator(".mark.cluster text")).toHaveText(["2 kantor", "24 kuota"]);
});

test.describe("on a wide page", () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  test("list and map are side by side, and pointing at one lights up the other", async ({ finder, page }) => {
    await openMap(finder);
    const [list, sea] = await Promise.all([page.locator(".map-list"), page.locator(".sea")].map((part) => part.boundingBox()));
    expect((list?.x ?? 0) + (list?.width ?? Infinity)).toBeLessThanOrEqual(sea?.x ?? 0);
    expect(Math.abs((list?.y ?? 0) - (sea?.y ?? Infinity))).toBeLessThan(24);
    const row = (name: string) => page.locator(".map-list .row").filter({ has: page.getByRole("heading", { name, exact: true }) });
    await row("Malang").hover();
    await expect(page.locator('[data-office="kanim-malang"]')).toHaveClass(/selected/);
    await page.locator('[data-office="kanim-blitar"] .sign').hover();
    await expect(row("Blitar")).toHaveClass(/selected/);
    await expect(page.locator('[data-office="kanim-malang"]')).not.toHaveClass(/selected/);
  });

  test("the list beside the map has the same rows with strips as the list view", async ({ finder, page }) => {
    await finder.open();
    await finder.askForThree();
    const textOf = (rows: Locator) => rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll(":scope > :not(.strip)")].map(({ textContent }) => textContent).join(" ")));
    const list = await textOf(finder.rows);
    await page.getByRole("button", { name: "Peta", exact: true }).click();
    const rows = page.locator(".map-list .row");
    await expect(rows).toHaveCount(7);
    // Nearest first, and the full offices among them.
    expect((await textOf(rows)).filter((text) => list.includes(text)).sort()).toEqual([...list].sort());
    for (const row of await rows.all()) await expect(row.locator(".strip li")).toHaveCount(7);
    await expect(rows.filter({ hasText: "Kediri" }).first()).toContainText("penuh");
    const day = rows.filter({ has: page.getByRole("heading", { name: "Malang", exact: true }) }).getByRole("button", { name: /^Jumat 27 November/ });
    await day.click();
    await expect(finder.dialog).toContainText("Jumat, 27 November 2026");
  });
});

test("a few towns are named for orientation, under the marks, away from them, and not twice", async ({ finder, page }) => {
  await openMap(finder);
  const towns = page.locator(".orient text");
  await expect(towns.first()).toBeVisible();
  const count = await towns.count();
  expect(count).toBeLessThanOrEqual(9);
  const named = await page.locator(".mark .name, .town text").allTextContents();
  const others = named.map((name) => name.replace(/^(Kota|Kabupaten) | \(.*/g, ""));
  expect((await towns.allTextContents()).filter((name) => others.includes(name))).toEqual([]);
  const order = await page.locator(".map svg").evaluate((svg) => [...svg.children].map(({ classList }) => classList[0]));
  expect(order.lastIndexOf("orient")).toBeLessThan(order.indexOf("mark"));
  expect(order.indexOf("land")).toBeLessThan(order.indexOf("orient"));
  const wrong = await page.locator(".map svg").evaluate((svg) => {
    const boxes = (selector: string) => [...svg.querySelectorAll(selector)].map((part) => ({ text: part.textContent, of: part.parentElement, box: part.getBoundingClientRect() }));
    const others = boxes(".shape, .name, .town text, .town .here");
    const cross = (one: DOMRect, other: DOMRect) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3;
    const towns = boxes(".orient text, .orient circle");
    return towns.flatMap((town, at) => [...towns.slice(at + 1), ...others].filter((other) => other.of !== town.of && cross(town.box, other.box)).map((other) => `${town.text} over ${other.text}`));
  });
  expect(wrong).toEqual([]);
});

test("buttons and keys zoom, and arrows move", async ({ finder, page }) => {
  await openMap(finder);
  const land = page.locator(".land");
  const seen = () => land.getAttribute("transform");
  for (const act of [
    () => page.getByRole("button", { name: "Perbesar peta" }).click(),
    () => page.getByRole("button", { name: "Tampilkan semua" }).click(),
    () => page.locator(".sea").press("+"),
    () => page.locator(".sea").press("ArrowLeft"),
  ]) {
    const before = await seen();
    await act();
    await expect.poll(seen).not.toBe(before);
  }
});

test("the chosen office, and each in the list, leads to its page", async ({ finder, page }) => {
  await openMap(finder);
  const opens = async (button: Locator, name: string) => {
    await button.click();
    await expect(finder.dialog.getByRole("heading", { name, exact: true })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(finder.dialog).toHaveCount(0);
    await expect(button).toBeFocused();
  };
  await page.locator('[data-office="kanim-kediri"] .sign').click();
  await expect(page.locator(".map .sheet")).toContainText("Kediri, penuh.");
  await opens(page.locator(".map .sheet").getByRole("button", { name: "Lihat rincian kantor" }), "Kediri");
  await opens(page.locator(".map-list li").filter({ hasText: "Ponorogo" }).getByRole("button"), "Ponorogo");
});

test("who comes back from another view, and newer data, finds zoom, middle and choice as they were; another town begins anew", async ({ finder, page }) => {
  await openMap(finder);
  const seen = () => page.locator(".land").getAttribute("transform");
  const whole = await seen();
  await page.locator('[data-office="kanim-kediri"] .sign').click();
  await page.getByRole("button", { name: "Perbesar peta" }).click();
  await page.locator(".sea").press("ArrowLeft");
  const before = await seen();
  expect(before).not.toBe(whole);
  await page.getByRole("button", { name: "Daftar", exact: true }).click();
  await expect(page.locator(".map")).toHaveCount(0);
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(page.locator(".mark.selected")).toHaveAttribute("data-office", "kanim-kediri");
  expect(await seen()).toBe(before);
  await finder.serveFeed(sundayMorning({ generated_at: "2026-11-22T08:10:00+07:00" }));
  await finder.element.evaluate((element) => (element as HTMLElement & { refresh(): Promise<void> }).refresh());
  expect(await seen()).toBe(before);
  await finder.chooseTown("kota surabaya", /^Kota Surabaya/);
  await expect.poll(seen).not.toBe(before);
});

test("the buttons zoom about the town, or about the office that is chosen", async ({ finder, page }) => {
  // Far to the west: puts the middle of all offices in the sea.
  const far = { ...blitar, id: "far", short: "Jakarta", lat: -6.2, lon: 106.8 };
  await finder.open({ feed: sundayMorning({ offices: [...sundayMorning().offices, far] }) });
  await finder.askForThree();
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  const middle = async (part: Locator): Promise<number> => {
    const [box, sea] = await Promise.all([part.boundingBox(), page.locator(".sea").boundingBox()]);
    return Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - (sea?.x ?? 0) - (sea?.width ?? 0) / 2);
  };
  for (let step = 0; step < 5; step++) await page.getByRole("button", { name: "Perbesar peta" }).click();
  expect(await middle(page.locator(".town .here"))).toBeLessThan(40);
  await page.getByRole("button", { name: "Tampilkan semua" }).click();
  await page.locator('[data-office="far"] .sign').click();
  await page.keyboard.press("Escape");
  for (let step = 0; step < 5; step++) await page.getByRole("button", { name: "Perbesar peta" }).click();
  expect(await middle(page.locator('[data-office="far"] .shape'))).toBeLessThan(40);
});

test("numbers that may have changed say how old they are", async ({ finder, page }) => {
  await openMap(finder);
  await expect(page.locator(".map-list li").filter({ hasText: "Surabaya" })).toContainText("Data 3 jam lalu");
  await expect(page.locator(".map-list li").filter({ hasText: "Blitar" })).not.toContainText("lalu");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test("names lie neither over each other nor over a mark, and are whole", async ({ finder, page }) => {
    const near = [...Array(12).keys()].map((n) => ({ ...blitar, id: `near-${n}`, short: `Kantor Wilayah ${n}`, lat: -8.06 + (n % 4) / 12, lon: 112.07 + Math.floor(n / 4) / 6 }));
    await finder.open({ feed: sundayMorning({ offices: [...sundayMorning().offices, ...near] }) });
    await finder.chooseTown();
    await page.getByRole("button", { name: "Peta", exact: true }).click();
    await expect(page.locator(".map")).toBeVisible();
    // Offices that would touch share one mark without a name at first.
    const named: number[] = [];
    for (let step = 0; step < 6; step++) {
      named.push(await page.locator(".mark .name").count());
      const wrong = await page.locator(".map svg").evaluate((svg) => {
        const edge = svg.getBoundingClientRect();
        const names = [...svg.querySelectorAll(".name, .town text, .orient text")].map((part) => ({ text: part.textContent, mark: part.parentElement, box: part.getBoundingClientRect() }));
        const shapes = [...svg.querySelectorAll(".shape")].map((part) => ({ text: "", mark: part.parentElement, box: part.getBoundingClientRect() }));
        const cross = (one: DOMRect, other: DOMRect) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3;
        return names.flatMap((name, at) => [
          ...(name.box.left < edge.left || name.box.right > edge.right || name.box.top < edge.top || name.box.bottom > edge.bottom ? [`${name.text} is cut`] : []),
          ...[...names.slice(at + 1), ...shapes].filter((other) => other.mark !== name.mark && cross(name.box, other.box)).map((other) => `${name.text} over ${other.text || other.mark?.dataset["office"]}`),
        ]);
      });
      expect(wrong, `after ${step} steps`).toEqual([]);
      await page.getByRole("button", { name: "Perbesar peta" }).click();
    }
    expect(named[0]).toBeGreaterThan(0);
    expect(Math.max(...named)).toBeGreaterThan(2);
  });
});

/** Pairs of marks whose shapes overlap on the screen. */
const overlapping = (page: Page): Promise<string[]> => page.locator(".map svg").evaluate((svg) => {
  const boxes = [...svg.querySelectorAll(".mark .shape")].map((shape) => ({ text: shape.parentElement?.textContent ?? "", box: shape.getBoundingClientRect() }));
  return boxes.flatMap((one, at) => boxes.slice(at + 1).filter(({ box }) =>
    one.box.left < box.right && box.left < one.box.right && one.box.top < box.bottom && box.top < one.box.bottom).map(({ text }) => `${one.text} and ${text}`));
});

/** Offices in rows over East Java, each with places on Thursday. */
const many = (count: number) => [...Array(count).keys()].map((n) => ({
  ...blitar, id: `many-${n}`, short: `Kantor ${n}`, lat: -8.3 + Math.floor(n / 25) / (count / 25), lon: 111.2 + (n % 25) / 10 + (n % 7) / 100,
}));

test("of 500 offices no two marks overlap at any zoom, and each is in one of them", async ({ finder, page }) => {
  await finder.open({ feed: feed(many(500)) });
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(page.getByRole("img", { name: /^Peta 500 kantor/ })).toBeVisible();
  const clusters = await page.locator(".cluster .sign").allTextContents();
  const alone = await page.locator(".mark[data-office]").count();
  expect(clusters.reduce((sum, text) => sum + Number(text.replace(" kantor", "")), alone)).toBe(500);
  for (let step = 0; step < 12; step++) {
    expect(await page.locator(".mark").count()).toBeGreaterThan(0);
    expect(await overlapping(page), `after ${step} steps`).toEqual([]);
    await page.getByRole("button", { name: "Perbesar peta" }).click();
  }
  expect(await page.locator(".mark[data-office]").count()).toBeGreaterThan(0);
  // Few visitors read a long list, so it grows on request.
  await expect(page.locator(".map-list .row")).toHaveCount(40);
  await expect(page.getByRole("button", { name: "Tampilkan 10 kantor lagi" })).toBeVisible();
});

test("a tap on a cluster zooms in until it falls apart; offices at one place are named", async ({ finder, page }) => {
  const pair = [{ ...blitar, id: "near", short: "Wlingi", lat: -8.11, lon: 112.07 }, { ...malang, id: "twin", short: "Malang Kota" }];
  await finder.open({ feed: sundayMorning({ offices: [...sundayMorning().offices, ...pair] }) });
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect(page.locator(".cluster .sign")).toHaveText(["2 kantor", "2 kantor"]);
  const blitarCluster = page.locator(".cluster").filter({ hasText: "2 kantor" });
  const left = await Promise.all([0, 1].map(async (at) => (await blitarCluster.nth(at).boundingBox())?.x ?? 0));
  // Blitar is west of Malang.
  await blitarCluster.nth(left[0]! < left[1]! ? 0 : 1).click();
  await expect(page.locator('[data-office="kanim-blitar"]')).toBeVisible();
  await expect(page.locator('[data-office="near"]')).toBeVisible();
  await expect(finder.dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Tampilkan semua" }).click();
  const malangCluster = page.locator(".cluster").nth(left[0]! < left[1]! ? 1 : 0);
  for (let times = 0; times < 2; times++) await (times ? page.locator(".cluster") : malangCluster).click();
  await expect(page.locator(".map .sheet")).toHaveText(/^2 kantor: Malang( Kota)? dan Malang( Kota)?\.$/);
});

test("the visitor's town is drawn over the marks, so none covers it", async ({ finder, page }) => {
  await openMap(finder);
  const last = await page.locator(".map svg").evaluate((svg) => svg.lastElementChild?.getAttribute("class"));
  expect(last).toBe("town");
});

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme, viewport: { width: 320, height: 740 } });
    test("the map has no violations and does not scroll sideways", async ({ finder, page }) => {
      await openMap(finder);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    });
  });
}
