//! Computes the board: every office in reach by dates.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::asked::Query;
use super::days::{each_day, later};
use super::describe::{freshness, office_info};
use super::model::{Feed, Office};
use super::rank::by_distance;
use super::series::{self, State};

const NO_SERVICE: i64 = -1;
const NOT_RELEASED: i64 = -2;
const NOT_KNOWN: i64 = -3;
const NOT_ASKED: i64 = -4;

/// The complete `Board`.
pub fn board(feed: &Feed, query: &Query, now: i64) -> Value {
    // "every office in reach, nearest first (else by id)"
    let mut offices: Vec<&Office> = feed
        .offices
        .iter()
        .filter(|office| query.passes_office(office) && query.within(office, query.within_km))
        .collect();
    offices.sort_by(|one, other| by_distance(query, one, other));

    let dates = dates(feed, query, &offices, now);
    let mut cells = Vec::new();
    for office in &offices {
        for date in &dates {
            cells.push(cell(feed, query, office, *date, now));
        }
    }
    json!({
        "dates": dates.iter().map(NaiveDate::to_string).collect::<Value>(),
        "offices": offices.iter().map(|office| office_info(feed, query, office)).collect::<Value>(),
        "distancesKm": offices.iter().map(|office| query.distance(office)).collect::<Vec<_>>(),
        "cells": cells,
        "freshness": freshness(feed, &offices, now),
    })
}

/// "dates (from today or `from`, to `to` or the last covered date, at most 62)"
fn dates(feed: &Feed, query: &Query, offices: &[&Office], now: i64) -> Vec<NaiveDate> {
    let earliest_today = offices.iter().map(|office| office.here(now).today).min();
    let rows = offices.iter().flat_map(|office| &office.rows);
    let last_covered = series::last_covered(rows.filter(|row| query.matches(feed, row)));
    let first_and_last = query.from.or(earliest_today).zip(query.to.or(last_covered));
    first_and_last.map_or(Vec::new(), |(first, last)| {
        each_day(first, last.min(later(first, 61))).collect()
    })
}

/// "cells as integers: n, 0 full, -1 no service, -2 not released, -3 not known, -4 not asked (past, lead, weekday)"
fn cell(feed: &Feed, query: &Query, office: &Office, date: NaiveDate, now: i64) -> i64 {
    let here = office.here(now);
    if date < here.today || !query.asks_weekday(date) {
        return NOT_ASKED;
    }
    let mut places: BTreeMap<&str, u64> = BTreeMap::new();
    let mut states = Vec::new();
    let mut left_out = false;
    for key in series::asked(feed, office, query) {
        let in_time = query.ready_in_time(feed, office, key.service, date);
        match series::state(office, key, query, here, date) {
            None => {}
            Some(_) if !in_time => left_out = true,
            Some(State::NotAsked) => left_out = true,
            Some(State::Places(day)) => *places.entry(key.service).or_default() += day.open,
            Some(State::Full) => states.push(0),
            Some(State::NoService) => states.push(NO_SERVICE),
            Some(State::NotReleased) => states.push(NOT_RELEASED),
            Some(State::Unknown) => states.push(NOT_KNOWN),
        }
    }
    if left_out && states.is_empty() && places.is_empty() {
        return NOT_ASKED;
    }
    // Expired data says nothing about any day.
    if feed.expired(office, now) && !query.show_expired {
        return NOT_KNOWN;
    }
    let open = add_services(feed, places.values().copied());
    if open > 0 {
        return i64::try_from(open).unwrap();
    }
    let order = [NOT_KNOWN, 0, NOT_RELEASED];
    order
        .into_iter()
        .find(|state| states.contains(state))
        .unwrap_or(NO_SERVICE)
}

/// Places of several services on one day: "two services may count the same places; never add them up".
pub fn add_services(feed: &Feed, places: impl Iterator<Item = u64>) -> u64 {
    if feed.services_overlap() {
        places.max().unwrap_or(0)
    } else {
        places.sum()
    }
}
