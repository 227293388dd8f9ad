// The map: a coast, the offices, the visitor's town. The picture is for the eye and the pointer; the list under it holds the
// same offices as buttons, with the same effect, for everybody. Nothing is fetched but this file: no tiles.

import type { Answer } from "../controller";
import { localDate } from "../dates";
import { boardOf } from "../lookups";
import { zoneOf } from "../outlook";
import { Component, createRef } from "../preact";
import type { View } from "../view/view";
import { addDays } from "../view/views";
import { MarkShape } from "./mark-shape";
import { marksOf, type Mark } from "./marks";
import { OfficeList, sentenceOf } from "./office-list";
import { coastPath, fit, middleOf, projector, zoom, type Point, type Position, type Sight } from "./projection";

type MapProps = View & { answer: Answer };
interface MapState { width: number; sight?: Sight | undefined; selected?: string | undefined; said: string }
interface Drawn { of: Answer; positions: string; marks: Mark[]; at: (position: Position) => Point; coast: string; points: Point[] }

const HEIGHT = 400;
const DAYS = 30;
/** More would hide one another. */
const MOST_MARKS = 200;
const STEP = 1.6;
/** Names stand beside the marks from this scale on, pixels a km. */
const NAMES_FROM = 2.2;

/** Whoever comes back from another view finds the map as it was. */
const left = new WeakMap<View["act"], Pick<MapState, "sight" | "selected"> & { positions: string | undefined }>();

export class OfficeMap extends Component<MapProps, MapState> {
  override state: MapState = { width: 328, said: "", ...left.get(this.props.act) };
  readonly #box = createRef<HTMLDivElement>();
  #watch: ResizeObserver | undefined;
  #drawn: Drawn | undefined;
  readonly #pointers = new Map<number, Point>();
  #moved = 0;

