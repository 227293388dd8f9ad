// The time between a prepared answer and the engine: what the answer on the page is an answer to, until when it holds, and
// what the visitor wants to see meanwhile. Off before and after.

/** What is waited for: the answer to another question, or what an act of the visitor asks of the engine. */
export type Waiting = "answer" | "act";

export class HeadStart {
  #asked: string | undefined;
  #until = 0;
  #wish: (() => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `over` is called when the answer holds no longer; the page may have slept past that moment. */
  constructor(private readonly over: () => void) {}

  /** The answer to `asked` is on the page, and holds until a moment, ms. */
  begin(asked: string, until: number): void {
    this.#asked = asked;
    this.#until = until;
    this.#timer = setTimeout(this.#look, until - Date.now());
    document.addEventListener("visibilitychange", this.#look);
    addEventListener("pageshow", this.#look);
  }

  readonly #look = (): void => {
    if (Date.now() >= this.#until) this.over();
  };

  /** What the answer on the page answers; nothing where that is the engine's. */
  get asked(): string | undefined {
    return this.#asked;
  }

  /** Keeps what the visitor wants to see; the last wish counts. */
  wish(act: () => void): void {
    this.#wish = act;
  }

  /** The visitor went on to something else. */
  forget(): void {
    this.#wish = undefined;
  }

  waiting(asked: string): Waiting | undefined {
    if (this.#asked === undefined) return undefined;
    return asked === this.#asked ? this.#wish && "act" : "answer";
  }

  /** The engine is there, or the answer is gone. Gives what the visitor wanted to see. */
  end(): (() => void) | undefined {
    if (this.#asked === undefined) return undefined;
    const wish = this.#wish;
    this.#asked = this.#wish = undefined;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#look);
    removeEventListener("pageshow", this.#look);
    return wish;
  }
}
