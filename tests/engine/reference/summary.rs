//! Computes the headline figures of a region, or of all offices.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::asked::Query;
use super::board::add_services;
use super::days::{each_day, instant, later, weekday};
use super::describe::{Object, freshness, id_and_name, localized, office_info};
use super::model::{Cell, Feed, Office, real};
use super::series::{self, Key, State};
use super::shortfall;

/// What an office's rows say about one day, all requested series together.
struct OfficeDay {
    /// Open places; of overlapping services the greatest number.
    open: u64,
    /// All places of the series with service; absent if one of their rows lacks the number.
    total: Option<u64>,
    /// Whether there are or were places: full days count.
    service: bool,
}

/// The complete `Summary`: "under the default services and channels and optional `kinds`".
pub fn summary(feed: &Feed, query: &Query, now: i64) -> Value {
    let mut offices: Vec<&Office> = feed
        .offices
        .iter()
        .filter(|office| query.passes_office(office))
        .collect();
    offices.sort_by_key(|office| office.id);
    let day = |office: &&Office, date: NaiveDate| office_day(feed, query, office, date, now);
    // "(today + 1 .. today + n)" at each office
    let open_days = |office: &&Office, count: u64| -> Vec<(NaiveDate, u64)> {
        let today = office.here(now).today;
        let dates = each_day(later(today, 1), later(today, count));
        dates
            .map(|date| (date, day(office, date).open))
            .filter(|(_, open)| *open > 0)
            .collect()
    };
    let with_places = |count: u64| {
        offices
            .iter()
            .filter(|office| !open_days(office, count).is_empty())
            .count()
    };
    let places = |count: u64| {
        offices
            .iter()
            .flat_map(|office| open_days(office, count))
            .map(|(_, open)| open)
            .sum()
    };
    let weekend = offices
        .iter()
        .flat_map(|office| open_days(office, 30))
        .filter(|(date, _)| weekday(*date) >= 6);
    let weekend_places: u64 = weekend.map(|(_, open)| open).sum();
    // "places in the same (absent when services overlap and several are asked)"
    let addable = !(feed.services_overlap() && asked_services(feed, query, &offices).len() > 1);
    let addable = |places: u64| addable.then_some(places);

    let mut summary = Object::default();
    summary.set_if(
        "region",
        query
            .region
            .map(|id| id_and_name(feed, query, "regions", id)),
    );
    summary.set("offices", offices.len());
    summary.set("openIn7", with_places(7));
    summary.set("openIn30", with_places(30));
    summary.set_if("placesIn7", addable(places(7)));
    summary.set_if("placesIn30", addable(places(30)));
    summary.set_if("soonest", soonest(feed, query, &offices, now));
    summary.set_if("weekendPlaces", addable(weekend_places));
    summary.set("events", events(feed, query, &offices, now));
    let (full_share, by_office) = full_shares(feed, query, &offices, now);
    summary.set("fullShare", full_share);
    summary.set("byOffice", by_office);
    let unknown = |office: &&&Office| {
        let today = office.here(now).today;
        let mut query = query.clone();
        query.from = Some(later(today, 1));
        query.to = Some(later(today, 30));
        open_days(office, 30).is_empty()
            && shortfall::of_office(feed, office, &query, now).reason == "unknown"
    };
    summary.set("unknown", offices.iter().filter(unknown).count());
    let stale = offices
        .iter()
        .filter(|office| feed.stale(office, now) && !feed.expired(office, now));
    summary.set("stale", stale.count());
    summary.set(
        "expired",
        offices
            .iter()
            .filter(|office| feed.expired(office, now))
            .count(),
    );
    let next = offices
        .iter()
        .filter_map(|office| feed.release_to_come(office, now))
        .min_by_key(|text| instant(text));
    summary.set_if("nextReleaseAt", next);
    summary.set("days", thirty_days(feed, query, &offices, now));
    summary.set("freshness", freshness(feed, &offices, now));
    summary.done()
}

/// The requested services: those named, else the default ones, else all that the feed lists or these offices have.
fn asked_services<'a>(
    feed: &Feed<'a>,
    query: &Query<'a>,
    offices: &[&Office<'a>],
) -> BTreeSet<&'a str> {
    if !query.services.is_empty() {
        return query.services.iter().copied().collect();
    }
    let listed = super::model::list(&feed.raw["services"])
        .iter()
        .filter_map(|service| service["id"].as_str());
    let rows = offices.iter().flat_map(|office| &office.rows);
    let used = rows
        .filter(|row| query.asks_channel(row.channel))
        .map(|row| row.service);
    listed
        .chain(used)
        .filter(|service| query.asks_service(feed, service))
        .collect()
}

