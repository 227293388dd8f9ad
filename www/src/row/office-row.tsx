// One office in the list: its name, its best day, the number of places and a strip of days. A tap opens the office, one on a
// day with places the way to book that day. Only the first row says why it is first and has the button to book.

import type { HTMLAttributes } from "preact";
import type { Days } from "../cells/days";
import type { Offer } from "../engine/engine";
import { SampleMark, Text } from "../parts/text";
import { hasNearest } from "../state/coverage";
import type { PageProps } from "../state/page-props";
import type { Answer } from "../state/state";
import { age, inDays, weekdayPlain } from "../text/dates";
import { fee, hours, kilometres, precisionWord } from "../text/phrases";
import { Strip } from "./strip";
import { whyFirst, whyOther } from "./why";

/** `around`: what the list that the row is in adds to it. */
type RowProps = PageProps & { answer: Answer; offer: Offer; first: Offer; days: Days; around?: HTMLAttributes<HTMLLIElement> };

function Places({ words, state, offer: { open, total, precision } }: RowProps) {
  return (
    <p class="places">
      {precision !== "exact" && <span>{precisionWord(words, precision)} </span>}
      <b>{words.number(open)}</b>
      {total !== undefined && <span> {words.t("left.of", { n: total })}</span>}
      <span class={total !== undefined || precision !== "exact" ? "hidden" : ""}> {words.t("left", { n: open })}</span>
      <SampleMark words={words} state={state} />
    </p>
  );
}

/** What sets the offer apart from an ordinary one: the service, its surcharge, an event, walking in. */
function Badges({ words, state: { info, question }, offer, offer: { channel, event, serviceId } }: RowProps) {
  const services = info?.services ?? [];
  const service = services.find(({ id }) => id === serviceId);
  const asked = question.services.length || services.filter(({ isDefault }) => isDefault).length || services.length;
  const named = asked > 1 || !service?.isDefault;
  const { surcharge } = service ?? {};
  const walkIn = channel === "walk_in";
  if (!named && !surcharge && !event && !walkIn) return null;
  return (
    <p class="badges">
      {event && <span class="badge event"><Text of={event.name} /></span>}
      {named && <span class="badge"><Text of={offer.service} /></span>}
      {surcharge && <span class="badge">{fee(words, surcharge)}</span>}
      {walkIn && <span class="badge walkin">{words.t("book.walkin")}</span>}
    </p>
  );
}

/** The best day; of the first row also when the passport is ready, of the others how they compare. */
function When({ words, offer, first }: RowProps) {
  const { date, waitDays, readyOn } = offer;
  const day = weekdayPlain(words, date);
  if (offer === first) {
    return <><b>{day}</b> · {inDays(words, waitDays)}{readyOn > date && <> · {words.t("ready", { date: weekdayPlain(words, readyOn) })}</>}</>;
  }
  const [telling, ...others] = whyOther(words, offer, first);
  return (
    <>
      <b>{day}</b>
      {waitDays < 3 && <> · {inDays(words, waitDays)}</>}
      {telling && <span class={waitDays < 3 ? "more" : ""}> · {telling}</span>}
      {others.length > 0 && <span class="more">, {others.join(", ")}</span>}
    </>
  );
}

export function OfficeRow(props: RowProps) {
  const { words, state, controller, answer: { ranking }, offer, first, around } = props;
  const { office, distanceKm } = offer;
  const checked = age(words, offer.ageSeconds);
  const split = offer.together ? "" : hours(words, offer);
  const why = offer === first && whyFirst(words, offer, ranking, state.question, hasNearest(props));
  const change = state.changeMark?.(words, offer);
  const [name, day] = [`office-${office.id}`, `day-${office.id}`];
  return (
    <li {...around} class={`${around?.class ?? "row"}${offer === first ? " first" : ""}`} part="row">
      <div class="name">
        <h3 id={name}><button type="button" class="open-office" aria-describedby={day} onClick={() => controller.openOffice(office.id)}><Text of={office.short} /></button></h3>
        {distanceKm !== undefined && <p class="km">{kilometres(words, distanceKm, office)}</p>}
      </div>
      <Places {...props} />
      <p class="when" id={day}><When {...props} /></p>
      <div class="about">
        <Badges {...props} />
        {change && <p class="badges"><span class="badge changed">{change}</span></p>}
        {split && <p class="hours">{words.t("hours.split", { list: split })}</p>}
        {(offer.stale || checked !== age(words, ranking.freshness.ageSeconds)) && (
          <p class={offer.stale ? "old" : "fresh"}>{words.t(offer.stale ? "stale" : "fresh.office", { age: checked })}</p>
        )}
      </div>
      <Strip {...props} />
      {offer === first && offer.channel !== "walk_in" && (
        <button type="button" class="book primary" part="book" aria-describedby={`${name} ${day}`} onClick={() => controller.openHandOff(offer)}>
          {words.t(offer.channel === "app" ? "book.how" : "book.how.other")}
        </button>
      )}
      {/* Under the button, which stays above the fold. */}
      {why && <p class="why">{why}</p>}
    </li>
  );
}
