//! Invents the quota of one office: turns its facts and its character into rows of `slot-feed` 1.0.
//!
//! If the press reports an office's places per day, the totals of its rows add up to them. Never more places are open
//! than exist, and none on a day without service.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use slot_finder::Date;

use super::character::{Channel, Character, Known};
use super::days::Days;
use super::random::Random;

/// The hours at offices that give places by the hour.
const HOURS: [(&str, &str); 4] = [
    ("08:00", "09:00"),
    ("09:00", "10:00"),
    ("10:00", "11:00"),
    ("13:00", "14:00"),
];
/// The same-day service, which costs more and few take.
const SAME_DAY: usize = 2;
/// Offices under less pressure than this have room for a family on at least one day.
const CALM: u32 = 70;
/// The places of a Paspor Simpatik day, by service.
const EVENT_PLACES: [u32; 2] = [20, 5];

/// One row of quota, as written to the feed.
#[derive(Serialize)]
pub struct Row<'a> {
    service: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<Session>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Event<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<&'static str>,
    from: Date,
    open: Vec<Option<i32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u32>,
}

#[derive(Serialize)]
struct Session {
    start: &'static str,
    end: &'static str,
}

#[derive(Serialize)]
struct Event<'a> {
    id: String,
    name: &'a Value,
    note: &'a Value,
}

/// The description of a Paspor Simpatik day.
#[derive(Deserialize)]
pub struct EventText {
    name: Value,
    app: Value,
    walk_in: Value,
}

/// The calendar of one office.
pub struct Calendar<'a> {
    /// The days of the sample.
    pub days: &'a Days,
    /// The last day that is released here.
    pub last: Date,
    /// The day on which this office alone is closed.
    pub closed: Option<Date>,
}

/// The places of a row: per day, and how scarce they are.
#[derive(Clone, Copy)]
struct Supply {
    places: u32,
    pressure: u32,
    /// Whether the places are a reported fact, usable as `total`.
    reported: bool,
}

impl Calendar<'_> {
    fn works(&self, date: Date, weekend: u8) -> bool {
        let weekday = match date.weekday() {
            6 => weekend >= 1,
            7 => weekend >= 2,
            _ => true,
        };
        weekday && self.closed != Some(date) && !self.days.is_holiday(date)
    }
}

/// The rows of an office that offers `services`, with `daily` reported places per day.
pub fn rows<'a>(
    character: &Character,
    daily: Option<u32>,
    services: &'a [String],
    calendar: &Calendar,
    random: &mut Random,
) -> Vec<Row<'a>> {
    let reported = daily.is_some();
    let daily = daily.unwrap_or_else(|| (random.below(7) + 2) * 10);
    let offered = services
        .iter()
        .take(character.services.unwrap_or(services.len()));
    let mut rows = Vec::new();
    for (index, service) in offered.enumerate() {
        let pressure = if index == SAME_DAY {
            character.pressure.saturating_sub(25)
        } else {
            character.pressure
        };
        let offered = character
            .services
            .unwrap_or(services.len())
            .min(services.len());
        let supply = Supply {
            places: share(daily.saturating_sub(character.walk_in), index, offered),
            pressure,
            reported,
        };
        let row = |session, supply: Supply, open| Row {
            service,
            channel: None,
            session,
            event: None,
            precision: character.known.precision(),
            from: calendar.days.start,
            open,
            total: supply.reported.then_some(supply.places),
        };
        if character.sessions && index == 0 {
            for (hour, (start, end)) in (0..).zip(HOURS) {
                let supply = Supply {
                    places: supply.places / 4 + u32::from(hour < supply.places % 4),
                    ..supply
                };
                let open = cells(character, calendar, |ahead, date| {
                    supply.left(ahead, date, random)
                });
                rows.push(row(Some(Session { start, end }), supply, open));
            }
        } else {
            let mut open = cells(character, calendar, |ahead, date| {
                supply.left(ahead, date, random)
            });
            if index == 0 && pressure < CALM {
                make_room(&mut open, supply.places);
            }
            rows.push(row(None, supply, open));
        }
    }
    if let (Some(service), 1..) = (services.first(), character.walk_in) {
        // These places cannot be taken before their day.
        let all = character.walk_in;
        rows.push(Row {
            service,
            channel: Some(Channel::WalkIn),
            session: None,
            event: None,
            precision: character.known.precision(),
            from: calendar.days.start,
            open: cells(character, calendar, |_, _| all),
            total: reported.then_some(all),
        });
    }
    rows
}

