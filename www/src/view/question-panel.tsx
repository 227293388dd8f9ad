// The question: a form until the first place is chosen, then one line that opens it again.

import { Component, createRef } from "preact";
import { dayShort } from "../dates";
import type { About } from "../engine";
import type { Words } from "../i18n";
import { nameOf, type Question } from "../question";
import { QuestionForm } from "./question-form";
import type { View } from "./view";

function inOneLine(words: Words, { place, party, neededBy, services, channels }: Question, info: About | undefined): string {
  const service = info?.services.filter(({ id }) => services.includes(id)).map(({ name }) => name.text) ?? [];
  return [
    nameOf(words, place) ?? words.t("place.label"),
    words.t("people", { n: party }),
    ...(neededBy ? [words.t("used.by", { date: dayShort(words, neededBy) })] : []),
    ...service,
    ...(channels.includes("walk_in") ? [words.t("channel.walk_in")] : []),
  ].join(" · ");
}

export class QuestionPanel extends Component<View> {
  readonly #line = createRef<HTMLButtonElement>();

  override componentDidUpdate(before: View): void {
    const { formOpen } = this.props.state;
    // What had the focus is gone with the form; the line stands in its place.
    if (before.state.formOpen && !formOpen) this.#line.current?.focus({ preventScroll: true });
  }

  override render({ words, state, act }: View) {
    const { asked, formOpen, question, info } = state;
    return (
      <section class="question">
        {asked
          ? (
            <button type="button" class="folded" ref={this.#line} aria-expanded={formOpen} onClick={() => act.openForm(!formOpen)}>
              <span>{inOneLine(words, question, info)}</span> <span class="change">{words.t("edit")}</span>
            </button>
          )
          : <p class="lead">{words.t("question")}</p>}
        {formOpen && <QuestionForm words={words} state={state} act={act} />}
      </section>
    );
  }
}
