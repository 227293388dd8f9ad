// The answer: a sentence, its age, the state of nearer offices, then the cards. What visitors do not need in the first ten
// seconds (order, filters, alerts) follows the first card.

import { Toolbar } from "../filters/toolbar";
import { lazy } from "../parts/lazy";
import { SampleMark } from "../parts/text";
import { sortOf } from "../question/question";
import { headline, kindOf } from "../state/answer-kind";
import type { AnswerProps } from "../state/page-props";
import { Alerts } from "./alerts";
import { Card } from "./card";
import { Freshness } from "./freshness";
import { NearerNote } from "./nearer-note";
import { OtherView } from "./other-view";
import { Problems } from "./problems";

const besideTheList = () => import("./beside-the-list");
const Empty = lazy(besideTheList, ({ Empty }) => Empty);
const Expired = lazy(besideTheList, ({ Expired }) => Expired);
const MoreSuggestions = lazy(besideTheList, ({ MoreSuggestions }) => MoreSuggestions);

function Cards(props: AnswerProps) {
  const { words, state, controller, answer: { ranking } } = props;
  const [first, ...others] = ranking.offers;
  if (!first) return null;
  const hidden = ranking.offices - ranking.offers.length;
  const more = ({ currentTarget }: Event): void => {
    // The button itself may be gone after the next drawing.
    const root = (currentTarget as Element).getRootNode() as ShadowRoot;
    controller.showMore();
    root.querySelectorAll<HTMLElement>(".card")[ranking.offers.length]?.focus();
  };
  return (
    <>
      <NearerNote {...props} />
      <ol class="cards"><Card {...props} offer={first} first={first} /></ol>
      <Toolbar {...props} />
      <Alerts {...props} />
      {state.view === "list" && others.length > 0 && (
        <ol class="cards" start={2}>
          {others.map((offer) => <Card key={offer.officeId} {...props} offer={offer} first={first} />)}
        </ol>
      )}
      {state.view === "list" && hidden > 0 && (
        <button type="button" class="wide" onClick={more}>{words.t("more", { n: Math.min(hidden, controller.step) })}</button>
      )}
      {/* They ask the engine more questions, which the first list does not wait for. */}
      {state.view === "list" && state.settled && <MoreSuggestions {...props} />}
    </>
  );
}

export function AnswerSection(props: AnswerProps) {
  const { words, state, answer } = props;
  const { question } = state;
  const kind = kindOf(answer);
  return (
    <section aria-labelledby="answer">
      {!question.place && sortOf(question) === "soonest" && <p class="hint">{words.t("place.unknown")}</p>}
      <h2 id="answer" tabIndex={-1}>{headline(words, question, answer)}<SampleMark words={words} state={state} /></h2>
      <Problems {...props} />
      {kind !== "expired" && <Freshness {...props} />}
      {kind === "open" && <Cards {...props} />}
      {kind === "expired" && <Expired {...props} />}
      {(kind === "full" || kind === "notReleased") && <><Empty {...props} kind={kind} /><Toolbar {...props} /></>}
      {state.view !== "list" && <OtherView {...props} />}
    </section>
  );
}
