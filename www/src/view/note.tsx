// Above the first card: the visitor's own, fuller offices, and when new places open. Offices with the same fate share a
// sentence, so that three of them take no more room than one.

import type { Answer } from "../controller";
import { dayShort } from "../dates";
import type { Nearer } from "../engine";
import type { Words } from "../i18n";
import { kilometres } from "../phrases";
import { nextRelease, releaseSentence } from "../release";
import { SampleMark } from "./text";
import type { View } from "./view";

function officeWords(words: Words, { office, distanceKm }: Nearer, nearest: boolean): string {
  const short = office.short.text;
  if (distanceKm === undefined) return words.t("nearer.office.nowhere", { office: short });
  return words.t(nearest ? "nearer.nearest" : "nearer.office", { office: short, km: kilometres(words, distanceKm, office) });
}

/** One sentence for offices that share reason and figures, in the order of the first of them. */
function sentences(words: Words, nearer: readonly Nearer[], party: number, nearestOffer: number): string[] {
  const groups = new Map<string, Nearer[]>();
  for (const office of nearer) {
    const fate = [office.reason, office.until, office.most].join();
    groups.set(fate, [...(groups.get(fate) ?? []), office]);
  }
  return [...groups.values()].map((group) => {
    const { reason, until, most = 0 } = group[0]!;
    const list = words.list(group.map((office) =>
      officeWords(words, office, office === nearer[0] && (office.distanceKm ?? Infinity) < nearestOffer)));
    if (reason === "full") return until ? words.t("nearer.full", { list, date: dayShort(words, until) }) : words.t("nearer.full.now", { list });
    return words.t(`nearer.${reason}`, { list, n: most, p: party });
  });
}

export function Note({ words, state, answer }: View & { answer: Answer }) {
  const { question } = state;
  const { nearer, widenedToKm, highlights } = answer.ranking;
  const parts = sentences(words, nearer, question.party, highlights.nearest?.distanceKm ?? Infinity);
  if (nearer.length || nextRelease(answer)) parts.push(releaseSentence(words, answer));
  return (
    <>
      {widenedToKm !== undefined && (
        <p class="notice info">{words.t("answer.widened", { a: Math.round(question.withinKm ?? 0), b: Math.round(widenedToKm) })}</p>
      )}
      {parts.length > 0 && <p class="note">{parts.join(" ")}<SampleMark words={words} state={state} /></p>}
    </>
  );
}
