// <slot-finder>: attributes in, events out, everything else inside. The view lives in an open shadow root, styled by one
// sheet that all elements share.

import { Fragment, h, render } from "preact";
import { breath } from "../engine/breath";
import { isTrap, useWasmAt, type Query, type Ranking } from "../engine/engine";
import { waitForCountry } from "../list/country-note";
import { attributeNames, readAttributes } from "../options/attributes";
import type { Options } from "../options/options";
import { fetchAhead, fetchPart } from "../parts/lazy";
import { roomOf } from "../parts/room";
import type { Question } from "../question/question";
import type { ViewName } from "../question/views";
import { Controller } from "../state/controller";
import { FailureEvent, ReadyEvent } from "../state/events";
import { sheets } from "../style/sheet";
import { jsonOf } from "../text/json";
import { loadMessages, moreWords } from "../text/words";
import { isRemembered } from "../updates/memory-key";
import { App } from "./app";
import { removeEarly, speakEarly, typedEarly } from "./early";
import { BaseElement } from "./html-element";
import { LiveRegion } from "./live-region";

/** How far from what the visitor sees an element begins to load. */
const NEAR = "800px";
const PROPERTIES = ["words", "feed", "query"] as const;

/**
 * Keeps what is typed into a field of ours from the shortcuts of the page around: from outside the event comes from the
 * element, which is no field. Tab and Escape are theirs too.
 */
function keepFromHost(event: Event): void {
  const { target, key } = event as KeyboardEvent;
  const isField = target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
  if (isField && key !== "Tab" && key !== "Escape") event.stopPropagation();
}

function areEqual(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === b || (a !== undefined && a.length === b?.length && a.every((byte, at) => byte === b[at]));
}

/** What an older version of the element hands over to a newer one. Later versions have to understand it too. */
interface Left {
  /** The properties that were set from outside. */
  given: object;
  kept: { question: Question; view: ViewName } | undefined;
}

export class SlotFinderElement extends BaseElement {
  static get observedAttributes(): string[] {
    return attributeNames;
  }

  readonly #root = this.shadowRoot ?? this.attachShadow({ mode: "open" });

  constructor(element: HTMLElement, left?: Left) {
    super(element);
    for (const type of ["keydown", "keypress", "keyup"]) this.#root.addEventListener(type, keepFromHost);
    this.#kept = left?.kept;
    Object.assign(this, left?.given);
  }

  /** What the visitor asked of an older version. */
  #kept: Left["kept"];

  #controller: Controller | undefined;
  /** Waits until the element comes near. */
  #watcher: IntersectionObserver | undefined;
  readonly #live = new LiveRegion();
  #addressRead = false;
  #words: unknown;
  /** The same as JSON, to notice that they have not changed. */
  #wordsText: string | undefined;
  #wordsRead: Promise<void> | undefined;
  #feed: Uint8Array<ArrayBuffer> | undefined;
  #query: Query | undefined;
  /** The same as JSON, to notice that it has not changed. */
  #queryText: string | undefined;
  #queryRead: Promise<void> | undefined;
  /** What `query` asks, as options. */
  #queryOptions: Partial<Options> | undefined;
  /** The mistakes in attributes that are reported already. */
  #mistakes = new Set<string>();

