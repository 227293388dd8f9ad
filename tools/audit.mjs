// Audits the built page with Lighthouse on its mobile preset, as a visitor's phone would load it: a sample feed dated from
// today, served compressed and under the strict policy. Of three runs the middle one counts. Fails below 100 in accessibility
// and best practices, and below 95 in performance. Lighthouse is large and seldom needed, so it has a lock file of its own and is fetched at the first audit.
//
//     node tools/audit.mjs

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { launchOptions } from "./chromium.mjs";
import { serve } from "./serve.mjs";
import { putStaticList } from "./static-list.mjs";

const RUNS = 3;
const points = (score) => Math.round((score ?? 0) * 100);
const least = { performance: 95, accessibility: 100, "best-practices": 100 };

execFileSync("npm", ["ci", "--prefix", "tools/audit"], { stdio: "inherit" });
const { resolve } = createRequire(new URL("audit/package.json", import.meta.url));
const { default: lighthouse } = await import(pathToFileURL(resolve("lighthouse")));
const { launch } = await import(pathToFileURL(createRequire(resolve("lighthouse")).resolve("chrome-launcher")));

const folder = mkdtempSync(join(tmpdir(), "slot-finder-audit-"));
cpSync("www/dist", folder, { recursive: true });
execFileSync("tools/sample-feed.sh", [join(folder, "feed.json")], { stdio: "inherit" });
putStaticList(folder);
const { url, close } = await serve(folder);
const { executablePath: chromePath, args } = launchOptions();
const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await launch({ chromePath, chromeFlags: ["--headless=new", ...args, ...root], logLevel: "error" });
try {
  const runs = [];
  for (let run = 1; run <= RUNS; run++) {
    const { lhr } = await lighthouse(url, { port: browser.port, onlyCategories: Object.keys(least), logLevel: "error" });
    runs.push(lhr);
    console.log(`run ${run}: ${Object.entries(lhr.categories).map(([name, { score }]) => `${name} ${points(score)}`).join(", ")}`);
  }
  for (const [name, fewest] of Object.entries(least)) {
    const [middle] = runs.toSorted((one, other) => one.categories[name].score - other.categories[name].score).slice(RUNS >> 1);
    const { score, auditRefs } = middle.categories[name];
    const enough = points(score) >= fewest;
    if (!enough) process.exitCode = 1;
    console.log(`${enough ? "ok    " : "FAILED"} ${name}: ${points(score)}, at least ${fewest}`);
    for (const { id, weight } of auditRefs) {
      const { title, score: part, displayValue = "" } = middle.audits[id];
      if (weight && part !== null && part < 1) console.log(`       ${points(part)} ${title} ${displayValue}`);
    }
  }
} finally {
  browser.kill();
  await close();
  rmSync(folder, { recursive: true });
}
