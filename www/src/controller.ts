// The course of things: loads the feed, keeps the question, asks the engine, holds the answer. In: what the visitor
// does, through the methods. Out: one `State` that the view draws, a call of `render` after each change, events and
// announcements. It touches no DOM. An answer that arrives after its source was changed is dropped.

import { questionOf, type Options } from "./attributes";
import { openFeed, openPlaces, type About, type OfficeInfo, type Offer, type Place, type Places, type Query, type Ranking, type SlotFinder } from "./engine";
import { FailureEvent, ReadyEvent, ResultsEvent, SelectEvent } from "./events";
import { loadWords, type Key, type Words } from "./i18n";
import { headline } from "./outlook";
import { sortOf, toQuery, type ChosenPlace, type Question } from "./question";
import { alternatives, type Suggestion } from "./suggestions";

export interface Answer {
  ranking: Ranking;
  /** When the question was asked, ms. */
  now: number;
  /** What the defaults leave out. */
  suggestions: Suggestion[];
  /** Offices to ask when the data is too old to call anything open. */
  expired: OfficeInfo[];
}

export interface State {
  phase: "loading" | "ready" | "failed";
  /** Why there is no newer data; with a list on the page the list stays. */
  trouble?: "offline" | "error" | undefined;
  /** A fetch is under way while an older answer stands. */
  busy: boolean;
  info?: About | undefined;
  question: Question;
  answer?: Answer | undefined;
  /** How many offices the list shows. */
  shown: number;
  /** A place was chosen at some time, so the question can fold to one line. */
  asked: boolean;
  formOpen: boolean;
  filtersOpen: boolean;
  handOff?: Offer | undefined;
  /** The id of the office that is opened up. */
  office?: string | undefined;
  placesAttribution?: string | undefined;
}

interface Host {
  render(): void;
  announce(text: string): void;
  emit(event: Event): void;
  /** Asks what the address of the page asks, if it asks anything. */
  restore(): Promise<void> | undefined;
}

export class Controller {
  state: State;
  /** Absent until they are loaded; nothing is drawn before. */
  words: Words | undefined;
  #options: Options;
  readonly #host: Host;
  #finder: SlotFinder | undefined;
  /** They stay the same as long as the feed does. */
  readonly #ids = new WeakMap<SlotFinder, string[]>();
  #places: Promise<Places> | undefined;
  #loading: AbortController | undefined;
  #speaking: Promise<void> | undefined;

  constructor(host: Host, options: Options) {
    this.#host = host;
    this.#options = options;
    this.state = this.#begin();
  }

  #begin(): State {
    const question = questionOf(this.#options);
    const asked = question.place !== undefined;
    return {
      phase: "loading",
      busy: true,
      question,
      shown: this.#options.limit,
      asked,
      formOpen: !asked,
      filtersOpen: false,
    };
  }

