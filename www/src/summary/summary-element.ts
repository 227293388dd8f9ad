// <slot-summary>: one sentence, three figures and a bar for an article. This is only the tag; its content is fetched
// when one is on the page, so the finder's first list does not wait for it.

import { BaseElement } from "../element/html-element";
import type { Shown } from "./show-summary";

export class SlotSummaryElement extends BaseElement {
  static get observedAttributes(): string[] {
    return ["src", "region", "kinds", "services", "lang", "view", "editor", "href", "theme", "wasm-url"];
  }

  #shown: Shown | undefined;

  connectedCallback(): void {
    import("./show-summary").then(
      ({ show }) => {
        if (this.isConnected) this.#shown ??= show(this);
      },
      (error: unknown) => console.error("slot-summary:", error),
    );
  }

  disconnectedCallback(): void {
    this.#shown?.stop();
    this.#shown = undefined;
  }

  attributeChangedCallback(_: string, before: string | null, value: string | null): void {
    if (before !== value) this.#shown?.changed();
  }
}
