// The answer to the first question, which `slot-feed render --first-answer` puts into the page as data: the first list needs
// no engine, whose Wasm takes a slow phone seconds. In: that data, the feed's answer, the question. Out: the answer, where it
// was made for this very feed, this question and this time; else nothing, and the page waits for its engine.

import { cellKey } from "../cells/days";
import type { About, Offer, Query, Ranking } from "../engine/engine";
import { jsonOf } from "../text/json";
import { missingOf } from "./missing";
import type { Answer } from "./state";

/** The version of the data that this page knows. */
const VERSION = 1;

/** What cli/src/render/first_answer.rs writes. */
interface Prepared {
  version: number;
  feed: string;
  from: number;
  until: number;
  query: Query;
  info: About;
  ranking: Ranking;
  days: {
    dates: string[];
    offices: string[];
    cells: number[];
    inexact: { officeId: string; date: string; open: number; precision: Offer["precision"] }[];
  };
}

/** What is the same as saying nothing. */
const DEFAULTS: Query = { party: 1, sort: "best", group: "office", limit: 20 };

/** A question as JSON, without its moment and what is asked by default, its fields in order: the page and the command write it differently. */
function normalized(query: Query): string {
  const isDefault = ([key, value]: [string, unknown]): boolean =>
    key === "now" || value === undefined || value === DEFAULTS[key as keyof Query] || (Array.isArray(value) && !value.length);
  return jsonOf(Object.entries(query).filter((entry) => !isDefault(entry)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `sha256-` and the hash in Base64; nothing on a page without encryption, where browsers have none. */
async function integrityOf(bytes: ArrayBuffer): Promise<string | undefined> {
  // An insecure page lacks what the types promise.
  const digest = await (crypto.subtle as SubtleCrypto | undefined)?.digest("SHA-256", bytes);
  return digest && `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}

/** Seconds since something was observed, as the engine counts them. */
const ageOf = (rfc3339: string, now: number): number => Math.max(0, now - Date.parse(rfc3339)) / 1_000;

/** The same answer, as old as it is now. */
function aged({ offers, highlights, freshness, ...others }: Ranking, now: number): Ranking {
  const older = (offer: Offer): Offer => ({ ...offer, ageSeconds: ageOf(offer.office.observedAt, now) });
  return {
    ...others,
    offers: offers.map(older),
    highlights: Object.fromEntries(Object.entries(highlights).map(([order, offer]) => [order, offer && older(offer)])),
    freshness: { ...freshness, ageSeconds: ageOf(freshness.generatedAt, now) },
  };
}

function read(text: string): Prepared | undefined {
  try {
    const prepared = JSON.parse(text) as Prepared;
    return prepared.version === VERSION ? prepared : undefined;
  } catch {
    return undefined;
  }
}

export interface FirstAnswer {
  /** What the feed says about itself. */
  info: About;
  answer: Answer;
  /** The moment from which the answer may be another, ms. */
  until: number;
}

/** The answer that is prepared, if it answers `query` about the feed that arrives, which is fetched only then. */
export async function firstAnswer(text: string, feed: () => Promise<Response>, query: Query): Promise<FirstAnswer | undefined> {
  const prepared = read(text);
  if (!prepared || normalized(prepared.query) !== normalized(query)) return undefined;
  const response = await feed();
  if (!response.ok || (await integrityOf(await response.arrayBuffer())) !== prepared.feed) return undefined;
  const now = Date.now();
  if (now < prepared.from || now >= prepared.until) return undefined;
  const { info, ranking, until, days: { dates, offices, cells, inexact } } = prepared;
  const cellsOf = new Map(offices.map((id, row) => [id, cells.slice(row * dates.length, (row + 1) * dates.length)]));
  const days = {
    dates,
    cellsOf: (id: string) => cellsOf.get(id) ?? [],
    inexact: new Map(inexact.map(({ officeId, date, open, precision }) => [cellKey(officeId, date, open), precision])),
  };
  return { info, until, answer: { ranking: aged(ranking, now), now, expired: [], past: [], missing: missingOf(info.problems), days } };
}
