// The widget with the checked feed, from its bytes: fetches nothing but the list of places.

import { Component, createRef, h } from "preact";
import type { SlotFinderElement } from "../element/slot-finder-element";
import type { Checked } from "./checker";
import type { CheckerProps } from "./checker-props";

export class Preview extends Component<CheckerProps & { checked: Checked }> {
  readonly #element = createRef<SlotFinderElement>();

  override componentDidMount(): void {
    this.#element.current?.addEventListener("slot-finder-error", () => this.props.checker.refuse());
  }

  override render({ words, state, checked }: CheckerProps & { checked: Checked }) {
    return (
      <section class="preview" id="preview" aria-labelledby="preview-title" tabIndex={-1}>
        <h2 id="preview-title">{words.t("checker.preview")}</h2>
        {state.refused
          ? <p class="box error">{words.t("checker.preview.refused")}</p>
          : (
            <>
              <p class="small">{words.t("checker.preview.note")}</p>
              <div class="frame">{h("slot-finder", { ref: this.#element, lang: words.lang, places: "places.json", feed: checked.source.bytes })}</div>
            </>
          )}
      </section>
    );
  }
}
