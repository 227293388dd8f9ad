import type { Page } from "@playwright/test";
import { expect, test } from "./finder";

/** The accessible text of the focused element inside <slot-finder>. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const active = document.querySelector("slot-finder")?.shadowRoot?.activeElement;
    return active?.getAttribute("aria-label") ?? (active?.id || active?.textContent?.trim()) ?? "";
  });

test("everything from the question to the booking can be done by keyboard alone", async ({ finder, page }) => {
  await finder.open();
  await expect(finder.place).toBeVisible();
  const walk: string[] = [];
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press("Tab");
    walk.push(await focused(page));
  }
  // The date has three fields and a button for its calendar; then come views and order, and the first row.
  expect(walk).toEqual(["English", "Anda di mana?", "Pakai lokasi saya", "party", "needed", "needed", "needed", "needed", "Saring", "Daftar", "Kalender", "Peta"]);

  await finder.people.focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");

  await finder.place.focus();
  await page.keyboard.type("kota kediri");
  await expect(finder.suggestions.first()).toContainText("Kota Kediri");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(finder.place).toBeFocused();
  await expect(finder.own).toBeVisible();

  await page.getByRole("button", { name: "Peta", exact: true }).focus();
  await page.keyboard.press("Tab");
  await expect(finder.sort).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(finder.sort).toHaveValue("nearest");
  await expect(finder.names.nth(1)).toHaveText("Trenggalek");
  await page.keyboard.press("ArrowUp");
  await expect(finder.names.nth(1)).toHaveText("Surabaya");

  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Kediri");
  await page.keyboard.press("Enter");
  await expect(finder.dialog.getByRole("heading", { name: "Kediri" })).toBeFocused();
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("Kediri");

  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Blitar");
  await page.keyboard.press("Enter");
  await expect(finder.dialog.getByRole("heading", { name: "Blitar" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(finder.names.first().getByRole("button")).toBeFocused();

  await page.keyboard.press("Tab");
  await expect(finder.row("Blitar").getByRole("button", { name: /^Kam/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(finder.dialog.locator(".steps")).toContainText("Kamis, 26 November 2026");
  await page.keyboard.press("Escape");
  await expect(finder.row("Blitar").getByRole("button", { name: /^Kam/ })).toBeFocused();

  await page.keyboard.press("Tab");
  // At this width a strip is two weeks long: Monday 30 has too few, so the button to book is next.
  await expect(finder.book.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(finder.dialog).toBeVisible();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Kembali");
  await page.keyboard.press("Enter");
  await expect(finder.book.first()).toBeFocused();

  await finder.filter.focus();
  await page.keyboard.press("Enter");
  await expect(finder.dialog.getByRole("heading", { name: "Saring" })).toBeFocused();
  await page.keyboard.press("Tab");
  const filters = ["Kembali", "service-regular", "service-percepatan", "channel-app", "channel-walk_in", "radius", "from", "from", "from", "from", "to", "to", "to", "to",
    "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu", "weekend", "events", "Kantor tertentu saja"];
  const walked = [await focused(page)];
  while (walked.length < filters.length) {
    await page.keyboard.press("Tab");
    walked.push(await focused(page));
  }
  expect(walked).toEqual(filters);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("checkbox", { name: "Kantor Imigrasi Kelas II Non TPI Kediri" })).toBeVisible();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Kantor Imigrasi Kelas II Non TPI Kediri");
  await page.getByLabel("Hanya Sabtu atau Minggu").focus();
  await page.keyboard.press("Space");
  await expect(finder.names).toHaveText(["Madiun"]);
  await page.getByRole("button", { name: "Lihat 1 kantor" }).press("Enter");
  await expect(finder.filter).toBeFocused();
});

test("what has the focus is seen to have it", async ({ finder, page }) => {
  await finder.open();
  for (let step = 0; step < 12; step++) {
    await page.keyboard.press("Tab");
    const outline = await finder.element.evaluate((element) => {
      const active = element.shadowRoot?.activeElement;
      if (!active) return "none";
      const { outlineStyle, outlineWidth } = getComputedStyle(active);
      return `${outlineStyle} ${outlineWidth}`;
    });
    expect(outline).toBe("solid 3px");
  }
});
