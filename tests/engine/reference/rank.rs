//! Computes the ranking: every offer of every office, with the radius widened where needed, then ordered, grouped and
//! cut.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::asked::Query;
use super::describe::{Object, freshness, office_info};
use super::model::{Feed, Office};
use super::order::{Offer, compare, offer_json, offers_of};
use super::series::{self, Key};
use super::shortfall;

/// The complete `Ranking`.
pub fn rank(feed: &Feed, query: &Query, now: i64) -> Value {
    let asked: Vec<&Office> = feed
        .offices
        .iter()
        .filter(|office| query.passes_office(office))
        .collect();
    let anywhere: Vec<Offer> = asked
        .iter()
        .flat_map(|office| offers_at(feed, office, query, now))
        .collect();
    let radius = widened(query, &anywhere);
    let in_reach = |office: &Office| query.within(office, radius);
    let offers: Vec<&Offer> = anywhere
        .iter()
        .filter(|offer| in_reach(offer.office))
        .collect();

    let ordered = |sort: &str| {
        let mut offers = offers.clone();
        offers.sort_by(|one, other| compare(one, other, query, sort));
        offers
    };
    let best_first = ordered(query.sort);
    let mut listed = Vec::new();
    for offer in &best_first {
        // "`group: "office"` keeps each office's first offer in that order."
        let office_listed = listed
            .iter()
            .any(|listed: &&Offer| listed.office.id == offer.office.id);
        if !(query.group_by_office && office_listed) {
            listed.push(offer);
        }
    }
    listed.truncate(query.limit);

    // "`highlights` gives the first offer of each order."
    let mut highlights = Object::default();
    let first = |sort: &str| {
        ordered(sort)
            .first()
            .map(|offer| offer_json(feed, query, offer, now))
    };
    highlights.set_if("best", first("best"));
    if query.near.is_some() {
        highlights.set_if("nearest", first("nearest"));
    }
    highlights.set_if("soonest", first("soonest"));
    highlights.set_if("mostOpen", first("most_open"));

    let mut ranking = Object::default();
    ranking.set(
        "offers",
        listed
            .into_iter()
            .map(|offer| offer_json(feed, query, offer, now))
            .collect::<Value>(),
    );
    // "`total` counts offers before grouping and limit."
    ranking.set("total", offers.len());
    ranking.set("offices", count_offices(&offers));
    // "`withinKm` leaves them out and counts their offices (`unlocated`)"
    let unlocated: Vec<&Offer> = anywhere
        .iter()
        .filter(|offer| offer.distance.is_none())
        .collect();
    ranking.set(
        "unlocated",
        if radius.is_some() {
            count_offices(&unlocated)
        } else {
            0
        },
    );
    // "the answer is that of the new radius and says `widenedToKm` (absent where nothing is found at any radius)"
    ranking.set_if(
        "widenedToKm",
        radius.filter(|_| radius != query.within_km && !offers.is_empty()),
    );
    ranking.set("complete", true);
    ranking.set("highlights", highlights.done());
    // "that pass the office filters (not the radius), have no offer"
    let without: Vec<&Office> = asked
        .iter()
        .copied()
        .filter(|office| offers.iter().all(|offer| offer.office.id != office.id))
        .collect();
    let first_distance = best_first.first().and_then(|offer| offer.distance);
    ranking.set("nearer", nearer(feed, query, &without, first_distance, now));
    let reached: Vec<&Office> = asked
        .iter()
        .copied()
        .filter(|office| in_reach(office))
        .collect();
    ranking.set("alternatives", alternatives(feed, query, &reached, now));
    if offers.is_empty() {
        ranking.set("empty", shortfall::empty(feed, query, &asked, now));
    }
    ranking.set("freshness", freshness(feed, &reached, now));
    ranking.done()
}

