//! Checks the rows of an office's quota, each alone and against each other.

use std::collections::BTreeMap;

use super::facts::{Closures, Facts, can_book};
use super::row::{Row, number};
use super::services::Series;
use super::tree::{Node, Value};
use super::{Checker, rules};
use slot_finder::Date;
use slot_finder::WALK_IN;

/// The channels of the format.
const CHANNELS: [&str; 4] = ["app", "web", "phone", WALK_IN];
/// How far a number may be trusted.
const PRECISIONS: [&str; 3] = ["exact", "at_least", "estimate"];
/// A row that begins this many days from now probably has a wrong year.
const FAR_DAYS: i32 = 400;

impl Checker<'_> {
    /// Checks the quota of an office in its zone.
    pub fn quota(&mut self, office: &Node<'_>, zone: &str, facts: &mut Facts) {
        let local = self.zones.local(zone, self.now);
        let Some(today) = local.or_else(|| self.zones.local("UTC", self.now)) else {
            return;
        };
        let today = today.date;
        let nodes = office.items_of("quota");
        let is_list = office
            .get("quota")
            .is_none_or(|quota| matches!(quota.value, Value::Array(_)));
        if nodes.is_empty() && is_list {
            self.find(rules::NO_QUOTA, office.at(), &[]);
        }
        if let Some(quota) = office.get("quota") {
            self.within(&["quota"], |checker| checker.quota_sizes(quota));
        }
        let rows = nodes.iter().enumerate();
        let rows: Vec<_> = rows
            .filter_map(|(index, node)| Row::of(index, node))
            .collect();
        let own = Closures::of(office);
        for row in &rows {
            facts.can_book |= can_book(row.node);
            facts.must_book |= row.channel != WALK_IN;
            self.within(&["quota", &row.index.to_string()], |checker| {
                checker.listed(row.node, "service", "services", &facts.services);
                checker.row(row, today);
                checker.closed(row, today, [&facts.closed, &own]);
            });
        }
        self.twice(&rows);
        self.gaps(&rows, today);
        Series::of(&rows, &facts.services).count(&mut facts.pairs);
    }

    fn row(&mut self, row: &Row<'_, '_>, today: Date) {
        let other = |key: &str, known: &[&str]| {
            let value = row.node.get(key)?;
            let text = value.string().filter(|text| !known.contains(text))?;
            Some((value.at(), super::excerpt(text)))
        };
        for (rule, key, found) in [
            (
                rules::UNKNOWN_CHANNEL,
                "channel",
                other("channel", &CHANNELS),
            ),
            (
                rules::UNKNOWN_PRECISION,
                "precision",
                other("precision", &PRECISIONS),
            ),
        ] {
            if let Some((at, text)) = found {
                self.within(&[key], |checker| {
                    checker.find(rule, at, &[("value", &text)]);
                });
            }
        }
        let from = row.first.to_string();
        let at = row.node.get("from").map_or(row.node.at(), Node::at);
        match row.last() {
            None => self.find_case(rules::NO_FUTURE_DAY, "empty", row.node.at(), &[]),
            Some(last) if last < today => {
                let values = [("last", &*last.to_string())];
                self.within(&["from"], |checker| {
                    checker.find(rules::NO_FUTURE_DAY, at, &values);
                });
            }
            Some(_) if row.first > today.plus(FAR_DAYS) => {
                self.within(&["from"], |checker| {
                    checker.find(rules::FAR_DATE, at, &[("from", &from)]);
                });
            }
            Some(_) => {}
        }
        self.totals(row);
    }

    fn totals(&mut self, row: &Row<'_, '_>) {
        let Some(total) = row.node.get("total") else {
            return;
        };
        let is_list = matches!(total.value, Value::Array(_));
        let length = total.items().len();
        if is_list && length != row.open.len() {
            let (total_days, open_days) = (length.to_string(), row.open.len().to_string());
            let values = [("total", &*total_days), ("open", &*open_days)];
            self.within(&["total"], |checker| {
                checker.find(rules::TOTAL_LENGTH, total.at(), &values);
            });
        }
        for (index, cell) in row.open.iter().enumerate() {
            let total = if is_list {
                total.items().get(index)
            } else {
                Some(total)
            };
            let (Some(open), Some(total)) = (number(cell), total.and_then(number)) else {
                continue;
            };
            if open > total && total >= 0 {
                let [open, total] =
                    [open, total].map(|n| usize::try_from(n).unwrap_or_default().to_string());
                let date = row.date(index).to_string();
                let values = [("open", &*open), ("total", &*total), ("date", &*date)];
                self.within(&["open", &index.to_string()], |checker| {
                    checker.find(rules::OPEN_ABOVE_TOTAL, cell.at(), &values);
                });
            }
        }
    }

    /// Finds open days on which the office is closed; events may be held on such days.
    fn closed(&mut self, row: &Row<'_, '_>, today: Date, closed: [&Closures; 2]) {
        if row.event.is_some() {
            return;
        }
        let is_closed = |date| closed.iter().any(|closures| closures.include(date));
        let mut days = row
            .known()
            .filter(|(date, open)| *open > 0 && *date >= today && is_closed(*date));
        let Some((date, _)) = days.next() else { return };
        let index = usize::try_from(date.days_since(row.first)).unwrap_or_default();
        let at = row.open.get(index).map_or(row.node.at(), Node::at);
        let (date, count) = (date.to_string(), (days.count() + 1).to_string());
        self.within(&["open", &index.to_string()], |checker| {
            checker.find(
                rules::OPEN_ON_CLOSED,
                at,
                &[("date", &date), ("days", &count)],
            );
        });
    }

    /// Finds rows that count a day twice.
    fn twice(&mut self, rows: &[Row<'_, '_>]) {
        // By group, the first row that knows each day.
        let mut groups: BTreeMap<_, BTreeMap<Date, usize>> = BTreeMap::new();
        for row in rows {
            let group = (row.service, row.channel, row.session, row.event);
            let first = groups.entry(group).or_default();
            let days = row.known().map(|(date, _)| date);
            let twice = days.filter_map(|date| Some((*first.get(&date)?, date)));
            let found = twice.min();
            for (date, _) in row.known() {
                first.entry(date).or_insert(row.index);
            }
            if let Some((other, date)) = found {
                let (date, other) = (date.to_string(), other.to_string());
                let values = [
                    ("date", &*date),
                    ("other", &*other),
                    ("service", row.service),
                ];
                self.within(&["quota", &row.index.to_string()], |checker| {
                    checker.find(rules::OVERLAPPING_ROWS, row.node.at(), &values);
                });
            }
        }
    }

    /// Finds future days that are missing between the rows of a service and channel.
    fn gaps(&mut self, rows: &[Row<'_, '_>], today: Date) {
        let mut groups: BTreeMap<_, Vec<(Date, Date, &Row<'_, '_>)>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.event.is_none()) {
            if let Some(last) = row.last() {
                let group = groups.entry((row.service, row.channel)).or_default();
                group.push((row.first, last, row));
            }
        }
        for group in groups.values_mut() {
            group.sort_by_key(|(first, last, row)| (*first, *last, row.index));
            let mut covered: Option<Date> = None;
            for (first, last, row) in group {
                if let Some(covered) = covered
                    && *first > covered.plus(1)
                    && first.plus(-1) >= today
                {
                    let (from, to) = (covered.plus(1).to_string(), first.plus(-1).to_string());
                    let values = [("from", &*from), ("to", &*to), ("service", row.service)];
                    let at = row.node.get("from").map_or(row.node.at(), Node::at);
                    self.within(&["quota", &row.index.to_string(), "from"], |checker| {
                        checker.find(rules::GAP, at, &values);
                    });
                }
                covered = covered.max(Some(*last));
            }
        }
    }
}
