// The list beside the map on a wide page: the same rows with strips as in the list view, of every office on the map. Pointing
// at one lights up its mark.

import type { Days } from "../cells/days";
import { OfficeRow } from "../row/office-row";
import { Strip } from "../row/strip";
import { stripDays, stripLength } from "../row/strip-days";
import { SampleMark, Text } from "../parts/text";
import { kilometres } from "../text/phrases";
import { stateOf, type ListProps } from "./mark-words";
import type { Mark } from "./marks";
import { positionOf } from "./projection";

type RowProps = ListProps & { mark: Mark; days: Days };

function Row(props: RowProps) {
  const { words, state, controller, answer, mark, days, selected, onPoint } = props;
  const { office, distanceKm, details: { offer, value } } = mark;
  const around = {
    class: `row${selected.includes(office.id) ? " selected" : ""}`,
    onPointerEnter: () => onPoint(office.id), onPointerLeave: () => onPoint(undefined), onFocusIn: () => onPoint(office.id), onFocusOut: () => onPoint(undefined),
  };
  // The list's own offer, where it has one: the first of it says why it is first.
  const listed = answer.ranking.offers.find(({ officeId }) => officeId === office.id) ?? offer;
  const [first] = answer.ranking.offers;
  if (listed && first) return <OfficeRow {...props} offer={listed} first={first} around={around} />;
  const name = `state-${office.id}`;
  return (
    <li {...around} part="row">
      <div class="name">
        <h3 id={`office-${office.id}`}><button type="button" class="open-office" aria-describedby={name} onClick={() => controller.openOffice(office.id)}><Text of={office.short} /></button></h3>
        {distanceKm !== undefined && <p class="km">{kilometres(words, distanceKm, office)}</p>}
      </div>
      <p class="when" id={name}>{stateOf(props, mark)}{!positionOf(office) && <>. {words.t("map.nowhere")}</>}{value > 0 && <SampleMark words={words} state={state} />}</p>
      <Strip {...props} offer={{ office, channel: "app" }} days={days} />
    </li>
  );
}

export function OfficeRows({ listed, ...props }: ListProps & { listed: readonly Mark[] }) {
  const days = stripDays(props, stripLength("phone"), listed.map(({ office: { id } }) => id));
  return <ol class="rows" aria-labelledby="map-list">{listed.map((mark) => <Row key={mark.office.id} {...props} mark={mark} days={days} />)}</ol>;
}