  /** Starts listening to the network and loads the feed. */
  start(): void {
    addEventListener("offline", this.#wentOffline);
    addEventListener("online", this.#cameOnline);
    this.#speaking = this.#speak();
    void this.load();
  }

  /** Fetches the words of the language, then says everything in them. */
  async #speak(): Promise<void> {
    const { lang } = this.#options;
    const words = await loadWords(lang);
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

  /** Frees what the engine holds; a later `start` begins anew. */
  stop(): void {
    removeEventListener("offline", this.#wentOffline);
    removeEventListener("online", this.#cameOnline);
    this.#loading?.abort();
    this.#finder?.free();
    this.#finder = undefined;
    this.#dropPlaces();
    this.state = this.#begin();
  }

  #dropPlaces(): void {
    void this.#places?.then((places) => places.free(), () => undefined);
    this.#places = undefined;
  }

  /** The page's author changed an attribute. */
  configure(options: Options): void {
    const before = this.#options;
    this.#options = options;
    if (options.lang !== before.lang) this.#speaking = this.#speak();
    if (options.places !== before.places) this.#dropPlaces();
    if (options.src !== before.src) {
      this.#finder?.free();
      this.#finder = undefined;
      this.state = this.#begin();
      void this.load();
    } else {
      this.#askWhatChanged(questionOf(before), questionOf(options));
      this.#answer();
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
  readonly #cameOnline = (): void => void this.load();

  #set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.#host.render();
  }

  /** Fetches the feed, for the first time or again. What is on the page stays until there is something newer. */
  async load(): Promise<void> {
    const { src } = this.#options;
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.#set({ busy: true });
    this.#announce("loading");
    try {
      if (!src) throw new Error("the attribute src, the address of a feed, is missing");
      const finder = await openFeed(src, this.#query(Date.now()), loading.signal);
      await this.#speaking;
      if (loading.signal.aborted) return finder.free();
      this.#finder?.free();
      this.#finder = finder;
      const first = !this.state.info;
      this.#set({ info: finder.about(this.words?.lang), trouble: undefined, busy: false });
      this.#answer();
      if (first && this.state.info) this.#host.emit(new ReadyEvent(this.state.info));
    } catch (error) {
      if (!loading.signal.aborted) this.fail(error);
    }
  }

  /** Something could not be had; what is on the page stays. */
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

  /** Asks the engine and shows the answer. */
  #answer(): void {
    const [finder, words] = [this.#finder, this.words];
    if (!finder || !words) return this.#host.render();
    const { question } = this.state;
    const now = Date.now();
    try {
      const ranking = finder.rank(this.#query(now));
      const empty = ranking.offers.length === 0;
      const tooOld = empty && ranking.freshness.state === "expired";
      const expired = tooOld ? finder.board(this.#query(now)).offices.slice(0, this.state.shown) : [];
      const suggestions = empty && !tooOld ? [] : alternatives(question, ranking, this.count);
      const answer = { ranking, now, suggestions, expired };
      this.#set({ phase: "ready", answer });
      const text = headline(words, question, answer);
      this.#host.announce(this.state.info?.sample ? words.t("sample.prefix", { text }) : text);
      this.#host.emit(new ResultsEvent(ranking));
    } catch (error) {
      this.fail(error);
    }
  }

  ask(change: Partial<Question>): void {
    const question = { ...this.state.question, ...change };
    // Without a place "nearest" means nothing.
    if (!question.place && sortOf(question) === "nearest") question.sort = undefined;
    this.state = { ...this.state, question };
    this.#answer();
  }

  /** The first place folds the question; while it is being edited it stays open. */
  choosePlace(place: ChosenPlace | undefined): void {
    const { asked, formOpen } = this.state;
    if (place) this.state = { ...this.state, asked: true, formOpen: asked && formOpen };
    this.ask({ place });
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

  /** What was asked before; it is answered with the next answer. */
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

  /** The same office and service on another day. */
  openDay({ officeId, serviceId, channel, event }: Offer, date: string): void {
    const query = this.#query(Date.now(), { ...this.state.question, neededBy: undefined, weekdays: [], withinKm: undefined }, 1_000);
    const found = this.#finder?.rank({
      ...query, offices: [officeId], services: [serviceId], channels: [channel], from: date, to: date, group: "none",
    }).offers.find((offer) => offer.event?.id === event?.id);
    if (found) this.openHandOff(found);
  }

  closeHandOff(): void {
    this.#set({ handOff: undefined });
  }

  get canSearch(): boolean {
    return this.#options.places !== undefined;
  }

  /** Fetches the gazetteer at the first call; rejects when it cannot be had, and tries again at the next. */
  async places(): Promise<Places> {
    const { places: url } = this.#options;
    this.#places ??= openPlaces(url ?? "").then(
      (places) => {
        this.#set({ placesAttribution: places.attribution });
        return places;
      },
      (error: unknown) => {
        this.#places = undefined;
        throw error;
      },
    );
    return this.#places;
  }

  async searchPlaces(text: string): Promise<Place[]> {
    return (await this.places()).search(text, 8);
  }

  announce(text: string): void {
    this.#host.announce(text);
  }

  #announce(key: Key): void {
    if (this.words) this.announce(this.words.t(key));
  }
}
