// What changed at an office since the last look: on the day that the card shows, or on other days of the same service.

import type { Change, Offer } from "../engine/engine";
import type { PageProps } from "../state/page-props";
import type { Words } from "../text/words";

function markOf(words: Words, offer: Offer, changes: readonly Change[]): string {
  if (changes.some(({ kind }) => kind === "officeAdded")) return words.t("change.office");
  // A change counts everything that a service and channel have on a day, so it does not describe one of its events.
  if (offer.event) return "";
  const here = changes.filter(({ serviceId, channel }) => serviceId === offer.serviceId && channel === offer.channel);
  const isNew = ({ kind }: Change): boolean => kind === "opened" || kind === "released";
  const today = here.find(({ date }) => date === offer.date);
  if (today && isNew(today)) return words.t("change.new");
  // If only some hours were requested, the number of the whole day would not match the one beside it.
  if (today?.before !== undefined && today.after === offer.open) {
    return words.t(today.kind === "added" ? "change.added" : "change.fewer", { n: today.before });
  }
  const others = new Set(here.filter(isNew).map(({ date }) => date)).size;
  return others ? words.t("change.days", { n: others }) : "";
}

export function ChangeBadge({ words, state: { changes }, offer }: PageProps & { offer: Offer }) {
  const text = markOf(words, offer, changes?.get(offer.officeId) ?? []);
  return text ? <p class="badges"><span class="badge changed">{text}</span></p> : null;
}
