// Nothing is waited for without end: a connection may hang for good.

/** How long a file may take, ms. A slow phone gets the largest of them in a third of that. */
export const LIMIT = 60_000;

/** Rejects where `promise` takes longer than it may; `ended` may then stop what it waits for. */
export function limited<T>(promise: Promise<T>, ended?: () => void): Promise<T> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => {
      failed(new Error("it took too long to arrive"));
      ended?.();
    }, LIMIT);
    promise.then(done, failed).finally(() => clearTimeout(timer));
  });
}
