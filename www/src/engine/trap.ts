// Wasm that traps (memory that runs out, a mistake of ours) can't go on. It is started afresh here, and whoever uses it is
// told: what was made before can't be used any more.

import { Places, SlotFinder, restart } from "../../../pkg/slot_finder.js";

/** A browser may have no `WebAssembly` at all. */
const isRuntimeError = (error: unknown): boolean => typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;

/** What calls threw that the Wasm is no longer to be trusted after. */
const broken = new WeakSet<object>();

/** What a trap throws, and what things made before one throw from then on. */
export const isTrap = (error: unknown): boolean =>
  isRuntimeError(error) || (error instanceof Error && (broken.has(error) || error.message.includes("previous Wasm instance")));

/** How often the Wasm was started afresh. */
let starts = 0;
/** When something was made: before which of these starts. */
const madeIn = new WeakMap<object, number>();
const listeners = new Set<(error: unknown) => void>();

/** Calls `listener` after each trap, when the Wasm is as new. Gives a function that ends it. */
export function onTrap(listener: (error: unknown) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function trapped(error: unknown): void {
  restart();
  starts++;
  // The call that trapped is still on its way out.
  queueMicrotask(() => {
    for (const listener of [...listeners]) listener(error);
  });
}

function watched<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    // Its own errors have a code. Where its memory is nonsense the code around it may throw before it traps.
    const isNonsense = error instanceof TypeError || error instanceof RangeError;
    if (isNonsense) broken.add(error);
    if (isNonsense || isRuntimeError(error)) trapped(error);
    throw error;
  }
}

/** Notes that something was made by the Wasm as it is now. */
export function made<T extends object>(it: T): T {
  madeIn.set(it, starts);
  return it;
}

/** Opens a gazetteer. */
export const openPlaces = (bytes: Uint8Array): Places => watched(() => made(new Places(bytes)));

let waiting = 0;

/** Waits for something that the Wasm does bit by bit. Where it traps in between nothing settles: the window says so. */
export async function watchedWhile<T>(promise: () => Promise<T>): Promise<T> {
  if (!waiting++) for (const type of ["error", "unhandledrejection"] as const) addEventListener(type, notice);
  try {
    return await watched(promise);
  } finally {
    if (waiting && !--waiting) stopListening();
  }
}

function stopListening(): void {
  for (const type of ["error", "unhandledrejection"] as const) removeEventListener(type, notice);
}

/** Another Wasm of the page may have trapped: starting ours afresh then is needless, and harmless. */
function notice(event: ErrorEvent | PromiseRejectionEvent): void {
  const error: unknown = "reason" in event ? event.reason : event.error;
  if (!isRuntimeError(error)) return;
  // What waits will never settle.
  waiting = 0;
  stopListening();
  trapped(error);
}

for (const { prototype } of [SlotFinder, Places]) {
  const methods = Object.getOwnPropertyDescriptors(prototype) as Record<string, PropertyDescriptor>;
  for (const [name, { value, ...others }] of Object.entries(methods)) {
    if (name === "constructor" || typeof value !== "function") continue;
    const method = value as (...values: unknown[]) => unknown;
    Object.defineProperty(prototype, name, {
      ...others,
      value(this: object, ...values: unknown[]): unknown {
        // Freeing what is gone would free something else in its place.
        if (name === "free" && madeIn.get(this) !== starts) return undefined;
        return watched(() => method.apply(this, values));
      },
    });
  }
}
