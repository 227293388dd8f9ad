// The whole page inside the element, top to bottom in the order in which people need it.

import { QuestionPanel } from "../form/question-panel";
import { AnswerSection } from "../list/answer-section";
import { OpenDialogs } from "../office/open-dialogs";
import { UpdateBar } from "../parts/update-bar";
import type { PageProps } from "../state/page-props";
import { Foot } from "./foot";
import { Failed, Loading, Trouble } from "./loading";
import { UpdateSettings } from "./update-settings";

type AppProps = PageProps & { onLanguage: () => void };

function Page(props: AppProps) {
  const { words, state, onLanguage } = props;
  return (
    <>
      {state.info?.sample && <p class="sample" part="sample">{words.t("sample")}</p>}
      <div class="page">
        <header part="header">
          <h1>{words.t("title")}</h1>
          <button type="button" class="plain" lang={words.lang === "id" ? "en" : "id"} onClick={onLanguage}>{words.t("language.other")}</button>
        </header>
        <QuestionPanel {...props} />
        {state.answer && <Trouble {...props} answer={state.answer} />}
        {state.answer && <AnswerSection {...props} answer={state.answer} />}
        {state.phase === "failed" && <Failed {...props} />}
        {/* Both come at once, because the second would be moved by the first. */}
        {state.settled && state.updatePlan && state.info && <UpdateSettings {...props} plan={state.updatePlan} />}
        {state.settled && state.info && <Foot {...props} info={state.info} />}
        {state.notice && <UpdateBar {...props} notice={state.notice} />}
      </div>
      {/* The element's children have margins of their own. */}
      {(state.phase === "failed" || state.info?.offices === 0) && <slot />}
      <OpenDialogs {...props} />
    </>
  );
}

/** Shows the element's own children until there is a list, and again when there can be none. */
export function App(props: AppProps) {
  const { words, state: { phase } } = props;
  return (
    <>
      {phase === "loading" && <><slot name="early" /><slot /></>}
      {/* A new phase makes new elements: one that is reused would count as moved. */}
      <div key={phase} class={`whole ${phase}`} lang={words.lang}>{phase === "loading" ? <Loading {...props} /> : <Page {...props} />}</div>
    </>
  );
}
