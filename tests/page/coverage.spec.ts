import type { Page } from "@playwright/test";
import { feed, malang, SUNDAY_MORNING, sundayMorning, surabaya } from "./feeds";
import { expect, FAILURES, test } from "./finder";

const JAKARTA = ["jakarta selatan", /^Kota Jakarta Selatan/] as const;

test("the regions of the data stand beside its age", async ({ finder, page }) => {
  await finder.open();
  await expect(page.locator(".fresh")).toHaveText("Dicek 12 menit lalu (08.00 WIB) · data Jawa Timur");
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test("age and regions share one line", async ({ finder, page }) => {
    await finder.open();
    await expect(page.locator(".fresh")).toHaveText("Dicek 12 menit lalu · data Jawa Timur");
    expect((await page.locator(".fresh").boundingBox())?.height).toBeLessThan(24);
  });
});

test("a visitor from Jakarta reads before any list that the data is only of East Java, and which office is near", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown(...JAKARTA);
  await expect(page.locator(".outside")).toHaveText("Data ini hanya Jawa Timur. Kantor di dekat Kota Jakarta Selatan tidak termasuk.");
  const near = page.locator(".elsewhere");
  await expect(near.getByRole("heading", { level: 3 })).toHaveText("Jakarta Selatan");
  await expect(near.locator(".km")).toHaveText(/^sekitar \d km$/);
  await expect(near).toContainText("Kantor terdekat, belum ada data kuota");
  await expect(near).toContainText("Jl. Warung Buncit Raya No. 207, Pancoran, Kota Jakarta Selatan");
  await expect(near).toContainText("Pesan di aplikasi M-Paspor, pilih Kantor Imigrasi Jakarta Selatan.");
  await expect(near.getByRole("link", { name: "Situs kantor" })).toHaveAttribute("href", "https://jakartaselatan.imigrasi.go.id");
  const order = await page.evaluate(() => {
    const root = document.querySelector("slot-finder")!.shadowRoot!;
    const top = (selector: string): number => root.querySelector(selector)!.getBoundingClientRect().top;
    return [top(".outside"), top(".elsewhere"), top("ol.rows")];
  });
  expect(order).toEqual([...order].sort((one, other) => one - other));
});

test("no office is called the nearest where a nearer one is not in the data", async ({ finder, page }) => {
  await finder.open({ feed: feed([malang, surabaya]) });
  await finder.chooseTown("surakarta", /^Kota Surakarta/);
  await expect(page.locator(".elsewhere")).toContainText("Surakarta");
  await finder.sort.selectOption("nearest");
  await expect(finder.rows.first()).toBeVisible();
  for (const row of await finder.rows.all()) await expect(row).not.toContainText(/dekat/);
  // The order keeps its name.
  await expect(finder.sort).toHaveValue("nearest");
});

test("from within the data's region the nearest office is called so, and no other is named", async ({ finder, page }) => {
  await finder.open();
  await finder.askForThree();
  await expect(finder.row("Blitar").locator(".why")).toContainText("paling dekat");
  await expect(page.locator(".outside, .elsewhere")).toHaveCount(0);
});

test("the visitor's office is named where all offices of the data are full", async ({ finder, page }) => {
  await finder.open({ feed: feed([{ ...surabaya, quota: [{ service: "regular", from: "2026-11-23", open: [0, 0, 0] }] }]) });
  await finder.chooseTown(...JAKARTA);
  await expect(finder.answer).toHaveText("Belum ada kuota untuk 1 orang");
  await expect(page.locator(".elsewhere")).toContainText("Jakarta Selatan");
});

test("the notes are above the calendar and the map too", async ({ finder, page }) => {
  await finder.open();
  await finder.chooseTown(...JAKARTA);
  for (const view of ["Kalender", "Peta"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await expect(page.locator(".outside")).toBeVisible();
    await expect(page.locator(".elsewhere")).toBeVisible();
  }
});

test("in English the notes say the same", async ({ finder, page }) => {
  await finder.open({ lang: "en", feed: sundayMorning({ regions: [{ id: "ID-JI", name: { id: "Jawa Timur", en: "East Java" } }] }) });
  await finder.chooseTown(...JAKARTA);
  await expect(page.locator(".outside")).toHaveText("This data is only of East Java. Offices near Kota Jakarta Selatan are not in it.");
  await expect(page.locator(".elsewhere")).toContainText("The nearest office, no quota data yet");
});

test("a feed without regions says how many offices it has", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning({ regions: [] }) });
  await expect(page.locator(".fresh")).toHaveText("Dicek 12 menit lalu (08.00 WIB)");
  await finder.chooseTown(...JAKARTA);
  await expect(page.locator(".outside")).toHaveText("Data ini hanya 7 kantor. Kantor di dekat Kota Jakarta Selatan tidak termasuk.");
});

