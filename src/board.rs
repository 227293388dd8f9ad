//! The same question as a table: offices by dates.

use serde::Serialize;

use crate::calendar::{Date, LocalTime, Zones};
use crate::feed::{Feed, OfficeInfo};
use crate::order::sort_by;
use crate::query::Query;
use crate::question::{Asked, Question, Reached};
use crate::series::{DayState, Series, Sums};
use crate::summary::Freshness;

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
    /// Not known, or too old to be told.
    pub const UNKNOWN: i32 = -3;
    /// Not asked for: past, too early to book, or another weekday.
    pub const NOT_ASKED: i32 = -4;
}

impl Feed {
    /// The table of a question. Its party only matters for who reads it: every place is counted.
    #[must_use]
    pub fn board(&self, query: &Query, now_ms: i64, zones: &dyn Zones) -> Board {
        let question = Question::new(self, query, now_ms, zones);
        let mut offices = question.offices();
        if let Some(within_km) = query.within_km {
            offices.retain(|reached| reached.distance_km.is_some_and(|km| km <= within_km));
        }
        sort_by(&mut offices, Reached::nearest_first);
        let rows: Vec<Vec<Series<'_>>> = offices
            .iter()
            .map(|reached| {
                let mut series = question.series(reached);
                series.retain(|series| series.asked == Asked::Yes);
                series
            })
            .collect();
        let dates = question.board_dates(&offices, &rows);
        let mut cells = Vec::with_capacity(dates.len() * offices.len());
        for (reached, series) in offices.iter().zip(&rows) {
            let clock = question.clock(reached.head);
            let too_old =
                !query.show_expired && question.is_expired(question.office_age(reached.head));
            for date in &dates {
                cells.push(question.board_cell(series, *date, clock, too_old));
            }
        }
        Board {
            dates,
            distances_km: offices.iter().map(|reached| reached.distance_km).collect(),
            cells,
            freshness: question.freshness(offices.iter()),
            offices: offices
                .iter()
                .map(|reached| self.office_info(reached.head, question.languages()))
                .collect(),
        }
    }
}

impl Question<'_> {
    fn board_dates(&self, offices: &[Reached<'_>], rows: &[Vec<Series<'_>>]) -> Vec<Date> {
        let today = offices.iter().map(|reached| self.clock(reached.head).date);
        let covered = rows.iter().flatten().filter_map(Series::last);
        let first = self.query.from.or_else(|| today.min());
        let last = self.query.to.or_else(|| covered.max());
        first.zip(last).map_or_else(Vec::new, |(first, last)| {
            first.up_to(last.min(first.plus(MAX_DATES - 1))).collect()
        })
    }

    fn board_cell(&self, all: &[Series<'_>], date: Date, clock: LocalTime, too_old: bool) -> i32 {
        if date < clock.date || !self.asks_weekday(date) {
            return cells::NOT_ASKED;
        }
        let mut sums = Sums::default();
        let mut worst = None;
        for series in all {
            // An event says nothing of days without it.
            if series.event.is_some() && !series.covers(date) {
                continue;
            }
            let day = series.day(date, clock);
            let state = if self.is_in_time(series, date) {
                series.state(&day, date, self, clock)
            } else {
                DayState::NotAsked
            };
            if state != DayState::NotAsked {
                sums.add(series.service, day.open, day.total);
            }
            worst = Some(worst.map_or(state, |worst: DayState| worst.min(state)));
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