  override componentDidMount(): void {
    this.#watch = new ResizeObserver(([entry]) => this.setState({ width: Math.max(200, entry?.contentRect.width ?? 328) }));
    if (this.#box.current) this.#watch.observe(this.#box.current);
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
    const { sight, selected } = this.state;
    left.set(this.props.act, { sight, selected, positions: this.#drawn?.positions });
  }

  /** The engine is asked once an answer; the sight begins anew where there is something else to be seen. */
  #draw(): Drawn | undefined {
    const { answer, act, state: { question } } = this.props;
    if (this.#drawn?.of === answer) return this.#drawn;
    const today = localDate(answer.now, zoneOf(answer));
    const board = boardOf(act, today, addDays(today, DAYS - 1));
    if (!board) return undefined;
    const marks = marksOf(act, board, question.party, MOST_MARKS);
    const positions = [...marks.flatMap(({ office }) => positionOf(office) ?? []), ...(question.place ? [question.place] : [])];
    const at = projector(middleOf(positions));
    const known = this.#drawn?.positions ?? left.get(act)?.positions;
    this.#drawn = { of: answer, positions: JSON.stringify(positions), marks, at, coast: coastPath(at), points: positions.map(at) };
    if (known !== this.#drawn.positions) this.state.sight = undefined;
    return this.#drawn;
  }

  get #home(): Sight {
    return fit(this.#drawn?.points ?? [], this.state.width, HEIGHT);
  }

  get #sight(): Sight {
    return this.state.sight ?? this.#home;
  }

  /** Without a finger or a pointer: about the visitor's town while it is in sight. */
  get #centre(): Point {
    const [width, sight, { place }] = [this.state.width, this.#sight, this.props.state.question];
    const middle = { x: width / 2, y: HEIGHT / 2 };
    const town = place && this.#drawn?.at(place);
    if (!town) return middle;
    const at = { x: middle.x + (town.x - sight.x) * sight.scale, y: middle.y + (town.y - sight.y) * sight.scale };
    return at.x > 0 && at.x < width && at.y > 0 && at.y < HEIGHT ? at : middle;
  }

  readonly #zoom = (factor: number, at: Point = this.#centre): void =>
    this.setState({ sight: zoom(this.#sight, factor, at, this.state.width, HEIGHT, this.#home) });

  #pan(x: number, y: number): void {
    const sight = this.#sight;
    this.setState({ sight: { ...sight, x: sight.x - x / sight.scale, y: sight.y - y / sight.scale } });
  }

  #pixel({ clientX, clientY }: MouseEvent): Point {
    const box = this.#box.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  }

  readonly #wheel = (event: WheelEvent): void => {
    // At the end of the zoom the page scrolls on.
    const before = this.#sight.scale;
    const next = zoom(this.#sight, Math.exp(-event.deltaY / 300), this.#pixel(event), this.state.width, HEIGHT, this.#home);
    if (Math.abs(next.scale - before) < 1e-9) return;
    event.preventDefault();
    this.setState({ sight: next });
  };

  readonly #down = (event: PointerEvent): void => {
    if (!this.#pointers.size) this.#moved = 0;
    this.#pointers.set(event.pointerId, this.#pixel(event));
  };

  readonly #move = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = this.#pixel(event);
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    this.#moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (this.#moved > 6) this.#box.current?.setPointerCapture(event.pointerId);
    if (!other) return this.#pan(now.x - before.x, now.y - before.y);
    const apart = (point: Point): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    this.#zoom(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  };

  readonly #up = ({ pointerId }: PointerEvent): void => void this.#pointers.delete(pointerId);

  readonly #key = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.#pan(48, 0), ArrowRight: () => this.#pan(-48, 0), ArrowUp: () => this.#pan(0, 48), ArrowDown: () => this.#pan(0, -48),
      "+": () => this.#zoom(STEP), "=": () => this.#zoom(STEP), "-": () => this.#zoom(1 / STEP), Home: () => this.setState({ sight: undefined }),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  /** The end of a drag is no tap. */
  readonly #tap = (mark: Mark): void => {
    if (this.#moved <= 6) this.#select(mark);
  };

  readonly #select = (mark: Mark): void => {
    const { act } = this.props;
    const { offer } = mark;
    const opens = offer && offer.channel !== "walk_in";
    this.setState({ selected: mark.office.id, said: opens ? "" : `${sentenceOf(this.props, mark)}.` }, () => opens && act.openHandOff(offer));
  };

  override render(props: MapProps, { width, selected, said }: MapState) {
    const { words, state: { question } } = props;
    const drawn = this.#draw();
    if (!drawn) return null;
    const { marks, at, coast } = drawn;
    const sight = this.#sight;
    const onScreen = (position: Position): Point => {
      const { x, y } = at(position);
      return { x: width / 2 + (x - sight.x) * sight.scale, y: HEIGHT / 2 + (y - sight.y) * sight.scale };
    };
    const label = words.t("map.label", { n: marks.length, o: marks.filter(({ state }) => state === "open").length });
    const town = question.place && onScreen(question.place);
    // Offices with places are drawn last, over the others.
    const ordered = [...marks].sort((a, b) => Number(a.state === "open") - Number(b.state === "open"));
    return (
      <div class="map" part="map">
        <div>
          <div
            class={this.state.sight ? "sea held" : "sea"} ref={this.#box} tabIndex={0} role="group" aria-label={words.t("map.keys")} onKeyDown={this.#key}
            onWheel={this.#wheel} onPointerDown={this.#down} onPointerMove={this.#move} onPointerUp={this.#up} onPointerCancel={this.#up}
          >
            <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${HEIGHT}`} height={HEIGHT}>
              <path class="land" d={coast} transform={`translate(${width / 2} ${HEIGHT / 2}) scale(${sight.scale}) translate(${-sight.x} ${-sight.y})`} />
              {town && (
                <g class="town" transform={`translate(${town.x} ${town.y})`}>
                  <path d="M-8 0H8M0-8V8" /><text y="22">{question.place?.name ?? words.t("map.here")}</text>
                </g>
              )}
              {ordered.map((mark) => {
                const position = positionOf(mark.office);
                return position && (
                  <MarkShape
                    key={mark.office.id} words={words} party={question.party} mark={mark} at={onScreen(position)} selected={selected === mark.office.id}
                    named={sight.scale >= NAMES_FROM || selected === mark.office.id} onTap={() => this.#tap(mark)}
                  />
                );
              })}
            </svg>
          </div>
          <div class="zoom">
            <button type="button" aria-label={words.t("map.in")} onClick={() => this.#zoom(STEP)}>+</button>
            <button type="button" aria-label={words.t("map.out")} onClick={() => this.#zoom(1 / STEP)}>-</button>
            <button type="button" class="all" onClick={() => this.setState({ sight: undefined })}>{words.t("map.home")}</button>
          </div>
        </div>
        <p class="said" role="status">{said}</p>
        <OfficeList {...props} marks={marks} selected={selected} onSelect={this.#select} />
      </div>
    );
  }
}

export const positionOf = ({ lat, lon }: { lat?: number; lon?: number }): Position | undefined =>
  lat !== undefined && lon !== undefined ? { lat, lon } : undefined;
