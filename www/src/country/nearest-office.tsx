// Above every view: that the data does not reach to the visitor's place, and the office of the country that is nearest there,
// with its address and how to book, although nothing is known of its quota.

import { mapLink } from "../office/map-link";
import { ExternalLink } from "../parts/text";
import { regionNames } from "../state/coverage";
import type { AnswerProps } from "../state/page-props";
import { coverageOf, type Coverage } from "./coverage";

function Outside(props: AnswerProps) {
  const { words, state: { question: { place }, info } } = props;
  const list = regionNames(props) || words.t("offices", { n: info?.offices ?? 0 });
  return <p class="notice info outside">{place?.name ? words.t("country.outside", { list, place: place.name }) : words.t("country.outside.here", { list })}</p>;
}

function Nearest({ words, nearest: { office, distanceKm } }: AnswerProps & { nearest: NonNullable<Coverage["nearest"]> }) {
  const name = words.t("country.office", { name: office.name });
  const address = [...(office.address ? [office.address] : []), office.town].join(", ");
  const map = mapLink({ name: { text: name }, address });
  return (
    <div class="row own elsewhere" part="row">
      <div class="name">
        <h3>{office.name}</h3>
        <p class="km">{words.t("km.about", { n: Math.max(1, Math.round(distanceKm)) })}</p>
      </div>
      <p class="state">{words.t("country.none")}</p>
      <p class="when">{address}{office.address && <>. {words.t("country.address")}</>}</p>
      <p class="when">{words.t("country.book", { office: name })}</p>
      <p class="when ways">
        {office.site && <ExternalLink href={`https://${office.site}.imigrasi.go.id`}>{words.t("country.site")}</ExternalLink>}
        {map && (map.startsWith("geo:") ? <a href={map}>{words.t("office.map")}</a> : <ExternalLink href={map}>{words.t("office.map")}</ExternalLink>)}
      </p>
    </div>
  );
}

export function CountryNote(props: AnswerProps) {
  const { outside, nearest } = coverageOf(props);
  return (
    <>
      {outside && <Outside {...props} />}
      {nearest && <Nearest {...props} nearest={nearest} />}
    </>
  );
}
