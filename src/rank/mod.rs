//! Feed x question x now: the offers in order, each with its reason, and what is said when there are none.

mod days;
pub(crate) mod evaluation;
mod freshness;
#[cfg(test)]
mod growth_tests;
mod offer;
mod order;
mod reason;
pub(crate) mod series;

pub use freshness::{Freshness, FreshnessState};
pub use offer::{Offer, OtherDay, SessionInfo};
pub use reason::{Empty, Nearer, Reason, ReasonCounts};

use serde::Serialize;

use crate::date::{Date, Zones};
use crate::feed::{Feed, Surcharge};
use crate::growth::count;
use crate::query::{Query, Sort};
use crate::work::{self, Work};
use evaluation::{Evaluation, Reached};
use order::{Candidate, keep_first};
use series::DayState;

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
    /// The radius of this answer in km, if nothing was open within the one asked for but something is within this one.
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

/// What visiting offices has found so far.
struct Found<'f> {
    total: usize,
    /// How many offices have an offer.
    offices: usize,
    /// Which ones do, by their index in the feed.
    has_offer: Vec<bool>,
    /// The first offers in the order asked for.
    kept: Vec<Candidate<'f>>,
    highlights: [Option<Candidate<'f>>; 4],
    /// Service, channel, office and date of what defaults alone leave out, in the order in which they were found.
    alternatives: Vec<([&'f str; 2], usize, Date)>,
}

impl Feed {
    /// Ranks what is open. `now_ms`, in ms since 1970, counts where the question does not say when it is asked.
    ///
    /// Same feed, same question, same moment: same answer, on every platform.
    #[must_use]
    pub fn rank<'f>(&'f self, query: &'f Query, now_ms: i64, zones: &dyn Zones) -> Ranking<'f> {
        let question = Evaluation::new(self, query, now_ms, zones);
        let reached = question.offices();
        let mut found = Found::new(self);
        let mut radius = query.within_km;
        let mut visited = 0;
        loop {
            // Offices stand by distance, and without a radius all are within.
            while let Some(reached) = reached.get(visited)
                && reached.is_within(radius)
            {
                found.visit(&question, reached);
                visited += 1;
            }
            if found.total > 0 || radius.is_none_or(|radius| radius > WIDEST_KM) {
                break;
            }
            radius = radius.map(|radius| if radius == 0.0 { 1.0 } else { radius * 2.0 });
        }
        let mut left_out = Found::new(self);
        for reached in reached.iter().skip(visited) {
            if reached.distance_km.is_none() {
                left_out.visit(&question, reached);
            }
        }
        let mut offers = Vec::new();
        for best in &found.kept {
            offers.extend(question.offer(best));
        }
        Ranking {
            total: found.total,
            offices: found.offices,
            unlocated: left_out.offices,
            widened_to_km: radius
                .filter(|radius| found.total > 0 && query.within_km != Some(*radius)),
            complete: true,
            nearer: question.nearer(&reached, found.kept.first(), &found.has_offer),
            offers,
            highlights: found.highlights(&question),
            empty: (found.total == 0).then(|| question.empty(&reached)),
            alternatives: found.alternatives(&question),
            freshness: question.freshness(&reached, radius),
        }
    }
}

impl<'f> Found<'f> {
    fn new(feed: &Feed) -> Self {
        Self {
            total: 0,
            offices: 0,
            has_offer: vec![false; feed.heads.len()],
            kept: Vec::new(),
            highlights: [None; 4],
            alternatives: Vec::new(),
        }
    }

    /// Adds the offers of one office.
    #[inline(never)]
    fn visit(&mut self, question: &Evaluation<'f>, reached: &Reached<'f>) {
        work::add(Work::Offices, 1);
        let query = question.query;
        let expired = question.is_expired(question.office_age(reached.head));
        if expired && !query.show_expired {
            return;
        }
        let mut first = None;
        let before = self.total;
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
                    let [service, channel, _] = series.key;
                    let found = ([service, channel], reached.office, date);
                    self.alternatives.push(found);
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
                self.total += 1;
                if query.group_by_office {
                    keep_first(&mut first, &candidate, query.sort);
                } else {
                    self.keep(&candidate, query);
                }
                for (best, sort) in self.highlights.iter_mut().zip(Sort::ALL) {
                    keep_first(best, &candidate, sort);
                }
            }
        }
        if let Some(first) = first {
            self.keep(&first, query);
        }
        if self.total > before {
            self.offices += 1;
            if let Some(flag) = self.has_offer.get_mut(reached.office) {
                *flag = true;
            }
        }
    }

    /// The alternatives, by service and channel.
    fn alternatives(&self, question: &Evaluation<'f>) -> Vec<Alternative<'f>> {
        let mut found = self.alternatives.clone();
        found.sort_unstable();
        let mut list: Vec<Alternative<'f>> = Vec::new();
        let mut last_office = None;
        for ([service_id, channel], office, date) in found {
            count(1);
            if let Some(last) = list.last_mut()
                && last.service_id == service_id
                && last.channel == channel
            {
                last.offices += usize::from(last_office != Some(office));
                last.soonest = last.soonest.min(date);
            } else {
                list.push(Alternative {
                    service_id,
                    channel,
                    offices: 1,
                    soonest: date,
                    surcharge: question.description().surcharge(service_id),
                });
            }
            last_office = Some(office);
        }
        list
    }

    /// Keeps an offer if it is among the first ones.
    #[inline(never)]
    fn keep(&mut self, candidate: &Candidate<'f>, query: &Query) {
        let before = |kept: &Candidate<'f>| kept.compare(candidate, query.sort).is_lt();
        let place = self.kept.partition_point(before);
        if place < query.limit {
            self.kept.insert(place, *candidate);
            self.kept.truncate(query.limit);
        }
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
