// Tests that the page is truthful, and stays so while it is open.

import { expect, test } from "./finder";
import { blitar, feed, kediri, malang, sundayMorning, surabaya, week, withRows } from "./feeds";

const minutes = (count: number): number => count * 60_000;

test("ages grow as time passes, to the eye only: nothing is announced again", async ({ finder, page }) => {
  await finder.open({ running: true });
  await expect(page.locator(".living")).toBeVisible();
  await expect(page.getByText("Dicek 12 menit lalu (08.00 WIB)")).toBeVisible();
  await finder.live.evaluate((live) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(live.textContent ?? "")).observe(live, { childList: true, characterData: true, subtree: true });
  });
  await page.clock.runFor(minutes(3.1));
  await expect(page.getByText("Dicek 15 menit lalu (08.00 WIB)")).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([]);
});

test("in the hand-off the age grows too, and its reader keeps their place", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar, malang]), running: true });
  await expect(page.locator(".living")).toBeVisible();
  await finder.book.first().click();
  await page.getByRole("button", { name: "Salin" }).focus();
  await page.clock.runFor(minutes(3.1));
  await expect(finder.dialog).toContainText("dicek 15 menit lalu");
  await expect(page.getByRole("button", { name: "Salin" })).toBeFocused();
});

test("data that turns stale while the page is open says so, on the page and in every row", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar, malang], { ttl: 86_400 }), running: true });
  await expect(page.locator(".living")).toBeVisible();
  await expect(page.getByText(/mungkin sudah berubah/)).toHaveCount(0);
  await page.clock.runFor(minutes(50));
  await expect(page.getByText("Data sudah 1 jam. Periksa di M-Paspor sebelum berangkat.")).toBeVisible();
  await expect(finder.rows.filter({ hasText: "Data 1 jam lalu, mungkin sudah berubah" })).toHaveCount(2);
});

test("data that expires while the page is open is called open no longer, and this is said aloud", async ({ finder, page }) => {
  await finder.open({ feed: feed([blitar, malang], { ttl: 86_400, stale_after: 1_200, expires_after: 1_800 }), running: true });
  await expect(page.locator(".living")).toBeVisible();
  await finder.book.first().click();
  await expect(finder.dialog).toBeVisible();
  await page.clock.runFor(minutes(19));
  const expired = "Data terlalu lama, jadi sisa kuota tidak kami tampilkan. Terakhir dicek Minggu 22 November, 08.00 WIB.";
  await expect(finder.answer).toHaveText(expired);
  await expect(finder.live).toHaveText(expired);
  await expect(finder.dialog).toHaveCount(0);
  await expect(finder.rows).toHaveCount(0);
});

test("one office whose data expires leaves the list alone", async ({ finder, page }) => {
  const old = { ...malang, observed_at: "2026-11-22T07:45:00+07:00" };
  await finder.open({ feed: feed([blitar, old], { ttl: 86_400, stale_after: 1_800, expires_after: 1_800 }), running: true });
  await expect(page.locator(".living")).toBeVisible();
  await expect(finder.names).toHaveText(["Malang", "Blitar"]);
  await page.clock.runFor(minutes(5));
  await expect(finder.names).toHaveText(["Blitar"]);
});

test("a release that passes while the page is open makes the numbers old", async ({ finder, page }) => {
  await finder.open({
    feed: feed([blitar, malang], { ttl: 86_400, generated_at: "2026-11-27T08:55:00+07:00" }), now: "2026-11-27T08:58:00+07:00", running: true,
  });
  await expect(page.locator(".living")).toBeVisible();
  await expect(page.getByText("Data ini dari sebelum kuota baru dibuka")).toHaveCount(0);
  await page.clock.runFor(minutes(3));
  await expect(page.getByText("Data ini dari sebelum kuota baru dibuka (09.00 WIB). Tunggu data baru atau buka M-Paspor.")).toBeVisible();
});

