// Changes three things in the JavaScript that wasm-bindgen writes, and fails where it no longer finds them.
//
// 1. Of two `init` that run at the same time the first instance stays. A second one would take over while promises of the
//    first still wait for their memory.
// 2. A call before `init` throws a sentence that says what to do, in place of "Cannot read properties of undefined".
// 3. What starts the Wasm afresh has a name that is a promise: `restart`.
//
//     node tools/patch-glue.mjs FILE

import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";

const [, , file] = argv;
let text = readFileSync(file, "utf8");

function replace(pattern, replacement, times) {
  const found = text.match(pattern)?.length ?? 0;
  if (found !== times) throw new Error(`${file} has ${found} of ${pattern}, not ${times}: wasm-bindgen writes something new, so look at what these changes are for`);
  text = text.replace(pattern, replacement);
}

replace(/if \(wasm !== undefined\) return wasm;/g, "if (wasm !== notReady) return wasm;", 2);
replace(/^function __wbg_finalize_init\(.*\{$/gm, "$&\n    if (wasm !== notReady) return wasm;", 1);
replace(
  /^let wasmModule, wasmInstance, wasm;$/gm,
  `const notReady = new Proxy({}, {
    get() {
        throw new Error('the Wasm is not loaded yet: call init(), the default export, and await it first');
    },
});
let wasmModule, wasmInstance, wasm = notReady;`,
  1,
);
// Only the finder's Wasm has it, and its package does not build without.
if (text.includes("__wbg_reset_state")) replace(/^export function __wbg_reset_state \(\) \{$/gm, "export { __wbg_reset_state as restart };\nfunction __wbg_reset_state() {", 1);
writeFileSync(file, text);
