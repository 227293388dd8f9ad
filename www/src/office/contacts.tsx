// Where an office is and how to reach it. Every link opens an app or a page of the visitor's own choice.

import type { OfficeInfo } from "../engine/engine";
import { mapLink } from "./map-link";
import { hostOf } from "../text/phrases";
import { Outward } from "../parts/text";
import type { View } from "../state/page-props";

export function Contacts({ words, office }: View & { office: OfficeInfo }) {
  const { address, phone, whatsapp, url } = office;
  const map = mapLink(office);
  if (!address && !map && !phone && !whatsapp && !url) return null;
  return (
    <div>
      <h3>{words.t("office.where")}</h3>
      {address && <p>{address}</p>}
      {office.approxKm !== undefined && map && <p class="hint">{words.t("office.approximate", { km: office.approxKm })}</p>}
      <ul class="doors">
        {map && (
          <li>
            {map.startsWith("geo:")
              ? <a class="button" href={map}>{words.t("office.map")}</a>
              : <Outward class="button" href={map}>{words.t("office.map")} <small>{hostOf(map)}</small></Outward>}
          </li>
        )}
        {phone && <li><a class="button" href={`tel:${phone}`}>{words.t("phone")} <small>{phone}</small></a></li>}
        {whatsapp && <li><Outward class="button" href={`https://wa.me/${whatsapp.replace(/\D/g, "")}`}>WhatsApp <small>{whatsapp}</small></Outward></li>}
        {url && <li><Outward class="button" href={url}>{words.t("site", { host: hostOf(url) })}</Outward></li>}
      </ul>
    </div>
  );
}
