// Renders the list for visitors without JavaScript into the site's page, from the feed beside it, and the same answer as
// data, from which the finder shows its first list before its Wasm is there.
//
// Without a readable feed the page has no list: in its place it asks for the Wasm at once, which the first list waits for then.
// Otherwise the entry script asks for it, as on other people's pages, and leaves a slow network to what the list needs.
// Times are absolute, so the list stays true until the next build, however much newer the feed is by then.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Renders the feed of a built site into its index page, as of `now`: text such as 2026-11-22T08:12:00+07:00, or the machine's time. */
export function putStaticList(site, now) {
  const [page, feed] = [`${site}/index.html`, `${site}/feed.json`];
  if (!existsSync(feed)) return;
  const render = ["render", feed, "--lang", "id", "--sort", "soonest", "--limit", "10", "--into", page, "--no-releases", ...(now ? ["--now", now] : [])];
  const { status } = spawnSync("tools/slot-feed", render, { stdio: "inherit" });
  if (status === 0) return;
  console.error(`The page has no list for visitors without JavaScript, since ${feed} could not be rendered.`);
  writeFileSync(page, readFileSync(page, "utf8").replace(/(<!-- list -->)(?!<link)[^]*?(<!-- \/list -->)/, "$1$2"));
}
