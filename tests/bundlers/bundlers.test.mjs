// What the bundlers of news sites make of the npm package works: a page with the element, a later part and the engine.

import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { assertFolderWorks, assertWorks, here, sample, useProject, writePage } from "./site.mjs";

const project = useProject(here);
const out = (name) => join(project.scratch, `out-${name}`);

for (const version of ["vite5", "vite6", "vite7"]) {
  test(`${version} builds it with its default targets`, async () => {
    const { build } = await import(version);
    await build({ root: project.app, base: "./", logLevel: "error", build: { outDir: out(version), emptyOutDir: true } });
    await assertFolderWorks(out(version));
  });

  test(`${version} serves it while a page is developed, once its files stay where they are`, async () => {
    const { createServer } = await import(version);
    cpSync(sample(), join(project.app, "feed.json"));
    const server = await createServer({
      root: project.app, logLevel: "error", cacheDir: out(`${version}-cache`), server: { host: "127.0.0.1", port: 0 },
      optimizeDeps: { exclude: ["slot-finder"] },
    });
    try {
      await server.listen();
      await assertWorks(server.resolvedUrls.local[0]);
    } finally {
      await server.close();
    }
  });
}

test("webpack 5 builds it", async () => {
  const { default: webpack } = await import("webpack");
  const stats = await new Promise((done, failed) => {
    webpack({
      mode: "production", context: project.app, entry: "./own.js", output: { path: out("webpack"), filename: "own.js", publicPath: "auto" }, performance: { hints: false },
    }, (error, result) => (error ? failed(error) : done(result)));
  });
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
  writePage(out("webpack"), "own.js");
  await assertFolderWorks(out("webpack"));
});

test("Rollup builds it, with the plug-in that knows files beside a module", async () => {
  const { rollup } = await import("rollup");
  const { nodeResolve } = await import("@rollup/plugin-node-resolve");
  const { importMetaAssets } = await import("@web/rollup-plugin-import-meta-assets");
  const bundle = await rollup({
    input: join(project.app, "own.js"), plugins: [nodeResolve({ browser: true }), importMetaAssets()],
    onwarn: (warning) => { throw new Error(warning.message); },
  });
  await bundle.write({ dir: out("rollup"), format: "es" });
  await bundle.close();
  writePage(out("rollup"), "own.js");
  await assertFolderWorks(out("rollup"));
});

test("esbuild builds it, with the Wasm copied beside the scripts", async () => {
  const { build } = await import("esbuild");
  await build({ entryPoints: [join(project.app, "own.js")], bundle: true, splitting: true, format: "esm", outdir: out("esbuild"), logLevel: "error" });
  cpSync(join(project.installed, "slot_finder_bg.wasm"), join(out("esbuild"), "slot_finder_bg.wasm"));
  writePage(out("esbuild"), "own.js");
  await assertFolderWorks(out("esbuild"));
});
