// Builds the site: www/ and the npm package in pkg/ -> www/dist, which any static host can serve.
//
//     node tools/build-site.mjs
//
// All scripts lie in one folder, beside the Wasm, so that `new URL("slot_finder_bg.wasm", import.meta.url)` holds in each.
// The entry keeps its name, since other people's pages refer to it; the names of the parts that it loads carry a hash of
// their content. A feed that was put there stays.

import { copyFileSync, readdirSync, rmSync } from "node:fs";
import { exit } from "node:process";
import { build } from "esbuild";

const options = {
  entryPoints: { "slot-finder": "www/src/main.ts" },
  outdir: "www/dist",
  bundle: true,
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  minify: true,
  target: ["chrome91", "firefox101", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  // Styles are adopted by shadow roots, so scripts import them as text.
  loader: { ".css": "text" },
  metafile: true,
};

// esbuild has said by then what is wrong.
const { metafile } = await build(options).catch(() => exit(1));

const current = new Set(["www/dist/feed.json", ...Object.keys(metafile.outputs)]);
const copy = (from, name) => {
  copyFileSync(`${from}/${name}`, `www/dist/${name}`);
  current.add(`www/dist/${name}`);
};
copy("pkg", "slot_finder_bg.wasm");
for (const entry of readdirSync("www", { withFileTypes: true })) if (entry.isFile()) copy("www", entry.name);

for (const name of readdirSync("www/dist")) {
  if (!current.has(`www/dist/${name}`)) rmSync(`www/dist/${name}`, { recursive: true });
}
