// Gives the functions that the Wasm imports short names, in the Wasm and in its JavaScript: wasm-bindgen's own have 40
// characters each, which is 0.8 kB after brotli. Only the names change.
//
//     node tools/shorten-imports.mjs PACKAGE

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";

const wasmFile = join(argv[2], "slot_finder_bg.wasm");
const glueFile = join(argv[2], "slot_finder.js");
const IMPORTS = 2;
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

const cursor = new Cursor(readFileSync(wasmFile), 8);
const parts = [cursor.bytes.subarray(0, 8)];
while (cursor.at < cursor.bytes.length) {
  const id = cursor.number();
  const section = cursor.take(cursor.number());
  const written = id === IMPORTS ? shortened(section) : section;
  parts.push(encode(id), encode(written.length), written);
}

let glue = readFileSync(glueFile, "utf8");
for (const [name, shorter] of short) {
  const around = glue.split(new RegExp(`\\b${name}\\b`));
  assert.equal(around.length, 2, `${name} stands ${around.length - 1} times in the JavaScript`);
  glue = around.join(shorter);
}
writeFileSync(wasmFile, Buffer.concat(parts));
writeFileSync(glueFile, glue);
