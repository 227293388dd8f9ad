// Builds the site: www/ and the npm package in pkg/ -> www/dist, which any static host can serve.
//
//     node tools/build-site.mjs
//
// All scripts lie in one folder, beside the Wasm, so that `new URL("slot_finder_bg.wasm", import.meta.url)` holds in each.
// The entry keeps its name, since other people's pages refer to it; the names of the parts that it loads carry a hash of
// their content. A feed that was put there stays, and is rendered into the page for visitors without JavaScript.

import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { exit } from "node:process";
import { build, transform } from "esbuild";
import { docPages } from "./build-docs.mjs";
import { checkWords } from "./check-words.mjs";
import { putStaticList } from "./static-list.mjs";

const problems = checkWords("www/i18n");
for (const problem of problems) console.error(`build-site: www/i18n/${problem}`);
if (problems.length) exit(1);

/** A style sheet with the sheets that it imports, since neither a shadow root nor one request can import. */
const styles = (path) =>
  readFileSync(path, "utf8").replace(/^@import "(.+)";$/gm, (_, imported) => styles(join(dirname(path), imported)));
const minified = async (path, loader) => {
  const source = loader === "css" ? styles(path) : readFileSync(path, "utf8");
  return (await transform(source, { loader, minify: true, target: options.target })).code;
};

/** Styles are adopted by shadow roots, so scripts import them as text, which esbuild would leave as it is. */
const stylesAsText = {
  name: "styles as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      return { contents: await minified(path, "css"), loader: "text" };
    });
  },
};

const options = {
  entryPoints: { "slot-finder": "www/src/main.ts", check: "www/src/check/page.ts" },
  outdir: "www/dist",
  bundle: true,
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  minify: true,
  target: ["chrome91", "firefox101", "safari16.4"],
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [stylesAsText],
  metafile: true,
};

// esbuild has said by then what is wrong.
const { metafile } = await build(options).catch(() => exit(1));

const current = new Set(["www/dist/feed.json", ...Object.keys(metafile.outputs)]);
const write = (name, content) => {
  writeFileSync(`www/dist/${name}`, content);
  current.add(`www/dist/${name}`);
};
const copy = (from, name) => {
  copyFileSync(`${from}/${name}`, `www/dist/${name}`);
  current.add(`www/dist/${name}`);
};
copy("pkg", "slot_finder_bg.wasm");
copy("pkg", "slot_checker_bg.wasm");
for (const entry of readdirSync("www", { withFileTypes: true })) {
  if (!entry.isFile()) continue;
  copy("www", entry.name);
  // The page's own script and style are too small to be bundled, not to be minified.
  const loader = /\.(js|css)$/.exec(entry.name)?.[1];
  if (!loader) continue;
  write(entry.name, await minified(`www/${entry.name}`, loader));
}
const docs = docPages("www/docs").map(({ name, html }) => ({ name: `${name}.html`, html }));
for (const { name, html } of docs) write(name, html);
write("docs.css", await minified("www/docs/docs.css", "css"));

// What the entry imports is asked for with it, not after it.
const parts = metafile.outputs["www/dist/slot-finder.js"].imports.filter(({ kind }) => kind === "import-statement");
const preloads = parts.map(({ path }) => `<link rel="modulepreload" href="${basename(path)}">`);
const page = readFileSync("www/index.html", "utf8");
write("index.html", page.replace("</head>", `${preloads.join("")}</head>`));
putStaticList("www/dist");

// The worker knows each file by its content, so it is made last.
const hash = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
const elsewhere = ["feed.json", "custom-elements.json", "sw.js", "embed.html", "embed.js", "slot-finder-frame.js", "docs.css", ...docs.map(({ name }) => name)];
const needed = [...current].map((path) => basename(path)).filter((name) => !elsewhere.includes(name) && !name.endsWith(".schema.json")).sort();
const files = needed.map((name) => [name, hash(readFileSync(`www/dist/${name}`))]);
const { code: worker } = await transform(readFileSync("www/sw.js", "utf8"), {
  loader: "js",
  minify: true,
  target: options.target,
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16)) },
});
writeFileSync("www/dist/sw.js", worker);

for (const name of readdirSync("www/dist")) {
  if (!current.has(`www/dist/${name}`)) rmSync(`www/dist/${name}`, { recursive: true });
}
