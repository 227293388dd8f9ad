//! Dates and times at an office, and the only module that uses chrono.
//!
//! Instants (milliseconds since 1970 in UTC) come in with an IANA zone, calendar dates and wall-clock times of that zone
//! go out. A [`Date`] is a day in an office's own calendar, never an instant.

use std::fmt;

use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::sort::sort_by;
use crate::work::{self, Work};

/// A calendar date of the years 1 to 9999, ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// Date and time of day at some place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// The date there.
    pub date: Date,
    /// Seconds since midnight by the clock on the wall, 0..86,400.
    pub seconds: u32,
}

/// What the clock on the wall shows, anywhere: the engine's only source of zones.
pub trait Zones {
    /// Local date and time of an instant, in ms since 1970, in an IANA zone; `None` if the zone is unknown.
    fn local(&self, zone: &str, instant_ms: i64) -> Option<LocalTime>;

    /// Whether there is such a zone, although [`Zones::local`] may not know it. A platform that knows all zones has
    /// nothing to add.
    fn exists(&self, _zone: &str) -> bool {
        false
    }
}

impl LocalTime {
    /// What a clock shows that is so many minutes ahead of UTC; `None` outside the years 1 to 9999.
    pub(crate) fn ahead(minutes: i64, instant_ms: i64) -> Option<Self> {
        let seconds = instant_ms.div_euclid(1000).checked_add(60 * minutes)?;
        let day = seconds.div_euclid(86_400).checked_add(EPOCH_DAY)?;
        let date = NaiveDate::from_num_days_from_ce_opt(i32::try_from(day).ok()?).map(Date)?;
        Some(Self {
            date: (Date::MIN..=Date::MAX).contains(&date).then_some(date)?,
            seconds: u32::try_from(seconds.rem_euclid(86_400)).ok()?,
        })
    }
}

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
        let closures = merged(closures);
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
        if left > 0 { Self::MAX } else { date }
    }

    /// The last `n` working days before this date, the latest first; fewer where the calendar begins.
    pub(crate) fn working_days_before(self, n: usize, closures: [&[Closure]; 2]) -> Vec<Self> {
        let closures = merged(closures);
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
fn merged(lists: [&[Closure]; 2]) -> Vec<Closure> {
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
        serializer.collect_str(self)
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

/// A time of day as `HH:MM`, in minutes since midnight.
pub(crate) fn parse_time_of_day(text: &str) -> Option<u16> {
    let [h1, h2, b':', m1, m2] = *text.as_bytes() else {
        return None;
    };
    minutes_of_day([h1, h2, m1, m2])
}

fn minutes_of_day([h1, h2, m1, m2]: [u8; 4]) -> Option<u16> {
    let (hours, minutes) = (digits(&[h1, h2])?, digits(&[m1, m2])?);
    (hours < 24 && minutes < 60)
        .then(|| u16::try_from(hours * 60 + minutes).ok())
        .flatten()
}

/// Minutes since midnight as `HH:MM`.
pub(crate) fn time_of_day(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

const DAY_MS: i64 = 86_400_000;
/// Days from 1 January of year 1, counted as day 1, to 1 January 1970.
const EPOCH_DAY: i64 = 719_163;

/// Reads an RFC 3339 time with its offset, as milliseconds since 1970 in UTC; digits beyond milliseconds are dropped, and
/// a leap second counts as the second before it.
///
/// ```
/// # use slot_finder::parse_rfc3339;
/// assert_eq!(parse_rfc3339("1970-01-01T07:00:00.5+07:00"), Some(500));
/// assert_eq!(parse_rfc3339("2026-11-22T08:00:00"), None); // no offset: not an instant
/// ```
#[must_use]
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    let (date, time) = text.split_at_checked(10)?;
    let [b'T' | b't', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = time.as_bytes() else {
        return None;
    };
    let minutes = minutes_of_day([*h1, *h2, *m1, *m2])?;
    let seconds = digits(&[*s1, *s2]).filter(|&s| s <= 60)?;
    let (mut ms, mut rest) = (0, rest);
    if let [b'.', fraction @ ..] = rest {
        let mut place = 100;
        rest = fraction;
        while let [digit @ b'0'..=b'9', behind @ ..] = rest {
            ms += place * i64::from(digit - b'0');
            place /= 10;
            rest = behind;
        }
        if rest.len() == fraction.len() {
            return None;
        }
    }
    let offset = match *rest {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let minutes = i64::from(minutes_of_day([h1, h2, m1, m2])?);
            if sign == b'+' { minutes } else { -minutes }
        }
        _ => return None,
    };
    let days = i64::from(Date::parse(date)?.0.num_days_from_ce()) - EPOCH_DAY;
    let minutes = i64::from(minutes) - offset;
    Some(days * DAY_MS + minutes * 60_000 + i64::from(seconds.min(59)) * 1000 + ms)
}

/// How many minutes a time that [`parse_rfc3339`] reads is ahead of UTC, by its own offset.
pub(crate) fn offset_minutes(rfc3339: &str) -> i64 {
    let offset = rfc3339
        .len()
        .checked_sub(6)
        .and_then(|at| rfc3339.get(at..));
    match offset.map(str::as_bytes) {
        Some(&[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2]) => {
            let minutes = minutes_of_day([h1, h2, m1, m2]).unwrap_or_default();
            if sign == b'+' {
                i64::from(minutes)
            } else {
                -i64::from(minutes)
            }
        }
        _ => 0,
    }
}

/// A time that [`parse_rfc3339`] reads, in the form that JavaScript's `Date` reads as the same instant: a leap second is
/// the second before it, a fraction has at most three digits, and `T` and `Z` are capital letters.
pub(crate) fn for_javascript(rfc3339: &str) -> String {
    let (clock, behind) = rfc3339.split_at_checked(19).unwrap_or((rfc3339, ""));
    let offset_at = behind.bytes().position(|b| b"Zz+-".contains(&b));
    // A place that was found is none within a character, which the compiler does not know: without the check it would print one.
    let split = offset_at.and_then(|at| behind.split_at_checked(at));
    let (fraction, offset) = split.unwrap_or((behind, ""));
    let mut time = String::new();
    match clock.strip_suffix("60") {
        Some(minutes) => {
            time.push_str(minutes);
            time.push_str("59");
        }
        None => time.push_str(clock),
    }
    time.push_str(fraction.get(..4).unwrap_or(fraction));
    time.push_str(offset);
    time.make_ascii_uppercase();
    time
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::growth;
    use crate::native::TzZones;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn local(zone: &str, instant: &str) -> (String, u32) {
        let time = TzZones
            .local(zone, parse_rfc3339(instant).unwrap())
            .unwrap();
        (time.date.to_string(), time.seconds)
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

    #[test]
    fn times_are_read_with_their_offset() {
        assert_eq!(
            parse_rfc3339("2026-11-22T08:00:00+07:00"),
            parse_rfc3339("2026-11-22T01:00:00Z")
        );
        assert_eq!(
            parse_rfc3339("2026-11-22T01:00:00z"),
            Some(1_795_309_200_000)
        );
        assert_eq!(
            parse_rfc3339("2026-11-21T20:30:00.123456-04:30"),
            Some(1_795_309_200_123)
        );
        assert_eq!(parse_rfc3339("1969-12-31T23:59:59.5Z"), Some(-500));
        assert_eq!(
            parse_rfc3339("2016-12-31T23:59:60Z"),
            parse_rfc3339("2016-12-31T23:59:59Z")
        );
        for text in [
            "2026-11-22",
            "2026-11-22T08:00:00",
            "2026-11-22 08:00:00Z",
            "2026-11-22T08:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T08:60:00Z",
            "2026-11-22T08:00:61Z",
            "2026-11-22T08:00:00.Z",
            "2026-11-22T08:00:00+7:00",
            "2026-11-22T08:00:00+0700",
            "2026-11-22T08:00:00.5",
            "é",
            "2026-11-22T08:00:00+é:00",
        ] {
            assert_eq!(parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn the_offset_of_a_time_is_read() {
        for (time, minutes) in [
            ("2026-11-22T08:00:00+07:00", 420),
            ("2026-11-22T08:00:00.5-03:30", -210),
            ("2026-11-22T08:00:00Z", 0),
            ("", 0),
        ] {
            assert_eq!(offset_minutes(time), minutes, "{time}");
        }
    }

    #[test]
    fn times_are_told_as_javascript_reads_them() {
        for (written, told) in [
            ("2026-11-22T08:00:00+07:00", "2026-11-22T08:00:00+07:00"),
            (
                "2017-01-01t06:59:60.9994+07:00",
                "2017-01-01T06:59:59.999+07:00",
            ),
            ("0001-01-01T00:00:00.5z", "0001-01-01T00:00:00.5Z"),
            ("9999-12-31T23:59:60-23:59", "9999-12-31T23:59:59-23:59"),
        ] {
            assert_eq!(for_javascript(written), told);
            assert_eq!(parse_rfc3339(written), parse_rfc3339(told));
        }
    }

    #[test]
    fn midnight_comes_at_its_own_time_in_the_three_zones_of_indonesia() {
        // Midnight in WIT is 23:00 in WITA and 22:00 in WIB.
        assert_eq!(
            local("Asia/Jayapura", "2026-11-22T14:59:59Z"),
            ("2026-11-22".into(), 86_399)
        );
        assert_eq!(
            local("Asia/Jayapura", "2026-11-22T15:00:00Z"),
            ("2026-11-23".into(), 0)
        );
        assert_eq!(
            local("Asia/Makassar", "2026-11-22T15:59:59Z"),
            ("2026-11-22".into(), 86_399)
        );
        assert_eq!(
            local("Asia/Makassar", "2026-11-22T16:00:00Z"),
            ("2026-11-23".into(), 0)
        );
        assert_eq!(
            local("Asia/Jakarta", "2026-11-22T16:59:59Z"),
            ("2026-11-22".into(), 86_399)
        );
        assert_eq!(
            local("Asia/Jakarta", "2026-11-22T17:00:00Z"),
            ("2026-11-23".into(), 0)
        );
    }

    #[test]
    fn summer_time_moves_the_clock_not_the_day() {
        // Berlin: 02:00 becomes 03:00 on 29 March 2026, 03:00 becomes 02:00 on 25 October.
        assert_eq!(
            local("Europe/Berlin", "2026-03-29T00:59:59Z"),
            ("2026-03-29".into(), 2 * 3600 - 1)
        );
        assert_eq!(
            local("Europe/Berlin", "2026-03-29T01:00:00Z"),
            ("2026-03-29".into(), 3 * 3600)
        );
        assert_eq!(
            local("Europe/Berlin", "2026-10-25T01:00:00Z"),
            ("2026-10-25".into(), 2 * 3600)
        );
        // In Cairo summer time of 2026 begins at midnight of 24 April: the day starts at one.
        assert_eq!(
            local("Africa/Cairo", "2026-04-23T22:00:00Z"),
            ("2026-04-24".into(), 3600)
        );
        assert_eq!(
            local("Africa/Cairo", "2026-04-23T21:59:59Z"),
            ("2026-04-23".into(), 86_399)
        );
    }

    #[test]
    fn a_zone_can_miss_a_day() {
        // Samoa went from 29 to 31 December 2011.
        assert_eq!(
            local("Pacific/Apia", "2011-12-30T09:59:59Z"),
            ("2011-12-29".into(), 86_399)
        );
        assert_eq!(
            local("Pacific/Apia", "2011-12-30T10:00:00Z"),
            ("2011-12-31".into(), 0)
        );
    }

    #[test]
    fn unknown_zones_have_no_time() {
        assert_eq!(TzZones.local("Asia/Kediri", 0), None);
        assert!(TzZones.local("asia/jakarta", 0).is_some());
    }

    #[test]
    fn times_of_day_are_minutes() {
        assert_eq!(parse_time_of_day("08:05"), Some(485));
        assert_eq!(parse_time_of_day("24:00"), None);
        assert_eq!(parse_time_of_day("8:05"), None);
        assert_eq!(time_of_day(485), "08:05");
    }
}
