//! Headline figures for a region, and how old an answer is.

use serde::Serialize;

use crate::date::Date;
use crate::feed::{Event, Feed, Head, Localized, NamedId, OfficeInfo};
use crate::query::SummaryQuery;
use crate::rank::Freshness;
use crate::rank::evaluation::{Evaluation, Reached};
use crate::rank::series::{CoveredDates, Covering, DayState, Series, Sums, add_known};
use crate::shared::Shared;
use crate::sort::sort_by;
use crate::time::Zones;

/// How many days ahead the series and the longer window reach.
const DAYS: i32 = 30;
/// How many days ahead the shorter window reaches.
const WEEK: i32 = 7;

/// Headline figures of a region or of all offices, for one person.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary<'f> {
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
    pub events: Vec<SummaryEvent<'f>>,
    /// The share of days with service that are full, over all offices; 0 if there is no such day.
    pub full_share: f64,
    /// The same by office, by id.
    pub by_office: Vec<OfficeShare<'f>>,
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
    pub offices: Vec<Shared<OfficeInfo>>,
}

/// A one-off in a summary.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SummaryEvent<'f> {
    /// Its name.
    pub name: Localized,
    /// Its date, at the office.
    pub date: Date,
    /// The office.
    pub office_id: &'f str,
    /// Places left, 0 if it is full.
    pub open: i64,
}

/// How full an office is, by its own numbers.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OfficeShare<'f> {
    /// The office.
    pub office_id: &'f str,
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

/// Counts offices one after the other, to build a summary.
struct Counts<'f> {
    /// The answer; the `open_share` of a day is the number of offices with places until all are counted.
    summary: Summary<'f>,
    /// Offices with places, and their places: in 7 days, in 30 days, and on the weekends of these.
    offices: [usize; 3],
    places: [i64; 3],
    service_days: u32,
    full_days: u32,
    /// The first date with places, and the offices that have them.
    soonest: Option<Date>,
    first: Vec<&'f Head>,
    events: Vec<EventDay<'f>>,
    /// The services of the feed, and of the rows asked, with duplicates.
    services: Vec<&'f str>,
}

/// Places of an event of an office, for one service and channel on one date.
struct EventDay<'f> {
    date: Date,
    head: &'f Head,
    event: &'f Event,
    /// Where the row that describes it is in the office's `quota`.
    described_by: u16,
    service: &'f str,
    open: i64,
}

impl EventDay<'_> {
    /// What they are ordered by; equal for all services and channels of an event.
    fn key(&self) -> (Date, &str, &str) {
        (self.date, &self.head.id, &self.event.id)
    }
}

impl Feed {
    /// Headline figures under the default channels, and the default services unless some are named.
    #[must_use]
    pub fn summary<'f>(
        &'f self,
        query: &'f SummaryQuery,
        now_ms: i64,
        zones: &dyn Zones,
    ) -> Summary<'f> {
        let query = &query.0;
        let question = Evaluation::new(self, query, now_ms, zones);
        // In the order of their ids, as the question has no position.
        let offices = question.offices();
        let region = query.region.as_ref();
        let mut counts = Counts {
            summary: Summary {
                region: region.map(|region| question.description().region(region)),
                offices: offices.len(),
                open_in7: 0,
                open_in30: 0,
                places_in7: None,
                places_in30: None,
                soonest: None,
                weekend_places: None,
                events: Vec::new(),
                full_share: 0.0,
                by_office: Vec::new(),
                unknown: 0,
                stale: 0,
                expired: 0,
                next_release_at: question.coming_release(&offices),
                days: Vec::new(),
                freshness: question.freshness(&offices, None),
            },
            offices: [0; 3],
            places: [0; 3],
            service_days: 0,
            full_days: 0,
            soonest: None,
            first: Vec::new(),
            events: Vec::new(),
            services: Vec::new(),
        };
        for service in &self.envelope.services {
            counts.services.push(&service.id);
        }
        if let Some(today) = question.earliest_today(&offices) {
            for date in today.plus(1).up_to(today.plus(DAYS)) {
                counts.summary.days.push(SummaryDay {
                    date,
                    open_share: 0.0,
                    released: false,
                });
            }
            for reached in &offices {
                counts.office(&question, reached, today);
            }
        }
        counts.sum_up(&question);
        counts.summary
    }
}

impl Evaluation<'_> {
    /// How many services the question asks: those named, else the defaults, else all that the feed and its rows have.
    fn services_asked(&self, all: usize) -> usize {
        let listed = self.feed.envelope.services.iter();
        let defaults = listed.filter(|service| service.is_default).count();
        match (self.query.services.len(), defaults) {
            (0, 0) => all,
            (0, defaults) => defaults,
            (named, _) => named,
        }
    }
}

/// A share; 0 of nothing.
fn ratio(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}

