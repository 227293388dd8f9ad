// A new version of the site is published while caches hold files of the one before: the visitor gets a list all the same.
// The server is a host with the newer version behind a cache that still has some files of the older one.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test as base } from "./finder";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";
import { siteFolder } from "./site";

const TITLE = "Cari kuota paspor";
const NEWER_TITLE = "Kuota paspor, versi baru";
const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm", ".css": "text/css" };

/** Builds another version: with other words, and an engine that is the same but for a note in it. */
function buildNewer(): string {
  const folder = mkdtempSync(join(tmpdir(), "slot-finder-newer-"));
  for (const name of ["tools", "www", "pkg", "pkg-page", "package.json"]) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const words = join(folder, "www/i18n/id.json");
  writeFileSync(words, readFileSync(words, "utf8").replaceAll(TITLE, NEWER_TITLE));
  const wasm = join(folder, "pkg/slot_finder_bg.wasm");
  // A section that engines ignore: its kind, its length, the length of its name, its name.
  writeFileSync(wasm, Buffer.concat([readFileSync(wasm), Buffer.from([0, 6, 5, ...Buffer.from("newer")])]));
  execFileSync("node", ["tools/build-site.mjs", "site"], { cwd: folder, stdio: "inherit" });
  return folder;
}

/** Whether the cache still has the older file of this name. */
type Cached = (name: string) => boolean;

interface Host {
  url: string;
  /** What was asked for, with the query. */
  asked: string[];
  cached: Cached;
  /** What the host says of a file that it does not have. */
  gone: { status: number; type: string; body: string };
}

const test = base.extend<{ host: Host }, { newer: string }>({
  newer: [async ({}, use) => {
    const folder = buildNewer();
    await use(join(folder, "site"));
    rmSync(folder, { recursive: true });
  }, { scope: "worker" }],
  host: async ({ newer, page }, use) => {
    const host: Host = { url: "", asked: [], cached: () => false, gone: { status: 404, type: "text/plain", body: "There is no such file." } };
    const older = new Set(execFileSync("ls", [siteFolder], { encoding: "utf8" }).split("\n"));
    const server: Server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? "", "http://localhost");
      const name = pathname.slice(1);
      host.asked.push(name + search);
      response.setHeader("Access-Control-Allow-Origin", "*");
      if (name === "feed.json") return void response.setHeader("Content-Type", types[".json"] ?? "").end(JSON.stringify(sundayMorning()));
      // A cache knows files by their whole address, and asks the host where the request says so.
      const isCached = !search && request.headers["cache-control"] !== "no-cache" && older.has(name) && host.cached(name);
      try {
        const body = name === "host.html" ? readFileSync(join(newer, name)) : readFileSync(join(isCached ? siteFolder : newer, name));
        response.setHeader("Content-Type", types[extname(name)] ?? "text/plain").end(body);
      } catch {
        response.writeHead(host.gone.status, { "Content-Type": host.gone.type }).end(host.gone.body);
      }
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    host.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await page.clock.setFixedTime(SUNDAY_MORNING);
    await use(host);
    server.closeAllConnections();
    server.close();
  },
});

const isEntry: Cached = (name) => name === "slot-finder.js";
const isWasm: Cached = (name) => name.endsWith(".wasm");
const isPart: Cached = (name) => /-[0-9A-F]{8}\.js$/.test(name);
const list = (page: Page) => page.locator("slot-finder .rows > .row");
const title = (page: Page) => page.locator("slot-finder h1");
/** How often the entry was loaded past the cache. */
const reloads = ({ asked }: Host): number => asked.filter((name) => name.startsWith("slot-finder.js?")).length;
const own = (page: Page) => page.getByRole("link", { name: "Daftar lewat M-Paspor" });
const REPLACED = "slot-finder: files of this version are gone or changed, so the newest slot-finder.js is loaded past the cache";

/** Opens a page of a news site that pastes the script. */
async function open(page: Page, host: Host, newer: string, attributes = ""): Promise<string[]> {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(`thrown: ${error.message}`));
  writeFileSync(join(newer, "host.html"), `<!doctype html><html lang="id"><title>Host</title><link rel="icon" href="data:,">
    <script type="module" src="slot-finder.js" ${attributes}></script>
    <slot-finder src="feed.json" lang="id" loading="eager"><a href="https://publisher.example/">Daftar lewat M-Paspor</a></slot-finder>
    <slot-summary src="feed.json" lang="id"><p>Lihat M-Paspor</p></slot-summary></html>`);
  await page.goto(`${host.url}host.html`);
  return said;
}

