// Views and order in one line above the answer, the same in all views; under it the filters that are set.

import type { Sort } from "../engine/engine";
import { lazy } from "../parts/lazy";
import { countFilters, sortsFor, withoutFilters } from "../question/filters";
import { sortOf } from "../question/question";
import type { PageProps } from "../state/page-props";
import { ViewSwitch } from "./view-switch";

const Chips = lazy(() => import("./filters"), ({ Chips }) => Chips);

export function Toolbar(props: PageProps) {
  const { words, state: { question, filtersOpen }, controller } = props;
  const set = countFilters(question);
  return (
    <div class="toolbar" part="toolbar">
      <ViewSwitch {...props} />
      <label class="control sort">
        <span class="hidden">{words.t("sort.label")}</span>
        <select value={sortOf(question)} onChange={({ currentTarget: { value } }) => controller.changeQuestion({ sort: value as Sort })}>
          {sortsFor(question).map((sort) => <option key={sort} value={sort}>{words.t(`sort.${sort}`)}</option>)}
        </select>
      </label>
      {/* While the sheet is open it shows them itself. */}
      {set > 0 && !filtersOpen && (
        <div class="set">
          <Chips {...props} />
          <button type="button" class="plain" onClick={() => controller.changeQuestion(withoutFilters(question))}>{words.t("filter.reset")}</button>
        </div>
      )}
    </div>
  );
}
