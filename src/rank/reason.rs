//! Explains why an office has no offer, and what there is instead.

use serde::Serialize;

use crate::date::Date;
use crate::feed::OfficeInfo;
use crate::rank::evaluation::{Evaluation, Reached};
use crate::rank::order::Candidate;
use crate::rank::series::DayState;
use crate::shared::Shared;

/// Why an office has no offer; the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reason {
    /// Its data is too old.
    Expired,
    /// Some day has places, but not enough.
    TooFew,
    /// Some day is not known.
    Unknown,
    /// Some day is full.
    Full,
    /// Some day is not released yet.
    NotReleased,
    /// There is no service.
    NoService,
}

/// How many nearer offices without an offer an answer shows.
pub(super) const MOST_NEARER: usize = 3;

/// A nearer office without an offer. The visitor's own office is usually full: this is where they see it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Nearer<'f> {
    /// The office.
    pub office_id: &'f str,
    /// The office in full.
    pub office: Shared<OfficeInfo>,
    /// Great-circle distance in km.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    /// Why it has no offer.
    pub reason: Reason,
    /// The last date that its matching rows cover.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// With [`Reason::TooFew`], the greatest number of places on one day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
    /// When its next places are released, if that is still to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_release_at: Option<String>,
}

/// What there is instead of offers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Empty {
    /// How many offices have which reason.
    pub by_office: ReasonCounts,
    /// How many cells are what: days of a service, channel and event at an office, from today on.
    pub by_cell: ReasonCounts,
    /// The last date that any matching row covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// When the next places are released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_release_at: Option<String>,
}

/// Offices by [`Reason`], or cells by that or by having been filtered out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReasonCounts {
    /// Data too old.
    #[serde(skip_serializing_if = "is_zero")]
    pub expired: usize,
    /// Cells only: not asked for by date, weekday, hour or readiness.
    #[serde(skip_serializing_if = "is_zero")]
    pub filtered: usize,
    /// Not released yet.
    #[serde(skip_serializing_if = "is_zero")]
    pub not_released: usize,
    /// Places, but not enough.
    #[serde(skip_serializing_if = "is_zero")]
    pub too_few: usize,
    /// Not known.
    #[serde(skip_serializing_if = "is_zero")]
    pub unknown: usize,
    /// Full.
    #[serde(skip_serializing_if = "is_zero")]
    pub full: usize,
    /// No service.
    #[serde(skip_serializing_if = "is_zero")]
    pub no_service: usize,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Reason {
    /// What a date says that has no offer.
    fn of(state: DayState) -> Self {
        match state {
            DayState::TooFew => Self::TooFew,
            DayState::Unknown => Self::Unknown,
            DayState::Full => Self::Full,
            DayState::NotReleased => Self::NotReleased,
            DayState::NoService | DayState::NotAsked | DayState::Open => Self::NoService,
        }
    }
}

impl ReasonCounts {
    fn count(&mut self, reason: Reason) {
        let slot = match reason {
            Reason::Expired => &mut self.expired,
            Reason::TooFew => &mut self.too_few,
            Reason::Unknown => &mut self.unknown,
            Reason::Full => &mut self.full,
            Reason::NotReleased => &mut self.not_released,
            Reason::NoService => &mut self.no_service,
        };
        *slot += 1;
    }
}

/// Why an office has no offer, how far its rows reach, and how many places its best day has.
pub(crate) struct WhyNot {
    pub reason: Reason,
    pub until: Option<Date>,
    pub most: Option<i64>,
}

impl<'f> Evaluation<'f> {
    /// Why an office has no offer. For an office that has one the reason means nothing.
    pub fn why_not(&self, reached: &Reached<'f>) -> WhyNot {
        let mut why = WhyNot {
            reason: Reason::NoService,
            until: None,
            most: None,
        };
        for series in self.series(reached, false) {
            why.until = why.until.max(series.rows.last);
            for date in self.dates_to_explain(&series) {
                if !self.asks_date(&series, date) {
                    continue;
                }
                let day = self.day(&series, date);
                // Days with an offer explain nothing.
                if day.state == DayState::Open {
                    continue;
                }
                let reason = Reason::of(day.state);
                if reason == Reason::TooFew {
                    why.most = why.most.max(Some(day.open));
                }
                why.reason = why.reason.min(reason);
            }
            if why.reason > Reason::NotReleased && self.asks_unreleased(&series) {
                why.reason = Reason::NotReleased;
            }
        }
        if self.is_expired(self.office_age(reached.head)) {
            why.reason = Reason::Expired;
        }
        if why.reason != Reason::TooFew {
            why.most = None;
        }
        why
    }

    /// Up to three offices without offer that are nearer than the first offer.
    pub fn nearer(
        &self,
        nearest_first: &[Reached<'f>],
        first: Option<&Candidate<'f>>,
        has_offer: &[bool],
    ) -> Vec<Nearer<'f>> {
        let mut list = Vec::new();
        let first_km = first.and_then(|first| first.reached.distance_km);
        for reached in nearest_first {
            if list.len() == MOST_NEARER || self.query.near.is_none() {
                break;
            }
            let is_nearer =
                first_km.is_none_or(|first| reached.distance_km.is_some_and(|km| km < first));
            if !is_nearer || has_offer.get(reached.office) == Some(&true) {
                continue;
            }
            let why = self.why_not(reached);
            list.push(Nearer {
                office_id: &reached.head.id,
                office: self.office(reached.head),
                distance_km: reached.distance_km,
                reason: why.reason,
                until: why.until,
                most: why.most,
                next_release_at: self.coming_release(std::slice::from_ref(reached)),
            });
        }
        list
    }

    /// What there is at some offices, where none has an offer.
    pub fn empty(&self, offices: &[Reached<'f>]) -> Empty {
        let mut empty = Empty {
            by_office: ReasonCounts::default(),
            by_cell: ReasonCounts::default(),
            until: None,
            next_release_at: self.coming_release(offices),
        };
        for reached in offices {
            let why = self.why_not(reached);
            empty.by_office.count(why.reason);
            empty.until = empty.until.max(why.until);
            self.count_cells(reached, why.reason == Reason::Expired, &mut empty.by_cell);
        }
        empty
    }

    /// Counts cells: from today to the last one, or to the last date asked for.
    fn count_cells(&self, reached: &Reached<'f>, expired: bool, counts: &mut ReasonCounts) {
        for series in self.series(reached, false) {
            let today = series.clock.date;
            let covered = series.all.last.unwrap_or(Date::MIN);
            let last = self.query.to.map_or(covered, |to| to.max(covered));
            // Beyond the days that a row can have, nothing is worth counting.
            for date in today.up_to(last.min(today.plus(999))) {
                if series.event.is_some() && !series.all.covers(date) {
                    continue;
                }
                if expired {
                    counts.count(Reason::Expired);
                    continue;
                }
                let state = self.day(&series, date).state;
                // An office that has places all the same was left out by the radius.
                let left_out = matches!(state, DayState::NotAsked | DayState::Open);
                if left_out || !self.asks_date(&series, date) {
                    counts.filtered += 1;
                } else {
                    counts.count(Reason::of(state));
                }
            }
        }
    }
}
