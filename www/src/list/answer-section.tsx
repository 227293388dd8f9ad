// The answer: a sentence, its age, the views and the order, then the visitor's own office and the rows.

import { Component } from "preact";
import { Toolbar } from "../filters/toolbar";
import { lazy } from "../parts/lazy";
import { SampleMark } from "../parts/text";
import { OfficeRow } from "../row/office-row";
import { stripDays, stripLength } from "../row/strip-days";
import { headline, kindOf } from "../state/answer-kind";
import { hasNearest } from "../state/coverage";
import type { AnswerProps } from "../state/page-props";
import { nextRelease, releaseSentence } from "../state/releases";
import { Alerts } from "./alerts";
import { CountryNote } from "./country-note";
import { Freshness } from "./freshness";
import { NearerNote, Widened } from "./nearer-note";
import { OtherView } from "./other-view";
import { OwnOffice, ownOffice } from "./own-office";
import { Problems } from "./problems";

const besideTheList = () => import("./beside-the-list");
const Empty = lazy(besideTheList, ({ Empty }) => Empty);
const Expired = lazy(besideTheList, ({ Expired }) => Expired);
const MoreSuggestions = lazy(besideTheList, ({ MoreSuggestions }) => MoreSuggestions);

/** Rows that any screen shows at first. */
const IN_SIGHT = 5;
/** How many rows there are after another frame: of ten, eight and then all; of hundreds, in a dozen frames. */
const oneFrameOn = (rows: number): number => Math.floor(rows * 1.6);

/** The rows in sight, and the rest in the frames after it: a phone takes long to draw them all. */
class Rows extends Component<AnswerProps, { drawn: number }> {
  // A page in the background has no frames.
  override state = { drawn: this.props.state.settled || document.hidden ? Infinity : IN_SIGHT };

  override componentDidMount(): void {
    this.#drawOn();
  }

  override componentDidUpdate(): void {
    this.#drawOn();
  }

  #waits = false;

  /** Draws more rows in the next frame, and after the last one all that ever come. */
  #drawOn(): void {
    const { drawn } = this.state;
    if (drawn === Infinity || this.#waits) return;
    this.#waits = true;
    requestAnimationFrame(() => setTimeout(() => {
      this.#waits = false;
      const next = oneFrameOn(drawn);
      this.setState({ drawn: next < this.props.answer.ranking.offers.length ? next : Infinity });
    }));
  }

  override render(props: AnswerProps, { drawn }: { drawn: number }) {
    const { words, state, controller, answer, answer: { ranking } } = props;
    const whole = drawn === Infinity;
    const [first, ...others] = ranking.offers.slice(0, drawn);
    if (!first) return null;
    const days = stripDays(props, stripLength(state.room));
    const own = hasNearest(props) === false ? undefined : ownOffice(ranking);
    const hidden = ranking.offices - ranking.offers.length;
    const more = ({ currentTarget }: Event): void => {
      // The button itself may be gone after the next drawing.
      const root = (currentTarget as Element).getRootNode() as ShadowRoot;
      controller.showMore();
      root.querySelectorAll<HTMLElement>("ol.rows .open-office")[ranking.offers.length]?.focus();
    };
    return (
      <>
        <Widened {...props} />
        {own && <OwnOffice {...props} own={own} />}
        <ol class="rows"><OfficeRow {...props} offer={first} first={first} days={days} /></ol>
        {/* Under the first row: it may be long, and the way to book stays above the fold. */}
        <NearerNote {...props} offices={own ? ranking.nearer.slice(1) : ranking.nearer} />
        <Alerts {...props} />
        {others.length > 0 && (
          <ol class="rows" start={2}>
            {others.map((offer) => <OfficeRow key={offer.officeId} {...props} offer={offer} first={first} days={days} />)}
          </ol>
        )}
        {whole && hidden > 0 && <button type="button" class="wide" onClick={more}>{words.t("more", { n: Math.min(hidden, controller.step) })}</button>}
        {whole && nextRelease(answer) && <p class="note release">{releaseSentence(words, answer)}</p>}
        {/* They ask the engine more questions, which the first list does not wait for. */}
        {state.settled && <MoreSuggestions {...props} />}
      </>
    );
  }
}

export function AnswerSection(props: AnswerProps) {
  const { words, state, answer } = props;
  const kind = kindOf(answer);
  return (
    <section aria-labelledby="answer">
      <h2 id="answer" tabIndex={-1}>{state.waiting === "answer" ? words.t("loading") : <>{headline(words, state.question, answer)}<SampleMark words={words} state={state} /></>}</h2>
      <Problems {...props} />
      {state.publisherBefore && state.info && (
        <p class="notice warn publisher-changed">{words.t("publisher.changed", { name: state.info.publisher.name.text, before: state.publisherBefore })}</p>
      )}
      {state.restarted && <p class="notice warn restarted">{words.t("restarted")}</p>}
      {kind !== "expired" && <Freshness {...props} />}
      <Toolbar {...props} />
      <CountryNote {...props} />
      {state.view !== "list" && <OtherView {...props} />}
      {kind === "open" && state.view === "list" && <Rows {...props} />}
      {kind === "expired" && <Expired {...props} />}
      {(kind === "full" || kind === "notReleased") && <Empty {...props} kind={kind} />}
    </section>
  );
}