/// One day of an office; without places and without service if its data has expired.
fn office_day(feed: &Feed, query: &Query, office: &Office, date: NaiveDate, now: i64) -> OfficeDay {
    let here = office.here(now);
    let mut open: BTreeMap<&str, u64> = BTreeMap::new();
    let mut total: BTreeMap<&str, Option<u64>> = BTreeMap::new();
    let mut service = false;
    if !feed.expired(office, now) && date >= here.today {
        for key in series::asked(feed, office, query) {
            match series::state(office, key, query, here, date) {
                Some(State::Places(day)) => *open.entry(key.service).or_default() += day.open,
                Some(State::Full) => {}
                _ => continue,
            }
            service = true;
            for (row, cell) in series::counted(office, key, query, here, date) {
                // "rows with no service that day aside"
                if cell != Cell::NoService {
                    let sum = total.entry(key.service).or_insert(Some(0));
                    *sum = series::sum(*sum, row.total(date));
                }
            }
        }
    }
    let known: Option<Vec<u64>> = total.into_values().collect();
    OfficeDay {
        open: add_services(feed, open.into_values()),
        total: known.map(|totals| add_services(feed, totals.into_iter())),
        service,
    }
}

/// From today to the last day that the requested rows of an office cover.
fn covered_days(feed: &Feed, query: &Query, office: &Office, now: i64) -> Vec<NaiveDate> {
    let last = shortfall::until(feed, office, query);
    last.map_or(Vec::new(), |last| {
        each_day(office.here(now).today, last).collect()
    })
}

/// "soonest date and its offices"
fn soonest(feed: &Feed, query: &Query, offices: &[&Office], now: i64) -> Option<Value> {
    let mut found: BTreeMap<NaiveDate, Vec<&Office>> = BTreeMap::new();
    for office in offices {
        for date in covered_days(feed, query, office, now) {
            if office_day(feed, query, office, date, now).open > 0 {
                found.entry(date).or_default().push(office);
            }
        }
    }
    let (date, offices) = found.into_iter().next()?;
    let offices: Value = offices
        .into_iter()
        .map(|office| office_info(feed, query, office))
        .collect();
    Some(json!({"date": date.to_string(), "offices": offices}))
}

/// The events from today on that are not called off, including full ones, by date, office and id.
fn events(feed: &Feed, query: &Query, offices: &[&Office], now: i64) -> Value {
    let mut events = Vec::new();
    for office in offices.iter().filter(|office| !feed.expired(office, now)) {
        let here = office.here(now);
        let keys: Vec<_> = series::asked(feed, office, query).into_iter().collect();
        let ids: BTreeSet<&str> = keys.iter().filter_map(|key| key.event).collect();
        for id in ids {
            for date in covered_days(feed, query, office, now) {
                let mut open: BTreeMap<&str, u64> = BTreeMap::new();
                let mut held = BTreeSet::new();
                for key in keys.iter().filter(|key| key.event == Some(id)) {
                    let places = match series::state(office, *key, query, here, date) {
                        Some(State::Places(day)) => day.open,
                        Some(State::Full) => 0,
                        _ => continue,
                    };
                    *open.entry(key.service).or_default() += places;
                    held.insert(*key);
                }
                if open.is_empty() {
                    continue;
                }
                // "the first of the rows of all these"
                let mut rows = office.rows.iter();
                let row = rows.find(|row| held.contains(&Key::of(row))).unwrap();
                let name = localized(feed, query, &row.raw["event"]["name"]);
                let open = add_services(feed, open.into_values());
                let event = json!({"name": name, "date": date.to_string(), "officeId": office.id, "open": open});
                events.push(((date, office.id, id), event));
            }
        }
    }
    events.sort_by_key(|(order, _)| *order);
    events.into_iter().map(|(_, event)| event).collect()
}

/// "share of covered service days that are full, per office and in all"
fn full_shares(feed: &Feed, query: &Query, offices: &[&Office], now: i64) -> (f64, Value) {
    let share = |full: i64, days: i64| {
        if days == 0 {
            0.0
        } else {
            real(full) / real(days)
        }
    };
    let (mut all_full, mut all_days) = (0, 0);
    let mut by_office = Vec::new();
    for office in offices {
        let (mut full, mut days, mut open, mut total) = (0, 0, 0, Some(0));
        for date in covered_days(feed, query, office, now) {
            let day = office_day(feed, query, office, date, now);
            if !day.service {
                continue;
            }
            days += 1;
            full += i64::from(day.open == 0);
            open += day.open;
            total = series::sum(total, day.total);
        }
        all_full += full;
        all_days += days;
        let mut entry = Object::default();
        entry.set("officeId", office.id);
        entry.set("fullShare", share(full, days));
        entry.set("serviceDays", days);
        entry.set("open", open);
        entry.set_if("total", total);
        by_office.push(entry.done());
    }
    (share(all_full, all_days), by_office.into())
}

/// "a series of 30 days (share of offices with places; released or not)", from the day after the earliest today.
fn thirty_days(feed: &Feed, query: &Query, offices: &[&Office], now: i64) -> Value {
    let Some(base) = offices.iter().map(|office| office.here(now).today).min() else {
        return json!([]);
    };
    let days = each_day(later(base, 1), later(base, 30)).map(|date| {
        let with_places = offices
            .iter()
            .filter(|office| office_day(feed, query, office, date, now).open > 0)
            .count();
        let open_share =
            real(i64::try_from(with_places).unwrap()) / real(i64::try_from(offices.len()).unwrap());
        // "event rows release nothing"
        let released = offices
            .iter()
            .flat_map(|office| &office.rows)
            .any(|row| row.event.is_none() && query.matches(feed, row) && row.cell(date).is_some());
        json!({"date": date.to_string(), "openShare": open_share, "released": released})
    });
    days.collect()
}
