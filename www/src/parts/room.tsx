// The page, and how much room it has: an element may be narrow on a wide screen.

import { Component, createRef, type ComponentChildren } from "preact";
import type { PageProps } from "../state/page-props";

const TABLET_PX = 720;
const DESK_PX = 1024;

export class Room extends Component<PageProps & { children: ComponentChildren }> {
  readonly #page = createRef<HTMLDivElement>();
  #watch: ResizeObserver | undefined;

  override componentDidMount(): void {
    const root = this.#page.current?.getRootNode();
    if (!(root instanceof ShadowRoot)) return;
    const measure = (): void => {
      const { clientWidth } = root.host;
      const room = clientWidth >= DESK_PX ? "desk" : clientWidth >= TABLET_PX ? "tablet" : "phone";
      if (clientWidth && room !== this.props.state.room) this.props.controller.show({ room });
    };
    // Once while there is little to lay out, and whenever it changes.
    if (this.props.state.phase === "loading") measure();
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
