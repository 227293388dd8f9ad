// Place, people, date: what decides the answer. Every change asks at once; nothing has to be sent.

import { today } from "../text/dates-more";
import { PARTY_LIMIT } from "../question/filters";
import { Component } from "../preact";
import { PlaceBox } from "./place-field";
import { readyDays } from "./question-to-come";
import type { View } from "../state/page-props";

export function Party({ words, state: { question: { party }, answer }, act }: View) {
  const most = answer?.ranking.offers[0]?.booking.maxParty;
  const set = (next: number): void => {
    if (next >= 1 && next <= PARTY_LIMIT) act.ask({ party: next });
  };
  return (
    <div class="field" role="group" aria-labelledby="party-label">
      <span id="party-label" class="label">{words.t("party.label")}</span>
      <div class="stepper">
        <button type="button" aria-label={words.t("party.less")} aria-disabled={party <= 1} onClick={() => set(party - 1)}>-</button>
        <output>{words.number(party)}</output>
        <button type="button" aria-label={words.t("party.more")} aria-disabled={party >= PARTY_LIMIT} onClick={() => set(party + 1)}>+</button>
      </div>
      {most !== undefined && party > most && (
        <p class="hint">{words.t("party.max", { n: most, a: Math.ceil(party / most) })}</p>
      )}
    </div>
  );
}

/** A date that has passed is not asked, and told so. */
export class NeededBy extends Component<View, { passed?: string | undefined }> {
  override componentDidUpdate({ state: { question } }: View): void {
    if (this.state.passed && question.neededBy !== this.props.state.question.neededBy) this.setState({ passed: undefined });
  }

  override render(view: View, { passed }: { passed?: string | undefined }) {
    const { words, state: { question }, act } = view;
    const days = readyDays(view);
    const least = today();
    const value = passed ?? question.neededBy ?? "";
    const wrong = value !== "" && value < least;
    const notes = [...(wrong ? ["needed-problem"] : []), ...(days ? ["needed-note"] : [])];
    return (
      <div class="field">
        <label for="needed">{words.t("needed.label")}</label>
        <input
          id="needed" type="date" min={least} value={value} aria-invalid={wrong ? "true" : undefined} aria-describedby={notes.join(" ") || undefined}
          onChange={({ currentTarget: { value } }) => {
            const early = value !== "" && value < least;
            this.setState({ passed: early ? value : undefined });
            if (!early) act.ask({ neededBy: value || undefined });
          }}
        />
        {wrong && <p class="problem" id="needed-problem">{words.t("filter.passed")}</p>}
        {days > 0 && <p class="hint" id="needed-note">{words.t("needed.note", { n: days })}</p>}
      </div>
    );
  }
}

export function QuestionForm(view: View) {
  const { words, state: { asked, answer }, act } = view;
  return (
    <form class="form" onSubmit={(event) => event.preventDefault()}>
      <PlaceBox {...view} />
      <Party {...view} />
      <NeededBy {...view} />
      {asked && (
        <button type="button" class="primary" onClick={() => act.openForm(false)}>
          {answer?.ranking.offices ? words.t("filter.show", { n: answer.ranking.offices }) : words.t("filter.show.none")}
        </button>
      )}
    </form>
  );
}
