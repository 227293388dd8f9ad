// A copy of the site on a server of its own, which a test can stop, start again and publish to.

import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../tools/serve.mjs";
import { sundayMorning } from "./feeds";
import { test as base } from "./finder";

export interface Site {
  folder: string;
  url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export const test = base.extend<{ site: Site }>({
  site: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "slot-finder-site-"));
    cpSync("www/dist", folder, { recursive: true });
    writeFileSync(join(folder, "feed.json"), JSON.stringify(sundayMorning()));
    let { url, close } = await serve(folder);
    const port = Number(new URL(url).port);
    await use({
      folder,
      url,
      stop: () => close(),
      start: async () => {
        ({ url, close } = await serve(folder, { port }));
      },
    });
    await close().catch(() => undefined);
    rmSync(folder, { recursive: true });
  },
});
