// Makes a feed of a spreadsheet and checks it, or checks a feed: gets the bytes, runs the tools, holds the findings. In:
// the visitor's actions, through the methods. Out: one `State` that the view draws, a call of `render` after each
// change, and announcements.
//
// The tools run in one go, so the page announces them first, and waits until that is on the screen.

import init, { check } from "../../../pkg/slot_checker.js";
import { loadWords, type Language, type Words } from "../text/words";
import { isSpreadsheet, ofAddress, ofFile, Trouble, type Source } from "./feed-source";
import { count, filtered, gravest, SEVERITIES, type Counts, type Filter, type Finding, type Severity } from "./findings";
import { save } from "./save";
import { startOnce } from "./start-once";
import { EXTRAS, make, needsSettings, ready as toolsReady, template, type Built, type Settings } from "./workbook";

export interface Checked {
  source: Source;
  findings: Finding[];
  counts: Counts;
  /** The moment of the check, in ms. */
  now: number;
  /** What the feed was made of, if it was made here. */
  book?: Book | undefined;
}

/** A spreadsheet, and what became of it. */
export interface Book {
  name: string;
  built: Built;
}

export interface State {
  /** What is being read or checked. */
  busy?: { key: "checker.reading" | "checker.checking" | "checker.building"; values: Record<string, string> } | undefined;
  trouble?: Trouble | undefined;
  /** Tables that do not say who publishes them and how often. */
  asking?: { name: string } | undefined;
  /** The spreadsheet of which no feed could be made. */
  refusedBook?: Book | undefined;
  checked?: Checked | undefined;
  /** Whether the widget accepted the feed; unknown until it has tried. */
  refused: boolean;
  filter: Filter;
}

interface Host {
  render(): void;
  announce(text: string): void;
}

/** What a request begins with. */
interface Given {
  sources: Source[];
  settings: Settings | undefined;
}

const everything: Filter = { severities: SEVERITIES, text: "" };

/** The name of the checker's Wasm of this build. */
declare const CHECKER_FILE: string;

/** A state without results. */
const nothing = { trouble: undefined, asking: undefined, refusedBook: undefined, checked: undefined, refused: false, filter: everything };

/** Fetches and compiles the checker's own Wasm. */
const ready = startOnce(() => init({ module_or_path: new URL(CHECKER_FILE, import.meta.url) }));

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
  #given: Given | undefined;

  constructor(host: Host, public words: Words) {
    this.#host = host;
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.#host.render();
  }

  takeFiles(files: readonly File[]): Promise<void> {
    const names = files.map(({ name }) => name).join(", ");
    return this.#take(names, () => Promise.all(files.map(ofFile)));
  }

  takeAddress(typed: string): Promise<void> {
    return this.#take(typed.trim(), async (signal) => [await ofAddress(typed, signal)]);
  }

  /** Answers what a table does not say. */
  tell(settings: Settings): Promise<void> {
    const given = this.#given;
    return given ? this.#run({ ...given, settings }) : Promise.resolve();
  }

  /** The last request wins: aborts the one in progress. */
  async #take(name: string, get: (signal: AbortSignal) => Promise<Source[]>): Promise<void> {
    await this.#try(async (signal) => {
      const values = { name };
      this.#set({ busy: { key: "checker.reading", values }, ...nothing });
      this.#host.announce(this.words.t("checker.reading", values));
      const sources = await get(signal);
      if (signal.aborted) return;
      this.#given = { sources, settings: undefined };
      await this.#go(this.#given, signal);
    });
  }

  #run(given: Given): Promise<void> {
    this.#given = given;
    return this.#try((signal) => this.#go(given, signal));
  }

  async #try(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#taking?.abort();
    const { signal } = (this.#taking = new AbortController());
    try {
      await work(signal);
    } catch (error) {
      if (signal.aborted) return;
      const trouble = error instanceof Trouble ? error : new Trouble("checker.trouble.engine");
      if (!(error instanceof Trouble)) console.error(error);
      this.#set({ busy: undefined, trouble });
      this.#host.announce(this.words.t(trouble.key, trouble.values));
    }
  }

  async #go({ sources, settings }: Given, signal: AbortSignal): Promise<void> {
    const [first] = sources;
    if (!first) return;
    if (!sources.some(isSpreadsheet)) {
      await ready();
      return this.#check(first, signal);
    }
    const name = sources.map((source) => source.name).join(", ");
    if (!settings && needsSettings(sources)) {
      this.#set({ ...nothing, busy: undefined, asking: { name } });
      this.#host.announce(this.words.t("checker.asking", { name }));
      return;
    }
    await Promise.all([toolsReady(), ready()]);
    const values = { name };
    this.#set({ ...nothing, busy: { key: "checker.building", values } });
    await painted();
    if (signal.aborted) return;
    const built = make(sources, settings, { now: Date.now(), lang: this.words.lang });
    if (built.feed) return this.#check({ name: "feed.json", bytes: built.feed }, signal, { name, built });
    this.#set({ busy: undefined, refusedBook: { name, built } });
    this.#host.announce(this.words.t("checker.said", {
      verdict: this.words.t("checker.verdict.error"), counts: this.words.t("checker.count.error", { n: Math.max(1, built.findings.filter(({ note }) => !note).length) }),
    }));
  }

  async #check(source: Source, signal: AbortSignal, book?: Book): Promise<void> {
    const values = { name: source.name, size: this.size(source.bytes.length) };
    this.#set({ busy: { key: "checker.checking", values } });
    await painted();
    if (signal.aborted) return;
    const now = Date.now();
    const { bytes, base } = source;
    const findings = check(bytes, { now, lang: this.words.lang, ...(base && { base }) });
    this.#set({ busy: undefined, checked: { source, findings, counts: count(findings), now, book } });
    this.#host.announce(this.said);
  }

  /** The tools write the findings, so another language runs them again. */
  async speak(lang: Language): Promise<void> {
    this.words = await loadWords(lang);
    const { checked, refusedBook, busy } = this.state;
    if (this.#given && (checked || refusedBook) && !busy) await this.#run(this.#given);
    else this.#set({});
  }

  /** Saves the feed. */
  saveFeed(): void {
    const { checked } = this.state;
    if (checked) save("feed.json", "application/json", checked.source.bytes);
  }

  /** Writes and saves a file to publish beside the feed. */
  async saveExtra(name: keyof typeof EXTRAS): Promise<void> {
    const { checked } = this.state;
    if (!checked) return;
    const { type, write } = EXTRAS[name];
    await this.#save(name, type, (options) => write(checked.source.bytes, options));
  }

  /** Writes and saves the workbook to start from. */
  saveTemplate(): Promise<void> {
    return this.#save("quota.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", template);
  }

  async #save(name: string, type: string, write: (options: { now: number; lang: string }) => string | Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      await toolsReady();
      save(name, type, write({ now: Date.now(), lang: this.words.lang }));
    } catch (error) {
      console.error(error);
      this.#set({ trouble: new Trouble("checker.trouble.engine") });
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