test("as costs grow with age the rows stay where they are", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning({ ttl: 86_400 }), running: true });
  await expect(page.locator(".living")).toBeVisible();
  await finder.askForThree();
  // At first Surabaya is three hours old and second; hours later the others are old as well, and the order would
  // change.
  const order = await finder.names.allTextContents();
  await page.clock.runFor(minutes(30));
  await expect(finder.names).toHaveText(order);
  await page.clock.fastForward(minutes(360));
  await page.clock.runFor(minutes(1));
  await expect(finder.names).toHaveText(order);
});

test("an office that was looked at later or earlier than the rest has an age of its own", async ({ finder }) => {
  await finder.open({ feed: feed([blitar, { ...malang, observed_at: "2026-11-22T07:30:00+07:00" }, surabaya]) });
  await expect(finder.row("Malang")).toContainText("Dicek 42 menit lalu");
  await expect(finder.row("Surabaya")).toContainText("Data 3 jam lalu, mungkin sudah berubah");
  await expect(finder.row("Blitar")).not.toContainText(/Dicek|Data \d/);
});

test("where an office's position is rough, every distance to it says about", async ({ finder }) => {
  await finder.open({ feed: feed([{ ...kediri, approx_km: 3 }, blitar, { ...malang, approx_km: 5 }]) });
  await finder.chooseTown();
  await expect(finder.own.locator(".km")).toHaveText("sekitar 10 km");
  await expect(finder.row("Malang").locator(".km")).toHaveText("sekitar 71 km");
  await expect(finder.row("Malang")).toContainText("sekitar 44 km lebih jauh");
  await expect(finder.row("Blitar").locator(".km")).toHaveText("27 km");
});

test("kilometres are whole, and never none", async ({ finder }) => {
  const [lat, lon] = [-7.8233, 112.0156];
  await finder.open({ feed: feed([{ ...kediri, lat: lat + 0.002, lon }, { ...blitar, lat: lat + 0.014, lon }]) });
  await finder.chooseTown();
  await expect(finder.own.locator(".km")).toHaveText("kurang dari 1 km");
  await expect(finder.row("Blitar").locator(".km")).toHaveText("2 km");
});

test("numbers that are not exact say so, and a total is shown only where the rows have one", async ({ finder }) => {
  await finder.open({
    feed: feed([
      withRows(blitar, week([0, 0, 0, 12], { precision: "at_least" })),
      withRows(malang, week([0, 0, 0, 30], { precision: "estimate" })),
      withRows(surabaya, week([0, 0, 0, 12], { total: 50 })),
      withRows(kediri, week([0, 0, 0, 7], { total: 20, session: { start: "08:00", end: "09:00" } }), week([0, 0, 0, 5], { session: { start: "10:00", end: "11:00" } })),
    ]),
  });
  await expect(finder.row("Blitar").locator(".places")).toHaveText("sedikitnya 12 sisa kuota");
  await expect(finder.row("Malang").locator(".places")).toHaveText("sekitar 30 sisa kuota");
  await expect(finder.row("Surabaya").locator(".places")).toHaveText("12 dari 50 sisa kuota");
  await expect(finder.row("Kediri").locator(".places")).toHaveText("12 sisa kuota");
});

for (const [zone, name, checked, released] of [
  ["Asia/Jakarta", "WIB", "08.00", "09.00"], ["Asia/Makassar", "WITA", "09.00", "10.00"], ["Asia/Jayapura", "WIT", "10.00", "11.00"],
] as const) {
  test(`at an office in ${zone} every hour is in ${name}`, async ({ finder, page }) => {
    const there = { ...withRows(blitar, week([0, 0, 0, 4], { session: { start: "08:00", end: "09:00" } }), week([0, 0, 0, 3], { session: { start: "13:00", end: "14:00" } })), time_zone: zone };
    await finder.open({ feed: feed([there]) });
    await finder.people.selectOption("5");
    await expect(page.getByText(`Dicek 12 menit lalu (${checked} ${name})`)).toBeVisible();
    await expect(page.locator(".note")).toContainText(`Jumat 27 November, ${released} ${name} (5 hari lagi)`);
    await expect(finder.row("Blitar")).toContainText(`Jam terpisah: 08.00-09.00 (4), 13.00-14.00 (3) ${name}`);
    await finder.book.click();
    await expect(finder.dialog).toContainText(`08.00-09.00 (4), 13.00-14.00 (3) ${name}`);
  });
}
