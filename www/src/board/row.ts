// One office's row: its cells, and the runs of days that are not released yet, which fold into one.

import { stateOf, type CellState } from "../cells/cell-state";
import type { Board, OfficeInfo } from "../engine/engine";

export interface Cell {
  /** Of the first day; a fold covers `span` days. */
  column: number;
  span: number;
  value: number;
  state: CellState;
}

export interface Row {
  office: OfficeInfo;
  distanceKm: number | undefined;
  cells: Cell[];
}

/** As many days in a row fold, at least. */
const FOLD = 7;

/** The cells from `first` on; columns count from there. */
function cellsOf(values: readonly number[], party: number): Cell[] {
  const cells: Cell[] = [];
  for (let column = 0; column < values.length;) {
    const state = stateOf(values[column]!, party);
    let end = column + 1;
    while (state === "notReleased" && end < values.length && stateOf(values[end]!, party) === state) end += 1;
    const span = end - column >= FOLD ? end - column : 1;
    cells.push({ column, span, value: values[column]!, state });
    column += span;
  }
  return cells;
}

/** The rows of `days` dates from the date number `first` on, for at most `limit` offices. */
export function rowsOf({ offices, distancesKm, cells, dates }: Board, first: number, days: number, party: number, limit: number): Row[] {
  return offices.slice(0, limit).map((office, index) => {
    const start = index * dates.length;
    const values = [...cells.subarray(start + first, start + Math.min(first + days, dates.length))];
    return { office, distanceKm: distancesKm[index], cells: cellsOf(values, party) };
  });
}

/** Offices with room for the party on some day of a week. */
export function officesWithPlaces({ offices, cells, dates }: Board, first: number, party: number): number {
  return offices.filter((_, index) => {
    const start = index * dates.length;
    return cells.subarray(start + first, start + Math.min(first + 7, dates.length)).some((value) => value >= party);
  }).length;
}
