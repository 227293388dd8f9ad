// Which seven days the narrow board shows, and the way to those before and after, with how many offices have places there.

import type { Board } from "../engine/engine";
import { addDays } from "../text/dates";
import type { Words } from "../text/words";
import { officesWithPlaces } from "./row";

/** "23-29 November", "30 Nov-6 Des" */
export function dayRange(words: Words, from: string, to: string, month: "short" | "long"): string {
  const day = (date: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(words.locale, { timeZone: "UTC", day: "numeric", ...options }).format(Date.parse(`${date}T00:00Z`));
  const same = from.slice(0, 7) === to.slice(0, 7);
  return same ? `${Number(from.slice(8))}-${day(to, { month })}` : `${day(from, { month: "short" })}-${day(to, { month: "short" })}`;
}

interface WeeksProps { words: Words; board: Board; week: number; last: number; party: number; turn: (by: number) => void }

export function Weeks({ words, board, week, last, party, turn }: WeeksProps) {
  const range = (of: number, month: "short" | "long"): string => {
    const first = board.dates[of * 7] ?? "";
    return dayRange(words, first, addDays(first, 6), month);
  };
  const button = (by: 1 | -1) => {
    const of = week + by;
    const label = words.t(by < 0 ? "week.previous" : "week.next");
    if (of < 0 || of > last) return <button type="button" aria-disabled="true" aria-label={label}>{by < 0 ? "<" : ">"}</button>;
    const text = words.t("week.button", { week: range(of, "short"), n: officesWithPlaces(board, of * 7, party) });
    return (
      <button type="button" aria-label={`${label}, ${text}`} onClick={() => turn(by)}>
        {by < 0 && <span aria-hidden="true">&lt; </span>}{text}{by > 0 && <span aria-hidden="true"> &gt;</span>}
      </button>
    );
  };
  return (
    <div class="weeks">
      <p class="this-week" aria-live="polite">{range(week, "long")}</p>
      {button(-1)}
      {button(1)}
    </div>
  );
}
