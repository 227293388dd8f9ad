//! Finds services that count the same places although the feed says that they may be added up.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::row::Row;
use super::tree::Node;
use super::{Checker, rules};
use slot_finder::Date;
use slot_finder::work::{self, Work};

/// Skips offices with more services than this, and feeds that list more than the reader allows: their pairs are too many.
const MOST_SERVICES: usize = 30;
const MOST_LISTED: usize = 1000;
/// The least number of days with places, and of different numbers, that is no coincidence.
const DAYS: usize = 5;
const DIFFERENT: usize = 3;

/// The known numbers of each service of an office, by channel and date.
pub struct Series<'n>(BTreeMap<&'n str, Vec<(&'n str, Date, i64)>>);

impl<'n> Series<'n> {
    /// Reads the numbers of the services that the feed lists in an office's rows, without events.
    pub fn of(rows: &[Row<'n, '_>], listed: &BTreeSet<String>) -> Self {
        let mut series: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let are_few = listed.len() <= MOST_LISTED;
        let is_listed = |row: &&Row<'_, '_>| are_few && listed.contains(row.service);
        let rows = rows.iter().filter(|row| row.event.is_none());
        for row in rows.filter(is_listed) {
            let days = series.entry(row.service).or_default();
            days.extend(row.known().map(|(date, open)| (row.channel, date, open)));
        }
        for days in series.values_mut() {
            days.sort_unstable();
        }
        Self(series)
    }

    /// Counts this office for each pair of its services.
    pub fn count(&self, pairs: &mut BTreeMap<(String, String), (usize, usize)>) {
        if self.0.len() > MOST_SERVICES {
            return;
        }
        for (service, days) in &self.0 {
            for (other, other_days) in self.0.range(*service..).skip(1) {
                let pair = ((*service).to_owned(), (*other).to_owned());
                work::add(Work::Cells, days.len());
                let (both, same) = pairs.entry(pair).or_default();
                *both += 1;
                *same += usize::from(days == other_days && is_telling(days));
            }
        }
    }
}

/// Whether equal numbers mean the same places.
fn is_telling(days: &[(&str, Date, i64)]) -> bool {
    let mut numbers: Vec<i64> = days
        .iter()
        .map(|(_, _, open)| *open)
        .filter(|n| *n > 0)
        .collect();
    let count = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    count >= DAYS && numbers.len() >= DIFFERENT
}

impl Checker<'_> {
    /// Finds services with the same numbers at every office that has both.
    pub fn overlaps(&mut self, envelope: &Node<'_>, facts: &Facts) {
        if facts.overlap_declared {
            return;
        }
        let at = envelope
            .get("services_overlap")
            .or(envelope.get("services"))
            .map_or(0, Node::at);
        for ((service, other), (both, same)) in &facts.pairs {
            if *same > 0 && same == both {
                let values = [("service", service.as_str()), ("other", other)];
                self.within(&["services_overlap"], |checker| {
                    checker.find(rules::SERVICES_OVERLAP, at, &values);
                });
            }
        }
    }
}
