// Board and map: each is a file of its own, fetched when it is first looked at. Keeps their room until then; if a file
// cannot be fetched, says so and offers to try again.

import type { ComponentType } from "preact";
import { Component, h } from "preact";
import type { ViewName } from "../question/views";
import { fetchPart } from "../parts/lazy";
import type { AnswerProps } from "../state/page-props";
import { hasWords, moreWords } from "../text/words";

type Other = Exclude<ViewName, "list">;

const loaders: Record<Other, () => Promise<ComponentType<AnswerProps>>> = {
  board: async () => (await import("../board/board")).Board,
  map: async () => (await import("../map/map")).Map,
};
const loaded: Partial<Record<Other, ComponentType<AnswerProps>>> = {};
/** The part, once it and its words are here. */
const ready = (view: Other, { words }: AnswerProps): ComponentType<AnswerProps> | undefined => (hasWords(moreWords, words.lang) ? loaded[view] : undefined);

/** Keeps the room of the calendar or the map. */
const Waiting = ({ words }: AnswerProps) => <div class="other-view" aria-busy="true"><p class="waiting">{words.t("view.loading")}</p></div>;

export class OtherView extends Component<AnswerProps, { failed?: Other | undefined }> {
  override componentDidMount(): void {
    this.#fetch();
  }

  override componentDidUpdate(before: AnswerProps): void {
    if (before.state.view !== this.props.state.view || before.words !== this.props.words) this.#fetch();
  }

  readonly #fetch = (): void => {
    const { words, state: { view } } = this.props;
    if (view === "list" || ready(view, this.props)) return;
    this.setState({ failed: undefined });
    fetchPart(loaders[view], words.lang).then(
      ([part]) => {
        loaded[view] = part;
        this.forceUpdate();
      },
      () => this.setState({ failed: view }),
    );
  };

  override render(props: AnswerProps, { failed }: { failed?: Other | undefined }) {
    const { words, state: { view } } = props;
    if (view === "list") return null;
    const part = ready(view, props);
    if (part) return h(part, props);
    if (failed !== view) return <Waiting {...props} />;
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
