// What the page's editor asks and the feed does not have: said on the page, in place of an answer that would be about
// something else.

import type { About } from "../engine/engine";
import type { Options } from "./options";

/** What is wrong: a value that cannot be read, or a region that the feed does not name. */
export interface Mistake {
  attribute: "region" | "near";
  value: string;
}

export function mistakeOf({ unread, region }: Options, info: About | undefined): Mistake | undefined {
  if (unread) return unread;
  const known = info?.regions ?? [];
  return region !== undefined && known.length > 0 && !known.some(({ id }) => id === region) ? { attribute: "region", value: region } : undefined;
}
