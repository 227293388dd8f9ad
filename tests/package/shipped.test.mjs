// Tests the npm package as `make build` leaves it in pkg/: complete, optimised, and valid on its platforms.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";
import { serve } from "../../tools/serve.mjs";

const wasm = readFileSync("pkg/slot_finder_bg.wasm");
const glue = readFileSync("pkg/slot_finder.js", "utf8");
const types = readFileSync("pkg/slot_finder.d.ts", "utf8");
const npm = JSON.parse(readFileSync("pkg/package.json", "utf8"));

/** The output of a command that runs with the Wasm compiler. */
const withWasm = (...command) => execFileSync("tools/with", ["wasm", ...command], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
const built = join(withWasm("printenv", "CARGO_TARGET_DIR").trim(), "shipped");

const scratch = mkdtempSync(join(tmpdir(), "slot-finder-package-"));
after(() => rmSync(scratch, { recursive: true }));

/** The package as a project sees it after installation, with its Wasm compiled. */
async function installed() {
  mkdirSync(join(scratch, "node_modules"), { recursive: true });
  rmSync(join(scratch, "node_modules/slot-finder"), { force: true });
  symlinkSync(resolve("pkg"), join(scratch, "node_modules/slot-finder"));
  const script = join(scratch, "uses.mjs");
  writeFileSync(script, `export * from "slot-finder"; export { default } from "slot-finder";`);
  const module = await import(pathToFileURL(script));
  await module.default({ module_or_path: wasm });
  return module;
}

/** A type without the content of its brackets. */
function outermost(text) {
  const without = text.replace(/\([^(){}]*\)|\{[^(){}]*\}/g, "");
  return without === text ? text : outermost(without);
}

/** The contract's members of each exported class, with `static ` before those of the class itself. */
function contract() {
  const classes = types.matchAll(/^export class (\w+)[^{]*\{([^]*?)\}$/gm);
  return Object.fromEntries(
    [...classes].map(([, name, body]) => [name, [...outermost(body).matchAll(/(?<=^|;)\s*(static )?(?:readonly )?(\w+)/g)].map(([, fixed = "", member]) => fixed + member)]),
  );
}

test("the shipped bytes were built as a cdylib alone, with link-time optimisation", () => {
  for (const [name, folder] of [["slot_finder", "pkg"], ["slot_checker", "pkg"], ["slot_publisher", "pkg-page"]]) {
    const command = readFileSync(join(built, `${name}.rustc-command.txt`), "utf8");
    assert.deepEqual(command.match(/(?<=--crate-type )\S+/g), ["cdylib"]);
    assert.match(command, / -C lto /);
    assert.match(command, / -C opt-level=s /);
    assert.match(command, / -C target-feature=\+simd128/);
    assert.ok(readFileSync(join(built, `${folder}/${name}_bg.wasm`)).equals(readFileSync(`${folder}/${name}_bg.wasm`)));
  }
});

test("Node accepts the Wasm", () => {
  assert.ok(new WebAssembly.Module(wasm));
});

test("Chromium compiles the Wasm while it streams, under a strict policy", async () => {
  const { url, close } = await serve("pkg");
  const browser = await chromium.launch(launchOptions());
  try {
    const page = await browser.newPage();
    const complaints = [];
    // Browsers request an icon from a page without one.
    page.on("console", (message) => message.location().url.endsWith("/favicon.ico") || complaints.push(message.text()));
    await page.goto(`${url}package.json`);
    const exports = await page.evaluate(async (address) => {
      const module = await import(address);
      await module.default();
      return Object.keys(module);
    }, `${url}slot_finder.js`);
    assert.ok(exports.includes("default"));
    assert.deepEqual(complaints, []);
  } finally {
    await browser.close();
    await close();
  }
});

test("the Wasm starts from bytes, a module, an address or an answer, whatever its type", async () => {
  const { url, close } = await serve("pkg");
  const answer = (type, body = wasm, status = 200) => new Response(body, { status, headers: { "content-type": type } });
  const glueFor = async (case_) => import(`${pathToFileURL(resolve("pkg/slot_finder.js"))}?${case_}`);
  try {
    const sources = {
      bytes: () => wasm,
      module: () => WebAssembly.compile(wasm),
      address: () => `${url}slot_finder_bg.wasm`,
      url: () => new URL(`${url}slot_finder_bg.wasm`),
      streamed: () => answer("application/wasm"),
      untyped: () => Promise.resolve(answer("application/octet-stream")),
    };
    for (const [name, source] of Object.entries(sources)) {
      const { default: init, SlotFinder } = await glueFor(name);
      await init({ module_or_path: source() });
      assert.throws(() => new SlotFinder(new Uint8Array()), { name: "FeedError" }, name);
    }
    const { default: init, SlotFinder } = await glueFor("again");
    await assert.rejects(init({ module_or_path: answer("text/html", "<p>Not found", 404) }));
    await assert.rejects(init({ module_or_path: answer("text/html", "<p>Welcome") }));
    await Promise.all([init({ module_or_path: wasm }), init({ module_or_path: wasm })]);
    assert.throws(() => new SlotFinder(new Uint8Array()), { name: "FeedError" });
    // wasm-bindgen's older form.
    await (await glueFor("bare")).default(wasm);
  } finally {
    await close();
  }
});

test("the glue makes no code from text", () => {
  assert.doesNotMatch(glue, /new Function|\beval\s*\(/);
});

test("nothing in the package says where it was built", () => {
  for (const name of readdirSync("pkg", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const bytes = readFileSync(join(name.parentPath ?? name.path, name.name));
    for (const folder of [homedir(), resolve(".")]) assert.ok(!bytes.includes(`${folder}/`), `${name.name} names ${folder}`);
  }
});

test("a project that has installed the package imports it by its name", async () => {
  const module = await installed();
  assert.equal(typeof module.default, "function");
});

test("every class and member of the contract exists", async () => {
  const module = await installed();
  const promised = contract();
  assert.ok(promised.SlotFinder.includes("rank") && promised.SlotFinder.includes("static load"), "the contract was not understood");
  for (const [name, members] of Object.entries(promised)) {
    assert.equal(typeof module[name], "function", name);
    // The constructor sets the fields of an error.
    if (module[name].prototype instanceof Error) continue;
    for (const member of members) {
      if (member.startsWith("static ")) assert.equal(typeof module[name][member.slice(7)], "function", `${name}.${member}`);
      else assert.ok(member in module[name].prototype, `${name}.${member}`);
    }
  }
});

test("an engine and a gazetteer are freed where `using` ends", { skip: Symbol.dispose ? false : "this Node does not know `using`" }, async () => {
  const { Places, SlotFinder } = await installed();
  for (const one of [SlotFinder, Places]) assert.equal(one.prototype[Symbol.dispose], one.prototype.free);
});

test("the contract is what the project keeps", () => {
  assert.equal(types, readFileSync("src/slot-finder.d.ts", "utf8"));
});

const agreed = "../shared/slot-finder.d.ts";
test("the types are the agreed ones, plus two methods, what starts the Wasm afresh and what `using` needs", { skip: existsSync(agreed) ? false : `there is no ${agreed}` }, () => {
  const lines = (text) => text.trimEnd().split("\n");
  const kept = lines(types);
  const added = kept.filter((line) => !lines(readFileSync(agreed, "utf8")).includes(line));
  const methods = added.filter((line) => !/^ *\/\*\*/.test(line));
  assert.deepEqual(methods.map((line) => line.trim().split("(")[0]), [
    "about", "booking", "export function restart", "export interface SlotFinder { [Symbol.dispose]", "export interface Places { [Symbol.dispose]",
    "declare global { interface SymbolConstructor { readonly dispose: unique symbol } }",
  ]);
  assert.deepEqual(kept.filter((line) => !added.includes(line)), lines(readFileSync(agreed, "utf8")));
});

test("npm packs the Wasm, its glue, its types and the licence", () => {
  assert.equal(npm.name, "slot-finder");
  assert.equal(npm.type, "module");
  assert.equal(npm.license, "MIT OR Apache-2.0");
  const [{ files }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json"], { cwd: "pkg", encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const packed = files.map(({ path }) => path);
  for (const name of ["package.json", "slot_finder.js", "slot_finder_bg.wasm", "slot_finder.d.ts", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]) {
    assert.ok(packed.includes(name), `${name} is missing`);
  }
});

test("developers can build with wasm-pack alone", () => {
  const folder = join(scratch, "wasm-pack");
  withWasm("wasm-pack", "build", "--target", "web", "--out-dir", folder);
  assert.ok(new WebAssembly.Module(readFileSync(join(folder, "slot_finder_bg.wasm"))));
});

test("numbers with an exponent or many digits, which the Wasm leaves to JavaScript, are what they are", async () => {
  const { SlotFinder } = await installed();
  const office = (id, lat, lon) =>
    `{"id": "${id}", "name": "A", "lat": ${lat}, "lon": ${lon}, "quota": [{"service": "s", "from": "2026-11-23", "open": [3]}]}`;
  const written = [office("plain", "-7.8125", "112.5"), office("exponent", "-78125e-4", "1.125E+2"), office("long", "-7.81250000000000000000000000", "112.50000000000000000000")];
  const feed = `{"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
    "time_zone": "Asia/Jakarta", "services": [{"id": "s", "name": "S"}], "offices": [${written}]}`;
  const finder = new SlotFinder(new TextEncoder().encode(feed));
  const { offers } = finder.rank({ near: { lat: -7.82, lon: 112.01 }, now: Date.parse("2026-11-22T08:00:00+07:00") });
  assert.equal(offers.length, 3);
  for (const { distanceKm, office } of offers) assert.deepEqual([distanceKm, office.lat, office.lon], [offers[0].distanceKm, -7.8125, 112.5]);
  finder.free();
});
