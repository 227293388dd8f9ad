// <slot-finder>: attributes in, events out, everything else inside. The view lives in an open shadow root, styled by one
// sheet that all elements share; the live region lives in light DOM, since not every reader hears those of shadow roots.

import { attributeNames, readAttributes, type Options } from "../options/attributes";
import { Controller } from "../state/controller";
import type { Query, Ranking } from "../engine/engine";
import { FailureEvent, ReadyEvent } from "../state/events";
import { remembers } from "../updates/memory-key";
import { jsx, paint } from "../paint";
import { sheets } from "../style/sheet";
import { App } from "./app";
import { follow, rest } from "../parts/later";

/** How far from what the visitor sees an element begins to load. */
const NEAR = "800px";
/** Nothing but the element's own children. */
const childrenOnly = () => jsx("slot", {});
const PROPERTIES = ["words", "feed", "query"] as const;

export class SlotFinderElement extends HTMLElement {
  static get observedAttributes(): string[] {
    return attributeNames;
  }

  readonly #root = this.attachShadow({ mode: "open" });
  #controller: Controller | undefined;
  /** Waits until the element comes near. */
  #watcher: IntersectionObserver | undefined;
  #live: HTMLElement | undefined;
  #restored = false;
  #words: unknown;
  #feed: Uint8Array<ArrayBuffer> | undefined;
  #query: Query | undefined;
  /** What `query` says, once that is read. */
  #given: Partial<Options> | undefined;
  #reading: Promise<void> | undefined;
  /** The mistakes that are told already. */
  #mistakes = new Set<string>();

  connectedCallback(): void {
    // Moved to another place of the page, it goes on as it was.
    if (this.#controller || this.#watcher) return;
    this.#live ??= this.#makeLive();
    // Set before this script was there, it is a property of the object like any other.
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

  /** Loads; gives how that ends, if it has not begun before. */
  #start(): Promise<unknown> | undefined {
    this.#unwatch();
    if (this.#controller) return undefined;
    const controller: Controller = new Controller({
      render: () => this.#render(),
      announce: (text) => {
        if (this.#live) this.#live.textContent = text;
      },
      emit: (event) => this.#emit(event),
      restore: () => this.#restore(),
      recall: () => Promise.all([
        this.#reading,
        (this.#words !== undefined || controller.follower || remembers(controller.options)) && this.#follow(controller),
      ]),
    }, this.#options());
    this.#controller = controller;
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
    this.#restored = false;
    paint(undefined, this.#root);
    controller?.stop();
  }

  attributeChangedCallback(name: string): void {
    if (name === "theme") sheets.adopt(this, this.#root);
    this.#configure();
  }

  #configure(): void {
    this.#controller?.configure(this.#options());
  }

  /** The feed itself, in place of one at `src`: its bytes, or the object that they mean. Nothing is fetched for it. */
  set feed(feed: Uint8Array<ArrayBuffer> | object | undefined) {
    this.#feed = !feed || feed instanceof Uint8Array ? feed : new TextEncoder().encode(JSON.stringify(feed));
    this.#configure();
  }

  get feed(): Uint8Array<ArrayBuffer> | undefined {
    return this.#feed;
  }

  /** A question as the engine takes it. Attributes overrule its fields, and visitors change what they can see of it. */
  set query(query: Query | undefined) {
    this.#query = query;
    this.#reading = this.#readQuery();
  }

  get query(): Query | undefined {
    return this.#query;
  }

  async #readQuery(): Promise<void> {
    const query = this.#query;
    const given = query && await rest().then(({ readQuery }) => readQuery(query, this.#report), (error: unknown) => void this.#report(String(error)));
    if (query !== this.#query) return;
    this.#given = given;
    this.#configure();
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
    // The first list is to be painted first; a page that is never idle waits no longer than this.
    const controller = this.#controller;
    if (!(event instanceof ReadyEvent) || !controller) return;
    const more = (): void => void this.#follow(controller);
    if ("requestIdleCallback" in window) requestIdleCallback(more, { timeout: 1_000 });
    else setTimeout(more);
  }

  async #follow(controller: Controller): Promise<void> {
    // Without it the page is as it would be on paper.
    await follow(() => this.#controller === controller, controller, (event) => this.#emit(event), this.#words, this.#report).catch(() => undefined);
    if (this.#controller === controller) controller.show({ settled: true });
  }

  /** Own words for some messages, by language: `{ id: { title: "..." }, en: { ... } }`. */
  set words(words: unknown) {
    this.#words = words;
    this.#controller?.speak();
  }

  get words(): unknown {
    return this.#words;
  }

  /** Once, what the address asks; `lang` is the page's own. */
  #restore(): Promise<void> | undefined {
    const act = this.#controller;
    const asks = [...new URLSearchParams(location.search).keys()].some((key) => key !== "lang");
    if (this.#restored || !act?.options.syncUrl) return undefined;
    this.#restored = true;
    if (!asks) return undefined;
    return rest().then(({ readAddress }) => readAddress(act, this.#report), (error: unknown) => act.fail(error));
  }

  /** What a page that consists of this element may call itself; says so when the data is invented. */
  get heading(): string {
    const { words, state } = this.#controller ?? {};
    const title = words?.t("title") ?? "";
    return words && state?.info?.sample ? words.t("sample.prefix", { text: title }) : title;
  }

  #options(): Options {
    const told = this.#mistakes;
    this.#mistakes = new Set();
    const report = (message: string): void => {
      this.#mistakes.add(message);
      if (!told.has(message)) this.#report(message);
    };
    return { ...readAttributes(this, report, this.#given), feed: this.#feed };
  }

  /** Present and empty before the first announcement: readers watch only regions that they have met. */
  #makeLive(): HTMLElement {
    // A clone of an element has one already.
    const live = this.querySelector<HTMLElement>(':scope > [slot="live"]') ?? document.createElement("div");
    live.textContent = "";
    live.slot = "live";
    live.setAttribute("role", "status");
    live.setAttribute("aria-live", "polite");
    return this.appendChild(live);
  }

  #render(): void {
    try {
      this.#draw();
    } catch (error) {
      // Rather what the page's author wrote than half a list.
      paint(undefined, this.#root);
      paint(childrenOnly, this.#root);
      this.#emit(new FailureEvent(String(error), error));
    }
  }

  #draw(): void {
    const act = this.#controller;
    if (!act?.words) return paint(childrenOnly, this.#root);
    const { words, state } = act;
    if (this.#live) this.#live.lang = words.lang;
    const onLanguage = (): void => this.setAttribute("lang", words.lang === "id" ? "en" : "id");
    const focused = this.#root.activeElement;
    paint(() => jsx(App, { words, state, act, onLanguage }), this.#root);
    // What had the focus may be gone with the old answer; the new one is where to read on.
    if (focused && !this.#root.activeElement) {
      const again = focused.id && this.#root.getElementById(focused.id);
      (again || this.#root.querySelector<HTMLElement>("h2[tabindex]"))?.focus();
    }
  }
}
