// Notices that a feed is somebody else's than the one before.

import type { SlotFinder } from "../engine/engine";
import type { State } from "./state";

function nameOf(feed: SlotFinder, lang: string | undefined): string {
  const { name, url } = feed.about(lang).publisher;
  return name.text.trim() || url || "";
}

/** Whose data it was, where somebody else publishes it now; nobody, once it is that publisher's again. */
export function publisherBefore(older: SlotFinder, newer: SlotFinder, { publisherBefore: first }: State, lang: string | undefined): Partial<State> | undefined {
  const [before, now] = [nameOf(older, lang), nameOf(newer, lang)];
  if (before === now) return undefined;
  const was = first ?? before;
  return { publisherBefore: was === now ? undefined : was };
}
