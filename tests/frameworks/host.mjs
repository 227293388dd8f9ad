// A page that a framework makes of the npm package, and a browser to open it with.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before } from "node:test";
import { chromium } from "@playwright/test";
import { build } from "esbuild";
import { launchOptions } from "../../tools/chromium.mjs";
import { NOW, writeSample } from "../sample.mjs";

export const here = import.meta.dirname;
export const scratch = mkdtempSync(join(here, ".project-"));
export let browser;

before(async () => {
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: "pkg", encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const installed = join(scratch, "node_modules/slot-finder");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(scratch, filename), "--strip-components=1", "-C", installed]);
  writeSample(join(scratch, "feed.json"));
  browser = await chromium.launch(launchOptions());
});
after(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

const types = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm", ".css": "text/css" };

/** Serves a folder without a policy, which the compiler of Angular would break, as of the sample's morning. */
export async function serveFolder(folder) {
  const server = createServer(({ url }, response) => {
    response.setHeader("Date", new Date(NOW).toUTCString());
    const { pathname } = new URL(url, "http://localhost");
    const name = pathname === "/" ? "index.html" : pathname.slice(1);
    try {
      const body = readFileSync(join(folder, name));
      response.setHeader("Content-Type", types[extname(name)] ?? "text/plain").end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => new Promise((done) => server.close(done)) };
}

/** Compiles the files of Vue and Svelte as their plug-ins for bundlers do. */
const components = {
  name: "components",
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { compileScript, parse } = await import("vue/compiler-sfc");
      const { descriptor } = parse(readFileSync(path, "utf8"), { filename: path });
      const templateOptions = { compilerOptions: { isCustomElement: (tag) => tag.startsWith("slot-") } };
      return { contents: compileScript(descriptor, { id: "quota", inlineTemplate: true, templateOptions }).content, loader: "ts", resolveDir: scratch };
    });
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { compile } = await import("svelte/compiler");
      return { contents: compile(readFileSync(path, "utf8"), { generate: "client", filename: path }).js.code, loader: "js", resolveDir: scratch };
    });
  },
};

const page = (before) => `<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,">${before}<div id="app"></div><app-quota></app-quota><script type="module" src="app.js"></script></html>`;

/** Bundles an entry with the files that it imports, and serves a page of it, with `before` in its body or as `html` says. */
export async function serve(name, files, before = "", html = page(before)) {
  const out = join(scratch, `out-${name}`);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(scratch, file), text);
  await build({
    entryPoints: [join(scratch, Object.keys(files)[0])], outfile: join(out, "app.js"), bundle: true, format: "esm", logLevel: "error", jsx: "automatic",
    conditions: ["browser", "production"], mainFields: ["module", "main"], define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
    nodePaths: [join(here, "node_modules")], plugins: [components], tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
  });
  cpSync(join(scratch, "node_modules/slot-finder/slot_finder_bg.wasm"), join(out, "slot_finder_bg.wasm"));
  cpSync(join(scratch, "feed.json"), join(out, "feed.json"));
  cpSync(join(here, "node_modules/zone.js/bundles/zone.umd.min.js"), join(out, "zone.js"));
  writeFileSync(join(out, "index.html"), html);
  return serveFolder(out);
}

/**
 * Opens a served page, and fails where anything was said on the console that is not `expected`. `prepare` runs before the page is
 * fetched.
 */
export async function open({ url, close }, use, { prepare = () => undefined, expected = [] } = {}) {
  const page = await browser.newPage({ locale: "en-GB" });
  const said = [];
  page.on("console", (message) => expected.includes(message.text()) || said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  try {
    await page.clock.setFixedTime(NOW);
    await prepare(page);
    await page.goto(url);
    await use(page);
    assert.deepEqual(said, []);
  } catch (error) {
    throw new Error(`${error.message}\nthe console: ${said.join("\n")}`, { cause: error });
  } finally {
    await page.close();
    await close();
  }
}
