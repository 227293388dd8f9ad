//! Warns about sizes near the limits of the format, which the next update may exceed.

use super::facts::Facts;
use super::tree::Node;
use super::{Checker, rules};
use slot_finder::MAX_BYTES;

/// The limits on offices, services and zones of a feed, rows of an office, and days of a row.
const OFFICES: usize = 200_000;
const SERVICES: usize = 1000;
const ZONES: usize = 600;
const ROWS: usize = 500;
const DAYS: usize = 1000;

impl Checker<'_> {
    /// Checks the sizes of the whole feed.
    pub fn sizes(&mut self, envelope: &Node<'_>, facts: &Facts) {
        let at = |key| envelope.get(key).map_or(0, Node::at);
        self.near("bytes", 0, self.entry().len(), MAX_BYTES);
        let offices = self.outline.offices.len();
        self.within(&["offices"], |checker| {
            checker.near("offices", 0, offices, OFFICES);
        });
        let services = envelope.items_of("services").len();
        self.within(&["services"], |checker| {
            checker.near("services", at("services"), services, SERVICES);
        });
        self.near("zones", 0, facts.zones.len(), ZONES);
    }

    /// Checks the sizes of an office's quota.
    pub fn quota_sizes(&mut self, quota: &Node<'_>) {
        self.near("rows", quota.at(), quota.items().len(), ROWS);
        self.items(quota, |checker, row| {
            let days = row.items_of("open").len();
            checker.within(&["open"], |checker| {
                checker.near("days", row.at(), days, DAYS);
            });
        });
    }

    /// Reports a size within a fifth of its limit; above the limit the reader refuses the feed.
    fn near(&mut self, case: &str, at: usize, size: usize, limit: usize) {
        if size <= limit && size >= limit / 5 * 4 {
            let (size, limit) = (size.to_string(), limit.to_string());
            self.find_case(
                rules::NEAR_LIMIT,
                case,
                at,
                &[("size", &size), ("limit", &limit)],
            );
        }
    }
}
