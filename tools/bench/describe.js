// Builds the descriptive part of an answer: texts in the requested language, offices, bookings, freshness. Plain
// objects as in the contract; an undefined field counts as absent.

import { instant } from "./days.js";

const base = (language) => language.split("-")[0];

export class Words {
  constructor(feed, lang) {
    this.feed = feed;
    this.asked = lang ?? feed.language;
  }

  text(text) {
    if (text === undefined || text === null) return undefined;
    let language = this.feed.language;
    if (typeof text === "object") {
      const wishes = [this.asked, base(this.asked), language, "en"];
      language = wishes.find((wish) => wish in text) ?? Object.keys(text).sort()[0];
      text = text[language];
    }
    return base(language) === base(this.asked) ? { text } : { text, lang: language };
  }

  texts(list) {
    return (list ?? []).map((text) => this.text(text));
  }

  /** `{id, name}` of a kind or region; an unlisted one is named by its id. */
  named(list, id) {
    if (id === undefined) return undefined;
    const listed = list?.find((entry) => entry.id === id);
    return { id, name: listed ? this.text(listed.name) : { text: id } };
  }

  service(id) {
    return this.named(this.feed.services, id).name;
  }

  office(office) {
    const { feed } = this;
    const release = office.release ?? feed.release;
    const closed = [...(feed.closed ?? []), ...(office.closed ?? [])];
    return {
      id: office.id,
      name: this.text(office.name),
      short: this.text(office.short ?? office.name),
      kind: this.named(feed.kinds, office.kind),
      region: this.named(feed.regions, office.region),
      parent: office.parent,
      address: office.address,
      lat: office.lat,
      lon: office.lon,
      approxKm: office.approx_km,
      timeZone: office.time_zone ?? feed.time_zone,
      phone: office.phone,
      whatsapp: office.whatsapp,
      url: office.url,
      notes: this.texts(office.notes),
      exempt: this.text(office.exempt ?? feed.exempt),
      closed: closed.map(({ from, to, reason }) => ({ from, to, reason: this.text(reason) })),
      nextReleaseAt: release?.next_at,
      releaseRule: this.text(release?.rule),
      observedAt: office.observed_at ?? feed.generated_at,
    };
  }

  booking(office, row, leadDays) {
    const { web, android, ios, phone, max_party: maxParty, steps, office_label: officeLabel } = { ...this.feed.booking, ...office.booking, ...row.booking };
    return { web, android, ios, phone, leadDays, maxParty, steps: this.texts(steps), officeLabel: this.text(officeLabel) };
  }

  event(event) {
    return event && { id: event.id, name: this.text(event.name), note: this.text(event.note), url: event.url };
  }
}

const FUTURE_MS = 5 * 60_000;

export const nextRelease = (feed, office) => (office.release ?? feed.release)?.next_at;
export const observedAt = (feed, office) => instant(office.observed_at ?? feed.generated_at);

/** The age of an answer about these offices. */
export function freshness(feed, offices, now) {
  const generated = instant(feed.generated_at);
  const ageSeconds = Math.max(0, now - generated) / 1000;
  const hasReleased = (office) => {
    const next = nextRelease(feed, office);
    return next !== undefined && instant(next) <= now && observedAt(feed, office) < instant(next);
  };
  const state =
    generated - now > FUTURE_MS ? "future"
    : ageSeconds > (feed.expires_after ?? 86_400) ? "expired"
    : offices.some(hasReleased) ? "before_release"
    : ageSeconds >= (feed.stale_after ?? 3600) ? "stale"
    : "fresh";
  return { generatedAt: feed.generated_at, ageSeconds, state };
}
