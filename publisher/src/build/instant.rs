//! Converts between instants and local times at an office.

use slot_finder::{Date, Zones};

use crate::zones::LocalZones;

/// 1 January 1970.
fn epoch() -> Date {
    Date::new(1970, 1, 1).unwrap_or(Date::MIN)
}

/// Milliseconds by which a zone is ahead of UTC at an instant, and the local time read as UTC.
fn local_ms(zone: &str, instant_ms: i64) -> Option<i64> {
    let local = LocalZones.local(zone, instant_ms)?;
    let days = i64::from(local.date.days_since(epoch()));
    Some((days * 86_400 + i64::from(local.seconds)) * 1_000)
}

/// Writes an instant in RFC 3339, in a zone; `None` if the zone is unknown or the year is past 9999.
pub fn rfc3339(zone: &str, instant_ms: i64) -> Option<String> {
    let instant_ms = instant_ms.div_euclid(1_000) * 1_000;
    let local = LocalZones.local(zone, instant_ms)?;
    let minutes = (local_ms(zone, instant_ms)? - instant_ms) / 60_000;
    let (hours, seconds) = (local.seconds / 3_600, local.seconds % 60);
    Some(format!(
        "{}T{hours:02}:{:02}:{seconds:02}{}{:02}:{:02}",
        local.date,
        local.seconds / 60 % 60,
        if minutes < 0 { '-' } else { '+' },
        minutes.abs() / 60,
        minutes.abs() % 60
    ))
}

/// The instant of a local date and time in a zone, in ms since 1970.
pub fn at(zone: &str, date: Date, seconds: u32) -> Option<i64> {
    let naive = (i64::from(date.days_since(epoch())) * 86_400 + i64::from(seconds)) * 1_000;
    // The offset at the naive instant may be another season's: computes it again at the corrected one.
    let guess = naive - (local_ms(zone, naive)? - naive);
    Some(naive - (local_ms(zone, guess)? - guess))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_at_an_office_is_written_with_its_offset() {
        let date = Date::new(2026, 11, 22).unwrap();
        for (zone, expected) in [
            ("Asia/Jakarta", "2026-11-22T08:05:09+07:00"),
            ("Asia/Jayapura", "2026-11-22T08:05:09+09:00"),
            ("America/St_Johns", "2026-11-22T08:05:09-03:30"),
            ("UTC", "2026-11-22T08:05:09+00:00"),
        ] {
            let instant = at(zone, date, 8 * 3_600 + 5 * 60 + 9).unwrap();
            assert_eq!(rfc3339(zone, instant).unwrap(), expected);
        }
        assert_eq!(at("Asia/Nowhere", date, 0), None);
    }
}
