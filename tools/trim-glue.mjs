// Makes the JavaScript of wasm-bindgen small, and with it the Wasm. What it keeps for speed is made anew where it is needed,
// what the browsers and Node that the package is for do not need goes, and it starts only once. Imports and exports get short
// names, since wasm-bindgen's have up to 40 characters each, which is more than 1 kB after brotli; exports that nothing asks
// for are no longer any, so that wasm-opt can take out what only they need.
//
//     node tools/trim-glue.mjs PACKAGE

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

/** Takes out every `found`, of which there must be at least one: a newer wasm-bindgen may write otherwise. */
function replace(found, by) {
  assert.match(glue, found, "the JavaScript of wasm-bindgen has changed");
  glue = glue.replace(found, by);
}
/** Writes a function anew. */
const rewrite = (name, by) => replace(new RegExp(`^(?:async )?function ${name}\\([^]*?\\n\\}\\n`, "m"), by);

replace(/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{[^\n]*\}\s*: (?=new FinalizationRegistry)/g, "");
// Views and coders are kept by wasm-bindgen and made anew here: what crosses is few and short, but for answers.
replace(/let cached(?:DataViewMemory0|Uint8ArrayMemory0) = null;\n/g, "");
replace(/    cached(?:DataViewMemory0|Uint8ArrayMemory0) = null;\n/g, "");
rewrite("getDataViewMemory0", "const getDataViewMemory0 = () => new DataView(wasm.memory.buffer);\n");
rewrite("getUint8ArrayMemory0", "const getUint8ArrayMemory0 = () => new Uint8Array(wasm.memory.buffer);\n");
replace(/let cachedTextDecoder = [^]*?let numBytesDecoded = 0;\n/, "");
rewrite("decodeText", "const decodeText = (ptr, len) => new TextDecoder().decode(getUint8ArrayMemory0().subarray(ptr, ptr + len));\n");
replace(/const cachedTextEncoder = new TextEncoder\(\);\n+(?:if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?\n\}\n)?/, "");
rewrite("passStringToWasm0", "const passStringToWasm0 = (arg, malloc) => passArray8ToWasm0(new TextEncoder().encode(arg), malloc);\n");
replace(/(passStringToWasm0\(\w+, wasm\.\w+), wasm\.\w+\)/g, "$1)");
replace(/    wasm(?:Instance = instance|Module = module);\n/g, "");
replace(/let wasmModule, wasmInstance, wasm;/, "let wasm;");

// Starting: wasm-bindgen's own way takes more kinds of sources, and starts twice if it is asked twice at the same time. But a
// page and its elements may, and objects of one Wasm mean nothing to another.
rewrite("initSync", "");
rewrite("__wbg_load", "");
rewrite("__wbg_init", `async function start(from = {}) {
    let source = await ((from.constructor === Object ? from.module_or_path : from) ?? new URL('slot_finder_bg.wasm', import.meta.url));
    if (typeof source === 'string' || source instanceof URL || source instanceof Request) source = await fetch(source);
    const imports = __wbg_get_imports();
    // Only what is sent as Wasm can be compiled while it arrives. What could not be sent is left for the browser to tell.
    const streams = source instanceof Response && (!source.ok || source.headers.get('Content-Type') === 'application/wasm');
    const made = streams ? WebAssembly.instantiateStreaming(source, imports) : WebAssembly.instantiate(source instanceof Response ? await source.arrayBuffer() : source, imports);
    // Of a module that was compiled before there is the instance alone.
    const { instance = await made } = await made;
    __wbg_finalize_init(instance);
}
`);
replace(/export \{ initSync, __wbg_init as default \};/, `let starting;
const init = (from) => (starting ??= start(from).catch((error) => {
    starting = undefined;
    throw error;
}));
export { init as default };`);

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

/** What stands for an export in the JavaScript. */
const use = (name) => new RegExp(`\\bwasm\\.${name}\\b`, "g");

/** The section of exports with short names, without those that nothing asks for; of each its kind and index are told. */
function shortenedExports(section) {
  const cursor = new Cursor(section);
  const parts = [];
  let kept = 0;
  for (let left = cursor.number(); left > 0; left--) {
    const [name, kind, index] = [cursor.text(), cursor.number(), cursor.number()];
    if (!use(name).test(glue)) continue;
    // Tools look for "memory".
    const shorter = name === "memory" ? name : `e${shortExports.size.toString(36)}`;
    shortExports.set(name, shorter);
    parts.push(...named(shorter), encode(kind), encode(index));
    kept++;
  }
  return Buffer.concat([encode(kept), ...parts]);
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

writeFileSync(wasmFile, Buffer.concat(parts));
writeFileSync(glueFile, glue);
