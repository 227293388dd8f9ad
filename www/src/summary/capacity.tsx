// For the offices' own evaluation: the share of full days among days with service, by office, with open and total.

import { Component } from "preact";
import { clockTime, localDate } from "../text/dates";
import type { Key, Words } from "../text/words";
import { Copy } from "./copy-button";
import { dayLong } from "./sentence";
import type { SummaryProps } from "./summary-props";

interface Row {
  name: string;
  share: number;
  days: number;
  open: number;
  total: number | undefined;
}
const columns = ["name", "share", "days", "open", "total"] as const;
type Column = (typeof columns)[number];
const headings: Record<Column, Key> = {
  name: "capacity.office", share: "capacity.share", days: "capacity.days", open: "capacity.open", total: "capacity.total",
};

interface Order {
  by: Column;
  descending: boolean;
}

function rowsOf({ figures: { summary, offices } }: SummaryProps): Row[] {
  const names = new Map(offices.map(({ id, short }) => [id, short.text]));
  return summary.byOffice.map(({ officeId, fullShare, serviceDays, open, total }) =>
    ({ name: names.get(officeId) ?? officeId, share: fullShare, days: serviceDays, open, total }));
}

function compare(words: Words, { by, descending }: Order): (a: Row, b: Row) => number {
  const byName = (a: Row, b: Row): number => a.name.localeCompare(b.name, words.locale);
  return (a, b) => {
    const [one, other] = [a[by], b[by]];
    // Unknown values come last in both orders.
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined) || byName(a, b);
    const difference = typeof one === "number" && typeof other === "number" ? one - other : byName(a, b);
    return (descending ? -difference : difference) || byName(a, b);
  };
}

const percent = (words: Words, share: number): string => words.t("capacity.percent", { n: Math.round(share * 100) });

function cell(words: Words, row: Row, column: Column): string {
  const value = row[column];
  if (value === undefined) return words.t("capacity.unknown");
  if (typeof value === "string") return value;
  return column === "share" ? percent(words, value) : words.number(value);
}

/** A CSV field that a spreadsheet reads back unchanged, and never as a formula. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** The table as CSV (RFC 4180), with plain numbers. */
export function csv(words: Words, rows: readonly Row[]): string {
  const lines = rows.map(({ name, share, days, open, total }) => [field(name), share.toFixed(3), days, open, total ?? ""].join(","));
  return [columns.map((column) => field(words.t(headings[column]))).join(","), ...lines].join("\r\n");
}

export class Capacity extends Component<SummaryProps, Order> {
  override state: Order = { by: "share", descending: true };

  #sort(by: Column): void {
    this.setState(({ by: before, descending }) => ({ by, descending: by === before ? !descending : by !== "name" }));
  }

  override render(props: SummaryProps, order: Order) {
    const { words, figures: { summary, about, timeZone }, options } = props;
    const rows = rowsOf(props).sort(compare(words, order));
    const at = Date.parse(summary.freshness.generatedAt);
    const caption = words.t("capacity.caption", {
      date: dayLong(words, localDate(at, timeZone)), time: clockTime(words, at, timeZone), publisher: about.publisher.name.text,
    });
    return (
      <>
        <p class="source" id="capacity">{about.sample ? words.t("sample.prefix", { text: caption }) : caption}</p>
        <div class="scroll" tabIndex={0} role="region" aria-labelledby="capacity">
          <table part="capacity" aria-labelledby="capacity">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" aria-sort={column === order.by ? (order.descending ? "descending" : "ascending") : undefined}>
                    <button type="button" onClick={() => this.#sort(column)}>{words.t(headings[column])}</button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.name}>
                  <th scope="row">{row.name}</th>
                  {columns.slice(1).map((column) => <td key={column}>{cell(words, row, column)}</td>)}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr><th scope="row">{words.t("capacity.all")}</th><td>{percent(words, summary.fullShare)}</td><td colSpan={3} /></tr>
            </tfoot>
          </table>
        </div>
        {options.editor && <Copy words={words} text={csv(words, rows)} label="capacity.copy" />}
      </>
    );
  }
}
