//! Reads numbers, days, moments and positions in the notations of other feeds.

use serde_json::Value;
use slot_finder::{Date, TzZones, Zones, parse_rfc3339};

use super::report::{Kind, Report};

/// An integer of at least 0, also as text; reports anything else.
pub fn count(value: Option<&Value>, report: &mut Report) -> Option<u32> {
    let value = value.filter(|value| !value.is_null())?;
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let number = text.trim().parse().ok();
            if number.is_some() {
                report.note(Kind::NumberText, || value.to_string());
            }
            number
        }
        _ => None,
    };
    let whole = number
        .filter(|n| n.fract() == 0.0 && *n >= 0.0)
        .map(|n| format!("{n:.0}"));
    if whole.is_none() {
        report.note(Kind::Number, || value.to_string());
    }
    // Above u32 it is above the format's limit too, which caps cells.
    whole.map(|digits| digits.parse().unwrap_or(u32::MAX))
}

/// Which of two numbers before a year is the month, if both could be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As in France.
    DayFirst,
    /// As in the United States, for dates with slashes.
    MonthFirst,
}

/// A day as typed: `2026-12-01`, and with a report `2026/12/01`, `20261201`, `01-12-2026`, `01/12/2026`.
pub fn day(text: &str, order: Order, report: &mut Report) -> Option<Date> {
    let trimmed = text.trim();
    if let Some(date) = Date::parse(text) {
        return Some(date);
    }
    let date = Date::parse(trimmed).or_else(|| other_form(trimmed, order));
    if let Some(date) = date {
        report.note(Kind::DateForm, || format!("\"{text}\": {date}"));
    }
    date
}

fn other_form(text: &str, order: Order) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let number = |text: &str| {
        let digits = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let date = |year: &str, month: u32, day: u32| {
        (year.len() == 4)
            .then(|| Date::new(year.parse().ok()?, month, day))
            .flatten()
    };
    match *parts.as_slice() {
        [whole] if whole.len() == 8 => date(
            whole.get(..4)?,
            number(whole.get(4..6)?)?,
            number(whole.get(6..)?)?,
        ),
        [year, month, day] if year.len() == 4 => date(year, number(month)?, number(day)?),
        [first, second, year] => {
            let (first, second) = (number(first)?, number(second)?);
            let day_first = || date(year, second, first);
            let month_first = || date(year, first, second);
            if order == Order::MonthFirst && text.contains('/') {
                month_first().or_else(day_first)
            } else {
                day_first().or_else(month_first)
            }
        }
        _ => None,
    }
}

/// Date and time of day as typed, with any offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// The date.
    pub date: Date,
    /// Seconds since midnight, if it has a time.
    seconds: Option<u32>,
    /// Minutes east of UTC, if it has an offset.
    offset: Option<i32>,
}

/// The local time of a moment at an office: the date, and the minute of the day if known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    /// The local date.
    pub date: Date,
    /// Minutes since midnight, local time.
    pub minute: Option<u16>,
}

impl Timestamp {
    /// Reads `2026-12-01T09:00:00+07:00` and variants: a space for the T, no seconds, fractions, `+0700`, no offset.
    pub fn read(text: &str, order: Order, report: &mut Report) -> Option<Self> {
        let text = text.trim();
        let end = text.find(['T', 't', ' ']).unwrap_or(text.len());
        let (date, rest) = text.split_at_checked(end)?;
        let date = day(date, order, report)?;
        let mut timestamp = Self {
            date,
            seconds: None,
            offset: None,
        };
        let rest = rest.trim_start_matches(['T', 't', ' ']);
        if rest.is_empty() {
            return Some(timestamp);
        }
        let end = rest.find(['Z', 'z', '+', '-', ' ']).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at_checked(end)?;
        let mut parts = clock.split(['.', ',']).next()?.split(':');
        let mut part = |limit: u32| {
            let text = parts.next()?;
            let good = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            good.then(|| text.parse::<u32>().ok())
                .flatten()
                .filter(|n| *n < limit)
        };
        let (hours, minutes) = (part(24)?, part(60)?);
        timestamp.seconds = Some(hours * 3_600 + minutes * 60 + part(60).unwrap_or_default());
        timestamp.offset = match zone.trim() {
            "" => None,
            "Z" | "z" => Some(0),
            zone => {
                let sign = if zone.starts_with('-') { -1 } else { 1 };
                let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
                let good = zone.starts_with(['+', '-']) && matches!(digits.len(), 2 | 4);
                let number: i32 = digits.parse().ok().filter(|_| good)?;
                let minutes = if digits.len() == 2 {
                    number * 60
                } else {
                    number / 100 * 60 + number % 100
                };
                Some(sign * minutes).filter(|minutes| minutes.abs() <= 14 * 60)
            }
        };
        Some(timestamp)
    }

