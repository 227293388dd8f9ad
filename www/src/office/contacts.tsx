// Where an office is and how to reach it. Every link opens an app or a page of the visitor's choice.

import type { OfficeInfo } from "../engine/engine";
import { ExternalLink } from "../parts/text";
import type { PageProps } from "../state/page-props";
import { hostOf } from "../text/links";
import { mapLink } from "./map-link";

export function Contacts({ words, office }: PageProps & { office: OfficeInfo }) {
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
              : <ExternalLink class="button" href={map}>{words.t("office.map")} <small>{hostOf(map)}</small></ExternalLink>}
          </li>
        )}
        {phone && <li><a class="button" href={`tel:${phone}`}>{words.t("phone")} <small>{phone}</small></a></li>}
        {whatsapp && <li><ExternalLink class="button" href={`https://wa.me/${whatsapp.replace(/\D/g, "")}`}>WhatsApp <small>{whatsapp}</small></ExternalLink></li>}
        {url && <li><ExternalLink class="button" href={url}>{words.t("site", { host: hostOf(url) })}</ExternalLink></li>}
      </ul>
    </div>
  );
}
