// Finds the installed Chromium, and the arguments that keep it from calling home. As a command, fails if there is none.

import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { argv, env } from "node:process";
import { fileURLToPath } from "node:url";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const places = [
  ...names.flatMap((name) => (env.PATH ?? "").split(delimiter).map((folder) => join(folder, name))),
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const runs = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Playwright's launch options. */
export function launchOptions() {
  const executablePath = places.find(runs);
  if (!executablePath) throw new Error("there is neither Chromium nor Chrome on this machine");
  const args = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
  ];
  return { executablePath, args };
}

if (argv[1] === fileURLToPath(import.meta.url)) launchOptions();
