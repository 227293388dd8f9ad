//! A question put to a feed at a moment: which offices and rows it asks, and how old their data is.
//!
//! Everything that ranking, the board and the summary share is here and in [`series`](crate::rank::series), so
//! they can't disagree.

use std::borrow::Cow;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use crate::date::{Closure, Date};
use crate::feed::{
    Booking, Described, Description, Feed, Head, OfficeInfo, Part, Row, Session, Site, Time,
    WALK_IN,
};
use crate::geo::distance_km;
use crate::json::double;
use crate::query::{Events, Query};
use crate::rank::freshness::{Freshness, FreshnessState};
use crate::rank::series::Series;
use crate::shared::Shared;
use crate::sort::sort_by;
use crate::time::{LocalTime, Zones};
use crate::zone;

/// A feed, a question, and the clocks at the feed's offices when it is asked.
pub(crate) struct Evaluation<'f> {
    pub feed: &'f Feed,
    pub query: &'f Query,
    /// In ms since 1970.
    pub now: i64,
    /// Date and time in each of the feed's zones.
    clocks: Vec<LocalTime>,
    /// The feed's closures.
    pub closed: Vec<Closure>,
    /// Whether some service is a default one.
    has_default: bool,
    /// What the answer shows of offices, and what the last one did.
    described: RefCell<Described>,
    described_before: Rc<Described>,
    /// The series of the few offices whose offers the answer shows, by the offices' indexes.
    gathered: RefCell<Vec<(usize, SeriesList<'f>)>>,
    /// The greatest number of working days that a service takes.
    most_ready_days: usize,
    /// So many working days before what is asked for is needed, at offices without closures of their own.
    working_days: Vec<Date>,
}

/// Series that several offers share.
type SeriesList<'f> = Rc<[Series<'f>]>;

const EPOCH: LocalTime = LocalTime {
    date: Date::MIN,
    seconds: 0,
};

const END: LocalTime = LocalTime {
    date: Date::MAX,
    seconds: 86_399,
};

/// An office that a question reaches.
#[derive(Clone, Copy)]
pub(crate) struct Reached<'f> {
    /// Its index in the feed.
    pub office: usize,
    pub head: &'f Head,
    /// Absent without `near` or without a position.
    pub distance_km: Option<f64>,
}

impl Reached<'_> {
    /// Whether it is known to be within a radius in km, if there is one.
    pub fn is_within(&self, radius: Option<f64>) -> bool {
        radius.is_none_or(|radius| self.distance_km.is_some_and(|km| km <= radius))
    }

    /// Nearest first, offices without distance last, ties by id.
    pub fn nearest_first(&self, other: &Self) -> Ordering {
        by_distance(self.distance_km, other.distance_km)
            .then_with(|| self.head.id.cmp(&other.head.id))
    }
}

/// Known distances before unknown ones.
pub(crate) fn by_distance(a: Option<f64>, b: Option<f64>) -> Ordering {
    let key = |distance: Option<f64>| distance.unwrap_or(f64::INFINITY);
    key(a).total_cmp(&key(b))
}

/// Whether a service and channel are asked, or left out by a default of the question alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Asked {
    Yes,
    ByDefaultNot,
    No,
}

impl Asked {
    /// Whether both of two things are asked.
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

impl<'f> Evaluation<'f> {
    pub fn new(feed: &'f Feed, query: &'f Query, now_ms: i64, zones: &dyn Zones) -> Self {
        let now = query.now.unwrap_or(now_ms);
        let services = &feed.envelope.services;
        let mut clocks = Vec::new();
        for name in &feed.zones {
            // Each zone was known when the feed was opened, so only the years 0 and 10000 have no date.
            let edge = if now < 0 { EPOCH } else { END };
            clocks.push(zone::local(zones, name, now).unwrap_or(edge));
        }
        let closed = feed.closures();
        let ready_days = services.iter().filter_map(|service| service.ready_days);
        let most_ready_days = usize::try_from(ready_days.max().unwrap_or(0)).unwrap_or(0);
        let working_days = query
            .needed_by
            .map(|needed_by| needed_by.working_days_before(most_ready_days, [&closed, &[]]));
        Self {
            feed,
            query,
            now,
            clocks,
            closed,
            most_ready_days,
            working_days: working_days.unwrap_or_default(),
            has_default: services.iter().any(|service| service.is_default),
            described: Described::new(query.lang.as_deref()).into(),
            described_before: feed.described.borrow().clone(),
            gathered: RefCell::default(),
        }
    }

    /// The feed in the language asked for.
    pub fn description(&self) -> Description<'f> {
        self.feed.describe(self.query.lang.as_deref())
    }

    /// An office as the answer shows it.
    pub fn office(&self, head: &Head) -> Shared<OfficeInfo> {
        let mut described = self.described.borrow_mut();
        described.office(&self.described_before, self.description(), head)
    }

