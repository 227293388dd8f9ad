// Tests the output of `make release` for static hosts: complete, verified by its sums, the same each time, and working
// from both folders.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";
import { NOW, serveThen, writeSample } from "../sample.mjs";

const { version } = JSON.parse(readFileSync("pkg/package.json", "utf8"));
const [whole, major] = [`v${version}`, `v${version.split(".")[0]}`];
const folder = mkdtempSync(join(tmpdir(), "slot-finder-release-test-"));
let site, browser;

before(async () => {
  execFileSync("node", ["tools/release.mjs", folder], { stdio: ["ignore", "ignore", "inherit"] });
  writeSample(join(folder, "feed.json"));
  site = await serveThen(folder);
  browser = await chromium.launch(launchOptions());
});
after(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true });
});

const sums = (name) => readFileSync(join(folder, name, "SHA256SUMS"), "utf8");
const integrity = (name) => JSON.parse(readFileSync(join(folder, name, "integrity.json"), "utf8"));

async function newPage() {
  const page = await browser.newPage();
  await page.clock.setFixedTime(NOW);
  return page;
}

/** Opens a page with an entry, which it pins unless told otherwise; returns the requests made until the list or the page's own content was there for good. */
async function visit(name, { listed, pinned = true }) {
  const pin = integrity(name)["slot-finder.js"];
  writeFileSync(join(folder, "host.html"), `<!doctype html><html lang="id"><title>Host</title>
    <script type="module" src="${name}/slot-finder.js" ${pinned ? `integrity="${pin}"` : ""} crossorigin></script>
    <slot-finder src="feed.json" lang="id"><a href="https://publisher.example/">M-Paspor</a></slot-finder></html>`);
  const page = await newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const refused = page.waitForEvent("console", { predicate: (message) => /it is not run/.test(message.text()), timeout: listed ? 0 : undefined });
  refused.catch(() => undefined);
  await page.goto(`${site.url}host.html`);
  if (listed) await page.locator("slot-finder .row h3").first().waitFor();
  else await refused;
  const ran = await page.evaluate(() => globalThis.changed ?? null);
  await page.close();
  return { asked, ran };
}

