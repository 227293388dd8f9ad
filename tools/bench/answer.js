// Computes the whole answer in plain JavaScript, as a developer would write it from the format's description without
// the engine. In: a parsed feed and a question. Out: a `Ranking` as in slot-finder.d.ts.
//
// Meant as good JavaScript: skips offices out of reach before looking at their quota, keeps days as numbers, and keeps
// an offer as four numbers and two references; only the offers shown get texts.

import { clock, dateOf, dayOf, instant, weekday } from "./days.js";
import { Words, freshness, nextRelease, observedAt } from "./describe.js";
import { distanceKm } from "./ranker.js";
import { leadDays, seriesOf } from "./series.js";

const WIDEST_KM = 40_100;
const SORTS = { best: "best", nearest: "nearest", soonest: "soonest", mostOpen: "most_open" };
/** The first reason that fits for an office without offers. */
const REASONS = ["expired", "tooFew", "unknown", "full", "notReleased", "noService"];

const listed = (list, id) => !list?.length || list.includes(id);
const byId = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const distanceOf = ({ km = Infinity }) => km;
const apart = (a, b) => (a === b ? 0 : a - b);

/** The four orders. Two different offers are never equal. */
function compare(sort) {
  const cost = (a, b) => a.cost - b.cost;
  const distance = (a, b) => apart(distanceOf(a.at), distanceOf(b.at));
  const date = (a, b) => a.day - b.day;
  const open = (a, b) => b.open - a.open;
  const keys = { best: [cost, distance, date], nearest: [distance, date, open], soonest: [date, cost], most_open: [open, cost] }[sort];
  return (a, b) => {
    let order = a.at.expired - b.at.expired || (a.at.km === undefined) - (b.at.km === undefined);
    for (let at = 0; order === 0 && at < keys.length; at += 1) order = keys[at](a, b);
    return (
      order ||
      byId(a.at.office.id, b.at.office.id) ||
      byId(a.series.service, b.series.service) ||
      byId(a.series.channel, b.series.channel) ||
      byId(a.series.eventId, b.series.eventId) ||
      a.day - b.day
    );
  };
}

class Asking {
  constructor(feed, query) {
    this.feed = feed;
    this.query = { party: 1, sort: "best", group: "office", limit: 20, kmPerDay: 20, riskDays: 7, events: "include", ...query };
    this.now = query.now;
    this.words = new Words(feed, query.lang);
    this.clocks = new Map();
    this.staleAfter = feed.stale_after ?? 3600;
    this.expiresAfter = feed.expires_after ?? 86_400;
    const defaults = (feed.services ?? []).filter((service) => service.default).map(({ id }) => id);
    this.defaults = defaults.length ? new Set(defaults) : undefined;
    this.from = query.from ? dayOf(query.from) : -Infinity;
    this.to = query.to ? dayOf(query.to) : Infinity;
    this.neededBy = query.neededBy ? dayOf(query.neededBy) : undefined;
  }

  /** An office with what the question needs from it. */
  reach(office) {
    const { near } = this.query;
    const km = near && office.lat !== undefined && office.lon !== undefined ? distanceKm(near, office) : undefined;
    const age = Math.max(0, this.now - observedAt(this.feed, office)) / 1000;
    const zone = office.time_zone ?? this.feed.time_zone;
    let here = this.clocks.get(zone);
    if (!here) this.clocks.set(zone, (here = clock(this.now, zone)));
    return { office, km, age, expired: age > this.expiresAfter, here };
  }

  passesOffice({ id, kind, region }) {
    const { offices, kinds, region: asked } = this.query;
    return listed(offices, id) && listed(kinds, kind) && (asked === undefined || region === asked);
  }

  /** Whether a row is asked for, or left out by a default alone; nothing if neither. */
  asks({ service, channel = "app", event }) {
    const { services, channels, events } = this.query;
    if (!listed(services, service) || !listed(channels, channel)) return undefined;
    if (events !== "include" && (events === "only") !== Boolean(event)) return undefined;
    const byService = services?.length || !this.defaults || this.defaults.has(service);
    const byChannel = channels?.length || channel !== "walk_in";
    return byService && byChannel ? "asked" : "alternative";
  }

  asksSession = (session) => {
    const { sessionFrom, sessionTo } = this.query;
    if (sessionFrom === undefined && sessionTo === undefined) return true;
    return session !== undefined && (sessionFrom === undefined || session.start >= sessionFrom) && (sessionTo === undefined || session.end <= sessionTo);
  };

  series(at, wanted) {
    return seriesOf(this.feed, at.office, at.here, (row) => this.asks(row) === wanted, this.asksSession);
  }

  readyOn(office, serviceId, day) {
    let left = this.feed.services?.find(({ id }) => id === serviceId)?.ready_days ?? 0;
    if (left === 0) return day;
    const closed = [...(this.feed.closed ?? []), ...(office.closed ?? [])].map(({ from, to }) => [dayOf(from), dayOf(to)]);
    while (left > 0) {
      day += 1;
      if (weekday(day) <= 5 && !closed.some(([from, to]) => day >= from && day <= to)) left -= 1;
    }
    return day;
  }

