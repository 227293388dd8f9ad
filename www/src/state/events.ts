// Events for the page around the element. All bubble and cross shadow roots.

import type { About, Offer, Ranking } from "../engine/engine";

class SlotFinderEvent extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true });
  }
}

/** The feed is open, and its first answer is on the page. A prepared answer may have been there before. */
export class ReadyEvent extends SlotFinderEvent {
  constructor(readonly info: About) {
    super("slot-finder-ready");
  }
}

/** A question was answered. */
export class ResultsEvent extends SlotFinderEvent {
  constructor(readonly ranking: Ranking) {
    super("slot-finder-results");
  }
}

/** The visitor opened the way to book an offer. */
export class SelectEvent extends SlotFinderEvent {
  constructor(readonly offer: Offer) {
    super("slot-finder-select");
  }
}

/** Something failed, or an attribute is invalid; `cause` is the thrown value, if any. */
export class FailureEvent extends SlotFinderEvent {
  constructor(readonly message: string, readonly cause?: unknown) {
    super("slot-finder-error");
  }
}

/** The visitor turned remembering on or off. Also sent at the start if it is on. */
export class RememberEvent extends SlotFinderEvent {
  constructor(readonly on: boolean) {
    super("slot-finder-remember");
  }
}

declare global {
  interface HTMLElementEventMap {
    "slot-finder-ready": ReadyEvent;
    "slot-finder-results": ResultsEvent;
    "slot-finder-select": SelectEvent;
    "slot-finder-error": FailureEvent;
    "slot-finder-remember": RememberEvent;
  }
}
