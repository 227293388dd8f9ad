// Tests the four crates as they would be published: their files, cargo's messages, and their documentation.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync, realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import process, { cwd } from "node:process";
import { test } from "node:test";

const version = readFileSync("Cargo.toml", "utf8").match(/^version = "(.+)"$/m)[1];
/** For each package: its folder, and its allowed files beside its sources and those that cargo writes. */
const packages = {
  "slot-finder": [".", /^(tests\/|www\/places\.json$|README\.md$|CHANGELOG\.md$)/],
  "slot-checker": ["checker", /^slot-checker\.d\.ts$/],
  "slot-publisher": ["publisher", /^(slot-publisher\.d\.ts|shared\/[a-z-]+\.json)$/],
  "slot-feed": ["cli", /^shared\/[a-z-]+\.json$/],
};
const always = /^(src\/|Cargo\.(toml|toml\.orig|lock)$|\.cargo_vcs_info\.json$|LICENSE-(APACHE|MIT)$)/;
/** Tests need the files of the whole project, so the packages below the root exclude them, and cargo says so. */
const ignoredTest = /^warning: ignoring test .* is not included in the published package$/gm;

/** The output of a cargo command, which must not contain warnings. */
function cargo(args, more = {}) {
  const { status, stdout, stderr } = spawnSync("tools/with", ["native", "cargo", ...args], { encoding: "utf8", env: { ...process.env, CARGO_TERM_COLOR: "never", ...more } });
  assert.equal(status, 0, stderr);
  assert.doesNotMatch(stderr.replace(ignoredTest, ""), /^warning/m);
  return stdout;
}

for (const [name, [folder, more]] of Object.entries(packages)) {
  test(`${name} holds its sources and all that they embed, and nothing else`, () => {
    const packed = cargo(["package", "--list", "--allow-dirty", "-p", name]).trim().split("\n");
    assert.deepEqual(packed.filter((file) => !always.test(file) && !more.test(file)), []);
    assert.deepEqual(packed.filter((file) => /\.(ts|mjs|tsx)$/.test(file) && !file.endsWith(".d.ts")), []);
    assert.ok(packed.includes("LICENSE-MIT") && packed.includes("LICENSE-APACHE"));
    for (const entry of readdirSync(join(folder, "src"), { recursive: true })) {
      if (!entry.endsWith(".rs")) continue;
      const path = join(folder, "src", entry);
      for (const [, embedded] of readFileSync(path, "utf8").matchAll(/include_(?:str|bytes)!\(\s*"([^"]+)"/g)) {
        const file = relative(join(cwd(), folder), join(cwd(), dirname(path), embedded));
        assert.ok(packed.includes(file), `${path} embeds ${file}, which ${name} lacks`);
      }
    }
  });
}

test("cargo packs them without a warning, and what is linked from elsewhere comes as a file", () => {
  cargo(["package", "--workspace", "--no-verify", "--allow-dirty", "--quiet"]);
  for (const [name, folder] of [["slot-feed", "cli"], ["slot-publisher", "publisher"]]) {
    const archive = `target/package/${name}-${version}.crate`;
    for (const file of readdirSync(`${folder}/shared`)) {
      const packed = execFileSync("tar", ["-xzOf", archive, `${name}-${version}/shared/${file}`], { maxBuffer: 64 << 20 });
      assert.ok(packed.equals(readFileSync(realpathSync(join(folder, "shared", file)))), file);
    }
  }
});
    assert.ok(packed.equals(readFileSync(realpathSync(join("cli/shared", file)))), file);
  }
});

test("the documentation has no warning", () => {
  cargo(["doc", "--workspace", "--no-deps", "--quiet"], { RUSTDOCFLAGS: "-Dwarnings" });
});
