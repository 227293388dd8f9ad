// One office, opened up: what is with the service that is asked for, then the other services, where it is and how to reach
// it, when it is closed and why, what to bring and how to book, in the publisher's words. Each is said once.

import { Component } from "preact";
import type { Localized, OfficeInfo } from "../engine/engine";
import { closeAround, Dialog } from "../parts/dialog";
import { Text } from "../parts/text";
import { UpdateBar } from "../parts/update-bar";
import { offerEvent } from "../share/calendar-events";
import { CalendarLink } from "../share/calendar-link";
import { Share } from "../share/share-buttons";
import { hashOf, offerText } from "../share/share-text";
import { officeById } from "../state/more-lookups";
import type { PageProps } from "../state/page-props";
import { age, clockTime, dayShort, localDate, moment } from "../text/dates";
import { jsonOf } from "../text/json";
import { distance } from "../text/phrases";
import type { Words } from "../text/words";
import { BookingLinks } from "./booking-links";
import { Closures } from "./closures";
import { Contacts } from "./contacts";
import { holidaysIn, type Holidays } from "./holidays";
import { NextDays } from "./next-days";
import { officeDays, type OfficeDays } from "./office-days";

/** The full name without the short one, which is the title of the card above it. */
function officialPart({ name, short }: OfficeInfo): string {
  const whole = name.text;
  const rest = whole.endsWith(` ${short.text}`) ? whole.slice(0, -short.text.length).trim() : whole;
  return rest || whole;
}

type Opened = PageProps & { office: OfficeInfo };

/** Says why no day has places for what is asked for, and when new ones come: "Paspor biasa: penuh sampai 31 Des." */
function Nothing({ words, office, days: { ranking, asked }, now }: Opened & { days: OfficeDays; now: number }) {
  const { byOffice = {}, until } = ranking.empty ?? {};
  const [reason] = Object.keys(byOffice) as (keyof typeof byOffice)[];
  if (!reason) return null;
  const list = words.list(asked.map(({ text }) => text));
  const text = reason === "full" && until === undefined ? words.t("nearer.full.now", { list }) : words.t(`nearer.${reason}`, { list, date: until ? dayShort(words, until) : "" });
  return <p class="fate"><b>{text}</b>{releaseOf(words, office, now)}</p>;
}

/** When an office opens new places, as a sentence; empty where that is not known or over. */
function releaseOf(words: Words, { nextReleaseAt, timeZone }: OfficeInfo, now: number): string {
  return nextReleaseAt && Date.parse(nextReleaseAt) > now ? ` ${words.t("release", moment(words, nextReleaseAt, timeZone, now))}` : "";
}

/** What to bring, one list for all services that ask for the same; steps and booking are those of the best day. */
function HowToBook({ words, state, controller, office, days: { offers, others, book } }: Opened & { days: OfficeDays }) {
  const { info } = state;
  const offered = new Set([...offers, ...others].map(({ serviceId }) => serviceId));
  const lists = new Map<string, { names: string[]; bring: Localized[] }>();
  for (const { id, name, bring } of info?.services ?? []) {
    if (!bring.length || (offered.size && !offered.has(id))) continue;
    const key = jsonOf(bring);
    const list = lists.get(key) ?? { names: [], bring };
    lists.set(key, { ...list, names: [...list.names, name.text] });
  }
  return (
    <>
      {[...lists.values()].map(({ names, bring }) => (
        <div key={names.join()}>
          <h3>{lists.size > 1 ? words.t("office.bring", { service: words.list(names) }) : words.t("handoff.bring")}</h3>
          <ul class="bring">{bring.map((item, index) => <li key={index}><Text of={item} /></li>)}</ul>
        </div>
      ))}
      {office.exempt && <div><h3>{words.t("office.exempt")}</h3><p><Text of={office.exempt} /></p></div>}
      {book && (
        <div>
          <h3>{words.t("office.book")}</h3>
          {book.booking.steps.length > 0 && <ol>{book.booking.steps.map((step, index) => <li key={index}><Text of={step} /></li>)}</ol>}
          {info?.sample ? <p class="notice warn">{words.t("handoff.sample")}</p> : <BookingLinks words={words} booking={book.booking} channel={book.channel} origins={controller.options.bookingOrigins} />}
        </div>
      )}
    </>
  );
}

