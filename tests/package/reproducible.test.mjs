// Tests that who builds the sources gets the bytes that ship: builds the finder's Wasm from scratch in another folder.
// Takes a minute and a half.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { env } from "node:process";
import { after, test } from "node:test";

const folder = mkdtempSync(join(tmpdir(), "slot-finder-built-again-"));
after(() => rmSync(folder, { recursive: true }));

/** What the build reads: every crate's manifest belongs to the workspace. */
const sources = ["Cargo.toml", "Cargo.lock", ".cargo", "package-lock.json", "src", "checker", "cli", "publisher", "tests/fuzzed", "tools"];

const hash = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

test("a build in another folder has the same Wasm and JavaScript, byte for byte", () => {
  for (const name of sources) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  const own = { ...env, CARGO_TARGET_DIR: join(folder, "target") };
  execFileSync(join(folder, "tools/with"), ["wasm", "tools/build-wasm.sh", "slot_finder"], { env: own, stdio: ["ignore", "ignore", "inherit"] });
  for (const name of ["slot_finder_bg.wasm", "slot_finder.js"]) assert.equal(hash(join(folder, "pkg", name)), hash(join("pkg", name)), name);
});
