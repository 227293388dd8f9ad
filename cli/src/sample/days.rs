//! Computes the days of a sample: from the first day and the holidays, derives the last released day, the closed days
//! and the next release.
//!
//! Quota opens by the agency's rule: the places of a month all at once, at 09:00 WIB of a working day at the end of the
//! month before. Some offices open half months, the second half in the middle of the month.

use slot_finder::Date;

use slot_publisher::holidays::Holiday;

/// How far working-day lookups go beyond the last released day, for the holidays that "ready on" passes.
const HOLIDAYS_BEYOND: i32 = 45;

/// The extent of an office's released quota, and its next release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Release {
    /// The last released day.
    pub last: Date,
    /// The working day, today or later, whose 09:00 WIB opens the next days.
    pub next: Date,
}

/// The days of a sample.
pub struct Days {
    /// The first day, when the feed is made.
    pub start: Date,
    /// The time of that day, in minutes since midnight, WIB.
    minutes: u16,
    /// For offices that open a month at once.
    pub monthly: Release,
    /// For offices that open half months.
    pub twice: Release,
    holidays: Vec<(Date, Holiday)>,
}

impl Days {
    /// The same days for a feed made at another time than 08:00, in minutes since midnight, WIB.
    pub fn made_at(self, minutes: u16) -> Self {
        Self { minutes, ..self }
    }

    /// The time this many hours before the feed is made.
    pub fn hours_before(&self, hours: u8) -> String {
        let minutes = i32::from(self.minutes) - i32::from(hours) * 60;
        let date = self.start.plus(minutes.div_euclid(24 * 60));
        let (hour, minute) = (minutes.rem_euclid(24 * 60) / 60, minutes.rem_euclid(60));
        format!("{date}T{hour:02}:{minute:02}:00+07:00")
    }

    /// The days from `start` on: `count` of them at every office, or without a count as many as the rule has released.
    pub fn new(start: Date, count: Option<u16>, holidays: Vec<Holiday>) -> Self {
        let mut days = Self {
            start,
            minutes: 8 * 60,
            monthly: Release {
                last: start,
                next: start,
            },
            twice: Release {
                last: start,
                next: start,
            },
            holidays: holidays
                .into_iter()
                .filter_map(|holiday| Some((holiday.date()?, holiday)))
                .collect(),
        };
        if let Some(count) = count {
            let last = start.plus(i32::from(count) - 1);
            let next = days.at_the_end(last).max(start);
            days.monthly = Release {
                last,
                next: days.working_from(next),
            };
            days.twice = days.monthly;
        } else {
            (days.monthly, days.twice) = days.by_the_rule();
        }
        days
    }

    fn by_the_rule(&self) -> (Release, Release) {
        let end = month_end(self.start);
        let next_end = month_end(end.plus(1));
        let (release, next_release) = (self.at_the_end(end), self.at_the_end(next_end));
        let middle = |end: Date| self.working_until(month_start(end).plus(13));
        if self.start > release {
            // The next month is open already, both halves of it.
            let twice = Release {
                last: next_end,
                next: middle(next_end),
            };
            return (
                Release {
                    last: next_end,
                    next: next_release,
                },
                twice,
            );
        }
        let twice = if self.start > middle(end) {
            Release {
                last: end.plus(15),
                next: release,
            }
        } else {
            Release {
                last: end,
                next: middle(end),
            }
        };
        (
            Release {
                last: end,
                next: release,
            },
            twice,
        )
    }

    /// The release day before `end`: the last Friday at least three days before it, or the working day before that Friday.
    fn at_the_end(&self, end: Date) -> Date {
        let latest = end.plus(-3);
        let days_after_friday = i32::from((latest.weekday() + 2) % 7);
        self.working_until(latest.plus(-days_after_friday))
    }

    fn working_until(&self, mut date: Date) -> Date {
        while !self.is_working(date) && date > Date::MIN {
            date = date.plus(-1);
        }
        date
    }

    /// The first working day from `date` on.
    pub fn working_from(&self, mut date: Date) -> Date {
        while !self.is_working(date) && date < Date::MAX {
            date = date.plus(1);
        }
        date
    }

    fn is_working(&self, date: Date) -> bool {
        date.weekday() <= 5 && !self.is_holiday(date)
    }

    /// Whether offices are closed on the day, whatever the weekday.
    pub fn is_holiday(&self, date: Date) -> bool {
        self.holidays.iter().any(|(day, _)| *day == date)
    }

    /// The first Saturday after `date` that is not a holiday.
    pub fn saturday_after(&self, date: Date) -> Date {
        let mut saturday = date.plus(1);
        while (saturday.weekday() != 6 || self.is_holiday(saturday)) && saturday < Date::MAX {
            saturday = saturday.plus(1);
        }
        saturday
    }

