//! Feed x question x now: the offers in order, each with its reason, and what is said when there are none.

use std::cmp::Ordering;

use serde::Serialize;

use crate::calendar::{Date, LocalTime, Zones};
use crate::feed::{Feed, Surcharge};
use crate::geo::round_to;
use crate::offer::Offer;
use crate::order::sort_by;
use crate::query::{Query, Sort};
use crate::question::{Asked, Question, Reached, by_distance, seconds};
use crate::reason::{Empty, Nearer};
use crate::series::{CoveredDates, Day, DayState, Series};
use crate::summary::Freshness;

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
    pub nearer: Vec<Nearer>,
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

/// An offer before its texts are read: what the orders compare.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'f> {
    pub reached: Reached<'f>,
    pub service: &'f str,
    pub channel: &'f str,
    pub event: Option<&'f str>,
    pub date: Date,
    pub open: i64,
    pub cost: Cost,
    pub age_seconds: f64,
    pub expired: bool,
}

/// What an offer costs in days: waiting, travelling, and the risk that its places are gone.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub wait_days: i32,
    pub travel_days: f64,
    pub risk_days: f64,
    /// Their sum, rounded to a millionth.
    pub cost_days: f64,
}

impl Candidate<'_> {
    /// Which of two offers comes first in an order. Two different offers are never equal.
    pub fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let cost = || self.cost.cost_days.total_cmp(&other.cost.cost_days);
        let distance = || by_distance(self.reached.distance_km, other.reached.distance_km);
        let date = || self.date.cmp(&other.date);
        let open = || other.open.cmp(&self.open);
        let by_sort = || match sort {
            Sort::Best => cost().then_with(distance).then_with(date),
            Sort::Nearest => distance().then_with(date).then_with(open),
            Sort::Soonest => date().then_with(cost),
            Sort::MostOpen => open().then_with(cost),
        };
        let unlocated = |candidate: &Self| candidate.reached.distance_km.is_none();
        self.expired
            .cmp(&other.expired)
            .then(unlocated(self).cmp(&unlocated(other)))
            .then_with(by_sort)
            .then_with(|| self.reached.head.id_rank.cmp(&other.reached.head.id_rank))
            .then_with(|| self.service.cmp(other.service))
            .then_with(|| self.channel.cmp(other.channel))
            .then_with(|| self.event.cmp(&other.event))
            .then_with(date)
    }
}

/// Keeps the first of two offers in an order.
fn keep_first<'f>(best: &mut Option<Candidate<'f>>, candidate: Candidate<'f>, sort: Sort) {
    if best.is_none_or(|best| candidate.compare(&best, sort).is_lt()) {
        *best = Some(candidate);
    }
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
    alternatives: Vec<Alternative<'f>>,
}

