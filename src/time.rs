//! Times: what the clock of a zone shows, times of day, and instants as RFC 3339 writes them.
//!
//! Instants (milliseconds since 1970 in UTC) come in with an IANA zone, calendar dates and wall-clock times of that zone
//! go out.

use crate::date::{Date, digits};

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
        Some(Self {
            date: Date::of_unix_day(seconds.div_euclid(86_400))?,
            seconds: u32::try_from(seconds.rem_euclid(86_400)).ok()?,
        })
    }
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
    let offset = parse_offset(rest)?;
    let days = Date::parse(date)?.unix_day();
    let minutes = i64::from(minutes) - offset;
    Some(days * DAY_MS + minutes * 60_000 + i64::from(seconds.min(59)) * 1000 + ms)
}

/// How many minutes ahead of UTC an offset is, such as `+07:00` or `Z`.
fn parse_offset(text: &[u8]) -> Option<i64> {
    match *text {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let minutes = i64::from(minutes_of_day([h1, h2, m1, m2])?);
            Some(if sign == b'+' { minutes } else { -minutes })
        }
        _ => None,
    }
}

/// How many minutes a time that [`parse_rfc3339`] reads is ahead of UTC, by its own offset.
pub(crate) fn offset_minutes(rfc3339: &str) -> i64 {
    let offset = rfc3339.as_bytes().last_chunk::<6>();
    offset
        .and_then(|offset| parse_offset(offset))
        .unwrap_or_default()
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
    use crate::native::TzZones;

    fn local(zone: &str, instant: &str) -> (String, u32) {
        let time = TzZones
            .local(zone, parse_rfc3339(instant).unwrap())
            .unwrap();
        (time.date.to_string(), time.seconds)
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
