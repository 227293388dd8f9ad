// An office on the map, or a cluster of several. Shape and sign show the state; the fill only reinforces them.

import type { CellState } from "../cells/cell-state";
import { levelOf, signOf } from "../cells/cell-words";
import type { Words } from "../text/words";
import type { Spot } from "./clusters";
import { shortened } from "./labels";
import type { Mark } from "./marks";
import type { Point } from "./projection";

interface SpotProps {
  words: Words;
  spot: Spot;
  party: number;
  selected: boolean;
  onTap: () => void;
  /** The pointer comes and goes. */
  onPoint: (at: boolean) => void;
}

const translate = ({ x, y }: Point): string => `translate(${x.toFixed(1)} ${y.toFixed(1)})`;
const lookOf = (state: CellState, value: number, party: number, selected: boolean): string =>
  `${state}${state === "open" ? ` q${levelOf(value, party)}` : ""}${selected ? " selected" : ""}`;

export function OfficeMark({ words, spot: { at, best: { office, state, details: { value, precision } } }, party, label, selected, onTap, onPoint }: SpotProps & { label: Point | undefined }) {
  const sign = signOf(words, value, state, precision);
  return (
    <g class={`mark ${lookOf(state, value, party, selected)}`} data-office={office.id} transform={translate(at)} onClick={onTap} onPointerEnter={() => onPoint(true)} onPointerLeave={() => onPoint(false)}>
      <circle class="reach" r="18" />
      <Shape state={state} />
      <text class="sign" y="5" textLength={sign.length > 3 ? 30 : undefined} lengthAdjust="spacingAndGlyphs">{sign}</text>
      {label && <text class="name" x={(label.x - at.x).toFixed(1)} y={(label.y - at.y).toFixed(1)}>{shortened(office.short.text)}</text>}
    </g>
  );
}

/** Shows how many offices it groups and how many places they have, styled like the one that offers most. */
export function ClusterMark({ words, spot: { at, half, count, places, best: { state, value } }, party, selected, onTap, onPoint }: SpotProps) {
  return (
    <g class={`mark cluster ${lookOf(state, value, party, selected)}`} transform={translate(at)} onClick={onTap} onPointerEnter={() => onPoint(true)} onPointerLeave={() => onPoint(false)}>
      <rect class="shape" x={-half.x + 1} y={-half.y + 1} width={2 * half.x - 2} height={2 * half.y - 2} rx="8" />
      <text class="sign" y={places ? -2 : 5} textLength={2 * half.x - 14} lengthAdjust="spacingAndGlyphs">{words.t("offices", { n: count })}</text>
      {places > 0 && <text class="sum" y="14">{words.t("map.places", { n: places })}</text>}
    </g>
  );
}

/** Open: a disc. Too few: a ring. Full, no service, not released: squares, the last dashed. Unknown: a diamond. */
function Shape({ state }: Pick<Mark, "state">) {
  if (state === "open") return <circle class="shape" r="17" />;
  if (state === "tooFew") return <circle class="shape" r="13" />;
  if (state === "unknown") return <path class="shape" d="M0-15L15 0L0 15L-15 0Z" />;
  return <rect class="shape" x="-11" y="-11" width="22" height="22" rx="3" />;
}
