// Pages whose policy names no host: scripts run by a nonce. And policies that forbid something: the console says what.

import { readdirSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./finder";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";
import { siteFolder } from "./site";

const NONCE = "r4nd0m";
const STRICT = `default-src 'none'; connect-src 'self'; script-src 'nonce-${NONCE}' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'`;

/** Opens a page under this policy, with the script tag of its author; returns what the console says. */
async function open(page: Page, policy: string, script: string): Promise<string[]> {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.route("**/feed.json", (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(sundayMorning()) }));
  await page.route(/\/host\.html/, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    headers: { "Content-Security-Policy": policy },
    body: `<!doctype html><html lang="id"><title>Host</title>${script}
      <slot-finder src="feed.json" places="places.json" lang="en" storage="ask" sync-url><a href="https://publisher.example/">Daftar lewat M-Paspor</a></slot-finder>
      <slot-summary src="feed.json" lang="en"><p>Lihat M-Paspor</p></slot-summary></html>`,
  }));
  await page.goto("./host.html?party=2");
  return said;
}

const own = (page: Page) => page.getByRole("link", { name: "Daftar lewat M-Paspor" });

for (const [what, policy] of [["nonces alone", STRICT], ["nonces and strict-dynamic", STRICT.replace(`'nonce-${NONCE}'`, `'nonce-${NONCE}' 'strict-dynamic'`)]] as const) {
  test(`under a policy of ${what}, a script tag with the nonce is enough for all parts`, async ({ finder, page }) => {
    await open(page, policy, `<script type="module" src="slot-finder.js" nonce="${NONCE}"></script>`);
    await expect(finder.answer).toHaveText("5 offices have places for 2 people");
    await expect(page.locator("slot-summary [part=sentence]")).toBeVisible();
    await page.getByRole("button", { name: "Map", exact: true }).click();
    await expect(page.locator("slot-finder .map")).toBeVisible();
    await page.getByRole("button", { name: "Calendar", exact: true }).click();
    await expect(page.locator("slot-finder .board")).toBeVisible();
    // The fixture sees that the console is empty.
    await finder.filter.click();
    await expect(finder.dialog).toBeVisible();
  });
}

