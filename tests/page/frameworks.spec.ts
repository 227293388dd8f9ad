// What frameworks do to the element: they set again what has not changed, render around it and take over its children.

import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./finder";
import { blitar, feed, kediri, sundayMorning } from "./feeds";
import { siteFolder } from "./site";

const wasm = readdirSync(siteFolder).find((name) => name.startsWith("slot_finder_bg-")) ?? "";

/** Counts the answers from now on. */
const countAnswers = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Object.assign(window, { answers: 0 });
    document.addEventListener("slot-finder-results", () => (window as unknown as { answers: number }).answers++);
  });
const answers = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { answers: number }).answers);

test("a query, a feed or an attribute that is set again to the same asks nothing", async ({ finder, page }) => {
  await finder.open({ element: { attributes: 'src="feed.json" lang="id" party="2"' } });
  const set = (name: string, value: unknown): Promise<void> => finder.element.evaluate((element, change) => { Object.assign(element, change); }, { [name]: value });
  await set("query", { party: 3 });
  await set("feed", sundayMorning());
  await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
  await countAnswers(page);
  await set("query", { party: 3 });
  await set("feed", sundayMorning());
  await finder.element.evaluate((element) => element.setAttribute("party", "2"));
  // Another value asks, so the answers were counted all the time.
  await finder.element.evaluate((element) => element.setAttribute("party", "4"));
  await expect(finder.answer).toContainText("untuk 4 orang");
  expect(await answers(page)).toBe(1);
});

test("a page that sets the query at each answer comes to rest", async ({ finder, page }) => {
  await finder.start({ element: { attributes: 'src="feed.json" lang="id"' } });
  await page.evaluate(() => {
    Object.assign(window, { answers: 0 });
    document.addEventListener("slot-finder-results", ({ target }) => {
      (window as unknown as { answers: number }).answers++;
      Object.assign(target as Element, { query: { party: 2 } });
    });
  });
  await expect(finder.answer).toContainText("untuk 2 orang");
  await finder.people.selectOption("3");
  await expect(finder.answer).toContainText("untuk 3 orang");
  expect(await answers(page)).toBeLessThanOrEqual(3);
});

test.describe("with the feed as a property", () => {
  test.use({ allowed: /the attribute src/ });

  test("a newer feed keeps what the visitor asked and what is open", async ({ finder }) => {
    await finder.start({ element: { attributes: 'lang="id"' } });
    const give = (given: unknown): Promise<void> => finder.element.evaluate((element, feed) => { Object.assign(element, { feed }); }, given);
    await give(sundayMorning());
    await finder.people.selectOption("2");
    await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
    await finder.book.first().click();
    await expect(finder.dialog).toBeVisible();
    await give(feed([kediri, blitar], { generated_at: "2026-11-22T08:05:00+07:00" }));
    await expect(finder.answer).toHaveText("Ada kuota untuk 2 orang di 1 kantor");
    await expect(finder.dialog).toBeVisible();
  });
});

test("nothing is added to the element's own children", async ({ finder, page }) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await finder.serveFeed(sundayMorning());
  await page.route("**/held.json", async (route) => {
    await held;
    await route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning()) });
  });
  await finder.start({ element: { attributes: 'src="held.json" lang="id"', content: "<p>Tautan</p>" } });
  await expect(page.locator("slot-finder .skeleton, slot-finder [aria-busy=true]").first()).toBeAttached();
  expect(await finder.element.evaluate((element) => element.innerHTML)).toBe("<p>Tautan</p>");
  release();
  await expect(finder.live).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  expect(await finder.element.evaluate((element) => element.innerHTML)).toBe("<p>Tautan</p>");
});

test("the region for screen readers comes back after a framework renders the page again", async ({ finder, page }) => {
  await finder.open({ element: { attributes: 'src="feed.json" lang="id"' } });
  await expect(finder.live).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  await page.evaluate(() => {
    const [element] = document.getElementsByTagName("slot-finder");
    document.body.replaceChildren(...(element ? [element] : []));
  });
  await expect(finder.live).toHaveCount(0);
  await finder.people.selectOption("2");
  await expect(finder.live).toHaveText("Ada kuota untuk 2 orang di 5 kantor");
  await expect(finder.live).toHaveCount(1);
});

test("wasm-url names where the Wasm is", async ({ finder, page }) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.route("**/elsewhere/engine.wasm", async (route) => {
    await route.fulfill({ response: await route.fetch({ url: new URL(wasm, route.request().url().replace("elsewhere/", "")).href }) });
  });
  await finder.open({ element: { attributes: 'src="feed.json" lang="id" wasm-url="elsewhere/engine.wasm"' } });
  expect(asked.filter((path) => path.endsWith(".wasm"))).toEqual([expect.stringMatching(/elsewhere\/engine\.wasm$/)]);
});

test("shortcuts of the page around do not take the letters that are typed", async ({ finder, page }) => {
  await finder.open({ element: { attributes: 'src="feed.json" places="places.json" lang="id"' } });
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    // As search shortcuts do: "/" and "s" are for the page unless a field has the focus.
    document.addEventListener("keydown", (event) => {
      heard.push(event.key);
      const { target } = event;
      if ((event.key === "/" || event.key === "s") && !(target instanceof HTMLInputElement)) event.preventDefault();
    });
  });
  await finder.place.pressSequentially("surabaya s/s");
  await expect(finder.place).toHaveValue("surabaya s/s");
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(["Escape"]);
});

test("additions to the prototypes of JavaScript, as old libraries make them, harm nothing", async ({ finder, page }) => {
  await page.addInitScript(() => {
    // Prototype.js 1.6 and MooTools did the like.
    Object.assign(Array.prototype, { toJSON() { return "[]"; }, each() { return this; } });
    Object.assign(Object.prototype, { extra: "enumerable" });
    Object.assign(String.prototype, { toJSON() { return `"${this as unknown as string}"`; } });
  });
  await finder.open({ element: { attributes: 'src="feed.json" places="places.json" lang="id" storage="ask"' } });
  await finder.askForThree();
  await expect(finder.answer).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  await finder.element.evaluate((element, feed) => { Object.assign(element, { feed, query: { weekdays: [4] } }); }, feed([blitar]));
  // Another source starts over.
  await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 1 kantor");
  expect(await page.evaluate(() => Object.hasOwn(Array.prototype, "toJSON"))).toBe(true);
});
