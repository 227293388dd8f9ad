// What every part of the checker page is given, and a helper that they share.

import type { Words } from "../text/words";
import type { Checker, State } from "./checker";

export interface CheckerProps {
  words: Words;
  state: State;
  checker: Checker;
}

/** Scrolls an answer into sight, which on a phone may lie below what was pressed. The focus stays there: the next Tab leads to the answer. */
export const reveal = (box: Element | null): void => box?.scrollIntoView({ block: "nearest" });
