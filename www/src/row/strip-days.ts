// What the strips of days of a list show: a table of the listed offices and the next days, from today on, or from the first
// day that is asked for. In: the answer. Out: dates, and the cells of each office.

import type { Days } from "../cells/days";
import { zoneOf } from "../state/answer-kind";
import { daysOf, inexactCells } from "../state/lookups";
import type { AnswerProps } from "../state/page-props";
import type { Answer } from "../state/state";
import { addDays, localDate } from "../text/dates";

/** A strip is a week long on a phone, and two where there is room. */
export const stripLength = (room: string): number => (room === "phone" ? 7 : 14);

const known = new WeakMap<Answer, Map<string, Days>>();

export function stripDays({ controller, answer, state: { question } }: AnswerProps, length: number, offices = answer.ranking.offers.map(({ officeId }) => officeId)): Days {
  if (answer.days) return { ...answer.days, dates: answer.days.dates.slice(0, length) };
  const found = known.get(answer) ?? new Map<string, Days>();
  const key = `${length} ${offices.join(" ")}`;
  known.set(answer, found);
  let days = found.get(key);
  if (!days) {
    const today = localDate(answer.now, zoneOf(answer));
    const from = question.from && question.from > today ? question.from : today;
    const to = addDays(from, length - 1);
    const board = daysOf(controller, offices, from, to);
    const width = board?.dates.length ?? 0;
    const rows = new Map(board?.offices.map(({ id }, index) => [id, [...board.cells.subarray(index * width, (index + 1) * width)]]));
    days = { dates: board?.dates ?? [], cellsOf: (id) => rows.get(id) ?? [], inexact: inexactCells(controller, offices, from, to) };
    found.set(key, days);
  }
  return days;
}
