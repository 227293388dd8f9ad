// Three views of one answer. The buttons stay where they are: neither place nor focus is lost.

import { VIEWS, type ViewName } from "../question/views";
import type { Controller } from "../state/controller";
import type { PageProps } from "../state/page-props";

/** Where a page was scrolled to that has become too short for it, and where it is since, px. */
const shortened = new WeakMap<Controller, { from: number; to: number }>();

/** Another view may be shorter, and the page with it. On the way back the page is scrolled to where it was, unless the visitor has moved it since. */
function turnTo(controller: Controller, view: ViewName): void {
  const before = scrollY;
  const last = shortened.get(controller);
  const from = last && Math.abs(last.to - before) < 1 ? last.from : before;
  controller.turnTo(view);
  scrollTo(scrollX, from);
  if (scrollY < from) shortened.set(controller, { from, to: scrollY });
  else shortened.delete(controller);
}

export const ViewSwitch = ({ words, state, controller }: PageProps) => (
  <div class="views" role="group" aria-label={words.t("view.label")}>
    {VIEWS.map((name) => (
      <button key={name} type="button" aria-pressed={state.view === name} onClick={() => turnTo(controller, name)}>{words.t(`view.${name}`)}</button>
    ))}
  </div>
);
