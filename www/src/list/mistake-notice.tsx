// Tells the page's editor which attribute is wrong, and what it can be.

import type { PageProps } from "../state/page-props";
import type { Mistake } from "../options/mistake";

export function MistakeNotice({ words, state: { info }, mistake: { attribute, value } }: PageProps & { mistake: Mistake }) {
  const list = (info?.regions ?? []).map(({ id, name }) => `${id} (${name.text})`).join(", ");
  return (
    <div class="notice error" role="alert">
      <h2>{words.t("editor.title")}</h2>
      <p>{words.t(attribute === "near" ? "editor.near" : list ? "editor.region" : "editor.region.none", { value, list })}</p>
    </div>
  );
}
