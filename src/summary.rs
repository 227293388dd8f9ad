//! Headline figures for a region, and how old an answer is.

use serde::Serialize;

use crate::calendar::{Date, LocalTime, Zones};
use crate::feed::{Feed, Localized, NamedId, OfficeInfo};
use crate::query::{Query, SummaryQuery};
use crate::question::{Asked, Question, Reached, seconds};
use crate::series::{DayState, Series};

/// How many days ahead the series and the longer window reach.
const DAYS: i32 = 30;
/// How many days ahead the shorter window reaches.
const WEEK: i32 = 7;

/// How old an answer is.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Freshness {
    /// When the feed was made, as written in it.
    pub generated_at: String,
    /// Seconds since then, never negative.
    pub age_seconds: f64,
    /// What to tell people.
    pub state: FreshnessState,
}

/// What to tell people about an answer's age; the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FreshnessState {
    /// Made more than 5 minutes after now: a clock is wrong.
    Future,
    /// Too old to call places open.
    Expired,
    /// Places were released since the data was observed: every number is from before.
    BeforeRelease,
    /// Old enough to warn.
    Stale,
    /// As it should be.
    Fresh,
}

/// Headline figures of a region or of all offices, for one person.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The region asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<NamedId>,
    /// How many offices there are.
    pub offices: usize,
    /// How many have places tomorrow or in the 6 days after.
    pub open_in7: usize,
    /// How many have places tomorrow or in the 29 days after.
    pub open_in30: usize,
    /// Places in 7 days; absent when services count the same places and several are asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places_in7: Option<i64>,
    /// Places in 30 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub places_in30: Option<i64>,
    /// The first date with places, from today on, and the offices that have them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soonest: Option<Soonest>,
    /// Places on Saturdays and Sundays in 30 days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weekend_places: Option<i64>,
    /// One-offs from today on, by date, full ones too.
    pub events: Vec<SummaryEvent>,
    /// The share of days with service that are full, over all offices; 0 if there is no such day.
    pub full_share: f64,
    /// The same by office, by id.
    pub by_office: Vec<OfficeShare>,
    /// Offices without places in 30 days of which some day is not known.
    pub unknown: usize,
    /// Offices whose data is old.
    pub stale: usize,
    /// Offices whose data is too old.
    pub expired: usize,
    /// When the next places are released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_release_at: Option<String>,
    /// The next 30 days, from tomorrow on.
    pub days: Vec<SummaryDay>,
    /// How old the figures are.
    pub freshness: Freshness,
}

/// The first date with places.
#[derive(Clone, Debug, Serialize)]
pub struct Soonest {
    /// The date, at the offices.
    pub date: Date,
    /// The offices, by id.
    pub offices: Vec<OfficeInfo>,
}

/// A one-off in a summary.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SummaryEvent {
    /// Its name.
    pub name: Localized,
    /// Its date, at the office.
    pub date: Date,
    /// The office.
    pub office_id: String,
    /// Places left, 0 if it is full.
    pub open: i64,
}

/// How full an office is, by its own numbers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OfficeShare {
    /// The office.
    pub office_id: String,
    /// The share of its days with service that are full.
    pub full_share: f64,
    /// How many days with service it has, from today on.
    pub service_days: u32,
    /// Places left on them.
    pub open: i64,
    /// Places in all on them, if each day says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

/// One of the next 30 days.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SummaryDay {
    /// The date.
    pub date: Date,
    /// The share of offices with places.
    pub open_share: f64,
    /// Whether some office has released it.
    pub released: bool,
}

/// One office on one date.
struct OfficeDay {
    open: i64,
    total: Option<i64>,
    /// Some series has places or is full.
    has_service: bool,
}

/// One office of a summary.
struct Office<'f> {
    reached: Reached<'f>,
    clock: LocalTime,
    series: Vec<Series<'f>>,
    age_seconds: f64,
    expired: bool,
    places: Places,
}

/// Places of one office from tomorrow on.
#[derive(Clone, Copy, Default)]
struct Places {
    /// In 7 days.
    week: i64,
    /// In 30 days.
    month: i64,
    /// On Saturdays and Sundays of the 30 days.
    weekend: i64,
}

