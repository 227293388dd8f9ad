// No offer: say which kind of nothing it is, in offices, and what would help.

import { releaseEvent } from "../share/icalendar";
import { stateOf } from "../cells/cell-state";
import type { Answer } from "../state/controller";
import { age, dayShort, localDate } from "../text/dates";
import { dayFull, monthName } from "../text/dates-more";
import type { Reason } from "../engine/engine";
import type { Words } from "../text/words";
import { boardOf } from "../state/lookups";
import { oncePerAnswer } from "../state/once-per-answer";
import { zoneOf, type Outlook } from "../state/answer-kind";
import { distance, hostOf } from "../text/phrases";
import { isNarrow, type Question } from "../question/question";
import { nextRelease, releaseSentence } from "../state/releases";
import { rescues } from "../question/rescues";
import { releaseText } from "../share/share-text";
import { CalendarLink } from "../share/calendar-link";
import { Share } from "../share/share-buttons";
import { Retry } from "../element/loading";
import { Suggestions } from "./suggestion-list";
import { Outward, SampleMark, Text } from "../parts/text";
import { Toolbar } from "../filters/toolbar";
import type { View } from "../state/page-props";
import { ViewSwitch } from "../filters/view-switch";

type Answered = View & { answer: Answer };

const REASONS: readonly Reason[] = ["full", "tooFew", "notReleased", "noService", "unknown", "expired"];

/** The most places that one office has left where all have too few for the party. */
const mostLeft = oncePerAnswer(({ state: { question }, act }: Answered): number | undefined => {
  const ranking = act.finder?.rank(act.query({ ...question, party: 1, sameSession: false, sort: "most_open" }, 1));
  return ranking?.offers[0]?.open;
});

/** Whether all offices that are full are so until the same date: until there their days are released. */
const isFullAlike = oncePerAnswer(({ act, answer }: Answered): boolean => {
  const { until } = answer.ranking.empty ?? {};
  const board = until && boardOf(act, localDate(answer.now, zoneOf(answer)), until);
  if (!board) return true;
  const { offices, dates, cells } = board;
  return offices.every((_, index) => {
    const days = [...cells.subarray(index * dates.length, (index + 1) * dates.length)].map((cell) => stateOf(cell, 1));
    const full = days.includes("full") && !days.includes("open") && !days.includes("unknown");
    return !full || days[days.length - 1] !== "notReleased";
  });
});

/** "7 kantor: 5 penuh sampai 30 Nov, 1 kurang (sisa 1), 1 datanya belum diketahui." */
function counts(view: Answered): string {
  const { words, state: { question }, answer: { ranking: { empty } } } = view;
  const { party } = question;
  const by = empty?.byOffice ?? {};
  const parts = REASONS.flatMap((reason) => {
    const n = by[reason];
    if (!n) return [];
    if (reason === "full" && empty?.until) return [words.t(isFullAlike(view) ? "empty.full.until" : "empty.full.atMost", { n, date: dayShort(words, empty.until) })];
    if (reason === "noService" && isNarrow(question)) return [words.t("empty.filtered", { n })];
    if (reason === "tooFew") {
      const most = mostLeft(view);
      // As many as asked for, but not in one hour, are not told as too few.
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
const rescuesOf = oncePerAnswer(({ state: { question }, act, answer }: Answered) => rescues(question, answer.ranking, act.count));

/** The nearest office, for those who may come without booking or want to ask. */
function Nearest({ words, answer: { ranking: { nearer } } }: Answered) {
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

export function Empty(view: View & { answer: Answer; outlook: Outlook }) {
  const { words, state: { question, info }, answer, outlook } = view;
  const { ranking } = answer;
  const release = nextRelease(answer);
  const opens = release && localDate(Date.parse(release.instant), release.timeZone);
  // Places that open too late are nothing to wait for.
  const isOfUse = opens && (!question.to || opens <= question.to) && (!question.neededBy || opens < question.neededBy);
  const sample = Boolean(info?.sample);
  const unreleased = ranking.empty?.byOffice.notReleased;
  const rescue = rescuesOf(view);
  return (
    <>
      <div class="empty">
        <p>
          {outlook === "notReleased" && unreleased ? notFull(words, question, unreleased, ranking.empty?.until) : counts(view)}
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
        <Suggestions {...view} suggestions={rescue} title={rescue[0]?.kind === "earlier" || rescue[0]?.kind === "open" ? "try.now" : "try"} />
        <Nearest {...view} />
      </div>
      <Toolbar {...view} />
    </>
  );
}

/** What was open once: all that there is without a network, in grey, and nothing to book. */
const Past = ({ words, state, answer: { past } }: Answered) => (
  <>
    <h3 class="again">{words.t("expired.past")}</h3>
    <ul class="offices past">
      {past.map((offer) => (
        <li key={offer.officeId}>
          <p><Text of={offer.office.name} />{offer.distanceKm !== undefined && <> · {distance(words, offer.distanceKm, offer.office)}</>}</p>
          <p>{words.t("expired.then", { date: dayFull(words, offer.date), n: offer.open })}<SampleMark words={words} state={state} /></p>
          <p class="old">{words.t("stale", { age: age(words, offer.ageSeconds) })}</p>
        </li>
      ))}
    </ul>
  </>
);

/** Too old to call anything open: the offices with their own addresses, and no number. */
export function Expired(view: Answered) {
  const { words, state, act, answer: { expired, past } } = view;
  const all = expired.filter(({ id }) => !past.some(({ officeId }) => officeId === id));
  const others = all.slice(0, state.shown);
  const left = all.length - others.length;
  return (
    <>
      {!state.trouble && <p class="again"><Retry {...view} /></p>}
      {past.length > 0 && <Past {...view} />}
      {others.length > 0 && <h3>{words.t("expired.offices")}</h3>}
      <ul class="offices">
        {others.map((office) => (
          <li key={office.id}>
            <p><button type="button" class="plain" onClick={() => act.openOffice(office.id)}><Text of={office.name} /></button></p>
            {office.phone && <p><a href={`tel:${office.phone}`}>{office.phone}</a></p>}
            {office.url && <p><Outward href={office.url}>{words.t("site", { host: hostOf(office.url) })}</Outward></p>}
          </li>
        ))}
      </ul>
      {left > 0 && <button type="button" class="wide" onClick={() => act.showMore()}>{words.t("more", { n: Math.min(left, act.step) })}</button>}
      <div class="toolbar"><ViewSwitch {...view} /></div>
    </>
  );
}
