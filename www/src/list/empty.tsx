// No offer: say which kind of nothing it is, in offices, and what would help.

import { stateOf } from "../cells/cell-state";
import type { Reason } from "../engine/engine";
import { Text } from "../parts/text";
import { isNarrow, type Question } from "../question/question";
import { rescues } from "../question/rescues";
import { releaseEvent } from "../share/calendar-events";
import { CalendarLink } from "../share/calendar-link";
import { Share } from "../share/share-buttons";
import { releaseText } from "../share/share-text";
import { zoneOf, type AnswerKind } from "../state/answer-kind";
import { boardOf } from "../state/more-lookups";
import { oncePerAnswer } from "../state/once-per-answer";
import type { AnswerProps } from "../state/page-props";
import { nextRelease, releaseSentence } from "../state/releases";
import { dayShort, localDate } from "../text/dates";
import { monthName } from "../text/more-dates";
import type { Words } from "../text/words";
import { Suggestions } from "./suggestion-list";

const REASONS: readonly Reason[] = ["full", "tooFew", "notReleased", "noService", "unknown", "expired"];

/** The most places that one office has left where all have too few for the party. */
const mostLeft = oncePerAnswer(({ state: { question }, controller }: AnswerProps): number | undefined => {
  const ranking = controller.finder?.rank(controller.query({ ...question, party: 1, sameSession: false, sort: "most_open" }, 1));
  return ranking?.offers[0]?.open;
});

/** Whether all offices that are full are so until the same date: until there their days are released. */
const isFullAlike = oncePerAnswer(({ controller, answer }: AnswerProps): boolean => {
  const { until } = answer.ranking.empty ?? {};
  const board = until && boardOf(controller, localDate(answer.now, zoneOf(answer)), until);
  if (!board) return true;
  const { offices, dates, cells } = board;
  return offices.every((_, index) => {
    const days = [...cells.subarray(index * dates.length, (index + 1) * dates.length)].map((cell) => stateOf(cell, 1));
    const full = days.includes("full") && !days.includes("open") && !days.includes("unknown");
    return !full || days[days.length - 1] !== "notReleased";
  });
});

/** "7 kantor: 5 penuh sampai 30 Nov, 1 kurang (sisa 1), 1 datanya belum diketahui." */
function counts(props: AnswerProps): string {
  const { words, state: { question }, answer: { ranking: { empty } } } = props;
  const { party } = question;
  const by = empty?.byOffice ?? {};
  const parts = REASONS.flatMap((reason) => {
    const n = by[reason];
    if (!n) return [];
    if (reason === "full" && empty?.until) return [words.t(isFullAlike(props) ? "empty.full.until" : "empty.full.atMost", { n, date: dayShort(words, empty.until) })];
    if (reason === "noService" && isNarrow(question)) return [words.t("empty.filtered", { n })];
    if (reason === "tooFew") {
      const most = mostLeft(props);
      // As many as asked for, but not in one hour, are not called too few.
      if (most !== undefined && most < party) return [words.t(n === 1 ? "empty.tooFew.most" : "empty.tooFew.atMost", { n, m: most })];
    }
    return [words.t(`empty.${reason}`, { n, p: party })];
  });
  const offices = REASONS.reduce((sum, reason) => sum + (by[reason] ?? 0), 0);
  return parts.length ? words.t("empty.count", { n: offices, list: parts.join(", ") }) : words.t("empty.nothing");
}

/** Which places are not released yet: those of a month, or from a day on. */
function notFull(words: Words, { from, to, sessionFrom, sessionTo }: Question, n: number, until: string | undefined): string {
  if (!from || !until || from <= until) return words.t(sessionFrom ?? sessionTo ? "empty.hours" : "empty.notFull", { n });
  return to?.startsWith(from.slice(0, 7))
    ? words.t("empty.notFull.month", { n, month: monthName(words, from) })
    : words.t("empty.notFull.from", { n, date: dayShort(words, from) });
}

/** They ask the engine a dozen times. */
const rescuesOf = oncePerAnswer(({ state: { question }, controller, answer }: AnswerProps) => rescues(question, answer.ranking, controller.count));

/** The nearest office, for visitors who may come without booking or want to ask. */
function Nearest({ words, answer: { ranking: { nearer } } }: AnswerProps) {
  const office = nearer[0]?.office;
  if (!office) return null;
  return (
    <>
      {office.exempt && <p><Text of={office.exempt} /></p>}
      {office.phone && (
        <p class="contact">
          <Text of={office.name} /> <a class="button" href={`tel:${office.phone}`} aria-label={words.t("phone.label", { office: office.name.text })}>{words.t("phone")}</a>
        </p>
      )}
    </>
  );
}

export function Empty(props: AnswerProps & { kind: AnswerKind }) {
  const { words, state: { question, info }, answer, kind } = props;
  const { ranking } = answer;
  // Of a feed without an office there is nothing to say; what the page's author wrote is shown.
  if (info?.offices === 0) return null;
  const release = nextRelease(answer);
  const opens = release && localDate(Date.parse(release.instant), release.timeZone);
  // Places that open too late are nothing to wait for.
  const isOfUse = opens && (!question.to || opens <= question.to) && (!question.neededBy || opens < question.neededBy);
  const sample = Boolean(info?.sample);
  const unreleased = ranking.empty?.byOffice.notReleased;
  const rescue = rescuesOf(props);
  return (
    <div class="empty">
      <p>
        {kind === "notReleased" && unreleased ? notFull(words, question, unreleased, ranking.empty?.until) : counts(props)}
        {(release || ranking.freshness.state !== "before_release") && ` ${releaseSentence(words, answer)}`}
      </p>
      {isOfUse && (
        <div class="remind">
          <h3>{words.t("remind")}</h3>
          <Share words={words} text={releaseText(words, release.instant, release.timeZone, sample)} sample={sample}>
            <CalendarLink words={words} event={releaseEvent(words, release.instant, release.timeZone, sample)} />
          </Share>
        </div>
      )}
      <Suggestions {...props} suggestions={rescue} title={rescue[0]?.kind === "earlier" || rescue[0]?.kind === "open" ? "try.now" : "try"} />
      <Nearest {...props} />
    </div>
  );
}
