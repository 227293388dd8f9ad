// How many people need an appointment: a list of numbers, which every phone opens in its own way.

import { PARTY_LIMIT } from "../question/filters";
import type { PageProps } from "../state/page-props";

export function PartyField({ words, state: { question: { party }, answer }, controller }: PageProps) {
  const most = answer?.ranking.offers[0]?.booking.maxParty;
  const numbers = Array.from({ length: PARTY_LIMIT }, (_, index) => index + 1);
  return (
    <>
      <label class="control">
        <span class="hidden">{words.t("party.label")}</span>
        <select id="party" value={party} onChange={({ currentTarget: { value } }) => controller.changeQuestion({ party: Number(value) })}>
          {/* The page's author may ask for more than visitors can. */}
          {(party > PARTY_LIMIT ? [...numbers, party] : numbers).map((n) => <option key={n} value={n}>{words.t("people", { n })}</option>)}
        </select>
      </label>
      {most !== undefined && party > most && (
        <p class="hint">{words.t("party.max", { n: most, a: Math.ceil(party / most) })}</p>
      )}
    </>
  );
}
