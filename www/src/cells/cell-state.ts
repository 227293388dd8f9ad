// Maps a cell of the engine's board to its meaning for a party.

export type CellState = "open" | "tooFew" | "full" | "noService" | "notReleased" | "unknown" | "notAsked";

/** The engine's codes below zero, from -1 on down. */
const CODES: readonly CellState[] = ["noService", "notReleased", "unknown", "notAsked"];

export function stateOf(cell: number, party: number): CellState {
  if (cell > 0) return cell >= party ? "open" : "tooFew";
  return cell === 0 ? "full" : (CODES[-cell - 1] ?? "unknown");
}
