// <slot-finder>: attributes in, events out, everything else inside. The view lives in an open shadow root, styled by one
// sheet that all elements share; the live region lives in light DOM, since not every reader hears those of shadow roots.

import { h, render } from "preact";
import { attributeNames, readAttributes, type Options } from "./attributes";
import { Controller } from "./controller";
import { FailureEvent, ReadyEvent, ResultsEvent } from "./events";
import { remembers } from "./kept";
import { adoptStyles } from "./sheet";
import { App } from "./view/app";
import { follow, rest } from "./view/later";

export class SlotFinderElement extends HTMLElement {
  static readonly observedAttributes = attributeNames;
  readonly #root = this.attachShadow({ mode: "open" });
  #controller: Controller | undefined;
  #live: HTMLElement | undefined;
  #restored = false;
  #ready = false;
  #words: unknown;
  #feed: Uint8Array<ArrayBuffer> | undefined;

  connectedCallback(): void {
    adoptStyles(this.#root);
    this.#live ??= this.#makeLive();
    // Set before this script was there, it is a property of the object like any other.
    for (const name of ["words", "feed"] as const) {
      if (!Object.prototype.hasOwnProperty.call(this, name)) continue;
      const given = this[name];
      delete (this as { words?: unknown; feed?: unknown })[name];
      (this as { words?: unknown; feed?: unknown })[name] = given;
    }
    const options = this.#options();
    const controller: Controller = new Controller({
      render: () => this.#render(),
      announce: (text) => {
        if (this.#live) this.#live.textContent = text;
      },
      emit: (event) => this.#emit(event),
      restore: () => this.#restore(),
      recall: () => (this.#words !== undefined || controller.follower || remembers(controller.options) ? this.#follow(controller) : undefined),
    }, options);
    this.#controller = controller;
    controller.start();
    addEventListener("hashchange", this.#followHash);
    addEventListener("popstate", this.#writeAddress);
  }

  disconnectedCallback(): void {
    const controller = this.#controller;
    removeEventListener("hashchange", this.#followHash);
    removeEventListener("popstate", this.#writeAddress);
    this.#controller = undefined;
    this.#restored = this.#ready = false;
    render(null, this.#root);
    controller?.stop();
  }

  attributeChangedCallback(): void {
    this.#controller?.configure(this.#options());
  }

  /** The feed itself, in place of one at `src`: its bytes, or the object that they mean. Nothing is fetched for it. */
  set feed(feed: Uint8Array<ArrayBuffer> | object | undefined) {
    this.#feed = !feed || feed instanceof Uint8Array ? feed : new TextEncoder().encode(JSON.stringify(feed));
    this.#controller?.configure(this.#options());
  }

  get feed(): Uint8Array<ArrayBuffer> | undefined {
    return this.#feed;
  }

  #emit(event: Event): void {
    this.dispatchEvent(event);
    if (event instanceof FailureEvent) console.error(`slot-finder: ${event.message}`);
    if (event instanceof ResultsEvent) this.#writeAddress();
    // The first list is to be painted first.
    const controller = this.#controller;
    if (!(event instanceof ReadyEvent) || !controller) return;
    this.#ready = true;
    this.#followHash();
    (window.requestIdleCallback ?? setTimeout)(() => void this.#follow(controller));
  }

  async #follow(controller: Controller): Promise<void> {
    const report = (message: string): void => this.#emit(new FailureEvent(message));
    // Without it the page is as it would be on paper.
    await follow(() => this.#controller === controller, controller, (event) => this.#emit(event), this.#words, report).catch(() => undefined);
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
    return rest().then(({ readAddress }) => readAddress(act, (message) => this.#emit(new FailureEvent(message))), (error: unknown) => act.fail(error));
  }

  /** Puts the question into the address; before the first list is painted it has nothing to learn. */
  readonly #writeAddress = (): void => {
    const act = this.#controller;
    if (act?.options.syncUrl && this.#ready) void rest().then(({ writeAddress }) => writeAddress(act), () => undefined);
  };

  /** Opens the office that the address names: "#office=kanim-blitar". */
  readonly #followHash = (): void => {
    const act = this.#controller;
    const office = /^#office=([\w.:~-]{1,64})$/.exec(location.hash)?.[1];
    if (office && act?.options.syncUrl && act.finder) act.openOffice(office);
  };

  /** What a page that consists of this element may call itself; says so when the data is invented. */
  get heading(): string {
    const { words, state } = this.#controller ?? {};
    const title = words?.t("title") ?? "";
    return words && state?.info?.sample ? words.t("sample.prefix", { text: title }) : title;
  }

  #options(): Options {
    return { ...readAttributes(this, (message) => this.#emit(new FailureEvent(message))), feed: this.#feed };
  }

  /** Present and empty before the first announcement: readers watch only regions that they have met. */
  #makeLive(): HTMLElement {
    const live = document.createElement("div");
    live.slot = "live";
    live.setAttribute("role", "status");
    live.setAttribute("aria-live", "polite");
    return this.appendChild(live);
  }

  #render(): void {
    const act = this.#controller;
    if (!act) return;
    const { words, state } = act;
    if (!words) return render(h("slot", {}), this.#root);
    if (this.#live) this.#live.lang = words.lang;
    const onLanguage = (): void => this.setAttribute("lang", words.lang === "id" ? "en" : "id");
    const focused = this.#root.activeElement;
    render(h(App, { words, state, act, onLanguage }), this.#root);
    // What had the focus may be gone with the old answer; the new one is where to read on.
    if (focused && !this.#root.activeElement) {
      const again = focused.id && this.#root.getElementById(focused.id);
      (again || this.#root.querySelector<HTMLElement>("h2[tabindex]"))?.focus();
    }
  }
}