for (const [what, cached, shown, times] of [
  ["the older entry, and none of its files", isEntry, NEWER_TITLE, 1],
  ["the older entry with all of its files", () => true, TITLE, 0],
  ["files of the older version, but not its entry", (name: string) => !isEntry(name), NEWER_TITLE, 0],
  ["nothing", () => false, NEWER_TITLE, 0],
  ["the older entry with its scripts, but not its Wasm", (name: string) => isEntry(name) || isPart(name), NEWER_TITLE, 1],
  ["the older entry with its Wasm, but not its scripts", (name: string) => isEntry(name) || isWasm(name), NEWER_TITLE, 1],
] as const) {
  test(`there is a list where a cache has ${what}`, async ({ page, host, newer }) => {
    host.cached = cached;
    const said = await open(page, host, newer);
    await expect(list(page)).toHaveCount(5);
    await expect(title(page)).toHaveText(shown);
    await expect(page.locator("slot-summary [part=sentence]")).toBeVisible();
    expect(reloads(host)).toBe(times);
    expect(said.filter((text) => text === REPLACED)).toHaveLength(times);
    expect(said.filter((text) => text.startsWith("thrown: "))).toEqual([]);
    // The list answers.
    await page.locator("slot-finder").getByLabel("Berapa orang").selectOption("3");
    await expect(page.locator("slot-finder #answer")).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
    await expect(page.locator("slot-finder-status")).toHaveText("Ada kuota untuk 3 orang di 5 kantor");
  });
}

test("a host that answers for a file that is gone with its front page is no obstacle", async ({ page, host, newer }) => {
  host.cached = (name) => isEntry(name) || isPart(name);
  host.gone = { status: 200, type: "text/html", body: "<!doctype html><title>News</title>" };
  await open(page, host, newer);
  await expect(list(page)).toHaveCount(5);
  await expect(title(page)).toHaveText(NEWER_TITLE);
});

test("in an old tab, a part that is gone brings the newer version, which keeps what the page has set and what was asked", async ({ page, host, newer }) => {
  host.cached = () => true;
  await open(page, host, newer);
  await expect(page.locator("slot-finder footer").last()).toBeVisible();
  await expect(title(page)).toHaveText(TITLE);
  await page.locator("slot-finder").evaluate((element) => { Object.assign(element, { query: { weekdays: [4] } }); });
  await expect(page.locator("slot-finder #answer")).toHaveText("Ada kuota untuk 1 orang di 2 kantor");
  await page.locator("slot-finder").getByLabel("Berapa orang").selectOption("2");
  host.cached = isEntry;
  await page.locator("slot-finder").getByRole("button", { name: "Peta", exact: true }).click();
  await expect(title(page)).toHaveText(NEWER_TITLE);
  await expect(page.locator("slot-finder #answer")).toHaveText("Ada kuota untuk 2 orang di 2 kantor");
  await expect(page.locator("slot-finder .map")).toBeVisible();
  expect(reloads(host)).toBe(1);
  // An element that is added later is of the newer version too.
  await page.evaluate(() => {
    const element = document.createElement("slot-finder");
    for (const [name, value] of [["src", "feed.json"], ["loading", "eager"]]) element.setAttribute(name ?? "", value ?? "");
    document.body.append(element);
  });
  await expect(title(page)).toHaveText([NEWER_TITLE, NEWER_TITLE]);
});

test("a newest version that lacks files itself is loaded once, and the page's own content stays", async ({ page, host, newer }) => {
  host.cached = isEntry;
  const files = execFileSync("ls", [newer], { encoding: "utf8" }).split("\n");
  const wasm = files.find((name) => name.startsWith("slot_finder_bg-")) ?? "";
  await page.route(`**/${wasm}`, (route) => route.fulfill({ status: 404 }));
  const said = await open(page, host, newer);
  await expect.poll(() => said.some((text) => text.includes(`${wasm} is missing`))).toBe(true);
  await expect(own(page)).toBeVisible();
  expect(reloads(host)).toBe(1);
});

test("an entry that the page pins by its hash is not replaced", async ({ page, host, newer }) => {
  host.cached = isEntry;
  const pin = `sha384-${createHash("sha384").update(readFileSync(join(siteFolder, "slot-finder.js"))).digest("base64")}`;
  const said = await open(page, host, newer, `integrity="${pin}"`);
  await expect.poll(() => said.some((text) => text.includes("is missing, or not the file of this slot-finder"))).toBe(true);
  await page.waitForLoadState("networkidle");
  await expect(own(page)).toBeVisible();
  expect(reloads(host)).toBe(0);
  expect(said).not.toContain(REPLACED);
});
