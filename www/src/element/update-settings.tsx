// Under the list: how the page keeps itself current while it is open, and whether it remembers. It promises no more than
// phones do.

import { age } from "../text/dates";
import type { State } from "../state/controller";
import type { View } from "../state/page-props";

export function Living({ words, act, living: { every, remember } }: View & { living: NonNullable<State["living"]> }) {
  return (
    <div class="living">
      <p class="hint">{words.t("watch", { age: age(words, every) })}</p>
      {remember !== undefined && (
        <>
          <label class="check">
            <input
              type="checkbox" checked={remember} aria-describedby="remember-note"
              onChange={({ currentTarget: { checked } }) => void act.follower?.remember(checked)}
            />
            {words.t("remember")}
          </label>
          <p class="hint" id="remember-note">{words.t(remember ? "remember.on" : "remember.note")}</p>
        </>
      )}
    </div>
  );
}