    /// How to book a row of an office.
    pub fn booking(&self, head: &Head, row: &Row) -> Shared<Booking> {
        let mut described = self.described.borrow_mut();
        described.booking(&self.described_before, self.description(), head, row)
    }

    /// Keeps what the answer shows of offices for the next one.
    pub fn keep_described(&self) {
        self.feed.described.replace(self.described.take().into());
    }

    /// The series of an office that are asked, in the order of their keys, gathered once.
    pub fn series_once(&self, reached: &Reached<'f>) -> SeriesList<'f> {
        let mut gathered = self.gathered.borrow_mut();
        let known = gathered
            .iter()
            .find(|(office, _)| *office == reached.office);
        if let Some((_, series)) = known {
            return Rc::clone(series);
        }
        let series: SeriesList<'f> = self.series(reached, false).into();
        gathered.push((reached.office, Rc::clone(&series)));
        series
    }

    /// Date and time at an office.
    pub fn clock(&self, head: &Head) -> LocalTime {
        self.clock_in(head.zone)
    }

    /// Date and time in one of the feed's zones.
    pub fn clock_in(&self, zone: u16) -> LocalTime {
        let clock = self.clocks.get(usize::from(zone));
        clock.copied().unwrap_or(EPOCH)
    }

    /// Whether an office passes the filters, but for the radius.
    pub fn passes(&self, head: &Head) -> bool {
        let query = self.query;
        (query.offices.is_empty() || names(&query.offices, &head.id))
            && (query.kinds.is_empty()
                || names(&query.kinds, &self.feed.id_at(head.part(Part::Kind))))
            && query
                .region
                .as_ref()
                .is_none_or(|region| *region == self.feed.id_at(head.part(Part::Region)))
    }

    /// The offices that pass the filters, but for the radius, nearest first.
    pub fn offices(&self) -> Vec<Reached<'f>> {
        let query = self.query;
        let mut offices: Vec<Reached<'f>> = Vec::new();
        for (office, head) in self.feed.heads.iter().enumerate() {
            if self.passes(head) {
                offices.push(Reached {
                    office,
                    head,
                    distance_km: query
                        .near
                        .zip(head.position)
                        .map(|(near, position)| distance_km(near, position)),
                });
            }
        }
        sort_by(&mut offices, Reached::nearest_first);
        offices
    }

