// The entry: defines <slot-finder> and <slot-summary>. In a browser that cannot draw them their content stays; on a
// server nothing happens.

import { SlotFinderElement } from "./element/slot-finder-element";
import { SlotSummaryElement } from "./summary/summary-element";

function define(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name)) console.warn(`slot-finder: <${name}> is defined already, and stays as it is; load slot-finder.js once`);
  else customElements.define(name, element);
}

if (typeof document !== "undefined" && "adoptedStyleSheets" in document) {
  define("slot-finder", SlotFinderElement);
  define("slot-summary", SlotSummaryElement);
}
