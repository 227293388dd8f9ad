//! Headline figures for a region, and how old an answer is.

use serde::Serialize;

use crate::calendar::{Date, LocalTime, Zones};
use crate::feed::{Event, Feed, Localized, NamedId, OfficeInfo, Row};
use crate::order::sort_by;
use crate::query::SummaryQuery;
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

/// One office of a summary, and its figures.
struct Office<'f> {
    reached: Reached<'f>,
    clock: LocalTime,
    series: Vec<Series<'f>>,
    /// The rows of all its series.
    rows: Vec<&'f Row>,
    expired: bool,
    /// The first date with places.
    soonest: Option<Date>,
    share: OfficeShare,
    full_days: u32,
}

/// What adds up over offices.
#[derive(Default)]
struct Sums30 {
    /// Offices and places in 7 days, in 30 days, and on the weekends of these.
    offices: [usize; 3],
    places: [i64; 3],
    /// For each of the 30 days, how many offices have places, and whether one has released it.
    days: Vec<(u32, bool)>,
}

impl Feed {
    /// Headline figures under the default channels, and the default services unless some are named.
    #[must_use]
    pub fn summary(&self, query: &SummaryQuery, now_ms: i64, zones: &dyn Zones) -> Summary {
        let query = &query.0;
        let question = Question::new(self, query, now_ms, zones);
        let mut reached = question.offices();
        sort_by(&mut reached, |a, b| a.head.id_rank.cmp(&b.head.id_rank));
        let today = reached
            .iter()
            .map(|reached| question.clock(reached.head).date);
        let today = today.min().unwrap_or(Date::MIN);
        let mut sums = Sums30::default();
        sums.days.resize(DAYS.unsigned_abs() as usize, (0, false));
        let (mut unknown, mut stale, mut expired) = (0, 0, 0);
        let (mut service_days, mut full_days) = (0, 0);
        let mut offices = Vec::new();
        for reached in &reached {
            let mut office = question.summary_office(*reached);
            office.count(&question, today, &mut sums);
            unknown += usize::from(office.is_unknown(&question));
            expired += usize::from(office.expired);
            let is_stale = question.is_stale(question.office_age(reached.head));
            stale += usize::from(is_stale && !office.expired);
            service_days += office.share.service_days;
            full_days += office.full_days;
            offices.push(office);
        }
        let adds_up = !self.envelope.services_overlap || question.services_asked(&offices) < 2;
        let places = |index: usize| sums.places.get(index).copied().filter(|_| adds_up);
        let [open_in7, open_in30, _] = sums.offices;
        let region = query.region.as_ref();
        let day = |(date, (open, released)): (Date, &(u32, bool))| SummaryDay {
            date,
            open_share: ratio(*open, u32::try_from(offices.len()).unwrap_or(u32::MAX)),
            released: *released,
        };
        let dates = today.plus(1).up_to(today.plus(DAYS));
        Summary {
            region: region.map(|region| self.named_or_id("regions", region, question.languages())),
            offices: offices.len(),
            open_in7,
            open_in30,
            places_in7: places(0),
            places_in30: places(1),
            weekend_places: places(2),
            soonest: question.summary_soonest(&offices),
            events: question.summary_events(&offices),
            full_share: ratio(full_days, service_days),
            unknown,
            stale,
            expired,
            next_release_at: question.earliest_release(reached.iter()),
            days: if offices.is_empty() {
                Vec::new()
            } else {
                dates.zip(&sums.days).map(day).collect()
            },
            freshness: question.freshness(reached.iter()),
            by_office: offices.into_iter().map(|office| office.share).collect(),
        }
    }
}

