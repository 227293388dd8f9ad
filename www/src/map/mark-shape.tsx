// An office on the map. Its state is told by shape and sign; the fill only adds to them.

import { levelOf, signOf } from "../cells/cell-words";
import type { Words } from "../text/words";
import { shortened } from "./labels";
import type { Mark } from "./marks";
import type { Point } from "./projection";

interface MarkShapeProps { words: Words; mark: Mark; at: Point; party: number; label: Point | undefined; selected: boolean; onTap: () => void }

export function MarkShape({ words, mark: { office, state, value, precision }, at: { x, y }, party, label, selected, onTap }: MarkShapeProps) {
  const level = state === "open" ? ` q${levelOf(value, party)}` : "";
  const sign = signOf(words, value, state, precision);
  return (
    <g class={`mark ${state}${level}${selected ? " selected" : ""}`} data-office={office.id} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} onClick={onTap}>
      <circle class="reach" r="18" />
      <Shape state={state} />
      <text class="sign" y="5" textLength={sign.length > 3 ? 30 : undefined} lengthAdjust="spacingAndGlyphs">{sign}</text>
      {label && <text class="name" x={(label.x - x).toFixed(1)} y={(label.y - y).toFixed(1)}>{shortened(office.short.text)}</text>}
    </g>
  );
}

/** How far the shape reaches from its middle, px. */
export const reachOf = ({ state }: Pick<Mark, "state">): number => (state === "open" ? 19 : state === "tooFew" || state === "unknown" ? 16 : 14);

/** Open: a disc. Too few: a ring. Full, no service, not released: squares, the last dashed. Not known: a diamond. */
function Shape({ state }: Pick<Mark, "state">) {
  if (state === "open") return <circle class="shape" r="17" />;
  if (state === "tooFew") return <circle class="shape" r="13" />;
  if (state === "unknown") return <path class="shape" d="M0-15L15 0L0 15L-15 0Z" />;
  return <rect class="shape" x="-11" y="-11" width="22" height="22" rx="3" />;
}
