//! Collects offers while offices are visited: counts, first offers, the first of each order, and what defaults leave out.

use std::collections::{BTreeMap, BinaryHeap};

use serde::Serialize;

use crate::date::Date;
use crate::feed::{Feed, Surcharge};
use crate::query::{Query, Sort};
use crate::rank::evaluation::{Evaluation, Reached};
use crate::rank::offer::{Offer, Told};
use crate::rank::order::{Candidate, Kept, keep_first};
use crate::rank::reason::Empty;
use crate::rank::series::{DayState, Key};
use crate::shared::Shared;
use crate::work::{self, Work};

/// The first offer of each order; none where there is no offer.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Highlights<'f> {
    /// By cost in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<Shared<Offer<'f>>>,
    /// By distance; none without `near`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Shared<Offer<'f>>>,
    /// By date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soonest: Option<Shared<Offer<'f>>>,
    /// By places left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_open: Option<Shared<Offer<'f>>>,
}

/// A service and channel that were not asked for, but have open places.
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
    pub collector: Collector<'f>,
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

/// Collects the offers of the offices that are visited, one office at a time.
pub(super) struct Collector<'f> {
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
    /// What defaults alone leave out, by service and channel.
    alternatives: BTreeMap<[&'f str; 2], LeftOut>,
}

/// Where a service and channel that defaults leave out have places.
struct LeftOut {
    offices: usize,
    last_office: usize,
    soonest: Date,
}

impl<'f> Collector<'f> {
    pub fn new(feed: &Feed, query: &Query) -> Self {
        Self {
            sort: query.sort,
            limit: query.limit,
            total: 0,
            offices: 0,
            has_offer: vec![false; feed.heads.len()],
            kept: BinaryHeap::new(),
            highlights: [None; 4],
            alternatives: BTreeMap::new(),
        }
    }

    /// Adds the offers of one office.
    #[inline(never)]
    pub fn visit(&mut self, question: &Evaluation<'f>, reached: &Reached<'f>) {
        work::add(Work::Offices, 1);
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
                    // Dates come in their order: later ones are no sooner.
                    self.add_alternative(series.key, date, reached.office);
                    break;
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

    /// Notes the first date of an office's alternative. No office is visited in between the series of another.
    pub fn add_alternative(&mut self, [service, channel, _]: Key<'f>, date: Date, office: usize) {
        work::add(Work::Steps, 1);
        let left_out = self
            .alternatives
            .entry([service, channel])
            .or_insert(LeftOut {
                offices: 1,
                last_office: office,
                soonest: date,
            });
        left_out.offices += usize::from(left_out.last_office != office);
        left_out.last_office = office;
        left_out.soonest = left_out.soonest.min(date);
    }

    /// The alternatives, by service and channel.
    pub fn alternatives(&self, question: &Evaluation<'f>) -> Vec<Alternative<'f>> {
        let mut list = Vec::new();
        for (&[service_id, channel], left_out) in &self.alternatives {
            list.push(Alternative {
                service_id,
                channel,
                offices: left_out.offices,
                soonest: left_out.soonest,
                surcharge: question.description().surcharge(service_id),
            });
        }
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

    /// Whether an offer comes after all that are kept and after every highlight.
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

    pub fn highlights(&self, question: &Evaluation<'f>, told: &mut Told<'f>) -> Highlights<'f> {
        let mut offer = |best: Option<Candidate<'f>>| told.offer(question, &best?);
        let [best, nearest, soonest, most_open] = self.highlights;
        Highlights {
            best: offer(best),
            nearest: offer(nearest.filter(|_| question.query.near.is_some())),
            soonest: offer(soonest),
            most_open: offer(most_open),
        }
    }
}
