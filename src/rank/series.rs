//! Sums up what one office offers of one service by one channel, day by day.
//!
//! A [`Series`] gathers the rows of an (office, service, channel, event or none) that a question asks; [`Day`] sums them
//! up for one date, and its [`DayState`] separates places, full, no service, not released and not known.

use crate::date::{Closure, Date};
use crate::feed::{Event, Precision, Row, Session};
use crate::sort::sort_by;
use crate::time::LocalTime;
use crate::work::{self, Work};

/// The key of a series: its service, its channel and the id of its event, which is empty for none.
pub(crate) type Key<'f> = [&'f str; 3];

/// The rows of one service, channel and event (or none) at an office.
pub(crate) struct Series<'f> {
    pub key: Key<'f>,
    /// Its event as the first of its rows in the feed describes it.
    pub event: Option<&'f Event>,
    /// Where that row is in the office's `quota`.
    pub described_by: u16,
    /// Whether it is asked, or left out by a default of the question alone.
    pub is_asked: bool,
    /// Date and time at the office.
    pub clock: LocalTime,
    /// The rows whose session is asked for too.
    pub rows: Rows<'f>,
    /// All its rows, whatever their session: they say what is released.
    pub all: Rows<'f>,
    /// After how many days some row asked can be booked; absent without rows.
    pub lead_days: Option<u32>,
    /// Whether a row says that there is no service after it.
    pub ended: bool,
    /// Working days until it is ready.
    pub ready_days: u32,
    /// The last date on which it is ready before it is needed, if there is one and it is said when.
    pub in_time_until: Option<Date>,
    /// The office's own closures.
    pub closed: &'f [Closure],
}

/// Rows in the order of their first dates, in which those of a date are found without looking at the others.
#[derive(Default)]
pub(crate) struct Rows<'f> {
    pub list: Vec<&'f Row>,
    /// The cells of the longest row.
    longest: i32,
    /// The last date with a cell.
    pub last: Option<Date>,
}

impl<'f> Rows<'f> {
    /// Adds a row; its first date is not before those of the rows added before.
    pub fn push(&mut self, row: &'f Row) {
        self.list.push(row);
        let cells = i32::try_from(row.open.len()).unwrap_or(i32::MAX);
        self.longest = self.longest.max(cells);
        self.last = self.last.max(row.last());
    }

    /// The rows that may have a cell of a date.
    // Used in many places: inlining it would make the Wasm larger.
    #[inline(never)]
    pub fn on(&self, date: Date) -> &[&'f Row] {
        let is_over = |row: &&Row| date.days_since(row.first) >= self.longest;
        let start = self.list.partition_point(is_over);
        let end = self.list.partition_point(|row| row.first <= date);
        self.list.get(start..end).unwrap_or_default()
    }

    /// Whether a date has a cell.
    pub fn covers(&self, date: Date) -> bool {
        self.on(date).iter().any(|row| row.cell(date).is_some())
    }
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
    pub state: DayState,
}

impl<'f> Series<'f> {
    /// Adds a row, and says whether its session is asked for. Rows come in the order of their first dates.
    pub fn push(&mut self, row: &'f Row, is_asked: bool) {
        self.all.push(row);
        self.ended |= row.ended;
        if row.index < self.described_by {
            self.event = row.event.as_ref();
            self.described_by = row.index;
        }
        if is_asked {
            self.rows.push(row);
            let least = self.lead_days.unwrap_or(row.lead_days);
            self.lead_days = Some(least.min(row.lead_days));
        }
    }

    /// Places left in a row on a date, 0 where they do not count.
    fn places(&self, row: &Row, date: Date) -> i64 {
        let cell = row.cell(date).filter(|_| self.can_be_booked(row, date));
        cell.map_or(0, |cell| i64::from(cell.max(0)))
    }

