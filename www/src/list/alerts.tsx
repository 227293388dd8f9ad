// The publisher's announcements that hold today and concern an office in the list, or all offices.

import type { Answer } from "../state/controller";
import { localDate } from "../text/dates";
import { zoneOf } from "../state/answer-kind";
import { hostOf } from "../text/phrases";
import { Outward, Text } from "../parts/text";
import type { View } from "../state/page-props";

export function Alerts({ state: { info }, answer }: View & { answer: Answer }) {
  const today = localDate(answer.now, zoneOf(answer));
  const listed = new Set(answer.ranking.offers.map(({ officeId }) => officeId));
  const current = (info?.alerts ?? []).filter(({ from, to, offices }) =>
    (!from || from <= today) && (!to || today <= to) && (!offices.length || offices.some((id) => listed.has(id))));
  return (
    <>
      {current.map(({ text, url }, index) => (
        <p key={index} class="notice info"><Text of={text} /> {url && <Outward href={url}>{hostOf(url)}</Outward>}</p>
      ))}
    </>
  );
}
