// The board: offices by dates. Where there is room it shows thirty days, else a week. One tab stop; the arrow keys go from
// day to day and from office to office. A tap opens the way to book that day, or says in a sentence what is with it.

import type { Answer } from "../controller";
import { age, localDate } from "../dates";
import { dayFull, daySentenceFull } from "../dates-more";
import type { Board as BoardData } from "../engine";
import { boardOf, offerOf } from "../lookups";
import { zoneOf } from "../outlook";
import { kilometres } from "../phrases";
import { Component, createRef } from "../preact";
import { SampleMark, Text } from "../view/text";
import { addDays, levelOf, mondayOf, opening, signOf, stateWords } from "../view/views";
import type { View } from "../view/view";
import { Legend } from "./legend";
import { firstWeek, rowsOf, type Cell, type Row } from "./row";
import { Weeks, dayRange } from "./weeks";

type BoardProps = View & { answer: Answer };
interface BoardState {
  wide: boolean;
  /** The element's width, px: the board may be wider than the text around it. */
  room: number;
  /** Weeks from that of today on. */
  week: number;
  /** Where the tab stop is: row and column, of which -1 is the office's name; and the office, which may come to stand in another row. */
  row: number;
  column: number;
  office?: string | undefined;
  said: string;
}
/** Whoever comes back from another view finds the board as it was. */
const left = new WeakMap<View["act"], Pick<BoardState, "week" | "row" | "column" | "office">>();
const NAME = -1;

const WIDE_PX = 720;
const WIDE_DAYS = 30;
/** From the Monday of this week on, so that thirty days from any weekday on are in it. */
const DAYS = 42;
const LAST_WEEK = DAYS / 7 - 1;

export class Board extends Component<BoardProps, BoardState> {
  override state: BoardState = { wide: false, room: 0, week: 0, row: 0, column: 0, said: "", ...left.get(this.props.act) };
  readonly #box = createRef<HTMLDivElement>();
  #watch: ResizeObserver | undefined;
  #data: { of: Answer; today: string; board: BoardData } | undefined;
  /** The week's button or a key moved the tab stop; the focus follows once it is drawn. */
  #follow = false;

