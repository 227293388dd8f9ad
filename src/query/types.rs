//! The question itself.

use crate::date::Date;
use crate::geo::Position;

/// How offers are ordered; ties end with the ids of office, service, channel and event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By cost in days, distance, date.
    #[default]
    Best,
    /// By distance, date, most places.
    Nearest,
    /// By date, cost in days.
    Soonest,
    /// By most places, cost in days.
    MostOpen,
}

impl Sort {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Best, Self::Nearest, Self::Soonest, Self::MostOpen];
}

/// Which rows are asked: those of events, the others, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Events {
    /// Both.
    #[default]
    Include,
    /// Events only.
    Only,
    /// All but events.
    Exclude,
}

/// A question about open places. What is absent or empty does not restrict the answer.
#[derive(Clone, Debug)]
pub struct Query {
    /// Where the visitor is.
    pub near: Option<Position>,
    /// Only offices within so many km of `near`; widened where nothing is open.
    pub within_km: Option<f64>,
    /// Only these services, sorted; if empty, the feed's defaults.
    pub services: Vec<String>,
    /// Only these channels, sorted; if empty, all but `walk_in`.
    pub channels: Vec<String>,
    /// Only these offices, sorted.
    pub offices: Vec<String>,
    /// Only these kinds of offices, sorted.
    pub kinds: Vec<String>,
    /// Only offices of this region.
    pub region: Option<String>,
    /// How many people, 1..=1000.
    pub party: u32,
    /// Not before this date.
    pub from: Option<Date>,
    /// Not after this date.
    pub to: Option<Date>,
    /// Ready on this date at the latest.
    pub needed_by: Option<Date>,
    /// Only these weekdays, 1 for Monday to 7.
    pub weekdays: Vec<u8>,
    /// Only sessions that start at or after this minute of the day.
    pub session_from: Option<u16>,
    /// Only sessions that end at or before this minute of the day.
    pub session_to: Option<u16>,
    /// All people in one session.
    pub same_session: bool,
    /// Events or not.
    pub events: Events,
    /// Whether offers of expired data stay, marked, after all others.
    pub show_expired: bool,
    /// The order of offers.
    pub sort: Sort,
    /// Whether each office has one offer at most.
    pub group_by_office: bool,
    /// At most so many offers, 1..=1000.
    pub limit: usize,
    /// How many km of distance cost as much as a day of waiting, above 0. A small number keeps people near home, a
    /// large one makes distance meaningless.
    pub km_per_day: f64,
    /// How many days it costs when the last place is asked for. 0 ignores the risk that places are gone; a large number
    /// prefers offices with many places.
    pub risk_days: f64,
    /// The language of texts (BCP 47).
    pub lang: Option<String>,
    /// When it is asked, in ms since 1970.
    pub now: Option<i64>,
}

impl Default for Query {
    fn default() -> Self {
        Self {
            near: None,
            within_km: None,
            services: Vec::new(),
            channels: Vec::new(),
            offices: Vec::new(),
            kinds: Vec::new(),
            region: None,
            party: 1,
            from: None,
            to: None,
            needed_by: None,
            weekdays: Vec::new(),
            session_from: None,
            session_to: None,
            same_session: false,
            events: Events::Include,
            show_expired: false,
            sort: Sort::Best,
            group_by_office: true,
            limit: 20,
            km_per_day: 20.0,
            risk_days: 7.0,
            lang: None,
            now: None,
        }
    }
}
