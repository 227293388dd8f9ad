// Explains to the page's author why there is no Wasm. In: the thrown value. Out: an error that says what to do.
/** The smallest valid module: it compiles wherever Wasm is allowed. */
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