    /// The instant in ms since 1970; `None` without an offset.
    pub fn instant(self) -> Option<i64> {
        let midnight = parse_rfc3339(&format!("{}T00:00:00Z", self.date))?;
        let seconds = i64::from(self.seconds?) - i64::from(self.offset?) * 60;
        Some(midnight + seconds * 1_000)
    }

    /// Date and time at an office in this zone.
    ///
    /// Converts UTC to the zone's time. Any other offset counts as local time: an offset other than the zone's at that
    /// moment ignores summer time, so the typed date and time win.
    pub fn local(self, zone: &str, report: &mut Report) -> Local {
        let minute = |seconds: u32| u16::try_from(seconds / 60).ok();
        let wall = Local {
            date: self.date,
            minute: self.seconds.and_then(minute),
        };
        let Some(there) = self
            .instant()
            .and_then(|instant| TzZones.local(zone, instant))
        else {
            if self.seconds.is_some() {
                report.note(Kind::OffsetMissing, || format!("{wall} in {zone}"));
            }
            return wall;
        };
        let there = Local {
            date: there.date,
            minute: minute(there.seconds),
        };
        if self.offset == Some(0) || there == wall {
            return there;
        }
        report.note(Kind::OffsetWrong, || {
            let offset = self.offset.unwrap_or_default();
            let sign = if offset < 0 { '-' } else { '+' };
            format!(
                "{wall}{sign}{:02}:{:02} in {zone}",
                offset.abs() / 60,
                offset.abs() % 60
            )
        });
        wall
    }
}

impl std::fmt::Display for Local {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let minute = self.minute.unwrap_or_default();
        write!(f, "{} {:02}:{:02}", self.date, minute / 60, minute % 60)
    }
}

/// The instant of a timestamp, in ms since 1970.
pub fn instant(value: Option<&Value>, report: &mut Report) -> Option<i64> {
    Timestamp::read(value?.as_str()?, Order::DayFirst, report)?.instant()
}

/// An instant in UTC, to the second.
pub fn rfc3339(ms: i64) -> Option<String> {
    let time = TzZones.local("UTC", ms)?;
    let (hours, minutes, seconds) = (
        time.seconds / 3_600,
        time.seconds / 60 % 60,
        time.seconds % 60,
    );
    Some(format!(
        "{}T{hours:02}:{minutes:02}:{seconds:02}Z",
        time.date
    ))
}

/// Degrees north and east.
pub type Position = [f64; 2];

/// Where an office should be.
pub struct Expected<'a> {
    /// Its zone: every place is within 3 hours of longitude from it.
    pub zone: &'a str,
    /// Bounds of latitude and longitude, if known: from, to, from, to.
    pub within: Option<[f64; 4]>,
}

