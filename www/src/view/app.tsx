// The whole page inside the element, top to bottom in the order in which people need it.

import { Answered } from "./answered";
import { Foot } from "./foot";
import { Bar, HandOff, Living, OfficePage } from "./later";
import { QuestionPanel } from "./question-panel";
import { Failed, Loading, Trouble } from "./states";
import type { View } from "./view";

export function App(view: View & { onLanguage: () => void }) {
  const { words, state, onLanguage } = view;
  return (
    <>
      {state.info?.sample && <p class="sample" part="sample" lang={words.lang}>{words.t("sample")}</p>}
      <div class="page" lang={words.lang}>
        <header>
          <h1>{words.t("title")}</h1>
          <button type="button" class="plain" lang={words.lang === "id" ? "en" : "id"} onClick={onLanguage}>{words.t("language.other")}</button>
        </header>
        <QuestionPanel {...view} />
        {state.answer && <Trouble {...view} answer={state.answer} />}
        {state.answer && <Answered {...view} answer={state.answer} />}
        {state.phase === "loading" && <Loading words={words} />}
        {state.phase === "failed" && <Failed {...view} />}
        {/* The element's own children: there until a list is, and again when none can be made. */}
        {!state.answer && <slot />}
        <slot name="live" />
        {state.living && state.info && <Living {...view} living={state.living} />}
        {state.info && <Foot {...view} info={state.info} />}
        {state.news && <Bar {...view} news={state.news} />}
      </div>
      {state.office && <OfficePage {...view} id={state.office} />}
      {state.handOff && <HandOff {...view} offer={state.handOff} />}
    </>
  );
}
