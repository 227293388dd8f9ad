// Whether the data has the offices near the visitor. In: the answer, the feed, and the list of the country's offices, which
// has names and rough positions but no quota. Out: the nearest office of the country if the feed does not have it, and whether
// the place lies outside of what the feed covers. A feed of any size is asked a few short questions, and never listed.

import type { Query, SlotFinder } from "../engine/engine";
import { zoneOf } from "../state/answer-kind";
import type { AnswerProps } from "../state/page-props";
import { jsonOf } from "../text/json";
import data from "./offices.json";

interface Position { lat: number; lon: number }

export interface CountryOffice extends Position {
  name: string;
  town: string;
  /** May be empty, as the site may. */
  address: string;
  site: string;
}

export interface Coverage {
  /** The place is farther from every office than the feed's own spread. */
  outside: boolean;
  /** The nearest office of the country, where the feed does not have it and has none that is nearer. */
  nearest?: { office: CountryOffice; distanceKm: number } | undefined;
  /** Not while parts of the feed that may have a nearer office are not here. */
  sure: boolean;
}

/** Every office with a position is within so many km of any place. */
const ALL_KM = 20_100;
/** The feed may have an office so far from where the list has it, km: the list has the middle of its town. */
const APART_KM = 100;
/** A table of this date lists offices and reads next to nothing of their quota. */
const LONG_AGO = "2000-01-01";
/** A feed of a few offices close together still covers its surroundings, km. */
const LEAST_SPREAD = 50;
const EARTH_RADIUS_KM = 6371.0088;

const offices: readonly CountryOffice[] = data.name.map((name, at) => ({
  name, town: data.town[at]!, address: data.address[at]!, site: data.site[at]!, lat: data.lat[at]! / 1e4, lon: data.lon[at]! / 1e4,
}));

/** Great circle, by the haversine. */
export function kmBetween(one: Position, other: Position): number {
  const [a, b] = [(one.lat * Math.PI) / 180, (other.lat * Math.PI) / 180];
  const half = (degrees: number): number => Math.sin((degrees * Math.PI) / 360) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(half(other.lat - one.lat) + Math.cos(a) * Math.cos(b) * half(other.lon - one.lon)));
}

/** Words that a name has beside that of the place. */
const GENERIC = new Set(["kantor", "imigrasi", "kanim", "kelas", "i", "ii", "iii", "khusus", "non", "tpi", "immigration", "office", "class", "special", "the", "of"]);

/** The place in the name of an immigration office: "Kantor Imigrasi Kelas II Non TPI Kediri" is "kediri"; empty for a unit of another kind. */
export function placeInName(name: string): string {
  const words = name.toLowerCase().match(/\p{L}+/gu) ?? [];
  return /\b(imigrasi|kanim|immigration office)\b/i.test(name) && !/^(ukk|ulp|mpp|unit|layanan|lounge)\b/i.test(name)
    ? words.filter((word) => !GENERIC.has(word)).join("")
    : "";
}

/** The nearest of the list. */
function nearestOf(place: Position): { office: CountryOffice; distanceKm: number } {
  const [first, ...others] = offices.map((office) => ({ office, distanceKm: kmBetween(place, office) }));
  return others.reduce((found, other) => (other.distanceKm < found.distanceKm ? other : found), first!);
}

/** Which offices of a feed the page shows. */
type Shown = Pick<Query, "kinds" | "region">;

interface Found {
  at: Position;
  distanceKm: number;
  /** Some offices have no position. */
  unlocated: boolean;
}

/** The office of a feed that is nearest to a place; undefined where no office has a position, `unread` where parts that were not fetched may have a nearer one. */
function nearestIn(finder: SlotFinder, place: Position, shown: Shown, now: number): Found | "unread" | undefined {
  const { complete, nearer, offers, unlocated } = finder.rank({ ...shown, near: { lat: place.lat, lon: place.lon }, withinKm: ALL_KM, sort: "nearest", limit: 1, now });
  const { office: { lat, lon } = {}, distanceKm } = nearer[0] ?? offers[0] ?? {};
  if (!complete) return "unread";
  return lat === undefined || lon === undefined || distanceKm === undefined ? undefined : { at: { lat, lon }, distanceKm, unlocated: unlocated > 0 };
}

