// Where the visitor is: an editable combobox with a list (WAI-ARIA Authoring Practices), and after it the phone's
// position. The gazetteer is fetched when it is first used; what was typed by then is kept. A
// typed text counts only once a place is chosen from the list; leaving the field brings back the place that counts.

import type { Place } from "../engine/engine";
import { placesOf } from "../state/gazetteer";
import type { Key } from "../text/words";
import { Component } from "../preact";
import { nameOf } from "../question/question";
import { PlaceSearch } from "./place-search";
import { canLocate } from "./question-to-come";
import type { View } from "../state/page-props";

export interface PlaceState {
  /** What stands in the field; undefined: the chosen place. */
  text?: string | undefined;
  found: Place[];
  /** Index into `found`; -1: none yet. */
  active: number;
  problem?: Key | undefined;
  locating: boolean;
}

export class PlaceBox extends Component<View, PlaceState> {
  override state: PlaceState = { found: [], active: -1, locating: false };
  /** What is looked for; an answer to anything else is dropped. */
  wanted: string | undefined;
  readonly #search = new PlaceSearch(this);

  readonly #type = async (text: string): Promise<void> => {
    this.wanted = text;
    this.setState({ text, problem: undefined, active: -1 });
    try {
      await this.#search.look(text);
    } catch {
      if (this.wanted === text) this.setState({ found: [], problem: "place.failed" });
    }
  };

  readonly leave = (): void => {
    this.wanted = undefined;
    this.setState({ text: undefined, found: [], active: -1, problem: undefined });
  };

  readonly #locate = async (): Promise<void> => {
    if (this.state.locating) return;
    this.setState({ locating: true, problem: undefined });
    try {
      await this.#search.locate();
    } catch {
      this.setState({ locating: false, problem: "error" });
    }
  };

  override render({ words, state: { question }, act }: View, { text, found, active, problem, locating }: PlaceState) {
    const open = found.length > 0;
    return (
      <div class="field">
        {act.canSearch && (
          <>
            <label for="place">{words.t("place.label")}</label>
            <div class="combo">
              <input
                id="place" type="text" role="combobox" autocomplete="off" spellcheck={false} enterkeyhint="search"
                placeholder={words.t("place.hint")} value={text ?? nameOf(words, question.place) ?? ""}
                aria-autocomplete="list" aria-expanded={open} aria-controls="places" aria-describedby="place-problem"
                aria-activedescendant={open && active >= 0 ? `place-${active}` : undefined}
                onFocus={() => void placesOf(act).catch(() => undefined)} onBlur={this.leave} onKeyDown={(event) => this.#search.key(event)}
                onInput={(event) => void this.#type(event.currentTarget.value)}
              />
              <ul id="places" role="listbox" aria-label={words.t("place.suggestions")} hidden={!open}>
                {open && this.#search.options()}
              </ul>
            </div>
          </>
        )}
        <p id="place-problem" class="problem" hidden={!problem}>{problem && words.t(problem, { q: text ?? "" })}</p>
        {canLocate() && (
          <p class="locate">
            <button type="button" aria-disabled={locating} onClick={() => void this.#locate()}>
              {words.t(locating ? "place.gps.busy" : "place.gps")}
            </button>
            <span class="hint">{words.t("place.gps.note")}</span>
          </p>
        )}
      </div>
    );
  }
}
