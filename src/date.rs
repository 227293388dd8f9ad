//! Days of an office's calendar, and the working days among them: the only module that uses chrono.
//!
//! A [`Date`] is a day in an office's own calendar, never an instant.

use std::fmt;

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::shared::serialize_kept;
use crate::sort::sort_by;
use crate::work::{self, Work};

/// A calendar date of the years 1 to 9999, ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Days from 1 January of year 1, counted as day 1, to 1 January 1970.
const EPOCH_DAY: i64 = 719_163;

/// The days of a closure, both ends included, `from <= to`.
pub type Closure = (Date, Date);

impl Date {
    /// 1 January of year 1, the first date that can be written.
    pub const MIN: Self = Self::constant(1, 1, 1);
    /// 31 December 9999, the last date that can be written.
    pub const MAX: Self = Self::constant(9999, 12, 31);

    const fn constant(year: i32, month: u32, day: u32) -> Self {
        match NaiveDate::from_ymd_opt(year, month, day) {
            Some(date) => Self(date),
            None => Self(NaiveDate::MIN),
        }
    }

    /// The date of a year 1..=9999, a month and a day, if there is one.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let date = Self(NaiveDate::from_ymd_opt(year, month, day)?);
        (Self::MIN..=Self::MAX).contains(&date).then_some(date)
    }

    /// Reads `YYYY-MM-DD`, exactly.
    ///
    /// ```
    /// # use slot_finder::Date;
    /// assert_eq!(Date::parse("2026-11-22"), Date::new(2026, 11, 22));
    /// assert_eq!(Date::parse("2026-02-30"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return None;
        };
        let year = i32::try_from(digits(&[y1, y2, y3, y4])?).ok()?;
        Self::new(year, digits(&[m1, m2])?, digits(&[d1, d2])?)
    }

    /// The date in UTC at an instant, in ms since 1970; the nearest one of the years 1 to 9999.
    pub(crate) fn of_instant(ms: i64) -> Self {
        let edge = if ms < 0 { i32::MIN } else { i32::MAX };
        let days = i32::try_from(ms.div_euclid(86_400_000)).unwrap_or(edge);
        Self::constant(1970, 1, 1).plus(days)
    }

    /// The date so many days after 1 January 1970; `None` outside the years 1 to 9999.
    pub(crate) fn of_unix_day(day: i64) -> Option<Self> {
        let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(day + EPOCH_DAY).ok()?)?;
        (Self::MIN..=Self::MAX)
            .contains(&Self(date))
            .then_some(Self(date))
    }

    /// Days since 1 January 1970; negative before it.
    pub(crate) fn unix_day(self) -> i64 {
        i64::from(self.0.num_days_from_ce()) - EPOCH_DAY
    }

    /// The date so many days later, or earlier; stays within the years 1 to 9999.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let end = if days < 0 { Self::MIN } else { Self::MAX };
        self.0
            .checked_add_signed(TimeDelta::days(i64::from(days)))
            .map_or(end, |date| Self(date).clamp(Self::MIN, Self::MAX))
    }

    /// Days from `earlier` to this date.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.num_days_from_ce() - earlier.0.num_days_from_ce()
    }

    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.0.weekday() as u8 + 1
    }

    /// This date and those after it, to `last`.
    pub fn up_to(self, last: Self) -> impl Iterator<Item = Self> {
        (0..=last.days_since(self)).map(move |days| self.plus(days))
    }

    /// The date that is `n` working days later: Monday to Friday, outside the closures.
    ///
    /// With `n` = 0 it is the date itself. A place that never works again is ready on [`Date::MAX`].
    #[must_use]
    pub fn plus_working_days(self, n: u32, closures: [&[Closure]; 2]) -> Self {
        let closures = merged_closures(closures);
        let mut closures = closures.iter().peekable();
        let mut date = self;
        let mut left = n;
        while left > 0 && date < Self::MAX {
            work::add(Work::Steps, 1);
            date = date.plus(1);
            while closures.next_if(|(_, to)| *to < date).is_some() {
                work::add(Work::Steps, 1);
            }
            if let Some((_, to)) = closures.next_if(|(from, _)| *from <= date) {
                date = *to;
            } else if date.weekday() <= 5 {
                left -= 1;
            }
        }
        date
    }

    /// The last `n` working days before this date, the latest first; fewer where the calendar begins.
    pub(crate) fn working_days_before(self, n: usize, closures: [&[Closure]; 2]) -> Vec<Self> {
        let closures = merged_closures(closures);
        let mut closures = closures.iter().rev().peekable();
        let mut days = Vec::new();
        let mut date = self;
        while days.len() < n && date > Self::MIN {
            work::add(Work::Steps, 1);
            date = date.plus(-1);
            while closures.next_if(|(from, _)| *from > date).is_some() {
                work::add(Work::Steps, 1);
            }
            if let Some((from, _)) = closures.next_if(|(_, to)| *to >= date) {
                date = *from;
            } else if date.weekday() <= 5 {
                days.push(date);
            }
        }
        days
    }
}

