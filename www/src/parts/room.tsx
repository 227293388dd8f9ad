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
      const { state, controller } = this.props;
      const { clientWidth } = root.host;
      const room = clientWidth >= DESK_PX ? "desk" : clientWidth >= TABLET_PX ? "tablet" : "phone";
      if (clientWidth && (room !== state.room || !state.measured)) controller.show({ room, measured: true });
    };
    // Usually known since the browser laid out what stands there while loading. Else the list is laid out here, and once more by
    // the browser.
    const { phase, measured } = this.props.state;
    if (phase !== "loading" && !measured) measure();
    this.#watch = new ResizeObserver(measure);
    this.#watch.observe(root.host);
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
  }

  override render({ state: { room, view, phase }, children }: PageProps & { children: ComponentChildren }) {
    return <div class={`page ${room} ${view}-view`} aria-busy={phase === "loading"} ref={this.#page}>{children}</div>;
  }
}
