// The publisher's calendar of releases, to which a phone subscribes: it reminds without a message from anyone.

import { ExternalLink } from "../parts/text";
import type { PageProps } from "../state/page-props";

/** The same address for calendar apps; none for what is not on the web. */
const webcal = (address: string): string | undefined => (/^https?:/.test(address) ? address.replace(/^https?:/, "webcal:") : undefined);

export function Subscribe({ words, controller: { options: { calendar } } }: PageProps) {
  const href = calendar && webcal(calendar);
  if (!href) return null;
  return (
    <div class="subscribe">
      <h3>{words.t("subscribe")}</h3>
      <p class="hint">{words.t("subscribe.note")}</p>
      <p class="share">
        <a class="button" href={href}>{words.t("subscribe.phone")}</a>
        {/* Android has no app of its own for such addresses. */}
        <ExternalLink class="button" href={`https://calendar.google.com/calendar/r?cid=${encodeURIComponent(href)}`}>{words.t("subscribe.google")}</ExternalLink>
      </p>
    </div>
  );
}
