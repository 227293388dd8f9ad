// What is known about an office, folded under its card.

import { dayShort } from "../dates";
import type { Offer } from "../engine";
import { hostOf, hours } from "../phrases";
import { Outward, Text } from "./text";
import type { View } from "./view";

export function OfficeDetails({ words, offer }: View & { offer: Offer }) {
  const { office } = offer;
  const list = hours(words, offer);
  return (
    <>
      <p><Text of={office.name} /></p>
      {office.address && <p>{office.address}</p>}
      {list && <p>{words.t("hours", { list })}</p>}
      {office.phone && <p>{words.t("phone")}: <a href={`tel:${office.phone}`}>{office.phone}</a></p>}
      {office.whatsapp && <p>WhatsApp: <Outward href={`https://wa.me/${office.whatsapp.replace(/\D/g, "")}`}>{office.whatsapp}</Outward></p>}
      {office.url && <p><Outward href={office.url}>{words.t("site", { host: hostOf(office.url) })}</Outward></p>}
      {office.notes.map((note, index) => <p key={index}><Text of={note} /></p>)}
      {office.exempt && <p><Text of={office.exempt} /></p>}
      {office.closed.filter(({ to }) => to >= offer.date).map(({ from, to, reason }) => (
        <p key={from}>
          {words.t(from === to ? "detail.closed" : "detail.closed.until", { from: dayShort(words, from), to: dayShort(words, to) })}
          {reason && <>: <Text of={reason} /></>}
        </p>
      ))}
      {offer.event?.note && <p><Text of={offer.event.note} /></p>}
    </>
  );
}
