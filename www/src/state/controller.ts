// Runs the page: loads the feed, keeps the question, asks the engine, holds the answer. In: what the visitor does, through
// the methods. Out: one `State` that the view draws, a call of `render` after each change, events and announcements.
// Touches no DOM. Drops an answer that arrives after its source was changed.

import { openFeed, openResponse, type Offer, type Query, type SlotFinder } from "../engine/engine";
import { initialQuestion, type Options } from "../options/options";
import { sortOf, toQuery, type ChosenPlace, type Question } from "../question/question";
import { loadWords, type HostWords, type Key, type Words } from "../text/words";
import { headline } from "./answer-kind";
import { FailureEvent, ReadyEvent, ResultsEvent, SelectEvent } from "./events";
import type { State } from "./state";

/** What keeps an open page up to date. It is fetched after the first list; see updates/updater.ts. */
export interface Updates {
  stop(): void;
  /** Tells the page how often it looks for newer data, and whether it remembers. */
  describe(): void;
  /** Remembers the visitor's choices from now on, or forgets them. */
  remember(on: boolean): Promise<void>;
  /** The feed of the last visit, if it is remembered. */
  rememberedFeed(): Promise<SlotFinder | undefined>;
  /** The visitor asks something: newer data that waits is used. */
  catchUp(): void;
  /** A feed takes the place of an older one, which is still open. */
  replaced(newer: SlotFinder, older: SlotFinder | undefined): void;
  /** The network is back. */
  wake(): void;
  /** A question was answered. */
  answered(): void;
}

