// The map: a coast, the offices, the visitor's town. The picture serves eye and pointer; the list under it holds the
// same offices as buttons, with the same effect, for everybody. Fetches nothing but this file: no tiles.

import { Component, createRef } from "preact";
import type { Question } from "../question/question";
import { zoneOf } from "../state/answer-kind";
import type { Controller } from "../state/controller";
import { boardOf, inAskedOrder } from "../state/more-lookups";
import type { AnswerProps } from "../state/page-props";
import type { Answer } from "../state/state";
import { addDays, localDate } from "../text/dates";
import { jsonOf } from "../text/json";
import { clustersOf, spotsIn, type Clusters, type Spot } from "./clusters";
import { labelsOf, measure, shortened } from "./labels";
import { ClusterMark, OfficeMark } from "./mark-shape";
import { sentenceOf } from "./mark-words";
import { byWorth, marksOf, type Mark } from "./marks";
import { OfficeList } from "./office-list";
import { fit, FlatMap, middleOf, positionOf, zoom, type Point, type Position, type Sight } from "./projection";
import { townsIn } from "./towns";

interface MapState {
  width: number;
  sight?: Sight | undefined;
  /** The id of the office whose sheet is open, and of the one that the pointer is over, here or in the list. */
  selected?: string | undefined;
  lit?: string | undefined;
  said: string;
}
/** Computed once per answer. */
interface Drawn {
  of: Answer;
  question: Question;
  marks: Mark[];
  clusters: Clusters;
  /** Of the offices and the town. */
  positions: Position[];
  middle: Position;
  map: FlatMap;
  coast: string;
  /** Of the town and the nearest offices with places; of all where no town is known. */
  near: Position[];
  /** The sights of the nearest and of all, in a size of the map. */
  sights?: { width: number; height: number; home: Sight; whole: Sight } | undefined;
}
/** State restored when a visitor comes back from another view. */
interface LastLook { drawn: Drawn | undefined; sight: Sight | undefined; selected: string | undefined }

const HEIGHT = 400;
/** Beside the list. */
const DESK_HEIGHT = 520;
/** The map opens on so many offices with places. */
const NEAREST = 5;
const DAYS = 30;
const STEP = 1.6;
/** The half size of the town's cross, px. */
const TOWN: Point = { x: 9, y: 9 };
/** A zoom by less than this shows nothing new. */
const NO_ZOOM = 1.01;

const lastLooks = new WeakMap<Controller, LastLook>();

export class OfficeMap extends Component<AnswerProps, MapState> {
  override state: MapState = { width: 328, said: "", sight: lastLooks.get(this.props.controller)?.sight, selected: lastLooks.get(this.props.controller)?.selected };
  readonly #box = createRef<HTMLDivElement>();
  #watch: ResizeObserver | undefined;
  #drawn: Drawn | undefined = lastLooks.get(this.props.controller)?.drawn;
  readonly #pointers = new Map<number, Point>();
  #moved = 0;

