// Order and filters. The filters open in place; their button says how many are set.

import { Component, createRef } from "preact";
import type { Sort } from "../engine/engine";
import { lazy } from "../parts/lazy";
import { countFilters, sortsFor, withoutFilters } from "../question/filters";
import { sortOf } from "../question/question";
import type { AnswerProps } from "../state/page-props";
import { ViewSwitch } from "./view-switch";

const filters = () => import("./filters");
const Chips = lazy(filters, ({ Chips }) => Chips);
const FilterPanel = lazy(filters, ({ FilterPanel }) => FilterPanel);

export class Toolbar extends Component<AnswerProps> {
  readonly #toggle = createRef<HTMLButtonElement>();

  readonly #close = (): void => {
    this.props.controller.openFilters(false);
    this.#toggle.current?.focus();
  };

  override render(props: AnswerProps) {
    const { words, state: { question, filtersOpen, view: look }, controller, answer: { ranking: { offices } } } = props;
    const set = countFilters(question);
    return (
      <div class="toolbar" part="toolbar">
        {/* Of one office it still chooses the day. Where it is not seen it keeps its room: the buttons stay where they are. */}
        <label class={look === "list" && offices > 0 ? "sort" : "sort unseen"}>
          <span>{words.t("sort.label")}</span>
          <select value={sortOf(question)} onChange={({ currentTarget: { value } }) => controller.changeQuestion({ sort: value as Sort })}>
            {sortsFor(question).map((sort) => <option key={sort} value={sort}>{words.t(`sort.${sort}`)}</option>)}
          </select>
        </label>
        <button type="button" ref={this.#toggle} aria-expanded={filtersOpen} aria-controls="filters" onClick={() => controller.openFilters(!filtersOpen)}>
          {set ? words.t("filter.active", { n: set }) : words.t("filter")}
        </button>
        {set > 0 && <button type="button" class="plain" onClick={() => controller.changeQuestion(withoutFilters(question))}>{words.t("filter.reset")}</button>}
        {set > 0 && !filtersOpen && <Chips {...props} />}
        <div id="filters" class="filters" hidden={!filtersOpen}>
          {filtersOpen && <FilterPanel {...props} />}
          <button type="button" class="primary" onClick={this.#close}>
            {offices ? words.t("filter.show", { n: offices }) : words.t("filter.show.none")}
          </button>
        </div>
        {/* Behind the filters, which follow their button also for the keyboard. */}
        <ViewSwitch {...props} />
      </div>
    );
  }
}