  connectedCallback(): void {
    // An element that moved to another place of the page continues as it was.
    if (this.#controller || this.#watcher) return;
    // What was set before this script ran is a property of the object, which hides the accessor.
    for (const name of PROPERTIES) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const given = this[name];
      delete this[name];
      Object.assign(this, { [name]: given });
    }
    sheets.adopt(this, this.#root);
    this.#render();
    if (this.getAttribute("loading") === "eager") return void this.#start();
    this.#watcher = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.#start();
    }, { rootMargin: NEAR });
    this.#watcher.observe(this);
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.#stop();
    });
  }

  /** Starts loading. Resolves to what went wrong, if anything; undefined if it had started before. */
  #start(): Promise<unknown> | undefined {
    this.#unwatch();
    if (this.#controller) return undefined;
    // What it began may end after it was stopped.
    const isCurrent = (): boolean => this.#controller === controller;
    const controller: Controller = new Controller({
      render: () => isCurrent() && this.#render(),
      announce: (text) => isCurrent() && this.#live.say(text),
      emit: (event) => isCurrent() && this.#emit(event),
      restore: () => this.#readAddress(),
      prepare: () => Promise.all([
        this.#queryRead,
        this.#wordsRead,
        isRemembered(controller.options) && this.#startUpdates(controller),
      ]),
      judge: () => waitForCountry(controller.options.lang),
      room: () => roomOf(this.clientWidth),
      prepared: () => this.querySelector(":scope > .slot-first-answer")?.textContent,
    }, this.#options());
    this.#controller = controller;
    if (this.#kept) controller.goOnWith(this.#kept);
    this.#kept = undefined;
    useWasmAt(controller.options.wasmUrl);
    this.#wordsRead = this.#readWords();
    return controller.start();
  }

  #unwatch(): void {
    this.#watcher?.disconnect();
    this.#watcher = undefined;
  }

  #stop(): void {
    this.#unwatch();
    const controller = this.#controller;
    this.#controller = undefined;
    this.#addressRead = false;
    this.#live.remove();
    render(null, this.#root);
    controller?.stop();
  }

  /** Gives way to a newer version of this element. */
  leave(): Left {
    const given = Object.entries({ words: this.#words, feed: this.#feed, query: this.#query }).filter(([, value]) => value !== undefined);
    const { question, view } = this.#controller?.state ?? {};
    this.#stop();
    return { given: Object.fromEntries(given), kept: question && view && { question, view } };
  }

  attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    if (before === value) return;
    if (name === "theme") sheets.adopt(this, this.#root);
    this.#configure();
  }

  #configure(): void {
    this.#controller?.configure(this.#options());
  }

  /** The feed itself, in place of one at `src`: its bytes, or the object that they mean. Nothing is fetched for it. */
  set feed(feed: Uint8Array<ArrayBuffer> | object | undefined) {
    const bytes = !feed || feed instanceof Uint8Array ? feed : new TextEncoder().encode(jsonOf(feed));
    // Frameworks set again what has not changed.
    if (areEqual(bytes, this.#feed)) return;
    this.#feed = bytes;
    this.#configure();
  }

  get feed(): Uint8Array<ArrayBuffer> | undefined {
    return this.#feed;
  }

  /** A question as the engine takes it. Attributes overrule its fields, and visitors change what they can see of it. */
  set query(query: Query | undefined) {
    const text = jsonOf(query);
    if (this.#queryRead && text === this.#queryText) return;
    this.#queryText = text;
    this.#query = query;
    this.#queryRead = this.#readQuery();
  }

  get query(): Query | undefined {
    return this.#query;
  }

  async #readQuery(): Promise<void> {
    const query = this.#query;
    try {
      const options = query && (await import("../options/query-property")).readQuery(query, this.#report);
      // A later call reads a later query.
      if (query !== this.#query) return;
      this.#queryOptions = options;
      this.#configure();
    } catch (error) {
      this.#report(String(error));
    }
  }

  /** The last answer, as the engine gave it. */
  get ranking(): Ranking | undefined {
    return this.#controller?.state.answer?.ranking;
  }

  /** Fetches the feed again, and loads at once what waits to come near. Rejects with what went wrong. */
  async refresh(): Promise<void> {
    if (!this.isConnected) return;
    const failure = await (this.#start() ?? this.#controller?.load());
    if (failure !== undefined) throw failure;
  }

  readonly #report = (message: string): void => this.#emit(new FailureEvent(message));

  #emit(event: Event): void {
    this.dispatchEvent(event);
    if (event instanceof FailureEvent) console.error(`slot-finder: ${event.message}`);
    const controller = this.#controller;
    if (!(event instanceof ReadyEvent) || !controller) return;
    // The first list is painted first; a page that is never idle waits no longer than this.
    const startUpdates = (): void => void this.#startUpdates(controller);
    if ("requestIdleCallback" in window) requestIdleCallback(startUpdates, { timeout: 1_000 });
    else setTimeout(startUpdates);
  }

  /** Keeps the page up to date from now on. Where that cannot be fetched the page stays as it is. */
  async #startUpdates(controller: Controller): Promise<void> {
    try {
      const { lang } = controller.words ?? controller.options;
      const [{ startUpdates, takeBackFallenOut }] = await fetchPart(() => import("../updates/updates"), lang);
      takeBackFallenOut(this);
      // Two shorter tasks instead of one: a phone answers a finger in between.
      await breath();
      if (this.#controller === controller) startUpdates(controller, (event) => this.#emit(event));
    } catch {
      // The list works without it.
    }
    if (controller.state.answer) await fetchAhead();
    if (this.#controller === controller) controller.settle();
  }

  /** Own words for some messages, by language: `{ id: { title: "..." }, en: { ... } }`. */
  set words(words: unknown) {
    const text = jsonOf(words);
    if (this.#wordsRead && text === this.#wordsText) return;
    this.#wordsText = text;
    this.#words = words;
    this.#wordsRead = this.#readWords();
    this.#controller?.speak();
  }

  get words(): unknown {
    return this.#words;
  }

  async #readWords(): Promise<void> {
    const [controller, words] = [this.#controller, this.#words];
    if (!controller) return;
    try {
      const parts = words !== undefined && (await Promise.all([import("../text/host-words"), loadMessages(controller.options.lang, moreWords)]));
      // A later call has read later words.
      if (words === this.#words) controller.hostWords = parts ? parts[0].readHostWords(words, this.#report, parts[1]) : {};
    } catch (error) {
      this.#report(String(error));
    }
  }

  /** Asks once what the address asks; `lang` is the page's own parameter. */
  #readAddress(): Promise<void> | undefined {
    const controller = this.#controller;
    const sync = controller?.options.syncUrl;
    if (this.#addressRead || !sync) return undefined;
    this.#addressRead = true;
    const asks = [...new URLSearchParams(location.search).keys()].some((key) => key.startsWith(sync.prefix) && key !== "lang");
    if (!asks) return undefined;
    // Often there is a place: on its way beside the gazetteer.
    void waitForCountry(controller.options.lang);
    return import("../state/address-bar").then(({ readAddress }) => readAddress(controller, this.#report), (error: unknown) => controller.fail(error));
  }

  /** What a page that consists of this element may call itself; says so when the data is invented. */
  get heading(): string {
    const { words, state } = this.#controller ?? {};
    const title = words?.t("title") ?? "";
    return words && state?.info?.sample ? words.t("sample.prefix", { text: title }) : title;
  }

  #options(): Options {
    const reported = this.#mistakes;
    this.#mistakes = new Set();
    const report = (message: string): void => {
      this.#mistakes.add(message);
      if (!reported.has(message)) this.#report(message);
    };
    return { ...readAttributes(this, report, this.#queryOptions), feed: this.#feed };
  }

  #render(): void {
    try {
      this.#draw();
    } catch (error) {
      // What the page's author wrote is better than half a list.
      render(null, this.#root);
      removeEarly(this);
      this.#drawChildren();
      // Who listens to traps draws what comes next.
      if (isTrap(error)) return;
      const controller = this.#controller;
      if (controller?.state.answer) controller.abandon(error);
      else this.#emit(new FailureEvent(String(error), error));
    }
  }

  #drawChildren(): void {
    render(h(Fragment, {}, h("slot", { name: "early" }), h("slot", {})), this.#root);
  }

  #draw(): void {
    const controller = this.#controller;
    if (!controller?.words) {
      // Without words there is nothing to say but what the page's author wrote.
      if (controller?.state.phase === "failed") removeEarly(this);
      return this.#drawChildren();
    }
    const { words } = controller;
    const isLoading = controller.state.phase === "loading";
    if (isLoading) speakEarly(this, words, controller.state.slow ? "loading.slow" : "loading");
    else controller.takeTyped(typedEarly(this));
    const { state } = controller;
    this.#live.lang = words.lang;
    const onLanguage = (): void => {
      const lang = words.lang === "id" ? "en" : "id";
      // Its words could not be fetched before.
      if (lang === controller.options.lang) controller.speak();
      else this.setAttribute("lang", lang);
    };
    const focused = this.#root.activeElement;
    render(h(App, { words, state, controller, onLanguage }), this.#root);
    // The form has taken the focus from it.
    if (!isLoading) removeEarly(this);
    // If the focus went with the old answer, the new answer is where to read on.
    if (focused && !this.#root.activeElement) {
      const again = focused.id && this.#root.getElementById(focused.id);
      const heading = this.#root.querySelector<HTMLElement>("dialog h2[tabindex]") ?? this.#root.querySelector<HTMLElement>("h2[tabindex]");
      (again || heading)?.focus();
    }
  }
}
