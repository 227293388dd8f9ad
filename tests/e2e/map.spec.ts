import AxeBuilder from "@axe-core/playwright";
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
  await expect(page.getByRole("img", { name: "Peta 7 kantor: 5 ada kuota. Semua ada di daftar di bawah peta." })).toBeVisible();
  await expect(page.locator(".map-list b")).toHaveText(["Kediri", "Blitar", "Trenggalek", "Madiun", "Ponorogo", "Malang", "Surabaya"]);
  await expect(page.locator('[data-office="kanim-kediri"]')).toHaveClass(/full/);
  await expect(page.locator('[data-office="kanim-ponorogo"]')).toHaveClass(/unknown/);
});

test("a mark and its line in the list open the same hand-off", async ({ finder, page }) => {
  await openMap(finder);
  for (const opener of [page.locator('[data-office="kanim-blitar"]'), page.getByRole("button", { name: /^Blitar.*sisa kuota 12/ })]) {
    await opener.click();
    await expect(finder.dialog).toContainText("Kamis, 26 November 2026");
    await page.keyboard.press("Escape");
    await expect(finder.dialog).toHaveCount(0);
  }
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

test("each line of the list says how old its data is where that matters, and leads to the office", async ({ finder, page }) => {
  await openMap(finder);
  const line = page.locator(".map-list li").filter({ hasText: "Surabaya" });
  await expect(line).toContainText("Data 3 jam lalu, mungkin sudah berubah");
  await expect(page.locator(".map-list li").filter({ hasText: "Blitar" })).not.toContainText("mungkin");
  await line.getByRole("button", { name: "Lihat rincian kantor, Surabaya" }).click();
  await expect(finder.dialog.getByRole("heading", { name: "Surabaya" })).toBeVisible();
});

test("the buttons zoom about the visitor's town, which stays where it is", async ({ finder, page }) => {
  await openMap(finder);
  const town = () => page.locator(".town").getAttribute("transform");
  const before = await town();
  const land = await page.locator(".land").getAttribute("transform");
  await page.getByRole("button", { name: "Perbesar peta" }).click();
  await expect(page.locator(".land")).not.toHaveAttribute("transform", land ?? "");
  const numbers = (text: string | null): number[] => (text?.match(/[\d.-]+/g) ?? []).map((one) => Math.round(Number(one)));
  expect(numbers(await town())).toEqual(numbers(before));
});

test("the sight stays while ages grow, and is found again after another view", async ({ finder, page }) => {
  await finder.open({ running: true });
  await finder.askForThree();
  await expect(page.locator(".living")).toBeVisible();
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  const sight = () => page.locator(".land").getAttribute("transform");
  const home = await sight();
  await page.getByRole("button", { name: "Perbesar peta" }).click();
  await expect.poll(sight).not.toBe(home);
  const near = await sight();
  await page.clock.runFor(31_000);
  expect(await sight()).toBe(near);
  await page.getByRole("button", { name: "Daftar", exact: true }).click();
  await expect(page.locator(".map")).toHaveCount(0);
  await page.getByRole("button", { name: "Peta", exact: true }).click();
  await expect.poll(sight).toBe(near);
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
