// What every part of the page is given: the words, what is the case, and what can be done.

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
