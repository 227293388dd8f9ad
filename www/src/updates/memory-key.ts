// Whether this browser keeps something for a feed: all of the memory that the first list needs to know. What is kept, and
// how, is in memory.ts.

import type { Options } from "../options/options";

/** The name under which the question for a feed is kept. */
export const memoryKey = (src: string): string => `slot-finder ${src}`;

/** Only a visitor who said so is remembered. A browser may refuse to tell, as it does in frames without an origin. */
export function isRemembered({ storage, src }: Options): boolean {
  try {
    return storage === "ask" && src !== undefined && localStorage.getItem(memoryKey(src)) !== null;
  } catch {
    return false;
  }
}