    /// The holidays from the first day to well after the last released one.
    pub fn closed(&self) -> impl Iterator<Item = (Date, &Holiday)> {
        let last = self.monthly.last.max(self.twice.last).plus(HOLIDAYS_BEYOND);
        let within = self.start..=last;
        self.holidays
            .iter()
            .filter(move |(date, _)| within.contains(date))
            .map(|(date, holiday)| (*date, holiday))
    }
}

fn month_start(date: Date) -> Date {
    let text = date.to_string();
    let first = text
        .get(..8)
        .and_then(|month| Date::parse(&format!("{month}01")));
    first.unwrap_or(date)
}

fn month_end(date: Date) -> Date {
    // 31 days after the first of a month is in the next month, whatever the month.
    month_start(month_start(date).plus(31)).plus(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn release(last: &str, next: &str) -> Release {
        Release {
            last: date(last),
            next: date(next),
        }
    }

    fn christmas() -> Vec<Holiday> {
        ["2026-12-24", "2026-12-25"]
            .map(|day| Holiday {
                date: day.to_owned(),
                id: "Natal".to_owned(),
                en: "Christmas".to_owned(),
            })
            .into()
    }

    #[test]
    fn on_a_sunday_in_november_the_month_is_open_and_december_opens_on_friday_27() {
        let days = Days::new(date("2026-11-22"), None, christmas());
        assert_eq!(days.monthly, release("2026-11-30", "2026-11-27"));
        // Half a month further at offices that open quota twice a month.
        assert_eq!(days.twice, release("2026-12-15", "2026-11-27"));
    }

    #[test]
    fn on_the_morning_of_the_release_nothing_new_is_open_yet() {
        let days = Days::new(date("2026-11-27"), None, christmas());
        assert_eq!(days.monthly, release("2026-11-30", "2026-11-27"));
    }

    #[test]
    fn after_the_release_the_next_month_is_open_and_no_release_falls_on_a_holiday() {
        // The last Friday of December 2026 that is three days before its end is Christmas; 24 December is joint leave.
        let days = Days::new(date("2026-11-28"), None, christmas());
        assert_eq!(days.monthly, release("2026-12-31", "2026-12-23"));
        assert_eq!(days.twice, release("2026-12-31", "2026-12-14"));
    }

    #[test]
    fn early_in_a_month_the_half_months_are_as_far_as_the_months() {
        let days = Days::new(date("2026-11-02"), None, christmas());
        assert_eq!(days.monthly, release("2026-11-30", "2026-11-27"));
        // 14 November 2026 is a Saturday.
        assert_eq!(days.twice, release("2026-11-30", "2026-11-13"));
    }

    #[test]
    fn a_month_that_ends_on_a_friday_opens_the_next_one_a_week_before() {
        let days = Days::new(date("2026-07-20"), None, Vec::new());
        assert_eq!(days.monthly, release("2026-07-31", "2026-07-24"));
    }

    #[test]
    fn a_count_of_days_holds_for_every_office() {
        let days = Days::new(date("2026-11-22"), Some(60), christmas());
        // 22 November + 59 days = 20 January; the Friday three days or more before it is the 15th.
        assert_eq!(days.monthly, release("2027-01-20", "2027-01-15"));
        assert_eq!(days.twice, days.monthly);
    }

    #[test]
    fn the_next_release_is_never_in_the_past() {
        let days = Days::new(date("2026-11-22"), Some(1), christmas());
        assert_eq!(days.monthly, release("2026-11-22", "2026-11-23"));
        let days = Days::new(date("2026-12-24"), Some(1), christmas());
        assert_eq!(days.monthly, release("2026-12-24", "2026-12-28"));
    }

    #[test]
    fn holidays_are_told_from_the_first_day_to_45_days_behind_the_last() {
        let told = |start: &str| {
            Days::new(date(start), Some(1), christmas())
                .closed()
                .count()
        };
        assert_eq!(told("2026-11-08"), 0);
        assert_eq!(told("2026-11-09"), 1);
        assert_eq!(told("2026-11-10"), 2);
        assert_eq!(told("2026-12-25"), 1);
        assert_eq!(told("2026-12-26"), 0);
    }

    #[test]
    fn extra_service_is_on_saturdays_that_are_no_holidays() {
        let days = Days::new(date("2026-11-22"), None, christmas());
        assert_eq!(days.saturday_after(date("2026-11-22")), date("2026-11-28"));
        assert_eq!(days.saturday_after(date("2026-11-28")), date("2026-12-05"));
    }
}
