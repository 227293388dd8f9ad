// One office with its best day. The number is the picture; everything else says what it means.

import type { Offer } from "../engine/engine";
import { SampleMark, Text } from "../parts/text";
import { openDay } from "../state/lookups";
import type { PageProps } from "../state/page-props";
import type { Answer } from "../state/state";
import { age, dayAlone, dayChip, inDays, weekdayShort } from "../text/dates";
import { distance, fee, hours, officialPart, precisionWord } from "../text/phrases";
import { ChangeBadge } from "./change-badge";
import { whyFirst, whyOther } from "./why";

type CardProps = PageProps & { answer: Answer; offer: Offer; first: Offer };

function Places({ words, state, offer: { open, total, precision } }: CardProps) {
  return (
    <p class="places">
      {precision !== "exact" && <span>{precisionWord(words, precision)} </span>}
      <b>{words.number(open)}</b>
      {total !== undefined && <span> {words.t("left.of", { n: total })}</span>}
      <span> {words.t("left", { n: open })}</span>
      <SampleMark words={words} state={state} />
    </p>
  );
}

/** What sets the offer apart from an ordinary one: the service, its surcharge, an event. */
function Badges({ words, state: { info, question }, offer }: CardProps) {
  const services = info?.services ?? [];
  const service = services.find(({ id }) => id === offer.serviceId);
  const asked = question.services.length || services.filter(({ isDefault }) => isDefault).length || services.length;
  const named = asked > 1 || !service?.isDefault;
  const { surcharge } = service ?? {};
  if (!named && !surcharge && !offer.event) return null;
  return (
    <p class="badges">
      {offer.event && <span class="badge event"><Text of={offer.event.name} /></span>}
      {named && <span class="badge"><Text of={offer.service} /></span>}
      {surcharge && <span class="badge">{fee(words, surcharge)}</span>}
    </p>
  );
}

/** Other days of the same office, in both directions; those with places open their own hand-off. */
function OtherDays({ words, state, controller, offer }: CardProps) {
  if (!offer.days.length) return null;
  return (
    <ul class="days" aria-label={words.t("days.label")}>
      {offer.days.map(({ date, open, state: cell }) => {
        const day = dayChip(words, date, offer.date);
        return (
          <li key={date}>
            {cell === "open" && offer.channel !== "walk_in"
              ? (
                <button type="button" class="day" onClick={() => openDay(controller, offer, date)}>
                  {words.t("day.open", { day, n: open })}<SampleMark words={words} state={state} />
                </button>
              )
              : (
                <span class={cell === "tooFew" ? "day few" : "day"}>
                  {words.t(cell === "tooFew" ? "day.tooFew" : "day.open", { day, n: open })}<SampleMark words={words} state={state} />
                </span>
              )}
          </li>
        );
      })}
    </ul>
  );
}

export function Card(props: CardProps) {
  const { words, state, controller, answer: { ranking }, offer, first } = props;
  const { question } = state;
  const { office, distanceKm, date, readyOn } = offer;
  const why = offer === first ? whyFirst(words, offer, ranking, question) : whyOther(words, offer, first);
  const checked = age(words, offer.ageSeconds);
  const split = offer.together ? "" : hours(words, offer);
  const [name, day] = [`office-${office.id}`, `day-${office.id}`];
  return (
    <li class="card" part="card" tabIndex={-1}>
      <div class="top">
        <div>
          <h3 id={name}><Text of={office.short} /></h3>
          <p class="class">
            <bdi lang={office.name.lang}>{officialPart(office)}</bdi>
            {distanceKm !== undefined && <> · {distance(words, distanceKm, office)}</>}
          </p>
        </div>
        <Places {...props} />
      </div>
      <p class="date" id={day}>{dayAlone(words, date)}</p>
      <p class="when">
        {inDays(words, offer.waitDays)}
        {readyOn > date && <> · {words.t("ready", { date: weekdayShort(words, readyOn) })}</>}
      </p>
      <Badges {...props} />
      {state.changes?.has(office.id) && <ChangeBadge {...props} />}
      {split && <p class="hours">{words.t("hours.split", { list: split })}</p>}
      {(offer.stale || checked !== age(words, ranking.freshness.ageSeconds)) && (
        <p class={offer.stale ? "old" : "fresh"}>{words.t(offer.stale ? "stale" : "fresh.office", { age: checked })}</p>
      )}
      {why && <p class="why">{why}</p>}
      {offer.channel === "walk_in"
        ? <p class="walkin">{words.t("book.walkin")}</p>
        : (
          <button type="button" class={offer === first ? "book primary" : "book"} part="book" aria-describedby={`${name} ${day}`} onClick={() => controller.openHandOff(offer)}>
            {words.t(offer.channel === "app" ? "book.how" : "book.how.other")}
          </button>
        )}
      <OtherDays {...props} />
      <button type="button" class="plain detail" aria-describedby={name} onClick={() => controller.openOffice(office.id)}>{words.t("detail")}</button>
    </li>
  );
}