    /// The earliest of today's dates at the offices, if there is any office.
    pub fn earliest_today(&self, offices: &[Reached<'f>]) -> Option<Date> {
        let mut earliest: Option<Date> = None;
        for reached in offices {
            let today = self.clock(reached.head).date;
            earliest = Some(earliest.map_or(today, |date| date.min(today)));
        }
        earliest
    }

    /// Seconds since the office's data was observed, never negative.
    #[expect(
        clippy::cast_precision_loss,
        reason = "times of the years 1 to 9999 in ms are below 2⁵³"
    )]
    pub fn age_seconds(&self, observed_ms: i64) -> f64 {
        (self.now - observed_ms).max(0) as f64 / 1000.0
    }

    pub fn office_age(&self, head: &Head) -> f64 {
        self.age_seconds(self.feed.observed(head).ms)
    }

    pub fn is_stale(&self, age_seconds: f64) -> bool {
        age_seconds >= double(self.feed.envelope.stale_after)
    }

    pub fn is_expired(&self, age_seconds: f64) -> bool {
        age_seconds > double(self.feed.envelope.expires_after)
    }

    /// Whether a row's service and channel are asked.
    pub fn asks(&self, row: &Row) -> Asked {
        self.asks_service(&row.service)
            .and(self.asks_channel(&row.channel))
    }

    /// Whether a service is asked.
    pub fn asks_service(&self, id: &str) -> Asked {
        asked(&self.query.services, id, || {
            let listed = self.feed.envelope.service(id);
            !self.has_default || listed.is_some_and(|service| service.is_default)
        })
    }

    /// Whether a channel is asked.
    pub fn asks_channel(&self, id: &str) -> Asked {
        asked(&self.query.channels, id, || id != WALK_IN)
    }

    /// Whether events, or all else, are asked.
    pub fn asks_event(&self, is_event: bool) -> bool {
        match self.query.events {
            Events::Include => true,
            Events::Only => is_event,
            Events::Exclude => !is_event,
        }
    }

    /// Whether a session, or none, is within the hours asked for.
    pub fn asks_hours(&self, session: Option<Session>) -> bool {
        let (from, to) = (self.query.session_from, self.query.session_to);
        match session {
            Some(session) => {
                from.is_none_or(|from| session.start >= from)
                    && to.is_none_or(|to| session.end <= to)
            }
            None => from.is_none() && to.is_none(),
        }
    }

    /// Whether a date and the date of readiness are asked for at an office.
    pub fn asks_date(&self, series: &Series<'_>, date: Date) -> bool {
        let query = self.query;
        query.from.is_none_or(|from| date >= from)
            && query.to.is_none_or(|to| date <= to)
            && self.asks_weekday(date)
            && self.is_in_time(series, date)
    }

    pub fn asks_weekday(&self, date: Date) -> bool {
        self.query.weekdays.is_empty() || self.query.weekdays.contains(&date.weekday())
    }

    /// Whether what is asked for on a date is ready at least the day before it is needed.
    pub fn is_in_time(&self, series: &Series<'_>, date: Date) -> bool {
        self.query.needed_by.is_none() || series.in_time_until.is_some_and(|last| date <= last)
    }

    /// The last working days before what is asked for is needed, at an office with closures of its own or without; none if
    /// it is not said when.
    pub fn last_working_days(&self, closed: &[Closure]) -> Cow<'_, [Date]> {
        match self.query.needed_by {
            Some(needed_by) if !closed.is_empty() => {
                let lists = [&self.closed[..], closed];
                Cow::Owned(needed_by.working_days_before(self.most_ready_days, lists))
            }
            _ => Cow::Borrowed(&self.working_days),
        }
    }

    /// The last date on which something that takes so many working days is ready in time.
    pub fn in_time_until(&self, ready_days: u32, working_days: &[Date]) -> Option<Date> {
        // It is ready on the last of its working days, which all come after the date.
        let first = match usize::try_from(ready_days).ok()?.checked_sub(1) {
            Some(at) => *working_days.get(at)?,
            None => self.query.needed_by?,
        };
        (first > Date::MIN).then(|| first.plus(-1))
    }

    /// When what is asked for on a date is ready.
    pub fn ready_on(&self, series: &Series<'_>, date: Date) -> Date {
        date.plus_working_days(series.ready_days, [&self.closed, series.closed])
    }

    /// When the next places of some offices are released, of what is still to come.
    pub fn coming_release(&self, offices: &[Reached<'f>]) -> Option<String> {
        let mut earliest: Option<Time> = None;
        for reached in offices {
            if let Some(next) = self.next_release(reached.head)
                && next.ms > self.now
                && earliest.is_none_or(|earliest| next.ms < earliest.ms)
            {
                earliest = Some(next);
            }
        }
        earliest.map(|time| self.feed.time_text(time))
    }

    /// When an office's next places are released.
    fn next_release(&self, head: &Head) -> Option<Time> {
        self.feed.release(head)?.next_at
    }

    /// How old an answer from some offices is; with a radius in km, from those within it.
    pub fn freshness(&self, offices: &[Reached<'f>], radius: Option<f64>) -> Freshness {
        self.freshness_where(self.has_released(offices, radius))
    }

    /// How old an answer is, where some office asked released places after its data was observed, or none did.
    pub fn freshness_where(&self, has_released: bool) -> Freshness {
        const FUTURE_MS: i64 = 5 * 60 * 1000;
        let generated = self.feed.envelope.generated();
        let age = self.age_seconds(generated.ms);
        let state = if generated.ms - self.now > FUTURE_MS {
            FreshnessState::Future
        } else if self.is_expired(age) {
            FreshnessState::Expired
        } else if has_released {
            FreshnessState::BeforeRelease
        } else if self.is_stale(age) {
            FreshnessState::Stale
        } else {
            FreshnessState::Fresh
        };
        Freshness {
            generated_at: self.feed.time_text(generated),
            age_seconds: age,
            state,
        }
    }

    /// Whether some office released places after its data was observed.
    pub fn has_released(&self, offices: &[Reached<'f>], radius: Option<f64>) -> bool {
        offices.iter().any(|reached| {
            let site = self.feed.sites.get(reached.office);
            reached.is_within(radius)
                && site.is_some_and(|site| self.has_released_since(reached, site))
        })
    }

    /// Whether an office released places after its data was observed.
    #[inline]
    pub fn has_released_since(&self, reached: &Reached<'f>, site: &Site) -> bool {
        let next = if site.has_release {
            self.next_release(reached.head)
        } else {
            self.feed
                .envelope
                .release
                .and_then(|release| release.next_at)
        };
        next.is_some_and(|next| site.observed_ms < next.ms && next.ms <= self.now)
    }
}

/// Whether an id is asked by a list, or where that is empty, by default.
fn asked(list: &[String], id: &str, by_default: impl FnOnce() -> bool) -> Asked {
    if list.is_empty() {
        if by_default() {
            Asked::Yes
        } else {
            Asked::ByDefaultNot
        }
    } else if names(list, id) {
        Asked::Yes
    } else {
        Asked::No
    }
}

/// Whether a sorted list of ids has an id.
#[inline(never)]
fn names(list: &[String], id: &str) -> bool {
    list.binary_search_by(|item| item.as_str().cmp(id)).is_ok()
}