/// The offers of an office for the query, whatever the radius.
fn offers_at<'o, 'a>(
    feed: &Feed,
    office: &'o Office<'a>,
    query: &Query,
    now: i64,
) -> Vec<Offer<'o, 'a>> {
    let keys = series::asked(feed, office, query).into_iter();
    keys.flat_map(|key| offers_of(feed, office, key, query, now))
        .collect()
}

/// "the radius doubles (from 1, if 0) until an offer is found or it passes 40,100"
fn widened(query: &Query, offers: &[Offer]) -> Option<f64> {
    let mut radius = query.within_km?;
    while radius <= 40_100.0
        && !offers
            .iter()
            .any(|offer| query.within(offer.office, Some(radius)))
    {
        radius = if radius == 0.0 { 1.0 } else { radius * 2.0 };
    }
    Some(radius)
}

/// The number of offices with an offer among these.
fn count_offices(offers: &[&Offer]) -> usize {
    let mut ids: Vec<&str> = offers.iter().map(|offer| offer.office.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

/// "`nearer`, with `near`: up to 3 offices, nearest first, that ... are nearer than the first offer (all, if there is
/// none or its distance is unknown)"
fn nearer(feed: &Feed, query: &Query, without: &[&Office], first: Option<f64>, now: i64) -> Value {
    if query.near.is_none() {
        return json!([]);
    }
    let mut nearer: Vec<&Office> = without
        .iter()
        .copied()
        .filter(|office| {
            first.is_none_or(|first| {
                query
                    .distance(office)
                    .is_some_and(|distance| distance < first)
            })
        })
        .collect();
    nearer.sort_by(|one, other| by_distance(query, one, other));
    nearer.truncate(3);
    let entries = nearer.into_iter().map(|office| {
        let shortfall = shortfall::of_office(feed, office, query, now);
        let mut entry = Object::default();
        entry.set("officeId", office.id);
        entry.set("office", office_info(feed, query, office));
        entry.set_if("distanceKm", query.distance(office));
        entry.set("reason", shortfall.reason);
        entry.set_if(
            "until",
            shortfall::until(feed, office, query).map(|date| date.to_string()),
        );
        entry.set_if("most", shortfall.most);
        entry.set_if("nextReleaseAt", feed.release_to_come(office, now));
        entry.done()
    });
    entries.collect()
}

/// Nearest first, those of unknown distance last, then by id.
pub fn by_distance(query: &Query, one: &Office, other: &Office) -> std::cmp::Ordering {
    let far = |office: &Office| query.distance(office).unwrap_or(f64::INFINITY);
    far(one).total_cmp(&far(other)).then(one.id.cmp(other.id))
}

/// "What is left out by these two defaults alone is not mixed in but told:
/// `alternatives: [{serviceId, channel, offices, soonest, surcharge?}]`."
fn alternatives(feed: &Feed, query: &Query, offices: &[&Office], now: i64) -> Value {
    let mut found: BTreeMap<(&str, &str), Vec<(&str, NaiveDate)>> = BTreeMap::new();
    for office in offices {
        let keys: std::collections::BTreeSet<Key> = office.rows.iter().map(Key::of).collect();
        for key in keys {
            if !query.left_out_by_defaults_alone(feed, key.service, key.channel)
                || !query.asks_event(key.event)
            {
                continue;
            }
            for offer in offers_of(feed, office, key, query, now) {
                found
                    .entry((key.service, key.channel))
                    .or_default()
                    .push((office.id, offer.date));
            }
        }
    }
    let alternatives = found.into_iter().map(|((service, channel), mut places)| {
        let soonest = places.iter().map(|(_, date)| *date).min().unwrap();
        places.dedup_by_key(|(office, _)| *office);
        let mut alternative = Object::default();
        alternative.set("serviceId", service);
        alternative.set("channel", channel);
        alternative.set("offices", places.len());
        alternative.set("soonest", soonest.to_string());
        alternative.copy(
            "surcharge",
            feed.service(service).unwrap_or(&Value::Null),
            "surcharge",
        );
        alternative.done()
    });
    alternatives.collect()
}
