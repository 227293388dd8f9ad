// Completes the npm package in pkg/, where tools/build-wasm.sh puts both Wasm files with their JavaScript and types:
// adds the elements, the schemas, the gazetteer, the licences and package.json, and removes obsolete files.
//
//     node tools/build-package.mjs
//
// Bundlers see plain imports here, unlike on the site, where scripts check one another's hashes: a bundler rewrites
// files and so their hashes, and the lock file of the page that bundles this package holds the package's hash.

import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundle } from "./bundle.mjs";
import { licences } from "./licences.mjs";
import { packageJson } from "./package-json.mjs";

const folder = "pkg";

/** Keeps the engine a separate file: a page that uses both elements loads one Wasm. */
const engineApart = {
  name: "engine apart",
  setup({ onResolve }) {
    onResolve({ filter: /\/pkg\/slot_finder\.js$/ }, () => ({ path: "../slot_finder.js", external: true }));
  },
};

const scripts = await bundle({ "slot-finder": "www/src/main.ts" }, { define: { WASM_FILE: '""', WASM_INTEGRITY: '""' }, plugins: [engineApart] });

const engine = ["slot_finder", "slot_checker"].flatMap((name) => [`${name}.js`, `${name}.d.ts`, `${name}_bg.wasm`]);
const snippets = engine.filter((name) => name.endsWith(".js"))
  .flatMap((name) => [...readFileSync(join(folder, name), "utf8").matchAll(/from '\.\/(snippets\/[^']+)'/g)].map(([, path]) => path));
const current = new Set([...engine, ...snippets, "package.json"]);
const write = (name, content) => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
  current.add(name);
};
const copy = (from, name) => {
  copyFileSync(from, join(folder, name));
  current.add(name);
};

for (const { name, text } of scripts) write(`element/${name}`, text);
copy("www/types/element.d.ts", "element/slot-finder.d.ts");
for (const framework of ["react", "preact", "vue"]) copy(`www/types/${framework}.d.ts`, `element/${framework}.d.ts`);
for (const name of ["slot-feed-1.schema.json", "slot-places-1.schema.json", "places.json"]) copy(`www/${name}`, name);
// Element documentation for editors.
if (existsSync("www/custom-elements.json")) copy("www/custom-elements.json", "custom-elements.json");
for (const name of ["README.md", "LICENSE-APACHE", "LICENSE-MIT"]) copy(name, name);
write("THIRD-PARTY-LICENSES", licences());

// In Node `init` without an argument reads the Wasm from disk: `fetch` knows no files.
for (const name of ["slot_finder", "slot_checker"]) {
  write(`${name}_node.js`, `import { readFile } from "node:fs/promises";
import init from "./${name}.js";
export * from "./${name}.js";

const read = () => readFile(new URL("${name}_bg.wasm", import.meta.url));

export default (input) => init(input ?? { module_or_path: read() });
`);
}

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const name = join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1);
  if (entry.isFile() && !current.has(name)) rmSync(join(folder, name));
}
write("package.json", `${JSON.stringify(packageJson([...current]), null, 2)}\n`);
