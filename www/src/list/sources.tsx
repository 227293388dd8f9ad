// Names the publisher and the licence, and where to report a wrong number.

import type { About } from "../engine/engine";
import { ExternalLink, Text } from "../parts/text";
import type { PageProps } from "../state/page-props";
import { hostOf } from "../text/links";
import { contactLink, licenseLink } from "../text/publisher-links";

export function Sources({ words, state: { placesAttribution }, info }: PageProps & { info: About }) {
  const { publisher, license, attribution } = info;
  const page = license && licenseLink(license);
  const report = publisher.contact && contactLink(publisher.contact);
  // A feed may leave out its publisher's name.
  const name = publisher.name.text.trim() || (publisher.url && hostOf(publisher.url));
  const source = name && words.t("publisher", { name });
  return (
    <>
      {source && <p>{publisher.url ? <ExternalLink href={publisher.url}>{source}</ExternalLink> : source}</p>}
      {license && <p>{page ? <ExternalLink href={page}>{words.t("license", { name: license })}</ExternalLink> : words.t("license", { name: license })}</p>}
      {attribution && <p><Text of={attribution} /></p>}
      {placesAttribution && <p>{words.t("places.source", { name: placesAttribution })}</p>}
      {publisher.contact && (
        <p>
          {report
            ? (report.startsWith("https:") ? <ExternalLink href={report}>{words.t("report")}</ExternalLink> : <a href={report}>{words.t("report")}</a>)
            : `${words.t("report")}: ${publisher.contact}`}
        </p>
      )}
    </>
  );
}
