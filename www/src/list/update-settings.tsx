// Under the list: how the page keeps itself current while it is open, and whether it remembers. It promises no more than
// phones do.

import type { PageProps } from "../state/page-props";
import type { UpdatePlan } from "../state/state";
import { age } from "../text/dates";
import { Subscribe } from "./subscribe";

export function UpdateSettings(props: PageProps & { plan: UpdatePlan }) {
  const { words, controller, plan: { every, remember, lost } } = props;
  return (
    <div class="living">
      <Subscribe {...props} />
      <p class="hint">{words.t("watch", { age: age(words, every) })}</p>
      {remember !== undefined && (
        <>
          <label class="check">
            <input
              type="checkbox" checked={remember} aria-describedby="remember-note"
              onChange={({ currentTarget: { checked } }) => void controller.updates?.remember(checked)}
            />
            {words.t("remember")}
          </label>
          <p class="hint" id="remember-note">{words.t(remember ? (lost ? "remember.lost" : "remember.on") : "remember.note")}</p>
        </>
      )}
    </div>
  );
}
