// An office on the map. Its state is told by shape and sign; the fill only adds to them.

import type { Words } from "../i18n";
import { levelOf, signOf } from "../view/views";
import type { Mark } from "./marks";
import type { Point } from "./projection";

interface MarkShapeProps { words: Words; mark: Mark; at: Point; party: number; named: boolean; selected: boolean; onTap: () => void }

export function MarkShape({ words, mark: { office, state, value }, at: { x, y }, party, named, selected, onTap }: MarkShapeProps) {
  const level = state === "open" ? ` q${levelOf(value, party)}` : "";
  return (
    <g class={`mark ${state}${level}${selected ? " selected" : ""}`} data-office={office.id} transform={`translate(${x.toFixed(1)} ${y.toFixed(1)})`} onClick={onTap}>
      <circle class="reach" r="18" />
      <Shape state={state} />
      <text class="sign" y="5">{signOf(words, value, state)}</text>
      {named && <text class="name" y={state === "open" ? 31 : 26}>{office.short.text}</text>}
    </g>
  );
}

/** Open: a disc. Too few: a ring. Full, no service, not released: squares, the last dashed. Not known: a diamond. */
function Shape({ state }: Pick<Mark, "state">) {
  if (state === "open") return <circle class="shape" r="17" />;
  if (state === "tooFew") return <circle class="shape" r="13" />;
  if (state === "unknown") return <path class="shape" d="M0-15L15 0L0 15L-15 0Z" />;
  return <rect class="shape" x="-11" y="-11" width="22" height="22" rx="3" />;
}
