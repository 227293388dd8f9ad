// Three looks at one answer. The buttons stay where they are, so that neither place nor focus is lost.

import { VIEWS } from "../attributes";
import type { View } from "./view";

export const ViewSwitch = ({ words, state, act }: View) => (
  <div class="views" role="group" aria-label={words.t("view.label")}>
    {VIEWS.map((name) => (
      <button key={name} type="button" aria-pressed={state.view === name} onClick={() => act.show({ view: name })}>{words.t(`view.${name}`)}</button>
    ))}
  </div>
);
