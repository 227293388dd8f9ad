// The pages of the documentation, as the site serves them.

import { readdirSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { SUNDAY_MORNING } from "./feeds";
import { expect, test } from "./finder";

const names = readdirSync(new URL("../../www/docs", import.meta.url)).filter((name) => name.endsWith(".md")).map((name) => name.replace(/md$/, "html"));

// One of the pages shows the finder with the served feed.
test.beforeEach(({ page }) => page.clock.setFixedTime(SUNDAY_MORNING));

test("there is a page for each file of Markdown", () => {
  expect(names).toContain("format.html");
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
      await expect(page.getByRole("navigation", { name: "Documentation" }).locator("[aria-current=page]")).toHaveText(heading);
      // Those of the page, not of an element that it shows.
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
