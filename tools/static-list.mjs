// Renders the list for visitors without JavaScript into the site's page, from the feed beside it, and the same answer as
// data, from which the finder shows its first list before its Wasm is there.
//
// Without a readable feed the page has no list. Times are absolute, so the list stays true until the next build,
// however much newer the feed is by then.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const place = /(<!-- list -->)[^]*?(<!-- \/list -->)/;
/** What asks for the Wasm from the page's head. */
const wasm = / *<link rel="preload" href="slot_finder_bg[^>]*>\n/;

/** The list of a feed as HTML, as of the time `now`; nothing if there is no feed. */
function listOf(feed, now) {
  if (!existsSync(feed)) return "";
  const render = ["render", feed, "--lang", "id", "--sort", "soonest", "--limit", "10", "--first-answer", ...(now ? ["--now", now] : [])];
  const { status, stdout } = spawnSync("tools/slot-feed", render, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (status === 0) return stdout.trim();
  console.error(`The page has no list for visitors without JavaScript, since ${feed} could not be rendered.`);
  return "";
}

/** Renders the feed of a built site into its index page, as of `now`: text such as 2026-11-22T08:12:00+07:00, or the machine's time. */
export function putStaticList(site, now) {
  const path = `${site}/index.html`;
  const page = readFileSync(path, "utf8");
  if (!place.test(page)) throw new Error(`${path} has no place for the list, marked <!-- list --><!-- /list -->`);
  const list = listOf(`${site}/feed.json`, now);
  // With an answer the first list needs no Wasm. Asked for by the entry script, as on other people's pages, it leaves a slow
  // network to what the list needs.
  const head = list.includes("slot-first-answer") ? page.replace(wasm, "") : page;
  writeFileSync(path, head.replace(place, (_, before, after) => before + list + after));
}
