// Opens the sheet of filters; says how many are set.

import { countFilters } from "../question/filters";
import type { PageProps } from "../state/page-props";

export function FilterButton({ words, state: { question }, controller }: PageProps) {
  const set = countFilters(question);
  return (
    <button type="button" class="filter" aria-haspopup="dialog" onClick={() => controller.openFilters(true)}>
      {set ? words.t("filter.active", { n: set }) : words.t("filter")}
    </button>
  );
}
