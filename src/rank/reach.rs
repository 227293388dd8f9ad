//! Says which parts of a split feed an answer still needs, by what its entry tells of them.
//!
//! A part's **ideal offer** is at the part's nearest edge, on its soonest date, with its most places and with fresh data. It
//! comes before every real offer of the part in every order, for the reasons that `quick` gives for offices. A part whose
//! ideal offer comes after the last offer shown can't change which offers are shown.

use std::cmp::Ordering;

use crate::date::Date;
use crate::feed::{Feed, FeedPart};
use crate::query::{Query, Sort};
use crate::rank::collector::Visited;
use crate::rank::evaluation::{Evaluation, Reached, by_distance};
use crate::rank::order::Candidate;
use crate::sort::sort_by;
use crate::time::Zones;
use crate::work::{self, Work};

/// More places than any offer has: 500 rows of 1,000,000.
const MOST_PLACES: i64 = 500_000_000;

/// A part that was not added and has offices that pass the filters, as far as its entry tells.
pub(super) struct Unread<'f> {
    part: usize,
    /// How far its nearest office is, at the least; absent without `near` or without positions.
    least_km: Option<f64>,
    /// What comes before all its offers; absent if it can have none within the widest radius.
    ideal: Option<Candidate<'f>>,
}

impl Feed {
    /// The parts that have to be added before the first offers of a question are right, in the order in which to add
    /// them: the nearest first. Adding some may spare others. None for a feed in one file.
    #[must_use]
    pub fn needed_parts(&self, query: &Query, now_ms: i64, zones: &dyn Zones) -> Vec<usize> {
        if !self.parts.is_partial() {
            return Vec::new();
        }
        let question = Evaluation::new(self, query, now_ms, zones);
        let visited = question.visit_quickly();
        let mut needed = question.unread();
        needed.retain(|unread| unread.is_needed(query, &visited));
        sort_by(&mut needed, Unread::nearest_first);
        needed.iter().map(|unread| unread.part).collect()
    }

    /// What the entry says of a part: its address, relative to the entry's, and its hash; none, if there is no such part.
    #[must_use]
    pub fn part_source(&self, part: usize) -> Option<(&str, &str)> {
        let part = self.parts.list.get(part)?;
        Some((&part.url, &part.integrity))
    }

    /// How many parts the feed is split into; none if it is in one file.
    #[must_use]
    pub fn part_count(&self) -> usize {
        self.parts.list.len()
    }
}

impl<'f> Evaluation<'f> {
    /// The parts that were not added, but for those that the filters leave out.
    pub(super) fn unread(&self) -> Vec<Unread<'f>> {
        let query = self.query;
        let parts = &self.feed.parts;
        if !parts.is_partial() || self.has_all_offices() {
            return Vec::new();
        }
        let mut list = Vec::new();
        for (index, part) in parts.list.iter().enumerate() {
            work::add(Work::Steps, 1);
            let has_region = |region: &String| {
                let regions = part.regions.as_ref();
                regions.is_none_or(|regions| regions.contains(region))
            };
            if part.is_added || !query.region.as_ref().is_none_or(has_region) {
                continue;
            }
            let least_km = query
                .near
                .zip(part.area)
                .map(|(near, area)| area.least_km(near));
            list.push(Unread {
                part: index,
                least_km,
                ideal: self.ideal(part, least_km),
            });
        }
        list
    }

    /// Whether the offices that are asked for by their ids were all read.
    fn has_all_offices(&self) -> bool {
        let asked = &self.query.offices;
        let ids = &self.feed.parts.ids;
        !asked.is_empty() && asked.iter().all(|id| ids.contains_key(&**id))
    }

    /// An offer that comes before all that a part has, if it may have one.
    fn ideal(&self, part: &FeedPart, least_km: Option<f64>) -> Option<Candidate<'f>> {
        let query = self.query;
        let open = part.max_open.unwrap_or(MOST_PLACES);
        // No zone is more than a day from UTC.
        let today = Date::of_instant(self.now);
        let soonest = part.soonest.max(query.from).max(Some(today.plus(-1)))?;
        let is_late = query.to.is_some_and(|to| to < soonest)
            || query
                .needed_by
                .is_some_and(|needed_by| needed_by <= soonest);
        let is_left_out = query.within_km.is_some() && least_km.is_none();
        if open < i64::from(query.party) || is_late || is_left_out {
            return None;
        }
        let pricing = self.pricing(today.plus(1).min(soonest), 0.0, least_km);
        Some(Candidate {
            reached: Reached {
                office: usize::MAX,
                head: &self.feed.parts.stand_in,
                distance_km: least_km,
            },
            key: ["", "", ""],
            date: soonest,
            open,
            cost_days: pricing.cost(soonest, open).sum,
            expired: false,
        })
    }
}

impl Unread<'_> {
    fn is_within(&self, radius: Option<f64>) -> bool {
        radius.is_none_or(|radius| self.least_km.is_some_and(|km| km <= radius))
    }

    /// Whether the part could change the first offers, or is where the visitor is.
    pub fn is_needed(&self, query: &Query, visited: &Visited<'_>) -> bool {
        if visited.kept.is_empty() {
            return true;
        }
        if let Some(ideal) = &self.ideal
            && self.is_within(visited.radius)
        {
            // An offer within a narrower radius than the one it was widened to would make it that one again.
            let narrower = visited.radius.filter(|_| visited.radius != query.within_km);
            let last = visited.kept.get(query.limit - 1);
            if narrower.is_some_and(|radius| self.is_within(Some(radius / 2.0)))
                || last.is_none_or(|last| ideal.compare(last, query.sort).is_lt())
            {
                return true;
            }
        }
        // The visitor's own surroundings, where offices are named that are nearer than the first offer.
        self.least_km == Some(0.0)
    }

    /// Whether the part could have the first offer of an order, within a radius.
    pub fn could_lead(&self, radius: Option<f64>, first: &Candidate<'_>, sort: Sort) -> bool {
        let ideal = self.ideal.as_ref().filter(|_| self.is_within(radius));
        ideal.is_some_and(|ideal| ideal.compare(first, sort).is_lt())
    }

    /// Nearest first, those without positions last; where nothing is near, by the cheapest offer that they may have.
    fn nearest_first(&self, other: &Self) -> Ordering {
        let cost = |unread: &Self| unread.ideal.map(|ideal| ideal.cost_days);
        by_distance(self.least_km, other.least_km)
            .then_with(|| by_distance(cost(self), cost(other)))
    }
}