impl Feed {
    /// Headline figures under the default channels, and the default services unless some are named.
    #[must_use]
    pub fn summary(&self, query: &SummaryQuery, now_ms: i64, zones: &dyn Zones) -> Summary {
        let asked = Query {
            region: query.region.clone(),
            kinds: query.kinds.clone(),
            services: query.services.clone(),
            lang: query.lang.clone(),
            now: query.now,
            ..Query::default()
        };
        let question = Question::new(self, &asked, now_ms, zones);
        let mut reached = question.offices();
        reached.sort_by_key(|reached| reached.head.id_rank);
        let offices: Vec<Office<'_>> = reached
            .iter()
            .map(|reached| question.summary_office(*reached))
            .collect();
        let adds_up = !self.envelope.services_overlap || question.services_asked(&offices) < 2;
        let open = |places: fn(&Places) -> i64| {
            offices
                .iter()
                .filter(|office| places(&office.places) > 0)
                .count()
        };
        let places = |places: fn(&Places) -> i64| {
            let each = offices.iter().map(|office| places(&office.places));
            adds_up.then(|| each.sum::<i64>())
        };
        let by_office: Vec<OfficeShare> = offices
            .iter()
            .map(|office| office.share(&question))
            .collect();
        let service_days: u32 = by_office.iter().map(|office| office.service_days).sum();
        let full_days: f64 = offices
            .iter()
            .map(|office| office.full_days(&question))
            .sum();
        let stale = |office: &&Office<'_>| question.is_stale(office.age_seconds) && !office.expired;
        Summary {
            region: query.region.as_ref().map(|region| {
                self.named_or_id(&self.envelope.regions, region, question.languages())
            }),
            offices: offices.len(),
            open_in7: open(|places| places.week),
            open_in30: open(|places| places.month),
            places_in7: places(|places| places.week),
            places_in30: places(|places| places.month),
            soonest: question.summary_soonest(&offices),
            weekend_places: places(|places| places.weekend),
            events: question.summary_events(&offices),
            full_share: if service_days == 0 {
                0.0
            } else {
                full_days / f64::from(service_days)
            },
            by_office,
            unknown: offices
                .iter()
                .filter(|office| office.is_unknown(&question))
                .count(),
            stale: offices.iter().filter(stale).count(),
            expired: offices.iter().filter(|office| office.expired).count(),
            next_release_at: question.earliest_release(reached.iter()),
            days: question.summary_days(&offices),
            freshness: question.freshness(reached.iter()),
        }
    }
}