  asksDay(at, series, day) {
    const { weekdays } = this.query;
    return (
      day >= this.from &&
      day <= this.to &&
      (!weekdays?.length || weekdays.includes(weekday(day))) &&
      (this.neededBy === undefined || this.readyOn(at.office, series.service, day) < this.neededBy)
    );
  }

  holds(series, day, open) {
    return open >= this.query.party && (!this.query.sameSession || series.together(day, this.query.party));
  }

  costs(at, day, open) {
    const { kmPerDay, riskDays, party } = this.query;
    const wait = day - at.here.today;
    const travel = at.km === undefined ? 0 : at.km / kmPerDay;
    const risk = ((riskDays * party) / open) * Math.max(1, at.age / this.staleAfter);
    return { wait, travel, risk, sum: Math.round((wait + travel + risk) * 1e6) / 1e6 };
  }

  /** Passes every offer of a series to `take`. */
  eachOffer(at, series, take) {
    const last = Math.min(this.to, series.last(series.rows));
    for (let day = Math.max(at.here.today, this.from); day <= last; day += 1) {
      const open = series.open(day);
      if (open > 0 && this.holds(series, day, open) && this.asksDay(at, series, day)) take(day, open);
    }
  }

  /** The days of an offer's series before and after it. */
  otherDays({ at, series, day: offered }) {
    const days = { before: [], after: [] };
    const last = Math.min(this.to, series.last(series.rows));
    for (let day = Math.max(at.here.today, this.from); day <= last && days.after.length < 5; day += 1) {
      const open = day === offered ? 0 : series.open(day);
      if (open === 0 || !this.asksDay(at, series, day)) continue;
      (day < offered ? days.before : days.after).push({ date: dateOf(day), open, state: this.holds(series, day, open) ? "open" : "tooFew" });
    }
    return [...days.before.slice(-3), ...days.after];
  }

  offer(found) {
    const { at, series, day, open } = found;
    const { words, feed } = this;
    const { wait, travel, risk, sum } = this.costs(at, day, open);
    const { total, precision, sessions, row } = series.detail(day);
    return {
      officeId: at.office.id,
      office: words.office(at.office),
      serviceId: series.service,
      service: words.service(series.service),
      channel: series.channel,
      event: words.event(series.event),
      date: dateOf(day),
      readyOn: dateOf(this.readyOn(at.office, series.service, day)),
      open,
      total,
      precision,
      together: series.together(day, this.query.party),
      sessions,
      distanceKm: at.km,
      waitDays: wait,
      travelDays: travel,
      riskDays: risk,
      costDays: sum,
      ageSeconds: at.age,
      stale: at.age >= this.staleAfter,
      expired: at.expired,
      booking: words.booking(at.office, row.raw, leadDays(feed, at.office, row.raw)),
      days: this.otherDays(found),
    };
  }

  /** Why an office has no offer, and the places on its best day. */
  shortfall(at) {
    if (at.expired) return { reason: "expired" };
    let best = REASONS.length - 1;
    let most;
    const first = Math.max(at.here.today, this.from);
    for (const series of this.series(at, "asked")) {
      const lead = Math.max(first, ...series.rows.map(({ lead }) => lead));
      // After the last cell every week is alike.
      const last = Math.min(this.to, Math.max(series.last(), lead) + 7);
      for (let day = first; day <= last; day += 1) {
        if (!this.asksDay(at, series, day)) continue;
        const state = series.state(day);
        if (state === undefined || state === "notAsked") continue;
        if (state !== "places") {
          best = Math.min(best, REASONS.indexOf(state));
          continue;
        }
        const open = series.open(day);
        if (this.holds(series, day, open)) continue;
        most = Math.max(most ?? 0, open);
        best = Math.min(best, REASONS.indexOf("tooFew"));
      }
    }
    return { reason: REASONS[best], most };
  }

  /** The last date covered by an office's matching rows. */
  until(at) {
    return Math.max(-Infinity, ...this.series(at, "asked").map((series) => series.last(series.rows)));
  }

  comingRelease(offices) {
    const coming = offices.map((office) => nextRelease(this.feed, office)).filter((next) => next !== undefined && instant(next) > this.now);
    return coming.sort((a, b) => instant(a) - instant(b))[0];
  }

  nearer(at) {
    const until = this.until(at);
    return {
      officeId: at.office.id,
      office: this.words.office(at.office),
      distanceKm: at.km,
      ...this.shortfall(at),
      until: until > -Infinity ? dateOf(until) : undefined,
      nextReleaseAt: this.comingRelease([at.office]),
    };
  }