impl<'f> Counts<'f> {
    /// Fills in the summary from what was counted.
    fn sum_up(&mut self, question: &Evaluation<'f>) {
        sort_by(&mut self.services, Ord::cmp);
        self.services.dedup();
        let asked = question.services_asked(self.services.len());
        let adds_up = !question.feed.envelope.services_overlap || asked < 2;
        self.events(question);
        let summary = &mut self.summary;
        for day in &mut summary.days {
            day.open_share /= f64::from(u32::try_from(summary.offices).unwrap_or(u32::MAX));
        }
        [summary.open_in7, summary.open_in30, _] = self.offices;
        if adds_up {
            let [in7, in30, weekend] = self.places;
            summary.places_in7 = Some(in7);
            summary.places_in30 = Some(in30);
            summary.weekend_places = Some(weekend);
        }
        summary.full_share = ratio(self.full_days, self.service_days);
        if let Some(date) = self.soonest {
            let mut offices = Vec::new();
            for head in &self.first {
                offices.push(question.office(head));
            }
            summary.soonest = Some(Soonest { date, offices });
        }
    }

    /// Goes through an office's dates once, for all figures.
    ///
    /// `first_day` is the earliest date of all offices.
    fn office(&mut self, question: &Evaluation<'f>, reached: &Reached<'f>, first_day: Date) {
        let head = reached.head;
        let overlap = question.feed.envelope.services_overlap;
        let today = question.clock(head).date;
        let age_seconds = question.office_age(head);
        let expired = question.is_expired(age_seconds);
        let all = question.series(reached, false);
        for series in &all {
            let [service, ..] = series.key;
            if self.services.last() != Some(&service) {
                self.services.push(service);
            }
        }
        let mut covering = Covering::new(&all);
        let mut share = OfficeShare {
            office_id: &head.id,
            full_share: 0.0,
            service_days: 0,
            open: 0,
            total: Some(0),
        };
        let mut full_days = 0;
        let mut places = [0; 3];
        for date in CoveredDates::new(&covering.rows(), today, Date::MAX, 0) {
            let mut sums = Sums::default();
            let mut has_service = false;
            let mut released = false;
            for series in covering.on(date) {
                released |= series.event.is_none();
                let day = question.day(series, date);
                if !expired && matches!(day.state, DayState::Open | DayState::Full) {
                    has_service = true;
                    sums.add(series, &day);
                    if let Some(event) = series.event {
                        let [service, ..] = series.key;
                        let open = day.open;
                        self.events.push(EventDay {
                            date,
                            head,
                            event,
                            described_by: series.described_by,
                            service,
                            open,
                        });
                    }
                }
            }
            let (open, total) = sums.result(overlap);
            let day = usize::try_from(date.days_since(first_day) - 1).ok();
            if let Some(day) = day.and_then(|day| self.summary.days.get_mut(day)) {
                day.open_share += f64::from(u8::from(open > 0));
                day.released |= released;
            }
            if !has_service {
                continue;
            }
            share.service_days += 1;
            share.open += open;
            add_known(&mut share.total, total);
            full_days += u32::from(open == 0);
            if open > 0 {
                self.open_on(date, head);
            }
            let ahead = date.days_since(today);
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
        for ((sum, offices), places) in self.places.iter_mut().zip(&mut self.offices).zip(places) {
            *sum += places;
            *offices += usize::from(places > 0);
        }
        let [_, in_month, _] = places;
        let is_unknown = !expired && in_month == 0 && is_unknown(question, &all, today);
        let summary = &mut self.summary;
        summary.unknown += usize::from(is_unknown);
        summary.expired += usize::from(expired);
        summary.stale += usize::from(!expired && question.is_stale(age_seconds));
        self.service_days += share.service_days;
        self.full_days += full_days;
        share.full_share = ratio(full_days, share.service_days);
        summary.by_office.push(share);
    }

    /// Notes that an office has places on a date.
    fn open_on(&mut self, date: Date, head: &'f Head) {
        if self.soonest.is_none_or(|soonest| date < soonest) {
            self.soonest = Some(date);
            self.first.clear();
        }
        if self.soonest == Some(date) {
            self.first.push(head);
        }
    }

    /// The events, by date, office and id. The first row in the feed describes those of several services and channels.
    fn events(&mut self, question: &Evaluation<'f>) {
        let overlap = question.feed.envelope.services_overlap;
        sort_by(&mut self.events, |a, b| {
            (a.key(), a.service).cmp(&(b.key(), b.service))
        });
        for days in self.events.chunk_by(|a, b| a.key() == b.key()) {
            let described_by = days.iter().min_by_key(|day| day.described_by);
            let Some(first) = described_by else { continue };
            let mut sums = Sums::default();
            for day in days {
                sums.add_places(day.service, day.open, None);
            }
            self.summary.events.push(SummaryEvent {
                name: question.description().event(first.event).name,
                date: first.date,
                office_id: &first.head.id,
                open: sums.result(overlap).0,
            });
        }
    }
}

/// Whether some of the next 30 days is not known at some series.
fn is_unknown<'f>(question: &Evaluation<'f>, all: &[Series<'f>], today: Date) -> bool {
    for date in today.plus(1).up_to(today.plus(DAYS)) {
        for series in all {
            if question.day(series, date).state == DayState::Unknown {
                return true;
            }
        }
    }
    false
}
