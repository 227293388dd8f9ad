//! Reads how often a sheet is updated, and derives how long a feed is fresh and when it expires.

use slot_finder::{Date, Zones};

use super::complaint::Wrong;
use super::value::about_text;
use super::vocabulary::{Vocabulary, fold, meaning};
use crate::zones::LocalZones;

/// The time between two updates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// This many seconds, day and night, or only on working days.
    Seconds(u32, bool),
    /// This many working days.
    WorkingDays(u32),
}

/// How long a feed is valid, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// `ttl`: a tenth of the update interval, between a minute and a quarter of an hour.
    pub ttl: u32,
    /// `stale_after`: the next update is late by half the update interval, but at most half a day.
    pub stale_after: u32,
    /// `expires_after`: the update after that is late too, but at least a day.
    pub expires_after: u32,
}

const DAY: u32 = 86_400;

/// A month and a day: a sheet that is updated less often has no quota to publish.
const MAX_SECONDS: u32 = 32 * DAY;

impl Every {
    /// Reads `2 jam`, `1 hari kerja`, `daily`, `2 hours on weekdays` ...
    pub fn parse(text: &str, words: &Vocabulary) -> Result<Self, Wrong> {
        let wrong = || about_text("build.every", text);
        let mut rest = fold(text);
        for before in ["setiap ", "tiap ", "every ", "per "] {
            rest = rest.strip_prefix(before).unwrap_or(&rest).to_owned();
        }
        let only = [
            " pada hari kerja",
            " di hari kerja",
            " on weekdays",
            " on working days",
        ];
        let working = only.into_iter().find_map(|only| rest.strip_suffix(only));
        let (rest, working) = working.map_or((rest.as_str(), false), |rest| (rest, true));
        let (count, unit) = match rest.split_once(' ') {
            Some((count, unit)) if count.bytes().all(|b| b.is_ascii_digit()) => (count, unit),
            _ => ("1", rest),
        };
        let count: u32 = count.parse().map_err(|_| wrong())?;
        let seconds = match meaning(&words.every, unit) {
            Some("minute") => 60,
            Some("hour") => 3_600,
            Some("day") => DAY,
            Some("week") => 7 * DAY,
            Some("working_day") if (1..=20).contains(&count) && !working => {
                return Ok(Self::WorkingDays(count));
            }
            _ => return Err(wrong()),
        };
        match count.checked_mul(seconds) {
            Some(seconds) if (60..=MAX_SECONDS).contains(&seconds) => {
                Ok(Self::Seconds(seconds, working))
            }
            _ => Err(wrong()),
        }
    }

    /// The durations for a feed with numbers read at these instants (ms since 1970), with the closed days of all
    /// offices.
    pub fn ages(self, read_at: &[i64], zone: &str, closed: &[(Date, Date)]) -> Ages {
        let dates = read_at
            .iter()
            .filter_map(|&ms| Some(LocalZones.local(zone, ms)?.date));
        let dates: Vec<Date> = dates.collect();
        // Seconds until the next reading is due, this many working days later, from the least lucky day.
        let working_days = |days: u32| {
            let waits = dates.iter().map(|&date| {
                let due = date.plus_working_days(days, [closed, &[]]);
                u32::try_from(due.days_since(date)).unwrap_or(days).min(366)
            });
            waits.max().unwrap_or(days) * DAY
        };
        match self {
            Self::Seconds(seconds, working) => {
                let late = (seconds / 2).min(DAY / 2);
                let once = seconds + late;
                let least = if working {
                    working_days(1) + DAY / 2
                } else {
                    DAY
                };
                Ages {
                    ttl: (seconds / 10).clamp(60, 900),
                    stale_after: once,
                    expires_after: (seconds + once).max(least),
                }
            }
            Self::WorkingDays(days) => Ages {
                ttl: 900,
                stale_after: working_days(days) + DAY / 2,
                expires_after: working_days(days.saturating_mul(2)) + DAY / 2,
            },
        }
    }
}