/// A position from its latitude and longitude, repaired if possible; reports what it leaves out.
pub fn position(
    lat: Option<&Value>,
    lon: Option<&Value>,
    expected: &Expected<'_>,
    name: &str,
    report: &mut Report,
) -> Option<Position> {
    let some = |value: Option<&Value>| value.is_some_and(|value| !value.is_null());
    if !some(lat) || !some(lon) {
        report.note(Kind::PositionMissing, || name.to_owned());
        return None;
    }
    let mut texts = false;
    let mut degrees = |value: Option<&Value>| match value? {
        Value::String(text) => {
            texts = true;
            text.trim()
                .trim_end_matches('°')
                .replace(',', ".")
                .parse()
                .ok()
        }
        value => value.as_f64(),
    };
    let read: Option<Position> = degrees(lat).zip(degrees(lon)).map(<[f64; 2]>::from);
    let example = || {
        let text = |value: Option<&Value>| value.map(Value::to_string).unwrap_or_default();
        format!("{name}: {}, {}", text(lat), text(lon))
    };
    let Some([lat, lon]) = read.filter(|[lat, lon]| *lat != 0.0 || *lon != 0.0) else {
        report.note(Kind::PositionBad, example);
        return None;
    };
    if lat.fract() == 0.0 && lon.fract() == 0.0 {
        report.note(Kind::PositionWhole, example);
        return None;
    }
    let candidates = [[lat, lon], [lon, lat], [lat, -lon], [lon, -lat]];
    let Some(found) = candidates.into_iter().find(|at| expected.fits(*at)) else {
        report.note(Kind::PositionBad, example);
        return None;
    };
    if found != [lat, lon] {
        report.note(Kind::PositionRepaired, example);
    }
    if texts {
        report.note(Kind::PositionText, example);
    }
    Some(found)
}

