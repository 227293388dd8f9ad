/** Types of the elements in JSX of Preact: `import type {} from "slot-finder/preact"`. */
import type { ClassAttributes, HTMLAttributes } from "preact";
import type { SlotFinderAttributes, SlotFinderElement, SlotFinderEventMap, SlotFinderProperties, SlotSummaryAttributes, SlotSummaryElement } from "./slot-finder.js";

type Listeners = { [Name in keyof SlotFinderEventMap as `on${Name}`]?: (event: SlotFinderEventMap[Name]) => void };
type Common<Element extends HTMLElement> = ClassAttributes<Element> & Omit<HTMLAttributes<Element>, keyof SlotFinderAttributes>;

declare module "preact" {
  namespace JSX {
    interface IntrinsicElements {
      "slot-finder": Common<SlotFinderElement> & SlotFinderAttributes & SlotFinderProperties & Listeners;
      "slot-summary": Common<SlotSummaryElement> & SlotSummaryAttributes;
    }
  }
}
