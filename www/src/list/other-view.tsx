// Board and map, each a file of its own that is fetched when it is first looked at. Until it is there its room is kept;
// if it cannot be had, the page says so and offers to try again.

import type { ComponentType } from "preact";
import type { ViewName } from "../options/attributes";
import type { Answer } from "../state/controller";
import { Component, h } from "../preact";
import { ViewToCome } from "../parts/later";
import type { View } from "../state/page-props";

type Answered = View & { answer: Answer };
type Other = Exclude<ViewName, "list">;

const loaders: Record<Other, () => Promise<ComponentType<Answered>>> = {
  board: async () => (await import("../board/board")).Board,
  map: async () => (await import("../map/map")).Map,
};
const loaded: Partial<Record<Other, ComponentType<Answered>>> = {};

export class OtherView extends Component<Answered, { failed?: Other | undefined }> {
  override componentDidMount(): void {
    this.#fetch();
  }

  override componentDidUpdate(before: Answered): void {
    if (before.state.view !== this.props.state.view) this.#fetch();
  }

  readonly #fetch = (): void => {
    const { view } = this.props.state;
    if (view === "list" || loaded[view]) return;
    this.setState({ failed: undefined });
    loaders[view]().then(
      (part) => {
        loaded[view] = part;
        this.forceUpdate();
      },
      () => this.setState({ failed: view }),
    );
  };

  override render(props: Answered, { failed }: { failed?: Other | undefined }) {
    const { words, state: { view } } = props;
    if (view === "list") return null;
    const part = loaded[view];
    if (part) return h(part, props);
    if (failed !== view) return <ViewToCome {...props} />;
    return (
      <div class="other-view">
        <div class="notice error" role="alert">
          <p>{words.t("view.failed")}</p>
          <button type="button" onClick={this.#fetch}>{words.t("retry")}</button>
        </div>
      </div>
    );
  }
}
