// Keeps an open page up to date: ages grow, newer data comes, the visitor's choices are kept if they want that. It starts
// after the first list, or before it where the visitor is remembered. In: the controller, whose state it reads. Out: calls
// of the controller. Newer data waits behind a bar until the visitor asks for it, so nothing moves under a finger; only
// numbers change in place.

import { openFeed, type SlotFinder } from "../engine/engine";
import { repaired } from "../question/address";
import type { Question } from "../question/question";
import { followAddress, openNamedOffice, writeAddress } from "../state/address-bar";
import { headline, kindOf } from "../state/answer-kind";
import type { Updates } from "../state/around";
import { byOffice, changeMark, inDrawnOrder, keepsLayout, noticeText, officesWithNewPlaces, type UpdateNotice } from "../state/changes";
import type { Controller } from "../state/controller";
import { wasDialogStep } from "../state/dialog-history";
import { FailureEvent, RememberEvent } from "../state/events";
import { today } from "../text/dates";
import { MIN_POLL_SECONDS, nextPollMs, pollSeconds } from "./interval";
import { Memory } from "./memory";
import { isRemembered } from "./memory-key";

/** How often ages are updated, ms. */
const TICK = 30_000;

const savesData = (): boolean => Boolean((navigator as Navigator & { connection?: { saveData?: boolean } }).connection?.saveData);

export class Updater implements Updates {
  readonly #controller: Controller;
  readonly #emit: (event: Event) => void;
  readonly #memory: Memory;
  /** Newer than what is drawn; waits behind the bar. */
  #held: SlotFinder | undefined;
  #announced = "";
  #polling: AbortController | undefined;
  #failures = 0;
  /** When the feed was last asked for, ms. */
  #lastPoll = Date.now();
  #wait = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ticks: ReturnType<typeof setInterval> | undefined;

