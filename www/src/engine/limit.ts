// Nothing is waited for without end: a connection may hang for good, before an answer or in the middle of it.

import { Unreachable } from "./unreachable";

/** How long a file may take, ms. A slow phone gets the largest of them in a third of that. */
export const LIMIT = 60_000;

/** Rejects where `promise` takes longer than it may, ms; `ended` may then stop what it waits for. */
export function limited<T>(promise: Promise<T>, ended?: () => void, limit = LIMIT): Promise<T> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => {
      failed(new Unreachable("it took too long to arrive"));
      ended?.();
    }, limit);
    promise.then(done, failed).finally(() => clearTimeout(timer));
  });
}
