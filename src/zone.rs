//! Zones that need no database: those of Indonesia, whose clocks have not changed since 1988, and plain offsets.
//!
//! A feed with a zone that is written otherwise than the format wants, or that this platform does not know, keeps its
//! offices: an office that is left out reads like one without quota.

use crate::date::digits;
use crate::time::{LocalTime, Zones};

/// The IANA zones of Indonesia, and hours ahead of UTC; the usual one of those with the same clock comes first.
const INDONESIA: [(&str, u8); 5] = [
    ("Asia/Jakarta", 7),
    ("Asia/Pontianak", 7),
    ("Asia/Makassar", 8),
    ("Asia/Ujung_Pandang", 8),
    ("Asia/Jayapura", 9),
];
/// What people call the three clocks.
const SHORT_NAMES: [(&str, u8); 3] = [("WIB", 7), ("WITA", 8), ("WIT", 9)];

/// 1 January 1988 in UTC, ms: from then on no clock of Indonesia has changed.
const STEADY_FROM: i64 = 567_993_600_000;

/// The clock on the wall of a zone: a plain offset, else by the database of the platform, else by what is known of
/// Indonesia.
pub(crate) fn local(zones: &dyn Zones, zone: &str, instant_ms: i64) -> Option<LocalTime> {
    if let Some(minutes) = offset_minutes(zone) {
        return LocalTime::ahead(minutes, instant_ms);
    }
    let hours = find(&INDONESIA, zone);
    if hours.is_none() || instant_ms < STEADY_FROM {
        let local = zones.local(zone, instant_ms);
        if local.is_some() {
            return local;
        }
    }
    LocalTime::ahead(60 * i64::from(hours?), instant_ms)
}

/// The hours that a list has for a name, in whatever case.
fn find(list: &[(&str, u8)], name: &str) -> Option<u8> {
    let found = list
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, hours)| *hours)
}

/// The IANA zone of Indonesia that people mean by a text that is no IANA name: `WIB`, `GMT+7`, `UTC+07:00`, `+0700`.
pub(crate) fn meant(text: &str) -> Option<&'static str> {
    let text = text.trim_ascii();
    let hours = find(&SHORT_NAMES, text).or_else(|| {
        let behind = text.get(3..).filter(|behind| {
            let name = text.strip_suffix(behind).unwrap_or_default();
            name.eq_ignore_ascii_case("UTC") || name.eq_ignore_ascii_case("GMT")
        });
        let offset = behind.unwrap_or(text).trim_ascii_start();
        match offset.as_bytes() {
            [b'+', hour]
            | [b'+', b'0', hour]
            | [b'+', hour, b':', b'0', b'0']
            | [b'+', b'0', hour, b'0', b'0']
            | [b'+', b'0', hour, b':', b'0', b'0'] => hour.checked_sub(b'0'),
            _ => None,
        }
    })?;
    let found = INDONESIA.iter().find(|(_, ahead)| *ahead == hours);
    found.map(|(name, _)| *name)
}

/// The zone whose clocks are always so many minutes ahead of UTC: an IANA name for whole hours, else `+05:30`.
pub(crate) fn of_offset(minutes: i64) -> String {
    let (sign, other) = if minutes < 0 { ('-', '+') } else { ('+', '-') };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match (hours, rest) {
        (0, 0) => String::from("Etc/GMT"),
        // The names count west of Greenwich. No IANA zone is further west than 12 hours, or east than 14.
        (1..=12, 0) => format!("Etc/GMT{other}{hours}"),
        _ => format!("{sign}{hours:02}:{rest:02}"),
    }
}

