// What happens on a page that stays open: ages grow, newer data comes, the visitor's choices are kept if they want that.
// It comes after the first list, or before it where the visitor is remembered. In: the controller, whose state it reads.
// Out: calls of the controller. Newer data waits behind a bar until the visitor asks for it, so that nothing moves under
// a finger; only numbers change in place.

import { openNamed, writeAddress } from "../state/address-bar";
import type { Controller } from "../state/controller";
import { today } from "../text/dates-more";
import { openFeed, type SlotFinder } from "../engine/engine";
import { FailureEvent, RememberEvent } from "../state/events";
import { remembers } from "./memory-key";
import { Memory } from "./memory";
import { byOffice, fitsInPlace, inDrawnOrder, newsText, officesWithNews, type News } from "../state/changes";
import { headline, outlookOf } from "../state/answer-kind";
import { everySeconds, LEAST, untilNext } from "./interval";
import type { Question } from "../question/question";

/** How often ages are told anew, ms. */
const TICK = 30_000;

const savesData = (): boolean => Boolean((navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData);

export class Follower {
  readonly #act: Controller;
  readonly #emit: (event: Event) => void;
  readonly #memory: Memory;
  /** Newer than what is drawn; waits behind the bar. */
  #held: SlotFinder | undefined;
  #announced = "";
  #polling: AbortController | undefined;
  #failures = 0;
  /** When the feed was last asked for, ms. */
  #asked = Date.now();
  #wait = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ticks: ReturnType<typeof setInterval> | undefined;

  constructor(act: Controller, emit: (event: Event) => void) {
    this.#act = act;
    this.#emit = emit;
    const { options } = act;
    this.#memory = new Memory(options.src ?? "", remembers(options));
    if (this.#memory.on) {
      if (!act.state.answer) this.#recall(this.#memory.question(today()));
      emit(new RememberEvent(true));
    }
    document.addEventListener("visibilitychange", this.#seen);
    addEventListener("pageshow", this.#seen);
    addEventListener("hashchange", this.#named);
    addEventListener("popstate", this.answered);
    this.tell();
    this.#watch();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#seen);
    removeEventListener("pageshow", this.#seen);
    removeEventListener("hashchange", this.#named);
    removeEventListener("popstate", this.answered);
    this.#rest();
    this.#polling?.abort();
    this.#drop();
  }

  readonly #named = (): void => openNamed(this.#act);

  /** Puts the question into the address; before the first list is painted it has nothing to learn. */
  readonly answered = (): void => {
    if (this.#act.options.syncUrl && this.#act.state.settled) writeAddress(this.#act);
  };

  #recall(kept: Partial<Question>): void {
    const question = { ...this.#act.state.question, ...kept };
    const asked = question.place !== undefined;
    this.#act.show({ question, asked, formOpen: !asked });
  }

  /** What the foot says of all this. */
  tell(): void {
    const { options, state } = this.#act;
    const every = everySeconds({ ttl: state.info?.ttl ?? LEAST, saveData: savesData() });
    // What the page's author gave is looked after by nobody else.
    this.#act.show({ living: options.feed ? undefined : { every, remember: options.storage === "ask" ? this.#memory.on : undefined } });
  }

  async remember(on: boolean): Promise<void> {
    const remembered = this.#memory.remember(on, this.#act.state.question);
    this.tell();
    await remembered;
    this.tell();
    this.#emit(new RememberEvent(this.#memory.on));
  }

  /** The feed that was on the page at the last visit. */
  kept(): Promise<SlotFinder | undefined> {
    return this.#memory.feed();
  }

  /** The visitor asked something: what is newer may be shown now, since the list is drawn anew anyway. */
  catchUp(): void {
    const held = this.#held;
    this.#held = undefined;
    this.#announced = "";
    if (held) this.#act.swap(held);
    this.#memory.keepQuestion(this.#act.state.question);
  }

  /** A feed takes the place of an older one, which is still open. */
  replaced(newer: SlotFinder, older: SlotFinder | undefined): void {
    this.#drop();
    this.#failures = 0;
    this.#asked = Date.now();
    this.#act.show({ changes: older && byOffice(newer.changesSince(older)), news: undefined });
    void this.#memory.keepFeed();
    this.tell();
    this.#schedule();
  }

  #drop(): void {
    this.#held?.free();
    this.#held = undefined;
  }

  /** On return what is on the page may be old: it is told so, and looked after. */
  readonly #seen = (): void => {
    this.#watch();
    if (document.visibilityState !== "hidden") this.#grow();
  };

  /** Goes on by itself while somebody looks. */
  #watch(): void {
    this.#rest();
    if (document.visibilityState === "hidden") return;
    this.#ticks = setInterval(this.#grow, TICK);
    this.#schedule();
  }

  #rest(): void {
    clearInterval(this.#ticks);
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const { info } = this.#act.state;
    if (!info || this.#act.options.feed || document.visibilityState === "hidden" || !navigator.onLine) return;
    this.#wait = untilNext({ ttl: info.ttl, saveData: savesData(), failures: this.#failures, random: Math.random() });
    this.#timer = setTimeout(() => void this.#poll(), Math.max(0, this.#asked + this.#wait - Date.now()));
  }

  /** The network is back. */
  wake(): void {
    const { trouble, answer } = this.#act.state;
    if (!answer) return void this.#act.load();
    const recent = Date.now() - this.#asked < LEAST * 1_000 && this.#failures === 0 && trouble !== "error";
    if (!recent && !this.#act.options.feed) return void this.#poll();
    this.#act.show({ trouble: undefined });
    this.#schedule();
  }

  /** Words that depend on the time are said anew, to the eye only; unless the answer has become another one. */
  readonly #grow = (): void => {
    const { words, state: { answer, handOff, question } } = this.#act;
    if (!words || !answer) return;
    this.#act.refresh((offers) => inDrawnOrder(answer.ranking.offers, offers));
    const now = this.#act.state.answer ?? answer;
    if (outlookOf(now) !== outlookOf(answer)) this.#act.announce(headline(words, question, now));
    // It tells itself of a number that is gone; of data that is too old there is nothing to tell.
    if (handOff && outlookOf(now) === "expired") this.#act.closeHandOff();
  };

  async #poll(): Promise<void> {
    if (!navigator.onLine) return;
    const before = this.#act.finder;
    const { src } = this.#act.options;
    this.#polling?.abort();
    const polling = (this.#polling = new AbortController());
    this.#asked = Date.now();
    try {
      const newer = await openFeed(src ?? "", this.#act.query(), polling.signal);
      // Meanwhile the visitor may have fetched it, or have left.
      if (polling.signal.aborted || this.#act.finder !== before) return newer.free();
      this.#failures = 0;
      this.#act.show({ trouble: undefined, ...(this.#act.state.news?.kind === "failed" && { news: undefined }) });
      this.#receive(newer);
    } catch (error) {
      if (polling.signal.aborted) return;
      this.#failures++;
      // One miss is no news; whoever asks is told at once.
      if (this.#failures > 1 && navigator.onLine && !this.#held) this.#say({ kind: "failed" });
      this.#emit(new FailureEvent(error instanceof Error ? error.message : String(error), error));
    }
    this.#schedule();
  }

  /** Decides what becomes of data that nobody asked for. */
  #receive(newer: SlotFinder): void {
    const { finder, state: { answer } } = this.#act;
    const madeAt = (feed: SlotFinder): number => Date.parse(feed.about().generatedAt);
    const newest = this.#held ?? finder;
    // The same again, or an older copy from some cache.
    if (!finder || !newest || madeAt(newer) <= madeAt(newest)) return newer.free();
    if (!answer || outlookOf(answer) === "expired") return this.#act.adopt(newer);
    const changes = newer.changesSince(finder);
    const query = this.#act.query();
    const offices = officesWithNews(newer, changes, query);
    if (offices === 0 && fitsInPlace(answer.ranking, newer.rank(query))) {
      this.#act.swap(newer);
      this.#act.refresh((offers) => offers);
      return;
    }
    this.#drop();
    this.#held = newer;
    this.#say(offices ? { kind: "places", offices } : { kind: "newer" });
  }

  #say(news: News): void {
    this.#act.show({ news });
    const { words } = this.#act;
    const text = words ? newsText(words, news) : "";
    if (text !== this.#announced) this.#act.announce(text);
    this.#announced = text;
  }
}
