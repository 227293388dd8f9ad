//! The days of a sheet of quota, by the row of a feed that they belong to.

use std::collections::BTreeMap;

use slot_finder::Date;

use super::value::Open;

/// The key of a row, in the order of a feed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The office, by its place in the list.
    pub office: usize,
    /// The service likewise.
    pub service: usize,
    /// The channel, if not the app.
    pub channel: Option<String>,
    /// Start and end, as `HH:MM`.
    pub session: Option<[String; 2]>,
    /// The event.
    pub event: Option<String>,
}

impl Key {
    /// The same key without the session.
    pub fn without_session(&self) -> Self {
        Self {
            session: None,
            ..self.clone()
        }
    }
}

/// The value of a day, and its cell.
pub struct Day {
    /// Places left.
    pub open: Open,
    /// Places in all.
    pub total: Option<u32>,
    /// The cell.
    pub at: String,
}

/// All days by row.
pub type Days = BTreeMap<Key, BTreeMap<Date, Day>>;