interface Host {
  render(): void;
  announce(text: string): void;
  emit(event: Event): void;
  /** Asks what the address of the page asks, if it asks anything. */
  restore(): Promise<void> | undefined;
  /** What has to be there before anything is drawn: the host's words, the choices of a visitor who is remembered. */
  prepare(): Promise<unknown>;
}

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
  /** They stay the same as long as the feed does. */
  readonly #ids = new WeakMap<SlotFinder, string[]>();
  /** What other parts have to free when the element goes. */
  readonly onStop = new Set<(controller: Controller) => void>();
  #loading: AbortController | undefined;
  #speaking: Promise<void> | undefined;
  /** The visitor has asked something since the page opened. */
  #asked = false;

  constructor(host: Host, options: Options) {
    this.#host = host;
    this.#options = options;
    this.state = this.#initialState();
  }

  #initialState(): State {
    const question = initialQuestion(this.#options);
    const asked = question.place !== undefined;
    return {
      phase: "loading",
      busy: true,
      question,
      shown: this.#options.limit,
      asked,
      formOpen: !asked,
      filtersOpen: false,
      view: this.#options.view,
    };
  }

  /** Listens to the network and loads the feed, as `load` does. */
  start(): Promise<unknown> {
    addEventListener("offline", this.#wentOffline);
    addEventListener("online", this.#cameOnline);
    this.speak();
    return this.load(false);
  }

  /** Loads the words of the language and draws with them. */
  speak(): void {
    this.#speaking = this.#speak();
  }

  async #speak(): Promise<void> {
    const { lang } = this.#options;
    await this.#host.prepare();
    const words = await loadWords(lang, this.hostWords);
    if (lang !== this.#options.lang) return;
    this.words = words;
    const restored = this.#host.restore();
    if (restored) {
      this.#host.render();
      await restored;
    }
    if (this.#finder) this.#set({ info: this.#finder.about(words.lang) });
    this.#answer();
  }

  /** Frees what the engine holds; a later `start` starts over. */
  stop(): void {
    removeEventListener("offline", this.#wentOffline);
    removeEventListener("online", this.#cameOnline);
    this.#loading?.abort();
    this.#free();
    for (const free of this.onStop) free(this);
    this.#asked = false;
    this.state = this.#initialState();
  }

  #free(): void {
    this.updates?.stop();
    this.updates = undefined;
    this.#finder?.free();
    this.#finder = undefined;
  }

  /** The page's author changed an attribute. */
  configure(options: Options): void {
    const before = this.#options;
    this.#options = options;
    const moved = options.src !== before.src || !options.feed !== !before.feed;
    // A newer feed in place of one that the page gave before: what was asked stays, as when the page looks for newer data.
    const replaced = !moved && options.feed !== before.feed;
    if (moved) {
      this.#free();
      this.state = this.#initialState();
    }
    if (moved || options.lang !== before.lang) this.speak();
    if (moved) {
      void this.load(false);
    } else {
      this.updates?.describe();
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
    const changed = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    const question = { ...this.state.question, ...Object.fromEntries(changed.map((key) => [key, after[key]])) };
    const placed = changed.includes("place") && question.place !== undefined;
    this.state = { ...this.state, question, ...(placed && { asked: true, formOpen: false }) };
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
   * what went wrong, if anything. Unless `fresh`, uses what another element has just fetched.
   */
  async load(fresh = true): Promise<unknown> {
    const { src, feed } = this.#options;
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.#set({ busy: true });
    this.#announce("loading");
    try {
      if (!src && !feed) throw new Error("the attribute src, the address of a feed, is missing");
      const finder = await (feed ? openResponse(new Response(feed)) : openFeed(src ?? "", this.query(), loading.signal, fresh));
      const remembered = await this.#rememberedFeed();
      if (loading.signal.aborted) {
        remembered?.free();
        return finder.free();
      }
      // What changed since the last visit is shown like what changes while the page is open.
      this.#finder ??= remembered;
      return this.adopt(finder);
    } catch (error) {
      const remembered = await this.#rememberedFeed();
      if (loading.signal.aborted) return remembered?.free();
      if (remembered) this.swap(remembered);
      this.fail(error);
      if (remembered) this.#started();
      return error;
    }
  }

  /** The feed of the last visit, as long as there is none on the page. */
  async #rememberedFeed(): Promise<SlotFinder | undefined> {
    await this.#speaking;
    return this.#finder ? undefined : this.updates?.rememberedFeed();
  }

  #started(): void {
    const first = !this.state.answer;
    this.#answer();
    if (first && this.state.info) this.#host.emit(new ReadyEvent(this.state.info));
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
    this.#set({ info: finder.about(this.words?.lang), trouble: undefined, busy: false });
    this.updates?.replaced(finder, older);
    older?.free();
  }

  /** Shows that something could not be fetched; what is on the page stays. */
  fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const trouble = navigator.onLine ? "error" : "offline";
    this.#set({ trouble, phase: this.state.answer ? "ready" : "failed", busy: false, handOff: undefined });
    this.#announce(trouble === "error" ? "error" : "offline.nothing");
    this.#host.emit(new FailureEvent(message, error));
  }

  #query(now: number, question = this.state.question, limit = this.state.shown) {
    return toQuery(question, this.#options, { limit, lang: this.words?.lang ?? this.#options.lang, now }, () => this.#everyId());
  }

  /** The ids of all offices that the page's author does not leave out. */
  #everyId(): string[] {
    const finder = this.#finder;
    if (!finder) return [];
    let ids = this.#ids.get(finder);
    if (!ids) {
      const { kinds, region } = this.#options;
      // A table of one date lists every office, and reads next to nothing of its quota.
      const table = finder.board({ kinds: [...kinds], ...(region && { region }), from: "2000-01-01", to: "2000-01-01" });
      this.#ids.set(finder, (ids = table.offices.map(({ id }) => id)));
    }
    return ids;
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
    if (!finder || !words) return this.#host.render();
    const { question } = this.state;
    const now = Date.now();
    try {
      const query = this.#query(now);
      const ranking = finder.rank(query);
      if (!ranking.complete) return void this.#reach(finder, query);
      if (quietly) ranking.offers = quietly(ranking.offers);
      const empty = ranking.offers.length === 0;
      const tooOld = empty && ranking.freshness.state === "expired";
      const expired = tooOld ? finder.board(query).offices : [];
      const past = tooOld && this.state.trouble ? finder.rank({ ...query, expired: "show" }).offers : [];
      const answer = { ranking, now, expired, past };
      this.#set({ phase: "ready", answer });
      if (quietly) return;
      const text = headline(words, question, answer);
      this.#host.announce(this.state.info?.sample ? words.t("sample.prefix", { text }) : text);
      this.#host.emit(new ResultsEvent(ranking));
      this.updates?.answered();
    } catch (error) {
      this.fail(error);
    }
  }

  /** What is fetched after the first list is here; an answer from before it came is made known now. */
  settle(): void {
    this.#set({ settled: true });
    if (this.#asked) this.updates?.answered();
  }

  changeQuestion(change: Partial<Question>): void {
    this.#asked = true;
    const question = { ...this.state.question, ...change };
    // Without a place "nearest" means nothing.
    if (!question.place && sortOf(question) === "nearest") question.sort = undefined;
    this.state = { ...this.state, question };
    this.#answer();
  }

  /** Chooses a place. The first one folds the question; while it is being edited it stays open. */
  choosePlace(place: ChosenPlace | undefined): void {
    const { asked, formOpen } = this.state;
    if (place) this.state = { ...this.state, asked: true, formOpen: asked && formOpen };
    this.changeQuestion({ place });
  }

  openForm(formOpen: boolean): void {
    this.#set({ formOpen });
  }

  openFilters(filtersOpen: boolean): void {
    this.#set({ filtersOpen });
  }

  /** How many offices come with each "more". */
  get step(): number {
    return this.#options.limit;
  }

  showMore(): void {
    this.state = { ...this.state, shown: this.state.shown + this.step };
    this.#answer();
  }

  /** Restores a question, which the next answer answers. */
  restore(question: Question): void {
    const asked = this.state.asked || question.place !== undefined;
    this.state = { ...this.state, question, asked, formOpen: !asked };
  }

  openOffice(office: string): void {
    this.#set({ office });
  }

  closeOffice(): void {
    this.#set({ office: undefined });
  }

  openHandOff(handOff: Offer): void {
    this.#set({ handOff });
    this.#host.emit(new SelectEvent(handOff));
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
