// Whether this browser remembers a visitor of a feed: all that the first list needs to know. memory.ts does the rest.

import type { Options } from "../options/options";

/** The key under which local storage holds the question for a feed. */
export const memoryKey = (src: string): string => `slot-finder ${src}`;

/** Only a visitor who asked for it is remembered. Browsers refuse storage in frames without an origin. */
export function isRemembered({ storage, src }: Options): boolean {
  try {
    return storage === "ask" && src !== undefined && localStorage.getItem(memoryKey(src)) !== null;
  } catch {
    return false;
  }
}
