//! What one office offers of one service by one channel, day by day.
//!
//! A [`Series`] gathers the rows of an (office, service, channel, event or none) that a question asks; [`Day`] sums them
//! up for one date, and its [`DayState`] tells places, full, no service, not released and not known apart.

use crate::calendar::{Closure, Date, LocalTime};
use crate::feed::{Event, Precision, Quota, Row, Session, UNKNOWN};
use crate::question::{Asked, Question, Reached};

/// The rows of one service, channel and event (or none) at an office.
pub(crate) struct Series<'f> {
    pub service: &'f str,
    pub channel: &'f str,
    pub event: Option<&'f Event>,
    /// Asked, or left out by a default of the question alone.
    pub asked: Asked,
    /// The rows whose session is asked for too.
    pub rows: Vec<&'f Row>,
    /// All its rows, whatever their session: they say what is released.
    all: Vec<&'f Row>,
    /// Working days until it is ready.
    pub ready_days: u32,
    /// The office's own closures.
    pub closed: &'f [Closure],
}

/// What a date is at a series; only [`DayState::Open`] is an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum DayState {
    Open,
    TooFew,
    Unknown,
    Full,
    NotReleased,
    NoService,
    /// Past, or too early to book.
    NotAsked,
}

/// The sum of a series' rows on one date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day {
    /// Places left, 0 if there are none or it is not known.
    pub open: i64,
    /// Places in all, if every row with service says so.
    pub total: Option<i64>,
    pub precision: Precision,
    unknown: bool,
    full: bool,
    no_service: bool,
    /// Some row was left out: its session has ended, or it can't be booked so soon.
    left_out: bool,
}

/// The places of one session on one date.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SessionDay {
    pub session: Session,
    pub open: i64,
    pub total: Option<i64>,
}

impl<'f> Question<'f> {
    /// The series of an office that are asked, or left out by defaults alone, in the order of their first rows.
    pub fn series(&self, reached: &Reached<'f>) -> Vec<Series<'f>> {
        let mut list: Vec<Series<'f>> = Vec::new();
        let Some(quota) = self.feed.quota(reached.office) else {
            return list;
        };
        for row in &quota.rows {
            let asked = self.asks(row);
            if asked == Asked::No || !self.asks_event(row.event.is_some()) {
                continue;
            }
            let found = list.iter().position(|series| series.holds(row));
            let series = if let Some(index) = found {
                list.get_mut(index)
            } else {
                list.push(self.new_series(quota, row, asked));
                list.last_mut()
            };
            let Some(series) = series else { continue };
            series.all.push(row);
            if self.asks_session(row) {
                series.rows.push(row);
            }
        }
        list
    }

    /// The dates of a series that explain why it has no offer: from today to its last cell, gaps included.
    pub fn dates_to_explain<'a>(
        &self,
        series: &'a Series<'f>,
        clock: LocalTime,
    ) -> CoveredDates<'a, 'f> {
        // A week of a gap has every weekday, and readiness only gets later: that explains the gap.
        const WEEK: i32 = 7;
        let last = self.query.to.unwrap_or(Date::MAX);
        // Days that come too soon to be booked explain nothing.
        let first = lead_end(clock.date, series.lead_days());
        let first = self.query.from.map_or(first, |from| from.max(first));
        CoveredDates::new(&series.all, first, last, WEEK)
    }

    /// The dates that are counted as cells: from today to the last cell, or to the last date asked for.
    pub fn cell_dates(&self, series: &Series<'f>, clock: LocalTime) -> impl Iterator<Item = Date> {
        // Beyond the days that a row can have, nothing is worth counting.
        let farthest = clock.date.plus(999);
        let covered = series.released_until().unwrap_or(Date::MIN);
        let last = self.query.to.map_or(covered, |to| to.max(covered));
        let days = clock.date.up_to(last.min(farthest));
        days.filter(|date| series.event.is_none() || series.covers(*date))
    }

    fn new_series(&self, quota: &'f Quota, row: &'f Row, asked: Asked) -> Series<'f> {
        let service = self.feed.envelope.service(&row.service);
        Series {
            service: &row.service,
            channel: &row.channel,
            event: row.event.as_ref(),
            asked,
            rows: Vec::new(),
            all: Vec::new(),
            ready_days: service
                .and_then(|service| service.ready_days)
                .unwrap_or_default(),
            closed: &quota.closed,
        }
    }
}

impl<'f> Series<'f> {
    fn holds(&self, row: &Row) -> bool {
        *self.service == *row.service
            && *self.channel == *row.channel
            && self.event_id() == row.event.as_ref().map(|event| &*event.id)
    }

