// Projects degrees to a flat map, and computes the visible part of it. d3-geo projects (Mercator); positions on the
// flat map are in kilometres at the equator, east and south of a middle, so the map has no seam near the offices.

import { geoBounds, geoMercator, geoPath, type GeoProjection } from "d3-geo";
import coast from "./coast.json";

export interface Point { x: number; y: number }
export interface Position { lat: number; lon: number }
/** The middle of the view on the flat map, and pixels per kilometre. */
export interface Sight extends Point { scale: number }

const EARTH_RADIUS_KM = 6371.0088;
/** The width of the whole flat map, km. */
export const WORLD_KM = 2 * Math.PI * EARTH_RADIUS_KM;
/** The extent of the map around a single office, km each way. */
const LEAST_SPAN = 20;
/** Room at the edges for marks, as a share of the map; a mark fits in it on the narrowest one. */
const EDGE = 0.07;
export const MOST_SCALE = 12;

const multiPoint = (positions: readonly Position[]) => ({ type: "MultiPoint" as const, coordinates: positions.map(({ lon, lat }): [number, number] => [lon, lat]) });

/** The flat map around a middle. */
export class FlatMap {
  readonly #projection: GeoProjection;

  constructor(middle: Position) {
    // Rotated to the middle's longitude only: with its latitude too, the map would no longer be Mercator's.
    const plain = geoMercator().scale(EARTH_RADIUS_KM).translate([0, 0]).rotate([-middle.lon, 0]);
    const [, y = 0] = plain([middle.lon, middle.lat]) ?? [];
    this.#projection = plain.translate([0, -y]);
  }

  at({ lat, lon }: Position): Point {
    const [x = 0, y = 0] = this.#projection([lon, lat]) ?? [];
    return { x, y };
  }

  /** The position at a point of the flat map. */
  positionAt({ x, y }: Point): Position {
    const [lon = 0, lat = 0] = this.#projection.invert?.([x, y]) ?? [];
    return { lat, lon };
  }

  /** The coast as the data of one path. */
  coast(): string {
    return geoPath(this.#projection).digits(2)(coastLines()) ?? "";
  }

  /** The smallest rectangle around positions. */
  bounds(positions: readonly Position[]): [Point, Point] {
    const [[left, top], [right, bottom]] = geoPath(this.#projection).bounds(multiPoint(positions));
    return [{ x: left, y: top }, { x: right, y: bottom }];
  }
}

/** The middle of positions by their extremes; the short way across the 180th meridian. */
export function middleOf(positions: readonly Position[]): Position {
  if (!positions.length) return { lat: 0, lon: 0 };
  const [[west, south], [east, north]] = geoBounds(multiPoint(positions));
  return { lat: (south + north) / 2, lon: (west + (east < west ? east + 360 : east)) / 2 };
}

/** The view that holds all positions, with room at the edges for their marks. */
export function fit(map: FlatMap, positions: readonly Position[], width: number, height: number): Sight {
  if (!positions.length) return { x: 0, y: 0, scale: 0.1 };
  const [one, other] = map.bounds(positions);
  const across = (room: number, span: number): number => (room * (1 - 2 * EDGE)) / Math.max(LEAST_SPAN, span);
  const scale = Math.min(across(width, other.x - one.x), across(height, other.y - one.y), MOST_SCALE);
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, scale };
}

/** Zoomed by a factor about a pixel, which stays where it is or comes `to` another; never further out than half of `whole`, never closer than `MOST_SCALE`. */
export function zoom(sight: Sight, factor: number, at: Point, width: number, height: number, whole: Sight, to = at): Sight {
  const scale = Math.min(MOST_SCALE, Math.max(whole.scale / 2, sight.scale * factor));
  const along = (from: number, now: number, half: number): number => (from - half) / sight.scale - (now - half) / scale;
  return { x: sight.x + along(at.x, to.x, width / 2), y: sight.y + along(at.y, to.y, height / 2), scale };
}

/** The rings of coast.json, which holds steps in hundredths of a degree, as closed lines. */
function coastLines() {
  const coordinates = coast.map((steps) => {
    let [lon, lat] = [0, 0];
    const ring: [number, number][] = [];
    for (let at = 0; at < steps.length; at += 2) {
      lon += steps[at]!;
      lat += steps[at + 1]!;
      ring.push([lon / 100, lat / 100]);
    }
    return [...ring, ring[0]!];
  });
  return { type: "MultiLineString" as const, coordinates };
}

/** The position of an office, if known. */
export const positionOf = ({ lat, lon }: { lat?: number; lon?: number }): Position | undefined =>
  lat !== undefined && lon !== undefined ? { lat, lon } : undefined;
