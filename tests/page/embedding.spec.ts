// Tests what embedders paste: runs every code of the README and of the pages for embedders and developers as written,
// with only the address replaced by that of the site under test; also the generator's output.

import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, FAILURES, test as base } from "./finder";
import { sundayMorning, SUNDAY_MORNING } from "./feeds";
import { siteFolder } from "./site";

const root = new URL("../../", import.meta.url);
const markdown = (path: string): string => readFileSync(new URL(path, root), "utf8");
const blocks = (path: string, language: string): string[] =>
  [...markdown(path).matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, code]) => code ?? "");
const PAGES = ["README.md", "www/docs/on-your-page.md", "www/docs/developers.md"];

/** Another site, at its own address, with the npm package beside it. */
const news = { html: "", url: "" };
const test = base.extend<object, { news: void }>({
  news: [async ({}, use) => {
    const types: Record<string, string> = { js: "text/javascript", wasm: "application/wasm" };
    const server = createServer(({ url = "/" }, response) => {
      const ending = url.split(".").pop() ?? "";
      if (!url.startsWith("/pkg/")) return response.setHeader("Content-Type", "text/html; charset=utf-8").end(news.html);
      return response.setHeader("Content-Type", types[ending] ?? "text/plain").end(readFileSync(new URL(`.${url}`, root)));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    news.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await use();
    server.closeAllConnections();
    server.close();
  }, { scope: "worker", auto: true }],
});

/** Desktop Chromium lacks some features of phones. */
test.use({ allowed: /^Unrecognized feature: 'web-share'\.$/ });

/** Opens a page of that site with this inside. */
async function paste(page: Page, html: string): Promise<void> {
  const body = JSON.stringify(sundayMorning());
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", headers: { "Access-Control-Allow-Origin": "*" }, body }));
  news.html = `<!doctype html><html lang="id"><title>News</title><link rel="icon" href="data:,"><h1>News</h1>${html}</html>`;
  await page.goto(news.url);
}

/** Checks that each pasted thing shows its purpose. */
async function expectShown(page: Page, code: string): Promise<void> {
  const tags = ["slot-finder", "slot-summary", "iframe"].filter((tag) => code.includes(`<${tag}`));
  expect(tags).not.toEqual([]);
  if (tags.includes("slot-finder")) await expect(page.locator("slot-finder #answer")).toBeVisible();
  if (tags.includes("slot-summary")) await expect(page.locator("slot-summary [part=sentence]")).toBeVisible();
  if (tags.includes("iframe")) await expect(page.frameLocator("iframe").locator("#answer")).toBeVisible();
}

/** A code as used on a page of the site under test, with the hash of that site's script where needed. */
function here(code: string, site = ""): string {
  const hash = createHash("sha384").update(readFileSync(join(siteFolder, "slot-finder.js"))).digest("base64");
  return code.replace(/https:\/\/your\.example\/(v\d+\.\d+\.\d+\/)?/g, site).replace("sha384-...", `sha384-${hash}`);
}

for (const path of PAGES) {
  const codes = blocks(path, "html");
  const [first = ""] = codes;

  for (const [at, code] of codes.entries()) {
    test(`${path}: the HTML ${at + 1} works when pasted`, async ({ page, baseURL, finder: _ }) => {
      // Anything that another code contains need not be pasted again: the script, or the element that the code is for.
      const script = code.includes("<script") ? "" : `<script type="module" src="${baseURL}slot-finder.js"></script>`;
      const pasted = /<(slot-|iframe)/.test(code) ? code : `${code}<slot-finder src="https://your.example/feed.json"></slot-finder>`;
      await paste(page, script + here(pasted, baseURL));
      await expectShown(page, pasted);
    });
  }

  for (const [at, code] of blocks(path, "js").entries()) {
    test(`${path}: the script ${at + 1} runs in a page with the element`, async ({ page, baseURL, finder: _ }) => {
      const printed: string[] = [];
      page.on("console", (message) => printed.push(message.text()));
      const script = here(code, baseURL).replace('"feed.json"', `"${baseURL}feed.json"`);
      const imports = '<script type="importmap">{"imports": {"slot-finder": "/pkg/slot_finder.js"}}</script>';
      await paste(page, `${imports}${here(first, baseURL)}<script type="module">${script}\nconsole.log("the end");</script>`);
      await expect.poll(() => printed.at(-1)).toBe("the end");
      for (const element of await page.locator("slot-finder").all()) await expect(element.locator("#answer")).toBeVisible();
    });
  }

  for (const [at, code] of blocks(path, "css").entries()) {
    test(`${path}: the style ${at + 1} reaches the element`, async ({ page, baseURL, finder: _ }) => {
      await paste(page, `<style>${code}</style>${here(first, baseURL)}`);
      await expect(page.locator("slot-finder #answer")).toBeVisible();
      const declared = [...code.matchAll(/([\w-]+): ([^;}]+)/g)].map(([, name = "", value = ""]) => [name, value.trim()]);
      expect(declared).not.toEqual([]);
      const style = await page.locator("slot-finder").evaluate((element, names) => names.map((name) => getComputedStyle(element).getPropertyValue(name).trim()), declared.map(([name = ""]) => name));
      expect(style).toEqual(declared.map(([, value]) => value));
    });
  }
}

test("the generator makes code for both ways that works when pasted, and shows how it looks", async ({ page, baseURL, finder: _ }) => {
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning()) }));
  await page.goto("on-your-page.html");
  await expect(page.locator("#preview slot-finder #answer")).toBeVisible();
  await page.getByLabel("Region").selectOption("Jawa Timur");
  await page.getByLabel("Language").selectOption("English");
  await page.getByLabel("First view").selectOption("calendar");
  await page.getByLabel("Own colours").check();
  await page.getByLabel("Buttons and links").fill("#850000");
  await expect(page.locator("#code")).toContainText('lang="en" region="ID-JI" view="board" style="--slot-finder-accent: #850000;');
  await expect(page.locator("#preview slot-finder .board")).toBeVisible();
  await page.getByLabel("Text on buttons").fill("#a03030");
  await expect(page.locator("#contrast")).toContainText("Text on buttons: contrast");
  await page.getByLabel("Text on buttons").fill("#ffffff");
  await expect(page.locator("#contrast")).toBeEmpty();
  const element = await page.locator("#code").innerText();

  await page.locator("[name=how]").selectOption("Frame, without scripts");
  await expect(page.frameLocator("#preview iframe").locator("#answer")).toBeVisible();
  const frame = await page.locator("#code").innerText();
  expect(frame).toContain("region=ID-JI&amp;view=board&amp;accent=%23850000");

  await page.locator("[name=what]").selectOption("One sentence with its figures");
  await expect(page.locator("#preview slot-summary [part=sentence]")).toBeVisible();
  const summary = await page.locator("#code").innerText();

  for (const code of [element, frame, summary]) {
    await paste(page, code);
    await expectShown(page, code);
  }
  await paste(page, element);
  const accent = await page.locator("slot-finder .board").evaluate((board) => getComputedStyle(board).getPropertyValue("--accent").trim());
  expect(accent).toBe("#850000");
  expect(baseURL).toBeTruthy();
});

test.describe("with a feed that is none", () => {
  test.use({ allowed: FAILURES });
  test("the generator says why a feed cannot be read, and keeps its code", async ({ page, finder: _ }) => {
    await page.route("**/other.json", (route) => route.fulfill({ contentType: "application/json", body: '{"offices": []}' }));
    await page.goto("on-your-page.html");
    const address = page.getByLabel("Address of the feed");
    await address.fill(new URL("other.json", page.url()).href);
    await address.blur();
    await expect(page.locator("#feed-problem")).toContainText("it is no feed; check it with publish.html");
    await expect(page.locator("#code")).toContainText("other.json");
  });
});
