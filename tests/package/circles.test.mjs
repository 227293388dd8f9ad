// Tests that no file imports itself through others, and no folder one that imports it.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { check } from "../../tools/check-circles.mjs";

for (const root of ["www/src", "src", "checker/src", "publisher/src", "cli/src"]) {
  test(`${root} has no circle`, () => assert.deepEqual(check(root), []));
}

/** The check's output for sources, given as texts by file. */
function problems(files) {
  const root = mkdtempSync(join(tmpdir(), "slot-finder-circles-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const found = check(root).map((line) => line.replace(`${root}: `, ""));
  rmSync(root, { recursive: true });
  return found;
}

test("a circle of types, and one by a part that is loaded later, are found", () => {
  assert.deepEqual(problems({ "a.ts": 'import type { B } from "./b";', "b.ts": 'export type { A } from "./a";' }), [
    "circle of files: a.ts -> b.ts -> a.ts", "circle of rooms: a.ts -> b.ts -> a.ts",
  ]);
  assert.deepEqual(problems({ "x/a.ts": 'import { b } from "./b";', "x/b.tsx": 'const load = () => import("./a");' }), ["circle of files: x/a.ts -> x/b.tsx -> x/a.ts"]);
});

test("a circle of rooms is found where no file is on a circle", () => {
  const files = { "x/a.ts": 'import "../y/b";', "y/b.ts": "", "y/c.ts": 'import "../x/d";', "x/d.ts": "" };
  assert.deepEqual(problems(files), ["circle of rooms: x -> y -> x"]);
});

test("what is imported twice, and a comment, make no circle", () => {
  assert.deepEqual(problems({ "a.ts": 'import "./b"; import "./c";', "b.ts": 'import "./c";', "c.ts": '// as in: import "./a";' }), []);
});

test("a circle of Rust modules is found, in braces and by paths, but not in tests", () => {
  assert.deepEqual(problems({ "lib.rs": "mod a; mod b;", "a.rs": "use crate::{b::{B, C}, other};", "b/mod.rs": "", "b/deep.rs": "fn f() -> crate::a::A { super::super::a::x() }" }), [
    "circle of modules: a -> b -> a",
  ]);
  assert.deepEqual(problems({ "a.rs": "use crate::b::B;", "b.rs": "use super::c;\n#[cfg(test)]\nmod tests {\n use crate::a::A;\n}", "c.rs": "" }), []);
});
