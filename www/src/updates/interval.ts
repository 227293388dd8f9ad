// Computes the wait between two looks at a feed.

/** The shortest wait, whatever the feed says, in seconds. */
export const MIN_POLL_SECONDS = 60;
/** After failures the wait doubles up to this, unless the feed says more, in seconds. */
const LONGEST_BACK_OFF = 3_600;
/** Visitors who save data see newer data later. */
const SAVING = 3;

interface Circumstances {
  /** The feed's own interval, in seconds. */
  ttl: number;
  saveData: boolean;
  /** The number of failures in a row. */
  failures: number;
  /** From 0 to below 1: spreads the readers of a feed over time. */
  random: number;
}

/** Seconds between two looks when all is well. */
export const pollSeconds = ({ ttl, saveData }: Pick<Circumstances, "ttl" | "saveData">): number =>
  Math.max(MIN_POLL_SECONDS, ttl) * (saveData ? SAVING : 1);

/** Milliseconds to the next look: never fewer than the feed says, and up to a fifth more. */
export function nextPollMs({ failures, random, ...circumstances }: Circumstances): number {
  const every = pollSeconds(circumstances);
  const wait = Math.max(every, Math.min(every * 2 ** failures, LONGEST_BACK_OFF));
  return Math.round(wait * (1 + random / 5) * 1_000);
}
