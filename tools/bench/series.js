// The rows of one service, channel and event at an office, day by day.

import { dayOf } from "./days.js";

const minutes = (time) => 60 * Number(time.slice(0, 2)) + Number(time.slice(3));

/** Days from today on which a row's cells count. */
export const leadDays = (feed, office, row) =>
  row.booking?.lead_days ?? (row.channel === "walk_in" ? 0 : (office.booking?.lead_days ?? feed.booking?.lead_days ?? 0));

export class Series {
  constructor({ service, channel = "app", event }) {
    this.service = service;
    this.channel = channel;
    this.event = event;
    /** All rows, and those with a matching session. */
    this.all = [];
    this.rows = [];
  }

  get eventId() {
    return this.event?.id ?? "";
  }

  last(rows = this.all) {
    return rows.reduce((last, { first, cells }) => (cells.length ? Math.max(last, first + cells.length - 1) : last), -Infinity);
  }

  open(day) {
    let open = 0;
    for (const { first, earliest, cells } of this.rows) {
      if (day >= earliest && cells[day - first] > 0) open += cells[day - first];
    }
    return open;
  }

  /** The rows that count on a day. */
  counted(day) {
    return this.rows.filter(({ first, earliest, cells }) => day >= earliest && cells[day - first] !== undefined);
  }

  together(day, party) {
    return this.rows.some(({ first, earliest, cells }) => day >= earliest && cells[day - first] >= party);
  }

  /** Everything about a day with open places. */
  detail(day) {
    const rows = this.counted(day).filter(({ first, cells }) => cells[day - first] !== -1);
    const totalOf = ({ raw, first }) => (Array.isArray(raw.total) ? raw.total[day - first] : raw.total) ?? undefined;
    const add = (a, b) => (a === undefined || b === undefined ? undefined : a + b);
    const is = (precision) => rows.some(({ raw }) => (raw.precision ?? "exact") === precision);
    const unknown = rows.some(({ first, cells }) => cells[day - first] === null);
    const known = (precision) => ["exact", "at_least"].includes(precision ?? "exact");
    const sessions = new Map();
    for (const row of rows) {
      const { raw, first, cells } = row;
      const open = cells[day - first];
      if (!raw.session || !(open > 0)) continue;
      const { start, end } = raw.session;
      const same = sessions.get(`${start}-${end}`);
      if (same) Object.assign(same, { open: same.open + open, total: add(same.total, totalOf(row)) });
      else sessions.set(`${start}-${end}`, { start, end, open, total: totalOf(row) });
    }
    return {
      total: rows.reduce((sum, row) => add(sum, totalOf(row)), 0),
      precision: rows.some(({ raw }) => !known(raw.precision)) ? "estimate" : is("at_least") || unknown ? "at_least" : "exact",
      sessions: [...sessions.values()].sort((a, b) => minutes(a.start) - minutes(b.start) || minutes(a.end) - minutes(b.end)),
      row: rows.find(({ first, cells }) => cells[day - first] > 0),
    };
  }

  /** The reason on a day without an offer; undefined on days without the event. */
  state(day) {
    const covering = this.all.some(({ first, cells }) => cells[day - first] !== undefined);
    if (this.event && !covering) return undefined;
    const cells = this.counted(day).map(({ first, cells }) => cells[day - first]);
    if (cells.some((cell) => cell > 0)) return "places";
    if (cells.includes(null)) return "unknown";
    if (cells.includes(0)) return "full";
    if (cells.includes(-1)) return "noService";
    const covers = this.rows.some(({ first, cells }) => cells[day - first] !== undefined);
    const ahead = this.rows.length > 0 && this.rows.every(({ lead }) => day < lead);
    if (covers || ahead) return "notAsked";
    if (covering) return "noService";
    if (day > this.last()) return this.all.some(({ raw }) => raw.ended) ? "noService" : "notReleased";
    return "unknown";
  }
}

/** The series of an office from the rows that `wanted` accepts, in the order of their first rows. */
export function seriesOf(feed, office, { today, time }, wanted, asksSession) {
  const found = new Map();
  for (const raw of office.quota ?? []) {
    if (!wanted(raw)) continue;
    const key = `${raw.service}/${raw.channel ?? "app"}/${raw.event?.id ?? ""}`;
    let series = found.get(key);
    if (!series) found.set(key, (series = new Series(raw)));
    const lead = today + leadDays(feed, office, raw);
    const ended = raw.session && raw.session.end <= time;
    const row = { raw, cells: raw.open, first: dayOf(raw.from), lead, earliest: ended ? Math.max(lead, today + 1) : lead };
    series.all.push(row);
    if (asksSession(raw.session)) series.rows.push(row);
  }
  return [...found.values()];
}
