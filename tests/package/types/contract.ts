// Checks at compile time that the elements match their contract, www/types/element.d.ts. Never runs.

import type { SlotFinderElement } from "../../../www/src/element/slot-finder-element";
import type { SlotSummaryElement } from "../../../www/src/summary/summary-element";
import type { FailureEvent, ReadyEvent, RememberEvent, ResultsEvent, SelectEvent } from "../../../www/src/state/events";
import type * as contract from "../../../pkg/element/slot-finder";

type Fits<Real extends Contract, Contract> = Real;
/** Members that a page's author may use but the contract does not list: all but those that only the browser and a newer version call. */
type Untold = Exclude<keyof SlotFinderElement, keyof contract.SlotFinderElement | "connectedCallback" | "disconnectedCallback" | "attributeChangedCallback" | "leave">;

export type Checks = [
  Fits<SlotFinderElement, contract.SlotFinderElement>,
  Fits<SlotSummaryElement, contract.SlotSummaryElement>,
  Fits<ReadyEvent, contract.ReadyEvent>,
  Fits<ResultsEvent, contract.ResultsEvent>,
  Fits<SelectEvent, contract.SelectEvent>,
  Fits<FailureEvent, contract.FailureEvent>,
  Fits<RememberEvent, contract.RememberEvent>,
  Fits<never, Untold>,
  Fits<Untold, never>,
];
