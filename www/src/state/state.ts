// The state of the page, which the view draws.

import type { Days } from "../cells/days";
import type { About, Offer, OfficeInfo, Ranking } from "../engine/engine";
import type { Question } from "../question/question";
import type { ViewName } from "../question/views";
import type { Words } from "../text/words";
import type { UpdateNotice } from "./changes";
import type { Waiting } from "./head-start";
import type { Missing } from "./missing";

export interface OfficeInReach {
  office: OfficeInfo;
  distanceKm: number | undefined;
}

export interface Answer {
  ranking: Ranking;
  /** When the question was asked, ms. */
  now: number;
  /** Offices to ask when the data is too old to call anything open. */
  expired: OfficeInReach[];
  /** What of the feed could not be read: all of it where there is no offer, else what is known so far. */
  missing?: Missing | undefined;
  /** What was open in data that is too old, where there is none that is newer. */
  past: Offer[];
  /** The next days of the listed offices, where the answer came without an engine that could be asked. */
  days?: Days | undefined;
}

/** How the page keeps itself up to date. */
export interface UpdatePlan {
  /** Seconds between two looks at the feed. */
  every: number;
  /** Whether the visitor's choices are remembered; absent where the page may not ask. */
  remember: boolean | undefined;
  /** The browser did not take the last data, although it is to be remembered. */
  lost: boolean;
}

/** Up to 719 px, up to 1,023 px, and wider. */
export type Room = "phone" | "tablet" | "desk";

export interface State {
  phase: "loading" | "ready" | "failed";
  /** Why there is no newer data. A list on the page stays. */
  trouble?: "offline" | "error" | undefined;
  /** The feed is being fetched. */
  busy: boolean;
  /** The engine stopped working and was started afresh. */
  restarted?: boolean | undefined;
  /** Whose data it was before, where that is not who publishes it now. */
  publisherBefore?: string | undefined;
  /** The visitor asked what the engine has to answer, which is still on its way. */
  waiting?: Waiting | undefined;
  /** It takes long. */
  slow?: boolean | undefined;
  info?: About | undefined;
  question: Question;
  answer?: Answer | undefined;
  /** How many offices the list shows. */
  shown: number;
  /** The sheet of filters is open. */
  filtersOpen: boolean;
  view: ViewName;
  /** How much room the page has. */
  room: Room;
  handOff?: Offer | undefined;
  /** The id of the office that is opened up. */
  office?: string | undefined;
  placesAttribution?: string | undefined;
  /** The words for what changed at the office of an offer since the last look; empty where nothing did. */
  changeMark?: ((words: Words, offer: Offer) => string) | undefined;
  /** What the visitor has not seen yet. */
  notice?: UpdateNotice | undefined;
  /** The first list is painted, and what is fetched after it is here or cannot be fetched. */
  settled?: boolean;
  updatePlan?: UpdatePlan | undefined;
}
