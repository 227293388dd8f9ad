// What the map shows of each office: its best state in the days asked for, with the offer if there is one.

import { stateOf, type CellState } from "../cells/cell-state";
import type { Precision } from "../cells/cell-words";
import type { Board, Offer, OfficeInfo } from "../engine/engine";
import type { Controller } from "../state/controller";
import { bestOffer, cellKey, inexactCells } from "../state/lookups";

export interface Mark {
  office: OfficeInfo;
  distanceKm: number | undefined;
  state: CellState;
  /** Places left on the best day; 0 where there are none. */
  value: number;
  offer: Offer | undefined;
  precision: Precision;
}

/** Which state says most of an office: as the engine gives the reasons of nearer offices. */
const ORDER: readonly CellState[] = ["open", "tooFew", "unknown", "full", "notReleased", "noService", "notAsked"];

function markOf(controller: Controller, board: Board, index: number, party: number): Mark {
  const days = board.dates.length;
  const cells = [...board.cells.subarray(index * days, (index + 1) * days)];
  const states = new Set(cells.map((cell) => stateOf(cell, party)));
  const state = ORDER.find((known) => states.has(known)) ?? "notAsked";
  const office = board.offices[index]!;
  const offer = state === "open" ? bestOffer(controller, office.id) : undefined;
  const value = offer?.open ?? Math.max(0, ...cells);
  const from = board.dates[0]!;
  const few = state === "tooFew" ? inexactCells(controller, [office.id], from, board.dates[days - 1]!).get(cellKey(office.id, board.dates[cells.indexOf(value)]!, value)) : undefined;
  return { office, distanceKm: board.distancesKm[index], state, value, offer, precision: offer?.precision ?? few };
}

export const marksOf = (controller: Controller, board: Board, party: number, limit: number): Mark[] =>
  board.offices.slice(0, limit).map((_, index) => markOf(controller, board, index, party));
