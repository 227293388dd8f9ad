// Whether this browser remembers a visitor of a feed, which is all that the first list needs. memory.ts does the rest.

import type { Options } from "../options/options";

/** The local storage key of the question for a feed. */
export const memoryKey = (src: string): string => `slot-finder ${src}`;

/** Remembers only visitors who asked for it. Browsers refuse storage in frames without an origin. */
export function isRemembered({ storage, src }: Options): boolean {
  try {
    return storage === "ask" && src !== undefined && localStorage.getItem(memoryKey(src)) !== null;
  } catch {
    return false;
  }
}
