// No offer: say which kind of nothing it is, in offices, and what would help.

import type { Answer } from "../controller";
import { dayShort } from "../dates";
import type { Reason } from "../engine";
import type { Words } from "../i18n";
import type { Outlook } from "../outlook";
import { hostOf } from "../phrases";
import { nextRelease, releaseSentence } from "../release";
import { releaseText } from "../share";
import { Share } from "./share";
import { Retry } from "./states";
import { Suggestions } from "./suggestions";
import { Outward, Text } from "./text";
import { Toolbar } from "./toolbar";
import type { View } from "./view";

const REASONS: readonly Reason[] = ["full", "tooFew", "notReleased", "noService", "unknown", "expired"];

/** "7 kantor: 5 penuh sampai 30 Nov, 1 kurang (sisa 1), 1 datanya belum diketahui." */
function counts(words: Words, { empty, nearer }: Answer["ranking"], party: number): string {
  const by = empty?.byOffice ?? {};
  const few = nearer.filter(({ reason }) => reason === "tooFew");
  const parts = REASONS.flatMap((reason) => {
    const n = by[reason];
    if (!n) return [];
    if (reason === "full" && empty?.until) return [words.t("empty.full.until", { n, date: dayShort(words, empty.until) })];
    // The number left is known only where all of them are among the nearest.
    if (reason === "tooFew" && few.length === n) return [words.t("empty.tooFew.most", { n, m: Math.max(...few.map(({ most }) => most ?? 0)) })];
    return [words.t(`empty.${reason}`, { n, p: party })];
  });
  const offices = REASONS.reduce((sum, reason) => sum + (by[reason] ?? 0), 0);
  return parts.length ? words.t("empty.count", { n: offices, list: parts.join(", ") }) : words.t("empty.nothing");
}

/** The nearest office, for those who may come without booking or want to ask. */
function Nearest({ words, answer: { ranking: { nearer } } }: View & { answer: Answer }) {
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
  const { ranking, suggestions } = answer;
  const release = nextRelease(answer);
  const sample = Boolean(info?.sample);
  const unreleased = ranking.empty?.byOffice.notReleased;
  return (
    <>
      <div class="empty">
        <p>
          {outlook === "notReleased" && unreleased ? words.t("empty.notFull", { n: unreleased }) : counts(words, ranking, question.party)}
          {" "}{releaseSentence(words, answer)}
        </p>
        {release && (
          <div class="remind">
            <h3>{words.t("remind")}</h3>
            <Share words={words} text={releaseText(words, release.instant, release.timeZone, sample)} sample={sample} />
          </div>
        )}
        <Suggestions {...view} suggestions={suggestions} title={suggestions[0]?.kind === "open" ? "try.now" : "try"} />
        <Nearest {...view} />
      </div>
      <Toolbar {...view} />
    </>
  );
}

/** Too old to call anything open: the offices with their own addresses, and no number. */
export function Expired(view: View & { answer: Answer }) {
  const { words, answer: { expired } } = view;
  return (
    <>
      <p class="again"><Retry {...view} /></p>
      {expired.length > 0 && <h3>{words.t("expired.offices")}</h3>}
      <ul class="offices">
        {expired.map((office) => (
          <li key={office.id}>
            <p><Text of={office.name} /></p>
            {office.phone && <p><a href={`tel:${office.phone}`}>{office.phone}</a></p>}
            {office.url && <p><Outward href={office.url}>{words.t("site", { host: hostOf(office.url) })}</Outward></p>}
          </li>
        ))}
      </ul>
    </>
  );
}
