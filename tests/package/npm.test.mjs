// Tests the npm package as others get it: its content, the verdict of package linters, and its use from TypeScript,
// from a bundler and from a page without one.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { chromium } from "@playwright/test";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { build } from "vite";
import { launchOptions } from "../../tools/chromium.mjs";
import { licences } from "../../tools/licences.mjs";
import { NOW, serveThen, writeSample } from "../sample.mjs";

const scratch = mkdtempSync(join(tmpdir(), "slot-finder-npm-"));
const project = join(scratch, "project");
const feed = join(scratch, "feed.json");
let tarball, packed, browser;

before(async () => {
  const [{ filename, files }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: "pkg", encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  tarball = readFileSync(join(scratch, filename));
  packed = files.map(({ path }) => path).sort();
  writeSample(feed);
  // The result of `npm install`.
  const installed = join(project, "node_modules/slot-finder");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(scratch, filename), "--strip-components=1", "-C", installed]);
  browser = await chromium.launch(launchOptions());
});
after(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true });
});

/** Serves a folder and opens its index page in Chromium until its list shows the first office of the feed; the console must stay empty. */
async function assertListed(folder) {
  cpSync(feed, join(folder, "feed.json"));
  const { url, close } = await serveThen(folder);
  const page = await browser.newPage({ locale: "id-ID" });
  await page.clock.setFixedTime(NOW);
  const said = [];
  page.on("console", (message) => message.location().url.endsWith("/favicon.ico") || said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  try {
    await page.goto(url);
    await page.locator("slot-finder .row h3").first().waitFor();
    await page.locator("slot-finder .toolbar").getByText("Kalender").click();
    await page.locator("slot-finder [role=grid]").waitFor();
    // The engine that the page's own script imports is the element's.
    await page.waitForFunction(() => globalThis.offices !== undefined);
    assert.equal(await page.evaluate(() => globalThis.offices), JSON.parse(readFileSync(feed, "utf8")).offices.length);
    assert.deepEqual(said, []);
  } finally {
    await page.close();
    await close();
  }
}

/** Asks the engine, and prints the number of offices in the feed. */
const ownScript = (engine, element) => `import "${element}";
import init, { SlotFinder } from "${engine}";
await init();
const finder = await SlotFinder.load(new URL("feed.json", location.href).href);
globalThis.offices = finder.info.offices;
finder.free();
`;
const page = (script) => `<!doctype html><html lang="id"><title>Host</title>${script}
<slot-finder src="feed.json" lang="id"></slot-finder></html>`;

test("it holds what its package.json names, the contract's files, and nothing else", () => {
  const parts = readdirSync("pkg/element").filter((name) => /-[0-9A-Z]{8}\.js$/.test(name));
  assert.ok(parts.length >= 5, parts.join());
  const elements = existsSync("www/custom-elements.json") ? ["custom-elements.json"] : [];
  const snippets = packed.filter((name) => name.startsWith("snippets/"));
  assert.deepEqual(snippets.map((name) => name.split("/").pop()), ["errors.js"]);
  assert.deepEqual(packed, [
    "LICENSE-APACHE", "LICENSE-MIT", "README.md", "THIRD-PARTY-LICENSES", "package.json", "places.json", ...elements,
    ...["slot-finder.d.ts", "react.d.ts", "preact.d.ts", "vue.d.ts", "slot-finder.js", ...parts].map((name) => `element/${name}`),
    "slot-feed-1.schema.json", "slot-places-1.schema.json", ...snippets,
    ...["slot_checker", "slot_finder"].flatMap((name) => [`${name}.d.ts`, `${name}.js`, `${name}_bg.wasm`, `${name}_node.js`]),
  ].sort());
});

test("every subpath leads to a file, and types come first", () => {
  const { exports, types, main, customElements = "package.json" } = JSON.parse(readFileSync("pkg/package.json", "utf8"));
  const targets = Object.values(exports).flatMap((to) => (typeof to === "string" ? to : Object.values(to)));
  for (const path of [...targets, types, main, customElements]) assert.ok(existsSync(join("pkg", path)), path);
  for (const to of Object.values(exports)) if (typeof to !== "string") assert.deepEqual(Object.keys(to).filter((key) => key !== "node"), ["types", "default"]);
});

test("publint has nothing to say", async () => {
  const { messages, pkg } = await publint({ pkgDir: resolve("pkg"), strict: true });
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

test("the types are right for modules in Node and for bundlers", async () => {
  const { problems, types, entrypoints } = await checkPackage(createPackageFromTarballData(tarball));
  assert.equal(types?.kind, "included");
  assert.deepEqual(Object.keys(entrypoints).filter((name) => entrypoints[name].resolutions["node16-esm"].resolution?.isTypeScript).sort(), [".", "./checker", "./element", "./preact", "./react", "./slot_checker.js", "./slot_finder.js", "./vue"]);
  // The package has modules only: `require`, and TypeScript's resolution before subpath exports, are not supported.
  const modern = ["node16-esm", "bundler"];
  const files = /\.(wasm|json)$/;
  const about = problems.filter(({ resolutionKind, resolutionOption, entrypoint }) => (modern.includes(resolutionKind) || (!resolutionKind && resolutionOption !== "node10")) && !files.test(entrypoint ?? ""));
  assert.deepEqual(about, []);
});

test("a project in TypeScript knows the elements, their events and the engine", () => {
  writeFileSync(join(project, "uses.ts"), `import init, { SlotFinder, type Ranking } from "slot-finder";
import { check } from "slot-finder/checker";
import "slot-finder/element";
import type { SlotFinderElement } from "slot-finder/element";
const element: SlotFinderElement | null = document.querySelector("slot-finder");
if (element) element.query = { party: 3, neededBy: "2026-12-27" };
element?.addEventListener("slot-finder-results", ({ ranking }) => told(ranking));
document.addEventListener("slot-finder-select", ({ offer }) => console.log(offer.officeId, offer.date));
function told(ranking: Ranking): number { return ranking.offers.length; }
// @ts-expect-error a question has no such field
if (element) element.query = { partie: 3 };
export const all = [init, SlotFinder, check, document.createElement("slot-summary").lang];
`);
  const tsc = (module, resolution) => execFileSync(process.execPath, [
    "node_modules/typescript/bin/tsc", "--noEmit", "--ignoreConfig", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--module", module, "--moduleResolution", resolution, "--types", "", join(project, "uses.ts"),
  ], { encoding: "utf8" });
  writeFileSync(join(project, "package.json"), `{"type": "module"}`);
  assert.equal(tsc("esnext", "bundler"), "");
  assert.equal(tsc("nodenext", "nodenext"), "");
});

test("the elements are what their types say", () => {
  assert.equal(execFileSync("npx", ["tsc", "--project", "tests/package/types"], { encoding: "utf8" }), "");
});

/** Runs a module in a process of its own, beside the installed package; gives what it prints. */
function node(code) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: project, encoding: "utf8" });
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  return stdout.trim();
}

