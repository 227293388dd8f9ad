// Other questions, each one tap away and with the number of offices that it would find.

import { further } from "../question/rescues";
import { alternatives, type Suggestion } from "../question/suggestions";
import { oncePerAnswer } from "../state/once-per-answer";
import type { AnswerProps, PageProps } from "../state/page-props";
import { dayShort } from "../text/dates";
import type { Key, Words } from "../text/words";

function label(words: Words, { kind, offices: n, question, serviceId, channel, surcharge }: Suggestion, { state: { info, answer } }: PageProps): string {
  if (kind === "party") return words.t("try.party", { p: question.party, n });
  if (kind === "further") return question.withinKm === undefined ? words.t("try.anywhere", { n }) : words.t("try.further", { km: question.withinKm, n });
  if (kind === "earlier") {
    const until = answer?.ranking.empty?.until;
    return until ? words.t("try.until", { n, date: dayShort(words, until) }) : words.t("try.earlier", { n });
  }
  if (kind !== "service") return words.t(`try.${kind}`, { n });
  const service = info?.services.find(({ id }) => id === serviceId);
  const name = service?.name.text ?? serviceId ?? "";
  if (channel === "walk_in") return service?.isDefault ? words.t("try.walkin", { n }) : words.t("try.walkin.service", { name, n });
  return surcharge
    ? words.t("try.service.fee", { name, amount: words.money(surcharge.amount, surcharge.currency), n })
    : words.t("try.service", { name, n });
}

const suggestionsBeside = oncePerAnswer(({ state: { question }, controller, answer: { ranking } }: AnswerProps): Suggestion[] => {
  const wider = ranking.widenedToKm === undefined ? further(question, ranking.offices, controller.count) : [];
  return [...wider, ...alternatives(question, ranking, controller.count)];
});

/** Under a list: offices further away, and what the defaults leave out. */
export const MoreSuggestions = (props: AnswerProps) => <Suggestions {...props} suggestions={suggestionsBeside(props)} title="try.also" />;

export function Suggestions(props: PageProps & { suggestions: Suggestion[]; title: Key }) {
  const { words, controller, suggestions, title } = props;
  if (!suggestions.length) return null;
  return (
    <div class="suggestions">
      <h3>{words.t(title)}</h3>
      <ul>
        {suggestions.map((suggestion, index) => (
          <li key={index}><button type="button" class="wide" onClick={() => controller.changeQuestion(suggestion.question)}>{label(words, suggestion, props)}</button></li>
        ))}
      </ul>
    </div>
  );
}
