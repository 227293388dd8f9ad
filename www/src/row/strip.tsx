// The next days of an office, each with its number or sign. A day with places opens the way to book it.

import { stateOf } from "../cells/cell-state";
import { levelOf, signOf, stateWords } from "../cells/cell-words";
import { cellKey, type Days } from "../cells/days";
import type { Offer } from "../engine/engine";
import { SampleMark } from "../parts/text";
import { bestOffer } from "../state/lookups";
import type { PageProps } from "../state/page-props";
import type { Answer } from "../state/state";
import { daySentence, formatDate } from "../text/dates";

export function Strip({ words, state, controller, answer, offer, days }: PageProps & { answer: Answer; offer: Pick<Offer, "office" | "channel">; days: Days }) {
  const { office } = offer;
  const { party } = state.question;
  const cells = days.cellsOf(office.id);
  const open = (date: string): void => {
    const best = bestOffer(controller, office.id, date);
    if (best && best.channel !== "walk_in") controller.openHandOff(best);
    else controller.openOffice(office.id);
  };
  if (!cells.length) return null;
  return (
    <ol class="strip" aria-label={words.t("days.label")}>
      {days.dates.map((date, column) => {
        const value = cells[column] ?? 0;
        const cell = stateOf(value, party);
        const precision = days.inexact.get(cellKey(office.id, date, value));
        const sign = signOf(words, value, cell, precision);
        const look = `cell ${cell}${cell === "open" ? ` q${levelOf(value, party)}` : ""}${sign.length > 3 ? " long" : ""}`;
        const inside = (
          <>
            <span class="weekday" aria-hidden="true">{formatDate(words, date, { weekday: "short" })}</span>
            <span aria-hidden="true">{sign}</span>
            <span class="hidden">{daySentence(words, date)}: {stateWords(words, value, party, office, answer.now, precision)}{value > 0 && <SampleMark words={words} state={state} />}</span>
          </>
        );
        return (
          <li key={date}>
            {cell === "open" && offer.channel !== "walk_in"
              ? <button type="button" class={look} onClick={() => controller.whenReady(() => open(date))}>{inside}</button>
              : <span class={look}>{inside}</span>}
          </li>
        );
      })}
    </ol>
  );
}
