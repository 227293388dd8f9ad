// The publisher's announcements for today that concern an office in the list, or all offices.

import { ExternalLink, Text } from "../parts/text";
import { zoneOf } from "../state/answer-kind";
import type { AnswerProps } from "../state/page-props";
import { localDate } from "../text/dates";
import { hostOf } from "../text/links";

export function Alerts({ state: { info }, answer }: AnswerProps) {
  const today = localDate(answer.now, zoneOf(answer));
  const listed = new Set(answer.ranking.offers.map(({ officeId }) => officeId));
  const current = (info?.alerts ?? []).filter(({ from, to, offices }) =>
    (!from || from <= today) && (!to || today <= to) && (!offices.length || offices.some((id) => listed.has(id))));
  return (
    <>
      {current.map(({ text, url }, index) => (
        <p key={index} class="notice info"><Text of={text} /> {url && <ExternalLink href={url}>{hostOf(url)}</ExternalLink>}</p>
      ))}
    </>
  );
}
