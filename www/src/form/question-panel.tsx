// The question: a form until the first place is chosen, then one line that opens it again.

import { Component, createRef } from "../preact";
import { QuestionForm } from "./question-form";
import { Question } from "./question-to-come";
import type { View } from "../state/page-props";

export class QuestionPanel extends Component<View> {
  readonly #section = createRef<HTMLElement>();

  override componentDidUpdate(before: View): void {
    const { formOpen } = this.props.state;
    // What had the focus is gone with the form; the line stands in its place.
    if (before.state.formOpen && !formOpen) this.#section.current?.querySelector("button")?.focus({ preventScroll: true });
  }

  override render(view: View) {
    return (
      <section class="question" ref={this.#section}>
        <Question {...view} />
        {view.state.formOpen && <QuestionForm {...view} />}
      </section>
    );
  }
}
