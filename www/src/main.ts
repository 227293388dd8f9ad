// The entry: defines <slot-finder> and <slot-summary>. In a browser that cannot draw them their content stays; on a
// server nothing happens.

import { define } from "./element/shell";
import { SlotFinderElement } from "./element/slot-finder-element";
import { SlotSummaryElement } from "./summary/summary-element";

/** Empty in the npm package, which has no entry to load again. */
declare const WASM_INTEGRITY: string;

if (typeof document !== "undefined" && "adoptedStyleSheets" in document) {
  // Loaded by an older version, whose files are gone: see again.ts.
  const succeeds = WASM_INTEGRITY !== "" && import.meta.url.includes("slot-finder-again=");
  define("slot-finder", SlotFinderElement, succeeds);
  define("slot-summary", SlotSummaryElement, succeeds);
}
