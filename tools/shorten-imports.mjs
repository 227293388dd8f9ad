// Gives what the Wasm imports and exports short names, in the Wasm and in its JavaScript: wasm-bindgen's own have up to 40
// characters each, which is more than 1 kB after brotli. Only the names change. Then takes out of the JavaScript what no
// browser or Node that the package is for needs any more, and lets it start only once.
//
//     node tools/shorten-imports.mjs PACKAGE

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";

const wasmFile = join(argv[2], "slot_finder_bg.wasm");
const glueFile = join(argv[2], "slot_finder.js");
const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;

/** A number as LEB128, the form that Wasm has for counts and lengths. */
function encode(n) {
  const bytes = [];
  for (; n > 127; n >>>= 7) bytes.push((n & 127) | 128);
  return Buffer.from([...bytes, n]);
}

/** Reads numbers, bytes and texts one after the other. */
class Cursor {
  constructor(bytes, at = 0) {
    Object.assign(this, { bytes, at });
  }
  number() {
    let n = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      n |= (byte & 127) << shift;
      if (byte < 128) return n;
    }
  }
  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }
  text() {
    return this.take(this.number()).toString();
  }
}

const named = (text) => [encode(Buffer.byteLength(text)), Buffer.from(text)];
const short = new Map();
const shortExports = new Map();
let glue = readFileSync(glueFile, "utf8");

/** The section of imports with short names; each import is a function, of which the index of its type is told. */
function shortened(section) {
  const cursor = new Cursor(section);
  const count = cursor.number();
  const parts = [encode(count)];
  for (let index = 0; index < count; index++) {
    const [module, name, kind] = [cursor.text(), cursor.text(), cursor.number()];
    assert.equal(kind, FUNCTION, `${name} is no function`);
    if (!short.has(name)) short.set(name, `i${short.size.toString(36)}`);
    parts.push(...named(module), ...named(short.get(name)), encode(kind), encode(cursor.number()));
  }
  return Buffer.concat(parts);
}

/** What stands for an export in the JavaScript; none stands for those that are only for tools. */
const use = (name) => new RegExp(`\\bwasm\\.${name}\\b`, "g");

/** The section of exports with short names; of each export its kind and index are told. */
function shortenedExports(section) {
  const cursor = new Cursor(section);
  const count = cursor.number();
  const parts = [encode(count)];
  for (let index = 0; index < count; index++) {
    const name = cursor.text();
    // Tools look for "memory".
    if (name !== "memory" && use(name).test(glue)) shortExports.set(name, `e${shortExports.size.toString(36)}`);
    parts.push(...named(shortExports.get(name) ?? name), encode(cursor.number()), encode(cursor.number()));
  }
  return Buffer.concat(parts);
}

const rewritten = { [IMPORTS]: shortened, [EXPORTS]: shortenedExports };
const cursor = new Cursor(readFileSync(wasmFile), 8);
const parts = [cursor.bytes.subarray(0, 8)];
while (cursor.at < cursor.bytes.length) {
  const id = cursor.number();
  const section = cursor.take(cursor.number());
  const written = rewritten[id]?.(section) ?? section;
  parts.push(encode(id), encode(written.length), written);
}

for (const [name, shorter] of short) {
  const around = glue.split(new RegExp(`\\b${name}\\b`));
  assert.equal(around.length, 2, `${name} stands ${around.length - 1} times in the JavaScript`);
  glue = around.join(shorter);
}
for (const [name, shorter] of shortExports) glue = glue.replace(use(name), `wasm.${shorter}`);

/** Takes out every `found`, of which there must be at least one: a newer wasm-bindgen may write otherwise. */
function replace(found, by) {
  assert.match(glue, found, "the JavaScript of wasm-bindgen has changed");
  glue = glue.replace(found, by);
}
replace(/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{[^\n]*\}\s*: (?=new FinalizationRegistry)/g, "");
replace(/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?\n\}\n/, "");
replace(/    if \(realloc === undefined\) \{[^]*?\n    \}\n/, "");
// Memory that has grown has another buffer.
replace(/cachedDataViewMemory0\.buffer\.detached === true \|\| \([^\n]*?(cachedDataViewMemory0\.buffer !== wasm\.memory\.buffer)\)\)/, "$1)");
replace(/typeof (?:Response|Request|URL) === 'function' && /g, "");
replace(/( +)if \(typeof WebAssembly\.instantiateStreaming === 'function'\) (\{[^]*?\n\1\})\n/, "$1$2\n");
replace(/console\.warn\("`WebAssembly\.instantiateStreaming` failed[^\n]*, e\);/, 'console.warn("slot_finder: a server that sends Wasm as application/wasm makes it start faster", e);');
replace(/ else \{\s*console\.warn\('using deprecated parameters for the [^\n]*\s*\}/, "");
replace(/    wasm(?:Instance = instance|Module = module);\n/g, "");
replace(/let wasmModule, wasmInstance, wasm;/, "let wasm;");
// A page and its elements may ask at the same time, and objects of one Wasm mean nothing to another.
replace(/export \{ initSync, __wbg_init as default \};/, `let starting;
const init = (from) => (starting ??= __wbg_init(from).catch((error) => {
    starting = undefined;
    throw error;
}));
export { initSync, init as default };`);

writeFileSync(wasmFile, Buffer.concat(parts));
writeFileSync(glueFile, glue);
