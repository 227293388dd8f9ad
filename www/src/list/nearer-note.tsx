// Under the first row: further offices that are nearer than the first one listed, and have nothing to offer. Offices with the same
// fate share a sentence: three of them take no more room than one.

import type { Nearer } from "../engine/engine";
import { SampleMark } from "../parts/text";
import { isNarrow, type Question } from "../question/question";
import type { AnswerProps } from "../state/page-props";
import { dayShort } from "../text/dates";
import { kilometres } from "../text/phrases";
import type { Words } from "../text/words";

/** Marks the number of an office, before and after it: a button with its name replaces it. */
const NAME = "\ue000";

function officeWords(words: Words, { office, distanceKm }: Nearer, index: number): string {
  const short = NAME + index + NAME;
  if (distanceKm === undefined) return words.t("nearer.office.nowhere", { office: short });
  return words.t("nearer.office", { office: short, km: kilometres(words, distanceKm, office) });
}

/** One sentence for offices that share reason and figures, in the order of the first of them. */
function sentences(words: Words, nearer: readonly Nearer[], question: Question): string[] {
  const groups = new Map<string, Nearer[]>();
  for (const office of nearer) {
    const fate = [office.reason, office.until, office.most].join();
    groups.set(fate, [...(groups.get(fate) ?? []), office]);
  }
  return [...groups.values()].map((group) => {
    const { reason, until, most = 0 } = group[0]!;
    const list = words.list(group.map((office) => officeWords(words, office, nearer.indexOf(office))));
    if (reason === "full") return until ? words.t("nearer.full", { list, date: dayShort(words, until) }) : words.t("nearer.full.now", { list });
    // What was not asked for is left out too: that is no word on what the office has.
    return words.t(reason === "noService" && isNarrow(question) ? "nearer.filtered" : `nearer.${reason}`, { list, n: most, p: question.party });
  });
}

/** How the reach of the answer came about. */
export function Widened({ words, state: { question }, answer: { ranking: { nearer, widenedToKm } } }: AnswerProps) {
  if (widenedToKm === undefined) return null;
  const full = nearer.length > 0 && nearer.every(({ reason }) => reason === "full");
  return <p class="notice info">{words.t(full ? "answer.widened" : "answer.widened.other", { a: Math.round(question.withinKm ?? 0), b: Math.round(widenedToKm) })}</p>;
}

export function NearerNote({ words, state, controller, offices }: AnswerProps & { offices: readonly Nearer[] }) {
  if (!offices.length) return null;
  return (
    <p class="note">
      {sentences(words, offices, state.question).join(" ").split(NAME).map((part, index) => {
        const office = index % 2 ? offices[Number(part)]?.office : undefined;
        return office ? <button type="button" class="plain" onClick={() => controller.openOffice(office.id)}><bdi lang={office.short.lang}>{words.t("nearer.office.nowhere", { office: office.short.text })}</bdi></button> : part;
      })}
      <SampleMark words={words} state={state} />
    </p>
  );
}
