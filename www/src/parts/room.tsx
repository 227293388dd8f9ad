// The page, and how much room it has: an element may be narrow on a wide screen.

import { Component, createRef, type ComponentChildren } from "preact";
import type { PageProps } from "../state/page-props";
import type { Room as Space } from "../state/state";

const TABLET_PX = 720;
const DESK_PX = 1024;

/** How much room an element of this width has, px; nothing is known of one that is not shown. */
export function roomOf(width: number): Space | undefined {
  if (!width) return undefined;
  return width >= DESK_PX ? "desk" : width >= TABLET_PX ? "tablet" : "phone";
}

export class Room extends Component<PageProps & { children: ComponentChildren }> {
  readonly #page = createRef<HTMLDivElement>();
  #watch: ResizeObserver | undefined;

  override componentDidMount(): void {
    const root = this.#page.current?.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const measure = (): void => {
      const room = roomOf(root.host.clientWidth);
      if (room && room !== this.props.state.room) this.props.controller.show({ room });
    };
    this.#watch = new ResizeObserver(measure);
    this.#watch.observe(root.host);
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
  }

  override render({ state: { room, view, phase, waiting }, children }: PageProps & { children: ComponentChildren }) {
    return <div class={`page ${room} ${view}-view`} aria-busy={phase === "loading" || Boolean(waiting)} ref={this.#page}>{children}</div>;
  }
}
