// The whole page inside the element, top to bottom in the order in which people need it.

import { Answered } from "../list/answer-section";
import { Bar, Foot, HandOff, Living, OfficePage, QuestionPanel } from "../parts/later";
import { Failed, Loading, Trouble } from "./loading";
import type { View } from "../state/page-props";

function Page(view: View & { onLanguage: () => void }) {
  const { words, state, onLanguage } = view;
  return (
    <>
      {state.info?.sample && <p class="sample" part="sample">{words.t("sample")}</p>}
      <div class="page">
        <header part="header">
          <h1>{words.t("title")}</h1>
          <button type="button" class="plain" lang={words.lang === "id" ? "en" : "id"} onClick={onLanguage}>{words.t("language.other")}</button>
        </header>
        <QuestionPanel {...view} />
        {state.answer && <Trouble {...view} answer={state.answer} />}
        {state.answer && <Answered {...view} answer={state.answer} />}
        {state.phase === "failed" && <Failed {...view} />}
        {/* Under what comes later, and with it, so that nothing is moved. */}
        {state.settled && state.living && state.info && <Living {...view} living={state.living} />}
        {state.settled && state.info && <Foot {...view} info={state.info} />}
        {state.news && <Bar {...view} news={state.news} />}
      </div>
      {/* They have margins of their own. */}
      {state.phase === "failed" && <slot />}
      {state.office && <OfficePage {...view} id={state.office} />}
      {state.handOff && <HandOff {...view} offer={state.handOff} />}
    </>
  );
}

/** The element's own children are there until a list is, and again when none can be made. What takes their place is new: it is not moved there. */
export function App(view: View & { onLanguage: () => void }) {
  const { words, state: { phase } } = view;
  return (
    <>
      <slot name="live" />
      {phase === "loading" && <slot />}
      <div key={phase} class={`whole ${phase}`} lang={words.lang}>{phase === "loading" ? <Loading words={words} /> : <Page {...view} />}</div>
    </>
  );
}
