//! Parses calendar days, clock times and instants into chrono's values.

use chrono::{DateTime, Datelike, Days, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;

/// The calendar and clock at an office at one instant.
#[derive(Clone, Copy)]
pub struct Here {
    pub today: NaiveDate,
    /// Seconds on the clock since it showed 00:00.
    pub second_of_day: u32,
}

/// "'Today' at an office is the date of `now` in its IANA zone."
pub fn here(now: i64, zone: Tz) -> Here {
    let local = DateTime::<Utc>::from_timestamp_millis(now)
        .unwrap()
        .with_timezone(&zone);
    Here {
        today: local.date_naive(),
        second_of_day: local.time().num_seconds_from_midnight(),
    }
}

/// Milliseconds since 1970 of an RFC 3339 time.
pub fn instant(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(text)
        .unwrap()
        .timestamp_millis()
}

/// Days are written "YYYY-MM-DD".
pub fn date(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

/// Seconds since 00:00 of a clock time "HH:MM".
pub fn clock(text: &str) -> u32 {
    let (hours, minutes) = text.split_once(':').unwrap();
    hours.parse::<u32>().unwrap() * 3600 + minutes.parse::<u32>().unwrap() * 60
}

/// The day that is `count` days later.
pub fn later(date: NaiveDate, count: u64) -> NaiveDate {
    date.checked_add_days(Days::new(count)).unwrap()
}

/// 1 = Monday .. 7 = Sunday.
pub fn weekday(date: NaiveDate) -> u32 {
    date.weekday().number_from_monday()
}

/// Every day from `first` to `last`, both included; none if `last` is before `first`.
pub fn each_day(first: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    first.iter_days().take_while(move |day| *day <= last)
}
