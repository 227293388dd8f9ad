// The property `query`: a question in the engine's form, for what attributes cannot say. In: any value from the page.
// Out: options that attributes override, and one report for every invalid field, which counts as absent. Reads fields
// that are also attributes in the same way.

import type { Query } from "../engine/engine";
import type { Question } from "../question/question";
import { date, hour, ids, number, oneOf, weekdays, type ValueType } from "../question/values";
import { schema } from "./attributes";
import type { Options } from "./options";

const positive: ValueType<number> = { expected: "a number above 0", read: (value) => (Number(value) > 0 ? Number(value) : undefined) };
const yes: ValueType<boolean> = { expected: "true or false", read: (value) => ({ true: true, false: false })[value] };

const asOptions = {
  near: schema.near, withinKm: schema["within-km"], services: schema.services, kinds: schema.kinds, region: schema.region,
  party: schema.party, sort: schema.sort, limit: schema.limit,
} satisfies { [F in keyof Query & keyof Options]?: ValueType<unknown> };

const asQuestion: { [F in keyof Query & keyof Question]?: ValueType<Question[F]> } = {
  channels: ids, from: date, to: date, neededBy: date, weekdays, sessionFrom: hour, sessionTo: hour, sameSession: yes,
};

const fixed = {
  events: oneOf(["include", "only", "exclude"]), expired: oneOf(["exclude", "show"]), kmPerDay: positive, riskDays: number(0, 1_000_000, false),
} satisfies { [F in keyof Query]?: ValueType<unknown> };

const types: Record<string, ValueType<unknown>> = { ...asOptions, ...asQuestion, ...fixed, offices: ids };

/** A value in the form of an attribute. */
function attributeText(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return String(value);
  const { lat, lon } = value as Record<string, unknown>;
  return `${lat},${lon}`;
}

export function readQuery(query: unknown, report: (message: string) => void): Partial<Options> {
  if (typeof query !== "object" || query === null) {
    report(`query=${String(query)}: expected an object, as in { party: 3 }`);
    return {};
  }
  const options: Record<string, unknown> = {};
  const question: Record<string, unknown> = {};
  const fixedFields: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const type = types[field];
    const read = type?.read(attributeText(value));
    if (!type) report(`query.${field}: expected one of ${Object.keys(types).join(", ")}`);
    else if (read === undefined) report(`query.${field}=${JSON.stringify(value)}: expected ${type.expected}`);
    else if (field in asOptions) options[field] = read;
    else if (field in asQuestion) question[field] = read;
    else if (field === "offices") question["pinned"] = read;
    else if (read === "only") question["eventsOnly"] = true;
    else fixedFields[field] = read;
  }
  for (const [first, last] of [["from", "to"], ["sessionFrom", "sessionTo"]] as const) {
    if (String(question[first] ?? "") <= String(question[last] ?? "\uffff")) continue;
    report(`query.${last}="${question[last]}": expected none before ${first}, "${question[first]}"`);
    delete question[last];
  }
  return { ...options, asked: question, fixed: fixedFields };
}
