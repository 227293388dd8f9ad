// The days of some offices, as strips show them.

import type { Offer } from "../engine/engine";

/** What is less than certain of a table's numbers, by office, date and number. */
export type Inexact = ReadonlyMap<string, Offer["precision"]>;
export const cellKey = (officeId: string, date: string, open: number): string => `${officeId} ${date} ${open}`;

export interface Days {
  dates: readonly string[];
  /** The cells of an office, as the engine has them; none of an office that is not listed. */
  cellsOf(officeId: string): readonly number[];
  inexact: Inexact;
}
