// Configures pictures of the main states for review: `make screenshots`.

import { defineConfig } from "@playwright/test";
import config from "./playwright.config";

export default defineConfig(config, { testMatch: "screenshots.ts", retries: 0, outputDir: "../../test-results/screenshots" });
