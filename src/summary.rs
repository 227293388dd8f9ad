//! Headline figures for a region, and how old an answer is.

use serde::Serialize;

use crate::calendar::{Date, LocalTime, Zones};
use crate::feed::{Event, Feed, Localized, NamedId, OfficeInfo, Row};
use crate::order::sort_by;
use crate::query::{Query, SummaryQuery};
use crate::question::{Asked, Question, Reached};
use crate::series::{CoveredDates, DayState, Series, Sums};

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
    /// The rows of all its series.
    rows: Vec<&'f Row>,
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
        sort_by(&mut reached, |a, b| a.head.id_rank.cmp(&b.head.id_rank));
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
        let (by_office, full_days): (Vec<OfficeShare>, Vec<u32>) =
            offices.iter().map(|office| office.share(&question)).unzip();
        let service_days = by_office.iter().map(|office| office.service_days).sum();
        let stale = |office: &&Office<'_>| question.is_stale(office.age_seconds) && !office.expired;
        Summary {
            region: query
                .region
                .as_ref()
                .map(|region| self.named_or_id("regions", region, question.languages())),
            offices: offices.len(),
            open_in7: open(|places| places.week),
            open_in30: open(|places| places.month),
            places_in7: places(|places| places.week),
            places_in30: places(|places| places.month),
            soonest: question.summary_soonest(&offices),
            weekend_places: places(|places| places.weekend),
            events: question.summary_events(&offices),
            full_share: ratio(full_days.into_iter().sum(), service_days),
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
            age_seconds,
            expired: self.is_expired(age_seconds),
            places: Places::default(),
            rows: series
                .iter()
                .flat_map(|series| &series.rows)
                .copied()
                .collect(),
            series,
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
        for series in offices.iter().flat_map(|office| &office.series) {
            if !ids.contains(&series.service) {
                ids.push(series.service);
            }
        }
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
        let overlap = self.feed.envelope.services_overlap;
        let mut events: Vec<(Date, &str, &'f Event, Sums<'f>)> = Vec::new();
        for office in offices.iter().filter(|office| !office.expired) {
            let id = &*office.reached.head.id;
            for series in &office.series {
                let Some(event) = series.event else { continue };
                for date in self.dates(series, office.clock) {
                    let day = series.day(date, office.clock);
                    let state = series.state(&day, date, self, office.clock);
                    if !matches!(state, DayState::Open | DayState::Full) {
                        continue;
                    }
                    let same = events.iter().position(|(other, other_id, known, _)| {
                        *other == date && *other_id == id && known.id == event.id
                    });
                    if same.is_none() {
                        events.push((date, id, event, Sums::default()));
                    }
                    let index = same.unwrap_or(events.len() - 1);
                    if let Some((.., sums)) = events.get_mut(index) {
                        sums.add(series.service, day.open, day.total);
                    }
                }
            }
        }
        sort_by(&mut events, |a, b| {
            (a.0, a.1, &a.2.id).cmp(&(b.0, b.1, &b.2.id))
        });
        let shown =
            |(date, office, event, sums): &(Date, &str, &'f Event, Sums<'f>)| SummaryEvent {
                name: self.event(event).name,
                date: *date,
                office_id: (*office).to_owned(),
                open: sums.result(overlap).0,
            };
        events.iter().map(shown).collect()
    }

    fn summary_days(&self, offices: &[Office<'f>]) -> Vec<SummaryDay> {
        let Some(today) = offices.iter().map(|office| office.clock.date).min() else {
            return Vec::new();
        };
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let open_on = |date| {
            let open = |office: &&Office<'f>| office.day(self, date).open > 0;
            small(offices.iter().filter(open).count())
        };
        today
            .plus(1)
            .up_to(today.plus(DAYS))
            .map(|date| SummaryDay {
                date,
                open_share: ratio(open_on(date), small(offices.len())),
                released: offices.iter().any(|office| {
                    let mut series = office.series.iter();
                    series.any(|series| series.event.is_none() && series.covers(date))
                }),
            })
            .collect()
    }
}

/// A share; 0 of nothing.
fn ratio(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
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
        let mut sums = Sums::default();
        for series in &self.series {
            let day = series.day(date, self.clock);
            let state = series.state(&day, date, question, self.clock);
            if matches!(state, DayState::Open | DayState::TooFew | DayState::Full) {
                sum.has_service = true;
                sums.add(series.service, day.open, day.total);
            }
        }
        (sum.open, sum.total) = sums.result(question.feed.envelope.services_overlap);
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

    fn soonest(&self, question: &Question<'_>) -> Option<Date> {
        let mut dates = CoveredDates::new(&self.rows, self.clock.date, Date::MAX, 0);
        dates.find(|date| self.day(question, *date).open > 0)
    }

    /// How full the office is, and how many days are full.
    fn share(&self, question: &Question<'_>) -> (OfficeShare, u32) {
        let mut share = OfficeShare {
            office_id: self.reached.head.id.to_string(),
            full_share: 0.0,
            service_days: 0,
            open: 0,
            total: Some(0),
        };
        let mut full_days = 0;
        for date in CoveredDates::new(&self.rows, self.clock.date, Date::MAX, 0) {
            let day = self.day(question, date);
            if !day.has_service {
                continue;
            }
            share.service_days += 1;
            full_days += u32::from(day.open == 0);
            share.open += day.open;
            share.total = share.total.zip(day.total).map(|(a, b)| a + b);
        }
        share.full_share = ratio(full_days, share.service_days);
        (share, full_days)
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
