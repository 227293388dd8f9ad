// Which scripts a visit fetches: the words of its language alone, and nothing twice.

import { readFileSync, readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { sundayMorning } from "./feeds";
import { expect, FAILURES, test } from "./finder";

type Language = "id" | "en";
const LANGUAGES = ["id", "en"] as const;
const other = (lang: Language): Language => (lang === "id" ? "en" : "id");

/** The scripts that the page loads from now on, by name. */
function scriptsOf(page: Page): Map<string, Promise<string>> {
  const scripts = new Map<string, Promise<string>>();
  page.on("response", (response) => {
    const name = new URL(response.url()).pathname.split("/").pop() ?? "";
    if (name.endsWith(".js") && response.ok()) scripts.set(name, response.text());
  });
  return scripts;
}

const ofLanguage = (lang: Language) => new RegExp(`^${lang}-`);
const named = (scripts: Map<string, unknown>, lang: Language): string[] => [...scripts.keys()].filter((name) => ofLanguage(lang).test(name));

/** What the publisher's page writes into a workbook, whatever language it speaks: values of the field "update_every". */
const VALUES = ["2 jam pada hari kerja", "1 hari kerja"];

/** Pieces of text of a language that a script could hold, between the values, and that the other language does not have. */
function sentencesOf(lang: Language): string[] {
  const read = (of: Language): string[] => readdirSync("www/i18n").filter((name) => name.startsWith(of))
    .flatMap((name) => Object.values(JSON.parse(readFileSync(`www/i18n/${name}`, "utf8")) as Record<string, string | Record<string, string>>))
    .flatMap((message) => (typeof message === "string" ? [message] : Object.values(message)))
    .flatMap((text) => text.split(/\{[\w:]+\}|["\n]/)).map((text) => text.trim()).filter((text) => text.length >= 12 && text.includes(" "));
  const others = read(other(lang)).join("\n");
  return read(lang).filter((text) => !others.includes(text) && !VALUES.includes(text));
}

/** Pieces of so many characters that two scripts share, as the first of them has them. */
const PIECE = 120;
function shared(one: string, another: string): string[] {
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE <= one.length; at += PIECE) pieces.add(one.slice(at, at + PIECE));
  const found = new Set<string>();
  for (let at = 0; at + PIECE <= another.length; at++) if (pieces.has(another.slice(at, at + PIECE))) found.add(another.slice(at, at + PIECE));
  return [...found];
}

/** Opens the page and everything that is fetched later. */
async function seeEverything(page: Page, lang: Language): Promise<void> {
  const words = lang === "id" ? { board: "Kalender", map: "Peta", list: "Daftar" } : { board: "Calendar", map: "Map", list: "List" };
  await expect(page.locator("slot-finder .living")).toBeVisible();
  for (const view of ["board", "map", "list"] as const) await page.getByRole("button", { name: words[view], exact: true }).click();
  await page.locator("slot-finder .open-office").first().click();
  await expect(page.locator("slot-finder dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator("slot-finder dialog")).toHaveCount(0);
  await page.waitForLoadState("networkidle");
}

for (const lang of LANGUAGES) {
  test(`a visit in "${lang}" never fetches words in "${other(lang)}", nor has a sentence of them in any script`, async ({ finder, page }) => {
    const scripts = scriptsOf(page);
    await page.route(/\/host\.html/, (route) => route.fulfill({
      contentType: "text/html; charset=utf-8",
      body: `<!doctype html><html lang="${lang}"><title>Host</title><script type="module" src="slot-finder.js"></script>
        <slot-finder src="feed.json" places="places.json" storage="ask"></slot-finder><slot-summary src="feed.json" editor></slot-summary></html>`,
    }));
    await page.clock.setFixedTime("2026-11-22T08:12:00+07:00");
    await finder.serveFeed(sundayMorning());
    await page.goto("./host.html");
    await expect(page.locator("slot-summary [part=sentence]")).toBeVisible();
    await seeEverything(page, lang);
    expect(named(scripts, other(lang))).toEqual([]);
    // The first ones, those of later parts, and those of the summary.
    expect(named(scripts, lang)).toHaveLength(3);
    const all = (await Promise.all(scripts.values())).join("\n");
    expect(sentencesOf(other(lang)).filter((text) => all.includes(text))).toEqual([]);
    expect(sentencesOf(lang).filter((text) => all.includes(text)).length).toBeGreaterThan(300);
  });

  test(`the publisher's page in "${lang}" fetches no words in "${other(lang)}"`, async ({ page }) => {
    const scripts = scriptsOf(page);
    await page.goto(`./publish.html?lang=${lang}`);
    await expect(page.locator("#checker h1")).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(named(scripts, other(lang))).toEqual([]);
    const all = (await Promise.all(scripts.values())).join("\n");
    expect(sentencesOf(other(lang)).filter((text) => all.includes(text))).toEqual([]);
  });

  test(`the words of the first list in "${lang}" are asked for beside the main part, once`, async ({ finder, page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").pop() ?? ""));
    // The main part waits until the words are there.
    let release = (): void => undefined;
    const words = new Promise<void>((done) => (release = done));
    await page.route(/\/chunk-\w+\.js$/, async (route) => {
      await words;
      await route.continue();
    });
    page.on("requestfinished", (request) => new RegExp(`/${lang}-\\w{8}\\.js$`).test(request.url()) && release());
    await finder.open({ lang });
    expect(asked.filter((name) => new RegExp(`^${lang}-\\w{8}\\.js$`).test(name))).toHaveLength(1);
  });
}

test("no two scripts of a visit contain the same piece of code or text", async ({ finder, page }) => {
  const scripts = scriptsOf(page);
  await finder.open({ lang: "en" });
  await seeEverything(page, "en");
  // From the second language on, too.
  await page.getByRole("button", { name: "Bahasa Indonesia" }).click();
  await expect(page.getByRole("button", { name: "English" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  const files = await Promise.all([...scripts].map(async ([name, text]) => ({ name, text: await text })));
  expect(files.length).toBeGreaterThan(10);
  const twice = files.flatMap((one, at) => files.slice(at + 1).flatMap((another) => shared(one.text, another.text).map((text) => `${one.name}, ${another.name}: ${text}`)));
  expect(twice).toEqual([]);
});

test("another language comes whole: what is open speaks it at once", async ({ finder, page }) => {
  await finder.open({ feed: sundayMorning({ sample: true }) });
  await expect(page.locator("slot-finder .living")).toBeVisible();
  await page.getByRole("button", { name: "Kalender", exact: true }).click();
  await expect(page.locator("slot-finder .board")).toBeVisible();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("button", { name: "Bahasa Indonesia" })).toBeVisible();
  // The legend and the foot have words of later parts.
  await expect(page.locator("slot-finder .board")).toContainText("not known");
  await expect(page.locator("slot-finder .living")).not.toBeEmpty();
  const text = await page.locator("slot-finder .page").innerText();
  expect(sentencesOf("id").filter((sentence) => text.includes(sentence))).toEqual([]);
});

test.describe("words that cannot be fetched", () => {
  test.use({ allowed: FAILURES });

  test("leave what the page's author wrote, and are asked for again", async ({ finder, page }) => {
    let fails = true;
    await page.route(/\/id-\w{8}\.js/, (route) => (fails ? route.abort() : route.continue()));
    const failed = page.waitForEvent("console", (message) => message.text().includes("the words of the page could not be fetched"));
    await finder.start({ element: { attributes: 'src="feed.json" lang="id" loading="eager"', content: '<p slot="early" data-word="loading">Mengambil data kuota...</p><a href="https://example.org/">Daftar lewat M-Paspor</a>' } });
    await failed;
    await expect(page.getByRole("link", { name: "Daftar lewat M-Paspor" })).toBeVisible();
    await expect(page.getByText("Mengambil data kuota...")).toHaveCount(0);
    fails = false;
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
  });

  test("of another language leave the page in the one that it has", async ({ finder, page }) => {
    await finder.open();
    await expect(page.locator("slot-finder .living")).toBeVisible();
    await page.route(/\/en-more-\w{8}\.js/, (route) => route.abort());
    const failed = page.waitForEvent("console", (message) => /en-more-\w{8}\.js is missing/.test(message.text()));
    await page.getByRole("button", { name: "English" }).click();
    await failed;
    await expect(finder.answer).toHaveText("Ada kuota untuk 1 orang di 5 kantor");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cari kuota paspor");
    await page.unroute(/\/en-more-\w{8}\.js/);
    await page.getByRole("button", { name: "English" }).click();
    await expect(finder.answer).toHaveText("5 offices have places for 1 person");
  });
});
