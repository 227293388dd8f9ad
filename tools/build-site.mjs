// Builds the site: www/ and the npm package in pkg/ -> www/dist, or another folder, which any static host can serve.
//
//     node tools/build-site.mjs [FOLDER]
//
// Scripts, styles and Wasm have a hash of their content in their names, in one folder. So no cache mixes two versions, and the
// files of an older one may stay beside those of a newer one. What keeps its name is what others refer to: `slot-finder.js` and
// `slot-finder-frame.js`, which other people's pages load, the worker, pages, data, icons and licences.
// Loaders check the hashes of scripts and of the Wasm. A feed already in the folder stays, and is rendered
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

/** "page.css" -> "page-1a2b3c4d5e.css" */
const byContent = (name, content) => name.replace(/(?=\.\w+$)/, `-${createHash("sha256").update(content).digest("hex").slice(0, 10)}`);

const engine = { "slot_finder_bg.wasm": readFileSync("pkg/slot_finder_bg.wasm"), "slot_checker_bg.wasm": readFileSync("pkg/slot_checker_bg.wasm"), "slot_publisher_bg.wasm": readFileSync("pkg-page/slot_publisher_bg.wasm") };
/** The names of files that are named by their content, by their names in the sources. */
const names = new Map(Object.entries(engine).map(([name, bytes]) => [name, byContent(name, bytes)]));

const entryPoints = { "slot-finder": "www/src/main.ts", publish: "www/src/checker/main.ts" };
const define = {
  WASM_FILE: JSON.stringify(names.get("slot_finder_bg.wasm")),
  WASM_INTEGRITY: JSON.stringify(sha256(engine["slot_finder_bg.wasm"])),
  CHECKER_FILE: JSON.stringify(names.get("slot_checker_bg.wasm")),
  PUBLISHER_FILE: JSON.stringify(names.get("slot_publisher_bg.wasm")),
};
const outputs = await bundle(entryPoints, { define });
/** A call of the function of a source file, which the entry runs before it waits for its parts. */
async function callOf(name, ...given) {
  const { code } = await transform(readFileSync(`www/src/${name}.ts`, "utf8").replace(`export const ${name} =`, `${name} =`), { loader: "ts", minify: true, target });
  return `{let ${code.trim()}${name}(${given})}`;
}
const again = await callOf("again", "import.meta.url");
const ahead = await callOf("ahead", `new URL("${names.get("slot_finder_bg.wasm")}",import.meta.url).href`, "words");
/** The language whose words of the first list a file holds. */
const languageOf = (name) => /^([a-z]{2})-[0-9A-F]{8}\.js$/.exec(name)?.[1];
/** What else the first list needs is asked for at once: the Wasm, and the words of a language. */
function beforeEntry(files, load) {
  const words = files.flatMap((name) => {
    const lang = languageOf(name);
    return lang ? `["${lang}",()=>${load(name)}]` : [];
  });
  return `{let words=new Map([${words}]);${ahead}}`;
}
const { files: scripts, needs } = await withIntegrity(outputs, target, { "slot-finder.js": beforeEntry });
scripts.set("slot-finder.js", again + scripts.get("slot-finder.js"));

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
/** Puts the names by content into a text that has the sources' names. */
const renamed = (text) => [...names].reduce((result, [name, own]) => result.replaceAll(`"${name}"`, `"${own}"`).replaceAll(`"./${name}"`, `"./${own}"`), text);
/** Writes a script or a style sheet of a page under a name with its content in it. */
const writeNamed = (name, text) => {
  names.set(name, byContent(name, text));
  write(names.get(name), text);
};

for (const [name, bytes] of Object.entries(engine)) write(names.get(name), bytes);
for (const [name, text] of scripts) if (name !== "publish.js") write(name, text);
writeNamed("publish.js", scripts.get("publish.js"));
writeNamed("docs.css", await minified("www/docs/docs.css", "css"));
const licences = ["LICENSE-APACHE", "LICENSE-MIT", "THIRD-PARTY-LICENSES"];
for (const name of licences) copy("pkg", name);
/** Scripts that others name: a page that pastes one, or the browser that registers one. */
const keepTheirNames = ["slot-finder-frame.js", "sw.js"];
const own = readdirSync("www", { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
for (const name of own.filter((name) => !/\.(js|css|html)$/.test(name))) copy("www", name);
// The pages' own scripts and styles are too small to bundle, but still minified. A script comes after what it names.
const loaderOf = (name) => /\.(js|css)$/.exec(name)?.[1];
for (const name of own.filter(loaderOf).sort((one, other) => Number(one === "page.js") - Number(other === "page.js"))) {
  const text = renamed(await minified(`www/${name}`, loaderOf(name)));
  if (keepTheirNames.includes(name)) write(name, text);
  else writeNamed(name, text);
}
const docs = docPages("www/docs").map(({ name, html }) => ({ name: `${name}.html`, html }));
for (const { name, html } of docs) write(name, renamed(html));
const plots = readdirSync("www/docs").filter((name) => name.endsWith(".svg"));
for (const name of plots) copy("www/docs", name);

// Preloads the imports of a page's entry, and the words of the page that has a language of its own. Firefox treats such a
// link and the entry's own as one only if both have `crossorigin`.
for (const [name, entry, lang] of [["index.html", "slot-finder.js", "id"], ["embed.html", "slot-finder.js"], ["publish.html", "publish.js"]]) {
  const words = [...scripts].filter(([name]) => lang && languageOf(name) === lang).map(([name, text]) => ({ name, integrity: sha256(text) }));
  const preloads = [...needs(entry), ...words].map(({ name, integrity }) => `<link rel="modulepreload" href="${name}" integrity="${integrity}" crossorigin>`);
  // Scripts take time to start, so they come before the Wasm where a network gives one after the other.
  write(name, renamed(readFileSync(`www/${name}`, "utf8").replace(/(?=<link rel="preload" href="slot_finder_bg\.wasm"|<\/head>)/, preloads.join(""))));
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
const needed = [...reached("slot-finder.js"), ...["slot_finder_bg.wasm", "page.js", "page-worker.js", "page.css"].map((name) => names.get(name)), "places.json", "icon.svg", "icon-maskable.png", "manifest.webmanifest"].sort();
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
