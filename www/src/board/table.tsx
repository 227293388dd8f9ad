// The board: offices by dates. Where there is room it shows thirty days, else a week. One tab stop; the arrow keys go from
// day to day and from office to office, over the offices' names too. A tap on a day opens the way to book it, or says in a
// sentence what is with it; one on a name opens the office.

import { Component, createRef } from "preact";
import { ageOf } from "../cells/cell-age";
import { levelOf, opening, signOf, stateWords } from "../cells/cell-words";
import { cellKey, type Inexact } from "../cells/days";
import type { Board as BoardData } from "../engine/engine";
import { SampleMark, Text } from "../parts/text";
import { zoneOf } from "../state/answer-kind";
import type { Controller } from "../state/controller";
import { bestOffer, inexactCells } from "../state/lookups";
import { boardOf, inAskedOrder } from "../state/more-lookups";
import type { AnswerProps, PageProps } from "../state/page-props";
import type { Answer } from "../state/state";
import { addDays, localDate } from "../text/dates";
import { dayFull, daySentenceFull, mondayOf } from "../text/more-dates";
import { kilometres } from "../text/phrases";
import { Legend } from "./legend";
import { rowsOf, type Cell, type Row } from "./row";
import { dayRange, Weeks } from "./weeks";

type BoardProps = AnswerProps;

/** Where the tab stop is: at an office, on a date or on the name. Offices and dates come and go, so they are named, not counted. */
interface Stop {
  office: string;
  date: string;
  name: boolean;
}
/** What a visitor who comes back from another view finds again. */
interface Place {
  /** The first day of the week that the narrow board shows; today, if it is none of the board's. */
  start: string;
  stop: Stop;
}
interface BoardState extends Place {
  wide: boolean;
  /** The element's width, px: the board may be wider than the text around it. */
  room: number;
  said: string;
}
/** What is drawn. */
interface Shown {
  today: string;
  board: BoardData;
  week: number;
  dates: string[];
  rows: Row[];
  inexact: Inexact;
  /** Where the tab stop is in it. */
  row: number;
  column: number;
}

const WIDE_PX = 720;
const WIDE_DAYS = 30;
/** Six weeks from today on. */
const DAYS = 42;
const LAST_WEEK = DAYS / 7 - 1;

const places = new WeakMap<Controller, Place>();
const within = (least: number, value: number, most: number): number => Math.max(least, Math.min(most, value));

export class Board extends Component<BoardProps, BoardState> {
  override state: BoardState = { start: "", stop: { office: "", date: "", name: false }, ...places.get(this.props.controller), wide: false, room: 0, said: "" };
  readonly #box = createRef<HTMLDivElement>();
  #watch: ResizeObserver | undefined;
  #data: { of: Answer; today: string; board: BoardData } | undefined;
  #inexact: { of: Answer; shown: string; found: Inexact } | undefined;
  #shown: Shown | undefined;
  /** The row of the tab stop as last drawn: its neighbour takes its place where the office has gone. */
  #row = 0;
  /** A key moved the tab stop; the focus follows once it is drawn. */
  #follow = false;
  /** The dialog that is open was opened from here. */
  #opened = false;

