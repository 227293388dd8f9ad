// Places names on the map: beside their mark, within the edges, and never over a mark or another name. Leaves out names
// without room; the list under the map names all.

import type { Point } from "./projection";

interface Named {
  id: string;
  text: string;
  at: Point;
  /** The half size of its own mark, px. */
  half: Point;
}
interface Box { left: number; top: number; right: number; bottom: number }

const EDGE = 4;
/** The extent of text above and below its base line, px. */
const [ASCENT, DESCENT] = [12, 4];
/** Longer than any short name. */
const MOST = 26;

export const shortened = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text);

const apart = (one: Box, other: Box): boolean =>
  one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;

const around = ({ x, y }: Point, half: Point): Box => ({ left: x - half.x, top: y - half.y, right: x + half.x, bottom: y + half.y });
const boxOf = ({ x, y }: Point, width: number): Box => ({ left: x - width / 2 - 2, top: y - ASCENT, right: x + width / 2 + 2, bottom: y + DESCENT });

/** The middle of the base line of each name with room, in the order of `wanted`. Always places `must`. */
export function labelsOf(
  wanted: readonly Named[], obstacles: readonly Pick<Named, "at" | "half">[], must: string | undefined, widthOf: (text: string) => number, width: number, height: number,
): Map<string, Point> {
  const marks = [...wanted.map(({ id, at, half }) => ({ id, box: around(at, half) })), ...obstacles.map(({ at, half }) => ({ id: undefined, box: around(at, half) }))];
  const placed = new Map<string, Point>();
  const taken: Box[] = [];
  for (const { id, text, at, half: mark } of wanted) {
    if (at.x < 0 || at.x > width || at.y < 0 || at.y > height) continue;
    const half = widthOf(text) / 2;
    // Shifted sideways to stay within the map.
    const x = Math.max(half + EDGE, Math.min(width - half - EDGE, at.x));
    const beside = mark.x + EDGE + half;
    const places = [{ x, y: at.y + mark.y + ASCENT }, { x, y: at.y - mark.y - DESCENT }, { x: at.x + beside, y: at.y + 5 }, { x: at.x - beside, y: at.y + 5 }];
    const free = places.find((place) => {
      const box = boxOf(place, half * 2);
      return box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height
        && taken.every((other) => apart(box, other)) && marks.every((mark) => mark.id === id || apart(box, mark.box));
    }) ?? (id === must ? places[at.y + mark.y + ASCENT + DESCENT > height ? 1 : 0] : undefined);
    if (!free) continue;
    placed.set(id, free);
    taken.push(boxOf(free, half * 2));
  }
  return placed;
}

let context: CanvasRenderingContext2D | null | undefined;

/** The width of a name in the font of an element, px. */
export function measure(element: Element | null): (text: string) => number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context || !element) return (text) => text.length * 8;
  context.font = `13px ${getComputedStyle(element).fontFamily}`;
  const made = context;
  return (text) => made.measureText(text).width;
}
