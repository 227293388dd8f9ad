// The entry: with this module a page knows <slot-finder>.

import { SlotFinderElement } from "./element";

customElements.define("slot-finder", SlotFinderElement);