  override componentDidMount(): void {
    const root = this.#box.current?.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const { host } = root;
    this.#watch = new ResizeObserver(() => {
      const room = host.clientWidth;
      this.#measure();
      if (room !== this.state.room) this.setState({ room, wide: room >= WIDE_PX });
    });
    this.#watch.observe(host);
  }

  /** Whether the focus is in the table, before it is drawn again. */
  override getSnapshotBeforeUpdate(): boolean {
    return Boolean(this.#focused?.closest(".board table"));
  }

  override componentDidUpdate(before: BoardProps, _: BoardState, focused: boolean): void {
    const { state, answer } = this.props;
    this.#measure();
    const closed = this.#opened && (before.state.handOff ?? before.state.office) && !state.handOff && !state.office;
    if (closed) this.#opened = false;
    const lost = (focused || closed) && !this.#focused;
    if (this.#follow || lost) this.#focus();
    this.#follow = false;
    const other = before.state.question !== state.question || before.answer.ranking.freshness.generatedAt !== answer.ranking.freshness.generatedAt;
    if (other && this.state.said) this.setState({ said: "" });
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
    const { start, stop } = this.state;
    places.set(this.props.controller, { start, stop });
  }

  get #focused(): Element | null | undefined {
    return (this.#box.current?.getRootNode() as ShadowRoot | undefined)?.activeElement;
  }

  #focus(): void {
    const stop = this.#box.current?.querySelector<HTMLElement>('table [tabindex="0"]');
    stop?.focus({ preventScroll: true });
    stop?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** How much is taken at the top by what stays there: the banner of a sample, the buttons of the weeks. */
  #measure(): void {
    const box = this.#box.current;
    const height = (name: string): string => `${(box?.getRootNode() as ShadowRoot | undefined)?.querySelector<HTMLElement>(name)?.offsetHeight ?? 0}px`;
    box?.style.setProperty("--top", height(".sample"));
    box?.style.setProperty("--weeks", height(".weeks"));
  }

  /** The engine is asked once an answer. */
  #board(): { today: string; board: BoardData } | undefined {
    const { answer, controller } = this.props;
    if (this.#data?.of !== answer) {
      const today = localDate(answer.now, zoneOf(answer));
      const board = boardOf(controller, today, addDays(today, DAYS - 1));
      this.#data = board && { of: answer, today, board: inAskedOrder(controller, board) };
    }
    return this.#data;
  }

  #show(): Shown | undefined {
    const data = this.#board();
    if (!data) return undefined;
    const { board } = data;
    const { wide, start, stop } = this.state;
    const { question, shown } = this.props.state;
    // A date of the board as it was yesterday is in the week that it was in, as near as may be.
    const week = Math.max(0, Math.floor(board.dates.indexOf(start) / 7));
    const first = wide ? 0 : week * 7;
    const days = wide ? WIDE_DAYS : 7;
    const dates = board.dates.slice(first, first + days);
    const rows = rowsOf(board, first, days, question.party, Math.max(shown, 20));
    const known = rows.findIndex(({ office }) => office.id === stop.office);
    const row = known < 0 ? within(0, this.#row, rows.length - 1) : known;
    const column = stop.date > (dates[days - 1] ?? "") ? days - 1 : Math.max(0, dates.indexOf(stop.date));
    this.#row = row;
    return { ...data, week, dates, rows, inexact: this.#inexactIn(rows, dates), row, column };
  }

  /** The engine is asked once an answer and part of the board, and not where there is no number. */
  #inexactIn(rows: readonly Row[], dates: readonly string[]): Inexact {
    const { answer, controller } = this.props;
    const offices = rows.filter(({ cells }) => cells.some(({ value }) => value > 0)).map(({ office }) => office.id);
    const [from, to] = [dates[0], dates[dates.length - 1]];
    if (!offices.length || !from || !to) return new Map();
    const shown = [from, to, ...offices].join();
    if (this.#inexact?.of !== answer || this.#inexact.shown !== shown) this.#inexact = { of: answer, shown, found: inexactCells(controller, offices, from, to) };
    return this.#inexact.found;
  }

  #sentence({ office }: Row, { value }: Cell, date: string): string {
    const { words, state: { question, info }, answer } = this.props;
    const state = stateWords(words, value, question.party, office, answer.now, this.#shown?.inexact.get(cellKey(office.id, date, value)));
    const text = words.t("cell", { office: office.short.text, date: dayFull(words, date), state });
    return info?.sample && value > 0 ? `${text}, ${words.t("left.sample")}` : text;
  }

  #fold({ office }: Row, from: string, span: number): string {
    const { words, answer } = this.props;
    const days = dayRange(words, from, addDays(from, span - 1), "short");
    const opens = opening(words, office, answer.now);
    return opens ? words.t("fold.at", { days, ...opens }) : words.t("fold", { days });
  }

  readonly #press = (row: Row, cell: Cell, date: string, sentence: string): void => {
    const { words, controller } = this.props;
    const offer = cell.state === "open" ? bestOffer(controller, row.office.id, date) : undefined;
    const said = offer?.channel === "walk_in" ? words.t("cell.walkin", { sentence }) : `${sentence}.`;
    const open = offer && offer.channel !== "walk_in";
    this.#opened = Boolean(open);
    this.setState({ stop: { office: row.office.id, date, name: false }, said: open ? "" : said }, () => open && controller.openHandOff(offer));
  };

  readonly #open = (id: string): void => {
    this.#opened = true;
    this.setState(({ stop }) => ({ stop: { ...stop, office: id, name: true } }), () => this.props.controller.openOffice(id));
  };

  #moveTo(row: number, column: number, name = false): void {
    const { rows, dates } = this.#shown!;
    const office = rows[within(0, row, rows.length - 1)]?.office.id ?? "";
    this.#follow = true;
    this.setState({ stop: { office, date: dates[within(0, column, dates.length - 1)] ?? "", name } });
  }

  /** By seven days, to the same weekday or that of `column`. */
  #turn(by: number, follow: boolean, column?: number): void {
    const { board, week, dates, column: now } = this.#shown!;
    const next = within(0, week + by, LAST_WEEK);
    if (next === week) return;
    this.#follow = follow;
    const date = addDays(dates[column ?? now] ?? "", 7 * (next - week));
    this.setState(({ stop }) => ({ start: board.dates[next * 7] ?? "", stop: { ...stop, date }, said: "" }));
  }

  /** What a key does at an office's name, or at a cell. On the narrow board the name is above the cells, else before them. */
  #key(event: KeyboardEvent, at: number, cell?: Cell): void {
    const { wide } = this.state;
    const { rows, dates, column } = this.#shown!;
    const last = dates.length - 1;
    const end = event.ctrlKey;
    if (event.altKey || event.metaKey || event.shiftKey || (end && event.key !== "Home" && event.key !== "End")) return;
    const moves: Record<string, () => void> = wide
      ? {
          ArrowLeft: () => cell && this.#moveTo(at, cell.column - 1, cell.column === 0),
          ArrowRight: () => this.#moveTo(at, cell ? cell.column + cell.span : 0),
          ArrowUp: () => this.#moveTo(at - 1, column, !cell),
          ArrowDown: () => this.#moveTo(at + 1, column, !cell),
          Home: () => this.#moveTo(end ? 0 : at, 0, true),
          PageUp: () => this.#moveTo(at, column - 7),
          PageDown: () => this.#moveTo(at, column + 7),
        }
      : {
          ArrowLeft: () => cell && (cell.column > 0 ? this.#moveTo(at, cell.column - 1) : this.#turn(-1, true, last)),
          ArrowRight: () => cell && (cell.column + cell.span <= last ? this.#moveTo(at, cell.column + cell.span) : this.#turn(1, true, 0)),
          ArrowUp: () => (cell ? this.#moveTo(at, column, true) : at > 0 && this.#moveTo(at - 1, column)),
          ArrowDown: () => (cell ? at < rows.length - 1 && this.#moveTo(at + 1, column, true) : this.#moveTo(at, column)),
          Home: () => this.#moveTo(end ? 0 : at, 0),
          PageUp: () => this.#turn(-1, true),
          PageDown: () => this.#turn(1, true),
        };
    const move = event.key === "End" ? () => this.#moveTo(end ? rows.length - 1 : at, last) : moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }

  #cell(at: number, cell: Cell) {
    const { words, state: { question } } = this.props;
    const { rows, dates, inexact, row: stopRow, column: stopColumn } = this.#shown!;
    const row = rows[at]!;
    const { state, value, span, column } = cell;
    const date = dates[column]!;
    const stop = !this.state.stop.name && at === stopRow && stopColumn >= column && stopColumn < column + span;
    const folded = span > 1;
    const name = folded ? this.#fold(row, date, span) : this.#sentence(row, cell, date);
    const sentence = folded ? `${row.office.short.text}, ${name}` : name;
    const level = state === "open" ? ` q${levelOf(value, question.party)}` : "";
    const sign = signOf(words, value, state, inexact.get(cellKey(row.office.id, date, value)));
    return (
      <td key={date} role="gridcell" colSpan={span} class={edges(date, column)}>
        <button
          type="button" class={folded ? "cell fold" : `cell ${state}${level}${value > 0 && sign.length > 3 ? " long" : ""}`} tabIndex={stop ? 0 : -1}
          aria-label={sentence}
          onClick={() => this.#press(row, cell, date, sentence)}
          onKeyDown={(event) => this.#key(event, at, cell)}
          onFocus={() => stop || this.setState({ stop: { office: row.office.id, date, name: false } })}
        >
          {folded ? <span>{name}</span> : sign}
        </button>
      </td>
    );
  }

  #name(at: number) {
    const { words, state: { info }, answer } = this.props;
    const { rows, row: stopRow } = this.#shown!;
    const { office, distanceKm } = rows[at]!;
    const stop = this.state.stop.name && at === stopRow;
    const old = ageOf(words, info, office, answer.now);
    return (
      <>
        <button
          type="button" class="plain office-name" tabIndex={stop ? 0 : -1} aria-describedby="board-detail" aria-haspopup="dialog"
          onClick={() => this.#open(office.id)}
          onKeyDown={(event) => this.#key(event, at)}
          onFocus={() => stop || this.setState(({ stop: { date } }) => ({ stop: { office: office.id, date, name: true } }))}
        >
          <Text of={office.short} />{distanceKm !== undefined && <span class="km"> {kilometres(words, distanceKm, office)}</span>}
        </button>
        {old && <span class="old">{old}</span>}
      </>
    );
  }

  override render({ words, state, answer, controller }: BoardProps, { wide, room, said }: BoardState) {
    const shown = (this.#shown = this.#show());
    if (!shown) return null;
    const { board, today, week, dates, rows } = shown;
    const { party } = state.question;
    const hidden = board.offices.length - rows.length;
    return (
      <div class={wide ? "board wide-board" : "board"} ref={this.#box} part="board" style={{ "--room": `${Math.min(1120, room - 32)}px` }}>
        {!wide && <Weeks words={words} board={board} week={week} last={LAST_WEEK} party={party} turn={(by) => this.#turn(by, false)} />}
        {answer.ranking.freshness.state === "expired" && <p class="notice warn">{words.t("board.expired")}</p>}
        <div class="scroller">
          <table role="grid" aria-label={words.t("board.label")} aria-describedby="board-hint" style={{ "--days": dates.length }}>
            <thead>
              <tr>
                {wide && <th scope="col">{words.t("board.office")}</th>}
                {dates.map((date, column) => <Day key={date} date={date} words={words} today={today} class={edges(date, column)} month={wide && (column === 0 || date.endsWith("-01"))} />)}
              </tr>
            </thead>
            {rows.map((row, at) => (
              <tbody key={row.office.id}>
                {wide
                  ? <tr><th scope="row">{this.#name(at)}</th>{row.cells.map((cell) => this.#cell(at, cell))}</tr>
                  : (
                    <>
                      <tr><th scope="rowgroup" colSpan={7}>{this.#name(at)}</th></tr>
                      <tr>{row.cells.map((cell) => this.#cell(at, cell))}</tr>
                    </>
                  )}
              </tbody>
            ))}
          </table>
        </div>
        <p class="hidden" id="board-hint">{words.t("board.hint")}<SampleMark words={words} state={state} /></p>
        <p class="hidden" id="board-detail">{words.t("board.detail")}</p>
        <p class="said" role="status">{said}</p>
        {hidden > 0 && <button type="button" class="wide" onClick={() => controller.showMore()}>{words.t("more", { n: Math.min(hidden, controller.step) })}</button>}
        <Legend words={words} party={party} precisions={new Set(shown.inexact.values())} />
      </div>
    );
  }
}

/** Rules before a week and, stronger, before a month. */
const edges = (date: string, column: number): string =>
  column === 0 ? "" : date.endsWith("-01") ? "month" : mondayOf(date) === date ? "monday" : "";

function Day({ words, date, today, month, class: name }: { words: PageProps["words"]; date: string; today: string; month: boolean; class: string }) {
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
