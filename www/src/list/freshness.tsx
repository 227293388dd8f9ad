// The age of the data: always shown, and emphasized when it matters.

import { Retry } from "../parts/retry";
import { zoneOf } from "../state/answer-kind";
import type { AnswerProps } from "../state/page-props";
import { regionNames } from "../state/coverage";
import { lastRelease } from "../state/releases";
import { age, clockTime, dayShort, localDate } from "../text/dates";

export function Freshness(props: AnswerProps) {
  const { words, answer, state: { room } } = props;
  const { generatedAt, ageSeconds, state } = answer.ranking.freshness;
  const zone = zoneOf(answer);
  const at = Date.parse(generatedAt);
  const time = clockTime(words, at, zone);
  const date = dayShort(words, localDate(at, zone));
  // Paper does not age with the page, so it has the date.
  const printed = <p class="printed">{words.t("fresh.printed", { date, time })}</p>;
  const retry = <Retry {...props} />;
  if (state === "future") return <p class="notice warn">{words.t("fresh.future", { date, time })}</p>;
  if (state === "stale") return <><div class="notice warn"><p>{words.t("stale.page", { age: age(words, ageSeconds) })}</p>{retry}</div>{printed}</>;
  // From one day on the hour alone would mislead.
  const list = regionNames(props);
  // On a phone there is one line, for the age and the regions.
  const ago = list && room === "phone"
    ? words.t("fresh.office", { age: age(words, ageSeconds) })
    : words.t("fresh", { age: age(words, ageSeconds), time: ageSeconds < 86_400 ? time : `${date}, ${time}` });
  const checked = <><p class="fresh">{ago}{list && ` · ${words.t("fresh.regions", { list })}`}</p>{printed}</>;
  if (state !== "before_release") return checked;
  const release = lastRelease(answer);
  return (
    <>
      {checked}
      <div class="notice warn">
        <p>{release ? words.t("release.before", { time: clockTime(words, release, zone) }) : words.t("release.before.plain")}</p>
        {retry}
      </div>
    </>
  );
}