  override componentDidMount(): void {
    const root = this.#box.current?.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const { host } = root;
    this.#watch = new ResizeObserver(() => {
      const room = host.clientWidth;
      if (room !== this.state.room) this.setState({ room, wide: room >= WIDE_PX });
    });
    this.#watch.observe(host);
  }

  override componentDidUpdate(): void {
    if (!this.#follow) return;
    this.#follow = false;
    this.#box.current?.querySelector<HTMLElement>('table [tabindex="0"]')?.focus();
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
    const { week, row, column, office } = this.state;
    left.set(this.props.act, { week, row, column, office });
  }

  /** The engine is asked once an answer. */
  #board(): { today: string; board: BoardData } | undefined {
    const { answer, act } = this.props;
    if (this.#data?.of !== answer) {
      const today = localDate(answer.now, zoneOf(answer));
      const monday = mondayOf(today);
      const board = boardOf(act, monday, addDays(monday, DAYS - 1));
      this.#data = board && { of: answer, today, board };
    }
    return this.#data;
  }

  #sentence({ office }: Row, { value }: Cell, date: string): string {
    const { words, state: { question, info }, answer } = this.props;
    const state = stateWords(words, value, question.party, office, answer.now);
    const text = words.t("cell", { office: office.short.text, date: dayFull(words, date), state });
    return info?.sample && value > 0 ? `${text}, ${words.t("left.sample")}` : text;
  }

  #fold({ office }: Row, from: string, span: number): string {
    const { words, answer } = this.props;
    const days = dayRange(words, from, addDays(from, span - 1), "short");
    const opens = opening(words, office, answer.now);
    return opens ? words.t("fold.at", { days, ...opens }) : words.t("fold", { days });
  }

  readonly #press = (row: Row, cell: Cell, at: number, date: string, name: string): void => {
    const { words, act } = this.props;
    const offer = cell.state === "open" ? offerOf(act, row.office.id, date) : undefined;
    const said = offer?.channel === "walk_in" ? words.t("cell.walkin", { sentence: name }) : `${name}.`;
    const open = offer && offer.channel !== "walk_in";
    this.setState({ row: at, column: cell.column, office: row.office.id, said: open ? "" : said }, () => open && act.openHandOff(offer));
  };

  #moveTo(rows: readonly Row[], row: number, column: number): void {
    const days = this.state.wide ? WIDE_DAYS : 7;
    this.#follow = true;
    const at = Math.max(0, Math.min(rows.length - 1, row));
    this.setState({ row: at, column: Math.max(NAME, Math.min(days - 1, column)), office: rows[at]?.office.id });
  }

  #turn(by: number, follow: boolean): void {
    const first = this.#data ? firstWeek(this.#data.board) : 0;
    const week = Math.max(first, Math.min(LAST_WEEK, Math.max(first, this.state.week) + by));
    this.#follow = follow;
    this.setState({ week, said: "" });
  }

  /** The row and the column of the tab stop, in rows and days that may have become fewer or others. */
  #stop(rows: readonly Row[], days: number): { row: number; column: number } {
    const { row, column, office } = this.state;
    const same = rows.findIndex((one) => one.office.id === office);
    return { row: same < 0 ? Math.min(row, rows.length - 1) : same, column: Math.min(column, days - 1) };
  }

  #key(event: KeyboardEvent, rows: readonly Row[], at: number, cell: Pick<Cell, "column" | "span">): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { wide } = this.state;
    const { column } = this.#stop(rows, wide ? WIDE_DAYS : 7);
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.#moveTo(rows, at, cell.column - 1),
      ArrowRight: () => this.#moveTo(rows, at, cell.column + cell.span),
      ArrowUp: () => this.#moveTo(rows, at - 1, column),
      ArrowDown: () => this.#moveTo(rows, at + 1, column),
      Home: () => this.#moveTo(rows, at, 0),
      End: () => this.#moveTo(rows, at, DAYS),
      PageUp: () => (wide ? this.#moveTo(rows, at, column - 7) : this.#turn(-1, true)),
      PageDown: () => (wide ? this.#moveTo(rows, at, column + 7) : this.#turn(1, true)),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  /** The office's name leads to the office. */
  #name(rows: readonly Row[], at: number, days: number) {
    const { words, state: { info }, answer, act } = this.props;
    const { office, distanceKm } = rows[at]!;
    const stop = this.#stop(rows, days);
    const seconds = Math.max(0, (answer.now - Date.parse(office.observedAt)) / 1000);
    return (
      <>
        <button
          type="button" class="plain" tabIndex={stop.row === at && stop.column === NAME ? 0 : -1} onClick={() => act.openOffice(office.id)}
          onKeyDown={(event) => this.#key(event, rows, at, { column: NAME, span: 1 })} onFocus={() => this.setState({ row: at, column: NAME, office: office.id })}
        >
          <Text of={office.short} />
        </button>
        {distanceKm !== undefined && <span class="km">{kilometres(words, distanceKm, office)}</span>}
        {info && seconds >= info.staleAfter && <small class="old">{words.t("stale", { age: age(words, seconds) })}</small>}
      </>
    );
  }

  #cell(rows: readonly Row[], at: number, cell: Cell, dates: readonly string[]) {
    const { words, state: { question } } = this.props;
    const row = rows[at]!;
    const { state, value, span, column } = cell;
    const date = dates[column]!;
    const { row: stopRow, column: stopColumn } = this.#stop(rows, dates.length);
    const stop = at === stopRow && stopColumn >= column && stopColumn < column + span;
    const folded = span > 1;
    const name = folded ? this.#fold(row, date, span) : this.#sentence(row, cell, date);
    const level = state === "open" ? ` q${levelOf(value, question.party)}` : "";
    return (
      <td key={column} role="gridcell" colSpan={span} class={edges(date, column)}>
        <button
          type="button" class={folded ? "cell fold" : `cell ${state}${level}`} tabIndex={stop ? 0 : -1}
          aria-label={folded ? `${row.office.short.text}, ${name}` : name}
          onClick={() => this.#press(row, cell, at, date, folded ? `${row.office.short.text}, ${name}` : name)}
          onKeyDown={(event) => this.#key(event, rows, at, cell)}
          onFocus={() => stop || this.setState({ row: at, column, office: row.office.id })}
        >
          {folded ? <span>{name}</span> : signOf(words, value, state)}
        </button>
      </td>
    );
  }

  override render({ words, state, answer, act }: BoardProps, { wide, room, week, said }: BoardState) {
    const data = this.#board();
    if (!data) return null;
    const { board, today } = data;
    week = Math.max(week, firstWeek(board));
    const { party } = state.question;
    const first = wide ? board.dates.indexOf(today) : week * 7;
    const days = wide ? WIDE_DAYS : 7;
    const dates = board.dates.slice(first, first + days);
    const rows = rowsOf(board, first, days, party, Math.max(state.shown, 20));
    const hidden = board.offices.length - rows.length;
    return (
      <div class={wide ? "board wide-board" : "board"} ref={this.#box} part="board" style={{ "--room": `${Math.min(1120, room - 32)}px` }}>
        {!wide && <Weeks words={words} board={board} week={week} first={firstWeek(board)} last={LAST_WEEK} party={party} turn={(by) => this.#turn(by, false)} />}
        {answer.ranking.freshness.state === "expired" && <p class="notice warn">{words.t("board.expired")}</p>}
        <div class="scroller">
          <table role="grid" aria-label={words.t("board.label")} aria-describedby="board-hint" style={{ "--days": days }}>
            <thead>
              <tr>
                {wide && <th scope="col">{words.t("board.office")}</th>}
                {dates.map((date, column) => <Day key={date} date={date} words={words} today={today} class={edges(date, column)} month={wide && (column === 0 || date.endsWith("-01"))} />)}
              </tr>
            </thead>
            {rows.map((row, at) => (
              <tbody key={row.office.id}>
                {wide
                  ? <tr><th scope="row">{this.#name(rows, at, dates.length)}</th>{row.cells.map((cell) => this.#cell(rows, at, cell, dates))}</tr>
                  : (
                    <>
                      <tr><th scope="rowgroup" colSpan={7}>{this.#name(rows, at, dates.length)}</th></tr>
                      <tr>{row.cells.map((cell) => this.#cell(rows, at, cell, dates))}</tr>
                    </>
                  )}
              </tbody>
            ))}
          </table>
        </div>
        <p class="hidden" id="board-hint">{words.t("board.hint")}<SampleMark words={words} state={state} /></p>
        <p class="said" role="status">{said}</p>
        {hidden > 0 && <button type="button" class="wide" onClick={() => act.showMore()}>{words.t("more", { n: Math.min(hidden, act.step) })}</button>}
        <Legend words={words} party={party} />
      </div>
    );
  }
}

/** Rules before a week and, stronger, before a month. */
const edges = (date: string, column: number): string =>
  column === 0 ? "" : date.endsWith("-01") ? "month" : mondayOf(date) === date ? "monday" : "";

function Day({ words, date, today, month, class: name }: { words: View["words"]; date: string; today: string; month: boolean; class: string }) {
  const part = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(words.locale, { timeZone: "UTC", ...options }).format(Date.parse(`${date}T00:00Z`));
  return (
    <th scope="col" class={name} abbr={daySentenceFull(words, date)} aria-current={date === today ? "date" : undefined}>
      {month && <span class="month-name">{part({ month: "short" })}</span>}
      <span class="weekday">{part({ weekday: "short" })}</span>
      <b>{part({ day: "numeric" })}</b>
    </th>
  );
}
