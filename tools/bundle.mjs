// How the scripts of the site and of the npm package are bundled: what both have in common.

import { readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { exit } from "node:process";
import { build, transform } from "esbuild";
import { minify } from "terser";

/** The oldest browsers that get more than the page's own content. */
export const target = ["chrome91", "firefox101", "safari16.4"];

/** A style sheet with the sheets that it imports, since neither a shadow root nor one request can import. */
const joined = (path) =>
  readFileSync(path, "utf8").replace(/^@import "(.+)";$/gm, (_, imported) => joined(join(dirname(path), imported)));

/** The same without the tokens that nothing in it asks for. A token stands on a line of its own. */
function styles(path) {
  const token = /^ *--([\w-]+):.*;\n/gm;
  const asked = (text) => [...text.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name);
  const css = joined(path);
  const needed = new Set(asked(css.replace(token, "")));
  // Tokens ask for tokens; a set goes on to what is added to it on the way.
  for (const name of needed) {
    for (const [line, own] of css.matchAll(token)) if (own === name) for (const other of asked(line)) needed.add(other);
  }
  return css.replace(token, (line, name) => (needed.has(name) ? line : ""));
}

/** The content of a script or a style sheet, made small. */
export async function minified(path, loader) {
  const source = loader === "css" ? styles(path) : readFileSync(path, "utf8");
  return (await transform(source, { loader, minify: true, target })).code;
}

/** Styles are adopted by shadow roots, so scripts import them as text, which esbuild would leave as it is. */
const stylesAsText = {
  name: "styles as text",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      return { contents: await minified(path, "css"), loader: "text" };
    });
  },
};

/** esbuild's options for modules with parts that load later, and nothing written yet. */
const options = {
  bundle: true,
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  minify: true,
  target,
  jsx: "automatic",
  jsxImportSource: "preact",
  // What JSX becomes is not Preact's from the beginning; the types are.
  alias: { "preact/jsx-runtime": resolve("www/src/paint.ts") },
  write: false,
};

/**
 * Bundles entries: `[{ name, text, entry }]`, where `entry` says that it is one of them. terser goes over what esbuild has
 * minified, since it sees through more of it: 2 % fewer bytes after brotli.
 */
export async function bundle(entryPoints, { define, plugins = [] }) {
  // esbuild says itself what is wrong.
  const { outputFiles } = await build({ ...options, entryPoints, outdir: "out", define, plugins: [stylesAsText, ...plugins] }).catch(() => exit(1));
  return Promise.all(outputFiles.map(async ({ path, text }) => {
    const name = basename(path);
    const { code } = await minify(text, { module: true, ecma: 2021, compress: { passes: 3, unsafe_arrows: true } });
    return { name, text: code, entry: Object.hasOwn(entryPoints, basename(name, ".js")) };
  }));
}
