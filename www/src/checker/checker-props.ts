// The props of every part of the checker page, and a shared helper.

import type { Words } from "../text/words";
import type { Checker, State } from "./checker";

export interface CheckerProps {
  words: Words;
  state: State;
  checker: Checker;
}

/** Scrolls an answer into view, which on a phone may be below the pressed control. The focus stays: the next Tab leads to the answer. */
export const reveal = (box: Element | null): void => box?.scrollIntoView({ block: "nearest" });
