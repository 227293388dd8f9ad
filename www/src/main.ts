// The entry: with this module a page knows <slot-finder> and <slot-summary>.

import { SlotFinderElement } from "./element";
import { SlotSummaryElement } from "./summary-element";

customElements.define("slot-finder", SlotFinderElement);
customElements.define("slot-summary", SlotSummaryElement);
