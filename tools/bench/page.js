// Runs in the browser: asks the engine and the plain programs the same questions, in turns, and measures the times.

import KDBush from "kdbush";
import { around } from "geokdbush";
import init, { SlotFinder } from "../../pkg/slot_finder.js";
import { answer } from "./answer.js";
import { difference } from "./difference.mjs";
import { rank } from "./ranker.js";
import { spread } from "./spread.mjs";

const WARM_UP = 3;
/** Anything faster than this runs several times for one reading. */
const SHORTEST_MS = 4;
const MOST_TIMES = 20;
const FINDER = "finder";

const parse = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** An index of the offices with a position, and the other offices. */
function indexOf({ offices }) {
  const located = offices.filter(({ lat, lon }) => lat !== undefined && lon !== undefined);
  const index = new KDBush(located.length);
  for (const { lon, lat } of located) index.add(lon, lat);
  return { index: index.finish(), located, others: offices.filter((office) => !located.includes(office)) };
}

// The index uses another Earth radius, so ask for a little more.
const found = ({ index, located, others }, { near, withinKm }) =>
  [...around(index, near.lon, near.lat, Infinity, withinKm * 1.01).map((at) => located[at]), ...others];

const row = ({ office, service, channel, event, date, open, cost }) => ({ officeId: office, serviceId: service, channel, event, date, open, costDays: cost });
const rowOfOffer = ({ officeId, serviceId, channel, event, date, open, costDays }) =>
  ({ officeId, serviceId, channel, event: event?.id ?? "", date, open, costDays });

/** The place where a program's answer differs from the engine's. */
const differs = (ours, theirs) => (Array.isArray(theirs) ? difference(ours.offers.map(rowOfOffer), theirs.map(row)) : difference(ours, theirs));

/** The ways to answer a question from a parsed feed: rows alone or the whole answer, each with an index where there is a radius. */
function programs(query) {
  const plain = { rows: rank, answer };
  if (query.withinKm === undefined) return Object.entries(plain).map(([name, run]) => ({ name, run, indexed: false }));
  return Object.entries(plain).flatMap(([name, run]) => [{ name, run, indexed: false }, { name: `${name}, kdbush`, run, indexed: true }]);
}

/** Refuses to time programs whose answer differs from the engine's. */
function check(finder, feed, index, query) {
  const ours = finder.rank(query);
  for (const { name, run, indexed } of programs(query)) {
    const where = differs(ours, run(feed, query, indexed ? found(index, query) : undefined));
    if (where) throw new Error(`"${name}" and the engine answer ${JSON.stringify(query)} differently, at ${where}`);
  }
}

/** Runs a way several times and returns the time of one run in ms. Cleans up outside of that time. */
function timed(way, times) {
  const rests = [];
  const start = performance.now();
  for (let time = 0; time < times; time += 1) rests.push(way());
  const took = (performance.now() - start) / times;
  for (const rest of rests) rest?.();
  return took;
}

/** Measures each way in turns, after a warm-up. The browser's clock is coarse, so quick ways run several times. */
function interleaved(ways, rounds) {
  const taken = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const often = {};
  for (let round = -Math.min(WARM_UP, rounds); round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const took = timed(way, often[name] ?? 1);
      often[name] ??= Math.min(MOST_TIMES, Math.max(1, Math.round(SHORTEST_MS / Math.max(took, 0.1))));
      if (round >= 0) taken[name].push(took);
    }
  }
  return Object.fromEntries(Object.entries(taken).map(([name, list]) => [name, spread(list)]));
}

function openFinder(bytes) {
  const finder = new SlotFinder(bytes);
  return () => finder.free();
}

const firstList = (bytes, query) => ({
  [FINDER]: () => {
    const finder = new SlotFinder(bytes);
    finder.rank(query);
    return () => finder.free();
  },
  ...Object.fromEntries(programs(query).map(({ name, run, indexed }) => [name, () => {
    const feed = parse(bytes);
    run(feed, query, indexed ? found(indexOf(feed), query) : undefined);
  }])),
});

/** Further questions on a loaded feed. `vary` makes each question of a way a little different from the last. */
function nextQuestion({ finder, feed, index }, query, vary) {
  const asked = {};
  const next = (name) => {
    asked[name] = (asked[name] ?? 0) + 1;
    return vary(query, asked[name]);
  };
  return {
    [FINDER]: () => void finder.rank(next(FINDER)),
    ...Object.fromEntries(programs(query).map(({ name, run, indexed }) => [name, () => {
      const asking = next(name);
      run(feed, asking, indexed ? found(index, asking) : undefined);
    }])),
  };
}

const elsewhere = (query, n) => ({ ...query, near: { ...query.near, lon: query.near.lon + n / 1000 } });
const moreOfUs = (query, n) => ({ ...query, party: 1 + (n % 4) });

let wasm;
const fetched = async (feed) => new Uint8Array(await (await fetch(feed)).arrayBuffer());

globalThis.bench = {
  /** Warm times of every measure. */
  async warm(feedName, questions, rounds) {
    wasm ??= await init();
    const bytes = await fetched(feedName);
    const feed = parse(bytes);
    const loaded = { finder: new SlotFinder(bytes), feed, index: indexOf(feed) };
    for (const query of Object.values(questions)) {
      for (const asked of [query, elsewhere(query, 1), moreOfUs(query, 2)]) check(loaded.finder, feed, loaded.index, asked);
    }
    const measures = { open: interleaved({ [FINDER]: () => openFinder(bytes), "JSON.parse": () => void parse(bytes) }, rounds) };
    for (const [name, query] of Object.entries(questions)) {
      measures[`${name}, first list`] = interleaved(firstList(bytes, query), rounds);
      measures[`${name}, next question`] = interleaved(nextQuestion(loaded, query, elsewhere), rounds);
      measures[`${name}, another party`] = interleaved(nextQuestion(loaded, query, moreOfUs), rounds);
      // A table of all offices in a whole country is not a realistic question.
      if (query.withinKm !== undefined) measures[`${name}, board`] = interleaved({ [FINDER]: () => void loaded.finder.board(query) }, Math.min(rounds, 5));
    }
    loaded.finder.free();
    return measures;
  },

  /** The time of one way to a first list on a fresh page. */
  async cold(feedName, query, name) {
    await init();
    const way = firstList(await fetched(feedName), query)[name];
    const start = performance.now();
    way();
    return performance.now() - start;
  },

  /** Loads a feed one way, asks all questions, keeps the results, and returns the size of the Wasm memory in bytes. */
  async hold(feedName, questions, name) {
    wasm ??= await init();
    const bytes = await fetched(feedName);
    if (name === FINDER) {
      const finder = new SlotFinder(bytes);
      for (const query of Object.values(questions)) finder.rank(query);
      globalThis.held = finder;
    } else {
      const feed = parse(bytes);
      for (const query of Object.values(questions)) answer(feed, query);
      globalThis.held = feed;
    }
    return wasm.memory.buffer.byteLength;
  },

  ways: (query) => [FINDER, ...programs(query).map(({ name }) => name)],
};
