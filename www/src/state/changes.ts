// Compares a newer feed with the list on the page. In: two feeds, the question. Out: the changes at each office, the
// number of offices where the question finds new places, and whether the list could show the new numbers without a
// jump.

import type { Change, Offer, Query, Ranking, SlotFinder } from "../engine/engine";
import type { Words } from "../text/words";
import { jsonOf } from "../text/json";

/** The changes since the last look, by office. */
export type Changes = ReadonlyMap<string, readonly Change[]>;

/** The content of the bar: places are new, data is newer, or data cannot be fetched. */
export type UpdateNotice = { kind: "places"; offices: number } | { kind: "newer" } | { kind: "failed" };

export function noticeText(words: Words, notice: UpdateNotice): string {
  if (notice.kind === "places") return words.t("newbar", { n: notice.offices });
  return words.t(notice.kind === "newer" ? "newbar.newer" : "newbar.failed");
}

const BETTER: readonly Change["kind"][] = ["opened", "added", "released"];
const dayOf = ({ officeId, serviceId, channel, date }: Pick<Change, "officeId" | "serviceId" | "channel" | "date">): string =>
  [officeId, serviceId, channel, date].join(" ");

export function byOffice(changes: readonly Change[]): Changes {
  const offices = new Map<string, Change[]>();
  for (const change of changes) offices.set(change.officeId, [...(offices.get(change.officeId) ?? []), change]);
  return offices;
}

/** The words for what changed at an office since the last look: on the day of an offer, or on other days of the same service. */
export function changeMark(words: Words, offer: Offer, all: Changes): string {
  const changes = all.get(offer.officeId) ?? [];
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

/** The number of offices with new places that answer the question. */
export function officesWithNewPlaces(newer: SlotFinder, changes: readonly Change[], query: Query): number {
  const better = changes.filter(({ kind }) => BETTER.includes(kind) || kind === "officeAdded");
  const changed = new Set(better.map(({ officeId }) => officeId));
  const offices = query.offices?.length ? query.offices.filter((id) => changed.has(id)) : [...changed];
  if (!offices.length) return 0;
  // With only some offices the engine may widen the radius further than for all of them.
  const reach = query.withinKm === undefined ? Infinity : (newer.rank({ ...query, limit: 1 }).widenedToKm ?? query.withinKm);
  const { offers } = newer.rank({ ...query, offices, group: "none", limit: 1_000 });
  const found = offers.filter(({ distanceKm }) => reach === Infinity || (distanceKm ?? Infinity) <= reach);
  const days = new Set(found.map(dayOf));
  const open = new Set(found.map(({ officeId }) => officeId));
  const isNew = (change: Change): boolean => (change.kind === "officeAdded" ? open.has(change.officeId) : days.has(dayOf(change)));
  return new Set(better.filter(isNew).map(({ officeId }) => officeId)).size;
}

/** What takes room on the page, apart from the numbers in it. */
const outline = ({ offers, nearer, widenedToKm, freshness }: Ranking): string =>
  jsonOf([
    offers.map(({ officeId, serviceId, channel, event, date, stale, sessions, days }) =>
      [officeId, serviceId, channel, event?.id, date, stale, sessions.length, days.map((day) => [day.date, day.state])]),
    nearer.map(({ officeId, reason, until }) => [officeId, reason, until]),
    widenedToKm,
    freshness.state,
  ]);

export const keepsLayout = (drawn: Ranking, newer: Ranking): boolean => outline(drawn) === outline(newer);

/** Over time offices may change places; on a page being read they keep their order while all are there. */
export function inDrawnOrder(drawn: readonly Offer[], offers: Offer[]): Offer[] {
  const again = drawn.flatMap(({ officeId }) => offers.find((offer) => offer.officeId === officeId) ?? []);
  return again.length === offers.length && drawn.length === offers.length ? again : offers;
}
