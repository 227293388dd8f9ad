// How many people need an appointment: a stepper.

import { PARTY_LIMIT } from "../question/filters";
import type { PageProps } from "../state/page-props";

export function PartyField({ words, state: { question: { party }, answer }, controller }: PageProps) {
  const most = answer?.ranking.offers[0]?.booking.maxParty;
  const set = (next: number): void => {
    if (next >= 1 && next <= PARTY_LIMIT) controller.changeQuestion({ party: next });
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
