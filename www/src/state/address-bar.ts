// The question in the address of the page, so that it survives a reload, the way back, and being sent to someone. In and
// out: the query string. What the page's author asks anyway is not written, nor is a position: a place only by its name,
// which the gazetteer turns into a position again, and the phone's own position not at all.
//
// An address may come from anywhere: every value is checked, and one that is none counts as absent.

import { ids, number, oneOf, questionOf, SORTS, text, type Kind } from "../options/attributes";
import type { Controller } from "./controller";
import { today } from "../text/dates-more";
import { PARTY_LIMIT } from "../question/filters";
import { placesOf } from "./gazetteer";
import { sortOf, type ChosenPlace, type Question } from "../question/question";

export const date: Kind<string> = {
  expected: 'a date, as in "2026-11-26"',
  read: (value) => {
    const at = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(`${value}T00:00Z`) : NaN;
    // A 31st of November would have become another day.
    return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value) ? value : undefined;
  },
};
export const hour: Kind<string> = {
  expected: 'a time, as in "08:00"',
  read: (value) => (/^([01]\d|2[0-3]):[0-5]\d$/.test(value) ? value : undefined),
};
export const weekdays: Kind<readonly number[]> = {
  expected: "days of the week from 1, Monday, to 7",
  read: (value) => {
    const days = [...new Set(value.split(",").filter(Boolean).map(Number))].sort();
    return days.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) ? days : undefined;
  },
};
const yes: Kind<boolean> = { expected: "1 or 0", read: (value) => ({ 1: true, 0: false })[value] };

type Field = Exclude<keyof Question, "place">;
/** The parameters in the order in which they are written. */
const fields: { [F in Field]: { name: string; kind: Kind<Question[F]> } } = {
  party: { name: "party", kind: number(1, PARTY_LIMIT, true) },
  neededBy: { name: "needed", kind: date },
  withinKm: { name: "within", kind: number(0, 40_100, false) },
  services: { name: "services", kind: ids },
  channels: { name: "channels", kind: ids },
  from: { name: "from", kind: date },
  to: { name: "to", kind: date },
  weekdays: { name: "weekdays", kind: weekdays },
  sessionFrom: { name: "after", kind: hour },
  sessionTo: { name: "before", kind: hour },
  sameSession: { name: "together", kind: yes },
  eventsOnly: { name: "events", kind: yes },
  pinned: { name: "offices", kind: ids },
  hidden: { name: "without", kind: ids },
  sort: { name: "sort", kind: oneOf(SORTS) },
};
const entries = Object.entries(fields) as [Field, { name: string; kind: Kind<unknown> }][];
const PLACE = "place";
const KEYS = [PLACE, ...entries.map(([, { name }]) => name)];

/** "Wates, Kabupaten Kediri": names repeat, so the unit above is part of it. */
const written = ({ name, parent }: ChosenPlace): string => [name, parent].filter(Boolean).join(", ");

/** More than any name is borne by. */
const NAMESAKES = 50;

async function placeCalled(name: string, act: Controller): Promise<ChosenPlace | undefined> {
  const [typed = ""] = name.split(",");
  const found = (await placesOf(act)).search(typed, NAMESAKES);
  return found.find((place) => written(place) === name) ?? found.find((place) => place.name === name);
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Asks what the address asks; the rest stays as it is. `report` hears of every value that cannot be used. */
export async function readAddress(act: Controller, report: (message: string) => void): Promise<void> {
  const asked = new URLSearchParams(location.search);
  const change: Record<string, unknown> = {};
  for (const [field, { name, kind }] of entries) {
    const value = asked.get(name);
    if (value === null) continue;
    // What the author asks can be taken back: an empty value.
    const read = value === "" && kind !== yes && field !== "party" ? (kind === ids || kind === weekdays ? [] : undefined) : kind.read(value);
    if (read === undefined && value !== "") report(`?${name}=${value}: expected ${kind.expected}`);
    else change[field] = read;
  }
  const name = text.read(asked.get(PLACE) ?? "");
  if (name && act.canSearch) {
    const place = await placeCalled(name, act).catch(() => undefined);
    if (place) change["place"] = place;
    else report(`?${PLACE}=${name}: expected a name of the gazetteer`);
  }
  const question = { ...act.state.question, ...change };
  // A day that is past is no question any more: the link may be old.
  const now = today();
  for (const field of ["neededBy", "from", "to"] as const) if ((question[field] ?? now) < now) question[field] = undefined;
  const { from, to, sessionFrom, sessionTo, pinned, hidden } = question;
  if (from && to && from > to) question.to = undefined;
  if (sessionFrom && sessionTo && sessionFrom >= sessionTo) question.sessionTo = undefined;
  question.hidden = hidden.filter((id) => !pinned.includes(id));
  if (!question.place && sortOf(question) === "nearest") question.sort = undefined;
  act.restore(question);
}

/** Puts the question on the page into its address, in place of what was there. */
export function writeAddress({ state: { question }, options }: Controller): void {
  const url = new URL(location.href);
  for (const key of KEYS) url.searchParams.delete(key);
  const usual = questionOf(options);
  if (question.place?.name && !isSame(question.place, usual.place)) url.searchParams.set(PLACE, written(question.place));
  for (const [field, { name }] of entries) {
    const value = question[field];
    if (isSame(value, usual[field])) continue;
    const flat = typeof value === "boolean" ? String(Number(value)) : String(value ?? "");
    url.searchParams.set(name, flat);
  }
  // A comma and a colon are as good in a query as their codes, and can be read.
  const query = url.searchParams.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  url.search = query;
  if (url.href === location.href) return;
  try {
    history.replaceState(history.state, "", url);
  } catch {
    // A frame without an origin has no address of its own, and some browsers allow only so many changes a minute.
  }
}

/** Opens the office that the address names: "#office=kanim-blitar". */
export function openNamed(act: Controller): void {
  const office = /^#office=([\w.:~-]{1,64})$/.exec(location.hash)?.[1];
  if (office && act.options.syncUrl && act.finder) act.openOffice(office);
}
