// Runs the page: loads the feed, keeps the question, asks the engine, holds the answer. In: what the visitor does, through
// the methods. Out: one `State` that the view draws, a call of `render` after each change, events and announcements.
// Touches no DOM. Drops an answer that arrives after its source was changed.

import { breath } from "../engine/breath";
import { isTrap, onTrap, openFeed, openResponse, type Offer, type Query, type SlotFinder } from "../engine/engine";
import { limited } from "../engine/limit";
import { fetchShared } from "../engine/shared-fetch";
import { initialQuestion, type Options } from "../options/options";
import { sortOf, toQuery, type Question } from "../question/question";
import type { ViewName } from "../question/views";
import { loadWords, type HostWords, type Key, type Words } from "../text/words";
import { jsonOf } from "../text/json";
import { answerOf, everyId } from "./answer";
import { headline } from "./answer-kind";
import type { Host, Updates } from "./around";
import { FailureEvent, ReadyEvent, ResultsEvent, SelectEvent } from "./events";
import { firstAnswer } from "./first-answer";
import { HeadStart } from "./head-start";
import { publisherBefore } from "./publisher";
import { mayPass, Retries } from "./retries";
import type { Answer, State } from "./state";
import type { Typed } from "./typed";

/** After so long, ms, the page says that it is slow. */
const SLOW = 8_000;
/** How long the first drawing waits for a prepared answer, ms. */
const PREPARED = 200;

export class Controller {
  state: State;
  /** Absent until they are loaded; nothing is drawn before. */
  words: Words | undefined;
  /** Absent until the first list is drawn, unless the visitor is remembered. */
  updates: Updates | undefined;
  /** The host's own words. */
  hostWords: HostWords = {};
  #options: Options;
  readonly #host: Host;
  #finder: SlotFinder | undefined;
  /** What was typed before the form was there, until the form takes it. */
  typed: Typed | undefined;
  /** What other parts have to free when the element goes. */
  readonly onStop = new Set<(controller: Controller) => void>();
  #loading: AbortController | undefined;
  /** As long as there is no list, a load that failed is tried again. */
  readonly #retries = new Retries(() => void this.load(false, true));
  #speaking: Promise<void> | undefined;
  /** There are no words, because they could not be fetched. */
  #speechless = false;
  /** The visitor has asked something since the page opened. */
  #hasAsked = false;
  /** On while the answer on the page is the one that was prepared, and the engine is on its way. */
  readonly #headStart = new HeadStart(() => this.#dropPrepared());
  /** Ends listening to traps of the Wasm. */
  #unwatch: (() => void) | undefined;
  /** The Wasm was started afresh once: a second trap is not tried again. */
  #restarted = false;

  constructor(host: Host, options: Options) {
    this.#host = host;
    this.#options = options;
    this.state = this.#initialState();
  }

  #initialState(): State {
    return {
      phase: "loading",
      busy: true,
      question: initialQuestion(this.#options),
      shown: this.#options.limit,
      filtersOpen: false,
      view: this.#options.view,
      room: "phone",
    };
  }

  /** Listens to the network and loads the feed, as `load` does. */
  start(): Promise<unknown> {
    addEventListener("offline", this.#wentOffline);
    addEventListener("online", this.#cameOnline);
    this.#unwatch = onTrap(this.#trapped);
    this.speak();
    return this.load(false);
  }

  /** Loads the words of the language and draws with them. */
  speak(): void {
    this.#speechless = false;
    this.#speaking = this.#speak().catch((error: unknown) => {
      this.#speechless = true;
      // Before the first list, the load that waits for them fails.
      if (this.words) this.fail(error);
    });
  }

