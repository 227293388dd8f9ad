// Draws www/icon.svg as the PNGs that phones install, with the installed Chromium.
//
//     node tools/make-icons.mjs
//
// The maskable icon fills its whole square, and keeps the drawing inside the inner four fifths that no mask cuts away.

import { readFileSync } from "node:fs";
import { chromium } from "@playwright/test";
import { launchOptions } from "./chromium.mjs";

const svg = readFileSync("www/icon.svg", "utf8");
const [ground] = svg.match(/(?<=<rect[^>]*fill=")[^"]+/);
const icons = [
  { name: "icon-192", size: 192, share: 1 },
  { name: "icon-512", size: 512, share: 1 },
  { name: "icon-maskable", size: 512, share: 0.8, ground },
];

const browser = await chromium.launch(launchOptions());
try {
  const page = await browser.newPage();
  for (const { name, size, share, ground = "transparent" } of icons) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body { margin: 0; display: grid; block-size: 100vh; place-items: center; background: ${ground} }
      svg { inline-size: ${share * size}px; block-size: ${share * size}px }</style>${svg}`);
    await page.screenshot({ path: `www/${name}.png`, omitBackground: true });
  }
} finally {
  await browser.close();
}