/** Only this office, or all except this one. */
function Narrow({ words, state: { question }, controller, office: { id } }: Opened) {
  const ask = (pinned: readonly string[], hidden: readonly string[]) => (event: Event): void => {
    closeAround(event);
    controller.changeQuestion({ pinned, hidden });
  };
  const without = (list: readonly string[]): string[] => list.filter((one) => one !== id);
  const { pinned, hidden } = question;
  return (
    <p class="share">
      {pinned.includes(id)
        ? <button type="button" onClick={ask(without(pinned), hidden)}>{words.t("office.unpin")}</button>
        : <button type="button" onClick={ask([...pinned, id].sort(), without(hidden))}>{words.t(pinned.length ? "office.pin.too" : "office.pin")}</button>}
      {hidden.includes(id)
        ? <button type="button" onClick={ask(pinned, without(hidden))}>{words.t("office.unhide")}</button>
        : <button type="button" onClick={ask(without(pinned), [...hidden, id].sort())}>{words.t("office.hide")}</button>}
    </p>
  );
}

export class OfficeDialog extends Component<PageProps & { id: string }, { holidays?: Holidays }> {
  override componentDidMount(): void {
    const { controller, id } = this.props;
    const office = officeById(controller, id);
    // A link may name an office that is gone; then there is only the list.
    if (!office) controller.closeOffice();
    else void holidaysIn(office.timeZone).then((holidays) => this.setState({ holidays }));
  }

  override render({ words, state, controller, id }: PageProps & { id: string }, { holidays = {} }: { holidays?: Holidays }) {
    const office = officeById(controller, id);
    const days = office && officeDays(controller, id);
    if (!office || !days) return null;
    const props = { words, state, controller, office };
    const { info, question, answer } = state;
    const sample = Boolean(info?.sample);
    const now = answer?.now ?? Date.now();
    const observed = Date.parse(office.observedAt);
    const { party } = question;
    const best = [...days.offers, ...days.others].find(({ open }) => open >= party);
    const km = (days.offers[0] ?? days.others[0])?.distanceKm ?? days.ranking.nearer[0]?.distanceKm;
    const release = releaseOf(words, office, now);
    return (
      <Dialog
        words={words} id="office-title" part="office" about={id} hash={hashOf(controller, id)}
        title={<Text of={office.short} />} onClose={() => controller.closeOffice()}
      >
        {state.notice && <UpdateBar {...props} notice={state.notice} />}
        <p class="class">
          <bdi lang={office.name.lang}>{officialPart(office)}</bdi>
          {km !== undefined && <> · {distance(words, km, office)}</>}
        </p>
        <p class="fresh">{words.t("fresh", { age: age(words, Math.max(0, (now - observed) / 1000)), time: clockTime(words, observed, office.timeZone) })}</p>
        {days.offers.length > 0
          ? <NextDays {...props} offers={days.offers} title={words.t("office.days")} named={days.asked.length > 1} />
          : <Nothing {...props} days={days} now={now} />}
        {days.others.length > 0 && <NextDays {...props} offers={days.others} title={words.t("office.others")} named />}
        {release && days.offers.length > 0 && <p>{release}</p>}
        {office.releaseRule && <p class="hint"><Text of={office.releaseRule} /></p>}
        <Closures {...props} today={localDate(now, office.timeZone)} closedDates={days.closedDates} holidays={holidays} />
        <Contacts {...props} />
        {office.notes.map((note, index) => <p key={index}><Text of={note} /></p>)}
        <HowToBook {...props} days={days} />
        {best && (
          <Share words={words} text={offerText(props, best)} sample={sample}>
            <CalendarLink words={words} event={offerEvent(props, best)} />
          </Share>
        )}
        <Narrow {...props} />
      </Dialog>
    );
  }
}
