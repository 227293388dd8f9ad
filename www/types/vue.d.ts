/** Types of the elements in templates and JSX of Vue 3: `import type {} from "slot-finder/vue"`. */
import type { DefineComponent, HTMLAttributes, ReservedProps } from "vue";
import type { SlotFinderAttributes, SlotFinderElement, SlotFinderEventMap, SlotFinderProperties, SlotSummaryAttributes } from "./slot-finder.js";

/** In JSX `onSlot-finder-results` listens, in templates `@slot-finder-results`. */
type Listeners = { [Name in keyof SlotFinderEventMap as `on${Capitalize<Name>}`]?: (event: SlotFinderEventMap[Name]) => void };
type Common = Omit<HTMLAttributes, keyof SlotFinderAttributes>;
type Finder = SlotFinderAttributes & SlotFinderProperties & Listeners;

declare module "vue" {
  interface GlobalComponents {
    "slot-finder": DefineComponent<Finder>;
    "slot-summary": DefineComponent<SlotSummaryAttributes>;
  }
}

declare module "vue/jsx-runtime" {
  namespace JSX {
    interface IntrinsicElements {
      "slot-finder": ReservedProps & Common & Finder;
      "slot-summary": ReservedProps & Common & SlotSummaryAttributes;
    }
  }
}

/** The element behind a template ref. */
export type { SlotFinderElement };
