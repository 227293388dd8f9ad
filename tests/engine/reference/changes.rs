//! Computes the changes between two feeds: per office, service, channel and day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::days::each_day;
use super::describe::Object;
use super::model::{Cell, Feed, Office, Row};
use super::series::last_covered;

/// Every `Change`, by office, service, channel and day.
pub fn changes(newer: &Feed, older: &Feed) -> Value {
    let find = |feed: &Feed, id: &str| feed.offices.iter().position(|office| office.id == id);
    let ids: BTreeSet<&str> = newer
        .offices
        .iter()
        .chain(&older.offices)
        .map(|office| office.id)
        .collect();
    let mut changes = Vec::new();
    for id in ids {
        match (find(newer, id), find(older, id)) {
            (Some(_), None) => changes.push(json!({"kind": "officeAdded", "officeId": id})),
            (None, _) => changes.push(json!({"kind": "officeGone", "officeId": id})),
            (Some(now), Some(before)) => {
                changes.extend(changes_at(&newer.offices[now], &older.offices[before]));
            }
        }
    }
    changes.into()
}

/// The changes at an office that both feeds have.
fn changes_at(newer: &Office, older: &Office) -> Vec<Value> {
    let mut changes = Vec::new();
    let pairs: BTreeSet<(&str, &str)> = newer
        .rows
        .iter()
        .map(|row| (row.service, row.channel))
        .collect();
    for (service, channel) in pairs {
        let of_pair = |row: &&Row| (row.service, row.channel) == (service, channel);
        let rows: Vec<&Row> = newer.rows.iter().filter(of_pair).collect();
        let old_rows: Vec<&Row> = older.rows.iter().filter(of_pair).collect();
        // "event rows release nothing"
        let released_until =
            last_covered(old_rows.iter().copied().filter(|row| row.event.is_none()));
        let first = rows.iter().map(|row| row.from).min().unwrap();
        let Some(last) = last_covered(rows.iter().copied()) else {
            continue;
        };
        for day in each_day(first, last) {
            let released_since = released_until.is_none_or(|until| day > until);
            let Some((kind, before, after)) = change(&old_rows, &rows, day, released_since) else {
                continue;
            };
            let mut change = Object::default();
            change.set("kind", kind);
            change.set("officeId", newer.id);
            change.set("serviceId", service);
            change.set("channel", channel);
            change.set("date", day.to_string());
            change.set_if("before", before);
            change.set("after", after);
            changes.push(change.done());
        }
    }
    changes
}

/// Kind, places before and places after of one day's change, if it is one.
fn change(
    old_rows: &[&Row],
    rows: &[&Row],
    day: NaiveDate,
    released_since: bool,
) -> Option<(&'static str, Option<u64>, u64)> {
    match (places(old_rows, day), places(rows, day)?) {
        (Some(Cell::Places(before)), Cell::Places(after)) if before < after => {
            Some(("added", Some(before), after))
        }
        (Some(Cell::Places(before)), Cell::Places(after)) if before > after => {
            Some(("fewer", Some(before), after))
        }
        (Some(Cell::Places(before)), Cell::Full | Cell::NoService) => {
            Some(("filled", Some(before), 0))
        }
        (Some(Cell::Full | Cell::NoService), Cell::Places(after)) => {
            Some(("opened", Some(0), after))
        }
        (None, Cell::Places(after)) if released_since => Some(("released", None, after)),
        (Some(Cell::Unknown) | None, Cell::Places(after)) => Some(("opened", None, after)),
        _ => None,
    }
}

/// All rows of a day together, including sessions and events; `None` if none has a cell.
fn places(rows: &[&Row], day: NaiveDate) -> Option<Cell> {
    let cells: Vec<Cell> = rows.iter().filter_map(|row| row.cell(day)).collect();
    let open = cells
        .iter()
        .map(|cell| {
            if let Cell::Places(places) = cell {
                *places
            } else {
                0
            }
        })
        .sum();
    if open > 0 {
        return Some(Cell::Places(open));
    }
    [Cell::Unknown, Cell::Full, Cell::NoService]
        .into_iter()
        .find(|state| cells.contains(state))
}
