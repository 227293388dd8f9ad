// Configures the tests of the page, in the installed Chromium, against a site that serve-site.ts builds from pkg/ and
// www/. `page.goto("./")` is its index page, under the policy that tools/serve.mjs sends.

import { defineConfig } from "@playwright/test";
import { launchOptions } from "../../tools/chromium.mjs";

export default defineConfig({
  testDir: ".",
  outputDir: "../../test-results",
  globalSetup: "./serve-site.ts",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  // A browser on a busy machine may be too late once; the counts name what needed a second try.
  retries: 1,
  // Stops only what hangs.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: process.env["SITE"] ?? "",
    locale: "id-ID",
    timezoneId: "Asia/Jakarta",
    launchOptions: launchOptions(),
  },
});
