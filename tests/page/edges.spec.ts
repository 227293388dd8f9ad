// Times at the edge of the calendar: whatever the engine accepts the page can show, in every view.

import { blitar, feed, full, kediri, malang } from "./feeds";
import { expect, test } from "./finder";

const lasting = { stale_after: 1e12, expires_after: 1e12 };

for (const generated_at of [
  "0001-01-01T00:00:00+07:00", "0001-01-01T00:00:00+23:59", "0001-01-01T00:00:00-23:59", "2026-11-22T07:59:60+07:00", "9999-12-31T23:59:60-23:59",
  "9999-12-31T23:59:59+07:00",
]) {
  for (const more of [{}, lasting]) {
    test(`data made at ${generated_at}, ${more === lasting ? "valid for ever" : "valid for a day"}, is shown`, async ({ finder, page }) => {
      await finder.open({ feed: feed([kediri, blitar, malang], { generated_at, ...more }) });
      await expect(finder.remember).toBeVisible();
      await expect(page.locator(".fresh, .notice, h2#answer").first()).not.toBeEmpty();
    });
  }
}

for (const next_at of ["9999-12-31T23:59:59-12:00", "9999-12-31T23:59:60Z", "0001-01-01T00:00:00+23:59"]) {
  test(`a release at ${next_at} is no reason to show nothing`, async ({ finder, page }) => {
    await finder.open({ feed: feed([full(kediri), full(blitar)], { release: { next_at } }) });
    await expect(page.locator(".empty")).toContainText("2 kantor: 2 penuh sampai 30 Nov.");
    await finder.chooseTown();
    await expect(page.locator(".empty")).toContainText("2 kantor: 2 penuh sampai 30 Nov.");
    for (const view of ["Kalender", "Peta", "Daftar"]) {
      await page.getByRole("button", { name: view, exact: true }).click();
      await expect(finder.answer).toBeVisible();
    }
  });
}

test("a question for the last day of the calendar is answered in every view", async ({ finder, page }) => {
  await finder.open();
  await page.goto("./?from=9999-12-31");
  await expect(finder.answer).toHaveText("Tanggal itu belum dibuka");
  for (const view of ["Kalender", "Peta", "Daftar"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await expect(finder.answer).toBeVisible();
  }
});
