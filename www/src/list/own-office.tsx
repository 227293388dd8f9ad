// The visitor's own office, the nearest one, where it has nothing to offer: in grey above the list, with what is with it and
// when it opens new places.

import type { Nearer, Ranking } from "../engine/engine";
import { SampleMark, Text } from "../parts/text";
import { isNarrow, type Question } from "../question/question";
import type { AnswerProps } from "../state/page-props";
import { clockTime, dayShort, localDate, weekdayPlain } from "../text/dates";
import { kilometres } from "../text/phrases";
import type { Words } from "../text/words";

/** The nearest office of all, if it has nothing to offer. */
export function ownOffice({ nearer: [nearest], highlights }: Ranking): Nearer | undefined {
  return nearest && (nearest.distanceKm ?? Infinity) < (highlights.nearest?.distanceKm ?? Infinity) ? nearest : undefined;
}

function what(words: Words, { reason, most = 0 }: Nearer, question: Question): string {
  // What was not asked for is left out too: that is no word on what the office has.
  if (reason === "noService" && isNarrow(question)) return words.t("own.filtered");
  return words.t(`own.${reason}`, { n: most, p: question.party });
}

export function OwnOffice(props: AnswerProps & { own: Nearer }) {
  const { words, state, controller, answer: { now, ranking }, own } = props;
  const { office, distanceKm, until, reason } = own;
  const at = office.nextReleaseAt ? Date.parse(office.nextReleaseAt) : NaN;
  const opens = at > now && ranking.freshness.state !== "before_release";
  const parts = [
    ...(until && reason === "full" ? [words.t("own.until", { date: dayShort(words, until) })] : []),
    ...(opens ? [words.t("own.release", { date: weekdayPlain(words, localDate(at, office.timeZone)), time: clockTime(words, at, office.timeZone) })] : []),
  ];
  return (
    <div class="row own" part="row">
      <div class="name">
        <h3><button type="button" class="open-office" aria-describedby="own-state" onClick={() => controller.openOffice(office.id)}><Text of={office.short} /></button></h3>
        {distanceKm !== undefined && <p class="km">{kilometres(words, distanceKm, office)}</p>}
      </div>
      <p class="places" id="own-state">{what(words, own, state.question)}{reason === "tooFew" && <SampleMark words={words} state={state} />}</p>
      {parts.length > 0 && <p class="when">{parts.join(" · ")}</p>}
    </div>
  );
}
