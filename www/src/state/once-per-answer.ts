// Caches results per answer: an answer is drawn often, and asking the engine costs more than drawing. The question on
// the page is the answer's.

import type { Answer } from "./state";

export function oncePerAnswer<V extends { answer: Answer }, T>(find: (view: V) => T): (view: V) => T {
  const found = new WeakMap<Answer, { value: T }>();
  return (view) => {
    let known = found.get(view.answer);
    if (!known) found.set(view.answer, (known = { value: find(view) }));
    return known.value;
  };
}
