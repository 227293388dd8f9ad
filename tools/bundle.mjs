// How the scripts of the site and of the npm package are bundled: what both have in common.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { transform } from "esbuild";

/** The oldest browsers that get more than the page's own content. */
export const target = ["chrome91", "firefox101", "safari16.4"];

/** A style sheet with the sheets that it imports, since neither a shadow root nor one request can import. */
const styles = (path) =>
  readFileSync(path, "utf8").replace(/^@import "(.+)";$/gm, (_, imported) => styles(join(dirname(path), imported)));

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
export const options = {
  bundle: true,
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
  minify: true,
  target,
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [stylesAsText],
  write: false,
};
