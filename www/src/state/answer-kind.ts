// Which of the drawn states an answer is, and the one sentence that says it: heading of the list and announcement.

import type { Question } from "../question/question";
import { clockTime, daySentence, localDate } from "../text/dates";
import type { Words } from "../text/words";
import { missingSentence } from "./missing";
import type { Answer } from "./state";

/** `notReleased`: nothing is open because nothing was released for the dates asked, rather than because it is full. */
export type AnswerKind = "open" | "expired" | "notReleased" | "full";

export function kindOf({ ranking: { offers, freshness, empty } }: Answer): AnswerKind {
  if (offers.length) return "open";
  if (freshness.state === "expired") return "expired";
  const { notReleased, full, tooFew } = empty?.byOffice ?? {};
  return notReleased && !full && !tooFew ? "notReleased" : "full";
}

/** The zone for times of the whole feed: that of the first office in the answer. */
export function zoneOf({ ranking, expired }: Answer): string {
  const first = (ranking.offers[0] ?? ranking.nearer[0])?.office ?? expired[0]?.office;
  return first?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function headline(words: Words, { party: p, from, to, weekdays }: Question, answer: Answer): string {
  const { ranking } = answer;
  const kind = kindOf(answer);
  switch (kind) {
    case "open":
      return words.t("answer.yes", { p, n: ranking.offices });
    case "notReleased":
    case "full": {
      const missing = missingSentence(words, answer.missing);
      if (missing) return missing;
      // Without dates in the question there are none to name.
      return kind === "notReleased" && (from || to || weekdays.length) ? words.t("answer.notReleased") : words.t("answer.no", { p });
    }
    case "expired": {
      const at = Date.parse(ranking.freshness.generatedAt);
      const zone = zoneOf(answer);
      return words.t(answer.past.length ? "expired.last" : "expired", { date: daySentence(words, localDate(at, zone)), time: clockTime(words, at, zone) });
    }
  }
}
