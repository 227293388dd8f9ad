// Explains empty days: the publisher's closures, and national holidays on days without service.

import type { OfficeInfo } from "../engine/engine";
import { Text } from "../parts/text";
import type { PageProps } from "../state/page-props";
import { dayShort } from "../text/dates";
import { weekdayShort } from "../text/more-dates";
import type { Holidays } from "./holidays";

interface ClosuresProps {
  office: OfficeInfo;
  today: string;
  closedDates: string[];
  holidays: Holidays;
}

export function Closures({ words, office, today, closedDates, holidays }: PageProps & ClosuresProps) {
  const closed = office.closed.filter(({ to }) => to >= today).sort((one, other) => (one.from < other.from ? -1 : 1));
  const explained = (date: string): boolean => closed.some(({ from, to }) => from <= date && date <= to);
  const free = closedDates.flatMap((date) => {
    const name = holidays[date]?.[words.lang];
    return name && !explained(date) ? [{ date, name }] : [];
  });
  if (!closed.length && !free.length) return null;
  return (
    <div>
      <h3>{words.t("office.closed")}</h3>
      <ul class="plainly">
        {closed.map(({ from, to, reason }) => (
          <li key={`${from} ${to}`}>
            {words.t(from === to ? "detail.closed" : "detail.closed.until", { from: dayShort(words, from), to: dayShort(words, to) })}
            {reason && <>: <Text of={reason} /></>}
          </li>
        ))}
        {free.map(({ date, name }) => <li key={date}>{words.t("office.holiday", { date: weekdayShort(words, date), name })}</li>)}
      </ul>
    </div>
  );
}
