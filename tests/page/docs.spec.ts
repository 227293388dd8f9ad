// Tests the documentation pages as the site serves them.

import { readdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";
import { expect, test } from "./finder";

const names = readdirSync(new URL("../../www/docs", import.meta.url)).filter((name) => name.endsWith(".md")).map((name) => name.replace(/md$/, "html"));

// One of the pages shows the finder with the served feed.
test.beforeEach(({ page }) => page.clock.setFixedTime(SUNDAY_MORNING));

test("there is a page for each file of Markdown, in both languages", () => {
  expect(names).toEqual(expect.arrayContaining(["format.html", "publishing.html", "publishing.id.html"]));
});

test("an officer gets from the English page to the Indonesian one, to the checker and back to the search", async ({ finder, page }) => {
  await finder.page.goto("publishing.html");
  await page.getByRole("link", { name: "Bahasa Indonesia" }).click();
  await expect(page).toHaveURL(/publish\.id\.html$/);
  await expect(page.locator("html")).toHaveAttribute("lang", "id");
  await expect(page.getByRole("link", { name: "English", exact: true })).toHaveAttribute("href", "publishing.html");
  await page.getByRole("navigation", { name: "Situs" }).getByRole("link", { name: "Periksa data kuota" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Periksa data kuota");
  await page.goBack();
  await page.getByRole("link", { name: "Cari kuota paspor" }).click();
  await expect(finder.element).toBeVisible();
});

test("the menu is beside the text where there is room, and after it on a phone", async ({ finder, page }) => {
  await finder.page.goto("publishing.html");
  const box = async (selector: string) => {
    const found = await page.locator(selector).boundingBox();
    if (!found) throw new Error(`${selector} is not shown`);
    return found;
  };
  await page.setViewportSize({ width: 1280, height: 740 });
  const [text, menu] = [await box("main"), await box(".menu")];
  expect(menu.y).toBe(text.y);
  expect(menu.x).toBeGreaterThanOrEqual(text.x + text.width);
  await page.setViewportSize({ width: 360, height: 740 });
  const [above, below] = [await box("main"), await box(".menu")];
  expect(below.y).toBeGreaterThanOrEqual(above.y + above.height);
});

test("the Indonesian generator speaks Indonesian and makes the same code", async ({ finder, page }) => {
  await finder.serveFeed(sundayMorning());
  await finder.page.goto("on-your-page.id.html");
  await page.getByLabel("Wilayah").selectOption("Jawa Timur");
  await page.getByLabel("Tampilan pertama").selectOption("kalender");
  await page.getByLabel("Warna sendiri").check();
  await page.getByLabel("Tombol dan tautan").fill("#850000");
  await page.getByLabel("Tulisan di tombol").fill("#a03030");
  await expect(page.locator("#contrast")).toHaveText(/^Tulisan di tombol: kontras \d,\d, perlu sedikitnya 4,5/);
  await expect(page.locator("#code")).toContainText('lang="id" region="ID-JI" view="board" style="--slot-finder-accent: #850000;');
  await page.getByRole("button", { name: "Salin" }).click();
  await expect(page.locator("#copied")).toHaveText(/Tersalin|Sudah dipilih/);
});

for (const name of names) {
  test.describe(name, () => {
    for (const [colorScheme, width] of [["light", 360], ["dark", 1280]] as const) {
      test(`is accessible in the ${colorScheme} theme, ${width} px wide`, async ({ finder, page }) => {
        await page.setViewportSize({ width, height: 740 });
        await page.emulateMedia({ colorScheme });
        await finder.page.goto(name);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
      });
    }

    test("never scrolls sideways", async ({ finder, page }) => {
      await finder.page.goto(name);
      for (const width of [320, 360, 768, 1280]) {
        await page.setViewportSize({ width, height: 740 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });

    test("names itself, has an anchor on each heading, and no link that leads nowhere", async ({ finder, page }) => {
      await finder.page.goto(name);
      const heading = await page.locator("main > h1").innerText();
      await expect(page).toHaveTitle(`${heading} - slot finder`);
      await expect(page.getByRole("navigation", { name: /^Documentation$|^Dokumentasi$/ }).locator("[aria-current=page]")).toHaveText(heading);
      // Those of the page, not of an embedded element.
      const anchors = await page.locator("main").evaluate((main) => [...main.querySelectorAll("h1, h2, h3, h4")].map(({ id }) => id));
      expect(anchors).not.toContain("");
      expect(new Set(anchors).size).toBe(anchors.length);
      const links = await page.evaluate(() => [...document.querySelectorAll("a")].map(({ href }) => href));
      for (const link of new Set(links.filter((link) => link.startsWith(new URL(page.url()).origin)))) {
        const response = await page.request.get(link);
        expect(response.status(), link).toBe(200);
        const id = new URL(link).hash.slice(1);
        if (id) expect(await response.text(), link).toContain(` id="${id}"`);
      }
    });
  });
}