  override componentDidMount(): void {
    this.#watch = new ResizeObserver(([entry]) => this.setState({ width: Math.max(200, entry?.contentRect.width ?? 328) }));
    if (this.#box.current) this.#watch.observe(this.#box.current);
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
    const { sight, selected } = this.state;
    lastLooks.set(this.props.controller, { drawn: this.#drawn, sight, selected });
  }

  /** Asks the engine once per answer. Resets the view if the question has brought other offices or another town. */
  #draw(): Drawn | undefined {
    const { answer, controller, state: { question } } = this.props;
    if (this.#drawn?.of === answer) return this.#drawn;
    const today = localDate(answer.now, zoneOf(answer));
    const board = boardOf(controller, today, addDays(today, DAYS - 1));
    if (!board) return undefined;
    const marks = marksOf(controller, inAskedOrder(controller, board), question.party);
    const clusters = clustersOf(marks);
    const positions = [...marks.flatMap(({ office }) => positionOf(office) ?? []), ...(question.place ? [question.place] : [])];
    const nearest = [...marks].sort((one, other) => (one.distanceKm ?? Infinity) - (other.distanceKm ?? Infinity) || 0);
    const open = nearest.filter(({ state }) => state === "open").slice(0, NEAREST);
    const near = question.place ? [question.place, ...(open.length ? open : nearest.slice(0, NEAREST)).flatMap(({ office }) => positionOf(office) ?? [])] : positions;
    const before = this.#drawn;
    if (before && jsonOf(before.positions) === jsonOf(positions)) return (this.#drawn = { ...before, of: answer, question, marks, clusters, near, sights: undefined });
    const middle = middleOf(positions);
    const map = new FlatMap(middle);
    const { sight } = this.state;
    if (sight && before) {
      const moved = map.at(before.middle);
      this.state.sight = before.question === question ? { ...sight, x: sight.x + moved.x, y: sight.y + moved.y } : undefined;
    }
    return (this.#drawn = { of: answer, question, marks, clusters, positions, near, middle, map, coast: map.coast() });
  }

  get #height(): number {
    return this.props.state.room === "desk" ? DESK_HEIGHT : HEIGHT;
  }

  get #sights(): { home: Sight; whole: Sight } {
    const [{ width }, height, drawn] = [this.state, this.#height, this.#drawn];
    if (!drawn) return { home: { x: 0, y: 0, scale: 0.1 }, whole: { x: 0, y: 0, scale: 0.1 } };
    if (drawn.sights?.width !== width || drawn.sights.height !== height) {
      const sightOf = (positions: readonly Position[]): Sight => fit(drawn.map, positions, width, height);
      drawn.sights = { width, height, home: sightOf(drawn.near), whole: sightOf(drawn.positions) };
    }
    return drawn.sights;
  }

  get #sight(): Sight {
    return this.state.sight ?? this.#sights.home;
  }

  readonly #showAll = (): void => this.setState({ sight: this.#sights.whole });

  readonly #zoom = (factor: number, at: Point, to = at): void =>
    this.setState({ sight: zoom(this.#sight, factor, at, this.state.width, this.#height, this.#sights.whole, to) });

  /**
   * Without a pointer zooms about what matters: the chosen office, else the town, else the office nearest to the
   * middle; zooming in brings it towards the middle.
   */
  readonly #zoomByKey = (factor: number): void => {
    const { state: { selected, width }, props: { state: { question } } } = this;
    const height = this.#height;
    const centre = { x: width / 2, y: height / 2 };
    const marks = this.#drawn?.marks ?? [];
    const chosen = marks.find(({ office }) => office.id === selected)?.office;
    const pixel = (position: Position | undefined): Point[] => (position ? [this.#onScreen(position)] : []);
    const off = ({ x, y }: Point): number => Math.hypot(x - centre.x, y - centre.y);
    const offices = marks.flatMap(({ office }) => pixel(positionOf(office))).sort((a, b) => off(a) - off(b));
    const about = [...pixel(chosen && positionOf(chosen)), ...pixel(question.place), ...offices]
      .find(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height) ?? centre;
    this.#zoom(factor, about, factor > 1 ? { x: (about.x + centre.x) / 2, y: (about.y + centre.y) / 2 } : about);
  };

  #onScreen(position: Position): Point {
    const { x, y } = this.#drawn?.map.at(position) ?? { x: 0, y: 0 };
    const sight = this.#sight;
    return { x: this.state.width / 2 + (x - sight.x) * sight.scale, y: this.#height / 2 + (y - sight.y) * sight.scale };
  }

  #pan(x: number, y: number): void {
    const sight = this.#sight;
    this.setState({ sight: { ...sight, x: sight.x - x / sight.scale, y: sight.y - y / sight.scale } });
  }

  #pixel({ clientX, clientY }: MouseEvent): Point {
    const box = this.#box.current?.getBoundingClientRect();
    return { x: clientX - (box?.left ?? 0), y: clientY - (box?.top ?? 0) };
  }

  readonly #wheel = (event: WheelEvent): void => {
    // At the limit of the zoom the page scrolls on.
    const before = this.#sight.scale;
    const next = zoom(this.#sight, Math.exp(-event.deltaY / 300), this.#pixel(event), this.state.width, this.#height, this.#sights.whole);
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
      "+": () => this.#zoomByKey(STEP), "=": () => this.#zoomByKey(STEP), "-": () => this.#zoomByKey(1 / STEP), Home: this.#showAll,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  /** The end of a drag is not a tap. A tap on a cluster zooms in until it separates, or names its offices if they are at one place. */
  readonly #tap = (spot: Spot): void => {
    if (this.#moved > 6) return;
    const drawn = this.#drawn;
    if (spot.count === 1 || !drawn) return this.#select(spot.best);
    const marks = spot.marks();
    const { words } = this.props;
    const nearer = fit(drawn.map, marks.flatMap(({ office }) => positionOf(office) ?? []), this.state.width, this.#height);
    if (nearer.scale > this.#sight.scale * NO_ZOOM) return this.setState({ sight: nearer, said: "" });
    const names = marks.sort(byWorth).map(({ office }) => office.short.text);
    this.setState({ selected: undefined, said: `${words.t("offices", { n: marks.length })}: ${words.list(names)}.` });
  };

  /** Opens the sheet of an office: what is with it, and two ways on. */
  readonly #select = (mark: Mark): void => this.setState({ selected: mark.office.id, said: "" });

  readonly #light = (lit: string | undefined): void => {
    if (lit !== this.state.lit) this.setState({ lit });
  };

  override render(props: AnswerProps, { width, selected, lit, said }: MapState) {
    const { words, controller, state: { question } } = props;
    const height = this.#height;
    const drawn = this.#draw();
    if (!drawn) return null;
    const { marks, coast } = drawn;
    const sight = this.#sight;
    const label = words.t("map.label", { n: marks.length, o: marks.filter(({ state }) => state === "open").length });
    const town = question.place && this.#onScreen(question.place);
    const chosen = marks.find(({ office }) => office.id === selected);
    const offer = chosen?.details.offer;
    // The sheet is not over the office that it is about.
    const at = chosen && positionOf(chosen.office);
    const below = at !== undefined && this.#onScreen(at).y > height / 2;
    const townName = shortened(question.place?.name ?? words.t("map.here"));
    const spots = spotsIn(drawn.clusters, { map: drawn.map, sight, width, height, textOf: (n) => words.t("offices", { n }) });
    const single = spots.filter(({ count }) => count === 1);
    const grouped = spots.filter(({ count }) => count > 1);
    const shown = marks.filter((mark) => mark === chosen || mark.office.id === lit);
    const holdsChosen = (spot: Spot): boolean => shown.some((mark) => spot.best === mark || (spot.count > 1 && spot.marks().includes(mark)));
    const point = (spot: Spot) => (at: boolean): void => this.#light(at ? spot.best.office.id : undefined);
    // Names the chosen office first, then the town, then the others, those with places first.
    const byRank = [...single].sort((a, b) => Number(b.best === chosen) - Number(a.best === chosen) || byWorth(a.best, b.best));
    const wanted = byRank.map(({ at, half, best: { office } }) => ({ id: office.id, text: shortened(office.short.text), at, half }));
    if (town) wanted.splice(wanted[0]?.id === selected ? 1 : 0, 0, { id: "", text: townName, at: town, half: TOWN });
    const widthOf = measure(this.#box.current);
    const labels = labelsOf(wanted, grouped, selected, widthOf, width, height);
    const townLabel = labels.get("");
    const names = wanted.flatMap(({ id, text }) => {
      const label = labels.get(id);
      return label ? [{ text, at: { x: label.x, y: label.y - 4 }, half: { x: widthOf(text) / 2 + 2, y: 8 } }] : [];
    });
    const towns = townsIn({
      map: drawn.map, sight, width, height, widthOf, taken: [...spots, ...names, ...(town ? [{ at: town, half: TOWN }] : [])],
      named: new Set([...names.map(({ text }) => text.replace(/ \(.*/, "")), townName.replace(/^(Kota|Kabupaten) /, "")]),
    });
    return (
      <div class="map" part="map">
        <div class="picture">
          <div
            class={this.state.sight ? "sea held" : "sea"} ref={this.#box} tabIndex={0} role="group" aria-label={words.t("map.keys")} onKeyDown={this.#key}
            onWheel={this.#wheel} onPointerDown={this.#down} onPointerMove={this.#move} onPointerUp={this.#up} onPointerCancel={this.#up}
          >
            <svg role="img" aria-label={label} viewBox={`0 0 ${width} ${height}`} height={height}>
              <path class="land" d={coast} transform={`translate(${width / 2} ${height / 2}) scale(${sight.scale}) translate(${-sight.x} ${-sight.y})`} />
              {towns.map(({ name, at, label }) => (
                <g key={name} class="orient" transform={`translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`}>
                  <circle r="2" /><text x={(label.x - at.x).toFixed(1)} y={(label.y - at.y).toFixed(1)}>{name}</text>
                </g>
              ))}
              {grouped.map((spot) => (
                <ClusterMark key={spot.key} words={words} party={question.party} spot={spot} selected={holdsChosen(spot)} onTap={() => this.#tap(spot)} onPoint={point(spot)} />
              ))}
              {single.map((spot) => (
                <OfficeMark
                  key={spot.key} words={words} party={question.party} spot={spot} selected={holdsChosen(spot)} label={labels.get(spot.key)} onTap={() => this.#tap(spot)} onPoint={point(spot)}
                />
              ))}
              {/* Last, so no mark covers it. */}
              {town && (
                <g class="town" transform={`translate(${town.x} ${town.y})`}>
                  <circle class="halo" r="10" /><circle class="here" r="6" />{townLabel && <text x={townLabel.x - town.x} y={townLabel.y - town.y}>{townName}</text>}
                </g>
              )}
            </svg>
          </div>
          <div class="zoom">
            <button type="button" aria-label={words.t("map.in")} onClick={() => this.#zoomByKey(STEP)}>+</button>
            <button type="button" aria-label={words.t("map.out")} onClick={() => this.#zoomByKey(1 / STEP)}>-</button>
            <button type="button" class="all" onClick={this.#showAll}>{words.t("map.home")}</button>
          </div>
          <div class={chosen || said ? (below ? "sheet above" : "sheet") : undefined}>
            <p role="status">{said || (chosen && `${sentenceOf(props, chosen)}.`)}</p>
            {chosen && (
              <p class="share">
                {offer && offer.channel !== "walk_in" && (
                  <button type="button" class="book" aria-describedby={`${props.state.room === "desk" ? "office" : "on-map"}-${chosen.office.id}`} onClick={() => controller.openHandOff(offer)}>
                    {words.t(offer.channel === "app" ? "book.how" : "book.how.other")}
                  </button>
                )}
                <button type="button" aria-describedby={`${props.state.room === "desk" ? "office" : "on-map"}-${chosen.office.id}`} onClick={() => controller.openOffice(chosen.office.id)}>{words.t("detail")}</button>
              </p>
            )}
          </div>
        </div>
        <OfficeList {...props} marks={marks} selected={[selected, lit]} onPoint={this.#light} />
      </div>
    );
  }
}
