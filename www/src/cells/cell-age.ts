// How old the numbers of an office are, as board and map say it.

import type { About, OfficeInfo } from "../engine/engine";
import { age } from "../text/dates";
import type { Words } from "../text/words";

/** How old an office's numbers are, where that is worth a warning: "data 3 jam lalu". */
export function ageOf(words: Words, info: About | undefined, { observedAt }: OfficeInfo, now: number): string | undefined {
  const seconds = (now - Date.parse(observedAt)) / 1000;
  return info && seconds >= info.staleAfter ? words.t("office.old", { age: age(words, seconds) }) : undefined;
}
