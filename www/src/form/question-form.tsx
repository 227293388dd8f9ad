// The question: where, how many people, until when, and the filters. Each is a control that stays where it is; every change
// asks at once, and there is nothing to send.

import { FilterButton } from "../filters/filter-button";
import type { PageProps } from "../state/page-props";
import { NeededByField } from "./needed-by-field";
import { PartyField } from "./party-field";
import { PlaceField } from "./place-field";

export const QuestionForm = (props: PageProps) => (
  <form class="question" onSubmit={(event) => event.preventDefault()}>
    <PlaceField {...props} />
    <div class="controls">
      <PartyField {...props} />
      <NeededByField {...props} />
      <FilterButton {...props} />
    </div>
  </form>
);