/** Watches what moves on the page from its start, but for what follows a press within half a second. */
async function watchShifts(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!(entry as unknown as { hadRecentInput: boolean }).hadRecentInput) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift", buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
}

for (const width of [360, 1280]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 740 } });

    test("a link with a place outside of the data shows the notes with the list, and nothing moves", async ({ finder, page }) => {
      const shifts = await watchShifts(page);
      await page.clock.setFixedTime(SUNDAY_MORNING);
      await finder.serveFeed(sundayMorning());
      await page.goto("./?place=Kota+Jakarta+Selatan,+DKI+Jakarta");
      await expect(page.locator(".elsewhere")).toContainText("Jakarta Selatan");
      await expect(page.locator("footer")).toBeAttached();
      await expect(finder.rows).toHaveCount(5);
      expect(await shifts()).toEqual([]);
    });

    test("an article about a place outside of the data shows the notes with the list, and nothing moves", async ({ finder, page }) => {
      const shifts = await watchShifts(page);
      await finder.open({ element: { attributes: 'src="feed.json" lang="id" near="-6.265,106.809" place="Jakarta Selatan"' } });
      await expect(page.locator(".elsewhere")).toContainText("Jakarta Selatan");
      await expect(page.locator("footer")).toBeAttached();
      expect(await shifts()).toEqual([]);
    });
  });
}

test("a place that is chosen before the list of the country's offices is there shows the notes with its list", async ({ finder, page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/country-*.js", async (route) => {
    await held;
    await route.continue();
  });
  await finder.open();
  await finder.place.fill(JAKARTA[0]);
  await expect(finder.suggestions.first()).toBeVisible();
  await page.evaluate(() => {
    const drawn: boolean[] = [];
    const root = document.querySelector("slot-finder")!.shadowRoot!;
    // With distances the rows answer for the place.
    new MutationObserver(() => root.querySelector("ol.rows .km") && drawn.push(Boolean(root.querySelector(".elsewhere")))).observe(root, { subtree: true, childList: true });
    Object.assign(window, { drawn });
  });
  await finder.suggestions.filter({ hasText: JAKARTA[1] }).click();
  await expect(finder.rows.first()).toBeVisible();
  release();
  await expect(page.locator(".elsewhere")).toContainText("Jakarta Selatan");
  expect(new Set(await page.evaluate(() => (window as unknown as { drawn: boolean[] }).drawn))).toEqual(new Set([true]));
});

test("a large feed of one region is not taken for the whole country", async ({ finder, page }) => {
  const units = Array.from({ length: 2_500 }, (_, n) => ({ ...malang, id: `unit-${n}`, name: `Unit Layanan ${n}`, lat: -8.4 + (n % 50) * 0.03, lon: 111.2 + Math.floor(n / 50) * 0.06 }));
  await finder.open({ feed: feed([surabaya, ...units]) });
  await finder.chooseTown(...JAKARTA);
  await expect(page.locator(".outside")).toHaveText("Data ini hanya Jawa Timur. Kantor di dekat Kota Jakarta Selatan tidak termasuk.");
  await expect(page.locator(".elsewhere")).toContainText("Jakarta Selatan");
  await finder.chooseTown();
  await expect(page.locator(".outside, .elsewhere")).toHaveCount(0);
});

test("the list of the country's offices is fetched after the first list", async ({ finder, page }) => {
  const listed: boolean[] = [];
  await page.route("**/country-*.js", async (route) => {
    listed.push(await page.evaluate(() => Boolean(document.querySelector("slot-finder")?.shadowRoot?.querySelector("ol.rows"))));
    await route.continue();
  });
  await finder.open();
  await expect.poll(() => listed).toEqual([true]);
});

test.describe("without the list of the country's offices", () => {
  test.use({ allowed: FAILURES });
  test("no office is called the nearest", async ({ finder, page }) => {
    await page.route("**/country-*.js", (route) => route.abort());
    await finder.open();
    await finder.askForThree();
    await expect(finder.row("Blitar").locator(".km")).toHaveText("27 km");
    await expect(page.locator("ol.rows")).not.toContainText(["paling dekat"]);
  });
});
