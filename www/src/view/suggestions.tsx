// Other questions, each one tap away and with the number of offices that it would find.

import type { Suggestion } from "../suggestions";
import type { Key, Words } from "../i18n";
import type { View } from "./view";

function label(words: Words, { kind, offices: n, question, serviceId, channel, surcharge }: Suggestion, { state: { info } }: View): string {
  if (kind === "party") return words.t("try.party", { p: question.party, n });
  if (kind !== "service") return words.t(`try.${kind}`, { n });
  const service = info?.services.find(({ id }) => id === serviceId);
  const name = service?.name.text ?? serviceId ?? "";
  if (channel === "walk_in") return service?.isDefault ? words.t("try.walkin", { n }) : words.t("try.walkin.service", { name, n });
  return surcharge
    ? words.t("try.service.fee", { name, amount: words.money(surcharge.amount, surcharge.currency), n })
    : words.t("try.service", { name, n });
}

export function Suggestions(view: View & { suggestions: Suggestion[]; title: Key }) {
  const { words, act, suggestions, title } = view;
  if (!suggestions.length) return null;
  return (
    <div class="suggestions">
      <h3>{words.t(title)}</h3>
      <ul>
        {suggestions.map((suggestion, index) => (
          <li key={index}><button type="button" class="wide" onClick={() => act.ask(suggestion.question)}>{label(words, suggestion, view)}</button></li>
        ))}
      </ul>
    </div>
  );
}
