// Runs the steps of the recipes that keep a feed up to date: for cron, GitHub Actions and GitLab. What installs the
// command is left out; it must be the line that the guide has.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";
import { run } from "./blocks.mjs";

const read = (name) => readFileSync(`www/docs/recipes/${name}`, "utf8");
const more = {};
const folders = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), "slot-finder-recipe-")));
  return folders.at(-1);
};
/** What the host of the sheet and of the pages gives, by path. */
const online = new Map();
const server = createServer(({ url }, response) => {
  const found = online.get(url);
  response.writeHead(found ? 200 : 404, { "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" }).end(found);
});

before(async () => {
  const built = execFileSync("tools/with", ["native", "cargo", "build", "--quiet", "--package", "slot-feed", "--message-format", "json"], { encoding: "utf8", maxBuffer: 1 << 26 });
  const { executable } = built.split("\n").filter(Boolean).map((line) => JSON.parse(line)).find(({ executable }) => executable);
  more.PATH = `${dirname(executable)}${delimiter}${process.env.PATH}`;
  const book = join(folder(), "quota.xlsx");
  execFileSync(executable, ["template", "-o", book], { stdio: "ignore" });
  online.set("/sheet.xlsx", readFileSync(book));
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  more.CI_PAGES_URL = `http://127.0.0.1:${server.address().port}/pages`;
  more.SHEET = `http://127.0.0.1:${server.address().port}/sheet.xlsx`;
});
after(() => {
  server.close();
  for (const path of folders) rmSync(path, { recursive: true });
});

const go = (commands, cwd, also = {}) => run({ mark: "run", commands }, { cwd, more: { ...more, ...also } });
const assertPublished = (where) => {
  for (const name of ["feed.json", "list.html", "releases.ics"]) assert.ok(existsSync(join(where, "public", name)), name);
};

test("every recipe installs the command as the guide says", () => {
  const install = "cargo install slot-feed";
  for (const page of ["publishing.md", "publishing.id.md"]) assert.match(readFileSync(`www/docs/${page}`, "utf8"), new RegExp(`^${install}$`, "m"));
  assert.ok(read("github.yml").includes(`run: ${install}\n`));
  assert.ok(read("gitlab.yml").includes(`- ${install}\n`));
});

test("cron publishes the workbook of a folder, and notes what it did", async () => {
  const line = /^\S+ \S+ \* \* 1-5 (.+)$/m.exec(read("crontab"))[1];
  const QUOTA = folder();
  writeFileSync(join(QUOTA, "quota.xlsx"), online.get("/sheet.xlsx"));
  await go(line, tmpdir(), { QUOTA });
  assertPublished(QUOTA);
  assert.match(readFileSync(join(QUOTA, "publish.log"), "utf8"), /feed\.json selesai/);
});

test("GitHub Actions publishes a sheet and commits what changed", async () => {
  const [origin, checkout] = [folder(), folder()];
  execFileSync("git", ["init", "--quiet", "--bare", origin]);
  execFileSync("git", ["clone", "--quiet", origin, checkout], { stdio: "ignore" });
  // `run: LINE`, and `run: |` with deeper lines after it.
  const steps = [...read("github.yml").matchAll(/^ {8}run: (?:\|\n((?: {10}.*\n)+)|(.+)\n)/gm)].map(([, block, line]) => line ?? block.replace(/^ {10}/gm, ""));
  assert.equal(steps.length, 3);
  for (const step of steps.slice(1)) await go(step.replace(/^git push$/m, "git push --quiet origin HEAD"), checkout);
  assertPublished(checkout);
  const committed = execFileSync("git", ["-C", origin, "log", "--all", "--format=%s", "--name-only"], { encoding: "utf8" });
  assert.deepEqual(committed.trim().split("\n"), ["Update the quota", "", "public/feed.json", "public/list.html", "public/releases.ics"]);
});

test("GitLab compares with the feed that is online before it publishes", async () => {
  const script = /^ {2}script:\n((?: {4}- .*\n)+)/m.exec(read("gitlab.yml"))[1].replace(/^ {4}- /gm, "");
  const first = folder();
  await go(script, first);
  assertPublished(first);
  // An office that is online and no longer in the sheet.
  const feed = JSON.parse(readFileSync(join(first, "public/feed.json"), "utf8"));
  feed.offices.push({ ...feed.offices[0], id: "lost" });
  online.set("/pages/feed.json", JSON.stringify(feed));
  await assert.rejects(go(script, folder()), /gone-offices/);
});
