// Explains to the author of a page why there is no Wasm. In: what was thrown. Out: an error that says what to do.
/** The smallest module there is: it compiles wherever modules may. */
const EMPTY = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

function mayCompile(): boolean {
  try {
    return Boolean(new WebAssembly.Module(EMPTY));
  } catch {
    return false;
  }
}

export function explainWasmFailure(cause: unknown): Error {
  if (typeof WebAssembly === "undefined") return new Error("this browser has no WebAssembly, or it is turned off", { cause });
  if (!mayCompile()) {
    return new Error("the Content-Security-Policy of this page blocks WebAssembly: add 'wasm-unsafe-eval' to its script-src", { cause });
  }
  return cause instanceof Error ? cause : new Error(String(cause));
}
