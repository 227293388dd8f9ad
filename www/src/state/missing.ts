// What of a feed could not be read. An office that is left out looks like one without places, so no answer says that there
// are none while something is missing.

import type { About, SlotFinder } from "../engine/engine";
import type { Key, Words } from "../text/words";

export type Problem = About["problems"][number];

export interface Missing {
  /** One for each office that was left out. */
  offices: readonly Problem[];
  /** One for each office of which rows were left out. */
  rows: readonly Problem[];
  /** One for each office whose days are counted by a guess, or one for all. */
  zones: readonly Problem[];
}

const all = new WeakMap<SlotFinder, readonly Problem[]>();

/** Every problem of a feed, for which it is read to its end, once. */
export function problemsOf(finder: SlotFinder): readonly Problem[] {
  let known = all.get(finder);
  if (!known) all.set(finder, (known = finder.info.problems));
  return known;
}

/** An office is known by its place in the feed: "/offices/3" of "/offices/3/quota/0". */
const placeOf = ({ pointer }: Problem): string => pointer.split("/", 3).join("/");

function oncePerOffice(problems: readonly Problem[], fits: (problem: Problem) => boolean): Problem[] {
  return [...new Map(problems.filter(fits).map((problem) => [placeOf(problem), problem])).values()];
}

/** What is missing by these problems; undefined: nothing. */
export function missingOf(problems: readonly Problem[]): Missing | undefined {
  const offices = oncePerOffice(problems, ({ dropped }) => dropped === "office");
  const rows = oncePerOffice(problems, ({ dropped }) => dropped === "row");
  const zones = oncePerOffice(problems, ({ code }) => code === "guessed-zone");
  return offices.length + rows.length + zones.length ? { offices, rows, zones } : undefined;
}

const reasonOf = (words: Words, { code }: Problem): string => words.t(`missing.${code}` as Key);

/** "1 kantor tidak bisa dibaca: zona waktu"; empty where every office and every row was read. */
export function missingSentence(words: Words, missing: Missing | undefined): string {
  if (!missing) return "";
  const { offices, rows } = missing;
  const reasons = [...new Set(offices.map((problem) => reasonOf(words, problem)))];
  return [
    offices.length ? words.t("missing.offices", { n: offices.length, list: words.list(reasons) }) : "",
    rows.length ? words.t("missing.rows", { n: rows.length }) : "",
  ].filter(Boolean).join("; ");
}

/** The name of the office of a problem, else its id, else which office of the feed it is. */
export function officeName(words: Words, problem: Problem): string {
  const { office, officeId } = problem;
  return office?.text ?? officeId ?? words.t("missing.nth", { n: Number(placeOf(problem).slice("/offices/".length)) + 1 });
}
