// Runs in the browser: asks the engine and the plain ranker the same questions, in turns, and takes the times.

import KDBush from "kdbush";
import { around } from "geokdbush";
import init, { SlotFinder } from "../../pkg/slot_finder.js";
import { rank } from "./ranker.js";

const WARM_UP = 3;

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const parse = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

function indexOf({ offices }) {
  const index = new KDBush(offices.length);
  for (const { lon, lat } of offices) index.add(lon, lat);
  return index.finish();
}

// An index has its own idea of the Earth's radius, so it is asked for a little more.
const found = (feed, index, { near, withinKm }) =>
  around(index, near.lon, near.lat, Infinity, withinKm * 1.01).map((at) => feed.offices[at]);

const key = ({ office, service, channel, event, date, open, cost }) => [office, service, channel, event, date, open, cost].join(" ");
const keyOfOffer = ({ officeId, serviceId, channel, event, date, open, costDays }) => [officeId, serviceId, channel, event?.id ?? "", date, open, costDays].join(" ");
const rows = (answer) => (Array.isArray(answer) ? answer.map(key) : answer.offers.map(keyOfOffer));

/** The median time of each way, ms, and the rows that it gave. */
function compare(ways, rounds) {
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const answers = {};
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      const start = performance.now();
      const { answer, done } = way();
      const time = performance.now() - start;
      if (round >= 0) times[name].push(time);
      answers[name] = rows(answer);
      done?.();
    }
  }
  return Object.entries(times).map(([name, list]) => ({ name, ms: median(list), rows: answers[name] }));
}

/** From the bytes of a feed to the first rows. */
function fromBytes(bytes, query, rounds) {
  const ways = {
    finder: () => {
      const finder = new SlotFinder(bytes);
      return { answer: finder.rank(query), done: () => finder.free() };
    },
    "JSON.parse": () => ({ answer: rank(parse(bytes), query) }),
  };
  if (query.withinKm !== undefined) {
    ways["JSON.parse, kdbush"] = () => {
      const feed = parse(bytes);
      return { answer: rank(feed, query, found(feed, indexOf(feed), query)) };
    };
  }
  return compare(ways, rounds);
}

/** One more question on a feed that is loaded: the same, asked from elsewhere each time. */
function another(bytes, query, rounds) {
  const finder = new SlotFinder(bytes);
  const feed = parse(bytes);
  const index = indexOf(feed);
  const asked = {};
  const next = (name) => {
    asked[name] = (asked[name] ?? 0) + 1;
    return { ...query, near: { lat: query.near.lat, lon: query.near.lon + asked[name] / 1000 } };
  };
  const ways = {
    finder: () => ({ answer: finder.rank(next("finder")) }),
    "plain ranker": () => ({ answer: rank(feed, next("plain")) }),
  };
  if (query.withinKm !== undefined) {
    ways["plain ranker, kdbush"] = () => {
      const asking = next("kdbush");
      return { answer: rank(feed, asking, found(feed, index, asking)) };
    };
  }
  const results = compare(ways, rounds);
  finder.free();
  return results;
}

globalThis.bench = async (feed, query, rounds) => {
  await init();
  const bytes = new Uint8Array(await (await fetch(feed)).arrayBuffer());
  return { fromBytes: fromBytes(bytes, query, rounds), another: another(bytes, query, rounds) };
};
