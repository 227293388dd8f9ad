// The offices of the map as a list under it: a line each, with its badge. One tap opens an office; pointing at it lights up its mark.

import { ageOf } from "../cells/cell-age";
import { levelOf, signOf } from "../cells/cell-words";
import { SampleMark, Text } from "../parts/text";
import { daySentence } from "../text/dates";
import { distance } from "../text/phrases";
import { stateOf, type ListProps } from "./mark-words";
import type { Mark } from "./marks";
import { positionOf } from "./projection";

export function OfficeLines({ listed, ...props }: ListProps & { listed: readonly Mark[] }) {
  const { words, state, controller, answer, selected, onPoint } = props;
  const { party } = state.question;
  return (
    <ul aria-labelledby="map-list">
      {listed.map((mark) => {
        const { office, distanceKm, details: { offer, value, precision } } = mark;
        const old = ageOf(words, state.info, office, answer.now);
        const name = `on-map-${office.id}`;
        return (
          <li key={office.id}>
            <button
              type="button" class={selected.includes(office.id) ? "selected" : ""} onClick={() => controller.openOffice(office.id)}
              onPointerEnter={() => onPoint(office.id)} onPointerLeave={() => onPoint(undefined)} onFocus={() => onPoint(office.id)} onBlur={() => onPoint(undefined)}
            >
              <span class={`badge-mark ${mark.state}${mark.state === "open" ? ` q${levelOf(value, party)}` : ""}`} aria-hidden="true">{signOf(words, value, mark.state, precision)}</span>
              <span>
                <b id={name}><Text of={office.short} /></b>
                <small>
                  <span class="hidden">, </span>
                  {[...(offer ? [daySentence(words, offer.date)] : []), stateOf(props, mark)].join(", ")}
                  {distanceKm !== undefined && <>, {distance(words, distanceKm, office)}</>}
                  {old && <>, <span class="old">{old}</span></>}
                  {!positionOf(office) && <>. {words.t("map.nowhere")}</>}
                </small>
                {value > 0 && <SampleMark words={words} state={state} />}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
