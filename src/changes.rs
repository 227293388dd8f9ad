//! Compares two feeds of the same publisher: what opened, filled and was released since the last look.

use serde::Serialize;

use crate::date::Date;
use crate::feed::{Feed, Row, UNKNOWN};
use crate::rank::series::{CoveredDates, Rows};
use crate::sort::{sort_by, sorted};
use crate::work::{self, Work};

/// What happened to an office, or to one of its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ChangeKind {
    /// A day that had no places, or of which nothing was known, has some.
    Opened,
    /// A day that had places is full, or has no service.
    Filled,
    /// A day has more places than before.
    Added,
    /// A day has fewer places than before, but some.
    Fewer,
    /// A day that was not released has places.
    Released,
    /// An office is new.
    OfficeAdded,
    /// An office is gone.
    OfficeGone,
}

/// One difference. Days are sums over sessions and events of a service and channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change<'f> {
    /// What happened.
    pub kind: ChangeKind,
    /// The office.
    pub office_id: &'f str,
    /// The service, for a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<&'f str>,
    /// The channel, for a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<&'f str>,
    /// The day, at the office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Places before; absent where they were not known or not released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Places now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
}

impl Feed {
    /// What differs from an older feed, by office, service, channel and date.
    ///
    /// Days that the newer feed no longer covers are past, and no change. Days that it does not know are none either. Of a
    /// split feed that was not read to its end no office is new or gone.
    #[must_use]
    pub fn changes_since<'f>(&'f self, older: &'f Self) -> Vec<Change<'f>> {
        let mut changes = Vec::new();
        let (offices, olds) = (self.by_id(), older.by_id());
        let (mut offices, mut olds) = (offices.iter(), olds.iter());
        let (mut office, mut old) = (offices.next(), olds.next());
        // Both are in the order of their ids; an exhausted list sorts after all ids.
        loop {
            let ids = (office.map(|at| self.id(*at)), old.map(|at| older.id(*at)));
            let (kind, id) = match ids {
                (None, None) => break,
                (Some(id), Some(old_id)) if id == old_id => {
                    let now = office.map_or_else(Vec::new, |at| self.rows(*at));
                    let before = old.map_or_else(Vec::new, |at| older.rows(*at));
                    day_changes(id, &now, &before, &mut changes);
                    (office, old) = (offices.next(), olds.next());
                    continue;
                }
                (Some(id), old_id) if old_id.is_none_or(|old_id| id < old_id) => {
                    office = offices.next();
                    (ChangeKind::OfficeAdded, id)
                }
                (_, old_id) => {
                    old = olds.next();
                    (ChangeKind::OfficeGone, old_id.unwrap_or_default())
                }
            };
            let other = match kind {
                ChangeKind::OfficeAdded => older,
                _ => self,
            };
            if other.parts.is_partial() {
                continue;
            }
            changes.push(Change {
                kind,
                office_id: id,
                service_id: None,
                channel: None,
                date: None,
                before: None,
                after: None,
            });
        }
        changes
    }

    fn id(&self, office: usize) -> &str {
        self.heads.get(office).map_or("", |head| &head.id)
    }

    /// The indexes of the offices, in the order of their ids.
    fn by_id(&self) -> Vec<usize> {
        sorted(self.heads.len(), &|a, b| self.id(a).cmp(self.id(b)))
    }

    /// The rows of an office, in the order of their services and channels, and of their first dates.
    fn rows(&self, office: usize) -> Vec<&Row> {
        let rows = self.quota(office).map_or(&[][..], |quota| &quota.rows);
        let mut rows: Vec<&Row> = rows.iter().collect();
        sort_by(&mut rows, |a, b| {
            (lane(a), a.first).cmp(&(lane(b), b.first))
        });
        rows
    }
}

/// The key of a row: its service and channel.
fn lane(row: &Row) -> [&str; 2] {
    [&row.service, &row.channel]
}

/// Places on a date; `None` where nothing is known.
///
/// A day of which a part is known to have places has those; one of which the known part has none is not known.
fn places(rows: &[&Row], date: Date) -> Option<i64> {
    let mut places = None;
    let mut unknown = false;
    for row in rows {
        match row.cell(date) {
            None => {}
            Some(UNKNOWN) => unknown = true,
            Some(cell) => places = Some(places.unwrap_or(0) + i64::from(cell.max(0))),
        }
    }
    places.filter(|places| *places > 0 || !unknown)
}

/// Adds what changed at an office. The rows of both feeds are in the order of service and channel.
fn day_changes<'f>(
    office: &'f str,
    now: &[&'f Row],
    before: &[&'f Row],
    changes: &mut Vec<Change<'f>>,
) {
    for rows in now.chunk_by(|a, b| lane(a) == lane(b)) {
        let Some(key) = rows.first().map(|row| lane(row)) else {
            continue;
        };
        let (mut new, mut old, mut released) = (Rows::default(), Rows::default(), Rows::default());
        for row in rows {
            new.push(row);
        }
        // They are in the order of their lanes.
        let first = before.partition_point(|row| lane(row) < key);
        for row in before.iter().skip(first) {
            work::add(Work::Steps, 1);
            if lane(row) != key {
                break;
            }
            old.push(row);
            // Events release nothing.
            if row.event.is_none() {
                released.push(row);
            }
        }
        for date in CoveredDates::new(rows, Date::MIN, Date::MAX, 0) {
            let Some(after) = places(new.on(date), date) else {
                continue;
            };
            let known = places(old.on(date), date);
            let beyond = !old.covers(date) && released.last.is_none_or(|last| date > last);
            let kind = match known {
                None if beyond && after > 0 => ChangeKind::Released,
                None | Some(0) if after > 0 => ChangeKind::Opened,
                Some(before) if before > 0 && after == 0 => ChangeKind::Filled,
                Some(before) if after > before => ChangeKind::Added,
                Some(before) if after < before => ChangeKind::Fewer,
                _ => continue,
            };
            let [service, channel] = key;
            changes.push(Change {
                kind,
                office_id: office,
                service_id: Some(service),
                channel: Some(channel),
                date: Some(date),
                before: known,
                after: Some(after),
            });
        }
    }
}