/// The rows of a Paspor Simpatik day on `date`, described by `text`.
pub fn event_rows<'a>(
    channel: Channel,
    date: Date,
    services: &'a [String],
    text: &'a EventText,
    random: &mut Random,
) -> Vec<Row<'a>> {
    let services = match channel {
        Channel::App => services.iter().take(2),
        Channel::WalkIn => services.iter().take(1),
    };
    let rows = services.zip(EVENT_PLACES).map(|(service, places)| {
        let left = match channel {
            // Booked on the first day, except for a few.
            Channel::App => random.below(places / 4 + 1),
            Channel::WalkIn => places,
        };
        Row {
            service,
            channel: Some(channel),
            session: None,
            event: Some(Event {
                id: format!("simpatik-{date}"),
                name: &text.name,
                note: if channel == Channel::App {
                    &text.app
                } else {
                    &text.walk_in
                },
            }),
            precision: None,
            from: date,
            open: vec![Some(i32::try_from(left).unwrap_or_default())],
            total: Some(places),
        }
    });
    rows.collect()
}

/// A service's share of an office's places per day: most for the first, a sixth for the second, a few for the rest.
fn share(daily: u32, index: usize, services: usize) -> u32 {
    let electronic = if services > 1 { (daily / 6).max(1) } else { 0 };
    let few = (daily / 30).max(1);
    let others = few * u32::try_from(services.saturating_sub(2)).unwrap_or_default();
    match index {
        0 => daily.saturating_sub(electronic + others).max(1),
        1 => electronic,
        _ => few,
    }
}

/// One cell per day, from the first day to the last released one; `left` returns the places on a working day this many
/// days ahead.
fn cells(
    character: &Character,
    calendar: &Calendar,
    mut left: impl FnMut(u32, Date) -> u32,
) -> Vec<Option<i32>> {
    let dates = calendar.days.start.up_to(calendar.last);
    let cell = |(ahead, date): (u32, Date)| {
        if character.known == Known::Unknown {
            return None;
        }
        if !calendar.works(date, character.weekend) {
            return Some(-1);
        }
        Some(i32::try_from(left(ahead, date)).unwrap_or_default())
    };
    (0..).zip(dates).map(cell).collect()
}

impl Supply {
    /// The places left on a day this many days ahead: nearer days are fuller.
    fn left(self, ahead: u32, date: Date, random: &mut Random) -> u32 {
        if self.pressure >= 100 {
            return 0;
        }
        let full = self
            .pressure
            .saturating_sub(ahead / 2)
            .max(self.pressure / 2);
        if random.percent(full) {
            return 0;
        }
        let places = if date.weekday() > 5 {
            self.places.div_ceil(2)
        } else {
            self.places
        };
        // The product of two draws: a few places are likely, many are rare.
        let most = u64::from(places) * u64::from(100 - self.pressure.min(90));
        let drawn = u64::from(random.below(101)) * u64::from(random.below(101));
        let left = u32::try_from(most * drawn / 1_000_000).unwrap_or_default();
        left.saturating_add(1).min(places)
    }
}

