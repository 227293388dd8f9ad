// Runs a check: gets the bytes, runs the rules, holds the findings. In: the visitor's actions, through the methods.
// Out: one `State` that the view draws, a call of `render` after each change, and announcements.
//
// The rules run in one go, so the page announces them first, and waits until that is on the screen.

import init, { check } from "../../../pkg/slot_checker.js";
import { loadWords, type Language, type Words } from "../text/words";
import { ofAddress, ofFile, Trouble, type Source } from "./feed-source";
import { count, filtered, gravest, SEVERITIES, type Counts, type Filter, type Finding, type Severity } from "./findings";

export interface Checked {
  source: Source;
  findings: Finding[];
  counts: Counts;
  /** The moment of the check, in ms. */
  now: number;
}

export interface State {
  /** What is being read or checked. */
  busy?: { key: "checker.reading" | "checker.checking"; values: Record<string, string> } | undefined;
  trouble?: Trouble | undefined;
  checked?: Checked | undefined;
  /** Whether the widget accepted the feed; unknown until it has tried. */
  refused: boolean;
  filter: Filter;
}

interface Host {
  render(): void;
  announce(text: string): void;
}

const everything: Filter = { severities: SEVERITIES, text: "" };

/** The name of the checker's Wasm of this build. */
declare const CHECKER_FILE: string;

let compiled: Promise<unknown> | undefined;

/** Fetches and compiles the checker's own Wasm at the first call; forgets a failure, to let a retry try again. */
function ready(): Promise<unknown> {
  compiled ??= init({ module_or_path: new URL(CHECKER_FILE, import.meta.url) }).catch(() => {
    compiled = undefined;
    throw new Trouble("checker.trouble.engine");
  });
  return compiled;
}

/** Resolves once the drawn page is on the screen, or at once in a hidden tab. */
const painted = (): Promise<void> =>
  new Promise((done) => {
    if (document.hidden) return done();
    requestAnimationFrame(() => setTimeout(done));
  });

export class Checker {
  state: State = { refused: false, filter: everything };
  readonly #host: Host;
  #taking: AbortController | undefined;

  constructor(host: Host, public words: Words) {
    this.#host = host;
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.#host.render();
  }

  takeFile(file: File): Promise<void> {
    return this.#take(file.name, () => ofFile(file));
  }

  takeAddress(typed: string): Promise<void> {
    return this.#take(typed.trim(), (signal) => ofAddress(typed, signal));
  }

  /** The last request wins: aborts the one in progress. */
  async #take(name: string, get: (signal: AbortSignal) => Promise<Source>): Promise<void> {
    this.#taking?.abort();
    const { signal } = (this.#taking = new AbortController());
    const values = { name };
    this.#set({ busy: { key: "checker.reading", values }, trouble: undefined, checked: undefined, refused: false, filter: everything });
    this.#host.announce(this.words.t("checker.reading", values));
    try {
      const [source] = await Promise.all([get(signal), ready()]);
      if (!signal.aborted) await this.#check(source, signal);
    } catch (error) {
      if (signal.aborted) return;
      const trouble = error instanceof Trouble ? error : new Trouble("checker.trouble.engine");
      if (!(error instanceof Trouble)) console.error(error);
      this.#set({ busy: undefined, trouble });
      this.#host.announce(this.words.t(trouble.key, trouble.values));
    }
  }

  async #check(source: Source, signal: AbortSignal): Promise<void> {
    const values = { name: source.name, size: this.size(source.bytes.length) };
    this.#set({ busy: { key: "checker.checking", values } });
    await painted();
    if (signal.aborted) return;
    const now = Date.now();
    const { bytes, base } = source;
    const findings = check(bytes, { now, lang: this.words.lang, ...(base && { base }) });
    this.#set({ busy: undefined, checked: { source, findings, counts: count(findings), now } });
    this.#host.announce(this.said);
  }

  /** The rules write the findings, so another language runs them again. */
  async speak(lang: Language): Promise<void> {
    this.words = await loadWords(lang);
    const { checked, busy } = this.state;
    if (checked && !busy) {
      const { signal } = (this.#taking = new AbortController());
      await this.#check(checked.source, signal);
    } else {
      this.#set({});
    }
  }

  /** The verdict in one sentence: "Not ready to publish: 1 error, 2 warnings." */
  get said(): string {
    const { words, state: { checked } } = this;
    if (!checked) return "";
    const counts = SEVERITIES.filter((severity) => checked.counts[severity]).map((severity) =>
      words.t(`checker.count.${severity}`, { n: checked.counts[severity] }));
    return words.t("checker.said", {
      verdict: words.t(`checker.verdict.${gravest(checked.counts)}`), counts: counts.join(", ") || words.t("checker.nothing"),
    });
  }

  /** "12 kB", "3.4 MB" */
  size(bytes: number): string {
    const mega = bytes >= 1e6;
    const format = new Intl.NumberFormat(this.words.locale, { maximumFractionDigits: mega && bytes < 1e8 ? 1 : 0 });
    return mega ? `${format.format(bytes / 1e6)} MB` : `${format.format(Math.max(1, bytes / 1e3))} kB`;
  }

  toggle(severity: Severity): void {
    const { filter } = this.state;
    const severities = SEVERITIES.filter((one) => filter.severities.includes(one) !== (one === severity));
    this.#filter({ ...filter, severities });
  }

  search(text: string): void {
    this.#filter({ ...this.state.filter, text });
  }

  #filter(filter: Filter): void {
    this.#set({ filter });
    const all = this.state.checked?.findings ?? [];
    this.#host.announce(this.words.t("checker.filter.some", { n: filtered(all, filter).length, all: all.length }));
  }

  /** The widget could not open the feed. */
  refuse(): void {
    this.#set({ refused: true });
  }
}
