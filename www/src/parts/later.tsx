// Parts that the first list does not need: fetched after it, or when first shown, whichever comes first.

import type { ComponentChild, ComponentType } from "preact";
import type { Answer } from "../state/controller";
import type { Offer } from "../engine/engine";
import { jsx } from "../paint";
import { QuestionToCome } from "../form/question-to-come";
import type { View } from "../state/page-props";

type Meanwhile<Props> = (props: Props) => ComponentChild;

/** A component that stands in for one that comes with the rest, and draws nothing or `meanwhile` until it is there. */
const later = <Props extends View>(part: (parts: Rest) => ComponentType<Props>, meanwhile?: Meanwhile<Props>) => (props: Props): ComponentChild =>
  parts ? jsx(part(parts) as never, props as never) : meanwhile?.(props);

/** One that does not wait for the first list to be painted. */
const now = <Props extends View>(part: (parts: Rest) => ComponentType<Props>, meanwhile?: Meanwhile<Props>): ((props: Props) => ComponentChild) =>
  later(part, (props) => {
    fetchFor(props);
    return meanwhile?.(props);
  });

/** Those who wait for the rest because they want to see it. */
const waiting = new WeakSet<View["act"]>();

/** Fetches the rest, and draws it. Whoever draws after that failed tries again. */
export function fetchFor({ act }: View): void {
  if (waiting.has(act)) return;
  waiting.add(act);
  void rest().then(() => act.show({}), (error: unknown) => act.fail(error)).then(() => waiting.delete(act));
}

/** Keeps the room of the calendar or the map. */
export const ViewToCome = ({ words }: View) => <div class="other-view" aria-busy="true"><p class="waiting">{words.t("view.loading")}</p></div>;

type Rest = typeof import("./rest");
/** One file holds them all: each is small, and a phone asks once. */
let parts: Rest | undefined;
export const rest = async () => (parts = await import("./rest"));

/** Lets a page that stays open follow what happens; see follow.ts. */
export async function follow(isThere: () => boolean, ...page: Parameters<typeof import("./rest").follow>): Promise<void> {
  const { follow } = await rest();
  // What takes long on a phone is done in steps, between which it answers a finger.
  await new Promise((done) => setTimeout(done));
  if (isThere()) follow(...page);
}

/** Opens what an office offers on another day than that of its card. */
export const openDay = (act: View["act"], offer: Offer, date: string): void =>
  void rest().then(({ openDay }) => openDay(act, offer, date)).catch((error: unknown) => act.fail(error));

export const HandOff = now((parts) => parts.HandOff);
export const Empty = now((parts) => parts.Empty);
export const Expired = now((parts) => parts.Expired);
export const OfficePage = now((parts) => parts.OfficePage);
export const OtherView = now((parts) => parts.OtherView, ViewToCome);
export const Bar = later((parts) => parts.Bar);
export const Foot = later((parts) => parts.Foot);
export const Living = later((parts) => parts.Living);
export const Mark = later((parts) => parts.Mark);
export const Others = later((parts) => parts.Others);
export const QuestionPanel = later((parts) => parts.QuestionPanel, QuestionToCome);
/** Keeps the room of its two rows. */
export const Toolbar = later<View & { answer: Answer }>((parts) => parts.Toolbar, () => <div class="toolbar" />);