impl<'f> Question<'f> {
    fn summary_office(&self, reached: Reached<'f>) -> Office<'f> {
        let mut series = self.series(&reached);
        series.retain(|series| series.asked == Asked::Yes);
        let age_seconds = self.office_age(reached.head);
        let mut office = Office {
            clock: self.clock(reached.head),
            series,
            age_seconds,
            expired: self.is_expired(age_seconds),
            places: Places::default(),
            reached,
        };
        office.places = office.places(self);
        office
    }

    /// How many services the question asks: those named, else the defaults, else all that rows have.
    fn services_asked(&self, offices: &[Office<'f>]) -> usize {
        if !self.query.services.is_empty() {
            return self.query.services.len();
        }
        let listed = &self.feed.envelope.services;
        let defaults = listed.iter().filter(|service| service.is_default).count();
        if defaults > 0 {
            return defaults;
        }
        let mut ids: Vec<&str> = listed.iter().map(|service| &*service.id).collect();
        let of_rows = offices.iter().flat_map(|office| &office.series);
        ids.extend(of_rows.map(|series| series.service));
        ids.sort_unstable();
        ids.dedup();
        ids.len()
    }

    fn summary_soonest(&self, offices: &[Office<'f>]) -> Option<Soonest> {
        let firsts: Vec<(Date, &Office<'f>)> = offices
            .iter()
            .filter_map(|office| office.soonest(self).map(|date| (date, office)))
            .collect();
        let date = firsts.iter().map(|(date, _)| *date).min()?;
        Some(Soonest {
            date,
            offices: firsts
                .iter()
                .filter(|(first, _)| *first == date)
                .map(|(_, office)| self.feed.office_info(office.reached.head, self.languages()))
                .collect(),
        })
    }

    fn summary_events(&self, offices: &[Office<'f>]) -> Vec<SummaryEvent> {
        let mut events: Vec<(Date, &str, &str, SummaryEvent)> = Vec::new();
        for office in offices.iter().filter(|office| !office.expired) {
            for series in &office.series {
                let Some(event) = series.event else { continue };
                for date in self.dates(series, office.clock) {
                    let day = series.day(date, office.clock);
                    let state = series.state(&day, date, self, office.clock);
                    if !matches!(state, DayState::Open | DayState::Full) {
                        continue;
                    }
                    let id = &*office.reached.head.id;
                    let same = events.iter_mut().find(|(other, office, other_id, _)| {
                        *other == date && *office == id && *other_id == &*event.id
                    });
                    if let Some((.., same)) = same {
                        same.open += day.open;
                        continue;
                    }
                    let shown = SummaryEvent {
                        name: self.event(event).name,
                        date,
                        office_id: id.to_owned(),
                        open: day.open,
                    };
                    events.push((date, id, &event.id, shown));
                }
            }
        }
        events.sort_by_key(|(date, office, id, _)| (*date, *office, *id));
        events.into_iter().map(|(.., event)| event).collect()
    }

    fn summary_days(&self, offices: &[Office<'f>]) -> Vec<SummaryDay> {
        let Some(today) = offices.iter().map(|office| office.clock.date).min() else {
            return Vec::new();
        };
        let count = |good: &dyn Fn(&Office<'f>) -> bool| {
            let n = offices.iter().filter(|office| good(office)).count();
            seconds(i64::try_from(n).unwrap_or(i64::MAX))
        };
        let all = count(&|_| true);
        today
            .plus(1)
            .up_to(today.plus(DAYS))
            .map(|date| SummaryDay {
                date,
                open_share: count(&|office| office.day(self, date).open > 0) / all,
                released: offices.iter().any(|office| {
                    let mut series = office.series.iter();
                    series.any(|series| series.event.is_none() && series.covers(date))
                }),
            })
            .collect()
    }
}

impl Office<'_> {
    /// The office on one date, from its today on; nothing is open where its data is too old.
    fn day(&self, question: &Question<'_>, date: Date) -> OfficeDay {
        let mut sum = OfficeDay {
            open: 0,
            total: Some(0),
            has_service: false,
        };
        if self.expired || date < self.clock.date {
            return sum;
        }
        for series in &self.series {
            let day = series.day(date, self.clock);
            let state = series.state(&day, date, question, self.clock);
            if matches!(state, DayState::Open | DayState::TooFew | DayState::Full) {
                sum.has_service = true;
                sum.open += day.open;
                sum.total = sum.total.zip(day.total).map(|(a, b)| a + b);
            }
        }
        sum
    }

    fn places(&self, question: &Question<'_>) -> Places {
        let today = self.clock.date;
        let mut places = Places::default();
        for date in today.plus(1).up_to(today.plus(DAYS)) {
            let open = self.day(question, date).open;
            places.month += open;
            if date.days_since(today) <= WEEK {
                places.week += open;
            }
            if date.weekday() > 5 {
                places.weekend += open;
            }
        }
        places
    }

    fn last(&self) -> Date {
        let last = self.series.iter().filter_map(Series::last).max();
        last.unwrap_or(Date::MIN)
    }

    fn soonest(&self, question: &Question<'_>) -> Option<Date> {
        let mut dates = self.clock.date.up_to(self.last());
        dates.find(|date| self.day(question, *date).open > 0)
    }

    fn service_days(&self, question: &Question<'_>) -> impl Iterator<Item = OfficeDay> {
        self.clock
            .date
            .up_to(self.last())
            .map(|date| self.day(question, date))
            .filter(|day| day.has_service)
    }

    fn full_days(&self, question: &Question<'_>) -> f64 {
        let full = self.service_days(question).filter(|day| day.open == 0);
        full.map(|_| 1.0).sum()
    }

    fn share(&self, question: &Question<'_>) -> OfficeShare {
        let mut share = OfficeShare {
            office_id: self.reached.head.id.to_string(),
            full_share: 0.0,
            service_days: 0,
            open: 0,
            total: Some(0),
        };
        for day in self.service_days(question) {
            share.service_days += 1;
            share.open += day.open;
            share.total = share.total.zip(day.total).map(|(a, b)| a + b);
        }
        if share.service_days > 0 {
            share.full_share = self.full_days(question) / f64::from(share.service_days);
        }
        share
    }

    /// Whether nothing is open in 30 days and some day of them is not known.
    fn is_unknown(&self, question: &Question<'_>) -> bool {
        if self.expired || self.places.month > 0 {
            return false;
        }
        let today = self.clock.date;
        let mut dates = today.plus(1).up_to(today.plus(DAYS));
        dates.any(|date| {
            self.series.iter().any(|series| {
                let day = series.day(date, self.clock);
                series.state(&day, date, question, self.clock) == DayState::Unknown
            })
        })
    }
}