test("the sums hold for every file of both folders, by the common tool", () => {
  for (const name of [whole, major]) {
    execFileSync("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: join(folder, name) });
    const files = readdirSync(join(folder, name)).filter((file) => !["SHA256SUMS", "integrity.json"].includes(file)).sort();
    assert.deepEqual(sums(name).trim().split("\n").map((line) => line.slice(66)), files);
    assert.deepEqual(Object.keys(integrity(name)), files);
  }
});

test("a release has no feed and no worker", () => {
  const files = readdirSync(join(folder, whole));
  for (const name of ["feed.json", "sw.js"]) assert.ok(!files.includes(name), name);
  for (const name of ["slot-finder.js", "embed.html", "places.json", "THIRD-PARTY-LICENSES"]) assert.ok(files.includes(name), name);
  assert.equal(files.filter((name) => /^slot_finder_bg-\w{10}\.wasm$/.test(name)).length, 1);
});

test("the bill of materials names all that the licences name, each once, with an address and a licence", () => {
  const bill = JSON.parse(readFileSync(join(folder, whole, "sbom.cdx.json"), "utf8"));
  assert.deepEqual([bill.bomFormat, bill.specVersion, bill.version, bill.metadata.component.version], ["CycloneDX", "1.6", 1, version]);
  assert.match(bill.serialNumber, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  const licences = readFileSync(join(folder, whole, "THIRD-PARTY-LICENSES"), "utf8");
  const named = [...licences.matchAll(/^the (crate|npm package) (\S+) (\d[^,\s]*)/gm)].map(([, kind, name, of]) => `pkg:${kind === "crate" ? "cargo" : "npm"}/${name}@${of}`);
  assert.ok(named.length > 20, `${named.length}`);
  assert.deepEqual(bill.components.map(({ purl }) => purl).sort(), named.sort());
  assert.equal(new Set(named).size, named.length);
  for (const { name, licenses } of bill.components) assert.match(licenses[0].expression, /^[\w.-]+( (OR|AND|WITH) [\w.-]+)*$|^\(/, name);
  assert.deepEqual(bill.dependencies[0].dependsOn.length, named.length);
});

test("the command of a release is one file that needs nothing else", () => {
  const command = join(folder, "command");
  execFileSync("tools/build-command.sh", [command, "linux"], { stdio: ["ignore", "ignore", "inherit"] });
  execFileSync("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: command });
  const program = join(command, "slot-feed-linux-x86_64");
  // A program that a loader must complete names it in a program header of type 3, PT_INTERP.
  const elf = readFileSync(program);
  assert.equal(elf.readUInt32BE(0), 0x7f454c46);
  const [start, size, count] = [Number(elf.readBigUInt64LE(32)), elf.readUInt16LE(54), elf.readUInt16LE(56)];
  const types = Array.from({ length: count }, (_, at) => elf.readUInt32LE(start + at * size));
  assert.ok(types.includes(1) && !types.includes(3), types.join());
  const work = mkdtempSync(join(folder, "work-"));
  const run = (...line) => execFileSync(program, line, { cwd: work, env: {}, encoding: "utf8" });
  run("template", "-o", "quota.xlsx");
  assert.match(run("build", "quota.xlsx", "-o", "feed.json"), /feed\.json/);
  run("check", "feed.json");
  assert.equal(JSON.parse(readFileSync(join(work, "feed.json"), "utf8")).format, "slot-feed");
});

test("made again it is the same", () => {
  const older = [sums(whole), sums(major)];
  execFileSync("node", ["tools/release.mjs", folder], { stdio: ["ignore", "ignore", "inherit"] });
  assert.deepEqual([sums(whole), sums(major)], older);
});

test("a tag with a fixed version needs nothing of the folder that moves on, and a release leaves older ones in place", async () => {
  const older = join(folder, "v0.0.1");
  mkdirSync(older, { recursive: true });
  writeFileSync(join(older, "slot-finder.js"), "");
  execFileSync("node", ["tools/release.mjs", folder], { stdio: ["ignore", "ignore", "inherit"] });
  assert.deepEqual(readdirSync(older), ["slot-finder.js"]);
  renameSync(join(folder, major), join(folder, "away"));
  try {
    const { asked } = await visit(whole, { listed: true, pinned: false });
    assert.deepEqual(asked.filter((path) => /\.(js|wasm)$/.test(path) && !path.startsWith(`/${whole}/`)), []);
  } finally {
    renameSync(join(folder, "away"), join(folder, major));
  }
});

test("an entry that is pinned shows the list, from the folder of the version and from that of its major", async () => {
  for (const name of [whole, major]) {
    const { asked } = await visit(name, { listed: true });
    const parts = asked.filter((path) => /\.(js|wasm)$/.test(path) && !path.endsWith("/slot-finder.js"));
    assert.ok(parts.length >= 2, asked.join());
    assert.deepEqual(parts.filter((path) => !path.startsWith(`/${whole}/`)), []);
  }
});

test("the frame's page works from both", async () => {
  for (const name of [whole, major]) {
    const page = await newPage();
    await page.goto(`${site.url}${name}/embed.html?src=../feed.json&lang=id`);
    await page.locator("slot-finder .row h3").first().waitFor();
    await page.close();
  }
});

test("a part of a release that was changed on the host is not run", async () => {
  const first = /load\$\("([^ "]+)/.exec(readFileSync(join(folder, whole, "slot-finder.js"), "utf8"))[1];
  const path = join(folder, whole, first);
  copyFileSync(path, join(folder, "kept.js"));
  appendFileSync(path, "globalThis.changed=1;");
  for (const name of [whole, major]) assert.equal((await visit(name, { listed: false })).ran, null);
  copyFileSync(join(folder, "kept.js"), path);
});
