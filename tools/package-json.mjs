// Writes the package.json of the npm package into the folder that holds its other files. Facts come from Cargo.toml.

import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";

const folder = argv[2];
const metadata = execFileSync("cargo", ["metadata", "--no-deps", "--format-version", "1"], { encoding: "utf8" });
const { name, version, description, license, keywords } = JSON.parse(metadata).packages[0];
const npm = {
  name,
  version,
  description,
  keywords,
  license,
  type: "module",
  main: "./slot_finder.js",
  types: "./slot_finder.d.ts",
  exports: {
    ".": { types: "./slot_finder.d.ts", default: "./slot_finder.js" },
    "./slot_finder.js": { types: "./slot_finder.d.ts", default: "./slot_finder.js" },
    "./slot_finder_bg.wasm": "./slot_finder_bg.wasm",
    "./slot_checker.js": { types: "./slot_checker.d.ts", default: "./slot_checker.js" },
    "./slot_checker_bg.wasm": "./slot_checker_bg.wasm",
    "./slot-feed-1.schema.json": "./slot-feed-1.schema.json",
    "./slot-places-1.schema.json": "./slot-places-1.schema.json",
  },
  sideEffects: false,
  files: readdirSync(folder).sort(),
};
writeFileSync(join(folder, "package.json"), `${JSON.stringify(npm, null, 2)}\n`);
