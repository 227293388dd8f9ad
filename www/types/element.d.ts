/**
 * The contract of `slot-finder/element`. Importing the module defines <slot-finder> and <slot-summary>; it has no exports but these types. Attributes and styles are in
 * custom-elements.json. For JSX and Vue's templates import the types of `slot-finder/react`, `slot-finder/preact` or `slot-finder/vue` too.
 */
import type { FeedInfo, Offer, Query, Ranking } from "../slot_finder.js";

/** Offices and days with open places, from a feed. */
export interface SlotFinderElement extends HTMLElement {
  /** The feed itself, in place of one at `src`: its bytes, or the object that they mean. It is kept, and given back, as bytes. */
  get feed(): Uint8Array | undefined;
  set feed(feed: Uint8Array | object | undefined);
  /** A question as the engine takes it. Attributes overrule its fields, and visitors change what they can see of it. */
  query: Query | undefined;
  /** The last answer, as the engine gave it. */
  readonly ranking: Ranking | undefined;
  /** Own words for some messages, by language: `{ id: { title: "..." }, en: { ... } }`. */
  words: unknown;
  /** What a page that consists of this element may call itself; says so when the data is invented. */
  readonly heading: string;
  /** Fetches the feed again, and loads at once what waits to come near. Rejects with what went wrong. */
  refresh(): Promise<void>;
}

/** One sentence with figures about a region, for an article. All its facts are in its attributes. */
export interface SlotSummaryElement extends HTMLElement {
  /** Own words for some messages, by language, as those of <slot-finder>. */
  words: unknown;
}

/** Attributes as templates write them; the manifest says what each means. */
export interface SlotFinderAttributes {
  src?: string; places?: string; "wasm-url"?: string; lang?: string; near?: string; place?: string; "within-km"?: number | string;
  services?: string; kinds?: string; region?: string; party?: number | string; sort?: Query["sort"]; limit?: number | string;
  /** Nothing, or a prefix of the parameters, such as "sf-". */
  "sync-url"?: boolean | string;
  storage?: "ask" | "none"; view?: "list" | "board" | "map"; loading?: "lazy" | "eager"; theme?: "auto" | "light" | "dark"; "booking-origins"?: string;
}
export interface SlotSummaryAttributes {
  src?: string; region?: string; kinds?: string; services?: string; lang?: string; view?: "sentence" | "capacity"; editor?: boolean | string; href?: string;
  theme?: "auto" | "light" | "dark"; "wasm-url"?: string;
}

/** Properties that templates of frameworks may set. */
export type SlotFinderProperties = Partial<Pick<SlotFinderElement, "query" | "words">> & { feed?: Uint8Array | object | undefined };

/** The first answer is on the page. */
export interface ReadyEvent extends Event { readonly info: Omit<FeedInfo, "problems"> }
/** A question was answered. */
export interface ResultsEvent extends Event { readonly ranking: Ranking }
/** The visitor opened the way to book an offer. */
export interface SelectEvent extends Event { readonly offer: Offer }
/** Something failed, or an attribute cannot be used; `cause` is what was thrown, if anything was. */
export interface FailureEvent extends Event { readonly message: string; readonly cause?: unknown }
/** The visitor wants to be remembered, or to be no longer. */
export interface RememberEvent extends Event { readonly on: boolean }

/** All of them bubble and cross shadow roots. */
export interface SlotFinderEventMap {
  "slot-finder-ready": ReadyEvent;
  "slot-finder-results": ResultsEvent;
  "slot-finder-select": SelectEvent;
  "slot-finder-error": FailureEvent;
  "slot-finder-remember": RememberEvent;
}

declare global {
  interface HTMLElementTagNameMap {
    "slot-finder": SlotFinderElement;
    "slot-summary": SlotSummaryElement;
  }
  interface HTMLElementEventMap extends SlotFinderEventMap {}
  interface DocumentEventMap extends SlotFinderEventMap {}
}
