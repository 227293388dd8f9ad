// The answer: a sentence, its age, what is with the nearer offices, then the cards. What nobody needs in the first ten
// seconds (order, filters, alerts) follows the first card.

import type { Answer } from "../state/controller";
import { headline, outlookOf } from "../state/answer-kind";
import { sortOf } from "../question/question";
import { Alerts } from "./alerts";
import { Card } from "./card";
import { Freshness } from "./freshness";
import { Empty, Expired, OtherView, Others, Toolbar } from "../parts/later";
import { Note } from "./nearer-note";
import { SampleMark } from "../parts/text";
import type { View } from "../state/page-props";

function Cards(view: View & { answer: Answer }) {
  const { words, state, act, answer: { ranking } } = view;
  const [first, ...others] = ranking.offers;
  if (!first) return null;
  const hidden = ranking.offices - ranking.offers.length;
  const more = ({ currentTarget }: Event): void => {
    // The button itself may be gone by then.
    const root = (currentTarget as Element).getRootNode() as ShadowRoot;
    act.showMore();
    root.querySelectorAll<HTMLElement>(".card")[ranking.offers.length]?.focus();
  };
  return (
    <>
      <Note {...view} />
      <ol class="cards"><Card {...view} offer={first} first={first} /></ol>
      <Toolbar {...view} />
      <Alerts {...view} />
      {state.view === "list" && others.length > 0 && (
        <ol class="cards" start={2}>
          {others.map((offer) => <Card key={offer.officeId} {...view} offer={offer} first={first} />)}
        </ol>
      )}
      {state.view === "list" && hidden > 0 && (
        <button type="button" class="wide" onClick={more}>{words.t("more", { n: Math.min(hidden, act.step) })}</button>
      )}
      {state.view === "list" && <Others {...view} />}
    </>
  );
}

export function Answered(view: View & { answer: Answer }) {
  const { words, state, answer } = view;
  const { question } = state;
  const outlook = outlookOf(answer);
  return (
    <section aria-labelledby="answer">
      {!question.place && sortOf(question) === "soonest" && <p class="hint">{words.t("place.unknown")}</p>}
      <h2 id="answer" tabIndex={-1}>{headline(words, question, answer)}<SampleMark words={words} state={state} /></h2>
      {outlook !== "expired" && <Freshness {...view} />}
      {outlook === "open" && <Cards {...view} />}
      {outlook === "expired" && <Expired {...view} />}
      {(outlook === "full" || outlook === "notReleased") && <Empty {...view} outlook={outlook} />}
      {state.view !== "list" && <OtherView {...view} />}
    </section>
  );
}
