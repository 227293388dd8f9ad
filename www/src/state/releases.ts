// When new places open. An office's `nextReleaseAt` may be in the future, or in the past if the data is older.

import type { OfficeInfo } from "../engine/engine";
import { moment } from "../text/dates";
import type { Words } from "../text/words";
import type { Answer } from "./state";

interface Release {
  instant: string;
  timeZone: string;
}

const officesOf = ({ ranking: { nearer, offers }, expired }: Answer): OfficeInfo[] =>
  [...nearer.map(({ office }) => office), ...offers.map(({ office }) => office), ...expired.map(({ office }) => office)];

/** The next release worth waiting for: that of the nearer, full offices before that of the offers. */
export function nextRelease(answer: Answer): Release | undefined {
  const { ranking, now } = answer;
  const known = officesOf(answer);
  const ahead = known.find(({ nextReleaseAt }) => nextReleaseAt && Date.parse(nextReleaseAt) > now);
  if (ahead?.nextReleaseAt) return { instant: ahead.nextReleaseAt, timeZone: ahead.timeZone };
  const instant = ranking.empty?.nextReleaseAt;
  return instant ? { instant, timeZone: known[0]?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone } : undefined;
}

/** The latest release that has passed, in ms. */
export function lastRelease(answer: Answer): number | undefined {
  const past = officesOf(answer)
    .map(({ nextReleaseAt }) => (nextReleaseAt ? Date.parse(nextReleaseAt) : Infinity))
    .filter((at) => at <= answer.now);
  return past.length ? Math.max(...past) : undefined;
}

export function releaseSentence(words: Words, answer: Answer): string {
  const release = nextRelease(answer);
  return release ? words.t("release", moment(words, release.instant, release.timeZone, answer.now)) : words.t("release.unknown");
}
