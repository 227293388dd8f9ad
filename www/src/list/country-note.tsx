// The country's offices, which say whether the data has the one that is nearest to a place. An answer about a place waits for
// them: their note is above the list, and would move it later. Where they cannot be had no office is called the nearest.

import { limited } from "../engine/limit";
import { laterFile } from "../parts/lazy";
import type { AnswerProps } from "../state/page-props";
import type { Language } from "../text/words";

/** How long an answer waits for them, ms. */
const PATIENCE = 3_000;

const country = laterFile(() => import("../country/country"));
let waiting: Promise<void> | undefined;
let waited = false;

/** Resolves once they are here, or waited for long enough; undefined from then on. */
export function waitForCountry(lang: Language): Promise<void> | undefined {
  waiting ??= limited(country.fetch(lang), undefined, PATIENCE).catch(() => undefined).then(() => void (waited = true));
  return waited ? undefined : waiting;
}

export function CountryNote(props: AnswerProps) {
  const file = props.state.question.place && country.here(props.words.lang);
  return file && <file.CountryNote {...props} />;
}
