// What happens in the place box: looking for places, choosing one with pointer or keys, and asking for the position.

import type { Place } from "../engine/engine";
import { searchPlaces } from "../state/gazetteer";
import { locate } from "./locate";
import type { PlaceBox } from "./place-field";

export class PlaceSearch {
  readonly #box: PlaceBox;

  constructor(box: PlaceBox) {
    this.#box = box;
  }

  /** Looks for what is typed, unless something else is by now. Rejects where the gazetteer cannot be had. */
  async look(text: string): Promise<void> {
    const box = this.#box;
    const { act, words, state: { question } } = box.props;
    if (box.wanted !== text) return;
    if (!text.trim()) {
      box.setState({ found: [] });
      if (question.place) act.choosePlace(undefined);
      return;
    }
    const found = await searchPlaces(act, text);
    if (box.wanted !== text) return;
    box.setState({ found, problem: found.length ? undefined : "place.none" });
    act.announce(found.length ? words.t("place.count", { n: found.length }) : words.t("place.none", { q: text }));
  }

  #choose({ name, parent, lat, lon }: Place): void {
    this.#box.leave();
    this.#box.props.act.choosePlace({ name, parent, lat, lon });
  }

  readonly key = (event: KeyboardEvent): void => {
    const box = this.#box;
    const { found, active, text } = box.state;
    const count = found.length;
    const move = (to: number): void => {
      event.preventDefault();
      box.setState({ active: to });
    };
    if (event.key === "Enter") {
      const place = found[Math.max(active, 0)];
      event.preventDefault();
      if (place) this.#choose(place);
    } else if (event.key === "Escape" && (count || text !== undefined)) {
      event.preventDefault();
      box.leave();
    } else if (count && event.key === "ArrowDown") move((active + 1) % count);
    else if (count && event.key === "ArrowUp") move((Math.max(active, 0) - 1 + count) % count);
  };

  async locate(): Promise<void> {
    const box = this.#box;
    const { act, words } = box.props;
    const located = await locate();
    box.setState({ locating: false });
    if (typeof located === "string") {
      box.setState({ problem: `place.${located}` });
      act.announce(words.t(`place.${located}`));
    } else act.choosePlace(located);
  }

  options() {
    const { found, active } = this.#box.state;
    return found.map((place, index) => (
      <li
        key={index} id={`place-${index}`} role="option" aria-selected={index === active}
        onMouseDown={(event) => event.preventDefault()} onClick={() => this.#choose(place)}
      >
        <span>{place.name}</span> {place.parent && <span class="parent">{place.parent}</span>}
      </li>
    ));
  }
}