/** The place on the other side of the earth: what is nearest to it is farthest from here. */
const antipode = ({ lat, lon }: Position): Position => ({ lat: -lat, lon: lon > 0 ? lon - 180 : lon + 180 });

/** The point halfway between two. */
function halfway(one: Position, other: Position): Position {
  const [x, y, z] = [one, other].map((at) => {
    const [lat, lon] = [(at.lat * Math.PI) / 180, (at.lon * Math.PI) / 180];
    return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
  }).reduce((sum, part) => sum.map((value, axis) => value + part[axis]!)) as [number, number, number];
  return { lat: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI, lon: (Math.atan2(y, x) * 180) / Math.PI };
}

/**
 * How far the offices of a feed reach from their middle, km: halfway between two that are far apart. Three short questions,
 * because a large feed takes too long to list. Infinite while parts of it are not here.
 */
function spreadOf(finder: SlotFinder, shown: Shown, now: number): number {
  const farthest = (from: Position): Position | undefined => {
    const found = nearestIn(finder, antipode(from), shown, now);
    return found === "unread" ? undefined : found?.at;
  };
  const one = farthest({ lat: 0, lon: 0 });
  const other = one && farthest(one);
  const middle = other && halfway(one, other);
  const last = middle && farthest(middle);
  return last ? Math.max(LEAST_SPREAD, kmBetween(middle, last)) : Infinity;
}

/** Whether a feed has an office, wherever it has it. */
function hasOffice(finder: SlotFinder, { name }: CountryOffice, around: Pick<Query, "near" | "withinKm">): boolean {
  const wanted = placeInName(`Imigrasi ${name}`);
  return finder.board({ ...around, lang: "id", from: LONG_AGO, to: LONG_AGO }).offices.some((office) => placeInName(office.name.text) === wanted);
}

const isInIndonesia = (zone: string): boolean => /^Asia\/(Jakarta|Pontianak|Makassar|Jayapura)$/.test(zone);

/** What the offices of a feed that the page shows cover at a place. Of the others there is data too. */
export function coverageAt(finder: SlotFinder, place: Position, shown: Shown, inIndonesia: boolean, now: number): Coverage {
  const own = nearestIn(finder, place, shown, now);
  if (own === "unread") return { outside: false, sure: false };
  const outside = own !== undefined && own.distanceKm > LEAST_SPREAD && own.distanceKm > spreadOf(finder, shown, now);
  if (!inIndonesia) return { outside, sure: true };
  const nearest = nearestOf(place);
  if (own && own.distanceKm <= nearest.distanceKm) return { outside, sure: true };
  // An office without a position is in no reach.
  const around = own && !own.unlocated ? { near: { lat: place.lat, lon: place.lon }, withinKm: nearest.distanceKm + APART_KM } : {};
  return { outside, sure: true, nearest: hasOffice(finder, nearest.office, around) ? undefined : nearest };
}

interface Judged { about: string; coverage: Coverage }
const judged = new WeakMap<SlotFinder, Judged>();

export function coverageOf({ controller, answer, state: { question: { place } } }: AnswerProps): Coverage {
  const { finder, options: { kinds, region } } = controller;
  if (!place || !finder) return { outside: false, sure: true };
  const inIndonesia = isInIndonesia(zoneOf(answer));
  const about = jsonOf([place.lat, place.lon, kinds, region, inIndonesia]);
  let known = judged.get(finder);
  // More of a split feed may have come.
  if (known?.about !== about || !known.coverage.sure) {
    known = { about, coverage: coverageAt(finder, place, { kinds: [...kinds], ...(region && { region }) }, inIndonesia, answer.now) };
    judged.set(finder, known);
  }
  return known.coverage;
}
