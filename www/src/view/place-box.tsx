// Where the visitor is: an editable combobox with a list (WAI-ARIA Authoring Practices), and after it the phone's
// position. The gazetteer is fetched when the field is first entered. A typed text counts only once a place is chosen
// from the list; leaving the field brings back the place that counts.

import { Component } from "preact";
import type { Place } from "../engine";
import type { Key } from "../i18n";
import { canLocate, locate } from "../locate";
import { nameOf } from "../question";
import type { View } from "./view";

interface PlaceState {
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
  /** Counts what was typed, so that a late answer to an earlier text is dropped. */
  #typed = 0;

  readonly #enter = (): void => {
    void this.props.act.places().catch(() => undefined);
  };

  readonly #type = async (text: string): Promise<void> => {
    const typed = ++this.#typed;
    this.setState({ text, problem: undefined, active: -1, ...(!text.trim() && { found: [] }) });
    if (!text.trim()) {
      if (this.props.state.question.place) this.props.act.choosePlace(undefined);
      return;
    }
    const { act, words } = this.props;
    try {
      const found = await act.searchPlaces(text);
      if (typed !== this.#typed) return;
      this.setState({ found, problem: found.length ? undefined : "place.none" });
      act.announce(found.length ? words.t("place.count", { n: found.length }) : words.t("place.none", { q: text }));
    } catch {
      if (typed === this.#typed) this.setState({ found: [], problem: "place.failed" });
    }
  };

  readonly #choose = ({ name, parent, lat, lon }: Place): void => {
    this.#typed++;
    this.setState({ text: undefined, found: [], active: -1, problem: undefined });
    this.props.act.choosePlace({ name, parent, lat, lon });
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { found, active } = this.state;
    const count = found.length;
    const move = (to: number): void => {
      event.preventDefault();
      this.setState({ active: to });
    };
    if (event.key === "Enter") {
      const place = found[Math.max(active, 0)];
      event.preventDefault();
      if (place) this.#choose(place);
    } else if (event.key === "Escape" && (count || this.state.text !== undefined)) {
      event.preventDefault();
      this.#leave();
    } else if (count && event.key === "ArrowDown") move((active + 1) % count);
    else if (count && event.key === "ArrowUp") move((Math.max(active, 0) - 1 + count) % count);
  };

  readonly #leave = (): void => {
    this.#typed++;
    this.setState({ text: undefined, found: [], active: -1, problem: undefined });
  };

  readonly #locate = async (): Promise<void> => {
    const { act, words } = this.props;
    if (this.state.locating) return;
    this.setState({ locating: true, problem: undefined });
    const located = await locate();
    this.setState({ locating: false });
    if (typeof located === "string") {
      this.setState({ problem: `place.${located}` });
      act.announce(words.t(`place.${located}`));
    } else act.choosePlace(located);
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
                onFocus={this.#enter} onBlur={this.#leave} onKeyDown={this.#key}
                onInput={(event) => void this.#type(event.currentTarget.value)}
              />
              <ul id="places" role="listbox" aria-label={words.t("place.suggestions")} hidden={!open}>
                {found.map((place, index) => (
                  <li
                    key={index} id={`place-${index}`} role="option" aria-selected={index === active}
                    onMouseDown={(event) => event.preventDefault()} onClick={() => this.#choose(place)}
                  >
                    <span>{place.name}</span> {place.parent && <span class="parent">{place.parent}</span>}
                  </li>
                ))}
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
