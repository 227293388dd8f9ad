// Answers the same question in plain JavaScript, as a developer would write it from the format without the engine: the
// baseline for the engine. In: a parsed feed and a query. Out: the first rows, sorted by "best", one per office, as
// plain as possible; the engine's answer holds much more.
//
// Does as little as possible: skips an office too far away before looking at its quota, makes dates for rows only, and
// keeps one offer per office.

const EARTH_KM = 6371.0088;
const DAY = 86_400_000;
const radians = (degrees) => (degrees * Math.PI) / 180;

export function distanceKm(a, b) {
  const lat = Math.sin(radians(b.lat - a.lat) / 2);
  const lon = Math.sin(radians(b.lon - a.lon) / 2);
  const h = lat * lat + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * lon * lon;
  return Math.round(2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h))) * 1000) / 1000;
}

/** Days since 1970 of a date. */
const dayOf = (date) => Date.parse(date) / DAY;
const dateOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** The date and the time of day in a zone. */
function clock(now, timeZone) {
  const [date, time] = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" }).format(now).split(" ");
  return { today: dayOf(date), time };
}

/** The cost of a day, as design section 4 defines it. */
const costOf = (distance, wait, open, age, feed, { kmPerDay = 20, riskDays = 7, party = 1 }) =>
  Math.round((wait + distance / kmPerDay + ((riskDays * party) / open) * Math.max(1, age / (feed.stale_after ?? 3600))) * 1e6) / 1e6;

const byId = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const best = (a, b) =>
  a.cost - b.cost || a.distance - b.distance || a.day - b.day || byId(a.office, b.office) || byId(a.service, b.service) || byId(a.channel, b.channel) || byId(a.event, b.event);

/** Places by service, channel, event and day. */
function placesOf(office, feed, services, { today, time }) {
  const groups = new Map();
  for (const row of office.quota) {
    const channel = row.channel ?? "app";
    if (channel === "walk_in" || !services.has(row.service)) continue;
    const event = row.event?.id ?? "";
    const key = `${row.service}/${channel}/${event}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { service: row.service, channel, event, open: new Map() }));
    const first = dayOf(row.from);
    let earliest = today + (row.booking?.lead_days ?? office.booking?.lead_days ?? feed.booking?.lead_days ?? 0);
    if (earliest === today && row.session && row.session.end <= time) earliest += 1;
    for (let at = Math.max(0, earliest - first); at < row.open.length; at += 1) {
      const open = row.open[at];
      if (open > 0) group.open.set(first + at, (group.open.get(first + at) ?? 0) + open);
    }
  }
  return groups.values();
}

/** The first rows for `query`: `{near, withinKm, party, limit, now}`. With `candidates`, looks at those offices only. */
export function rank(feed, query, candidates = feed.offices) {
  const { near, withinKm = Infinity, party = 1, limit = 20, now } = query;
  const asked = feed.services.filter((service) => service.default);
  const services = new Set((asked.length ? asked : feed.services).map(({ id }) => id));
  const clocks = new Map();
  const offers = [];
  for (const office of candidates) {
    const distance = distanceKm(near, office);
    if (distance > withinKm) continue;
    const age = Math.max(0, (now - Date.parse(office.observed_at ?? feed.generated_at)) / 1000);
    if (age > (feed.expires_after ?? 86_400)) continue;
    const zone = office.time_zone ?? feed.time_zone;
    let here = clocks.get(zone);
    if (!here) clocks.set(zone, (here = clock(now, zone)));
    let first;
    for (const { service, channel, event, open: days } of placesOf(office, feed, services, here)) {
      for (const [day, open] of days) {
        if (open < party) continue;
        const cost = costOf(distance, day - here.today, open, age, feed, query);
        const offer = { office: office.id, service, channel, event, day, open, distance, cost };
        if (!first || best(offer, first) < 0) first = offer;
      }
    }
    if (first) offers.push(first);
  }
  return offers.sort(best).slice(0, limit).map((offer) => ({ ...offer, date: dateOf(offer.day) }));
}
