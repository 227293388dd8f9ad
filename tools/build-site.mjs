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

const entryPoints = { "slot-finder": "www/src/main.ts", publish: "www/src/checker/main.ts" };
const define = { WASM_INTEGRITY: JSON.stringify(sha256(readFileSync("pkg/slot_finder_bg.wasm"))) };
const outputs = await bundle(entryPoints, { define });
const { files: scripts, needs } = await withIntegrity(outputs, target);

// The entry waits for its parts, so what else the first list needs is asked for before that.
const ahead = await transform(readFileSync("www/src/ahead.ts", "utf8").replace("export const ahead =", "ahead ="), { loader: "ts", minify: true, target });
const start = `{let ${ahead.code.trim()}ahead(new URL("${needs("slot-finder.js").at(-1).name}",import.meta.url).href)}`;
scripts.set("slot-finder.js", start + scripts.get("slot-finder.js"));

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
copy("pkg-page", "slot_publisher_bg.wasm");
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
for (const [name, entry] of [["index.html", "slot-finder.js"], ["embed.html", "slot-finder.js"], ["publish.html", "publish.js"]]) {
  const preloads = needs(entry).map(({ name, integrity }) => `<link rel="modulepreload" href="${name}" integrity="${integrity}" crossorigin>`);
  // Scripts take time to start, so they come before the Wasm where a network gives one after the other.
  write(name, readFileSync(`www/${name}`, "utf8").replace(/(?=<link rel="preload" href="slot_finder_bg\.wasm"|<\/head>)/, preloads.join("")));
}
// The address that the page had as the checker.
write("check.html", readFileSync(`${out}/publish.html`, "utf8"));
putStaticList(out);

/** What the page needs: a script, and all parts that it names. Later parts too: the page has to work without a network. */
function reached(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [part] of scripts.get(name).matchAll(/[\w-]+-[0-9A-Z]{8}\.js/g)) if (scripts.has(part)) reached(part, seen);
  return seen;
}

// Built last: the worker lists each file by its content, and none of the publisher's page.
const needed = [...reached("slot-finder.js"), "slot_finder_bg.wasm", "page.js", "page-worker.js", "page.css", "places.json", "icon.svg", "icon-maskable.png", "manifest.webmanifest"].sort();
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