    pub fn event_id(&self) -> Option<&'f str> {
        self.event.map(|event| &*event.id)
    }

    /// The last date with a cell in a row that is asked.
    pub fn last(&self) -> Option<Date> {
        self.rows.iter().filter_map(|row| row.last()).max()
    }

    /// The last date with a cell, whatever the hours asked for.
    pub fn released_until(&self) -> Option<Date> {
        self.all.iter().filter_map(|row| row.last()).max()
    }

    /// Whether a date has a cell, whatever the hours asked for.
    pub fn covers(&self, date: Date) -> bool {
        self.all.iter().any(|row| row.cell(date).is_some())
    }

    /// The rows that count on a date: those that have a cell with service or not known, and can still be booked.
    fn counted(&self, date: Date, clock: LocalTime) -> impl Iterator<Item = (&'f Row, i32)> {
        self.rows.iter().filter_map(move |row| {
            let cell = row.cell(date).filter(|cell| *cell != -1)?;
            can_be_booked(row, date, clock).then_some((*row, cell))
        })
    }

    pub fn day(&self, date: Date, clock: LocalTime) -> Day {
        let mut day = Day {
            open: 0,
            total: Some(0),
            precision: Precision::Exact,
            unknown: false,
            full: false,
            no_service: false,
            left_out: false,
        };
        for row in &self.rows {
            let Some(cell) = row.cell(date) else { continue };
            if !can_be_booked(row, date, clock) {
                day.left_out = true;
                continue;
            }
            if cell == -1 {
                day.no_service = true;
                continue;
            }
            day.total = day
                .total
                .zip(row.total(date))
                .map(|(sum, total)| sum + i64::from(total));
            day.precision = day.precision.max(row.precision);
            match cell {
                UNKNOWN => {
                    day.unknown = true;
                    day.precision = day.precision.max(Precision::AtLeast);
                }
                0 => day.full = true,
                places => day.open += i64::from(places),
            }
        }
        day
    }

    /// The sessions with places on a date, by time.
    pub fn sessions(&self, date: Date, clock: LocalTime) -> Vec<SessionDay> {
        let mut list: Vec<SessionDay> = Vec::new();
        for (row, cell) in self.counted(date, clock) {
            let Some(session) = row.session.filter(|_| cell > 0) else {
                continue;
            };
            let (open, total) = (i64::from(cell), row.total(date).map(i64::from));
            if let Some(same) = list.iter_mut().find(|other| other.session == session) {
                same.open += open;
                same.total = same.total.zip(total).map(|(a, b)| a + b);
            } else {
                let place = list.partition_point(|other| other.session < session);
                let day = SessionDay {
                    session,
                    open,
                    total,
                };
                list.insert(place, day);
            }
        }
        list
    }

    /// Whether one session of a date holds the party; rows without session do.
    pub fn is_together(&self, date: Date, clock: LocalTime, party: u32) -> bool {
        self.counted(date, clock)
            .any(|(row, cell)| row.session.is_none() && cell > 0)
            || self
                .sessions(date, clock)
                .iter()
                .any(|day| day.open >= i64::from(party))
    }

    /// The first row with places on a date.
    pub fn first_open_row(&self, date: Date, clock: LocalTime) -> Option<&'f Row> {
        self.counted(date, clock)
            .find(|(_, cell)| *cell > 0)
            .map(|(row, _)| row)
    }

    /// What a date is, whether or not the question asks for that date.
    pub fn state(
        &self,
        day: &Day,
        date: Date,
        question: &Question<'_>,
        clock: LocalTime,
    ) -> DayState {
        let query = question.query;
        if day.open > 0 {
            let enough = day.open >= i64::from(query.party)
                && (!query.same_session || self.is_together(date, clock, query.party));
            return if enough {
                DayState::Open
            } else {
                DayState::TooFew
            };
        }
        if day.unknown {
            DayState::Unknown
        } else if day.full {
            DayState::Full
        } else if day.no_service {
            DayState::NoService
        } else {
            self.state_without_cells(day, date, clock)
        }
    }

    fn state_without_cells(&self, day: &Day, date: Date, clock: LocalTime) -> DayState {
        if day.left_out || self.is_too_soon(date, clock) {
            return DayState::NotAsked;
        }
        if self.event.is_some() {
            return DayState::NoService;
        }
        match self.released_until() {
            None => DayState::NoService,
            Some(last) if date > last => {
                if self.all.iter().any(|row| row.ended) {
                    DayState::NoService
                } else {
                    DayState::NotReleased
                }
            }
            Some(_) if self.covers(date) => DayState::NoService,
            Some(_) => DayState::Unknown,
        }
    }

    /// Whether a date is before the first one that any row asked could be booked for.
    fn is_too_soon(&self, date: Date, clock: LocalTime) -> bool {
        date < lead_end(clock.date, self.lead_days())
    }

    /// From how many days after today on some row counts.
    fn lead_days(&self) -> u32 {
        let leads = self.rows.iter().map(|row| row.lead_days);
        leads.min().unwrap_or_default()
    }

    /// Whether some date behind the released ones is asked for.
    pub fn asks_unreleased(&self, question: &Question<'_>, clock: LocalTime) -> bool {
        let Some(last) = self.released_until().filter(|_| self.event.is_none()) else {
            return false;
        };
        let first = last.plus(1).max(clock.date);
        let first = question.query.from.map_or(first, |from| first.max(from));
        // Weekdays come round in a week, lead days end, and readiness only gets later.
        let first = first.max(lead_end(clock.date, self.lead_days()));
        first.up_to(first.plus(6)).any(|date| {
            question.asks_date(self, date)
                && self.state(&self.day(date, clock), date, question, clock)
                    == DayState::NotReleased
        })
    }
}