    /// Places left and in all of each session with places on a date, in the order of the rows.
    pub fn sessions(&self, date: Date) -> Vec<(Session, i64, Option<i64>)> {
        let mut list: Vec<(Session, i64, Option<i64>)> = Vec::new();
        for row in self.rows.on(date) {
            let open = self.places(row, date);
            let Some(session) = row.session.filter(|_| open > 0) else {
                continue;
            };
            let total = row.total(date).map(i64::from);
            if let Some((_, opens, totals)) = list.iter_mut().find(|same| same.0 == session) {
                *opens += open;
                add_known(totals, total);
            } else {
                list.push((session, open, total));
            }
        }
        list
    }

    /// Whether one row holds so many people on a date by itself. Places of several rows may be at several counters.
    pub fn is_together(&self, date: Date, party: i64) -> bool {
        let mut rows = self.rows.on(date).iter();
        rows.any(|row| self.places(row, date) >= party)
    }

    /// The first row of the feed with places on a date.
    pub fn first_open_row(&self, date: Date) -> Option<&'f Row> {
        let mut first: Option<&'f Row> = None;
        for row in self.rows.on(date) {
            if self.places(row, date) > 0 && first.is_none_or(|first| row.index < first.index) {
                first = Some(row);
            }
        }
        first
    }

    pub fn state_without_cells(&self, date: Date) -> DayState {
        if date < self.first_bookable() {
            return DayState::NotAsked;
        }
        if self.event.is_some() {
            return DayState::NoService;
        }
        // Rows without cells release nothing.
        if self.all.last.is_some_and(|last| date <= last) {
            if self.all.covers(date) {
                DayState::NoService
            } else {
                DayState::Unknown
            }
        } else if self.ended {
            DayState::NoService
        } else {
            DayState::NotReleased
        }
    }

    /// The first date that some row asked can be booked for.
    pub fn first_bookable(&self) -> Date {
        lead_end(self.clock.date, self.lead_days.unwrap_or_default())
    }

    /// Whether a row's cell of a date counts: it is early enough to book, and today's session has not ended.
    pub fn can_be_booked(&self, row: &Row, date: Date) -> bool {
        let has_ended = |session: Session| session.has_ended(self.clock);
        date >= lead_end(self.clock.date, row.lead_days)
            && !(date == self.clock.date && row.session.is_some_and(has_ended))
    }
}

/// The last date before another one with a cell in some rows, which are in the order of their first dates.
#[inline(never)]
pub(crate) fn last_before(rows: &[&Row], date: Date) -> Option<Date> {
    let begun = rows.partition_point(|row| row.first < date);
    let day_before = date.plus(-1);
    let mut last = None;
    // One of the rows that began last has the day before, unless there is a gap.
    for row in rows.iter().take(begun).rev() {
        work::add(Work::Cells, 1);
        last = last.max(row.last().map(|last| last.min(day_before)));
        if last == Some(day_before) {
            break;
        }
    }
    last
}

/// Adds to a sum that is not known as soon as a part is not.
pub(crate) fn add_known(sum: &mut Option<i64>, part: Option<i64>) {
    *sum = sum.and_then(|sum| Some(sum + part?));
}

/// Sums of places that never add up services which count the same places.
#[derive(Default)]
pub(crate) struct Sums<'f> {
    by_service: Vec<(&'f str, i64, Option<i64>)>,
}

impl<'f> Sums<'f> {
    /// Adds the places of a day of a series. Series come in the order of their keys, so each service's come
    /// one after the other.
    pub fn add(&mut self, series: &Series<'f>, day: &Day) {
        let [service, ..] = series.key;
        self.add_places(service, day.open, day.total);
    }

    /// Adds places of a service. Calls for the same service must follow each other.
    pub fn add_places(&mut self, service: &'f str, more: i64, of_all: Option<i64>) {
        work::add(Work::Steps, 1);
        if let Some((last, open, total)) = self.by_service.last_mut()
            && *last == service
        {
            *open += more;
            add_known(total, of_all);
        } else {
            self.by_service.push((service, more, of_all));
        }
    }

