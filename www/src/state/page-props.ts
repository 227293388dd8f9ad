// What every part of the page is given: the words, what is the case, and what can be done.

import type { Controller, State } from "./controller";
import type { Words } from "../text/words";

export interface View {
  words: Words;
  state: State;
  act: Controller;
}