/// Closures in the order of time, none touching another.
#[must_use]
pub fn merged_closures(lists: [&[Closure]; 2]) -> Vec<Closure> {
    let mut all = lists.concat();
    sort_by(&mut all, Ord::cmp);
    let mut merged: Vec<Closure> = Vec::new();
    for (from, to) in all {
        work::add(Work::Steps, 1);
        match merged.last_mut() {
            Some((_, last)) if from <= last.plus(1) => *last = to.max(*last),
            _ => merged.push((from, to)),
        }
    }
    merged
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.year(), self.0.month(), self.0.day());
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_kept(self.unix_day(), self, serializer)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("a date (YYYY-MM-DD)"))
    }
}

/// The number that some digits are.
pub(crate) fn digits(bytes: &[u8]) -> Option<u32> {
    bytes
        .iter()
        .try_fold(0, |n, &b| Some(n * 10 + char::from(b).to_digit(10)?))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::growth;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn dates_are_read_and_written_exactly() {
        for text in [
            "0001-01-01",
            "1970-01-01",
            "2024-02-29",
            "2026-11-22",
            "9999-12-31",
        ] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in [
            "2026-2-01",
            "2026-02-29",
            "2026-13-01",
            "0000-01-01",
            "20261122",
            "2026-11-22 ",
            "+026-11-22",
            "２026-1-1",
            "",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::MIN, date("0001-01-01"));
        assert_eq!(Date::MAX, date("9999-12-31"));
    }

    #[test]
    fn weekdays_count_from_monday() {
        // 22 November 2026 is a Sunday.
        assert_eq!(date("2026-11-22").weekday(), 7);
        assert_eq!(date("2026-11-23").weekday(), 1);
        assert_eq!(date("0001-01-01").weekday(), 1);
    }

    #[test]
    fn days_are_added_within_the_calendar() {
        assert_eq!(date("2026-12-31").plus(1), date("2027-01-01"));
        assert_eq!(date("9999-12-31").plus(1), Date::MAX);
        assert_eq!(date("2027-03-01").days_since(date("2027-02-28")), 1);
    }

    #[test]
    fn what_lies_beyond_the_calendar_is_its_first_or_last_day() {
        let sunday = date("2026-11-22");
        assert_eq!(sunday.plus(i32::MIN), Date::MIN);
        assert_eq!(sunday.plus(i32::MAX), Date::MAX);
        assert_eq!(Date::of_instant(i64::MIN), Date::MIN);
        assert_eq!(Date::of_instant(i64::MAX), Date::MAX);
        assert_eq!(Date::of_instant(-1), date("1969-12-31"));
        assert_eq!(Date::of_instant(0), date("1970-01-01"));
    }

    #[test]
    fn days_are_numbered_from_1970_and_have_no_number_beyond_the_calendar() {
        for (day, text) in [
            (-719_162, "0001-01-01"),
            (-1, "1969-12-31"),
            (0, "1970-01-01"),
            (1, "1970-01-02"),
            (2_932_896, "9999-12-31"),
        ] {
            assert_eq!(Date::of_unix_day(day), Some(date(text)));
            assert_eq!(date(text).unix_day(), day);
        }
        for day in [i64::from(i32::MIN), -719_163, 2_932_897, 1 << 40] {
            assert_eq!(Date::of_unix_day(day), None);
        }
    }

    #[test]
    fn four_working_days_after_a_thursday_end_on_wednesday() {
        // Fri 27, Mon 30, Tue 1, Wed 2 December.
        assert_eq!(
            date("2026-11-26").plus_working_days(4, [&[], &[]]),
            date("2026-12-02")
        );
        assert_eq!(
            date("2026-11-26").plus_working_days(0, [&[], &[]]),
            date("2026-11-26")
        );
    }

    #[test]
    fn closures_are_no_working_days() {
        let feed = [(date("2026-11-27"), date("2026-11-30"))];
        let office = [
            (date("2026-11-30"), date("2026-12-01")),
            (date("2026-12-05"), date("2026-12-05")),
        ];
        // Closed Fri to Tue, so Wed 2, Thu 3, Fri 4, Mon 7.
        assert_eq!(
            date("2026-11-26").plus_working_days(4, [&feed, &office]),
            date("2026-12-07")
        );
        let forever = [(date("2026-01-01"), Date::MAX)];
        assert_eq!(
            date("2026-11-26").plus_working_days(1, [&forever, &[]]),
            Date::MAX
        );
    }

    #[test]
    fn working_days_are_counted_back_as_they_are_counted_forth() {
        let feed = [(date("2026-11-27"), date("2026-11-30"))];
        let office = [
            (date("2026-12-05"), date("2026-12-05")),
            (date("2026-11-30"), date("2026-12-01")),
        ];
        let lists = [&feed[..], &office];
        // Wed 2 and Thu 3 December, Thu 26 and Wed 25 November.
        let days = ["2026-12-03", "2026-12-02", "2026-11-26", "2026-11-25"].map(date);
        assert_eq!(date("2026-12-04").working_days_before(4, lists), days);
        for start in date("2026-11-10").up_to(date("2026-12-20")) {
            for (n, last) in (1..).zip(date("2026-12-15").working_days_before(30, lists)) {
                let is_ready = start.plus_working_days(n, lists) < date("2026-12-15");
                assert_eq!(is_ready, start < last, "{n} days from {start}");
            }
        }
        assert_eq!(date("0001-01-03").working_days_before(9, lists).len(), 2);
    }

    #[test]
    fn a_closure_of_one_day_is_stepped_over_both_ways() {
        let wednesday = [(date("2026-11-25"), date("2026-11-25"))];
        let (tuesday, thursday) = (date("2026-11-24"), date("2026-11-26"));
        assert_eq!(tuesday.plus_working_days(1, [&wednesday, &[]]), thursday);
        assert_eq!(
            thursday.working_days_before(1, [&wednesday, &[]]),
            [tuesday]
        );
    }

    #[test]
    fn a_closure_within_a_longer_one_changes_nothing() {
        let month = [(date("2026-11-02"), date("2026-11-30"))];
        let within = [(date("2026-11-09"), date("2026-11-10"))];
        let lists = [&month[..], &within];
        // Tue 1 December, Fri 30 and Thu 29 October.
        let days = ["2026-12-01", "2026-10-30", "2026-10-29"].map(date);
        assert_eq!(date("2026-12-02").working_days_before(3, lists), days);
        assert_eq!(
            date("2026-10-29").plus_working_days(2, lists),
            date("2026-12-01")
        );
    }

    #[test]
    fn many_closures_cost_each_date_no_more_than_one_look() {
        growth::assert_linear("closures", |times| {
            let closure = |n: i32| {
                (
                    date("2026-01-01").plus(3 * n),
                    date("2026-01-01").plus(3 * n),
                )
            };
            let many: Vec<Closure> = (0..).take(10 * times).map(closure).collect();
            growth::of(|| {
                let _ = date("2025-12-01").plus_working_days(1000, [&many, &[]]);
                date("2100-01-01").working_days_before(1000, [&many, &many]);
            })
        });
    }
}
