//! Computes why there is no offer: the reason of one office, and the counts over all of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::asked::Query;
use super::days::{each_day, instant, later};
use super::describe::Object;
use super::model::{Feed, Office};
use super::series::{self, State};

/// Why an office has no offer; `most` goes with "tooFew".
pub struct Shortfall {
    pub reason: &'static str,
    pub most: Option<u64>,
}

/// "reason expired, else tooFew (`most`: the greatest number), else unknown, else full, else notReleased, else
/// noService, over the dates asked for"
pub fn of_office(feed: &Feed, office: &Office, query: &Query, now: i64) -> Shortfall {
    if feed.expired(office, now) {
        return Shortfall {
            reason: "expired",
            most: None,
        };
    }
    let here = office.here(now);
    let first = query.from.map_or(here.today, |from| from.max(here.today));
    // Without `to` the requested dates have no end. Once past all rows and lead days, every week is alike: seven more
    // days show everything.
    let longest_lead = office
        .rows
        .iter()
        .map(|row| row.lead_days)
        .max()
        .unwrap_or(0);
    let settled = series::last_covered(&office.rows)
        .max(Some(later(first, longest_lead)))
        .unwrap();
    let settled = later(settled.max(first), 7);
    let last = query.to.map_or(settled, |to| to.min(settled));

    let mut most = None;
    let (mut unknown, mut full, mut not_released) = (false, false, false);
    for key in series::asked(feed, office, query) {
        for date in each_day(first, last) {
            if !query.asks_day(feed, office, key.service, date) {
                continue;
            }
            match series::state(office, key, query, here, date) {
                // A day that holds the party is an offer, or excluded by the radius alone.
                Some(State::Places(day)) if series::holds_party(&day, query) => {}
                Some(State::Places(day)) => most = most.max(Some(day.open)),
                Some(State::Unknown) => unknown = true,
                Some(State::Full) => full = true,
                Some(State::NotReleased) => not_released = true,
                Some(State::NoService | State::NotAsked) | None => {}
            }
        }
    }
    let reason = if most.is_some() {
        "tooFew"
    } else if unknown {
        "unknown"
    } else if full {
        "full"
    } else if not_released {
        "notReleased"
    } else {
        "noService"
    };
    Shortfall { reason, most }
}

/// "`until` is the last date that its matching rows cover."
pub fn until(feed: &Feed, office: &Office, query: &Query) -> Option<NaiveDate> {
    series::last_covered(office.rows.iter().filter(|row| query.matches(feed, row)))
}

/// "Nothing at all: `empty` gives, for offices that pass the filters but the radius, counts by office (each in the
/// first reason above that fits) and by cell (expired, filtered, notReleased, tooFew, unknown, full, noService),
/// `until`, and the earliest `nextReleaseAt` after now."
pub fn empty(feed: &Feed, query: &Query, offices: &[&Office], now: i64) -> Value {
    let mut by_office: BTreeMap<&str, u64> = BTreeMap::new();
    let mut by_cell: BTreeMap<&str, u64> = BTreeMap::new();
    for office in offices {
        *by_office
            .entry(of_office(feed, office, query, now).reason)
            .or_default() += 1;
        for name in cells(feed, office, query, now) {
            *by_cell.entry(name).or_default() += 1;
        }
    }
    let until = offices
        .iter()
        .filter_map(|office| until(feed, office, query))
        .max();
    let next = offices
        .iter()
        .filter_map(|office| feed.release_to_come(office, now))
        .min_by_key(|text| instant(text));
    let mut empty = Object::default();
    empty.set("byOffice", json!(by_office));
    empty.set("byCell", json!(by_cell));
    empty.set_if("until", until.map(|date| date.to_string()));
    empty.set_if("nextReleaseAt", next);
    empty.done()
}

/// Every day of every requested series of an office by name, including offices that the radius alone excludes: from
/// today to the last covered day, or to `to`; of an event only the days that it covers.
fn cells(feed: &Feed, office: &Office, query: &Query, now: i64) -> Vec<&'static str> {
    let here = office.here(now);
    let expired = feed.expired(office, now);
    let mut cells = Vec::new();
    for key in series::asked(feed, office, query) {
        let rows = series::rows(office, key);
        let Some(last) = series::last_covered(rows.iter().copied()).max(query.to) else {
            continue;
        };
        for date in each_day(here.today, last) {
            let Some(state) = series::state(office, key, query, here, date) else {
                continue;
            };
            cells.push(match state {
                _ if expired => "expired",
                _ if !query.asks_day(feed, office, key.service, date) => "filtered",
                State::NotAsked => "filtered",
                State::Places(day) if series::holds_party(&day, query) => "filtered",
                State::Places(_) => "tooFew",
                State::Unknown => "unknown",
                State::Full => "full",
                State::NotReleased => "notReleased",
                State::NoService => "noService",
            });
        }
    }
    cells
}
