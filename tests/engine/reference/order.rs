//! Finds and prices offers, and sorts them in the four orders.

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::asked::Query;
use super::describe::{Object, booking, listed_name, localized, office_info};
use super::model::{Feed, Office, real};
use super::series::{self, Day, Key};

/// "An offer is (office, service, channel, event or none, date)."
pub struct Offer<'o, 'a> {
    pub office: &'o Office<'a>,
    pub key: Key<'a>,
    pub date: NaiveDate,
    pub day: Day<'o, 'a>,
    pub distance: Option<f64>,
    pub expired: bool,
    pub wait_days: f64,
    pub travel_days: f64,
    pub risk_days: f64,
    pub cost_days: f64,
}

/// The offers of one series of an office, by date: all filters except the office's own and the radius.
pub fn offers_of<'o, 'a>(
    feed: &Feed,
    office: &'o Office<'a>,
    key: Key<'a>,
    query: &Query,
    now: i64,
) -> Vec<Offer<'o, 'a>> {
    let here = office.here(now);
    let expired = feed.expired(office, now);
    // "its data is not expired ... (with `expired: "show"` such offers stay ...)"
    if expired && !query.show_expired {
        return Vec::new();
    }
    let mut offers = Vec::new();
    for (date, day) in open_days(feed, office, key, query, now) {
        if !series::holds_party(&day, query) {
            continue;
        }
        let distance = query.distance(office);
        // "wait_days: date - today at the office"
        let wait_days = real((date - here.today).num_days());
        // "travel_days: distance_km / kmPerDay (0 if absent)"
        let travel_days = finite(distance.map_or(0.0, |distance| distance / query.km_per_day));
        // "risk_days: riskDays * party / open * max(1, age / stale_after)"
        let oldness = (office.age(now) / feed.stale_after).max(1.0);
        let risk_days = finite(query.risk_days * whole(query.party) / whole(day.open) * oldness);
        // "cost_days: wait_days + travel_days + risk_days; rounded to 0.000001 before any comparison"
        let cost_days = finite(wait_days + travel_days + risk_days);
        let millionths = (cost_days * 1e6).round();
        let cost_days = if millionths.is_finite() {
            millionths / 1e6
        } else {
            cost_days
        };
        offers.push(Offer {
            office,
            key,
            date,
            day,
            distance,
            expired,
            wait_days,
            travel_days,
            risk_days,
            cost_days,
        });
    }
    offers
}

/// The days from today on that pass the filters of days and have open places, whether or not enough for the party.
fn open_days<'o, 'a>(
    feed: &Feed,
    office: &'o Office<'a>,
    key: Key,
    query: &Query,
    now: i64,
) -> Vec<(NaiveDate, Day<'o, 'a>)> {
    let here = office.here(now);
    let Some(last) = series::last_covered(series::rows(office, key)) else {
        return Vec::new();
    };
    super::days::each_day(here.today, last)
        .filter(|date| query.asks_day(feed, office, key.service, *date))
        .filter_map(|date| Some((date, series::day(office, key, query, here, date)?)))
        .collect()
}

/// Compares two offers in one of the four orders.
pub fn compare(one: &Offer, other: &Offer, query: &Query, sort: &str) -> Ordering {
    // "with `expired: "show"` such offers stay, marked, after all others"
    let expired = one.expired.cmp(&other.expired);
    // "With `near`, offers whose distance is unknown come after all others, in every order"
    let unlocated = match query.near {
        Some(_) => one.distance.is_none().cmp(&other.distance.is_none()),
        None => Ordering::Equal,
    };
    let distance = one
        .distance
        .unwrap_or(0.0)
        .total_cmp(&other.distance.unwrap_or(0.0));
    let cost = one.cost_days.total_cmp(&other.cost_days);
    let date = one.date.cmp(&other.date);
    let open_descending = other.day.open.cmp(&one.day.open);
    // "ids: office, service, channel, event (none first)"
    let ids = one
        .office
        .id
        .cmp(other.office.id)
        .then(one.key.cmp(&other.key));
    let keys = match sort {
        "best" => vec![cost, distance, date, ids],
        "nearest" => vec![distance, date, open_descending, ids],
        "soonest" => vec![date, cost, ids],
        "most_open" => vec![open_descending, cost, ids],
        other => panic!("no such order: {other}"),
    };
    keys.into_iter()
        .fold(expired.then(unlocated), Ordering::then)
}

/// The `Offer` of the contract.
pub fn offer_json(feed: &Feed, query: &Query, offer: &Offer, now: i64) -> Value {
    let Offer {
        office, key, day, ..
    } = offer;
    let mut json = Object::default();
    json.set("officeId", office.id);
    json.set("office", office_info(feed, query, office));
    json.set("serviceId", key.service);
    json.set("service", listed_name(feed, query, "services", key.service));
    json.set("channel", key.channel);
    if key.event.is_some() {
        // "The first row with an event describes it"
        let mut rows = office.rows.iter();
        let first = rows.find(|row| Key::of(row) == *key).unwrap();
        let raw = &first.raw["event"];
        let mut event = Object::default();
        event.copy("id", raw, "id");
        event.set("name", localized(feed, query, &raw["name"]));
        event.copy_text("note", feed, query, &raw["note"]);
        event.copy("url", raw, "url");
        json.set("event", event.done());
    }
    json.set("date", offer.date.to_string());
    json.set(
        "readyOn",
        feed.ready_on(office, key.service, offer.date).to_string(),
    );
    json.set("open", day.open);
    json.set_if("total", day.total);
    json.set("precision", day.precision);
    json.set("together", day.together);
    let sessions = day.sessions.iter().map(|session| {
        let mut json = Object::default();
        json.set("start", session.start);
        json.set("end", session.end);
        json.set("open", session.open);
        json.set_if("total", session.total);
        json.done()
    });
    json.set("sessions", sessions.collect::<Value>());
    json.set_if("distanceKm", offer.distance);
    json.set("waitDays", offer.wait_days);
    json.set("travelDays", offer.travel_days);
    json.set("riskDays", offer.risk_days);
    json.set("costDays", offer.cost_days);
    json.set("ageSeconds", office.age(now));
    json.set("stale", feed.stale(office, now));
    json.set("expired", offer.expired);
    json.set("booking", booking(feed, query, office, day.first));
    json.set("days", other_days(feed, query, offer, now));
    json.done()
}

/// "An offer's `days` are the same office, service, channel and event on other dates, up to 3 before and 5 after, by
/// date, those with too few places included, each `{date, open, state}`."
fn other_days(feed: &Feed, query: &Query, offer: &Offer, now: i64) -> Value {
    let days = open_days(feed, offer.office, offer.key, query, now);
    let before: Vec<_> = days.iter().filter(|(date, _)| *date < offer.date).collect();
    let after: Vec<_> = days.iter().filter(|(date, _)| *date > offer.date).collect();
    let nearest_before = before.into_iter().rev().take(3).rev();
    let nearest_after = after.into_iter().take(5);
    nearest_before
        .chain(nearest_after)
        .map(|(date, day)| {
            let state = if series::holds_party(day, query) {
                "open"
            } else {
                "tooFew"
            };
            json!({"date": date.to_string(), "open": day.open, "state": state})
        })
        .collect()
}

/// Costs are numbers that JSON can hold: at most the greatest finite one.
fn finite(days: f64) -> f64 {
    days.min(f64::MAX)
}

/// A count as a floating-point number; cells end at 1,000,000.
#[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
fn whole(count: u64) -> f64 {
    count as f64
}
