// A page that uses the npm package, and a browser that opens what a bundler makes of it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { after, before } from "node:test";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";
import { NOW, writeSample } from "../sample.mjs";

export const here = import.meta.dirname;

/** The page's own script: defines the elements, asks the engine itself, and leaves how many offices the feed has. */
const script = `import "slot-finder/element";
import init, { SlotFinder } from "slot-finder";
init().then(async () => {
  const finder = await SlotFinder.load(new URL("feed.json", location.href).href);
  globalThis.offices = finder.info.offices;
  finder.free();
});
`;
const page = (src) => `<!doctype html><html lang="id"><title>Host</title><script type="module" src="${src}"></script>
<slot-finder src="feed.json" lang="id"></slot-finder><slot-summary src="feed.json" lang="id"></slot-summary></html>`;

/** Makes the project, beside the bundlers that `folder` has; the package is there as \`npm install\` leaves it. */
export function makeProject(folder) {
  const scratch = mkdtempSync(join(folder, ".project-"));
  const installed = join(scratch, "node_modules/slot-finder");
  mkdirSync(installed, { recursive: true });
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: "pkg", encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  execFileSync("tar", ["-xzf", join(scratch, filename), "--strip-components=1", "-C", installed]);
  const app = join(scratch, "app");
  mkdirSync(app);
  writeFileSync(join(scratch, "package.json"), '{"private": true, "type": "module", "@parcel/resolver-default": {"packageExports": true}}');
  writeFileSync(join(app, "own.js"), script);
  writeFileSync(join(app, "index.html"), page("own.js"));
  return { scratch, app, installed, remove: () => rmSync(scratch, { recursive: true, force: true }) };
}

/** The page for what a bundler leaves without one. */
export function writePage(folder, src) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.html"), page(src));
}

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".json": "application/json", ".wasm": "application/wasm" };

/** Serves a folder on this machine, as simply as a host can. */
async function serve(folder) {
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    try {
      const path = resolve(folder, `.${decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname)}`);
      const body = readFileSync(path);
      response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((done) => server.close(done)) };
}

let browser;
let feed;

async function start() {
  browser = await chromium.launch(launchOptions());
  feed = join(mkdtempSync(join(tmpdir(), "slot-finder-bundlers-")), "feed.json");
  writeSample(feed);
}
async function stop() {
  await browser?.close();
  if (feed) rmSync(feed);
}

/** Starts the browser before the tests of a file, which share one project beside the bundlers of `folder`, and tidies up after them. */
export function useProject(folder) {
  const shared = {};
  before(async () => {
    await start();
    Object.assign(shared, makeProject(folder));
  });
  after(async () => {
    await stop();
    shared.remove?.();
  });
  return shared;
}

/** Where a sample feed is. */
export const sample = () => feed;

/** Opens an address until the list, a part that loads later and the page's own engine are there; nothing may be said on the console. */
export async function assertWorks(url) {
  const page = await browser.newPage({ locale: "id-ID" });
  await page.clock.setFixedTime(NOW);
  const said = [];
  page.on("console", (message) => /favicon|React DevTools|HMR|\[vite\]/.test(message.text() + message.location().url) || said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  try {
    await page.goto(url);
    await page.locator("slot-finder ol h3").first().waitFor();
    await page.locator("slot-finder").getByText("Kalender", { exact: true }).first().click();
    await page.locator("slot-finder [role=grid]").waitFor();
    // Without `href` it leads nowhere: the folder of a bundle has no page.
    if (await page.locator("slot-summary").count()) {
      await page.locator("slot-summary [part=sentence]").waitFor();
      assert.deepEqual(await page.locator("slot-summary a[href]").count(), 0);
    }
    await page.waitForFunction(() => globalThis.offices !== undefined);
    assert.equal(await page.evaluate(() => globalThis.offices), JSON.parse(readFileSync(feed, "utf8")).offices.length);
    assert.deepEqual(said, []);
  } catch (error) {
    throw new Error(`${error.message}\nthe console: ${said.join("\n")}`, { cause: error });
  } finally {
    await page.close();
  }
}

/** The same for a folder that a bundler has written. */
export async function assertFolderWorks(folder) {
  cpSync(feed, join(folder, "feed.json"));
  const { url, close } = await serve(folder);
  try {
    await assertWorks(url);
  } finally {
    await close();
  }
}
