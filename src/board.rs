//! The same question as a table: offices by dates.

use serde::Serialize;

use crate::date::Date;
use crate::feed::{Feed, OfficeInfo};
use crate::query::Query;
use crate::rank::Freshness;
use crate::rank::evaluation::{Evaluation, Reached};
use crate::rank::series::{DayState, Series, Sums};
use crate::time::Zones;

/// Most dates of a board.
const MAX_DATES: i32 = 62;

/// Offices by dates; every office in reach, full ones too.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Board {
    /// The dates, one a day.
    pub dates: Vec<Date>,
    /// The offices, nearest first, those without distance last, ties by id.
    pub offices: Vec<OfficeInfo>,
    /// Their great-circle distances in km.
    pub distances_km: Vec<Option<f64>>,
    /// Row after row: places left, or one of the codes in [`cells`].
    pub cells: Vec<i32>,
    /// How old the board is.
    pub freshness: Freshness,
}

/// The codes of cells without places.
pub mod cells {
    /// Full.
    pub const FULL: i32 = 0;
    /// No service that day.
    pub const NO_SERVICE: i32 = -1;
    /// Not released yet.
    pub const NOT_RELEASED: i32 = -2;
    /// Not known, or too old to show.
    pub const UNKNOWN: i32 = -3;
    /// Not asked for: past, too early to book, or another weekday.
    pub const NOT_ASKED: i32 = -4;
}

impl Feed {
    /// The table of a question. Its party only matters for who reads it: every place is counted.
    #[must_use]
    pub fn board(&self, query: &Query, now_ms: i64, zones: &dyn Zones) -> Board {
        let question = Evaluation::new(self, query, now_ms, zones);
        let mut reached = question.offices();
        let inside = reached
            .iter()
            .filter(|reached| reached.is_within(query.within_km));
        reached.truncate(inside.count());
        let dates = question.board_dates(&reached);
        let (mut offices, mut distances_km, mut cells) = (Vec::new(), Vec::new(), Vec::new());
        let description = question.description();
        for reached in &reached {
            offices.push(description.office(reached.head));
            distances_km.push(reached.distance_km);
            let series = question.series(reached, false);
            let expired = question.is_expired(question.office_age(reached.head));
            let today = question.clock(reached.head).date;
            for date in &dates {
                let cell = if *date < today || !question.asks_weekday(*date) {
                    cells::NOT_ASKED
                } else {
                    question.board_cell(&series, *date, expired && !query.show_expired)
                };
                cells.push(cell);
            }
        }
        Board {
            dates,
            offices,
            distances_km,
            cells,
            freshness: question.freshness(&reached, None),
        }
    }
}

impl<'f> Evaluation<'f> {
    fn board_dates(&self, offices: &[Reached<'f>]) -> Vec<Date> {
        let mut end = self.query.to;
        if end.is_none() {
            for reached in offices {
                for series in self.series(reached, false) {
                    end = end.max(series.rows.last);
                }
            }
        }
        let first = self.query.from.or_else(|| self.earliest_today(offices));
        let mut dates = Vec::new();
        if let Some((first, end)) = first.zip(end) {
            dates.extend(first.up_to(end.min(first.plus(MAX_DATES - 1))));
        }
        dates
    }

    fn board_cell(&self, all: &[Series<'f>], date: Date, too_old: bool) -> i32 {
        let mut sums = Sums::default();
        let mut worst = None;
        for series in all {
            // An event says nothing of days without it.
            if series.event.is_some() && !series.all.covers(date) {
                continue;
            }
            let mut day = self.day(series, date);
            if !self.is_in_time(series, date) {
                day.state = DayState::NotAsked;
            }
            if day.state != DayState::NotAsked {
                sums.add(series, &day);
            }
            worst = Some(worst.map_or(day.state, |worst: DayState| worst.min(day.state)));
        }
        let (open, _) = sums.result(self.feed.envelope.services_overlap);
        match worst {
            Some(DayState::NotAsked) => cells::NOT_ASKED,
            _ if too_old => cells::UNKNOWN,
            Some(DayState::Open | DayState::TooFew) => i32::try_from(open).unwrap_or(i32::MAX),
            Some(DayState::Unknown) => cells::UNKNOWN,
            Some(DayState::Full) => cells::FULL,
            Some(DayState::NotReleased) => cells::NOT_RELEASED,
            Some(DayState::NoService) | None => cells::NO_SERVICE,
        }
    }
}
