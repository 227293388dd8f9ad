//! What differs between two feeds of the same publisher: what opened, filled and was released since the last look.

use serde::Serialize;

use crate::calendar::Date;
use crate::feed::{Feed, Row, UNKNOWN};
use crate::order::{sort_by, sorted};
use crate::series::CoveredDates;

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
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// The office.
    pub office_id: String,
    /// The service, for a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<String>,
    /// The channel, for a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
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

/// The rows of one service and channel at an office.
struct Lane<'f> {
    service: &'f str,
    channel: &'f str,
    rows: Vec<&'f Row>,
}

impl Feed {
    /// What differs from an older feed, by office, service, channel and date.
    ///
    /// Days that the newer feed no longer covers are past, and no change. Days that it does not know are none either.
    #[must_use]
    pub fn changes_since(&self, older: &Self) -> Vec<Change> {
        let (now, before) = (self.by_id(), older.by_id());
        let mut changes = Vec::new();
        for &office in &now {
            let id = self.id(office);
            match before.binary_search_by(|old| older.id(*old).cmp(id)) {
                Err(_) => changes.push(whole_office(ChangeKind::OfficeAdded, id)),
                Ok(index) => {
                    let old = before.get(index).copied().unwrap_or_default();
                    day_changes(id, &self.lanes(office), &older.lanes(old), &mut changes);
                }
            }
        }
        for &old in &before {
            let id = older.id(old);
            if now
                .binary_search_by(|office| self.id(*office).cmp(id))
                .is_err()
            {
                changes.push(whole_office(ChangeKind::OfficeGone, id));
            }
        }
        sort_by(&mut changes, |a, b| a.office_id.cmp(&b.office_id));
        changes
    }

    fn id(&self, office: usize) -> &str {
        self.heads.get(office).map_or("", |head| &head.id)
    }

    /// The indexes of the offices, in the order of their ids.
    fn by_id(&self) -> Vec<usize> {
        sorted(self.heads.len(), &|a, b| self.id(a).cmp(self.id(b)))
    }

    /// The rows of an office by service and channel, in the order of these.
    fn lanes(&self, office: usize) -> Vec<Lane<'_>> {
        let mut lanes: Vec<Lane<'_>> = Vec::new();
        for row in self.quota(office).map_or(&[][..], |quota| &quota.rows) {
            let key = (&*row.service, &*row.channel);
            match lanes.binary_search_by(|lane| (lane.service, lane.channel).cmp(&key)) {
                Ok(index) => {
                    if let Some(lane) = lanes.get_mut(index) {
                        lane.rows.push(row);
                    }
                }
                Err(index) => {
                    let lane = Lane {
                        service: &row.service,
                        channel: &row.channel,
                        rows: vec![row],
                    };
                    lanes.insert(index, lane);
                }
            }
        }
        lanes
    }
}

impl Lane<'_> {
    /// The last date that is released; events release nothing.
    fn released_until(&self) -> Option<Date> {
        let rows = self.rows.iter().filter(|row| row.event.is_none());
        rows.filter_map(|row| row.last()).max()
    }

    fn covers(&self, date: Date) -> bool {
        self.rows.iter().any(|row| row.cell(date).is_some())
    }

    /// Places on a date; `None` where nothing is known.
    ///
    /// A day of which a part is known to have places has those; one of which the known part has none is not known.
    fn places(&self, date: Date) -> Option<i64> {
        let mut places = None;
        let mut unknown = false;
        for cell in self.rows.iter().filter_map(|row| row.cell(date)) {
            if cell == UNKNOWN {
                unknown = true;
            } else {
                *places.get_or_insert(0) += i64::from(cell.max(0));
            }
        }
        places.filter(|places| *places > 0 || !unknown)
    }
}

fn whole_office(kind: ChangeKind, id: &str) -> Change {
    Change {
        kind,
        office_id: id.to_owned(),
        service_id: None,
        channel: None,
        date: None,
        before: None,
        after: None,
    }
}

fn day_changes(office: &str, now: &[Lane<'_>], before: &[Lane<'_>], changes: &mut Vec<Change>) {
    for lane in now {
        let old = before
            .iter()
            .find(|old| old.service == lane.service && old.channel == lane.channel);
        let released_until = old.and_then(Lane::released_until);
        for date in CoveredDates::new(&lane.rows, Date::MIN, Date::MAX, 0) {
            let Some(after) = lane.places(date) else {
                continue;
            };
            let known = old.and_then(|old| old.places(date));
            let covered = old.is_some_and(|old| old.covers(date));
            let beyond = !covered && released_until.is_none_or(|last| date > last);
            let kind = match known {
                None if beyond && after > 0 => ChangeKind::Released,
                None | Some(0) if after > 0 => ChangeKind::Opened,
                Some(before) if before > 0 && after == 0 => ChangeKind::Filled,
                Some(before) if after > before => ChangeKind::Added,
                Some(before) if after < before => ChangeKind::Fewer,
                _ => continue,
            };
            changes.push(Change {
                kind,
                office_id: office.to_owned(),
                service_id: Some(lane.service.to_owned()),
                channel: Some(lane.channel.to_owned()),
                date: Some(date),
                before: known,
                after: Some(after),
            });
        }
    }
}
