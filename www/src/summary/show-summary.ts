// Keeps a <slot-summary> up to date: fetches the feed, asks for its figures, draws them, and looks again by the feed's
// `ttl` while the page is in sight. Where the feed cannot be fetched, keeps what is shown, else the element's own children.

import { h, render } from "preact";
import { onTrap, openFeed, useWasmAt, type SlotFinder } from "../engine/engine";
import { takeBackFallenOut } from "../parts/fallen-out";
import { FailureEvent } from "../state/events";
import { missingOf, problemsOf } from "../state/missing";
import { Sheets } from "../style/sheet";
import { loadMessages, loadWords, moreWords, type HostWords, type WordFiles } from "../text/words";
import type { Figures } from "./sentence";
import { readOptions, type SummaryOptions } from "./summary-options";
import { SummaryView } from "./summary-view";
import css from "./summary.css";

const summaryWords: WordFiles = { id: () => import("../../i18n/id-summary.json"), en: () => import("../../i18n/en-summary.json") };

export interface Shown {
  /** An attribute is another one. */
  changed(): void;
  stop(): void;
}

/** Polling faster is pointless for any feed, seconds. */
const LEAST_TTL = 60;
const sheets = new Sheets(css);

function figuresOf(finder: SlotFinder, { region, kinds, services, lang }: SummaryOptions): Figures & { offices: ReturnType<SlotFinder["board"]>["offices"] } {
  const asked = { ...(region && { region }), kinds: [...kinds], services: [...services], lang };
  const summary = finder.summary(asked);
  // Names of offices that the figures do not hold; the board of one day is the shortest way to them.
  const { offices } = finder.board({ ...asked, ...(summary.days[0] && { from: summary.days[0].date, to: summary.days[0].date }) });
  const [first] = offices;
  return {
    summary, about: finder.about(lang), missing: missingOf(problemsOf(finder)), offices, kinds, services,
    only: offices.length === 1 ? first : undefined,
    timeZone: first?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** Shows the figures inside `element` until it is stopped. */
export function show(element: HTMLElement & { readonly words: unknown }): Shown {
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  sheets.adopt(element, root);

  let finder: SlotFinder | undefined;
  let loading: AbortController | undefined;
  let timer = 0;
  let options: SummaryOptions;
  let due = 0;
  let restarted = false;

  const fail = (message: string, cause?: unknown): void => {
    console.error(`slot-summary: ${message}`);
    element.dispatchEvent(new FailureEvent(message, cause));
  };
  const readAttributes = (): SummaryOptions => readOptions(element, (message) => fail(message));

  /** The words of the page's author that were read last, and what came of them. */
  let read: { given: unknown; words: HostWords } = { given: undefined, words: {} };
  const hostWords = async (): Promise<HostWords> => {
    const given = element.words;
    if (given === read.given) return read.words;
    if (given === undefined) return (read = { given, words: {} }).words;
    const [{ readHostWords }, known] = await Promise.all([import("../text/host-words"), loadMessages(options.lang, moreWords, summaryWords)]);
    return (read = { given, words: readHostWords(given, (message) => fail(message), known) }).words;
  };

  const draw = async (): Promise<void> => {
    const given = await hostWords();
    const words = await loadWords(options.lang, given, summaryWords);
    if (!finder) return;
    takeBackFallenOut(element);
    const figures = figuresOf(finder, options);
    render(h(SummaryView, { words, figures, options }), root);
  };

  const load = async (): Promise<void> => {
    loading?.abort();
    const { signal } = (loading = new AbortController());
    let ttl = LEAST_TTL;
    try {
      if (!options.src) throw new Error("the attribute src, the address of a feed, is missing");
      useWasmAt(options.wasmUrl);
      // On their way beside the feed; whoever draws says what went wrong.
      loadWords(options.lang, {}, summaryWords).catch(() => undefined);
      // Figures are about every office: a question that finds nothing needs all parts of a split feed.
      const next = await openFeed(options.src, { ...(options.region && { region: options.region }), from: "9999-12-31" }, signal);
      if (signal.aborted) return next.free();
      finder?.free();
      finder = next;
      ttl = Math.max(LEAST_TTL, finder.about(options.lang).ttl);
      await draw();
    } catch (error) {
      if (signal.aborted) return;
      fail(error instanceof Error ? error.message : String(error), error);
    }
    // Not all at the same moment: up to a tenth later.
    plan(ttl * 1_000 * (1 + Math.random() / 10));
  };

  const plan = (ms: number): void => {
    due = Date.now() + ms;
    wait();
  };
  const wait = (): void => {
    clearTimeout(timer);
    if (!document.hidden && due) timer = window.setTimeout(() => void load(), Math.max(0, due - Date.now()));
  };

  // What is shown stays while the Wasm is started afresh; a second trap is not tried again.
  const unwatch = onTrap((error) => {
    finder = undefined;
    const again = !restarted;
    restarted = true;
    fail(again ? "the Wasm stopped working and is started afresh" : "the Wasm stopped working again, and is not started any more", error);
    if (again) void load();
    else loading?.abort();
  });

  render(h("slot", {}), root);
  options = readAttributes();
  document.addEventListener("visibilitychange", wait);
  void load();
  return {
    changed() {
      const { src } = options;
      options = readAttributes();
      sheets.adopt(element, root);
      if (options.src !== src) void load();
      else draw().catch((error: unknown) => fail(String(error), error));
    },
    stop() {
      unwatch();
      document.removeEventListener("visibilitychange", wait);
      clearTimeout(timer);
      loading?.abort();
      finder?.free();
      finder = undefined;
      render(null, root);
      render(h("slot", {}), root);
    },
  };
}
