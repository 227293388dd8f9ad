//! Feed x question x now: the offers in order, each with its reason, and what is said when there are none.

mod collector;
mod days;
pub(crate) mod evaluation;
mod freshness;
#[cfg(test)]
mod growth_tests;
mod offer;
mod order;
mod quick;
mod reach;
mod reason;
pub(crate) mod series;
#[cfg(test)]
mod series_tests;

pub use collector::{Alternative, Highlights};
pub use freshness::{Freshness, FreshnessState};
pub use offer::{Offer, OtherDay, OtherDayState, SessionInfo};
pub use reason::{Empty, Nearer, Reason, ReasonCounts};

use serde::Serialize;

use crate::feed::Feed;
use crate::query::{Query, Sort};
use crate::shared::Shared;
use crate::time::Zones;
use collector::{Collector, Visited};
use evaluation::Evaluation;
use offer::Told;
use order::Candidate;
use reach::Unread;

/// No two places are further apart than half the Earth's circumference, 20,015 km; a wider radius finds nothing more.
const WIDEST_KM: f64 = 40_100.0;

/// The answer to a question: offers in order, and what a person needs besides them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ranking<'f> {
    /// The first offers in the order asked for, at most `limit`.
    pub offers: Vec<Shared<Offer<'f>>>,
    /// How many offers there are, before grouping by office and limit.
    pub total: usize,
    /// How many offices have an offer.
    pub offices: usize,
    /// Offices with an offer that the radius left out because their position is not known.
    pub unlocated: usize,
    /// The radius of this answer in km, if nothing was open within the one asked for but something is within this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub widened_to_km: Option<f64>,
    /// Whether no part that was not read could change `offers`. The other figures count what was read.
    pub complete: bool,
    /// The first offer of each order.
    pub highlights: Highlights<'f>,
    /// Offices nearer than the first offer that have none, and why.
    pub nearer: Vec<Nearer<'f>>,
    /// What the default services and channels leave out.
    pub alternatives: Vec<Alternative<'f>>,
    /// What there is instead of offers, if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<Empty>,
    /// How old the answer is.
    pub freshness: Freshness,
}

impl Feed {
    /// Ranks what is open. `now_ms`, in ms since 1970, counts where the question does not say when it is asked.
    ///
    /// Same feed, same question, same moment: same answer, on every platform.
    #[must_use]
    pub fn rank<'f>(&'f self, query: &'f Query, now_ms: i64, zones: &dyn Zones) -> Ranking<'f> {
        let question = Evaluation::new(self, query, now_ms, zones);
        question.ranking(question.visit_quickly())
    }

    /// The same as [`Feed::rank`], without its short cuts: for tests that compare the two.
    #[doc(hidden)]
    #[must_use]
    pub fn rank_carefully<'f>(
        &'f self,
        query: &'f Query,
        now_ms: i64,
        zones: &dyn Zones,
    ) -> Ranking<'f> {
        let question = Evaluation::new(self, query, now_ms, zones);
        question.ranking(question.visit())
    }
}

impl<'f> Evaluation<'f> {
    /// Visits offices by distance until something is found, reading all their quota.
    fn visit(&self) -> Visited<'f> {
        let query = self.query;
        let reached = self.offices();
        let mut collector = Collector::new(self.feed, query);
        let mut radius = query.within_km;
        let mut visited = 0;
        loop {
            // Offices are in the order of distance, and without a radius all are within.
            while let Some(reached) = reached.get(visited)
                && reached.is_within(radius)
            {
                collector.visit(self, reached);
                visited += 1;
            }
            if collector.total > 0 || radius.is_none_or(|radius| radius > WIDEST_KM) {
                break;
            }
            radius = radius.map(|radius| if radius == 0.0 { 1.0 } else { radius * 2.0 });
        }
        let mut left_out = Collector::new(self.feed, query);
        for reached in reached.iter().skip(visited) {
            if reached.distance_km.is_none() {
                left_out.visit(self, reached);
            }
        }
        Visited {
            kept: collector.take_kept(),
            unlocated: left_out.offices,
            radius,
            has_released: self.has_released(&reached, radius),
            empty: (collector.total == 0).then(|| self.empty(&reached)),
            collector,
            nearest_first: reached,
        }
    }

    /// Visits the offices in reach, in the quick way where it finds something.
    #[inline(never)]
    fn visit_quickly(&self) -> Visited<'f> {
        quick::visit(self).unwrap_or_else(|| self.visit())
    }

    /// The answer.
    fn ranking(&self, mut visited: Visited<'f>) -> Ranking<'f> {
        let unread = self.unread();
        let is_needed = |unread: &Unread| unread.is_needed(self.query, &visited);
        let complete = !unread.iter().any(is_needed);
        // What a part could still surpass is no first offer of the feed.
        for (first, sort) in visited.collector.highlights.iter_mut().zip(Sort::ALL) {
            let is_surpassed = |first: &Candidate<'f>| {
                let could_lead = |unread: &Unread| unread.could_lead(visited.radius, first, sort);
                unread.iter().any(could_lead)
            };
            *first = first.filter(|first| !is_surpassed(first));
        }
        let Visited {
            collector, kept, ..
        } = visited;
        let mut told = Told::default();
        let mut offers = Vec::new();
        for best in &kept {
            offers.extend(told.new_offer(self, best));
        }
        let ranking = Ranking {
            total: collector.total,
            offices: collector.offices,
            unlocated: visited.unlocated,
            widened_to_km: visited
                .radius
                .filter(|radius| collector.total > 0 && self.query.within_km != Some(*radius)),
            complete,
            nearer: self.nearer(&visited.nearest_first, kept.first(), &collector.has_offer),
            offers,
            highlights: collector.highlights(self, &mut told),
            empty: visited.empty,
            alternatives: collector.alternatives(self),
            freshness: self.freshness_where(visited.has_released),
        };
        self.keep_described();
        ranking
    }
}
