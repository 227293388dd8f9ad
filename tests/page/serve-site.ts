// Builds the site into its own folder and serves it at a free port while the tests run. This makes the tests
// independent of www/dist, such as a list rendered today, and of changes there meanwhile. The workers read its place
// from the environment: SITE is the base address, SITE_FOLDER the folder.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../tools/serve.mjs";
import { SUNDAY_MORNING, sundayMorning } from "./feeds";

export default async function serveSite(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "slot-finder-page-"));
  // Without a feed the page has no list; the tests of that list render their own.
  execFileSync("node", ["tools/build-site.mjs", folder], { cwd: new URL("../..", import.meta.url), stdio: "inherit" });
  writeFileSync(join(folder, "feed.json"), JSON.stringify(sundayMorning()));
  const { url, close } = await serve(folder, { now: () => SUNDAY_MORNING });
  process.env["SITE"] = url;
  process.env["SITE_FOLDER"] = folder;
  return async () => {
    await close();
    rmSync(folder, { recursive: true });
  };
}
