// Measures how long a visitor with a cheap phone waits: opens the built page in the installed Chromium with an empty
// cache, a CPU four times slower and slow networks, and times the baked list, the first ranked list, which is the prepared
// answer where the page has one, the engine that answers whatever else is asked, and a usable place field. Then lists which
// request waited for what. The reader judges the times; on a machine that has other work the minimum is closer to the truth
// than the median, so the load is printed too.
//
//     node tools/load.mjs [FOLDER] [--runs N] [--json FILE] [--only NETWORK] [--on-the-fly]      FOLDER is www/dist, with its feed.json

import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { spread } from "./bench/spread.mjs";
import { launchOptions } from "./chromium.mjs";
import { serve } from "./serve.mjs";

const CPU_SLOWER = 4;
/** Round trip in ms, and kilobits per second. */
const NETWORKS = {
  slow: { latency: 400, kbps: 400 },
  far: { latency: 2000, kbps: 400 },
  middling: { latency: 150, kbps: 1600 },
  free: { latency: 0, kbps: 0 },
};
const MILESTONES = { baked: "baked list, styled", ranked: "first ranked list", engine: "engine ready", place: "place field usable" };
/** Ignores requests after the last milestone, but waits this long for those under way, in ms. */
const TAIL_MS = 300;

/** Runs in the page before its own scripts: records when each milestone is first present and painted. */
function watch() {
  const times = {};
  globalThis.loadTimes = times;
  const painted = (name) => {
    times[name] = null;
    requestAnimationFrame(() => setTimeout(() => (times[name] = performance.now())));
  };
  document.addEventListener("slot-finder-ready", () => (times.engine = performance.now()));
  // The field of the page's own head hands what is typed to the finder's.
  const early = () => document.querySelector("slot-finder [slot=early] input");
  const look = (root) => {
    if (!("ranked" in times) && root.querySelector(".row:not(.skeleton)")) painted("ranked");
    const field = root.querySelector("input[role=combobox]");
    if (!("place" in times) && field && !field.disabled && !field.closest("[inert]")) painted("place");
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(options) {
    const root = attach.call(this, options);
    if (this.localName === "slot-finder") new MutationObserver(() => look(root)).observe(root, { subtree: true, childList: true, attributes: true });
    return root;
  };
  // Style sheets in the head block the first paint, so the baked list is styled when painted.
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries()) {
      if (name !== "first-contentful-paint") continue;
      if (document.querySelector("slot-finder li")) times.baked = startTime;
      if (early()) times.place = startTime;
    }
  }).observe({ type: "paint", buffered: true });
}

const nameOf = (url) => new URL(url).pathname.slice(1) || "index.html";

/** The initiator of a request: the page's parser, a script, or a preload link. */
function askedBy({ type, url, stack }) {
  let frames = stack;
  while (frames && !frames.callFrames.length) frames = frames.parent;
  const source = frames?.callFrames[0]?.url || url;
  return source?.startsWith("http") ? nameOf(source) : type;
}

/** Records the requests of a page in the order of their start; times in ms since the first. */
async function noteRequests(session) {
  const requests = new Map();
  let first;
  session.on("Network.requestWillBeSent", ({ requestId, request, timestamp, initiator }) => {
    // Pictures inside style sheets make no network request.
    if (request.url.startsWith("data:")) return;
    first ??= timestamp;
    requests.set(requestId, { name: nameOf(request.url), askedBy: askedBy(initiator), start: (timestamp - first) * 1000 });
  });
  session.on("Network.loadingFinished", ({ requestId, timestamp, encodedDataLength }) => {
    Object.assign(requests.get(requestId) ?? {}, { end: (timestamp - first) * 1000, bytes: encodedDataLength });
  });
  await session.send("Network.enable");
  return () => {
    const list = [...requests.values()];
    for (const request of list) {
      // A request waited for whatever ended last before it began, as far as the network shows.
      const before = list.filter(({ end }) => end <= request.start).sort((a, b) => b.end - a.end);
      request.after = before[0]?.name ?? null;
    }
    return list;
  };
}

