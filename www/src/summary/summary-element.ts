// <slot-summary>: one sentence, three figures and a bar for an article. This is only the tag; its content is fetched
// when one is on the page, so the finder's first list does not wait for it.

import { BaseElement } from "../element/html-element";
import type { Shown } from "./show-summary";

export class SlotSummaryElement extends BaseElement {
  static get observedAttributes(): string[] {
    return ["src", "region", "kinds", "services", "lang", "view", "editor", "href", "theme", "wasm-url"];
  }

  #shown: Shown | undefined;
  #words: unknown;
  #left = false;

  constructor(element: HTMLElement, left?: { words: unknown }) {
    super(element);
    this.#words = left?.words;
  }

  /** Own words for some messages, by language, as those of <slot-finder>. */
  set words(words: unknown) {
    this.#words = words;
    this.#shown?.changed();
  }

  get words(): unknown {
    return this.#words;
  }

  connectedCallback(): void {
    // What was set before this script ran hides the accessor.
    if (Object.prototype.hasOwnProperty.call(this, "words")) {
      const given = this.words;
      delete (this as { words?: unknown }).words;
      this.words = given;
    }
    import("./show-summary").then(
      ({ show }) => {
        if (this.isConnected && !this.#left) this.#shown ??= show(this);
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

  /** Gives way to a newer version. */
  leave(): { words: unknown } {
    this.#left = true;
    this.disconnectedCallback();
    return { words: this.#words };
  }
}
