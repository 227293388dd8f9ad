// The question: a form until the first place is chosen, then one line that opens it again. Every change asks at once; there
// is nothing to send.

import { Component, createRef } from "preact";
import type { About } from "../engine/engine";
import { nameOf, type Question } from "../question/question";
import type { PageProps } from "../state/page-props";
import { dayShort } from "../text/dates";
import type { Words } from "../text/words";
import { NeededByField } from "./needed-by-field";
import { PartyField } from "./party-field";
import { PlaceField } from "./place-field";

/** "Kota Kediri · 3 orang · dipakai 27 Des" */
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

function QuestionLine({ words, state: { asked, formOpen, question, info }, controller }: PageProps) {
  if (!asked) return <p class="lead">{words.t("question")}</p>;
  return (
    <button type="button" class="folded" aria-expanded={formOpen} onClick={() => controller.openForm(!formOpen)}>
      <span>{inOneLine(words, question, info)}</span> <span class="change">{words.t("edit")}</span>
    </button>
  );
}

function QuestionForm(props: PageProps) {
  const { words, state: { asked, answer }, controller } = props;
  return (
    <form class="form" onSubmit={(event) => event.preventDefault()}>
      <PlaceField {...props} />
      <PartyField {...props} />
      <NeededByField {...props} />
      {asked && (
        <button type="button" class="primary" onClick={() => controller.openForm(false)}>
          {answer?.ranking.offices ? words.t("filter.show", { n: answer.ranking.offices }) : words.t("filter.show.none")}
        </button>
      )}
    </form>
  );
}

export class QuestionPanel extends Component<PageProps> {
  readonly #section = createRef<HTMLElement>();

  override componentDidUpdate(before: PageProps): void {
    const { formOpen } = this.props.state;
    // The form took the focus with it; the line replaces it.
    if (before.state.formOpen && !formOpen) this.#section.current?.querySelector("button")?.focus({ preventScroll: true });
  }

  override render(props: PageProps) {
    return (
      <section class="question" ref={this.#section}>
        <QuestionLine {...props} />
        {props.state.formOpen && <QuestionForm {...props} />}
      </section>
    );
  }
}
