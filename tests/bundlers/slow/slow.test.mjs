// Next.js and Parcel, which are large and take long to build, and PHP, which is large: `make test-bundlers` installs them.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PhpNode } from "php-wasm/PhpNode.mjs";
import { assertFolderWorks, makeProject, useProject } from "../site.mjs";

const here = import.meta.dirname;
/** Runs the command of a package of `folder`. */
const run = (folder, name, args, cwd) => execFileSync(process.execPath, [join(folder, "node_modules", name), ...args], {
  cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"],
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", PARCEL_WORKERS: "0" },
});
const project = useProject(here);

/** The page of Next.js, in place of that of the others, which it would take for its own. */
function writeNextPage({ scratch, app }, config) {
  rmSync(app, { recursive: true });
  mkdirSync(app);
  writeFileSync(join(app, "layout.jsx"), `export default function Layout({ children }) { return <html lang="id"><body>{children}</body></html>; }`);
  writeFileSync(join(app, "page.jsx"), `"use client";
import { useEffect } from "react";
import "slot-finder/element";
import init, { SlotFinder } from "slot-finder";
export default function Page() {
  useEffect(() => {
    init().then(async () => {
      const finder = await SlotFinder.load(new URL("feed.json", location.href).href);
      globalThis.offices = finder.info.offices;
      finder.free();
    });
  }, []);
  return <slot-finder src="feed.json" lang="id"><p>Tautan</p></slot-finder>;
}`);
  writeFileSync(join(scratch, "next.config.mjs"), `export default ${JSON.stringify({ output: "export", outputFileTracingRoot: scratch, ...config })};`);
}

test("Next 15 renders it on the server and takes it over in the browser", async () => {
  writeNextPage(project, { eslint: { ignoreDuringBuilds: true } });
  run(here, "next/dist/bin/next", ["build"], project.scratch);
  await assertFolderWorks(join(project.scratch, "out"));
});

// Both bundlers that it comes with. Two versions of Next.js cannot share a folder.
for (const bundler of ["turbopack", "webpack"]) {
  test(`Next 16 renders it on the server and takes it over in the browser, built with ${bundler}`, async () => {
    const folder = join(here, "next16");
    const next = makeProject(folder);
    try {
      writeNextPage(next, { turbopack: { root: folder }, outputFileTracingRoot: folder });
      run(folder, "next/dist/bin/next", ["build", `--${bundler}`], next.scratch);
      const html = readFileSync(join(next.scratch, "out/index.html"), "utf8");
      assert.match(html, /<slot-finder src="feed\.json" lang="id"><p>Tautan<\/p><\/slot-finder>/);
      await assertFolderWorks(join(next.scratch, "out"));
    } finally {
      next.remove();
    }
  });
}

test("Parcel builds it", async () => {
  const parcel = makeProject(here);
  try {
    run(here, "parcel/lib/bin.js", ["build", join(parcel.app, "index.html"), "--public-url", "./", "--dist-dir", join(parcel.scratch, "out"), "--no-cache", "--no-source-maps"], parcel.scratch);
    await assertFolderWorks(join(parcel.scratch, "out"));
  } finally {
    parcel.remove();
  }
});

/** What the plugin calls of WordPress, as far as it calls it: https://developer.wordpress.org/reference/ says what each does. */
const WORDPRESS = `
$shortcodes = $modules = array();
function add_shortcode( $tag, $callback ) { global $shortcodes; $shortcodes[ $tag ] = $callback; }
function wp_enqueue_script_module( $id, $src = '', $deps = array(), $version = false ) {
	global $modules;
	$modules[ $id ] = $src . ( null === $version ? '' : '?ver=6.5' );
}
function sanitize_key( $key ) { return preg_replace( '/[^a-z0-9_\\-]/', '', strtolower( $key ) ); }
function esc_attr( $text ) { return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8', false ); }
function wp_kses_post( $text ) { return strip_tags( $text, '<a><p><strong>' ); }
`;

test("the plugin for WordPress of the documentation makes tags of its shortcodes, and loads the script once", async () => {
  const [, plugin] = /^```php\n([^]*?)^```$/m.exec(readFileSync("www/docs/frameworks.md", "utf8"));
  const php = new PhpNode({ version: "8.3" });
  const said = [];
  for (const type of ["output", "error"]) php.addEventListener(type, ({ detail }) => said.push(detail.join("")));
  // A shortcode without attributes gets "", as WordPress calls it.
  const failed = await php.run(`${plugin.replace("<?php", `<?php error_reporting( E_ALL ); ini_set( 'display_errors', '1' ); ${WORDPRESS}`)}
echo json_encode( array(
	$shortcodes['slot_finder']( '', '' ),
	$shortcodes['slot_finder']( array( 'region' => 'ID-JI', 'within_km' => '100', 'ONCLICK="x" ' => '"><script>' ), '<p>Lihat <a href="https://www.imigrasi.go.id/">M-Paspor</a></p><script>x</script>' ),
	$shortcodes['slot_finder']( array( 'sync_url', 'lang' => 'en' ), null ),
	$shortcodes['slot_summary']( array( 'src' => 'https://other.example/feed.json?a=1&b=2', 'lang' => 'en' ) ),
	$modules,
) );`);
  assert.equal(failed, 0, said.join(""));
  const [plain, full, bare, summary, modules] = JSON.parse(said.join(""));
  assert.equal(plain, '<slot-finder src="https://your.example/feed.json" lang="id"><a href="https://www.imigrasi.go.id/">M-Paspor</a></slot-finder>');
  assert.equal(full, '<slot-finder src="https://your.example/feed.json" lang="id" region="ID-JI" within-km="100" onclickx="&quot;&gt;&lt;script&gt;"><p>Lihat <a href="https://www.imigrasi.go.id/">M-Paspor</a></p>x</slot-finder>');
  assert.equal(bare, '<slot-finder src="https://your.example/feed.json" lang="en" sync-url=""><a href="https://www.imigrasi.go.id/">M-Paspor</a></slot-finder>');
  assert.equal(summary, '<slot-summary src="https://other.example/feed.json?a=1&amp;b=2" lang="en"><a href="https://www.imigrasi.go.id/">M-Paspor</a></slot-summary>');
  assert.deepEqual(modules, { "slot-finder": "https://your.example/slot-finder.js" });
});
