// Computes each office's mark: its best state in the requested days, and the best offer if it is drawn by itself.

import { stateOf, type CellState } from "../cells/cell-state";
import type { Precision } from "../cells/cell-words";
import { cellKey } from "../cells/days";
import type { Board, Offer, OfficeInfo } from "../engine/engine";
import type { Controller } from "../state/controller";
import { bestOffer, inexactCells } from "../state/lookups";

export interface Mark {
  office: OfficeInfo;
  distanceKm: number | undefined;
  state: CellState;
  /** Places left on the best day; 0 if there are none. */
  value: number;
  /** Details from the engine, requested when the mark is first drawn by itself. */
  readonly details: Details;
}

export interface Details {
  offer: Offer | undefined;
  /** Places left on the day of the offer, else on the best day. */
  value: number;
  precision: Precision;
}

/** States by importance, in the engine's order of reasons for nearer offices. */
const ORDER: readonly CellState[] = ["open", "tooFew", "unknown", "full", "notReleased", "noService", "notAsked"];

/** Compares two marks by how much they offer, more first. */
export const byWorth = (one: Pick<Mark, "state" | "value">, other: Pick<Mark, "state" | "value">): number =>
  ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || other.value - one.value;

function detailsOf(controller: Controller, { dates }: Board, cells: Int32Array | Int16Array | readonly number[], { office, state, value }: Pick<Mark, "office" | "state" | "value">): Details {
  const offer = state === "open" ? bestOffer(controller, office.id) : undefined;
  if (offer) return { offer, value: offer.open, precision: offer.precision };
  const date = dates[cells.indexOf(value)] ?? "";
  const precision = state === "tooFew" ? inexactCells(controller, [office.id], date, date).get(cellKey(office.id, date, value)) : undefined;
  return { offer, value, precision };
}

/** The marks of all offices of a table, in its order. */
export function marksOf(controller: Controller, board: Board, party: number): Mark[] {
  const days = board.dates.length;
  return board.offices.map((office, index) => {
    const cells = board.cells.subarray(index * days, (index + 1) * days);
    let state: CellState = "notAsked";
    let value = 0;
    for (const cell of cells) {
      const here = stateOf(cell, party);
      if (ORDER.indexOf(here) < ORDER.indexOf(state)) state = here;
      if (cell > value) value = cell;
    }
    let details: Details | undefined;
    return {
      office, distanceKm: board.distancesKm[index], state, value,
      get details() {
        return (details ??= detailsOf(controller, board, cells, { office, state, value }));
      },
    };
  });
}
