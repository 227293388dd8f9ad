// Days of an office with places: date, service where it is not said already, hours, and the number of places. A day that can be booked opens its hand-off.

import { Component } from "preact";
import type { Offer, OfficeInfo } from "../engine/engine";
import { SampleMark, Text } from "../parts/text";
import type { PageProps } from "../state/page-props";
import { inDays } from "../text/dates";
import { dayAlone } from "../text/more-dates";
import { fee, hours, places } from "../text/phrases";

type DaysProps = PageProps & { office: OfficeInfo; offers: Offer[]; title: string; named: boolean };
/** As many as are read at a glance. */
const FIRST = 6;

function Day({ words, state, controller, offer, named }: PageProps & { offer: Offer; named: boolean }) {
  const { info, question: { party } } = state;
  const { date, open, channel, event, waitDays, stale } = offer;
  const service = info?.services.find(({ id }) => id === offer.serviceId);
  const few = open < party;
  const list = hours(words, offer);
  const inside = (
    <>
      <span class="what">
        <b>{dayAlone(words, date)}</b>
        <span>
          {inDays(words, waitDays)}
          {(named || event) && <> · <Text of={event?.name ?? offer.service} /></>}
          {service?.surcharge && <>, {fee(words, service.surcharge)}</>}
          {channel === "walk_in" && <> · {words.t("book.walkin")}</>}
        </span>
        {list && <span>{list}</span>}
        {event?.note && <span><Text of={event.note} /></span>}
        {stale && <span class="old">{words.t("office.stale")}</span>}
      </span>
      <span class="many">
        <b>{places(words, offer)}</b> {few ? words.t("office.few", { p: party }) : words.t("left", { n: open })}
        <SampleMark words={words} state={state} />
      </span>
    </>
  );
  return (
    <li>
      {channel === "walk_in" || few
        ? <div class={few ? "next few" : "next"}>{inside}</div>
        : <button type="button" class="next" onClick={() => controller.openHandOff(offer)}>{inside}</button>}
    </li>
  );
}

export class NextDays extends Component<DaysProps, { all?: boolean }> {
  override render({ words, state, controller, offers, title, named }: DaysProps, { all }: { all?: boolean }) {
    const shown = all ? offers : offers.slice(0, FIRST);
    const more = offers.length - shown.length;
    return (
      <div>
        <h3>{title}</h3>
        <ol class="next-days" aria-label={title}>
          {shown.map((offer) => (
            <Day key={[offer.date, offer.serviceId, offer.channel, offer.event?.id].join()} words={words} state={state} controller={controller} offer={offer} named={named} />
          ))}
        </ol>
        {more > 0 && <button type="button" class="wide" onClick={() => this.setState({ all: true })}>{words.t("office.days.more", { n: more })}</button>}
      </div>
    );
  }
}
