// Place, people, date: what decides the answer. Every change asks at once; nothing has to be sent.

import { localDate } from "../dates";
import { PARTY_LIMIT } from "../filters";
import { PlaceBox } from "./place-box";
import { readyDays } from "./question-to-come";
import type { View } from "./view";

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

export function NeededBy(view: View) {
  const { words, state: { question }, act } = view;
  const days = readyDays(view);
  const today = localDate(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone);
  return (
    <div class="field">
      <label for="needed">{words.t("needed.label")}</label>
      <input
        id="needed" type="date" min={today} value={question.neededBy ?? ""} aria-describedby={days ? "needed-note" : undefined}
        onChange={(event) => act.ask({ neededBy: event.currentTarget.value || undefined })}
      />
      {days > 0 && <p class="hint" id="needed-note">{words.t("needed.note", { n: days })}</p>}
    </div>
  );
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