  constructor(controller: Controller, emit: (event: Event) => void) {
    this.#controller = controller;
    this.#emit = emit;
    const { options } = controller;
    this.#memory = new Memory(options.src ?? "", isRemembered(options));
    if (this.#memory.on) {
      if (!controller.state.answer) this.#recall(this.#memory.question());
      emit(new RememberEvent(true));
    }
    document.addEventListener("visibilitychange", this.#onReturn);
    addEventListener("pageshow", this.#onReturn);
    addEventListener("hashchange", this.#onHash);
    addEventListener("popstate", this.#onStep);
    addEventListener("storage", this.#onStorage);
    this.describe();
    this.#resume();
  }

  stop(): void {
    document.removeEventListener("visibilitychange", this.#onReturn);
    removeEventListener("pageshow", this.#onReturn);
    removeEventListener("hashchange", this.#onHash);
    removeEventListener("popstate", this.#onStep);
    removeEventListener("storage", this.#onStorage);
    this.#pause();
    this.#polling?.abort();
    this.#drop();
  }

  /** Another tab forgets what this one would keep on storing. */
  readonly #onStorage = (): void => {
    if (!this.#memory.forgotten()) return;
    this.describe();
    this.#emit(new RememberEvent(false));
  };

  readonly #onHash = (): void => openNamedOffice(this.#controller);

  /** Puts question and view into the address, once the first list is painted. */
  readonly answered = (): void => {
    if (!this.#controller.options.syncUrl || !this.#controller.state.settled) return;
    writeAddress(this.#controller);
  };

  /** Where a step only closes a dialog, what was asked there is written now; else the page is as the address has it. */
  readonly #onStep = (): void => {
    const { options, state } = this.#controller;
    if (!wasDialogStep() && options.syncUrl && state.settled) followAddress(this.#controller);
    else this.answered();
  };

  #recall(remembered: Partial<Question>): void {
    const question = repaired({ ...this.#controller.state.question, ...remembered }, today());
    this.#controller.show({ question });
  }

  describe(): void {
    const { options, state } = this.#controller;
    const every = pollSeconds({ ttl: state.info?.ttl ?? MIN_POLL_SECONDS, saveData: savesData() });
    // A feed that the page's author gave is not fetched again.
    const updatePlan = options.feed ? undefined : { every, remember: options.storage === "ask" ? this.#memory.on : undefined, lost: this.#memory.on && this.#memory.lost };
    // It is drawn with all else that comes after the first list, once.
    if (state.settled) this.#controller.show({ updatePlan });
    else this.#controller.state = { ...state, updatePlan };
  }

  async remember(on: boolean): Promise<void> {
    const remembered = this.#memory.remember(on, this.#controller.state.question);
    this.describe();
    await remembered;
    this.describe();
    this.#emit(new RememberEvent(this.#memory.on));
  }

  rememberedFeed(): Promise<SlotFinder | undefined> {
    return this.#memory.feed();
  }

  /** Shows newer data with the next answer, which redraws the list anyway. */
  catchUp(): void {
    const held = this.#held;
    this.#held = undefined;
    this.#announced = "";
    if (held) this.#controller.swap(held);
    this.#memory.keepQuestion(this.#controller.state.question);
  }

  /** A feed takes the place of an older one, which is still open. */
  replaced(newer: SlotFinder, older: SlotFinder | undefined): void {
    this.#drop();
    this.#failures = 0;
    this.#lastPoll = Date.now();
    const changes = older && byOffice(newer.changesSince(older));
    this.#controller.show({ changeMark: changes && ((words, offer) => changeMark(words, offer, changes)), notice: undefined });
    void this.#memory.keepFeed().then(() => this.#controller.updates === this && this.describe());
    this.describe();
    this.#schedule();
  }

  #drop(): void {
    this.#held?.free();
    this.#held = undefined;
  }

  /** On return the page may be old: updates its ages and looks for newer data. */
  readonly #onReturn = (): void => {
    this.#resume();
    if (document.visibilityState !== "hidden") this.#refreshAges();
  };

  /** Looks for newer data while the page is in sight. */
  #resume(): void {
    this.#pause();
    if (document.visibilityState === "hidden") return;
    this.#ticks = setInterval(this.#refreshAges, TICK);
    this.#schedule();
  }

  #pause(): void {
    clearInterval(this.#ticks);
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const { info } = this.#controller.state;
    if (!info || this.#controller.options.feed || document.visibilityState === "hidden" || !navigator.onLine) return;
    this.#wait = nextPollMs({ ttl: info.ttl, saveData: savesData(), failures: this.#failures, random: Math.random() });
    this.#timer = setTimeout(() => void this.#poll(), Math.max(0, this.#lastPoll + this.#wait - Date.now()));
  }

  /** The network is back. */
  wake(): void {
    const { trouble, answer } = this.#controller.state;
    if (!answer) return void this.#controller.load();
    const recent = Date.now() - this.#lastPoll < MIN_POLL_SECONDS * 1_000 && this.#failures === 0 && trouble !== "error";
    if (!recent && !this.#controller.options.feed) return void this.#poll();
    this.#controller.show({ trouble: undefined });
    this.#schedule();
  }

  /** Updates words that depend on the time, without an announcement, unless the answer has become another one. */
  readonly #refreshAges = (): void => {
    const { words, state: { answer, handOff, question } } = this.#controller;
    if (!words || !answer) return;
    this.#controller.refresh((offers) => inDrawnOrder(answer.ranking.offers, offers));
    const now = this.#controller.state.answer ?? answer;
    if (kindOf(now) !== kindOf(answer)) this.#controller.announce(headline(words, question, now));
    // The hand-off itself says that a number is gone; of data that is too old it has nothing to say.
    if (handOff && kindOf(now) === "expired") this.#controller.closeHandOff();
  };

  async #poll(): Promise<void> {
    if (!navigator.onLine) return;
    const before = this.#controller.finder;
    const { src } = this.#controller.options;
    this.#polling?.abort();
    const polling = (this.#polling = new AbortController());
    this.#lastPoll = Date.now();
    try {
      const newer = await openFeed(src ?? "", this.#controller.query(), polling.signal);
      // Meanwhile the visitor may have fetched it, or have left.
      if (polling.signal.aborted || this.#controller.finder !== before) return newer.free();
      this.#failures = 0;
      this.#controller.show({ trouble: undefined, ...(this.#controller.state.notice?.kind === "failed" && { notice: undefined }) });
      this.#receive(newer);
    } catch (error) {
      if (polling.signal.aborted) return;
      this.#failures++;
      // One miss is not worth a notice; a visitor who asks sees it at once.
      if (this.#failures > 1 && navigator.onLine && !this.#held) this.#notify({ kind: "failed" });
      this.#emit(new FailureEvent(error instanceof Error ? error.message : String(error), error));
    }
    this.#schedule();
  }

  /** Decides what to do with newer data: show it, change numbers in place, or hold it behind the bar. */
  #receive(newer: SlotFinder): void {
    const { finder, state: { answer } } = this.#controller;
    const madeAt = (feed: SlotFinder): number => Date.parse(feed.about().generatedAt);
    const newest = this.#held ?? finder;
    // The same again, or an older copy from some cache. What was put right after it came from the future is older, too.
    const query = this.#controller.query();
    const isFuture = (feed: SlotFinder): boolean => feed.rank({ ...query, limit: 1 }).freshness.state === "future";
    if (!finder || !newest || (madeAt(newer) <= madeAt(newest) && (!isFuture(newest) || isFuture(newer)))) return newer.free();
    if (!answer || kindOf(answer) === "expired") return this.#controller.adopt(newer);
    const changes = newer.changesSince(finder);
    const offices = officesWithNewPlaces(newer, changes, query);
    if (offices === 0 && keepsLayout(answer.ranking, newer.rank(query))) {
      this.#controller.swap(newer);
      this.#controller.refresh((offers) => offers);
      return;
    }
    this.#drop();
    this.#held = newer;
    this.#notify(offices ? { kind: "places", offices } : { kind: "newer" });
  }

  #notify(notice: UpdateNotice): void {
    this.#controller.show({ notice });
    const { words } = this.#controller;
    const text = words ? noticeText(words, notice) : "";
    if (text !== this.#announced) this.#controller.announce(text);
    this.#announced = text;
  }
}
