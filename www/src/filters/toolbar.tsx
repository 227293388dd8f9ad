// Order and filters. The filters open in place; their button says how many are set.

import type { Answer } from "../state/controller";
import { countFilters, sortsFor, withoutFilters } from "../question/filters";
import { Component, createRef } from "../preact";
import { sortOf } from "../question/question";
import type { Sort } from "../engine/engine";
import { Chips } from "./chips";
import { Filters } from "./filter-panel";
import type { View } from "../state/page-props";
import { ViewSwitch } from "./view-switch";

export class Toolbar extends Component<View & { answer: Answer }> {
  readonly #toggle = createRef<HTMLButtonElement>();

  readonly #close = (): void => {
    this.props.act.openFilters(false);
    this.#toggle.current?.focus();
  };

  override render(view: View & { answer: Answer }) {
    const { words, state: { question, filtersOpen, view: look }, act, answer: { ranking: { offices } } } = view;
    const set = countFilters(question);
    return (
      <div class="toolbar" part="toolbar">
        {/* Of one office it still chooses the day. Where no order is seen it keeps its room, so that the buttons stay where they are. */}
        <label class={look === "list" && offices > 0 ? "sort" : "sort unseen"}>
          <span>{words.t("sort.label")}</span>
          <select value={sortOf(question)} onChange={({ currentTarget: { value } }) => act.ask({ sort: value as Sort })}>
            {sortsFor(question).map((sort) => <option key={sort} value={sort}>{words.t(`sort.${sort}`)}</option>)}
          </select>
        </label>
        <button type="button" ref={this.#toggle} aria-expanded={filtersOpen} aria-controls="filters" onClick={() => act.openFilters(!filtersOpen)}>
          {set ? words.t("filter.active", { n: set }) : words.t("filter")}
        </button>
        {set > 0 && <button type="button" class="plain" onClick={() => act.ask(withoutFilters(question))}>{words.t("filter.reset")}</button>}
        {set > 0 && !filtersOpen && <Chips {...view} />}
        <div id="filters" class="filters" hidden={!filtersOpen}>
          {filtersOpen && <Filters {...view} />}
          <button type="button" class="primary" onClick={this.#close}>
            {offices ? words.t("filter.show", { n: offices }) : words.t("filter.show.none")}
          </button>
        </div>
        {/* Behind the filters, which follow their button also for the keyboard. */}
        <ViewSwitch {...view} />
      </div>
    );
  }
}
