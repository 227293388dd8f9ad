/** Types of the elements in JSX of React 18 and 19: `import type {} from "slot-finder/react"`. */
import type { ClassAttributes, HTMLAttributes } from "react";
import type { SlotFinderAttributes, SlotFinderElement, SlotFinderEventMap, SlotFinderProperties, SlotSummaryAttributes, SlotSummaryElement } from "./slot-finder.js";

/** React 19 listens for `onslot-finder-results` and so on. React 18 sets attributes only: there use a ref. */
type Listeners = { [Name in keyof SlotFinderEventMap as `on${Name}`]?: (event: SlotFinderEventMap[Name]) => void };
type Common<Element> = ClassAttributes<Element> & Omit<HTMLAttributes<Element>, keyof SlotFinderAttributes> & { class?: string };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "slot-finder": Common<SlotFinderElement> & SlotFinderAttributes & SlotFinderProperties & Listeners;
      "slot-summary": Common<SlotSummaryElement> & SlotSummaryAttributes;
    }
  }
}
