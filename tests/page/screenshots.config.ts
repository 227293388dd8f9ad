// Pictures of the main states, for people to look at: `make screenshots`.

import { defineConfig } from "@playwright/test";
import config from "./playwright.config";

export default defineConfig(config, { testMatch: "screenshots.ts", retries: 0, outputDir: "../../test-results/screenshots" });