test.describe("a policy that forbids something", () => {
  test.use({ allowed: /./ });

  for (const [what, policy, script, cause] of [
    ["scripts of the host but its entry", "script-src http://127.0.0.1:*/slot-finder.js 'wasm-unsafe-eval'; connect-src 'self'", "", /^slot-finder: \S+chunk-\w+\.js is blocked by script-src-elem of this page's Content-Security-Policy: allow the host of slot-finder\.js there, or give the script tag of slot-finder\.js the policy's nonce$/],
    ["all connections", "script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'", "", /^slot-finder: \S+slot_finder_bg-\w+\.wasm is blocked by connect-src of this page's Content-Security-Policy: allow the host of slot-finder\.js there$/],
    ["Wasm", `script-src 'nonce-${NONCE}'; connect-src 'self'`, `nonce="${NONCE}"`, /^slot-finder: the Content-Security-Policy of this page blocks WebAssembly: add 'wasm-unsafe-eval' to its script-src$/],
  ] as const) {
    test(`is named on the console where it forbids ${what}, and the page's own content stays`, async ({ page }) => {
      const said = await open(page, policy, `<script type="module" src="slot-finder.js" ${script}></script>`);
      await expect.poll(() => said.filter((text) => cause.test(text)).length).toBeGreaterThan(0);
      await expect(own(page)).toBeVisible();
      expect(said.filter((text) => /is missing|are gone/.test(text))).toEqual([]);
    });
  }

  /** Addresses of the built site that a policy may name. */
  const wasm = readdirSync(siteFolder).find((name) => /^slot_finder_bg-\w+\.wasm$/.test(name));
  const connecting = (...names: string[]): string => `script-src 'self' 'wasm-unsafe-eval'; connect-src ${names.map((name) => `http://127.0.0.1:*/${name}`).join(" ")}`;
  const entry = '<script type="module" src="slot-finder.js"></script>';
  const blocks = (name: string) => new RegExp(`^slot-(finder|summary): http://127\\.0\\.0\\.1:\\d+/${name} is blocked by connect-src of this page's Content-Security-Policy: add 'self' to it$`);

  test("is named on the console where it forbids the feed, and the page's own content stays with a button", async ({ page, finder: _ }) => {
    const said = await open(page, connecting(wasm ?? ""), entry);
    await expect.poll(() => said.filter((text) => blocks("feed\\.json").test(text)).length).toBe(2);
    await expect(own(page)).toBeVisible();
    await expect(page.locator("slot-finder").getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(page.locator("slot-summary").getByText("Lihat M-Paspor")).toBeVisible();
  });

  test("on another host is told which host to add", async ({ page, finder: _ }) => {
    await page.route("https://feeds.example/**", (route) => route.fulfill({ contentType: "application/json", body: "{}" }));
    await page.route(/\/host\.html/, (route) => route.fulfill({
      contentType: "text/html; charset=utf-8", headers: { "Content-Security-Policy": connecting("") },
      body: `<!doctype html><html lang="en"><title>Host</title>${entry}<slot-finder src="https://feeds.example/jatim/feed.json" loading="eager"></slot-finder></html>`,
    }));
    const failed = page.waitForEvent("console", (message) => message.text() === "slot-finder: https://feeds.example/jatim/feed.json is blocked by connect-src of this page's Content-Security-Policy: add https://feeds.example to it");
    await page.goto("./host.html");
    await failed;
  });

  test("that comes while the page is open leaves the last list, and is named", async ({ page, finder }) => {
    const said = await open(page, connecting(wasm ?? "", "feed.json", "places.json"), entry);
    await expect(finder.answer).toHaveText("5 offices have places for 2 people");
    await page.evaluate(() => {
      const policy = Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: "connect-src 'none'" });
      document.head.append(policy);
    });
    await page.evaluate(() => (document.querySelector("slot-finder") as HTMLElement & { refresh(): Promise<void> }).refresh().catch(() => undefined));
    await expect.poll(() => said.filter((text) => blocks("feed\\.json").test(text)).length).toBeGreaterThan(0);
    await expect(finder.answer).toHaveText("5 offices have places for 2 people");
    await expect(page.locator("slot-finder").getByRole("button", { name: "Try again" })).toBeVisible();
  });

  test("is named where it forbids the names of places, and the list works without them", async ({ page, finder }) => {
    const said = await open(page, connecting(wasm ?? "", "feed.json"), entry);
    await expect(finder.answer).toHaveText("5 offices have places for 2 people");
    await finder.place.fill("kediri");
    await expect(page.locator("slot-finder #place-problem")).toBeVisible();
    expect(said.filter((text) => blocks("places\\.json").test(text)).length).toBeGreaterThan(0);
  });

  test("of no styles and no images takes nothing from the page: neither list nor map need them", async ({ page, finder }) => {
    const said = await open(page, `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'none'; img-src 'none'; font-src 'none'; frame-src 'none'; worker-src 'none'`, entry);
    await expect(finder.answer).toHaveText("5 offices have places for 2 people");
    await page.getByRole("button", { name: "Map", exact: true }).click();
    await expect(page.locator("slot-finder .map")).toBeVisible();
    await expect(finder.answer).toHaveCSS("font-weight", /[67]00/);
    expect(said.filter((text) => /Content.Security.Policy/i.test(text))).toEqual([]);
  });

  test("is named where it forbids a later part, which may be tried again", async ({ page, finder }) => {
    const part = readdirSync(siteFolder).find((name) => /^map-\w+\.js$/.test(name)) ?? "";
    const said = await open(page, "connect-src 'self'", entry);
    await expect(finder.answer).toHaveText("5 offices have places for 2 people");
    const others = readdirSync(siteFolder).filter((name) => name.endsWith(".js") && name !== part).map((name) => `http://127.0.0.1:*/${name}`);
    await page.evaluate((content) => document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content })), `script-src ${others.join(" ")} 'wasm-unsafe-eval'`);
    await page.getByRole("button", { name: "Map", exact: true }).click();
    await expect(page.locator("slot-finder .other-view").getByRole("button")).toBeVisible();
    expect(said.filter((text) => text.startsWith("slot-finder: ") && text.includes(`${part} is blocked by script-src`))).toHaveLength(1);
  });
});
