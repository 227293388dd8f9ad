// What every part of the page gets: the words, the state, and the controller to act on it.

import type { Words } from "../text/words";
import type { Controller } from "./controller";
import type { Answer, State } from "./state";

export interface PageProps {
  words: Words;
  state: State;
  controller: Controller;
}

/** The same for parts that are there once there is an answer. */
export type AnswerProps = PageProps & { answer: Answer };