impl<'f> Question<'f> {
    fn summary_office(&self, reached: Reached<'f>) -> Office<'f> {
        let mut series = self.series(&reached);
        series.retain(|series| series.asked == Asked::Yes);
        Office {
            clock: self.clock(reached.head),
            expired: self.is_expired(self.office_age(reached.head)),
            rows: series
                .iter()
                .flat_map(|series| &series.rows)
                .copied()
                .collect(),
            series,
            soonest: None,
            share: OfficeShare {
                office_id: reached.head.id.to_string(),
                full_share: 0.0,
                service_days: 0,
                open: 0,
                total: Some(0),
            },
            full_days: 0,
            reached,
        }
    }

    /// How many services the question asks: those named, else the defaults, else all that the feed and its rows have.
    fn services_asked(&self, offices: &[Office<'f>]) -> usize {
        let listed = &self.feed.envelope.services;
        let defaults = listed.iter().filter(|service| service.is_default).count();
        if !self.query.services.is_empty() {
            return self.query.services.len();
        }
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
        let date = offices.iter().filter_map(|office| office.soonest).min()?;
        let mut soonest = Soonest {
            date,
            offices: Vec::new(),
        };
        for office in offices {
            if office.soonest == Some(date) {
                let info = self.feed.office_info(office.reached.head, self.languages());
                soonest.offices.push(info);
            }
        }
        Some(soonest)
    }

    fn summary_events(&self, offices: &[Office<'f>]) -> Vec<SummaryEvent> {
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
                    let key = (date, id, &*event.id);
                    let place = events
                        .partition_point(|(date, id, event, _)| (*date, *id, &*event.id) < key);
                    let same = events
                        .get(place)
                        .is_some_and(|(date, id, event, _)| (*date, *id, &*event.id) == key);
                    if !same {
                        events.insert(place, (date, id, event, Sums::default()));
                    }
                    if let Some((.., sums)) = events.get_mut(place) {
                        sums.add(series.service, day.open, day.total);
                    }
                }
            }
        }
        let overlap = self.feed.envelope.services_overlap;
        let mut shown = Vec::new();
        for (date, office, event, sums) in events {
            shown.push(SummaryEvent {
                name: self.event(event).name,
                date,
                office_id: office.to_owned(),
                open: sums.result(overlap).0,
            });
        }
        shown
    }
}

/// A share; 0 of nothing.
fn ratio(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}

impl Office<'_> {
    /// Goes through the office's dates once, for all figures. `today` is the earliest of all offices.
    fn count(&mut self, question: &Question<'_>, today: Date, sums: &mut Sums30) {
        let mut places = [0; 3];
        for date in CoveredDates::new(&self.rows, self.clock.date, Date::MAX, 0) {
            let (open, total, has_service) = self.day(question, date);
            let day = usize::try_from(date.days_since(today) - 1).ok();
            if let Some((offices, released)) = day.and_then(|day| sums.days.get_mut(day)) {
                *offices += u32::from(open > 0);
                *released |= self
                    .series
                    .iter()
                    .any(|series| series.event.is_none() && series.covers(date));
            }
            if !has_service {
                continue;
            }
            self.share.service_days += 1;
            self.share.open += open;
            self.share.total = self.share.total.zip(total).map(|(a, b)| a + b);
            self.full_days += u32::from(open == 0);
            if open > 0 && self.soonest.is_none() {
                self.soonest = Some(date);
            }
            let ahead = date.days_since(self.clock.date);
            let in_month = (1..=DAYS).contains(&ahead);
            let windows = [
                in_month && ahead <= WEEK,
                in_month,
                in_month && date.weekday() > 5,
            ];
            for (places, inside) in places.iter_mut().zip(windows) {
                *places += open * i64::from(inside);
            }
        }
        self.share.full_share = ratio(self.full_days, self.share.service_days);
        for (index, places) in places.into_iter().enumerate() {
            if let (Some(sum), Some(offices)) =
                (sums.places.get_mut(index), sums.offices.get_mut(index))
            {
                *sum += places;
                *offices += usize::from(places > 0);
            }
        }
    }

    /// Places left and in all on one date, and whether there is service; nothing where the data is too old.
    fn day(&self, question: &Question<'_>, date: Date) -> (i64, Option<i64>, bool) {
        let mut sums = Sums::default();
        let mut has_service = false;
        for series in self.series.iter().filter(|_| !self.expired) {
            let day = series.day(date, self.clock);
            let state = series.state(&day, date, question, self.clock);
            if matches!(state, DayState::Open | DayState::TooFew | DayState::Full) {
                has_service = true;
                sums.add(series.service, day.open, day.total);
            }
        }
        let (open, total) = sums.result(question.feed.envelope.services_overlap);
        (open, total, has_service)
    }

    /// Whether nothing is open in 30 days and some day of them is not known.
    fn is_unknown(&self, question: &Question<'_>) -> bool {
        let today = self.clock.date;
        let mut unknown = false;
        for date in today.plus(1).up_to(today.plus(DAYS)) {
            for series in &self.series {
                let day = series.day(date, self.clock);
                let state = series.state(&day, date, question, self.clock);
                if state == DayState::Open {
                    return false;
                }
                unknown |= state == DayState::Unknown;
            }
        }
        unknown && !self.expired
    }
}