impl Feed {
    /// Ranks what is open. `now_ms`, in ms since 1970, counts where the question does not say when it is asked.
    ///
    /// Same feed, same question, same moment: same answer, on every platform.
    #[must_use]
    pub fn rank<'f>(&'f self, query: &'f Query, now_ms: i64, zones: &dyn Zones) -> Ranking<'f> {
        let question = Question::new(self, query, now_ms, zones);
        let mut reached = question.offices();
        sort_by(&mut reached, Reached::nearest_first);
        let located = reached.partition_point(|reached| reached.distance_km.is_some());
        let (near, rest) = reached.split_at_checked(located).unwrap_or_default();
        let mut found = Found::new(self);
        let mut unlocated = 0;
        let mut radius = None;
        if let Some(within_km) = query.within_km {
            let final_radius = found.visit_within(&question, near, within_km);
            radius = Some(final_radius);
            unlocated = rest
                .iter()
                .filter(|reached| {
                    let mut left_out = Found::new(self);
                    left_out.visit(&question, reached);
                    left_out.total > 0
                })
                .count();
        } else {
            for reached in &reached {
                found.visit(&question, reached);
            }
        }
        let in_reach = || {
            reached.iter().filter(move |reached| {
                radius.is_none_or(|radius| reached.distance_km.is_some_and(|km| km <= radius))
            })
        };
        let kept = std::mem::take(&mut found.kept);
        let has_offer = |office| found.has_offer.get(office) == Some(&true);
        Ranking {
            total: found.total,
            offices: found.offices,
            unlocated,
            widened_to_km: radius.filter(|radius| query.within_km != Some(*radius)),
            complete: true,
            nearer: question.nearer(&reached, kept.first(), has_offer),
            offers: kept
                .iter()
                .filter_map(|best| question.offer(best))
                .collect(),
            highlights: found.highlights(&question),
            empty: (found.total == 0).then(|| question.empty(&reached)),
            alternatives: found.alternatives,
            freshness: question.freshness(in_reach()),
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

    /// Visits offices within a radius, which doubles until an offer is found or it passes the widest; gives the last radius.
    fn visit_within(
        &mut self,
        question: &Question<'f>,
        nearest_first: &[Reached<'f>],
        within_km: f64,
    ) -> f64 {
        let mut radius = within_km;
        let mut left = nearest_first;
        loop {
            let inside = left.partition_point(|reached| reached.distance_km <= Some(radius));
            let (ring, outside) = left.split_at_checked(inside).unwrap_or_default();
            for reached in ring {
                self.visit(question, reached);
            }
            left = outside;
            if self.total > 0 || radius > WIDEST_KM {
                break;
            }
            radius = if radius == 0.0 { 1.0 } else { radius * 2.0 };
        }
        radius
    }

    /// Adds the offers of one office.
    fn visit(&mut self, question: &Question<'f>, reached: &Reached<'f>) {
        let age_seconds = question.office_age(reached.head);
        let expired = question.is_expired(age_seconds);
        if expired && !question.query.show_expired {
            return;
        }
        let query = question.query;
        let mut first = None;
        let mut alternatives: Vec<Alternative<'f>> = Vec::new();
        let before = self.total;
        for series in question.series(reached) {
            let asked = series.asked == Asked::Yes;
            question.each_offer(&series, reached, |date, day| {
                if !asked {
                    add_alternative(&mut alternatives, &series, date, 1);
                    return;
                }
                let candidate = Candidate {
                    reached: *reached,
                    service: series.service,
                    channel: series.channel,
                    event: series.event_id(),
                    date,
                    open: day.open,
                    cost: question.cost(reached, date, day.open, age_seconds),
                    age_seconds,
                    expired,
                };
                self.total += 1;
                if query.group_by_office {
                    keep_first(&mut first, candidate, query.sort);
                } else {
                    self.keep(candidate, query);
                }
                for (best, sort) in self.highlights.iter_mut().zip(Sort::ALL) {
                    keep_first(best, candidate, sort);
                }
            });
        }
        if let Some(first) = first {
            self.keep(first, query);
        }
        if self.total > before {
            self.offices += 1;
            if let Some(flag) = self.has_offer.get_mut(reached.office) {
                *flag = true;
            }
        }
        for alternative in alternatives {
            self.merge_alternative(question, alternative);
        }
    }

    fn merge_alternative(&mut self, question: &Question<'f>, found: Alternative<'f>) {
        let key = |other: &Alternative<'f>| (other.service_id, other.channel);
        match self.alternatives.binary_search_by_key(&key(&found), key) {
            Ok(index) => {
                if let Some(known) = self.alternatives.get_mut(index) {
                    known.offices += found.offices;
                    known.soonest = known.soonest.min(found.soonest);
                }
            }
            Err(index) => {
                let service = question.feed.envelope.service(found.service_id);
                let surcharge = service.and_then(|service| service.surcharge.clone());
                self.alternatives
                    .insert(index, Alternative { surcharge, ..found });
            }
        }
    }

    /// Keeps an offer if it is among the first ones.
    fn keep(&mut self, candidate: Candidate<'f>, query: &Query) {
        let before = |kept: &Candidate<'f>| kept.compare(&candidate, query.sort).is_lt();
        let full = self.kept.len() >= query.limit;
        if full && self.kept.last().is_some_and(before) {
            return;
        }
        let place = self.kept.partition_point(before);
        self.kept.insert(place, candidate);
        self.kept.truncate(query.limit);
    }

    fn highlights(&self, question: &Question<'f>) -> Highlights<'f> {
        let offer = |best: Option<Candidate<'f>>| best.and_then(|best| question.offer(&best));
        let [best, nearest, soonest, most_open] = self.highlights;
        Highlights {
            best: offer(best),
            nearest: offer(nearest.filter(|_| question.query.near.is_some())),
            soonest: offer(soonest),
            most_open: offer(most_open),
        }
    }
}

/// Notes one more date of an office's alternative.
fn add_alternative<'f>(
    list: &mut Vec<Alternative<'f>>,
    series: &Series<'f>,
    date: Date,
    offices: usize,
) {
    let same = list
        .iter_mut()
        .find(|known| known.service_id == series.service && known.channel == series.channel);
    if let Some(known) = same {
        known.soonest = known.soonest.min(date);
    } else {
        list.push(Alternative {
            service_id: series.service,
            channel: series.channel,
            offices,
            soonest: date,
            surcharge: None,
        });
    }
}

impl<'f> Question<'f> {
    /// The dates of a series that could be asked for: from today on, within `from` and `to`, where there is a cell.
    pub fn dates<'a>(&self, series: &'a Series<'f>, clock: LocalTime) -> CoveredDates<'a, 'f> {
        let first = self.query.from.unwrap_or(clock.date).max(clock.date);
        CoveredDates::new(&series.rows, first, self.query.to.unwrap_or(Date::MAX), 0)
    }

    /// Calls `found` for each date of a series that is an offer.
    fn each_offer(
        &self,
        series: &Series<'f>,
        reached: &Reached<'f>,
        mut found: impl FnMut(Date, &Day),
    ) {
        let clock = self.clock(reached.head);
        for date in self.dates(series, clock) {
            if !self.asks_weekday(date) {
                continue;
            }
            let day = series.day(date, clock);
            if day.open > 0
                && series.state(&day, date, self, clock) == DayState::Open
                && self.is_in_time(series, date)
            {
                found(date, &day);
            }
        }
    }

    fn cost(&self, reached: &Reached<'f>, date: Date, open: i64, age_seconds: f64) -> Cost {
        let query = self.query;
        let wait_days = date.days_since(self.clock(reached.head).date);
        let travel_days = reached.distance_km.map_or(0.0, |km| km / query.km_per_day);
        let age = age_seconds / seconds(self.feed.envelope.stale_after);
        let risk_days = query.risk_days * f64::from(query.party) / seconds(open) * age.max(1.0);
        Cost {
            wait_days,
            travel_days,
            risk_days,
            cost_days: round_to(f64::from(wait_days) + travel_days + risk_days, 1e6),
        }
    }
}