/// The weekdays with service, 1 for Monday: `Senin-Jumat`, `Mon, Wed`, `setiap hari`.
pub fn service_days(text: &str, words: &Vocabulary) -> Result<Vec<u8>, Wrong> {
    let wrong = || about_text("build.service_days", text);
    if ["setiap hari", "every day", "daily"].contains(&fold(text).as_str()) {
        return Ok((1..=7).collect());
    }
    let day = |name: &str| -> Result<u8, Wrong> {
        let day = meaning(&words.weekdays, name).and_then(|day| day.parse().ok());
        day.ok_or_else(wrong)
    };
    let mut days = Vec::new();
    for part in text.split([',', ';']) {
        match part.split_once(['-', '–']) {
            Some((first, last)) => {
                let (first, last) = (day(first)?, day(last)?);
                if first > last {
                    return Err(wrong());
                }
                days.extend(first..=last);
            }
            None => days.push(day(part)?),
        }
    }
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use slot_finder::parse_rfc3339;

    fn parse(text: &str) -> Option<Every> {
        Every::parse(text, &Vocabulary::new().unwrap()).ok()
    }

    fn ages(text: &str, made: &[&str], closed: &[(Date, Date)]) -> [u32; 3] {
        let made: Vec<_> = made
            .iter()
            .map(|made| parse_rfc3339(made).unwrap())
            .collect();
        let ages = parse(text).unwrap().ages(&made, "Asia/Jakarta", closed);
        [ages.ttl, ages.stale_after, ages.expires_after]
    }

    const FRIDAY: &str = "2026-11-27T16:00:00+07:00";
    const MONDAY: &str = "2026-11-23T16:00:00+07:00";

    #[test]
    fn a_frequency_is_read_in_both_languages() {
        for (texts, expected) in [
            (
                &["2 jam", "setiap 2 jam", "2 Hours", "every 2 hours"][..],
                Every::Seconds(7_200, false),
            ),
            (&["30 menit", "30 minutes"], Every::Seconds(1_800, false)),
            (
                &["hari", "harian", "daily", "1 hari", "every day"],
                Every::Seconds(86_400, false),
            ),
            (
                &["mingguan", "weekly", "1 minggu"],
                Every::Seconds(604_800, false),
            ),
            (
                &[
                    "hari kerja",
                    "1 hari kerja",
                    "weekdays",
                    "setiap hari kerja",
                ],
                Every::WorkingDays(1),
            ),
            (
                &["2 jam pada hari kerja", "2 hours on weekdays"],
                Every::Seconds(7_200, true),
            ),
        ] {
            for text in texts {
                assert_eq!(parse(text), Some(expected), "{text}");
            }
        }
        for text in [
            "",
            "sering",
            "0 jam",
            "2",
            "99 minggu",
            "2,5 jam",
            "-1 hari",
            "4294967295 minggu",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_sheet_made_on_friday_for_working_days_lives_over_the_weekend() {
        // Monday 16:00 is 3 days later, Tuesday 4; half a day late.
        assert_eq!(
            ages("1 hari kerja", &[FRIDAY], &[]),
            [900, 302_400, 388_800]
        );
        // On Monday the next ones are Tuesday and Wednesday.
        assert_eq!(
            ages("1 hari kerja", &[MONDAY], &[]),
            [900, 129_600, 216_000]
        );
    }

    #[test]
    fn closed_days_are_no_working_days() {
        // Monday 30 November is closed: Tuesday is 4 days after Friday, Wednesday 5.
        let monday = Date::new(2026, 11, 30).unwrap();
        let closed = [(monday, monday)];
        assert_eq!(
            ages("1 hari kerja", &[FRIDAY], &closed),
            [900, 388_800, 475_200]
        );
    }

    #[test]
    fn numbers_read_on_friday_do_not_expire_in_a_feed_made_on_monday() {
        assert_eq!(
            ages("1 hari kerja", &[MONDAY, "2026-11-20T08:00:00+07:00"], &[]),
            [900, 302_400, 388_800]
        );
    }

    #[test]
    fn hours_count_day_and_night_unless_it_is_said_otherwise() {
        assert_eq!(ages("2 jam", &[FRIDAY], &[]), [720, 10_800, 86_400]);
        assert_eq!(
            ages("2 jam pada hari kerja", &[FRIDAY], &[]),
            [720, 10_800, 302_400]
        );
        assert_eq!(ages("harian", &[FRIDAY], &[]), [900, 129_600, 216_000]);
    }

    #[test]
    fn service_days_are_a_range_or_a_list() {
        let words = Vocabulary::new().unwrap();
        assert_eq!(service_days("Senin-Jumat", &words), Ok(vec![1, 2, 3, 4, 5]));
        assert_eq!(service_days("Mon – Wed, Sat", &words), Ok(vec![1, 2, 3, 6]));
        assert_eq!(service_days("setiap hari", &words).unwrap().len(), 7);
        assert!(service_days("Jumat-Senin", &words).is_err());
        assert!(service_days("kadang-kadang", &words).is_err());
    }
}
