//! Computes what offers cost, and compares them in four orders.

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

/// What an offer costs in days: waiting, travelling, and the risk that its places are gone. Each is at most [`f64::MAX`],
/// so JSON can hold it.
pub(crate) struct Cost {
    pub wait: i32,
    pub travel: f64,
    pub risk: f64,
    /// Their sum, rounded to a millionth.
    pub sum: f64,
}

impl Candidate<'_> {
    /// Whether both are one offer.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.reached.office, self.key, self.date) == (other.reached.office, other.key, other.date)
    }

    /// Which of two offers comes first in an order. Two different offers are never equal.
    #[inline]
    pub fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let (near, other_near) = (self.reached.distance_km, other.reached.distance_km);
        let cost = || self.cost_days.total_cmp(&other.cost_days);
        let distance = || by_distance(near, other_near);
        let date = || self.date.cmp(&other.date);
        let open = || other.open.cmp(&self.open);
        self.expired
            .cmp(&other.expired)
            .then(near.is_none().cmp(&other_near.is_none()))
            .then_with(|| match sort {
                Sort::Best => cost().then_with(distance).then_with(date),
                Sort::Nearest => distance().then_with(date).then_with(open),
                Sort::Soonest => date().then_with(cost),
                Sort::MostOpen => open().then_with(cost),
            })
            .then_with(|| self.reached.head.id.cmp(&other.reached.head.id))
            .then_with(|| self.key.cmp(&other.key))
            .then_with(date)
    }
}

/// An offer in a heap, at whose top is the last one in an order.
#[derive(Clone, Copy)]
pub(crate) struct Kept<'f> {
    pub candidate: Candidate<'f>,
    pub sort: Sort,
}

impl Ord for Kept<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.candidate.compare(&other.candidate, self.sort)
    }
}

impl PartialOrd for Kept<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Kept<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Kept<'_> {}

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
        let today = self.clock(reached.head).date;
        let age = self.office_age(reached.head);
        self.pricing(today, age, reached.distance_km)
            .cost(date, open)
    }

    /// What offers cost at an office where it is such a date, so far away and with data of such an age in seconds.
    pub fn pricing(&self, today: Date, age_seconds: f64, distance_km: Option<f64>) -> Pricing {
        let query = self.query;
        let age = age_seconds / double(self.feed.envelope.stale_after);
        let travel = distance_km.map_or(0.0, |km| km / query.km_per_day);
        Pricing {
            today,
            travel: travel.min(f64::MAX),
            risk_of_all: query.risk_days * f64::from(query.party),
            age: age.max(1.0),
        }
    }
}

/// What the costs of an office's offers have in common.
pub(crate) struct Pricing {
    today: Date,
    travel: f64,
    /// The risk of a single place that is fresh.
    risk_of_all: f64,
    /// How often the data's age exceeds what counts as fresh, at least once.
    age: f64,
}

impl Pricing {
    /// What so many open places cost on a date.
    #[inline]
    pub fn cost(&self, date: Date, open: i64) -> Cost {
        let wait = date.days_since(self.today);
        let risk = self.risk_of_all / double(open) * self.age;
        let risk = risk.min(f64::MAX);
        let sum = (f64::from(wait) + self.travel + risk).min(f64::MAX);
        Cost {
            wait,
            travel: self.travel,
            risk,
            sum: round_to(sum, 1e6),
        }
    }
}
