// Bundles scripts and style sheets for the site and for the npm package. esbuild does the work.

import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { exit } from "node:process";
import { build, transform } from "esbuild";

/** The oldest browsers that get more than the page's own content. */
export const target = ["chrome91", "firefox101", "safari16.4"];

/** The entry of every page with the element, and the element's own module. */
const MAIN = "www/src/main.ts";
const ELEMENT = "www/src/element/slot-finder-element.ts";

/** A style sheet with the sheets that it imports: neither a shadow root nor a single request can import. */
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
 * Keeps the element in one piece. esbuild makes a file for each set of entries and lazy parts that share modules, so what
 * the element shares with some of its lazy parts would be cut into a dozen files, all needed at once. Here every other
 * entry and lazy part imports the element, so that all of it belongs to one set.
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

/** Bundles entries, and the parts that they load later: `[{ name, text, entry }]`, where `entry` tells one from the other. */
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
    // esbuild prints what is wrong.
  }).catch(() => exit(1));
  return outputFiles.map(({ path, text }) => {
    const name = basename(path);
    return { name, text, entry: Object.hasOwn(entryPoints, basename(name, ".js")) };
  });
}
