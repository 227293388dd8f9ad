// Degrees -> a flat map in kilometres east and south of its middle (equirectangular, true at the middle's latitude), and
// the part of it that is in sight.

import coast from "./coast.json";

export interface Point { x: number; y: number }
/** The middle of what is in sight, km, and pixels a km. */
export interface Sight extends Point { scale: number }

const KM_A_DEGREE = 111.195;
/** What the map shows around a single office, km each way. */
const LEAST_SPAN = 20;
export const MOST_SCALE = 12;

export interface Position { lat: number; lon: number }

/** Where positions lie on the map whose middle is `middle`; across the 180th meridian the short way. */
export const projector = (middle: Position) => {
  const east = KM_A_DEGREE * Math.cos((middle.lat * Math.PI) / 180);
  return ({ lat, lon }: Position): Point => ({
    x: ((((lon - middle.lon) % 360) + 540) % 360 - 180) * east,
    y: (middle.lat - lat) * KM_A_DEGREE,
  });
};

/** The middle of positions, by the extremes. */
export function middleOf(positions: readonly Position[]): Position {
  const between = (values: number[]): number => (values.reduce((a, b) => Math.min(a, b), Infinity) + values.reduce((a, b) => Math.max(a, b), -Infinity)) / 2;
  if (!positions.length) return { lat: 0, lon: 0 };
  return { lat: between(positions.map(({ lat }) => lat)), lon: between(positions.map(({ lon }) => lon)) };
}

/** The sight in which all points lie, with room at the edges for their marks. */
export function fit(points: readonly Point[], width: number, height: number): Sight {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const span = (values: number[]): [number, number] =>
    [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  if (!points.length) return { x: 0, y: 0, scale: 0.1 };
  const [[west, east], [north, south]] = [span(xs), span(ys)];
  const scale = Math.min((width - 96) / Math.max(LEAST_SPAN, east - west), (height - 96) / Math.max(LEAST_SPAN, south - north), MOST_SCALE);
  return { x: (west + east) / 2, y: (north + south) / 2, scale };
}

/** Zoomed by a factor about a pixel, which stays where it is or comes `to` another; never further out than `home`, never closer than can be told apart. */
export function zoom(sight: Sight, factor: number, at: Point, width: number, height: number, home: Sight, to = at): Sight {
  const scale = Math.min(MOST_SCALE, Math.max(home.scale / 2, sight.scale * factor));
  const along = (from: number, now: number, half: number): number => (from - half) / sight.scale - (now - half) / scale;
  return { x: sight.x + along(at.x, to.x, width / 2), y: sight.y + along(at.y, to.y, height / 2), scale };
}

/** The coast as the data of one path, in km. Rounded to 10 m. */
export function coastPath(project: (position: Position) => Point): string {
  return coast.map((ring) => {
    let [lon, lat] = [0, 0];
    let path = "";
    for (let at = 0; at < ring.length; at += 2) {
      lon += ring[at]!;
      lat += ring[at + 1]!;
      const { x, y } = project({ lon: lon / 100, lat: lat / 100 });
      path += `${at ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}`;
    }
    return `${path}Z`;
  }).join("");
}

/** Where an office lies, if that is known. */
export const positionOf = ({ lat, lon }: { lat?: number; lon?: number }): Position | undefined =>
  lat !== undefined && lon !== undefined ? { lat, lon } : undefined;
