// Bundles scripts and style sheets for the site and for the npm package. esbuild does the work.

import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { exit } from "node:process";
import { build, transform } from "esbuild";

/** The oldest browsers that get more than the static content of the page. */
export const target = ["chrome96", "firefox101", "safari16.4"];

/** The entry of every page with the element, and the element's own module. */
const MAIN = "www/src/main.ts";
const ELEMENT = "www/src/element/slot-finder-element.ts";

/** A style sheet with its imports inlined: a shadow root cannot import, and an import costs another request. */
const withImports = (path) =>
  readFileSync(path, "utf8").replace(/^@import "(.+)";$/gm, (_, imported) => withImports(join(dirname(path), imported)));

/** The content of a script or a style sheet, minified. */
export async function minified(path, loader) {
  const source = loader === "css" ? withImports(path) : readFileSync(path, "utf8");
  return (await transform(source, { loader, minify: true, target })).code;
}

/** Shadow roots adopt style sheets, so scripts import them as text. esbuild does not minify text itself. */
const stylesAsText = {
  name: "styles as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path, "css"), loader: "text" }));
  },
};

/** Data is one export. esbuild would export each key too, by names such as "age.days", which older bundlers refuse. */
const dataAsDefault = {
  name: "data as default",
  setup({ onLoad }) {
    onLoad({ filter: /\.json$/ }, ({ path }) => ({ contents: `export default ${readFileSync(path, "utf8")}`, loader: "js" }));
  },
};

/**
 * Keeps the element in one piece. esbuild makes a file for each set of entries and lazy parts that share modules, which
 * would cut what the element shares with its lazy parts into a dozen files, all needed at once. So every other entry
 * and lazy part imports the element, and its modules stay together.
 */
const elementInOnePiece = {
  name: "element in one piece",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      const isPart = (kind === "dynamic-import" && !path.endsWith(".json")) || (kind === "entry-point" && !path.endsWith(MAIN));
      return isPart ? { path: resolve(resolveDir, path.replace(/(\.ts)?$/, ".ts")), pluginData: "part" } : undefined;
    });
    onLoad({ filter: /\.ts$/ }, ({ path, pluginData }) =>
      pluginData === "part" ? { contents: `import ${JSON.stringify(resolve(ELEMENT))};\n${readFileSync(path, "utf8")}`, loader: "ts" } : undefined);
  },
};

/** Bundles entries and their lazy parts: `[{ name, text, entry }]`, where `entry` marks the entries. */
export async function bundle(entryPoints, { define, plugins = [] }) {
  const { outputFiles } = await build({
    entryPoints,
    define,
    plugins: [stylesAsText, dataAsDefault, elementInOnePiece, ...plugins],
    outdir: "out",
    write: false,
    bundle: true,
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]",
    minify: true,
    target,
    jsx: "automatic",
    jsxImportSource: "preact",
    // esbuild prints the errors.
  }).catch(() => exit(1));
  return outputFiles.map(({ path, text }) => {
    const name = basename(path);
    return { name, text, entry: Object.hasOwn(entryPoints, basename(name, ".js")) };
  });
}
