// Tests back and forward. Playwright disables the back/forward cache in its browsers, so these tests start their own.

import { launchOptions } from "../../tools/chromium.mjs";
import { expect, FAILURES } from "./finder";
import { test } from "./site";

test.use({ allowed: FAILURES, launchOptions: { ...launchOptions(), ignoreDefaultArgs: ["--disable-back-forward-cache"] } });

test("a page left and found again by Back is the page as it was, and looks for news", async ({ finder, page, site }) => {
  let asked = 0;
  page.on("request", (request) => void (request.url().endsWith("/feed.json") && asked++));
  await page.addInitScript(() => addEventListener("pageshow", ({ persisted }) => {
    document.documentElement.dataset["shown"] = persisted ? "again" : "anew";
  }));
  await page.goto(site.url);
  await expect(page.locator(".living")).toBeVisible();
  await finder.askForThree();
  await page.evaluate(() => Object.assign(window, { left: true }));
  expect(asked).toBe(1);
  await page.goto(`${site.url}icon.svg`);
  await page.goBack({ waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-shown", "again");
  expect(await page.evaluate(() => "left" in window)).toBe(true);
  await finder.hasAsked("Kota Kediri", 3);
  // A moment is not long enough for a look, an hour is: the page's clock is moved while it is away.
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 3_600_000;
  });
  await page.goto(`${site.url}icon.svg`);
  await page.goBack({ waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-shown", "again");
  await expect.poll(() => asked).toBe(2);
});

test("a dialog that was open when the page was left is open on the way back, and the next Back closes it", async ({ finder, page, site }) => {
  await page.addInitScript(() => addEventListener("pageshow", ({ persisted }) => {
    document.documentElement.dataset["shown"] = persisted ? "again" : "anew";
  }));
  await page.goto(`${site.url}#office=kanim-blitar`);
  await expect(finder.dialog).toBeVisible();
  await page.goto(`${site.url}icon.svg`);
  await page.goBack({ waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-shown", "again");
  await expect(finder.dialog).toBeVisible();
  await page.goBack({ waitUntil: "commit" });
  await expect(finder.dialog).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe("");
  await expect(page.locator("html")).toHaveAttribute("data-shown", "again");
});