/// Sums of places that never add up services which count the same places.
#[derive(Default)]
pub(crate) struct Sums<'f> {
    by_service: Vec<(&'f str, i64, Option<i64>)>,
}

impl<'f> Sums<'f> {
    /// Adds places left and places in all.
    pub fn add(&mut self, service: &'f str, open: i64, total: Option<i64>) {
        let same = self
            .by_service
            .iter_mut()
            .find(|(other, ..)| *other == service);
        if let Some((_, opens, totals)) = same {
            *opens += open;
            *totals = totals.zip(total).map(|(a, b)| a + b);
        } else {
            self.by_service.push((service, open, total));
        }
    }

    /// Places left and in all: summed over services, or those of the greatest service where they overlap.
    pub fn result(&self, overlap: bool) -> (i64, Option<i64>) {
        let opens = self.by_service.iter().map(|(_, open, _)| *open);
        let mut totals = self.by_service.iter().map(|(.., total)| *total);
        if overlap {
            let total = totals.try_fold(0, |most, total| Some(most.max(total?)));
            (opens.max().unwrap_or_default(), total)
        } else {
            (opens.sum(), totals.sum())
        }
    }
}

/// The dates that some of a list of rows covers, and the first days of each gap between them.
///
/// A gap is stepped over at once, be it a thousand years long.
pub(crate) struct CoveredDates<'a, 'f> {
    rows: &'a [&'f Row],
    next: Option<Date>,
    last: Date,
    /// How many days of each gap are given.
    gap_days: i32,
    left: i32,
}

impl<'a, 'f> CoveredDates<'a, 'f> {
    /// The dates from `first` to `last`.
    pub fn new(rows: &'a [&'f Row], first: Date, last: Date, gap_days: i32) -> Self {
        Self {
            rows,
            next: Some(first),
            last,
            gap_days,
            left: gap_days,
        }
    }
}

impl Iterator for CoveredDates<'_, '_> {
    type Item = Date;

    // Used in many places: inlining it would cost 3 kB of Wasm.
    #[inline(never)]
    fn next(&mut self) -> Option<Date> {
        loop {
            let date = self.next.filter(|date| *date <= self.last)?;
            let is_covered = self.rows.iter().any(|row| row.cell(date).is_some());
            let later = self.rows.iter().map(|row| row.first);
            let later = later.filter(|first| *first > date).min();
            if is_covered || (self.left > 0 && later.is_some()) {
                self.left = if is_covered {
                    self.gap_days
                } else {
                    self.left - 1
                };
                self.next = Some(date.plus(1)).filter(|next| *next > date);
                return Some(date);
            }
            self.next = later;
        }
    }
}

/// The first date that can be booked.
fn lead_end(today: Date, lead_days: u32) -> Date {
    today.plus(i32::try_from(lead_days).unwrap_or(i32::MAX))
}

/// Whether a row's cell of a date counts: it is early enough to book, and today's session has not ended.
fn can_be_booked(row: &Row, date: Date, clock: LocalTime) -> bool {
    let has_ended = |session: Session| u32::from(session.end) * 60 <= clock.seconds;
    date >= lead_end(clock.date, row.lead_days)
        && !(date == clock.date && row.session.is_some_and(has_ended))
}
