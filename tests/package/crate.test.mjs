// The crate as it would be published: its files, what cargo says about them, and its documentation.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import process, { cwd } from "node:process";
import { test } from "node:test";

/** What a command of cargo's prints, of which nothing may be a warning. */
function cargo(args, more = {}) {
  const { status, stdout, stderr } = spawnSync("tools/with", ["native", "cargo", ...args], { encoding: "utf8", env: { ...process.env, CARGO_TERM_COLOR: "never", ...more } });
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr, /^warning/m);
  return stdout;
}

test("the crate holds its sources and all that they embed, and nothing of the site's tools", () => {
  const packed = cargo(["package", "--list", "--allow-dirty"]).trim().split("\n");
  const strange = packed.filter((name) => !/^(src|tests|www\/(docs|i18n))\/|^(Cargo\.(toml|toml\.orig|lock)|\.cargo_vcs_info\.json|README\.md|CHANGELOG\.md|LICENSE-(APACHE|MIT)|www\/places\.json)$/.test(name));
  assert.deepEqual(strange, []);
  assert.deepEqual(packed.filter((name) => /\.(ts|mjs|tsx)$/.test(name) && !name.endsWith(".d.ts")), []);
  for (const entry of readdirSync("src", { recursive: true })) {
    if (!entry.endsWith(".rs")) continue;
    const path = join("src", entry);
    for (const [, embedded] of readFileSync(path, "utf8").matchAll(/include_(?:str|bytes)!\("([^"]+)"\)/g)) {
      const file = relative(cwd(), join(cwd(), dirname(path), embedded));
      assert.ok(packed.includes(file), `${path} embeds ${file}, which the crate lacks`);
    }
  }
});

test("cargo packs it without a warning", () => {
  cargo(["package", "--no-verify", "--allow-dirty", "--quiet"]);
});

test("the documentation has no warning, neither as docs.rs makes it nor with the command's", () => {
  const { features } = JSON.parse(cargo(["metadata", "--no-deps", "--format-version", "1"])).packages[0].metadata.docs.rs;
  for (const which of [["--features", features.join()], ["--all-features"]]) {
    cargo(["doc", "--no-deps", "--quiet", ...which], { RUSTDOCFLAGS: "-Dwarnings" });
  }
});
