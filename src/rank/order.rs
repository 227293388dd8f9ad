//! What offers cost, and the four orders in which they come.

use std::cmp::Ordering;

use crate::date::Date;
use crate::geo::round_to;
use crate::json::double;
use crate::query::Sort;
use crate::rank::evaluation::{Evaluation, Reached, by_distance};
use crate::rank::series::Key;

/// An offer before its texts are read: what the orders compare.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'f> {
    pub reached: Reached<'f>,
    pub key: Key<'f>,
    pub date: Date,
    pub open: i64,
    pub cost_days: f64,
    pub expired: bool,
}

/// What an offer costs in days: waiting, travelling, and the risk that its places are gone.
pub(crate) struct Cost {
    pub wait: i32,
    pub travel: f64,
    pub risk: f64,
    /// Their sum, rounded to a millionth.
    pub sum: f64,
}

impl Candidate<'_> {
    /// Which of two offers comes first in an order. Two different offers are never equal.
    #[inline(never)]
    pub fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let (near, other_near) = (self.reached.distance_km, other.reached.distance_km);
        let cost = self.cost_days.total_cmp(&other.cost_days);
        let distance = by_distance(near, other_near);
        let date = self.date.cmp(&other.date);
        let open = other.open.cmp(&self.open);
        let [first, second, third] = match sort {
            Sort::Best => [cost, distance, date],
            Sort::Nearest => [distance, date, open],
            Sort::Soonest => [date, cost, date],
            Sort::MostOpen => [open, cost, open],
        };
        self.expired
            .cmp(&other.expired)
            .then(near.is_none().cmp(&other_near.is_none()))
            .then(first)
            .then(second)
            .then(third)
            .then(self.reached.head.id_rank.cmp(&other.reached.head.id_rank))
            .then_with(|| self.key.cmp(&other.key))
            .then(date)
    }
}

/// Keeps the first of two offers in an order.
pub(crate) fn keep_first<'f>(
    best: &mut Option<Candidate<'f>>,
    candidate: &Candidate<'f>,
    sort: Sort,
) {
    if best.is_none_or(|best| candidate.compare(&best, sort).is_lt()) {
        *best = Some(*candidate);
    }
}

impl<'f> Evaluation<'f> {
    /// What so many open places at an office cost on a date.
    pub fn cost(&self, reached: &Reached<'f>, date: Date, open: i64) -> Cost {
        let query = self.query;
        let wait = date.days_since(self.clock(reached.head).date);
        let travel = reached.distance_km.map_or(0.0, |km| km / query.km_per_day);
        let age = self.office_age(reached.head) / double(self.feed.envelope.stale_after);
        let risk = query.risk_days * f64::from(query.party) / double(open) * age.max(1.0);
        Cost {
            wait,
            travel,
            risk,
            sum: round_to(f64::from(wait) + travel + risk, 1e6),
        }
    }
}
