//! Feed x question x now: the offers in order, each with its reason, and what is said when there are none.

mod days;
pub(crate) mod evaluation;
mod freshness;
mod offer;
mod order;
mod quick;
mod reason;
pub(crate) mod series;

pub use freshness::{Freshness, FreshnessState};
pub use offer::{Offer, OtherDay, SessionInfo};
pub use reason::{Empty, Nearer, Reason, ReasonCounts};

use std::collections::BinaryHeap;

use serde::Serialize;

use crate::date::{Date, Zones};
use crate::feed::{Feed, Surcharge};
use crate::query::{Query, Sort};
use evaluation::{Evaluation, Reached};
use order::{Candidate, Kept, keep_first};
use series::{DayState, Key};

/// No two places are further apart than half the Earth's girth, some 20,015 km; a wider radius finds nothing more.
const WIDEST_KM: f64 = 40_100.0;

/// The answer to a question: offers in order, and what a person needs beside them.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ranking<'f> {
    /// The first offers in the order asked for, at most `limit`.
    pub offers: Vec<Offer<'f>>,
    /// How many offers there are, before grouping by office and limit.
    pub total: usize,
    /// How many offices have an offer.
    pub offices: usize,
    /// Offices with an offer that the radius left out because their position is not known.
    pub unlocated: usize,
    /// The radius of this answer in km, if nothing was open within the one asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub widened_to_km: Option<f64>,
    /// Whether every part of the feed was read that could change the answer.
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

/// The first offer of each order; none where there is no offer.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Highlights<'f> {
    /// By cost in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Offer<'f>>,
    /// By distance; none without `near`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Offer<'f>>,
    /// By date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soonest: Option<Offer<'f>>,
    /// By places left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_open: Option<Offer<'f>>,
}

/// A service and channel that nobody asked for, but that have open places.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Alternative<'f> {
    /// The service.
    pub service_id: &'f str,
    /// The channel.
    pub channel: &'f str,
    /// How many offices offer it.
    pub offices: usize,
    /// The first date on which one does.
    pub soonest: Date,
    /// What it costs on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surcharge: Option<Surcharge>,
}

/// What visiting the offices that a question reaches has found.
struct Visited<'f> {
    found: Found<'f>,
    /// The first offers in the order asked for.
    kept: Vec<Candidate<'f>>,
    /// How many offices have an offer but no position, where a radius leaves them out.
    unlocated: usize,
    /// The radius in km within which something was found, or the last one tried.
    radius: Option<f64>,
    /// The offices of which some may be nearer than the first offer, and have none.
    nearest_first: Vec<Reached<'f>>,
    /// Whether some office within the radius released places after its data was observed.
    has_released: bool,
    empty: Option<Empty>,
}

