// Prepares the visitor to book: what to choose in the app, in the publisher's words; what to bring; what to do if the
// place is gone. The page itself cannot book.

import type { Offer } from "../engine/engine";
import { Dialog } from "../parts/dialog";
import { SampleMark, Text } from "../parts/text";
import { UpdateBar } from "../parts/update-bar";
import { offerEvent } from "../share/calendar-events";
import { CalendarLink } from "../share/calendar-link";
import { Share } from "../share/share-buttons";
import { offerText } from "../share/share-text";
import { offerOn } from "../state/more-lookups";
import type { PageProps } from "../state/page-props";
import { age, daySentence } from "../text/dates";
import { dayFull } from "../text/more-dates";
import { hours, places } from "../text/phrases";
import { BookingLinks } from "./booking-links";

/** The same offer may come again, a minute older. */
const keyOf = ({ officeId, serviceId, channel, event, date }: Offer): string => [officeId, serviceId, channel, event?.id, date].join(" ");

export function HandOff(props: PageProps & { offer: Offer }) {
  const { words, state, controller } = props;
  // The same offer now: a minute older, from newer data, or gone.
  const current = offerOn(controller, props.offer, props.offer.date);
  const offer = current ?? props.offer;
  const { office, booking, date } = offer;
  const { party } = state.question;
  const { info, answer } = state;
  const service = info?.services.find(({ id }) => id === offer.serviceId);
  const sample = Boolean(info?.sample);
  const second = answer?.ranking.offers.find(({ officeId }) => officeId !== offer.officeId);
  const list = hours(words, offer);
  return (
    <Dialog
      words={words} id="handoff-title" part="handoff" about={keyOf(offer)} onClose={() => controller.closeHandOff()}
      title={words.t(offer.channel === "app" ? "handoff.title" : "handoff.title.other")}
    >
      {/* The page's own bar is out of reach while this is open; here it is above what is read, and covers nothing. */}
      {state.notice && <UpdateBar {...props} notice={state.notice} />}
      {!current && <p class="notice warn">{words.t("handoff.gone", { p: party })}</p>}
      <ol class="steps">
        <li>{words.t("handoff.office")} <b><Text of={booking.officeLabel ?? office.name} /></b></li>
        {(info?.services.length ?? 0) > 1 && <li>{words.t("handoff.service")} <b><Text of={offer.service} /></b></li>}
        <li>{words.t("handoff.date")} <b>{dayFull(words, date)}</b></li>
        {list && <li>{words.t("handoff.hour")} <b>{list}</b></li>}
        <li>
          <b>{words.t("handoff.party", { p: party })}</b>
          {booking.maxParty !== undefined && <> {words.t("handoff.party.max", { n: booking.maxParty })}</>}
          {booking.maxParty !== undefined && party > booking.maxParty && (
            <p class="hint">{words.t("party.max", { n: booking.maxParty, a: Math.ceil(party / booking.maxParty) })}</p>
          )}
        </li>
      </ol>
      {booking.steps.length > 0 && (
        <div>
          <h3>{words.t("handoff.steps")}</h3>
          <ul class="bring">{booking.steps.map((step, index) => <li key={index}><Text of={step} /></li>)}</ul>
        </div>
      )}
      {service && service.bring.length > 0 && (
        <div>
          <h3>{words.t("handoff.bring")}</h3>
          <ul class="bring">{service.bring.map((item, index) => <li key={index}><Text of={item} /></li>)}</ul>
        </div>
      )}
      {current && (
        <p>
          {words.t(offer.stale ? "handoff.left.stale" : "handoff.left", { n: places(words, offer), age: age(words, offer.ageSeconds) })}
          <SampleMark words={words} state={state} />
        </p>
      )}
      {second && (
        <p class="second">
          {words.t("handoff.second")}{" "}
          <button type="button" class="plain" onClick={() => controller.openHandOff(second)}>
            {words.t("handoff.second.offer", { office: second.office.short.text, date: daySentence(words, second.date), n: places(words, second) })}
          </button>
        </p>
      )}
      {sample ? <p class="notice warn">{words.t("handoff.sample")}</p> : <BookingLinks words={words} booking={booking} channel={offer.channel} origins={controller.options.bookingOrigins} />}
      {current && (
        <Share words={words} text={offerText(props, offer)} sample={sample}>
          <CalendarLink words={words} event={offerEvent(props, offer)} />
        </Share>
      )}
    </Dialog>
  );
}