/** One visit with an empty cache. */
async function visit(browser, url, { latency, kbps }) {
  const context = await browser.newContext({ locale: "id-ID", timezoneId: "Asia/Jakarta", viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const session = await context.newCDPSession(page);
  const requests = await noteRequests(session);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWER });
  if (kbps) {
    const throughput = (kbps * 1000) / 8;
    await session.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput });
  }
  await page.goto(url, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.loadTimes.ranked && globalThis.loadTimes.engine && globalThis.loadTimes.place, undefined, { polling: 100, timeout: 120_000 });
  await page.waitForTimeout(TAIL_MS);
  const times = await page.evaluate(() => globalThis.loadTimes);
  await context.close();
  const last = Math.max(times.ranked, times.engine, times.place);
  return { times, requests: requests().filter(({ start }) => start <= last) };
}

/** The spread of the milestones over several visits, and the requests of the visit with the median ranked list. */
function summary(visits) {
  const times = {};
  for (const name of Object.keys(MILESTONES)) {
    const known = visits.map((visit) => visit.times[name]).filter((time) => time !== undefined);
    // A site without a feed has no baked list.
    if (known.length) times[name] = spread(known);
  }
  const byRanked = [...visits].sort((a, b) => a.times.ranked - b.times.ranked);
  return { times, requests: byRanked[visits.length >> 1].requests };
}

const whole = (n) => (n === undefined ? "?" : Math.round(n).toString());

function print(name, { latency, kbps }, { times, requests }) {
  console.log(`\n${name}: ${kbps ? `${latency} ms, ${kbps} kb/s` : "not throttled"}, CPU ${CPU_SLOWER}x slower`);
  for (const [key, words] of Object.entries(MILESTONES)) {
    if (!times[key]) continue;
    const { min, median, p90 } = times[key];
    console.log(`  ${words.padEnd(22)} ${whole(median).padStart(6)} ms   (${whole(min)} to ${whole(p90)})`);
  }
  console.log(`  ${"request".padEnd(26)} ${"start".padStart(6)} ${"end".padStart(6)} ${"bytes".padStart(7)}  asked by; after the end of`);
  for (const { name, start, end, bytes, askedBy, after } of requests) {
    console.log(`  ${name.padEnd(26)} ${whole(start).padStart(6)} ${whole(end).padStart(6)} ${whole(bytes).padStart(7)}  ${askedBy}; ${after ?? "nothing"}`);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: "string", default: "7" }, json: { type: "string" }, "on-the-fly": { type: "boolean" }, only: { type: "string" } },
});
const chosen = Object.entries(NETWORKS).filter(([name]) => !values.only || name === values.only);
if (!chosen.length) throw new Error(`--only is one of ${Object.keys(NETWORKS).join(", ")}`);

console.log(`load of this machine before the first visit: ${loadavg()[0].toFixed(1)}`);
// As a host with files compressed ahead; `--on-the-fly` as one that compresses while it answers.
const site = await serve(positionals[0] ?? "www/dist", { best: !values["on-the-fly"] });
const browser = await chromium.launch(launchOptions());
try {
  const results = {};
  // The first visit includes the browser's start-up.
  await visit(browser, site.url, NETWORKS.free);
  for (const [name, network] of chosen) {
    const visits = [];
    for (let run = 0; run < Number(values.runs); run += 1) visits.push(await visit(browser, site.url, network));
    results[name] = { network, ...summary(visits) };
    print(name, network, results[name]);
  }
  if (values.json) {
    const measured = { date: new Date().toISOString().slice(0, 10), browser: browser.version(), cpuSlower: CPU_SLOWER, runs: Number(values.runs), machineLoad: loadavg()[0], networks: results };
    writeFileSync(values.json, `${JSON.stringify(measured, undefined, 1)}\n`);
  }
} finally {
  await browser.close();
  await site.close();
}
