// A fixed time for tests without Playwright's clock: a sample feed made on a Sunday morning, and a site served then.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../tools/serve.mjs";

/** Twelve minutes after the sample was made. */
export const NOW = "2026-11-22T08:12:00+07:00";

/** Writes the sample feed of that morning. */
export const writeSample = (file) => execFileSync("tools/sample-feed.sh", [file, "2026-11-22", "08:00"], { stdio: ["ignore", "ignore", "inherit"] });

/** Serves a folder; the answers carry that time. */
export const serveThen = (folder) => serve(folder, { now: () => NOW });

/** A script that freezes a page's clock at that time, and leaves timers and measurements unchanged. */
export const stoppedClock = `globalThis.Date = class extends Date {
  constructor(...parts) {
    super(...(parts.length ? parts : [${Date.parse(NOW)}]));
  }
  static now() {
    return ${Date.parse(NOW)};
  }
};`;

/** Freezes the clock of all pages of a folder, for browsers that tests cannot control. */
export function stopClock(folder) {
  writeFileSync(join(folder, "clock.js"), stoppedClock);
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
    const page = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), page.replace(/(?=<script|<link rel="modulepreload")/, '<script src="/clock.js"></script>'));
  }
}
