// Tests tampered files on the host: they do not run, the console names them, and the page's own content stays. The
// servers are real, and the changed files are on their disks.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect } from "./finder";
import { SUNDAY_MORNING } from "./feeds";
import { siteFolder, test, type Site } from "./site";

const scripts = readdirSync(siteFolder).filter((name) => /-[0-9A-F]{8}\.js$/.test(name));
/** The publisher's page has words of its own. */
const parts = scripts.filter((name) => !name.includes("-checker-"));
const first = /const first\$=await Promise\.all\(\[load\$\("([^ "]+)/.exec(readFileSync(join(siteFolder, "slot-finder.js"), "utf8"))?.[1] ?? "";
const wasm = readdirSync(siteFolder).find((name) => name.startsWith("slot_finder_bg-")) ?? "";
const pin = (bytes: Buffer): string => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/** The trace that a script would leave if it ran. */
const MARK = "globalThis.changed=1;";

function change(site: Site, name: string): void {
  const path = join(site.folder, name);
  const bytes = readFileSync(path);
  if (name.endsWith(".js")) writeFileSync(path, MARK + bytes.toString());
  else writeFileSync(path, Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
}

/** A page that needs every part: both elements, the summary in both languages, with the host's messages and question, and a question in the address. */
async function visit(page: Page, site: Site): Promise<string[]> {
  const written: string[] = [];
  page.on("console", (message) => message.type() === "error" && written.push(message.text()));
  page.on("pageerror", (error) => written.push(String(error)));
  writeFileSync(join(site.folder, "host.html"), `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="icon.svg">
    <script type="module" src="slot-finder.js"></script>
    <script type="module" src="host.js"></script>
    <slot-finder src="feed.json" lang="en" sync-url><a href="https://publisher.example/">Daftar lewat M-Paspor</a></slot-finder>
    <slot-summary src="feed.json" lang="en"><p>Lihat M-Paspor</p></slot-summary>
    <slot-summary src="feed.json" lang="id"><p>Lihat M-Paspor</p></slot-summary></html>`);
  writeFileSync(join(site.folder, "host.js"), 'Object.assign(document.querySelector("slot-finder"), { words: { en: { title: "Passports" } }, query: { kmPerDay: 20 } });');
  await page.clock.setFixedTime(SUNDAY_MORNING);
  await page.goto(`${site.url}host.html?party=1`);
  return written;
}

/** What a visitor presses to see the lazy parts; `timeout` for parts that may be missing. */
const presses: readonly ((page: Page, timeout?: number) => Promise<void>)[] = [
  ...["Calendar", "Map", "List"].map((view) => (page: Page, timeout = 0) => page.locator("slot-finder .views").getByText(view).click({ timeout })),
  async (page, timeout = 0) => {
    await page.locator("slot-finder").getByRole("button", { name: /^Filter/ }).click({ timeout });
    await page.locator("slot-finder dialog").waitFor({ timeout });
    await page.keyboard.press("Escape");
  },
  async (page, timeout = 0) => {
    await page.locator("slot-finder .row .book").first().click({ timeout });
    await page.locator("slot-finder dialog").waitFor({ timeout });
    await page.keyboard.press("Escape");
  },
  // An office explains its closed days by the holidays.
  async (page, timeout = 0) => {
    await page.locator("slot-finder .row .open-office").first().click({ timeout });
    await page.locator("slot-finder dialog").waitFor({ timeout });
    await page.keyboard.press("Escape");
  },
  async (page, timeout = 0) => {
    await page.locator("slot-finder").getByRole("button", { name: "Bahasa Indonesia" }).click({ timeout });
    await page.locator("slot-finder").getByRole("button", { name: "English" }).click({ timeout });
  },
];

const own = (page: Page) => page.getByRole("link", { name: "Daftar lewat M-Paspor" });
const list = (page: Page) => page.locator("slot-finder .rows > .row");
const changed = (page: Page) => page.evaluate(() => (globalThis as { changed?: number }).changed);
const told = (written: string[], name: string) => written.find((text) => text.includes(`${name} is missing, or not the file of this slot-finder`));

test.use({ allowed: /./ });

test("unchanged files are run, all of them", async ({ page, site }) => {
  const asked = new Set<string>();
  page.on("response", (response) => asked.add(new URL(response.url()).pathname.slice(1)));
  const written = await visit(page, site);
  await expect(list(page)).toHaveCount(5);
  await expect(page.locator("slot-summary .sentence")).toHaveCount(2);
  for (const press of presses) await press(page);
  await expect.poll(() => parts.filter((name) => !asked.has(name))).toEqual([]);
  expect(written).toEqual([]);
});

for (const name of [first, wasm]) {
  test(`without ${name.replace(/-\w+/, "")} as it was built there is no list, and the page's own content stays`, async ({ page, site }) => {
    change(site, name);
    const written = await visit(page, site);
    await expect.poll(() => told(written, name)).toBeTruthy();
    await expect(own(page)).toBeVisible();
    await expect(list(page)).toHaveCount(0);
    expect(await changed(page)).toBeUndefined();
  });
}

for (const [at, name] of parts.entries()) {
  if (name === first) continue;
  test(`part ${at}, of ${name.replace(/-\w+\.js/, "")}, is not run once it was changed, and what needs no such part stays`, async ({ page, site }) => {
    change(site, name);
    const written = await visit(page, site);
    let turn = 0;
    await expect.poll(async () => {
      // A dialog that came late would be in the way.
      await page.keyboard.press("Escape");
      await presses[turn++ % presses.length]?.(page, 500).catch(() => undefined);
      return told(written, name);
    }, { timeout: 20_000, intervals: [100] }).toBeTruthy();
    expect(await changed(page)).toBeUndefined();
    await page.keyboard.press("Escape");
    await page.locator("slot-finder .views").getByText("List").click({ timeout: 500 }).catch(() => undefined);
    await expect(list(page).or(own(page)).first()).toBeVisible();
  });
}

for (const name of scripts.filter((name) => !parts.includes(name))) {
  test(`the ${name.replace(/-\w+\.js/, "")} words of the publisher's page are not run once they were changed, and the page speaks the other language, if it may`, async ({ page, site }) => {
    change(site, name);
    const lang = name.slice(0, 2);
    const written: string[] = [];
    page.on("console", (message) => message.type() === "error" && written.push(message.text()));
    await page.goto(`${site.url}publish.html?lang=${lang}`);
    await expect.poll(() => told(written, name)).toBeTruthy();
    expect(await changed(page)).toBeUndefined();
    if (lang === "en") await expect(page.locator("html")).toHaveAttribute("lang", "id");
  });
}

test.describe("on another site, which pins the entry by its hash", () => {
  async function article(page: Page, site: Site, integrity: string): Promise<() => void> {
    const html = `<!doctype html><html lang="en"><title>News</title><link rel="icon" href="data:,">
      <script type="module" src="${site.url}slot-finder.js" integrity="${integrity}" crossorigin></script>
      <slot-finder src="${site.url}feed.json" lang="en"><a href="https://publisher.example/">Daftar lewat M-Paspor</a></slot-finder></html>`;
    const host = site.url.slice(0, -1);
    const server = createServer((_, response) => response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; script-src ${host} 'wasm-unsafe-eval'; connect-src ${host}; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'`,
    }).end(html));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    await page.clock.setFixedTime(SUNDAY_MORNING);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return () => {
      server.closeAllConnections();
      server.close();
    };
  }

  test("its files are run from there", async ({ page, site }) => {
    const close = await article(page, site, pin(readFileSync(join(site.folder, "slot-finder.js"))));
    await expect(list(page)).toHaveCount(5);
    await page.locator("slot-finder .toolbar").getByText("Calendar").click();
    await expect(page.locator("slot-finder [role=grid]")).toBeVisible();
    close();
  });

  test("nothing is run once the entry was changed", async ({ page, site }) => {
    const integrity = pin(readFileSync(join(site.folder, "slot-finder.js")));
    change(site, "slot-finder.js");
    const close = await article(page, site, integrity);
    await page.waitForLoadState("networkidle");
    await expect(own(page)).toBeVisible();
    expect(await page.evaluate(() => customElements.get("slot-finder"))).toBeUndefined();
    expect(await changed(page)).toBeUndefined();
    close();
  });
});
