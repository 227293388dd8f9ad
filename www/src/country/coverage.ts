// Whether the data has the offices near the visitor. In: the answer, the offices of the feed, and the list of the country's
// offices, which has names and rough positions but no quota. Out: the nearest office of the country if the feed does not have
// it, and whether the place lies outside of what the feed covers.

import type { OfficeInfo } from "../engine/engine";
import { zoneOf } from "../state/answer-kind";
import { officesIn } from "../state/more-lookups";
import type { AnswerProps } from "../state/page-props";
import type { Answer } from "../state/state";
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
}

/** A feed of more offices is not compared with the list: it covers what the list has, and takes long to read. */
const LARGE = 2_000;
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

/** The nearest of a list, and how far it is. */
function nearestOf<T>(place: Position, list: readonly T[], positionOf: (item: T) => Position): { item: T; distanceKm: number } | undefined {
  let found: { item: T; distanceKm: number } | undefined;
  for (const item of list) {
    const distanceKm = kmBetween(place, positionOf(item));
    if (distanceKm < (found?.distanceKm ?? Infinity)) found = { item, distanceKm };
  }
  return found;
}

/** The greatest distance of an office from the middle of all, km. */
function spreadOf(positions: readonly Position[]): number {
  const mean = (of: (position: Position) => number): number => positions.reduce((sum, position) => sum + of(position), 0) / positions.length;
  const middle = { lat: mean(({ lat }) => lat), lon: mean(({ lon }) => lon) };
  return Math.max(LEAST_SPREAD, ...positions.map((position) => kmBetween(middle, position)));
}

const isLocated = (office: OfficeInfo): office is OfficeInfo & Position => office.lat !== undefined && office.lon !== undefined;
const isInIndonesia = (zone: string): boolean => /^Asia\/(Jakarta|Pontianak|Makassar|Jayapura)$/.test(zone);

/** What these offices of a feed cover at a place. `all`: with those that the page's author leaves out, of which there is data too. */
export function coverageAt(place: Position, shown: readonly OfficeInfo[], inIndonesia: boolean, all = shown): Coverage {
  const located = shown.filter(isLocated);
  const own = nearestOf(place, located, (office) => office)?.distanceKm ?? Infinity;
  const outside = located.length > 0 && own > spreadOf(located);
  if (!inIndonesia) return { outside };
  const nearest = nearestOf(place, offices, (office) => office);
  const known = new Set(all.map(({ name }) => placeInName(name.text)));
  const isMissing = nearest && nearest.distanceKm < own && !known.has(placeInName(`Imigrasi ${nearest.item.name}`));
  return { outside, nearest: isMissing ? { office: nearest.item, distanceKm: nearest.distanceKm } : undefined };
}

const judged = new WeakMap<Answer, Coverage>();

export function coverageOf({ controller, answer, state: { question: { place }, info } }: AnswerProps): Coverage {
  let coverage = judged.get(answer);
  if (!coverage) {
    coverage = { outside: false };
    if (place && (info?.offices ?? 0) <= LARGE) {
      const { shown, all } = officesIn(controller, "id");
      coverage = coverageAt(place, shown, isInIndonesia(zoneOf(answer)), all);
    }
    judged.set(answer, coverage);
  }
  return coverage;
}
