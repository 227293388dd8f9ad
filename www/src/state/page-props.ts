// The props of every part of the page: the messages, the state, and the controller to act on it.

import type { Words } from "../text/words";
import type { Controller } from "./controller";
import type { Answer, State } from "./state";

export interface PageProps {
  words: Words;
  state: State;
  controller: Controller;
}

/** The same for parts that need an answer. */
export type AnswerProps = PageProps & { answer: Answer };
