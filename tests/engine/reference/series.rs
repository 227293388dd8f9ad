//! A series is (office, service, channel, event or none): sums up what its rows say about one day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::asked::Query;
use super::days::Here;
use super::model::{Cell, Feed, Office, Row};

/// The service, the channel and the event of a series; ordered as offers are: "service, channel, event (none first)".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key<'a> {
    pub service: &'a str,
    pub channel: &'a str,
    pub event: Option<&'a str>,
}

impl<'a> Key<'a> {
    /// The series that a row belongs to.
    pub fn of(row: &Row<'a>) -> Self {
        Key {
            service: row.service,
            channel: row.channel,
            event: row.event,
        }
    }
}

/// Open places in one session.
pub struct Session<'a> {
    pub start: &'a str,
    pub end: &'a str,
    pub open: u64,
    pub total: Option<u64>,
}

/// A day of a series with at least one open place.
pub struct Day<'o, 'a> {
    pub open: u64,
    pub total: Option<u64>,
    pub precision: &'static str,
    pub together: bool,
    pub sessions: Vec<Session<'a>>,
    /// The first row, in feed order, with open places on that day.
    pub first: &'o Row<'a>,
}

/// What a series says about one day.
pub enum State<'o, 'a> {
    Places(Day<'o, 'a>),
    Unknown,
    Full,
    NotReleased,
    NoService,
    /// The day is left out for each of its rows: before their lead days, or their sessions of today have ended.
    NotAsked,
}

/// The series of an office that match the query, whatever their sessions.
pub fn asked<'a>(feed: &Feed, office: &Office<'a>, query: &Query) -> BTreeSet<Key<'a>> {
    let keys = office.rows.iter().map(Key::of);
    keys.filter(|key| {
        query.asks_service(feed, key.service)
            && query.asks_channel(key.channel)
            && query.asks_event(key.event)
    })
    .collect()
}

/// The rows of a series, in feed order, whatever their sessions.
pub fn rows<'o, 'a>(office: &'o Office<'a>, key: Key) -> Vec<&'o Row<'a>> {
    office
        .rows
        .iter()
        .filter(|row| Key::of(row) == key)
        .collect()
}

/// The last day that one of these rows covers.
pub fn last_covered<'o, 'a: 'o>(rows: impl IntoIterator<Item = &'o Row<'a>>) -> Option<NaiveDate> {
    rows.into_iter().filter_map(Row::last).max()
}

/// The rows that count on a day: they match, have a cell, and are not excluded by lead days or the clock.
pub fn counted<'o, 'a>(
    office: &'o Office<'a>,
    key: Key,
    query: &Query,
    here: Here,
    day: NaiveDate,
) -> Vec<(&'o Row<'a>, Cell)> {
    let rows = rows(office, key).into_iter();
    rows.filter(|row| query.asks_session(row) && !row.is_aside(here, day))
        .filter_map(|row| Some((row, row.cell(day)?)))
        .collect()
}

/// The open places of a series on a day; `None` if there are none.
pub fn day<'o, 'a>(
    office: &'o Office<'a>,
    key: Key,
    query: &Query,
    here: Here,
    day: NaiveDate,
) -> Option<Day<'o, 'a>> {
    let mut counted = counted(office, key, query, here, day);
    // "(rows with no service that day aside)"
    counted.retain(|(_, cell)| *cell != Cell::NoService);

    let mut open = 0;
    let mut total = Some(0);
    let mut precision = "exact";
    let mut first = None;
    let mut together = false;
    let mut sessions: BTreeMap<(u32, u32), Session> = BTreeMap::new();
    for (row, cell) in counted {
        // "`total` the sum of theirs, absent if one lacks it"
        total = sum(total, row.total(day));
        // "`precision` is estimate if one row is, else at_least if one is or one cell is unknown, else exact"
        if row.precision == "estimate" {
            precision = "estimate";
        } else if precision == "exact" && (row.precision == "at_least" || cell == Cell::Unknown) {
            precision = "at_least";
        }
        // "Its `open` is the sum of the cells > 0 of its matching rows"
        let Cell::Places(places) = cell else { continue };
        open += places;
        first = first.or(Some(row));
        // "`together` says that one matching row holds the party by itself (one session, or a row without session):
        // sums over rows do not make it true."
        together |= places >= query.party;
        let Some(times) = row.session else {
            continue;
        };
        let text = |name: &str| row.raw["session"][name].as_str().unwrap();
        sessions
            .entry(times)
            .and_modify(|session| {
                session.open += places;
                session.total = sum(session.total, row.total(day));
            })
            .or_insert_with(|| Session {
                start: text("start"),
                end: text("end"),
                open: places,
                total: row.total(day),
            });
    }
    let sessions: Vec<Session> = sessions.into_values().collect();
    Some(Day {
        open,
        total,
        precision,
        together,
        sessions,
        first: first?,
    })
}

/// "An offer counts when `open >= party` (with `sameSession`: also `together`)": all but the day.
pub fn holds_party(day: &Day, query: &Query) -> bool {
    day.open >= query.party && (!query.same_session || day.together)
}

/// What a series says about a day from today on; `None` where no row of an event has a cell.
pub fn state<'o, 'a>(
    office: &'o Office<'a>,
    key: Key,
    query: &Query,
    here: Here,
    date: NaiveDate,
) -> Option<State<'o, 'a>> {
    let rows = rows(office, key);
    let covering: Vec<&&Row> = rows.iter().filter(|row| row.cell(date).is_some()).collect();
    // "event rows release nothing", leave no gaps, and are not asked on other days.
    if key.event.is_some() && covering.is_empty() {
        return None;
    }

    // "These five are never mixed up."
    if let Some(places) = day(office, key, query, here, date) {
        return Some(State::Places(places));
    }
    let cells: Vec<Cell> = counted(office, key, query, here, date)
        .into_iter()
        .map(|(_, cell)| cell)
        .collect();
    if cells.contains(&Cell::Unknown) {
        return Some(State::Unknown);
    }
    if cells.contains(&Cell::Full) {
        return Some(State::Full);
    }
    if cells.contains(&Cell::NoService) {
        return Some(State::NoService);
    }

    // No cell counts. The day is "not asked" if it comes before the lead days of all matching rows, whether or not they
    // cover it, or if lead days or the clock exclude those that do.
    let matching: Vec<&&Row> = rows.iter().filter(|row| query.asks_session(row)).collect();
    let matching_there = matching.iter().any(|row| row.cell(date).is_some());
    let all_ahead = !matching.is_empty() && matching.iter().all(|row| date < row.first_day(here));
    if matching_there || all_ahead {
        return Some(State::NotAsked);
    }
    // Only sessions that the query excludes.
    if !covering.is_empty() {
        return Some(State::NoService);
    }
    // "The days after the last one that a (service, channel) covers at an office are not released yet (no service, if
    // a row of it says `ended` ...). Days in gaps before that are not known."
    if last_covered(rows.iter().copied()).is_none_or(|last| date > last) {
        let ended = rows.iter().any(|row| row.ended);
        return Some(if ended {
            State::NoService
        } else {
            State::NotReleased
        });
    }
    Some(State::Unknown)
}

/// A sum that is absent if one of its terms is.
pub fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    Some(one? + other?)
}