  /** The answer where there is no offer at all. */
  empty(reached) {
    const byOffice = {};
    const byCell = {};
    const count = (counts, name) => (counts[name] = (counts[name] ?? 0) + 1);
    for (const at of reached) {
      count(byOffice, this.shortfall(at).reason);
      for (const series of this.series(at, "asked")) {
        const last = Math.max(series.last(), this.to < Infinity ? this.to : -Infinity);
        for (let day = at.here.today; day <= last; day += 1) {
          const state = series.state(day);
          if (state === undefined) continue;
          const holds = state === "places" && this.holds(series, day, series.open(day));
          if (at.expired) count(byCell, "expired");
          else if (state === "notAsked" || holds || !this.asksDay(at, series, day)) count(byCell, "filtered");
          else count(byCell, state === "places" ? "tooFew" : state);
        }
      }
    }
    const until = Math.max(-Infinity, ...reached.map((at) => this.until(at)));
    return { byOffice, byCell, until: until > -Infinity ? dateOf(until) : undefined, nextReleaseAt: this.comingRelease(reached.map(({ office }) => office)) };
  }

  /** The offers of some offices: how many, the first of each office, the first of each order, and what the defaults leave out. */
  collect(reached) {
    const { query } = this;
    const inOrder = compare(query.sort);
    const orders = Object.entries(SORTS).map(([name, sort]) => [name, compare(sort)]);
    const found = { total: 0, offices: new Set(), kept: [], highlights: {}, alternatives: new Map() };
    for (const at of reached) {
      if (at.expired && query.expired !== "show") continue;
      let first;
      for (const series of this.series(at, "asked")) {
        this.eachOffer(at, series, (day, open) => {
          const offer = { at, series, day, open, cost: this.costs(at, day, open).sum };
          found.total += 1;
          if (query.group === "none") found.kept.push(offer);
          else if (!first || inOrder(offer, first) < 0) first = offer;
          for (const [name, order] of orders) {
            const best = found.highlights[name];
            if (!best || order(offer, best) < 0) found.highlights[name] = offer;
          }
          found.offices.add(at.office);
        });
      }
      if (first) found.kept.push(first);
      for (const series of this.series(at, "alternative")) {
        this.eachOffer(at, series, (day) => {
          const key = `${series.service}/${series.channel}`;
          const known = found.alternatives.get(key) ?? { serviceId: series.service, channel: series.channel, offices: new Set(), soonest: day };
          known.offices.add(at.office);
          known.soonest = Math.min(known.soonest, day);
          found.alternatives.set(key, known);
        });
      }
    }
    return found;
  }

  rank(candidates = this.feed.offices) {
    const { near, withinKm, sort, limit } = this.query;
    const asked = candidates.filter((office) => this.passesOffice(office)).map((office) => this.reach(office));
    let radius = withinKm;
    const inReach = () => (radius === undefined ? asked : asked.filter(({ km }) => km !== undefined && km <= radius));
    let reached = inReach();
    let found = this.collect(reached);
    while (found.total === 0 && radius !== undefined && radius <= WIDEST_KM) {
      radius = radius === 0 ? 1 : radius * 2;
      reached = inReach();
      found = this.collect(reached);
    }
    const kept = found.kept.sort(compare(sort)).slice(0, limit);
    const firstKm = kept[0]?.at.km ?? Infinity;
    const nearer = !near ? [] : asked
      .filter((at) => !found.offices.has(at.office) && (firstKm === Infinity || distanceOf(at) < firstKm))
      .sort((a, b) => apart(distanceOf(a), distanceOf(b)) || byId(a.office.id, b.office.id));
    const highlights = {};
    for (const [name, offer] of Object.entries(found.highlights)) {
      if (name !== "nearest" || near) highlights[name] = this.offer(offer);
    }
    const alternatives = [...found.alternatives.values()].sort((a, b) => byId(a.serviceId, b.serviceId) || byId(a.channel, b.channel));
    return {
      offers: kept.map((offer) => this.offer(offer)),
      total: found.total,
      offices: found.offices.size,
      unlocated: radius === undefined ? 0 : this.collect(asked.filter(({ km }) => km === undefined)).offices.size,
      widenedToKm: found.total > 0 && radius !== withinKm ? radius : undefined,
      complete: true,
      highlights,
      nearer: nearer.slice(0, 3).map((at) => this.nearer(at)),
      alternatives: alternatives.map(({ serviceId, channel, offices, soonest }) => ({
        serviceId,
        channel,
        offices: offices.size,
        soonest: dateOf(soonest),
        surcharge: this.feed.services?.find(({ id }) => id === serviceId)?.surcharge,
      })),
      empty: found.total === 0 ? this.empty(asked) : undefined,
      freshness: freshness(this.feed, reached.map(({ office }) => office), this.now),
    };
  }
}

/** The answer to a question. With `candidates`, an index has found the offices that can be within the radius. */
export const answer = (feed, query, candidates) => new Asking(feed, query).rank(candidates);
