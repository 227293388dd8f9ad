// Tries a first load again that failed, later each time, until it succeeds or no one waits for it.

/** How long to wait before the first and at the most, ms; up to half as much comes on top, since others failed at the same time. */
const FIRST = 2_000;
const MOST = 60_000;

/** Errors of the engine that say how a feed came, or that someone may be publishing a better one now. */
const PASSING = ["network", "timeout", "status", "type", "syntax", "encoding"];

export const mayPass = (error: unknown): boolean => PASSING.includes((error as { code?: string } | undefined)?.code ?? "");

export class Retries {
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly load: () => void) {}

  /** The load failed with this. */
  after(error: unknown): void {
    clearTimeout(this.#timer);
    if (!mayPass(error)) return;
    const wait = Math.min(FIRST * 2 ** this.#failures++, MOST);
    this.#timer = setTimeout(this.load, wait * (1 + Math.random() / 2));
  }

  /** The next load is on its way, or there will be none. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  /** The load succeeded, or another feed is asked for. */
  reset(): void {
    this.stop();
    this.#failures = 0;
  }
}
