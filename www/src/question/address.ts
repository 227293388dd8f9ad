// Question and view as parameters of an address, for a reload, the way back, and links that people send. In and out: the query
// string. Leaves out what the page's author asks anyway, and every position: a place is written by its name only.
//
// An address may come from anywhere: every value is checked, and one that cannot be used counts as absent.

import { jsonOf } from "../text/json";
import { PARTY_LIMIT } from "./filters";
import { sortOf, SORTS, type ChosenPlace, type Question } from "./question";
import { date, hour, ids, number, oneOf, text, weekdays, type ValueType } from "./values";
import { VIEWS, type ViewName } from "./views";

const yes: ValueType<boolean> = { expected: "1 or 0", read: (value) => ({ 1: true, 0: false })[value] };

type Field = Exclude<keyof Question, "place">;
/** The parameters in the order in which they are written. */
const fields: { [F in Field]: { name: string; type: ValueType<Question[F]> } } = {
  party: { name: "party", type: number(1, PARTY_LIMIT, true) },
  neededBy: { name: "needed", type: date },
  withinKm: { name: "within", type: number(0, 40_100, false) },
  services: { name: "services", type: ids },
  channels: { name: "channels", type: ids },
  from: { name: "from", type: date },
  to: { name: "to", type: date },
  weekdays: { name: "weekdays", type: weekdays },
  sessionFrom: { name: "after", type: hour },
  sessionTo: { name: "before", type: hour },
  sameSession: { name: "together", type: yes },
  eventsOnly: { name: "events", type: yes },
  pinned: { name: "offices", type: ids },
  hidden: { name: "without", type: ids },
  sort: { name: "sort", type: oneOf(SORTS) },
};
const entries = Object.entries(fields) as [Field, { name: string; type: ValueType<unknown> }][];
const PLACE = "place";
const VIEW = "view";
/** What people are asked once: Back leaves it as it is, while it takes back views, orders and filters. */
const LASTING = new Set([PLACE, fields.party.name, fields.neededBy.name]);
const isLasting = (field: Field): boolean => LASTING.has(fields[field].name);

/** "Wates, Kabupaten Kediri": names repeat, so the unit above is part of it. */
export const placeText = ({ name, parent }: ChosenPlace): string => [name, parent].filter(Boolean).join(", ");

/** The parameters of an address that are ours: those whose names begin with `prefix`, without it. */
export const ownParameters = (search: string, prefix: string): URLSearchParams =>
  new URLSearchParams([...new URLSearchParams(search)].flatMap(([name, value]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [])));

/** The fragment that opens an office. */
export const officeHash = (officeId: string, prefix: string): string => `#${prefix}office=${officeId}`;
/** The office that such a fragment names. */
export function officeInHash(hash: string, prefix: string): string | undefined {
  const start = officeHash("", prefix);
  const id = hash.startsWith(start) ? hash.slice(start.length) : "";
  return /^[\w.:~-]{1,64}$/.test(id) ? id : undefined;
}

/** The name of the place that the parameters ask for. */
export const placeNameIn = (parameters: URLSearchParams): string | undefined => text.read(parameters.get(PLACE) ?? "");

/** Reports a place that no gazetteer knows. */
export const unknownPlace = (name: string): string => `?${PLACE}=${name}: expected a name of the gazetteer`;

/** The view that the parameters ask for. Reports one that there is not. */
export function viewIn(parameters: URLSearchParams, report: (message: string) => void): ViewName | undefined {
  const value = parameters.get(VIEW);
  const view = VIEWS.find((known) => known === value);
  if (value !== null && !view) report(`?${VIEW}=${value}: expected one of ${VIEWS.join(", ")}`);
  return view;
}

/** What the parameters ask but the place. Reports every value that cannot be used. */
export function fieldsIn(parameters: URLSearchParams, report: (message: string) => void): Partial<Question> {
  const change: Record<string, unknown> = {};
  for (const [field, { name, type }] of entries) {
    const value = parameters.get(name);
    if (value === null) continue;
    // An empty value takes back what the author asks.
    const isList = type === ids || type === weekdays;
    const read = value === "" && type !== yes && field !== "party" ? (isList ? [] : undefined) : type.read(value);
    if (read === undefined && value !== "") report(`?${name}=${value}: expected ${type.expected}`);
    else change[field] = read;
  }
  return change;
}

/** A value as an address has it. */
const written = (value: unknown): string => (typeof value === "boolean" ? String(Number(value)) : String(value ?? ""));

/** What of an object fits into a question, but the place: each value is checked as one in an address is. */
export function fieldsOf(kept: Record<string, unknown>): Partial<Question> {
  const known = entries.filter(([field]) => kept[field] !== undefined && kept[field] !== null);
  return fieldsIn(new URLSearchParams(known.map(([field, { name }]) => [name, written(kept[field])])), () => undefined);
}

/** Drops what contradicts itself, and dates that have passed: the link may be old. */
export function repaired(question: Question, today: string): Question {
  const result = { ...question };
  for (const field of ["neededBy", "from", "to"] as const) if ((result[field] ?? today) < today) result[field] = undefined;
  const { from, to, sessionFrom, sessionTo, pinned, hidden } = result;
  if (from && to && from > to) result.to = undefined;
  if (sessionFrom && sessionTo && sessionFrom >= sessionTo) result.sessionTo = undefined;
  result.hidden = hidden.filter((id) => !pinned.includes(id));
  if (!result.place && sortOf(result) === "nearest") result.sort = undefined;
  return result;
}

const isSame = (one: unknown, other: unknown): boolean => jsonOf(one) === jsonOf(other);

/** The question of a step back to these parameters: orders and filters are theirs, what is asked once is that of `now`. */
export function steppedBack(parameters: URLSearchParams, now: Question, usual: Question): Question {
  const theirs = { ...usual, ...fieldsIn(parameters, () => undefined) };
  const lasting = entries.filter(([field]) => isLasting(field)).map(([field]) => [field, now[field]]);
  return { ...theirs, ...(Object.fromEntries(lasting) as Partial<Question>), place: now.place };
}

/** Whether parameters differ in what Back takes back. */
export function isStep(one: URLSearchParams, other: URLSearchParams): boolean {
  const names = [VIEW, ...entries.filter(([field]) => !isLasting(field)).map(([, { name }]) => name)];
  return names.some((name) => one.get(name) !== other.get(name));
}

/** What of a page its address holds. */
interface Shown { question: Question; view: ViewName }

/** The name of a parameter as it is written in a query string; empty where it cannot be read. */
function nameOf(written: string): string {
  const [[name] = [""]] = [...new URLSearchParams(written)];
  return name;
}

/** The query string with question and view in it. Other parameters stay as they are written; what is as `usual` is left out. */
export function withShown(search: string, prefix: string, { question, view }: Shown, { question: usual, view: usualView }: Shown): string {
  const ours = new Set([PLACE, VIEW, ...entries.map(([, { name }]) => name)].map((name) => prefix + name));
  const others = search.replace(/^\?/, "").split("&").filter((one) => one && !ours.has(nameOf(one)));
  const own = new URLSearchParams();
  const put = (name: string, value: string): void => own.set(prefix + name, value);
  if (view !== usualView) put(VIEW, view);
  if (question.place?.name && !isSame(question.place, usual.place)) put(PLACE, placeText(question.place));
  for (const [field, { name }] of entries) {
    const value = question[field];
    if (!isSame(value, usual[field])) put(name, written(value));
  }
  // Commas and colons are allowed in a query and readable.
  return [...others, own.toString().replaceAll("%2C", ",").replaceAll("%3A", ":")].filter(Boolean).join("&");
}
