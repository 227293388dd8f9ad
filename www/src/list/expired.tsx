// Data that is too old to call anything open: the offices with their own addresses, and no number.

import { Retry } from "../parts/retry";
import { ExternalLink, SampleMark, Text } from "../parts/text";
import type { AnswerProps } from "../state/page-props";
import { age } from "../text/dates";
import { dayFull } from "../text/more-dates";
import { hostOf } from "../text/links";
import { distance } from "../text/phrases";

/** What was open once: all that there is without a network, in grey, and nothing to book. */
const Past = ({ words, state, answer: { past } }: AnswerProps) => (
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

export function Expired(props: AnswerProps) {
  const { words, state, controller, answer: { expired, past } } = props;
  const all = expired.filter(({ office: { id } }) => !past.some(({ officeId }) => officeId === id));
  const others = all.slice(0, state.shown);
  const left = all.length - others.length;
  return (
    <>
      {!state.trouble && <p class="again"><Retry {...props} /></p>}
      {past.length > 0 && <Past {...props} />}
      {others.length > 0 && <h3>{words.t("expired.offices")}</h3>}
      <ul class="offices">
        {others.map(({ office, distanceKm }) => (
          <li key={office.id}>
            <div class="name">
              <h4><button type="button" class="open-office" onClick={() => controller.openOffice(office.id)}><Text of={office.name} /></button></h4>
              {distanceKm !== undefined && <p class="km">{distance(words, distanceKm, office)}</p>}
              {office.url && <p class="km"><ExternalLink href={office.url}>{words.t("site", { host: hostOf(office.url) })}</ExternalLink></p>}
            </div>
            {office.phone && <a class="button" href={`tel:${office.phone}`}>{office.phone}</a>}
          </li>
        ))}
      </ul>
      {left > 0 && <button type="button" class="wide" onClick={() => controller.showMore()}>{words.t("more", { n: Math.min(left, controller.step) })}</button>}
    </>
  );
}