/// Makes room for a family on the last working day, if no day ahead has any.
fn make_room(open: &mut [Option<i32>], places: u32) {
    let ahead = open.get_mut(1..).unwrap_or_default();
    if ahead.iter().flatten().any(|&left| left >= 3) {
        return;
    }
    if let Some(cell) = ahead.iter_mut().flatten().rfind(|left| **left >= 0) {
        *cell = i32::try_from((places / 8).max(5).min(places)).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn services(n: usize) -> Vec<String> {
        (0..n).map(|n| format!("service-{n}")).collect()
    }

    /// Thirty days from Sunday 22 November 2026, with one closed day of the office's own on Wednesday 25.
    fn made(character: &Character, daily: Option<u32>) -> Vec<(u32, Vec<Option<i32>>)> {
        let days = Days::new(Date::new(2026, 11, 22).unwrap(), Some(30), Vec::new());
        let calendar = Calendar {
            days: &days,
            last: days.monthly.last,
            closed: Date::new(2026, 11, 25),
        };
        let services = services(3);
        let rows = rows(
            character,
            daily,
            &services,
            &calendar,
            &mut Random::of_office(7, 7),
        );
        rows.into_iter()
            .map(|row| (row.total.unwrap_or_default(), row.open))
            .collect()
    }

    #[test]
    fn the_totals_of_a_day_are_the_reported_places() {
        for character in [
            Character::default(),
            Character {
                sessions: true,
                ..Character::default()
            },
            Character {
                walk_in: 15,
                ..Character::default()
            },
            Character {
                services: Some(1),
                ..Character::default()
            },
            Character {
                services: Some(2),
                walk_in: 3,
                ..Character::default()
            },
        ] {
            for daily in [35, 50, 151, 240] {
                let totals: u32 = made(&character, Some(daily))
                    .iter()
                    .map(|(total, _)| total)
                    .sum();
                assert_eq!(totals, daily);
            }
        }
    }

    #[test]
    fn no_cell_has_more_places_than_there_are() {
        for pressure in [0, 30, 60, 95] {
            for (total, open) in made(
                &Character {
                    pressure,
                    sessions: true,
                    ..Character::default()
                },
                Some(35),
            ) {
                assert!(
                    open.iter()
                        .flatten()
                        .all(|&n| n <= i32::try_from(total).unwrap())
                );
            }
        }
    }

    #[test]
    fn weekends_and_closed_days_have_no_service() {
        // Index 0 is a Sunday, 3 the closed Wednesday, 6 and 7 the next weekend.
        for (_, open) in made(&Character::default(), Some(60)) {
            assert_eq!([open[0], open[3], open[6], open[7]], [Some(-1); 4]);
            assert!(open[1] >= Some(0) && open[5] >= Some(0));
        }
        for (_, open) in made(
            &Character {
                weekend: 1,
                ..Character::default()
            },
            Some(60),
        ) {
            assert!(open[6] >= Some(0) && open[7] == Some(-1));
        }
        for (_, open) in made(
            &Character {
                weekend: 2,
                ..Character::default()
            },
            Some(60),
        ) {
            assert!(open[6] >= Some(0) && open[7] >= Some(0));
        }
    }

    #[test]
    fn an_office_under_full_pressure_is_full_but_for_the_dear_service() {
        let rows = made(
            &Character {
                pressure: 100,
                ..Character::default()
            },
            Some(150),
        );
        let best: Vec<_> = rows
            .iter()
            .map(|(_, open)| open.iter().flatten().copied().max().unwrap())
            .collect();
        assert_eq!(best[..2], [0, 0]);
        assert!(best[2] > 0);
    }

    #[test]
    fn nobody_takes_walk_in_places_before_their_day() {
        let character = Character {
            pressure: 100,
            walk_in: 15,
            ..Character::default()
        };
        let rows = made(&character, Some(35));
        let (total, open) = rows.last().unwrap();
        assert_eq!((*total, open[1], open[2]), (15, Some(15), Some(15)));
        assert_eq!((open[0], open[3]), (Some(-1), Some(-1)));
    }

    #[test]
    fn an_office_that_nobody_has_read_knows_nothing() {
        for (_, open) in made(
            &Character {
                known: Known::Unknown,
                ..Character::default()
            },
            Some(60),
        ) {
            assert!(open.iter().all(Option::is_none));
        }
    }

    #[test]
    fn room_is_made_on_the_last_working_day_only_where_there_is_none() {
        let mut open = [Some(9), Some(0), Some(2), Some(-1), None];
        make_room(&mut open, 60);
        assert_eq!(open, [Some(9), Some(0), Some(7), Some(-1), None]);
        make_room(&mut open, 60);
        assert_eq!(open, [Some(9), Some(0), Some(7), Some(-1), None]);
        let mut open = [Some(0), Some(0)];
        make_room(&mut open, 4);
        assert_eq!(open, [Some(0), Some(4)]);
        let mut open = [Some(0), Some(-1), None];
        make_room(&mut open, 60);
        assert_eq!(open, [Some(0), Some(-1), None]);
    }
}