  async #speak(): Promise<void> {
    const { lang } = this.#options;
    await this.#host.prepare();
    const words = await loadWords(lang, this.hostWords);
    await breath();
    if (lang !== this.#options.lang) return;
    // While there is little to lay out.
    if (!this.words) this.state = { ...this.state, room: this.#host.room() ?? this.state.room };
    this.words = words;
    const restored = this.#host.restore();
    if (restored) {
      this.#host.render();
      await restored;
    }
    if (this.state.question.place) await this.#host.judge();
    if (this.#finder) this.#set({ info: this.#finder.about(words.lang) });
    // Often it is there at once, and nothing else has to be drawn before it.
    const before = this.#headStart.asked;
    await limited(this.#prepare(), undefined, PREPARED).catch(() => undefined);
    if (before !== undefined || this.#headStart.asked === undefined) this.#answer();
  }

  /** Frees what the engine holds; a later `start` starts over. */
  stop(): void {
    removeEventListener("offline", this.#wentOffline);
    removeEventListener("online", this.#cameOnline);
    this.#unwatch?.();
    this.#restarted = false;
    this.#retries.reset();
    this.#loading?.abort();
    this.#free();
    for (const free of this.onStop) free(this);
    this.#hasAsked = false;
    this.state = this.#initialState();
  }

  #free(): void {
    this.#headStart.end();
    this.updates?.stop();
    this.updates = undefined;
    this.#finder?.free();
    this.#finder = undefined;
  }

  /**
   * The Wasm trapped, here or for another element of the page, and everything that it held is gone. The page's own content
   * is shown until the feed is there again; after a second trap it stays.
   */
  readonly #trapped = (cause: unknown): void => {
    const again = !this.#restarted;
    this.#restarted = true;
    this.#retries.reset();
    this.#loading?.abort();
    this.#free();
    for (const free of this.onStop) free(this);
    const { question, view, shown } = this.state;
    this.state = { ...this.#initialState(), question, view, shown, restarted: again };
    const message = again ? "the Wasm stopped working and is started afresh" : "the Wasm stopped working again, and is not started any more";
    this.#host.emit(new FailureEvent(message, cause));
    if (again) return void this.load();
    this.#set({ trouble: "error", phase: "failed", busy: false });
    this.#announce("error");
  };

  /** The page's author changed an attribute. */
  configure(options: Options): void {
    const before = this.#options;
    this.#options = options;
    const moved = options.src !== before.src || !options.feed !== !before.feed;
    // A newer feed in place of one that the page gave before: what was asked stays, as when the page looks for newer data.
    const replaced = !moved && options.feed !== before.feed;
    if (moved) {
      this.#retries.reset();
      this.#free();
      this.state = this.#initialState();
    }
    if (moved || options.lang !== before.lang) this.speak();
    if (moved) {
      void this.load(false);
    } else {
      this.updates?.describe();
      this.#headStart.forget();
      this.#askWhatChanged(initialQuestion(before), initialQuestion(options));
      if (options.view !== before.view) this.state = { ...this.state, view: options.view };
      if (options.limit !== before.limit) this.state = { ...this.state, shown: options.limit };
      if (replaced) void this.load(false);
      else this.#answer();
    }
  }

  /** A changed attribute overrules what was chosen; the others leave it alone. */
  #askWhatChanged(before: Question, after: Question): void {
    const keys = Object.keys(after) as (keyof Question)[];
    const changed = keys.filter((key) => jsonOf(before[key]) !== jsonOf(after[key]));
    const question = { ...this.state.question, ...Object.fromEntries(changed.map((key) => [key, after[key]])) };
    this.state = { ...this.state, question };
  }

  readonly #wentOffline = (): void => this.#set({ trouble: "offline" });
  readonly #cameOnline = (): void => void (this.updates ? this.updates.wake() : this.load());

  /** Changes the state and draws it. */
  show(change: Partial<State>): void {
    this.#set(change);
  }

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.#host.render();
  }

  /**
   * Fetches the feed, for the first time or again. What is on the page stays until there is something newer. Resolves to
   * what went wrong, if anything. Unless `fresh`, uses what another element has just fetched. `again` tries what no one
   * asked for once more, and says nothing of it.
   */
  async load(fresh = true, again = false): Promise<unknown> {
    const { src, feed } = this.#options;
    this.#retries.stop();
    this.#loading?.abort();
    if (this.#speechless) this.speak();
    const loading = (this.#loading = new AbortController());
    this.#set({ busy: true, slow: false });
    if (!again) this.#announce("loading");
    const slow = setTimeout(() => (this.state.phase === "loading" || this.state.waiting) && this.#saySlow(), SLOW);
    loading.signal.addEventListener("abort", () => clearTimeout(slow));
    try {
      if (!src && !feed) throw new Error("the attribute src, the address of a feed, is missing");
      const finder = await (feed ? openResponse(new Response(feed)) : openFeed(src ?? "", this.query(), loading.signal, fresh));
      await breath();
      const remembered = await this.#rememberedFeed();
      if (loading.signal.aborted || !this.words) {
        remembered?.free();
        finder.free();
        if (loading.signal.aborted) return;
        throw Object.assign(new Error("the words of the page could not be fetched"), { code: "network" });
      }
      // What changed since the last visit is shown like what changes while the page is open.
      this.#finder ??= remembered;
      this.swap(finder);
      await breath();
      if (!loading.signal.aborted) this.#started();
      return;
    } catch (error) {
      const remembered = await this.#rememberedFeed();
      if (loading.signal.aborted) return remembered?.free();
      if (remembered) this.swap(remembered);
      // It is an answer to another question, or nothing will ever make it newer.
      if (this.state.waiting === "answer" || !mayPass(error)) this.#dropPrepared();
      this.fail(error, again);
      if (remembered) this.#started();
      if (!this.#finder) this.#retries.after(error);
      return error;
    } finally {
      clearTimeout(slow);
    }
  }

  /** Shows the answer that was prepared with the page, where it fits, until the engine is there. */
  async #prepare(): Promise<void> {
    const text = this.#host.prepared();
    const [{ src, feed }, signal] = [this.#options, this.#loading?.signal];
    const isWanted = (): boolean => !signal?.aborted && !this.updates && !this.#finder && !this.state.answer && this.state.view === "list";
    if (!text || !src || feed || !signal || !isWanted()) return;
    try {
      const asked = this.#asked();
      const first = await firstAnswer(text, () => fetchShared(src, signal, false), this.query());
      // The page's author may have asked something else meanwhile.
      if (!first || !isWanted() || asked !== this.#asked()) return;
      const { info, answer, until } = first;
      this.#headStart.begin(asked, until);
      this.#set({ phase: "ready", info, answer });
      if (this.state.answer === answer) this.#tell(answer);
    } catch {
      // Who opens the same feed says what is wrong with it.
    }
  }

  /** Takes the prepared answer from the page, if it is there. */
  #dropPrepared(): void {
    if (this.#headStart.asked === undefined) return;
    this.#headStart.end();
    this.#set({ answer: undefined, waiting: undefined, phase: this.state.busy ? "loading" : "failed" });
  }

  /** Waits for the engine, which is asked for again where it failed to come. */
  #await(): void {
    const waiting = this.#headStart.waiting(this.#asked());
    this.#set({ waiting });
    if (!waiting) return;
    if (this.state.busy) this.#announce("loading");
    else void this.load(false);
  }

  /** What is asked, but for the moment. */
  #asked(): string {
    return jsonOf(this.#query(0));
  }

  #saySlow(): void {
    this.#set({ slow: true });
    this.#announce("loading.slow");
  }

  /** The feed of the last visit, as long as there is none on the page. */
  async #rememberedFeed(): Promise<SlotFinder | undefined> {
    await this.#speaking;
    return this.#finder ? undefined : this.updates?.rememberedFeed();
  }

  #started(): void {
    const { answer, info } = this.state;
    const { asked } = this.#headStart;
    const wish = this.#headStart.end();
    if (answer && asked !== undefined) this.#takeOver(answer, asked);
    else this.#answer();
    if ((!answer || asked !== undefined) && info) this.#host.emit(new ReadyEvent(info));
    wish?.();
  }

  /** The engine's answer in place of a prepared one: the same is neither drawn nor told again. */
  #takeOver(prepared: Answer, asked: string): void {
    const finder = this.#finder;
    if (!finder || asked !== this.#asked()) return this.#answer();
    const now = Date.now();
    const answer = answerOf(finder, this.#query(now), now, this.state);
    const essence = ({ ranking: { offers, offices } }: Answer): string =>
      jsonOf([offices, offers.map(({ officeId, serviceId, channel, event, date, open, stale }) => [officeId, serviceId, channel, event?.id, date, open, stale])]);
    if (!answer.ranking.complete || essence(answer) !== essence(prepared)) return this.#answer();
    this.state = { ...this.state, answer };
  }

  /** Answers from this feed from now on. */
  adopt(finder: SlotFinder): void {
    this.swap(finder);
    this.#started();
  }

  /** Replaces the feed and frees the one before; the answer stays until the next question. */
  swap(finder: SlotFinder): void {
    const older = this.#finder;
    this.#finder = finder;
    this.#retries.reset();
    const change = older && publisherBefore(older, finder, this.state, this.words?.lang);
    const { trouble, waiting } = this.state;
    this.state = { ...this.state, info: finder.about(this.words?.lang), trouble: undefined, busy: false, waiting: undefined, ...change };
    // The first list is drawn with its answer, and a prepared one shows the same, unless something was said above it.
    if (this.state.answer && (this.#headStart.asked === undefined || trouble || waiting)) this.#host.render();
    this.updates?.replaced(finder, older);
    older?.free();
  }

  /** Shows that something could not be fetched; what is on the page stays. `again` says nothing where that is known. */
  fail(error: unknown, again = false): void {
    // Who listens to traps says it.
    if (isTrap(error)) return;
    const message = error instanceof Error ? error.message : String(error);
    const trouble = navigator.onLine ? "error" : "offline";
    this.#set({ trouble, phase: this.state.answer ? "ready" : "failed", busy: false, handOff: undefined });
    if (again) return;
    this.#announce(trouble === "error" ? "error" : "offline.nothing");
    this.#host.emit(new FailureEvent(message, error));
  }

  /** The answer cannot be drawn: the page says that something failed, and the visitor may try again. */
  abandon(error: unknown): void {
    this.#headStart.end();
    this.state = { ...this.state, answer: undefined, waiting: undefined, office: undefined, handOff: undefined, filtersOpen: false };
    this.fail(error);
  }

  #query(now: number, question = this.state.question, limit = this.state.shown) {
    return toQuery(question, this.#options, { limit, lang: this.words?.lang ?? this.#options.lang, now }, () => everyId(this.#finder, this.#options));
  }

  get finder(): SlotFinder | undefined {
    return this.#finder;
  }

  get options(): Options {
    return this.#options;
  }

  /** A question as the engine takes it, asked now. */
  query(question = this.state.question, limit = this.state.shown): Query {
    return this.#query(Date.now(), question, limit);
  }

  /** How many offices another question would find. */
  readonly count = (question: Question): number => this.#finder?.rank(this.query(question, 1)).offices ?? 0;

  /** Asks the same question at another time, without events; `inOrder` may keep the offers where they are. */
  refresh(inOrder: (offers: Offer[]) => Offer[]): void {
    this.#answer(inOrder);
  }

  /** Fetches the parts of a split feed that a question needs, and answers it unless it was changed meanwhile. */
  async #reach(finder: SlotFinder, query: Query): Promise<void> {
    const { question } = this.state;
    const isAsked = (): boolean => this.#finder === finder && this.state.question === question;
    this.#set({ busy: true });
    try {
      await finder.reach(query);
      if (!isAsked()) return;
      this.#set({ busy: false });
      this.#answer();
    } catch (error) {
      if (isAsked()) this.fail(error);
    }
  }

  /** Asks the engine and shows the answer. */
  #answer(quietly?: (offers: Offer[]) => Offer[]): void {
    if (!quietly) this.updates?.catchUp();
    const [finder, words] = [this.#finder, this.words];
    if (!finder || !words) return this.#await();
    const judging = this.state.question.place && this.#host.judge();
    if (judging) {
      this.#host.render();
      return void judging.then(() => this.#answer(quietly));
    }
    const now = Date.now();
    try {
      const query = this.#query(now);
      const answer = answerOf(finder, query, now, this.state);
      if (!answer.ranking.complete) return void this.#reach(finder, query);
      if (quietly) answer.ranking.offers = quietly(answer.ranking.offers);
      this.#set({ phase: "ready", answer });
      if (quietly) return;
      this.#tell(answer);
    } catch (error) {
      this.fail(error);
    }
  }

  /** Says the answer to whoever listens. */
  #tell(answer: Answer): void {
    const { words, state: { question, info } } = this;
    if (!words) return;
    const text = headline(words, question, answer);
    this.#host.announce(info?.sample ? words.t("sample.prefix", { text }) : text);
    this.#host.emit(new ResultsEvent(answer.ranking));
    this.updates?.answered();
  }

  /** Does what asks the engine: now, or as soon as it is there. The last wish counts. */
  whenReady(act: () => void): void {
    if (this.#finder || this.#headStart.asked === undefined) return act();
    this.#headStart.wish(act);
    this.#await();
  }

  /** What is fetched after the first list is here; an answer from before it came is made known now. */
  settle(): void {
    this.#set({ settled: true });
    if (this.#hasAsked) this.updates?.answered();
  }

  changeQuestion(change: Partial<Question>): void {
    this.#hasAsked = true;
    this.#headStart.forget();
    const question = { ...this.state.question, ...change };
    // Without a place "nearest" means nothing.
    if (!question.place && sortOf(question) === "nearest") question.sort = undefined;
    this.state = { ...this.state, question };
    this.#answer();
  }

  /** Shows the answer in another view. */
  turnTo(view: ViewName): void {
    this.#hasAsked = true;
    this.whenReady(() => {
      this.#set({ view });
      this.updates?.answered();
    });
  }

  /** Keeps what was typed before the form was there. */
  takeTyped(typed: Typed | undefined): void {
    this.typed = typed ?? this.typed;
  }

  openFilters(filtersOpen: boolean): void {
    this.whenReady(() => this.#set({ filtersOpen }));
  }

  /** How many offices come with each "more". */
  get step(): number {
    return this.#options.limit;
  }

  showMore(): void {
    this.#headStart.forget();
    this.state = { ...this.state, shown: this.state.shown + this.step };
    this.#answer();
  }

  /** Asks what the visitor asked of an older version of the element, as far as this one knows such fields. */
  goOnWith({ question, view }: { question: Question; view: ViewName }): void {
    const known = Object.keys(this.state.question) as (keyof Question)[];
    this.restore({ ...this.state.question, ...Object.fromEntries(known.filter((key) => key in question).map((key) => [key, question[key]])) }, view);
  }

  /** Restores a question and a view, which the next answer answers. */
  restore(question: Question, view: ViewName): void {
    this.state = { ...this.state, question, view };
  }

  /** Goes back to a question and a view that were on the page before. */
  goBackTo(question: Question, view: ViewName): void {
    this.#headStart.forget();
    this.restore(question, view);
    this.#answer();
  }

  openOffice(office: string): void {
    this.whenReady(() => this.#set({ office }));
  }

  closeOffice(): void {
    this.#set({ office: undefined });
  }

  openHandOff(handOff: Offer): void {
    this.whenReady(() => {
      this.#set({ handOff });
      this.#host.emit(new SelectEvent(handOff));
    });
  }

  closeHandOff(): void {
    this.#set({ handOff: undefined });
  }

  get canSearch(): boolean {
    return this.#options.places !== undefined;
  }

  announce(text: string): void {
    this.#host.announce(text);
  }

  #announce(key: Key): void {
    if (this.words) this.announce(this.words.t(key));
  }
}