/// Minutes ahead of UTC in a zone that [`of_offset`] names.
fn offset_minutes(zone: &str) -> Option<i64> {
    let named = zone.strip_prefix("Etc/GMT");
    let (negative, hours, minutes) = match (named.is_some(), named.unwrap_or(zone).as_bytes()) {
        (true, []) => return Some(0),
        // The names count west of Greenwich.
        (true, &[sign @ (b'+' | b'-'), hour @ b'1'..=b'9']) => {
            (sign == b'+', [b'0', hour], [b'0'; 2])
        }
        (true, &[sign @ (b'+' | b'-'), b'1', hour @ b'0'..=b'2']) => {
            (sign == b'+', [b'1', hour], [b'0'; 2])
        }
        (false, &[sign @ (b'+' | b'-'), h1, h2, b':', m1, m2]) => {
            (sign == b'-', [h1, h2], [m1, m2])
        }
        _ => return None,
    };
    let minutes = 60 * i64::from(digits(&hours)?) + i64::from(digits(&minutes)?);
    Some(if negative { -minutes } else { minutes })
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::native::TzZones;
    use crate::parse_rfc3339;

    /// A platform without any zone.
    struct NoZones;

    impl Zones for NoZones {
        fn local(&self, _: &str, _: i64) -> Option<LocalTime> {
            None
        }
    }

    fn told(zones: &dyn Zones, zone: &str, instant: &str) -> Option<(String, u32)> {
        let local = local(zones, zone, parse_rfc3339(instant).unwrap())?;
        Some((local.date.to_string(), local.seconds))
    }

    #[test]
    fn the_clocks_of_indonesia_need_no_database() {
        for (zone, before, midnight) in [
            (
                "Asia/Jakarta",
                "2026-11-22T16:59:59Z",
                "2026-11-22T17:00:00Z",
            ),
            (
                "asia/pontianak",
                "2026-11-22T16:59:59Z",
                "2026-11-22T17:00:00Z",
            ),
            ("Etc/GMT-7", "2026-11-22T16:59:59Z", "2026-11-22T17:00:00Z"),
            (
                "Asia/Makassar",
                "2026-11-22T15:59:59Z",
                "2026-11-22T16:00:00Z",
            ),
            (
                "Asia/Ujung_Pandang",
                "2026-11-22T15:59:59Z",
                "2026-11-22T16:00:00Z",
            ),
            (
                "Asia/Jayapura",
                "2026-11-22T14:59:59Z",
                "2026-11-22T15:00:00Z",
            ),
            ("+05:30", "2026-11-22T18:29:59Z", "2026-11-22T18:30:00Z"),
            ("-03:30", "2026-11-23T03:29:59Z", "2026-11-23T03:30:00Z"),
        ] {
            let day = |instant| told(&NoZones, zone, instant);
            assert_eq!(day(before), Some(("2026-11-22".into(), 86_399)), "{zone}");
            assert_eq!(day(midnight), Some(("2026-11-23".into(), 0)), "{zone}");
        }
        assert_eq!(
            told(&NoZones, "Europe/Berlin", "2026-11-22T00:00:00Z"),
            None
        );
    }

    #[test]
    fn a_database_says_the_same_since_1988_and_is_asked_before() {
        let names = INDONESIA.iter().map(|(name, _)| *name);
        for zone in names.chain(["Etc/GMT", "Etc/GMT-9", "Etc/GMT-12", "Etc/GMT+12"]) {
            for year in [1988, 1999, 2026, 2100, 9998] {
                for instant in ["01-01T00:00:00Z", "06-30T23:30:15Z"] {
                    let instant = parse_rfc3339(&format!("{year}-{instant}")).unwrap();
                    assert_eq!(
                        local(&NoZones, zone, instant),
                        TzZones.local(zone, instant),
                        "{zone} {year}"
                    );
                }
            }
            let long_ago = parse_rfc3339("1963-06-01T00:00:00Z").unwrap();
            assert_eq!(
                local(&TzZones, zone, long_ago),
                TzZones.local(zone, long_ago),
                "{zone}"
            );
        }
    }

    #[test]
    fn what_people_write_for_the_zones_of_indonesia_is_understood() {
        for (zone, texts) in [
            (
                "Asia/Jakarta",
                [
                    "WIB",
                    "wib ",
                    "GMT+7",
                    "UTC+7",
                    "UTC +07:00",
                    "gmt+07",
                    "GMT+0700",
                    "+07:00",
                    "+7",
                ],
            ),
            (
                "Asia/Makassar",
                [
                    "WITA",
                    "Wita",
                    "GMT+8",
                    "UTC+8",
                    "UTC+08:00",
                    "UTC+08",
                    "UTC+0800",
                    "+0800",
                    "+8",
                ],
            ),
            (
                "Asia/Jayapura",
                [
                    "WIT",
                    " wit",
                    "GMT+9",
                    "UTC+9",
                    "UTC+09:00",
                    "GMT+09",
                    "GMT +0900",
                    "+09:00",
                    "+9",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(meant(text), Some(zone), "{text}");
            }
        }
        for text in [
            "",
            "+",
            "UTC",
            "GMT",
            "WIBB",
            "GMT-7",
            "GMT+6",
            "GMT+17",
            "UTC+07:30",
            "+700",
            "GMT++7",
            "7",
            "+070",
            "Asia/Kediri",
            "+00",
            "GMT+07:",
        ] {
            assert_eq!(meant(text), None, "{text}");
        }
    }

    #[test]
    fn an_offset_has_a_zone_of_its_own() {
        for (minutes, zone) in [
            (0, "Etc/GMT"),
            (420, "Etc/GMT-7"),
            (-180, "Etc/GMT+3"),
            (-720, "Etc/GMT+12"),
            (840, "+14:00"),
            (330, "+05:30"),
            (-210, "-03:30"),
            (1439, "+23:59"),
        ] {
            assert_eq!(of_offset(minutes), zone);
            assert_eq!(offset_minutes(zone), Some(minutes));
        }
        for zone in [
            "Etc/GMT+13",
            "Etc/GMT-15",
            "Etc/GMT-0",
            "Etc/GMT-07",
            "Etc/GMT7",
            "Etc/",
            "+7:00",
            "+07:0x",
            "Asia/Jakarta",
            "é/GMT",
        ] {
            assert_eq!(offset_minutes(zone), None, "{zone}");
        }
    }
}