/// What visiting offices has found so far.
struct Found<'f> {
    sort: Sort,
    limit: usize,
    total: usize,
    /// How many offices have an offer.
    offices: usize,
    /// Which ones do, by their index in the feed.
    has_offer: Vec<bool>,
    /// The first offers in the order asked for.
    kept: BinaryHeap<Kept<'f>>,
    highlights: [Option<Candidate<'f>>; 4],
    /// In the order in which they were found, each with the office that had it last.
    alternatives: Vec<(Alternative<'f>, usize)>,
}

impl Feed {
    /// Ranks what is open. `now_ms`, in ms since 1970, counts where the question does not say when it is asked.
    ///
    /// Same feed, same question, same moment: same answer, on every platform.
    #[must_use]
    pub fn rank<'f>(&'f self, query: &'f Query, now_ms: i64, zones: &dyn Zones) -> Ranking<'f> {
        let question = Evaluation::new(self, query, now_ms, zones);
        let visited = quick::visit(&question);
        question.ranking(visited.unwrap_or_else(|| question.visit()))
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
        let mut found = Found::new(self.feed, query);
        let mut radius = query.within_km;
        let mut visited = 0;
        loop {
            // Offices stand by distance, and without a radius all are within.
            while let Some(reached) = reached.get(visited)
                && reached.is_within(radius)
            {
                found.visit(self, reached);
                visited += 1;
            }
            if found.total > 0 || radius.is_none_or(|radius| radius > WIDEST_KM) {
                break;
            }
            radius = radius.map(|radius| if radius == 0.0 { 1.0 } else { radius * 2.0 });
        }
        let mut left_out = Found::new(self.feed, query);
        for reached in reached.iter().skip(visited) {
            if reached.distance_km.is_none() {
                left_out.visit(self, reached);
            }
        }
        Visited {
            kept: found.take_kept(),
            unlocated: left_out.offices,
            radius,
            has_released: self.has_released(&reached, radius),
            empty: (found.total == 0).then(|| self.empty(&reached)),
            found,
            nearest_first: reached,
        }
    }

    /// The answer.
    fn ranking(&self, visited: Visited<'f>) -> Ranking<'f> {
        let Visited { found, kept, .. } = visited;
        let mut offers = Vec::new();
        for best in &kept {
            offers.extend(self.offer(best));
        }
        Ranking {
            total: found.total,
            offices: found.offices,
            unlocated: visited.unlocated,
            widened_to_km: visited
                .radius
                .filter(|radius| self.query.within_km != Some(*radius)),
            complete: true,
            nearer: self.nearer(&visited.nearest_first, kept.first(), &found.has_offer),
            offers,
            highlights: found.highlights(self),
            empty: visited.empty,
            alternatives: found.alternatives(),
            freshness: self.freshness_where(visited.has_released),
        }
    }
}

impl<'f> Found<'f> {
    fn new(feed: &Feed, query: &Query) -> Self {
        Self {
            sort: query.sort,
            limit: query.limit,
            total: 0,
            offices: 0,
            has_offer: vec![false; feed.heads.len()],
            kept: BinaryHeap::new(),
            highlights: [None; 4],
            alternatives: Vec::new(),
        }
    }

    /// Adds the offers of one office.
    #[inline(never)]
    fn visit(&mut self, question: &Evaluation<'f>, reached: &Reached<'f>) {
        let query = question.query;
        let expired = question.is_expired(question.office_age(reached.head));
        if expired && !query.show_expired {
            return;
        }
        let mut first = None;
        let mut total = 0;
        for series in question.series(reached, true) {
            for date in question.dates(&series) {
                if !question.asks_weekday(date) {
                    continue;
                }
                let day = question.day(&series, date);
                if day.state != DayState::Open || !question.is_in_time(&series, date) {
                    continue;
                }
                if !series.is_asked {
                    self.add_alternative(question, series.key, date, reached.office);
                    continue;
                }
                let candidate = Candidate {
                    reached: *reached,
                    key: series.key,
                    date,
                    open: day.open,
                    cost_days: question.cost(reached, date, day.open).sum,
                    expired,
                };
                total += 1;
                if query.group_by_office {
                    keep_first(&mut first, &candidate, query.sort);
                } else {
                    self.keep(&candidate);
                }
                for (best, sort) in self.highlights.iter_mut().zip(Sort::ALL) {
                    keep_first(best, &candidate, sort);
                }
            }
        }
        if let Some(first) = first {
            self.keep(&first);
        }
        if total > 0 {
            self.count(reached.office, total);
        }
    }

    /// Counts an office and its offers.
    fn count(&mut self, office: usize, offers: usize) {
        self.total += offers;
        self.offices += 1;
        if let Some(flag) = self.has_offer.get_mut(office) {
            *flag = true;
        }
    }

    /// Notes a date of an office's alternative.
    fn add_alternative(
        &mut self,
        question: &Evaluation<'f>,
        [service_id, channel, _]: Key<'f>,
        date: Date,
        office: usize,
    ) {
        for (known, last_office) in &mut self.alternatives {
            if known.service_id == service_id && known.channel == channel {
                known.offices += usize::from(*last_office != office);
                known.soonest = known.soonest.min(date);
                *last_office = office;
                return;
            }
        }
        let alternative = Alternative {
            service_id,
            channel,
            offices: 1,
            soonest: date,
            surcharge: question.feed.surcharge_of(service_id, question.languages()),
        };
        self.alternatives.push((alternative, office));
    }

    /// The alternatives, by service and channel.
    fn alternatives(&self) -> Vec<Alternative<'f>> {
        let found = self.alternatives.iter();
        let mut list: Vec<_> = found.map(|(found, _)| found.clone()).collect();
        list.sort_unstable_by_key(|found| [found.service_id, found.channel]);
        list
    }

    /// Keeps an offer if it is among the first ones.
    #[inline(never)]
    fn keep(&mut self, candidate: &Candidate<'f>) {
        let kept = Kept {
            candidate: *candidate,
            sort: self.sort,
        };
        if self.kept.len() < self.limit {
            self.kept.push(kept);
        } else if let Some(mut last) = self.kept.peek_mut()
            && kept < *last
        {
            *last = kept;
        }
    }

    /// Whether an offer is behind all that are kept and behind every highlight.
    fn is_behind(&self, candidate: &Candidate<'f>) -> bool {
        let is_behind = |best: &Candidate<'f>, sort| candidate.compare(best, sort).is_gt();
        let last = self.kept.peek().filter(|_| self.kept.len() == self.limit);
        last.is_some_and(|last| is_behind(&last.candidate, self.sort))
            && self
                .highlights
                .iter()
                .zip(Sort::ALL)
                .all(|(best, sort)| best.as_ref().is_some_and(|best| is_behind(best, sort)))
    }

    /// Takes the first offers, in order.
    fn take_kept(&mut self) -> Vec<Candidate<'f>> {
        let kept = std::mem::take(&mut self.kept).into_sorted_vec();
        kept.into_iter().map(|kept| kept.candidate).collect()
    }

    fn highlights(&self, question: &Evaluation<'f>) -> Highlights<'f> {
        let offer = |best: &Option<Candidate<'f>>| question.offer(best.as_ref()?);
        let [best, nearest, soonest, most_open] = &self.highlights;
        Highlights {
            best: offer(best),
            nearest: offer(&nearest.filter(|_| question.query.near.is_some())),
            soonest: offer(soonest),
            most_open: offer(most_open),
        }
    }
}