    /// Places left and in all: summed over services, or those of the greatest service where they overlap.
    pub fn result(&self, overlap: bool) -> (i64, Option<i64>) {
        let (mut opens, mut totals) = (0, Some(0));
        for &(_, open, total) in &self.by_service {
            if overlap {
                opens = open.max(opens);
                totals = totals.and_then(|most: i64| Some(most.max(total?)));
            } else {
                opens += open;
                add_known(&mut totals, total);
            }
        }
        (opens, totals)
    }
}

/// The dates that some of a list of rows covers, and the first days of each gap between them.
///
/// Steps over a gap at once, even one of a thousand years, and looks at each row once.
pub(crate) struct CoveredDates<'a, 'f> {
    /// In the order of their first dates.
    rows: &'a [&'f Row],
    /// How many rows have begun.
    begun: usize,
    /// The last date that those cover.
    until: Option<Date>,
    next: Option<Date>,
    last: Date,
    /// How many days of each gap are given.
    gap_days: i32,
    left: i32,
}

impl<'a, 'f> CoveredDates<'a, 'f> {
    /// The dates from `first` to `last`. The rows are in the order of their first dates.
    pub fn new(rows: &'a [&'f Row], first: Date, last: Date, gap_days: i32) -> Self {
        Self {
            rows,
            begun: 0,
            until: None,
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
            work::add(Work::Steps, 1);
            let mut later = None;
            while let Some(row) = self.rows.get(self.begun) {
                if row.first > date {
                    later = Some(row.first);
                    break;
                }
                work::add(Work::Steps, 1);
                self.until = self.until.max(row.last());
                self.begun += 1;
            }
            let is_covered = self.until.is_some_and(|until| date <= until);
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

/// Those of several series that have a cell of a date. Looks at each row once when it begins, and then at those that go on.
pub(crate) struct Covering<'a, 'f> {
    all: &'a [Series<'f>],
    /// Rows and the indexes of their series, in the order of their first dates.
    rows: Vec<(usize, &'f Row)>,
    /// How many rows have begun.
    begun: usize,
    /// Of those that go on the series, in order, and the last dates.
    going_on: Vec<(usize, Date)>,
}

impl<'a, 'f> Covering<'a, 'f> {
    pub fn new(all: &'a [Series<'f>]) -> Self {
        let mut rows = Vec::new();
        for (at, series) in all.iter().enumerate() {
            rows.extend(series.all.list.iter().map(|row| (at, *row)));
        }
        sort_by(&mut rows, |a, b| a.1.first.cmp(&b.1.first));
        Self {
            all,
            rows,
            begun: 0,
            going_on: Vec::new(),
        }
    }

    /// The rows of all series, in the order of their first dates.
    pub fn rows(&self) -> Vec<&'f Row> {
        self.rows.iter().map(|(_, row)| *row).collect()
    }

    /// The series that have a cell of a date, in order. Dates may only grow from call to call.
    pub fn on(&mut self, date: Date) -> Vec<&'a Series<'f>> {
        self.going_on.retain(|(_, last)| *last >= date);
        while let Some(&(at, row)) = self
            .rows
            .get(self.begun)
            .filter(|(_, row)| row.first <= date)
        {
            self.begun += 1;
            if let Some(last) = row.last().filter(|last| *last >= date) {
                let place = self.going_on.partition_point(|(other, _)| *other <= at);
                self.going_on.insert(place, (at, last));
            }
        }
        let mut list = Vec::new();
        for together in self.going_on.chunk_by(|a, b| a.0 == b.0) {
            work::add(Work::Steps, together.len());
            list.extend(together.first().and_then(|(at, _)| self.all.get(*at)));
        }
        list
    }
}

/// The first date that can be booked.
fn lead_end(today: Date, lead_days: u32) -> Date {
    today.plus(i32::try_from(lead_days).unwrap_or(i32::MAX))
}
