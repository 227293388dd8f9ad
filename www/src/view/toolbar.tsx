// Order and filters. The filters open in place; their button says how many are set.

import { Component, createRef } from "preact";
import type { Answer } from "../controller";
import { countFilters, sortOf, sortsFor, withoutFilters } from "../question";
import type { Sort } from "../engine";
import { fee } from "./card";
import type { View } from "./view";

const RADII = [25, 50, 100, 150, 200];

function Filters({ words, state: { info, question }, act }: View) {
  const services = info?.services ?? [];
  const usual = services.filter(({ isDefault }) => isDefault).map(({ name }) => name.text);
  const radii = [...new Set([...RADII, ...(question.withinKm === undefined ? [] : [question.withinKm])])].sort((a, b) => a - b);
  return (
    <>
      {services.length > 1 && (
        <div class="field">
          <label for="service">{words.t("filter.service")}</label>
          <select id="service" value={question.services[0] ?? ""} onChange={({ currentTarget: { value } }) => act.ask({ services: value ? [value] : [] })}>
            {usual.length !== 1 && <option value="">{words.list(usual.length ? usual : services.map(({ name }) => name.text))}</option>}
            {services.map(({ id, name, isDefault, surcharge }) => (
              <option key={id} value={usual.length === 1 && isDefault ? "" : id}>
                {surcharge ? `${name.text}, ${fee(words, surcharge)}` : name.text}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="field">
        <label for="radius">{words.t("filter.radius")}</label>
        <select
          id="radius" value={question.withinKm ?? ""} disabled={!question.place} aria-describedby={question.place ? undefined : "radius-note"}
          onChange={({ currentTarget: { value } }) => act.ask({ withinKm: value ? Number(value) : undefined })}
        >
          <option value="">{words.t("filter.radius.any")}</option>
          {radii.map((km) => <option key={km} value={km}>{words.t("filter.radius.km", { n: km })}</option>)}
        </select>
        {!question.place && <p class="hint" id="radius-note">{words.t("filter.radius.place")}</p>}
      </div>
      <label class="check">
        <input type="checkbox" checked={question.weekend} onChange={({ currentTarget }) => act.ask({ weekend: currentTarget.checked })} />
        {words.t("filter.weekend")}
      </label>
    </>
  );
}

export class Toolbar extends Component<View & { answer: Answer }> {
  readonly #toggle = createRef<HTMLButtonElement>();

  readonly #close = (): void => {
    this.props.act.openFilters(false);
    this.#toggle.current?.focus();
  };

  override render(view: View & { answer: Answer }) {
    const { words, state: { question, filtersOpen }, act, answer: { ranking: { offices } } } = view;
    const set = countFilters(question);
    return (
      <div class="toolbar" part="toolbar">
        <label class="sort">
          <span>{words.t("sort.label")}</span>
          <select value={sortOf(question)} onChange={({ currentTarget: { value } }) => act.ask({ sort: value as Sort })}>
            {sortsFor(question).map((sort) => <option key={sort} value={sort}>{words.t(`sort.${sort}`)}</option>)}
          </select>
        </label>
        <button type="button" ref={this.#toggle} aria-expanded={filtersOpen} aria-controls="filters" onClick={() => act.openFilters(!filtersOpen)}>
          {set ? words.t("filter.active", { n: set }) : words.t("filter")}
        </button>
        {set > 0 && <button type="button" class="plain" onClick={() => act.ask(withoutFilters(question))}>{words.t("filter.reset")}</button>}
        <div id="filters" class="filters" hidden={!filtersOpen}>
          {filtersOpen && <Filters {...view} />}
          <button type="button" class="primary" onClick={this.#close}>
            {offices ? words.t("filter.show", { n: offices }) : words.t("filter.show.none")}
          </button>
        </div>
      </div>
    );
  }
}
