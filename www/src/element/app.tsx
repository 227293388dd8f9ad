// The whole page inside the element, top to bottom in the order in which people need it.

import { QuestionForm } from "../form/question-form";
import { AnswerSection } from "../list/answer-section";
import { mistakeOf, type Mistake } from "../options/mistake";
import { lazy } from "../parts/lazy";
import { OpenDialogs } from "../office/open-dialogs";
import { Room } from "../parts/room";
import type { UpdateNotice } from "../state/changes";
import type { PageProps } from "../state/page-props";
import type { UpdatePlan } from "../state/state";
import { Foot } from "./foot";
import { Failed, Loading, Trouble } from "./loading";

const besideTheList = () => import("../list/beside-the-list");
type BesideTheList = typeof import("../list/beside-the-list");
const MistakeNotice = lazy<PageProps & { mistake: Mistake }, BesideTheList>(besideTheList, ({ MistakeNotice }) => MistakeNotice);
const UpdateBar = lazy<PageProps & { notice: UpdateNotice }, BesideTheList>(besideTheList, ({ UpdateBar }) => UpdateBar, { failed: () => undefined });
const UpdateSettings = lazy<PageProps & { plan: UpdatePlan }, BesideTheList>(besideTheList, ({ UpdateSettings }) => UpdateSettings, { failed: () => undefined });
const FilterSheet = lazy<PageProps, typeof import("../filters/filters")>(() => import("../filters/filters"), ({ FilterSheet }) => FilterSheet, {
  failed: ({ controller }, error) => {
    controller.openFilters(false);
    controller.fail(error);
  },
});

type AppProps = PageProps & { onLanguage: () => void };

function Page(props: AppProps) {
  const { words, state, controller, onLanguage } = props;
  const mistake = mistakeOf(controller.options, state.info);
  return (
    <>
      {state.info?.sample && <p class="sample" part="sample">{words.t("sample")}</p>}
      <Room {...props}>
        <header part="header">
          <h1>{words.t("title")}</h1>
          <button type="button" class="plain" lang={words.lang === "id" ? "en" : "id"} onClick={onLanguage}>{words.t("language.other")}</button>
        </header>
        <QuestionForm {...props} />
        {state.answer && <Trouble {...props} answer={state.answer} />}
        {mistake && <MistakeNotice {...props} mistake={mistake} />}
        {state.answer && !mistake && <AnswerSection {...props} answer={state.answer} />}
        {state.phase === "failed" && <Failed {...props} />}
        {/* Both come at once, because the second would be moved by the first. */}
        {state.settled && state.updatePlan && state.info && <UpdateSettings {...props} plan={state.updatePlan} />}
        {state.settled && state.info && <Foot {...props} info={state.info} />}
        {state.waiting && <p class="waits">{words.t(state.slow ? "loading.slow" : "loading")}</p>}
        {state.notice && <UpdateBar {...props} notice={state.notice} />}
      </Room>
      {/* The element's children have margins of their own. */}
      {(state.phase === "failed" || state.info?.offices === 0) && <slot />}
      {state.filtersOpen && <FilterSheet {...props} />}
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