test("in Node init reads the Wasm from disk", () => {
  assert.equal(node(`import { readFileSync } from "node:fs";
import init, { SlotFinder } from "slot-finder";
await init();
console.log(new SlotFinder(readFileSync(${JSON.stringify(feed)})).info.offices);`), String(JSON.parse(readFileSync(feed, "utf8")).offices.length));
});

test("what is called before init says what to do", () => {
  for (const [name, call] of [["slot-finder", "new engine.SlotFinder(new Uint8Array())"], ["slot-finder", "engine.SlotFinder.load('x')"], ["slot-finder", "new engine.Places(new Uint8Array())"], ["slot-finder/checker", "engine.check(new Uint8Array())"]]) {
    assert.match(node(`import * as engine from "${name}";
try { await ${call} } catch (error) { console.log(error.message) }`), /call init\(\), the default export, and await it first/, call);
  }
});

test("on a server the elements load, define nothing and throw nothing", () => {
  assert.equal(node(`import * as nothing from "slot-finder/element"; console.log(Object.keys(nothing).length, typeof customElements)`), "0 undefined");
});

test("what Vite builds from it shows the list, with the Wasm among its files", async () => {
  writeFileSync(join(project, "index.html"), page('<script type="module" src="own.js"></script>'));
  writeFileSync(join(project, "own.js"), ownScript("slot-finder", "slot-finder/element"));
  await build({ root: project, base: "./", configFile: false, logLevel: "error", build: { target: "es2022", modulePreload: { polyfill: false } } });
  const built = readdirSync(join(project, "dist/assets"));
  assert.deepEqual(built.filter((name) => name.endsWith(".wasm")).length, 1, built.join());
  await assertListed(join(project, "dist"));
});

test("a page without a bundler imports it by its address", async () => {
  const folder = join(scratch, "bare");
  cpSync("pkg", folder, { recursive: true });
  writeFileSync(join(folder, "own.js"), ownScript("./slot_finder.js", "./element/slot-finder.js"));
  writeFileSync(join(folder, "index.html"), page('<script type="module" src="own.js"></script>'));
  await assertListed(folder);
});

test("the licences of all that is shipped are there, the same each time", () => {
  const text = readFileSync("pkg/THIRD-PARTY-LICENSES", "utf8");
  for (const what of ["the npm package preact", "the crate wasm-bindgen", "the crate rlsf", "the crate serde", "the Rust standard library", "places.json"]) {
    assert.ok(text.includes(what), `${what} is missing`);
  }
  // Macros and tests do not ship.
  assert.doesNotMatch(text, /the crate (syn|serde_derive|proptest|wasm-bindgen-test|clap) /);
  assert.equal(licences(), text);
});
