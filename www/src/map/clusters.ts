// Chooses the marks to draw: offices that would touch one another become one cluster. supercluster groups them for each
// level of zoom; joins what still touches on the screen, and no two marks overlap at any zoom.

import Supercluster from "supercluster";
import { byWorth, type Mark } from "./marks";
import { positionOf, WORLD_KM, type FlatMap, type Point, type Position, type Sight } from "./projection";

/** A mark on the screen: one office, or a cluster of several. */
export interface Spot {
  key: string;
  /** The middle of the mark, px. */
  at: Point;
  /** The half size of the mark, px. */
  half: Point;
  count: number;
  /** Places left at the offices that have room for the party, each on its best day. */
  places: number;
  /** The office with the best offer. */
  best: Mark;
  /** All offices of the mark. */
  marks(): Mark[];
}

/** A cluster's summary of its offices. */
interface Aggregate { best: Mark; places: number }

const placesOf = ({ state, value }: Mark): number => (state === "open" ? value : 0);

const TILE_PX = 512;
/** Offices closer than this, px, share a cluster at whole zoom levels: their marks would touch. */
const RADIUS_PX = 40;
const MOST_ZOOM = 10;
/** The half size of a square around a single office's mark, px. */
export const MARK_HALF = 19;
/** The least gap between two marks, px. */
const GAP = 2;
/** Two lines: the offices, and their places. */
const CLUSTER_HALF_HEIGHT = 21;
/** Also draws marks this far outside the edges: they come into view without a jump. */
const BEYOND_PX = 80;

export type Clusters = Supercluster<{ mark: Mark }, Aggregate>;

export function clustersOf(marks: readonly Mark[]): Clusters {
  const clusters: Clusters = new Supercluster<{ mark: Mark }, Aggregate>({
    radius: RADIUS_PX, extent: TILE_PX, maxZoom: MOST_ZOOM,
    map: ({ mark }) => ({ best: mark, places: placesOf(mark) }),
    reduce: (all, { best, places }) => {
      all.places += places;
      if (byWorth(best, all.best) < 0) all.best = best;
    },
  });
  return clusters.load(marks.flatMap((mark) => {
    const position = positionOf(mark.office);
    return position ? [{ type: "Feature" as const, properties: { mark }, geometry: { type: "Point" as const, coordinates: [position.lon, position.lat] } }] : [];
  }));
}

/** Half the width of a cluster with this text, px. */
export const clusterHalfWidth = (text: string): number => 12 + text.length * 3.75;

const overlaps = (one: Spot, other: Spot): boolean =>
  Math.abs(one.at.x - other.at.x) < one.half.x + other.half.x + GAP && Math.abs(one.at.y - other.at.y) < one.half.y + other.half.y + GAP;

function joined(one: Spot, other: Spot, textOf: (count: number) => string): Spot {
  const count = one.count + other.count;
  const between = (a: number, b: number): number => (a * one.count + b * other.count) / count;
  return {
    key: `${one.key}+${other.key}`, count, places: one.places + other.places,
    at: { x: between(one.at.x, other.at.x), y: between(one.at.y, other.at.y) },
    half: { x: clusterHalfWidth(textOf(count)), y: CLUSTER_HALF_HEIGHT },
    best: byWorth(other.best, one.best) < 0 ? other.best : one.best,
    marks: () => [...one.marks(), ...other.marks()],
  };
}

/** Joins spots until none overlaps another. */
function apart(spots: readonly Spot[], textOf: (count: number) => string): Spot[] {
  const done: Spot[] = [];
  const waiting = [...spots];
  for (let spot = waiting.pop(); spot; spot = waiting.pop()) {
    const touched = done.findIndex((other) => overlaps(spot!, other));
    if (touched < 0) done.push(spot);
    // A joined mark may touch others in turn.
    else waiting.push(joined(done.splice(touched, 1)[0]!, spot, textOf));
  }
  return done;
}

interface Screen {
  map: FlatMap;
  sight: Sight;
  width: number;
  height: number;
  /** The text of a cluster: "5 kantor". */
  textOf: (count: number) => string;
}

/** The marks in view, and a little beyond its edges. */
export function spotsIn(clusters: Clusters, { map, sight, width, height, textOf }: Screen): Spot[] {
  const toPixel = (position: Position): Point => {
    const { x, y } = map.at(position);
    return { x: width / 2 + (x - sight.x) * sight.scale, y: height / 2 + (y - sight.y) * sight.scale };
  };
  const corner = (side: -1 | 1): Position =>
    map.positionAt({ x: sight.x + (side * (width / 2 + BEYOND_PX)) / sight.scale, y: sight.y - (side * (height / 2 + BEYOND_PX)) / sight.scale });
  const [southWest, northEast] = [corner(-1), corner(1)];
  const all = (width + 2 * BEYOND_PX) / sight.scale >= WORLD_KM;
  const box: [number, number, number, number] = [all ? -180 : southWest.lon, southWest.lat, all ? 180 : northEast.lon, northEast.lat];
  // The next whole level: a lower one joins too many marks, a higher one would never separate too few.
  const level = Math.ceil(Math.log2((WORLD_KM * sight.scale) / TILE_PX));
  const spots = clusters.getClusters(box, Math.max(0, Math.min(MOST_ZOOM, level))).map((feature): Spot => {
    const [lon = 0, lat = 0] = feature.geometry.coordinates;
    const at = toPixel({ lon, lat });
    const { properties } = feature;
    if (!("cluster_id" in properties)) {
      const { mark } = properties;
      return { key: mark.office.id, at, half: { x: MARK_HALF, y: MARK_HALF }, count: 1, places: placesOf(mark), best: mark, marks: () => [mark] };
    }
    const { cluster_id: id, point_count: count, best, places } = properties;
    const marks = (): Mark[] => clusters.getLeaves(id, Infinity).map(({ properties: { mark } }) => mark);
    return { key: `cluster ${id}`, at, half: { x: clusterHalfWidth(textOf(count)), y: CLUSTER_HALF_HEIGHT }, count, places, best, marks };
  });
  return apart(spots, textOf);
}
