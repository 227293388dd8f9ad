//! What differs between two feeds of the same publisher: what opened, filled and was released since the last look.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::Date;
use crate::feed::{Feed, UNKNOWN};

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

/// Places by date of one service and channel; `None` where they are not known.
type Days = BTreeMap<Date, Option<i64>>;

impl Feed {
    /// What differs from an older feed, by office, service, channel and date.
    ///
    /// Days that the newer feed no longer covers are past, and no change. Days that it does not know are none either.
    #[must_use]
    pub fn changes_since(&self, older: &Self) -> Vec<Change> {
        let (now, before) = (self.offices_by_id(), older.offices_by_id());
        let mut changes = Vec::new();
        for (id, office) in &now {
            match before.get(id) {
                None => changes.push(whole_office(ChangeKind::OfficeAdded, id)),
                Some(old) => {
                    day_changes(id, &self.days(*office), &older.days(*old), &mut changes);
                }
            }
        }
        for id in before.keys().filter(|id| !now.contains_key(*id)) {
            changes.push(whole_office(ChangeKind::OfficeGone, id));
        }
        changes.sort_by(|a, b| a.office_id.cmp(&b.office_id));
        changes
    }

    fn offices_by_id(&self) -> BTreeMap<&str, usize> {
        let heads = self.heads.iter().enumerate();
        heads.map(|(index, head)| (&*head.id, index)).collect()
    }

    /// Places of an office by service, channel and date.
    fn days(&self, office: usize) -> BTreeMap<(&str, &str), Days> {
        let mut all: BTreeMap<(&str, &str), Days> = BTreeMap::new();
        let rows = self.quota(office).map_or(&[][..], |quota| &quota.rows);
        for row in rows {
            let days = all.entry((&row.service, &row.channel)).or_default();
            for (date, cell) in row.first.up_to(Date::MAX).zip(row.open.iter()) {
                let known = (*cell != UNKNOWN).then(|| i64::from((*cell).max(0)));
                days.entry(date)
                    .and_modify(|sum| {
                        // A day of which something is known is the sum of that.
                        *sum = match (*sum, known) {
                            (Some(a), Some(b)) => Some(a + b),
                            (a, b) => a.or(b).filter(|places| *places > 0),
                        };
                    })
                    .or_insert(known);
            }
        }
        all
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

fn day_changes(
    office: &str,
    now: &BTreeMap<(&str, &str), Days>,
    before: &BTreeMap<(&str, &str), Days>,
    changes: &mut Vec<Change>,
) {
    let none = Days::new();
    for (key @ (service, channel), days) in now {
        let old = before.get(key).unwrap_or(&none);
        let released_until = old.keys().next_back();
        for (date, places) in days {
            let Some(after) = *places else { continue };
            let beyond = released_until.is_none_or(|last| date > last);
            let known = old.get(date).copied().flatten();
            let kind = match known {
                _ if beyond && after > 0 => ChangeKind::Released,
                None | Some(0) if after > 0 => ChangeKind::Opened,
                Some(before) if before > 0 && after == 0 => ChangeKind::Filled,
                Some(before) if after > before => ChangeKind::Added,
                Some(before) if after < before => ChangeKind::Fewer,
                _ => continue,
            };
            changes.push(Change {
                kind,
                office_id: office.to_owned(),
                service_id: Some((*service).to_owned()),
                channel: Some((*channel).to_owned()),
                date: Some(*date),
                before: known,
                after: Some(after),
            });
        }
    }
}
