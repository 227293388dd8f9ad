// Tests the page for visitors without JavaScript or Wasm, built with a sample feed beside it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { putStaticList } from "../../tools/static-list.mjs";
import { SUNDAY_MORNING } from "./feeds";
import { expect, FAILURES } from "./finder";
import { withList as test } from "./site";

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test("the page shows the list, marked as a sample", async ({ page, site }) => {
    await page.goto(site);
    const list = page.getByRole("region", { name: "Kuota paspor yang masih ada" });
    await expect(list).toBeVisible();
    await expect(page.getByRole("heading", { level: 1, name: "Cari kuota paspor" })).toBeVisible();
    await expect(list.getByText("CONTOH. Sisa kuota ini dikarang")).toBeVisible();
    await expect(list.getByRole("heading", { level: 3 })).toHaveCount(10);
    await expect(list.getByText(/^Keadaan \w+, \d{1,2} \w+ \d{4}, \d\d\.\d\d WIB\./)).toBeVisible();
    await expect(list.getByText(/ lalu|besok|hari ini/)).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect((await list.boundingBox())?.x).toBe(16);
    // As the rows of the finder, which have the whole width.
    expect((await list.getByRole("listitem").first().boundingBox())?.x).toBe(16);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the list without script is accessible in the ${colorScheme} theme`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    // With script, for axe to run in, but without the element; the page's heading is in <noscript>.
    await page.route("**/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    await page.goto(site);
    await expect(page.getByRole("region", { name: "Kuota paspor yang masih ada" })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).disableRules("page-has-heading-one").analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  });
}

for (const [width, margin] of [[360, 16], [320, 12]] as const) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 740 }, allowed: FAILURES });
    test("what is there before the finder, and in its place, has the margins of the page", async ({ page, site }) => {
      const list = page.locator(".slot-list");
      const sides = async (): Promise<number[]> => {
        const box = await list.boundingBox();
        return [box?.x ?? 0, width - (box?.x ?? 0) - (box?.width ?? 0)];
      };
      await page.route("**/slot-finder.js", (route) => route.abort());
      await page.goto(site);
      await expect(list).toBeVisible();
      expect(await sides()).toEqual([margin, margin]);
      await page.unroute("**/slot-finder.js");
      await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
      await page.goto(site);
      await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
      expect(await sides()).toEqual([margin, margin]);
    });
  });
}

test("with script the finder's own list takes its place", async ({ page, site }) => {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.goto(site);
  await expect(page.locator(".rows > .row").first()).toBeVisible();
  await expect(page.locator(".slot-list")).toBeHidden();
});

test.describe("when requests fail", () => {
  test.use({ allowed: FAILURES });

  test("without Wasm the list stays", async ({ page, site }) => {
    await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto(site);
    await expect(page.getByRole("heading", { name: "Data tidak bisa diambil. Coba lagi." })).toBeVisible();
    await expect(page.locator(".slot-list")).toBeVisible();
  });
});

test("a feed that cannot be rendered leaves the page without a list, and an older list goes", () => {
  const folder = mkdtempSync(join(tmpdir(), "slot-finder-broken-"));
  writeFileSync(join(folder, "index.html"), "<main><!-- list --><p>older</p><!-- /list --></main>");
  writeFileSync(join(folder, "feed.json"), '{"format": "slot-feed"');
  putStaticList(folder);
  expect(readFileSync(join(folder, "index.html"), "utf8")).toBe("<main><!-- list --><!-- /list --></main>");
  rmSync(folder, { recursive: true });
});
