// Where the visitor is: an editable combobox with a list (WAI-ARIA Authoring Practices), and a button for the phone's
// position. Fetches the gazetteer at first use, and keeps what is typed until it is there. A text counts only once a place
// is chosen from the list; leaving the field brings back the place that counts.

import { Component, createRef } from "preact";
import type { Place } from "../engine/engine";
import { nameOf } from "../question/question";
import { gazetteerOf, searchPlaces } from "../state/gazetteer";
import type { PageProps } from "../state/page-props";
import type { Key } from "../text/words";
import { canLocate, locate } from "./locate";

interface FieldState {
  /** The text in the field; undefined: the name of the chosen place. */
  text?: string | undefined;
  found: Place[];
  /** Index into `found`; -1: none. */
  active: number;
  problem?: Key | undefined;
  locating: boolean;
}

export class PlaceField extends Component<PageProps, FieldState> {
  override state: FieldState = { found: [], active: -1, locating: false };
  readonly #input = createRef<HTMLInputElement>();
  /** What is looked for; an answer to anything else is dropped. */
  #wanted: string | undefined;

  /** Goes on with what was typed before this field was there. */
  override componentDidMount(): void {
    const { controller } = this.props;
    const input = this.#input.current;
    const typed = input && controller.typed;
    if (!typed) return;
    controller.typed = undefined;
    // The cursor is kept where the text is.
    input.value = typed.text;
    if (typed.focused) {
      input.focus({ preventScroll: true });
      input.setSelectionRange(...typed.selection);
    }
    if (typed.text) void this.#type(typed.text);
  }

  readonly #type = async (text: string): Promise<void> => {
    this.#wanted = text;
    this.setState({ text, problem: undefined, active: -1 });
    try {
      await this.#search(text);
    } catch {
      if (this.#wanted === text) this.setState({ found: [], problem: "place.failed" });
    }
  };

  /** Rejects where the gazetteer cannot be fetched. */
  async #search(text: string): Promise<void> {
    const { controller, words, state: { question } } = this.props;
    if (!text.trim()) {
      this.setState({ found: [] });
      if (question.place) controller.changeQuestion({ place: undefined });
      return;
    }
    const found = await searchPlaces(controller, text);
    if (this.#wanted !== text) return;
    this.setState({ found, problem: found.length ? undefined : "place.none" });
    controller.announce(found.length ? words.t("place.count", { n: found.length }) : words.t("place.none", { q: text }));
  }

  #choose({ name, parent, lat, lon }: Place): void {
    this.#leave();
    this.props.controller.changeQuestion({ place: { name, parent, lat, lon } });
  }

  readonly #leave = (): void => {
    this.#wanted = undefined;
    this.setState({ text: undefined, found: [], active: -1, problem: undefined });
  };

  readonly #clear = ({ currentTarget }: Event): void => {
    // The button goes; the field is where to read on.
    (currentTarget as Element).parentElement?.querySelector("input")?.focus();
    this.#leave();
    this.props.controller.changeQuestion({ place: undefined });
  };

  readonly #key = (event: KeyboardEvent): void => {
    const { found, active, text } = this.state;
    const count = found.length;
    const move = (to: number): void => {
      event.preventDefault();
      this.setState({ active: to });
    };
    if (event.key === "Enter") {
      const place = found[Math.max(active, 0)];
      event.preventDefault();
      if (place) this.#choose(place);
    } else if (event.key === "Escape" && (count || text !== undefined)) {
      event.preventDefault();
      this.#leave();
    } else if (count && event.key === "ArrowDown") move((active + 1) % count);
    else if (count && event.key === "ArrowUp") move((Math.max(active, 0) - 1 + count) % count);
  };

  readonly #locate = async (): Promise<void> => {
    const { controller, words } = this.props;
    if (this.state.locating) return;
    this.setState({ locating: true, problem: undefined });
    const located = await locate();
    this.setState({ locating: false });
    if (typeof located === "string") {
      this.setState({ problem: `place.${located}` });
      controller.announce(words.t(`place.${located}`));
    } else controller.changeQuestion({ place: located });
  };

  override render({ words, state: { question }, controller }: PageProps, { text, found, active, problem, locating }: FieldState) {
    const open = found.length > 0;
    const name = nameOf(words, question.place);
    return (
      <div class="place">
        {controller.canSearch
          ? (
            <div class="combo">
              <input
                ref={this.#input} id="place" type="text" aria-label={words.t("place.label")} role="combobox" autocomplete="off" spellcheck={false} enterkeyhint="search"
                placeholder={words.t("place.hint")} value={text ?? name ?? ""}
                aria-autocomplete="list" aria-expanded={open} aria-controls="places" aria-describedby="place-problem"
                aria-activedescendant={open && active >= 0 ? `place-${active}` : undefined}
                onFocus={() => void gazetteerOf(controller).catch(() => undefined)} onBlur={this.#leave} onKeyDown={this.#key}
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
          )
          : name && <p class="chosen">{name}</p>}
        {question.place && <button type="button" class="clear" aria-label={words.t("place.clear")} onClick={this.#clear}>×</button>}
        {canLocate() && (
          <button
            type="button" class="gps" aria-label={words.t("place.gps")} title={`${words.t("place.gps")}. ${words.t("place.gps.note")}.`}
            aria-describedby="gps-note" aria-disabled={locating} onClick={() => void this.#locate()}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="6.5" /><path d="M12 1v4.5M12 18.5V23M1 12h4.5M18.5 12H23" /><circle class="dot" cx="12" cy="12" r="2" /></svg>
          </button>
        )}
        <p id="place-problem" class="problem" hidden={!problem}>{problem && words.t(problem, { q: text ?? "" })}</p>
        <p id="gps-note" class={locating ? "hint" : "hidden"}>{locating && `${words.t("place.gps.busy")} `}{words.t("place.gps.note")}</p>
      </div>
    );
  }
}
