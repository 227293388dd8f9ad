//! Finds what a question asks for at one office: its series, the dates of each, and what each date is.

use crate::date::Date;
use crate::feed::{Precision, Quota, Row, UNKNOWN};
use crate::rank::evaluation::{Asked, Evaluation, Reached};
use crate::rank::series::{CoveredDates, Day, DayState, Rows, Series, add_known};
use crate::work::{self, Work};

impl<'f> Evaluation<'f> {
    /// The series of an office that are asked, in the order of their keys; if so wished, with those that defaults alone
    /// leave out.
    pub fn series(&self, reached: &Reached<'f>, with_alternatives: bool) -> Vec<Series<'f>> {
        let mut list: Vec<Series<'f>> = Vec::new();
        let Some(quota) = self.feed.quota(reached.office) else {
            return list;
        };
        let working_days = self.last_working_days(&quota.closed);
        for row in quota.by_series() {
            work::add(Work::Steps, 1);
            let asked = self.asks(row);
            let is_asked = asked == Asked::Yes;
            let is_wished = is_asked || (with_alternatives && asked == Asked::ByDefaultNot);
            if !is_wished || !self.asks_event(row.event.is_some()) {
                continue;
            }
            // The rows of a series are one after the other.
            if list.last().is_none_or(|series| series.key != row.series()) {
                list.push(self.new_series(quota, row, reached, is_asked, &working_days));
            }
            let Some(series) = list.last_mut() else {
                continue;
            };
            series.push(row, self.asks_hours(row.session));
        }
        list
    }

    /// The dates that explain why a series has no offer: from today to its last cell, gaps included.
    pub fn dates_to_explain<'a>(&self, series: &'a Series<'f>) -> CoveredDates<'a, 'f> {
        // A week of a gap has every weekday, and readiness only gets later: that explains the gap.
        const WEEK: i32 = 7;
        let last = self.query.to.unwrap_or(Date::MAX);
        // Days that come too soon to be booked explain nothing.
        let first = series.first_bookable();
        let first = self.query.from.map_or(first, |from| from.max(first));
        CoveredDates::new(&series.all.list, first, last, WEEK)
    }

    fn new_series(
        &self,
        quota: &'f Quota,
        row: &'f Row,
        reached: &Reached<'f>,
        is_asked: bool,
        working_days: &[Date],
    ) -> Series<'f> {
        let service = self.feed.envelope.service(&row.service);
        let ready_days = service.and_then(|service| service.ready_days);
        let ready_days = ready_days.unwrap_or_default();
        Series {
            key: row.series(),
            event: row.event.as_ref(),
            described_by: row.index,
            is_asked,
            clock: self.clock(reached.head),
            rows: Rows::default(),
            all: Rows::default(),
            lead_days: None,
            ended: false,
            ready_days,
            in_time_until: self.in_time_until(ready_days, working_days),
            closed: &quota.closed,
        }
    }

    /// What a date is at a series, whether or not the question asks for that date.
    pub fn day(&self, series: &Series<'f>, date: Date) -> Day {
        let mut day = Day {
            open: 0,
            total: Some(0),
            precision: Precision::Exact,
            state: DayState::NotAsked,
        };
        let (mut unknown, mut full, mut no_service, mut left_out) = (false, false, false, false);
        for row in series.rows.on(date) {
            let Some(cell) = row.cell(date) else { continue };
            if !series.can_be_booked(row, date) {
                left_out = true;
                continue;
            }
            if cell == -1 {
                no_service = true;
                continue;
            }
            add_known(&mut day.total, row.total(date).map(i64::from));
            day.precision = day.precision.max(row.precision);
            match cell {
                UNKNOWN => {
                    unknown = true;
                    day.precision = day.precision.max(Precision::AtLeast);
                }
                0 => full = true,
                places => day.open += i64::from(places),
            }
        }
        let party = i64::from(self.query.party);
        day.state = if day.open > 0 {
            let together = !self.query.same_session || series.is_together(date, party);
            if day.open >= party && together {
                DayState::Open
            } else {
                DayState::TooFew
            }
        } else if unknown {
            DayState::Unknown
        } else if full {
            DayState::Full
        } else if no_service {
            DayState::NoService
        } else if left_out {
            DayState::NotAsked
        } else {
            series.state_without_cells(date)
        };
        day
    }

    /// Whether some date after the released ones is asked for.
    pub fn asks_unreleased(&self, series: &Series<'f>) -> bool {
        if series.event.is_some() {
            return false;
        }
        // Weekdays come round in a week, lead days end, and readiness only gets later.
        let mut date = series.clock.date;
        if let Some(last) = series.all.last {
            date = date.max(last.plus(1));
        }
        date = date.max(series.first_bookable());
        date = self.query.from.map_or(date, |from| date.max(from));
        for _ in 0..7 {
            if self.asks_date(series, date) && self.day(series, date).state == DayState::NotReleased
            {
                return true;
            }
            date = date.plus(1);
        }
        false
    }

    /// The dates of a series that could be asked for: from today on, within `from` and `to`, where there is a cell.
    pub fn dates<'a>(&self, series: &'a Series<'f>) -> CoveredDates<'a, 'f> {
        let today = series.clock.date;
        let first = self.query.from.unwrap_or(today).max(today);
        let last = self.query.to.unwrap_or(Date::MAX);
        CoveredDates::new(&series.rows.list, first, last, 0)
    }
}
