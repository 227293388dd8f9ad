// What is new while the page is open, over the lower edge of the screen: it pushes nothing aside, and one tap shows it. It
// goes up where it would cover the main button of the page.

import { Component, createRef } from "preact";
import { noticeText, type UpdateNotice } from "../state/changes";
import type { PageProps } from "../state/page-props";

type BarProps = PageProps & { notice: UpdateNotice };

/** How much of the screen's lower edge the bar may take, px. */
const EDGE_PX = 96;

export class UpdateBar extends Component<BarProps, { raised?: boolean }> {
  readonly #bar = createRef<HTMLDivElement>();
  #watch: IntersectionObserver | undefined;
  #watched: Element | null | undefined;

  override componentDidMount(): void {
    this.#watch = new IntersectionObserver((entries) => this.setState({ raised: entries.some(({ isIntersecting }) => isIntersecting) }), {
      rootMargin: `${EDGE_PX - innerHeight}px 0px 0px`,
    });
    this.#follow();
  }

  override componentDidUpdate(): void {
    this.#follow();
  }

  override componentWillUnmount(): void {
    this.#watch?.disconnect();
  }

  /** Another answer may have another button. */
  #follow(): void {
    const button = this.#bar.current?.closest(".page")?.querySelector(".row .primary");
    if (button === this.#watched) return;
    if (this.#watched) this.#watch?.unobserve(this.#watched);
    this.#watched = button;
    if (button) this.#watch?.observe(button);
    else this.setState({ raised: false });
  }

  override render({ words, controller, notice }: BarProps, { raised }: { raised?: boolean }) {
    const failed = notice.kind === "failed";
    return (
      <div class={raised ? "newbar raised" : "newbar"} part="newbar" ref={this.#bar}>
        <button type="button" class={failed ? "failed" : "primary"} onClick={() => (failed ? void controller.load() : controller.changeQuestion({}))}>
          {noticeText(words, notice)} <span>{words.t(failed ? "retry" : "newbar.show")}</span>
        </button>
      </div>
    );
  }
}
