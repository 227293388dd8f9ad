// Names of towns for orientation, under the marks: the largest in sight that have room. In: the view, and what is drawn
// already. Out: the towns to draw, with the place of each name.

import { labelsOf } from "./labels";
import type { FlatMap, Point, Sight } from "./projection";
import data from "./towns.json";

interface Drawn { at: Point; half: Point }
export interface Town { name: string; at: Point; label: Point }

/** So many orient; more would hide the offices. */
const MOST = 9;
/** The half size of a town's dot with the room around it, px. */
const DOT: Point = { x: 4, y: 4 };
/** Between two dots, px: beside a large town its neighbours are not named. */
const APART = 48;

const towns = (data as [string, number, number][]).map(([name, lat, lon]) => ({ name, lat: lat / 100, lon: lon / 100 }));

export interface TownsView {
  map: FlatMap;
  sight: Sight;
  width: number;
  height: number;
  widthOf: (text: string) => number;
  /** Marks and names, which towns leave free. */
  taken: readonly Drawn[];
  /** Towns whose names are on the map already. */
  named: ReadonlySet<string>;
}

const covers = (one: Drawn, at: Point): boolean => Math.abs(one.at.x - at.x) < one.half.x + DOT.x && Math.abs(one.at.y - at.y) < one.half.y + DOT.y;

export function townsIn({ map, sight, width, height, widthOf, taken, named }: TownsView): Town[] {
  const shown: { id: string; text: string; at: Point; half: Point }[] = [];
  for (const { name, lat, lon } of towns) {
    const { x, y } = map.at({ lat, lon });
    const at = { x: width / 2 + (x - sight.x) * sight.scale, y: height / 2 + (y - sight.y) * sight.scale };
    const isFree = at.x > 0 && at.x < width && at.y > 0 && at.y < height && !named.has(name)
      && !taken.some((other) => covers(other, at)) && shown.every((other) => Math.hypot(other.at.x - at.x, other.at.y - at.y) > APART);
    if (isFree) shown.push({ id: name, text: name, at, half: DOT });
    if (shown.length === 2 * MOST) break;
  }
  const labels = labelsOf(shown, taken, undefined, widthOf, width, height);
  return shown.flatMap(({ id, at }) => {
    const label = labels.get(id);
    return label ? [{ name: id, at, label }] : [];
  }).slice(0, MOST);
}
