// Starts a Wasm of the publisher's page when it is first needed.

import { Trouble } from "./feed-source";

/** A function that starts a Wasm at its first call. Forgets a failure, to let a retry try again. */
export function startOnce(start: () => Promise<unknown>): () => Promise<unknown> {
  let started: Promise<unknown> | undefined;
  return () => (started ??= start().catch(() => {
    started = undefined;
    throw new Trouble("checker.trouble.engine");
  }));
}