impl Expected<'_> {
    fn fits(&self, [lat, lon]: Position) -> bool {
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return false;
        }
        if let Some([south, north, west, east]) = self.within
            && !((south..=north).contains(&lat) && (west..=east).contains(&lon))
        {
            return false;
        }
        // The offset differs by an hour between winter and summer, which 3 hours allow for.
        let Some(noon) = TzZones.local(self.zone, 1_610_712_000_000) else {
            return true;
        };
        let days = noon
            .date
            .days_since(Date::parse("2021-01-15").unwrap_or(noon.date));
        let hours = f64::from(days) * 24.0 + f64::from(noon.seconds) / 3_600.0 - 12.0;
        let apart = (lon / 15.0 - hours).rem_euclid(24.0);
        apart.min(24.0 - apart) <= 3.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn local(text: &str, zone: &str) -> (String, Report) {
        let mut report = Report::default();
        let timestamp = Timestamp::read(text, Order::MonthFirst, &mut report).unwrap();
        (timestamp.local(zone, &mut report).to_string(), report)
    }

    #[test]
    fn utc_becomes_the_time_at_the_office_also_in_summer() {
        let boston = "America/New_York";
        assert_eq!(
            local("2021-03-13T23:00:00.000Z", boston).0,
            "2021-03-13 18:00"
        );
        // Summer time begins on 14 March.
        assert_eq!(
            local("2021-03-14T23:00:00.000Z", boston).0,
            "2021-03-14 19:00"
        );
        assert_eq!(
            local("2021-03-15T03:30:00+00:00", boston).0,
            "2021-03-14 23:30"
        );
        assert_eq!(
            local("2021-05-12T22:30:00Z", "Europe/Paris").0,
            "2021-05-13 00:30"
        );
    }

    #[test]
    fn a_fixed_offset_that_contradicts_the_zone_keeps_the_clock_on_the_wall() {
        // -05:00 is right in winter; in summer it should be -04:00.
        let (kept, report) = local("2021-07-01T23:30:00-05:00", "America/New_York");
        assert_eq!(
            (&*kept, report.met(Kind::OffsetWrong)),
            ("2021-07-01 23:30", 1)
        );
        let (kept, report) = local("2021-01-01T23:30:00-05:00", "America/New_York");
        assert_eq!(
            (&*kept, report.met(Kind::OffsetWrong)),
            ("2021-01-01 23:30", 0)
        );
        let (kept, report) = local("2021-01-01 09:00", "America/New_York");
        assert_eq!(
            (&*kept, report.met(Kind::OffsetMissing)),
            ("2021-01-01 09:00", 1)
        );
    }

    #[test]
    fn days_are_read_in_the_order_of_their_country() {
        let day = |text, order| {
            super::day(text, order, &mut Report::default())
                .map(|date| date.to_string())
                .unwrap_or_default()
        };
        assert_eq!(day("2021-05-04", Order::DayFirst), "2021-05-04");
        assert_eq!(day("04-05-2021", Order::DayFirst), "2021-05-04");
        assert_eq!(day("04-05-2021", Order::MonthFirst), "2021-05-04");
        assert_eq!(day("04/05/2021", Order::DayFirst), "2021-05-04");
        assert_eq!(day("05/04/2021", Order::MonthFirst), "2021-05-04");
        assert_eq!(day("25/04/2021", Order::MonthFirst), "2021-04-25");
        assert_eq!(day("20210504", Order::DayFirst), "2021-05-04");
        assert_eq!(day("2021/5/4", Order::DayFirst), "2021-05-04");
        for text in ["", "soon", "31-02-2021", "1-2-21", "2021-05", "٢٠٢١-٠٥-٠٤"] {
            assert_eq!(day(text, Order::DayFirst), "", "{text}");
        }
    }

    #[test]
    fn timestamps_are_read_with_and_without_their_trimmings() {
        let ms = |text| instant(Some(&json!(text)), &mut Report::default()).and_then(rfc3339);
        for text in [
            "2021-05-15T02:31:44+00:00",
            "2021-05-15T02:31:44.999Z",
            "2021-05-14 22:31:44-0400",
            "2021-05-15T04:31:44+02",
        ] {
            assert_eq!(ms(text).as_deref(), Some("2021-05-15T02:31:44Z"), "{text}");
        }
        for text in [
            "2021-05-15T02:31:44",
            "2021-05-15",
            "yesterday",
            "2021-05-15T25:00:00Z",
            "2021-05-15T02:31:44+99:00",
        ] {
            assert_eq!(ms(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_whole_and_not_negative() {
        let mut report = Report::default();
        assert_eq!(count(Some(&json!(12)), &mut report), Some(12));
        assert_eq!(count(Some(&json!(12.0)), &mut report), Some(12));
        assert_eq!(
            (
                count(Some(&json!(" 12 ")), &mut report),
                report.met(Kind::NumberText)
            ),
            (Some(12), 1)
        );
        assert_eq!(count(Some(&json!(1e30)), &mut report), Some(u32::MAX));
        for value in [
            json!(-1),
            json!(1.5),
            json!("many"),
            json!([1]),
            json!("NaN"),
            json!("inf"),
        ] {
            assert_eq!(count(Some(&value), &mut report), None, "{value}");
        }
        assert_eq!(count(Some(&json!(null)), &mut report), None);
        assert_eq!(report.met(Kind::Number), 6);
    }

    #[test]
    fn positions_are_repaired_or_left_out() {
        let boston = Expected {
            zone: "America/New_York",
            within: None,
        };
        for (lat, lon, expected, kind) in [
            (json!(42.35), json!(-71.06), Some([42.35, -71.06]), None),
            (
                json!("42.35"),
                json!("-71,06"),
                Some([42.35, -71.06]),
                Some(Kind::PositionText),
            ),
            (
                json!(-71.06),
                json!(42.35),
                Some([42.35, -71.06]),
                Some(Kind::PositionRepaired),
            ),
            (
                json!(42.35),
                json!(71.06),
                Some([42.35, -71.06]),
                Some(Kind::PositionRepaired),
            ),
            (json!(42), json!(-71), None, Some(Kind::PositionWhole)),
            (json!(42.0), json!("-71"), None, Some(Kind::PositionWhole)),
            (json!(0), json!(0.0), None, Some(Kind::PositionBad)),
            (json!(420.5), json!(-710.6), None, Some(Kind::PositionBad)),
            (json!("north"), json!(-71.06), None, Some(Kind::PositionBad)),
            (
                json!(null),
                json!(-71.06),
                None,
                Some(Kind::PositionMissing),
            ),
        ] {
            let mut report = Report::default();
            assert_eq!(
                position(Some(&lat), Some(&lon), &boston, "", &mut report),
                expected,
                "{lat} {lon}"
            );
            let met: Vec<_> = Kind::ALL
                .iter()
                .filter(|kind| report.met(**kind) > 0)
                .copied()
                .collect();
            assert_eq!(met, kind.into_iter().collect::<Vec<_>>(), "{lat} {lon}");
        }
    }
}
