// A copy of the site on its own server, which a test can stop, restart and publish to.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../tools/serve.mjs";
import { putStaticList } from "../../tools/static-list.mjs";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";
import { test as base } from "./finder";

/** The built site, which no test changes. Listing tests does not build one. */
export const siteFolder = process.env["SITE_FOLDER"] ?? "www/dist";

export interface Site {
  folder: string;
  url: string;
  /** The server's time, which its answers carry. The page trusts it over its own clock. */
  now: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export const test = base.extend<{ site: Site }>({
  site: async ({ page }, use) => {
    await page.clock.setFixedTime(SUNDAY_MORNING);
    const folder = mkdtempSync(join(tmpdir(), "slot-finder-site-"));
    cpSync(siteFolder, folder, { recursive: true });
    writeFileSync(join(folder, "feed.json"), JSON.stringify(sundayMorning()));
    const now = (): string => site.now;
    let { url, close } = await serve(folder, { now });
    const port = Number(new URL(url).port);
    const site: Site = {
      folder,
      url,
      now: SUNDAY_MORNING,
      stop: () => close(),
      start: async () => {
        ({ url, close } = await serve(folder, { port, now }));
      },
    };
    await use(site);
    await close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  },
});

const root = new URL("../..", import.meta.url);

/** The address of a copy of the site with a sample feed of that morning, and with its list in the page. */
export const withList = base.extend<object, { site: string }>({
  site: [async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "slot-finder-list-"));
    cpSync(siteFolder, folder, { recursive: true });
    execFileSync("tools/sample-feed.sh", [join(folder, "feed.json"), "2026-11-22", "08:00"], { cwd: root });
    putStaticList(folder, SUNDAY_MORNING);
    const { url, close } = await serve(folder, { now: () => SUNDAY_MORNING });
    await use(url);
    await close();
    rmSync(folder, { recursive: true });
  }, { scope: "worker", timeout: 0 }],
});
