//! Writes dates and times as absolute text, from dates of an office and from instants.

use slot_finder::{Date, LocalTime, Zones, parse_rfc3339};

use crate::words::Value::Text;
use crate::words::Words;
use crate::zones::LocalZones;

/// Indonesian names of zones.
const ZONE_NAMES: [(&str, &str); 5] = [
    ("Asia/Jakarta", "WIB"),
    ("Asia/Pontianak", "WIB"),
    ("Asia/Makassar", "WITA"),
    ("Asia/Ujung_Pandang", "WITA"),
    ("Asia/Jayapura", "WIT"),
];

/// "WIB"; outside of Indonesia the zone's own name.
pub fn zone_name(zone: &str) -> &str {
    let named = ZONE_NAMES.iter().find(|(known, _)| *known == zone);
    named.map_or(zone, |(_, name)| name)
}

/// "Thu 2026-11-26", for a table.
pub fn day(words: &Words, date: Date) -> String {
    format!("{} {date}", of_weekday(words, "command.weekdays", date))
}

/// "Kamis, 26 November 2026", for a sentence.
pub fn day_in_full(words: &Words, date: Date) -> String {
    let text = date.to_string();
    let mut parts = text.splitn(3, '-');
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    let month = month.parse().unwrap_or(1);
    let months = words.t("command.months", &[]);
    let month = nth_word(&months, month);
    let day = day.trim_start_matches('0');
    let weekday = of_weekday(words, "command.weekdays.long", date);
    let day = format!("{day} {month} {year}");
    words.t(
        "date.card",
        &[("weekday", Text(&weekday)), ("day", Text(&day))],
    )
}

/// "08.00 WIB": the local time of an instant, with the name of its zone.
pub fn time(words: &Words, (local, zone): (LocalTime, &str)) -> String {
    let [hours, minutes] = [local.seconds / 3_600, local.seconds / 60 % 60];
    let [hours, minutes] = [hours, minutes].map(|n| format!("{n:02}"));
    let time = [("h", Text(&hours)), ("m", Text(&minutes))];
    format!("{} {zone}", words.t("command.time", &time))
}

/// "Minggu, 22 November 2026, 08.00 WIB": an instant in a zone, or without a zone at the offset in `rfc3339`. Returns
/// `rfc3339` unchanged if it is not an RFC 3339 instant.
pub fn moment(words: &Words, instant: i64, zone: Option<&str>, rfc3339: &str) -> String {
    local(instant, zone, rfc3339).map_or_else(
        || rfc3339.to_owned(),
        |local| {
            format!(
                "{}, {}",
                day_in_full(words, local.0.date),
                time(words, local)
            )
        },
    )
}

/// The instant in the feed, as [`moment`] writes it.
pub fn moment_of(words: &Words, rfc3339: &str, zone: Option<&str>) -> String {
    let instant = parse_rfc3339(rfc3339);
    instant.map_or_else(
        || rfc3339.to_owned(),
        |instant| moment(words, instant, zone, rfc3339),
    )
}

/// An instant in a zone, and the zone's common name; without a zone, at the offset in `rfc3339`.
pub fn local<'a>(
    instant: i64,
    zone: Option<&'a str>,
    rfc3339: &'a str,
) -> Option<(LocalTime, &'a str)> {
    if let Some(zone) = zone {
        return Some((LocalZones.local(zone, instant)?, zone_name(zone)));
    }
    let (clock, offset) = rfc3339.split_at_checked(19)?;
    let ahead = parse_rfc3339(&format!("{clock}Z"))? - parse_rfc3339(rfc3339)?;
    let offset = offset.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    Some((
        LocalZones.local("UTC", instant.checked_add(ahead)?)?,
        offset,
    ))
}

fn of_weekday(words: &Words, key: &str, date: Date) -> String {
    nth_word(&words.t(key, &[]), usize::from(date.weekday())).to_owned()
}

/// The word of a list, counting from 1.
fn nth_word(list: &str, n: usize) -> &str {
    list.split(' ').nth(n.saturating_sub(1)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn an_instant_is_told_in_the_zone_of_the_office_or_as_it_was_written() {
        let told = |language, zone| {
            let words = Words::new(language).unwrap();
            moment_of(&words, "2026-11-22T01:05:00+02:00", zone)
        };
        assert_eq!(
            told(Language::Indonesian, Some("Asia/Makassar")),
            "Minggu, 22 November 2026, 07.05 WITA"
        );
        assert_eq!(
            told(Language::Indonesian, Some("Asia/Ujung_Pandang")),
            "Minggu, 22 November 2026, 07.05 WITA"
        );
        assert_eq!(
            told(Language::English, Some("Europe/London")),
            "Saturday, 21 November 2026, 23:05 Europe/London"
        );
        assert_eq!(
            told(Language::English, None),
            "Sunday, 22 November 2026, 01:05 +02:00"
        );
    }

    #[test]
    fn every_weekday_and_month_has_its_name() {
        let words = Words::new(Language::Indonesian).unwrap();
        let told = |text| day_in_full(&words, Date::parse(text).unwrap());
        assert_eq!(told("2026-12-07"), "Senin, 7 Desember 2026");
        assert_eq!(told("2027-01-03"), "Minggu, 3 Januari 2027");
        let short = day(&words, Date::parse("2026-11-27").unwrap());
        assert_eq!(short, "Jum 2026-11-27");
    }
}
