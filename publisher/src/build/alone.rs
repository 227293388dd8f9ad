//! Makes the offices and services of a quota table that comes without a list of them.

use serde_json::{Map, Value, json};

use super::cell::Cell;
use super::complaint::Complaints;
use super::headings::Headings;
use super::sheet::Sheet;
use super::vocabulary::{Vocabulary, fold};
use crate::draft::Office;
use crate::ids::{is_id, slug};

/// The distinct names in a column, in the order of the table, with the ids made of them.
fn named(sheets: &[Sheet], path: &str, words: &Vocabulary) -> Vec<(String, String)> {
    let mut named: Vec<(String, String)> = Vec::new();
    for sheet in sheets {
        let mut ignored = Complaints::default();
        let headings = Headings::find(sheet, &words.quota, true, words, &mut ignored);
        let Some((headings, column)) =
            headings.and_then(|headings| headings.column(path).map(|column| (headings, column)))
        else {
            continue;
        };
        for row in sheet.rows_after(headings.row) {
            let Cell::Text(name) = sheet.cell(row, column) else {
                continue;
            };
            let id = slug(name);
            let is_new = named.iter().all(|(_, other)| fold(other) != fold(name));
            if is_new && is_id(&id) && named.iter().all(|(known, _)| *known != id) {
                named.push((id, name.clone()));
            }
        }
    }
    named
}

/// The offices that the quota names, without positions; notes that they have none.
pub fn offices(sheets: &[Sheet], words: &Vocabulary, complaints: &mut Complaints) -> Vec<Office> {
    let offices = named(sheets, "office", words).into_iter();
    let offices: Vec<Office> = offices
        .map(|(id, name)| Office {
            id,
            name,
            facts: Map::new(),
            quota: Vec::new(),
        })
        .collect();
    if let (Some(sheet), false) = (sheets.first(), offices.is_empty()) {
        complaints.note(sheet.name.clone(), "build.offices_named", &[]);
    }
    offices
}

/// The services that the quota names.
pub fn services(sheets: &[Sheet], words: &Vocabulary) -> Vec<Value> {
    let services = named(sheets, "service", words).into_iter();
    services
        .map(|(id, name)| json!({"id": id, "name": name}))
        .collect()
}
