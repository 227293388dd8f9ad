//! What visiting offices finds: counts, the first offers, the first of each order, and what defaults leave out.

use std::collections::BinaryHeap;

use serde::Serialize;

use crate::date::Date;
use crate::feed::{Feed, Surcharge};
use crate::query::{Query, Sort};
use crate::rank::evaluation::{Evaluation, Reached};
use crate::rank::offer::Offer;
use crate::rank::order::{Candidate, Kept, keep_first};
use crate::rank::reason::Empty;
use crate::rank::series::{DayState, Key};

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
pub(super) struct Visited<'f> {
    pub found: Found<'f>,
    /// The first offers in the order asked for.
    pub kept: Vec<Candidate<'f>>,
    /// How many offices have an offer but no position, where a radius leaves them out.
    pub unlocated: usize,
    /// The radius in km within which something was found, or the last one tried.
    pub radius: Option<f64>,
    /// The offices of which some may be nearer than the first offer, and have none.
    pub nearest_first: Vec<Reached<'f>>,
    /// Whether some office within the radius released places after its data was observed.
    pub has_released: bool,
    pub empty: Option<Empty>,
}

/// What visiting offices has found so far.
pub(super) struct Found<'f> {
    pub sort: Sort,
    pub limit: usize,
    pub total: usize,
    /// How many offices have an offer.
    pub offices: usize,
    /// Which ones do, by their index in the feed.
    pub has_offer: Vec<bool>,
    /// The first offers in the order asked for.
    pub kept: BinaryHeap<Kept<'f>>,
    pub highlights: [Option<Candidate<'f>>; 4],
    /// In the order in which they were found, each with the office that had it last.
    pub alternatives: Vec<(Alternative<'f>, usize)>,
}

impl<'f> Found<'f> {
    pub fn new(feed: &Feed, query: &Query) -> Self {
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
    pub fn visit(&mut self, question: &Evaluation<'f>, reached: &Reached<'f>) {
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
    pub fn count(&mut self, office: usize, offers: usize) {
        self.total += offers;
        self.offices += 1;
        if let Some(flag) = self.has_offer.get_mut(office) {
            *flag = true;
        }
    }

    /// Notes a date of an office's alternative.
    pub fn add_alternative(
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
            surcharge: question.description().surcharge(service_id),
        };
        self.alternatives.push((alternative, office));
    }

    /// The alternatives, by service and channel.
    pub fn alternatives(&self) -> Vec<Alternative<'f>> {
        let found = self.alternatives.iter();
        let mut list: Vec<_> = found.map(|(found, _)| found.clone()).collect();
        list.sort_unstable_by_key(|found| [found.service_id, found.channel]);
        list
    }

    /// Keeps an offer if it is among the first ones.
    #[inline(never)]
    pub fn keep(&mut self, candidate: &Candidate<'f>) {
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
    pub fn is_behind(&self, candidate: &Candidate<'f>) -> bool {
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
    pub fn take_kept(&mut self) -> Vec<Candidate<'f>> {
        let kept = std::mem::take(&mut self.kept).into_sorted_vec();
        kept.into_iter().map(|kept| kept.candidate).collect()
    }

    pub fn highlights(&self, question: &Evaluation<'f>) -> Highlights<'f> {
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
