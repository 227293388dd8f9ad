// Three looks at one answer. The buttons stay where they are, so that neither place nor focus is lost.

import { VIEWS, type ViewName } from "../options/attributes";
import type { Controller } from "../state/controller";
import type { View } from "../state/page-props";

/** Where a page was scrolled to that has become too short for it, and where it is since, px. */
const shortened = new WeakMap<Controller, { from: number; to: number }>();

/** Another view may be shorter, and the page with it; who comes back finds it where it was, unless they have moved it since. */
function turnTo(act: Controller, view: ViewName): void {
  const before = scrollY;
  const last = shortened.get(act);
  const from = last && Math.abs(last.to - before) < 1 ? last.from : before;
  act.show({ view });
  scrollTo(scrollX, from);
  if (scrollY < from) shortened.set(act, { from, to: scrollY });
  else shortened.delete(act);
}

export const ViewSwitch = ({ words, state, act }: View) => (
  <div class="views" role="group" aria-label={words.t("view.label")}>
    {VIEWS.map((name) => (
      <button key={name} type="button" aria-pressed={state.view === name} onClick={() => turnTo(act, name)}>{words.t(`view.${name}`)}</button>
    ))}
  </div>
);
