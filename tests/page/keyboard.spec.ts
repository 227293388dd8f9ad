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
  for (let step = 0; step < 7; step++) {
    await page.keyboard.press("Tab");
    walk.push(await focused(page));
  }
  expect(walk).toEqual(["English", "place", "Pakai lokasi saya", "Kurangi satu orang", "Tambah satu orang", "needed", "needed"]);

  await finder.more.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");

  await finder.place.focus();
  await page.keyboard.type("kota kediri");
  await expect(finder.suggestions.first()).toContainText("Kota Kediri");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(finder.folded).toBeFocused();

  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Kediri");
  await page.keyboard.press("Enter");
  await expect(finder.dialog.getByRole("heading", { name: "Kediri" })).toBeFocused();
  await page.keyboard.press("Escape");
  expect(await focused(page)).toBe("Kediri");

  await page.keyboard.press("Tab");
  await expect(finder.book.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(finder.dialog).toBeVisible();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Kembali");
  await page.keyboard.press("Enter");
  await expect(finder.book.first()).toBeFocused();

  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Lihat rincian kantor");
  await page.keyboard.press("Enter");
  await expect(finder.dialog.getByRole("heading", { name: "Blitar" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(finder.card("Blitar").getByRole("button", { name: "Lihat rincian kantor" })).toBeFocused();

  await page.keyboard.press("Tab");
  await expect(finder.sort).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(finder.sort).toHaveValue("nearest");
  await expect(finder.names.nth(1)).toHaveText("Trenggalek");

  await page.keyboard.press("Tab");
  await expect(finder.filter).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(finder.less).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(finder.less).toBeFocused();
  await finder.more.press("Tab");
  const filters = ["needed", "needed", "needed", "needed", "service-percepatan", "channel-walk_in", "radius", "from", "from", "from", "from", "to", "to", "to", "to",
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

  await finder.folded.focus();
  await page.keyboard.press("Enter");
  await expect(finder.place).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(finder.place).toBeFocused();
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
