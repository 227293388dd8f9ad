// What the controller works with: the element that it runs, and what keeps an open page up to date.

import type { SlotFinder } from "../engine/engine";
import type { Room } from "./state";

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

/** The element. */
export interface Host {
  render(): unknown;
  announce(text: string): unknown;
  emit(event: Event): unknown;
  /** Asks what the address of the page asks, if it asks anything. */
  restore(): Promise<void> | undefined;
  /** What has to be there before anything is drawn: the host's words, the choices of a visitor who is remembered. */
  prepare(): Promise<unknown>;
  /** Fetches what says whether the data has the offices near a place; undefined once it is here, or cannot be had. */
  judge(): Promise<void> | undefined;
  /** How much room there is; nothing, while the element is not shown. Asked once, before anything is drawn. */
  room(): Room | undefined;
  /** The answer that was prepared with the page, as JSON. */
  prepared(): string | undefined;
}
