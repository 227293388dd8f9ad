// Builds the site: www/ and the npm package in pkg/ -> www/dist, or another folder, which any static host can serve.
//
//     node tools/build-site.mjs [FOLDER]
//
// All scripts are in one folder, beside the Wasm, because each uses `new URL("slot_finder_bg.wasm", import.meta.url)`.
// The entry keeps its name, since other people's pages refer to it; the parts that it loads have a content hash in
// their names. Loaders check the hashes of scripts and of the Wasm. A feed already in the folder stays, and is rendered
// into the page for visitors without JavaScript.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { transform } from "esbuild";
import { docPages } from "./build-docs.mjs";
import { bundle, minified, target } from "./bundle.mjs";
import { checkWords } from "./check-words.mjs";
import { sha256, withIntegrity } from "./integrity.mjs";
import { putStaticList } from "./static-list.mjs";

const out = argv[2] ?? "www/dist";

const problems = checkWords("www/i18n");
for (const problem of problems) console.error(`build-site: www/i18n/${problem}`);
if (problems.length) exit(1);

const entryPoints = { "slot-finder": "www/src/main.ts", check: "www/src/checker/main.ts" };
const define = { WASM_INTEGRITY: JSON.stringify(sha256(readFileSync("pkg/slot_finder_bg.wasm"))) };
const outputs = await bundle(entryPoints, { define });
const { files: scripts, needs } = await withIntegrity(outputs, target);

mkdirSync(out, { recursive: true });
const current = new Set(["feed.json"]);
const write = (name, content) => {
  writeFileSync(`${out}/${name}`, content);
  current.add(name);
};
const copy = (from, name) => {
  copyFileSync(`${from}/${name}`, `${out}/${name}`);
  current.add(name);
};
for (const [name, text] of scripts) write(name, text);
copy("pkg", "slot_finder_bg.wasm");
copy("pkg", "slot_checker_bg.wasm");
const licences = ["LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY-LICENSES"];
for (const name of licences) copy("pkg", name);
for (const entry of readdirSync("www", { withFileTypes: true })) {
  if (!entry.isFile()) continue;
  copy("www", entry.name);
  // The page's own script and style are too small to bundle, but still minified.
  const loader = /\.(js|css)$/.exec(entry.name)?.[1];
  if (!loader) continue;
  write(entry.name, await minified(`www/${entry.name}`, loader));
}
const docs = docPages("www/docs").map(({ name, html }) => ({ name: `${name}.html`, html }));
for (const { name, html } of docs) write(name, html);
write("docs.css", await minified("www/docs/docs.css", "css"));
const plots = readdirSync("www/docs").filter((name) => name.endsWith(".svg"));
for (const name of plots) copy("www/docs", name);

// Preloads the imports of a page's entry. Firefox treats such a link and the entry's own as one only if both have
// `crossorigin`.
for (const [name, entry] of [["index.html", "slot-finder.js"], ["embed.html", "slot-finder.js"], ["check.html", "check.js"]]) {
  const preloads = needs(entry).map(({ name, integrity }) => `<link rel="modulepreload" href="${name}" integrity="${integrity}" crossorigin>`);
  write(name, readFileSync(`www/${name}`, "utf8").replace("</head>", `${preloads.join("")}</head>`));
}
putStaticList(out);

// Built last: the worker lists each file by its content.
const elsewhere = ["feed.json", "custom-elements.json", "sw.js", "embed.html", "embed.js", "slot-finder-frame.js", "generator.js", "docs.css", ...plots, ...licences, ...docs.map(({ name }) => name)];
const needed = [...current].filter((name) => !elsewhere.includes(name) && !name.endsWith(".schema.json")).sort();
const files = needed.map((name) => [name, sha256(readFileSync(`${out}/${name}`))]);
const { code: worker } = await transform(readFileSync("www/sw.js", "utf8"), {
  loader: "js",
  minify: true,
  target,
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16)) },
});
write("sw.js", worker);

for (const name of readdirSync(out)) {
  if (!current.has(name)) rmSync(`${out}/${name}`, { recursive: true });
}
