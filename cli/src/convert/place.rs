//! Holds what the converters have in common: places with counts by service, session and day, on their way into a feed.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;
use slot_finder::Date;

use super::notes::Notes;
use super::report::{Kind, Report};
use super::text::{clean, derived_id};
use super::values::{Local, Position};
use slot_publisher::ids::slug;

/// Most services of a feed.
const MAX_SERVICES: usize = 1_000;

/// The state of one day, as in the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// No service that day.
    NoService,
    /// Unknown.
    Unknown,
    /// This many places left; 0 for full.
    Open(u32),
}

/// The precision of a number, best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Counted.
    #[default]
    Exact,
    /// There may be more.
    AtLeast,
    /// Estimated.
    Estimate,
}

/// One day of one service, channel and session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Places left.
    pub open: Cell,
    /// Places in all, if known.
    pub total: Option<u32>,
    /// The precision of `open`.
    pub precision: Precision,
    /// The booking link of these places, if not the office's.
    pub web: Option<Rc<str>>,
    /// The telephone number for these places, if not the office's.
    pub phone: Option<Rc<str>>,
}

impl Day {
    /// A day with its places left and in all.
    pub fn new(open: Cell, total: Option<u32>) -> Self {
        Self {
            open,
            total,
            precision: Precision::Exact,
            web: None,
            phone: None,
        }
    }

    /// Adds places of the same day. Of different links, keeps the first with open places.
    pub fn add(&mut self, other: Self) {
        use Cell::{NoService, Open, Unknown};
        let opens = |open| matches!(open, Open(1..));
        if self.web.is_none() || (!opens(self.open) && opens(other.open)) {
            self.web = other.web.or(self.web.take());
            self.phone = other.phone.or(self.phone.take());
        }
        self.precision = self.precision.max(other.precision);
        self.total = self
            .total
            .zip(other.total)
            .map(|(a, b)| a.saturating_add(b));
        self.open = match (self.open, other.open) {
            (Open(a), Open(b)) => Open(a.saturating_add(b)),
            (NoService, open) | (open, NoService) => open,
            (Unknown, Open(n @ 1..)) | (Open(n @ 1..), Unknown) => {
                self.precision = self.precision.max(Precision::AtLeast);
                Open(n)
            }
            (Unknown, _) | (_, Unknown) => Unknown,
        };
    }
}

/// The key of an office's rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// The id of the service.
    pub service: Rc<str>,
    /// The channel: `web` or `phone`.
    pub channel: &'static str,
    /// Start and end in minutes since midnight at the office, with `start < end`.
    pub session: Option<(u16, u16)>,
}

/// The days of an office, by row.
pub type Rows = BTreeMap<RowKey, BTreeMap<Date, Day>>;

/// One place of the source: an office of the feed.
#[derive(Debug, Default)]
pub struct Place {
    /// Its id, already valid in the format.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its kind, one of [`Source::kinds`].
    pub kind: Option<String>,
    /// Its region, one of [`Source::regions`].
    pub region: Option<String>,
    /// Its postal address.
    pub address: Option<String>,
    /// Its position.
    pub position: Option<Position>,
    /// Its IANA zone; a place without one is left out.
    pub zone: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// Its booking link.
    pub web: Option<String>,
    /// The telephone number for booking.
    pub booking_phone: Option<String>,
    /// When its data was observed, in ms since 1970.
    pub observed: Option<i64>,
    /// Its notices, as texts of the format.
    pub notes: Vec<Value>,
    /// Its counts.
    pub rows: Rows,
}

impl Place {
    /// Adds to a day of a row.
    pub fn add(&mut self, key: RowKey, date: Date, day: Day) {
        let days = self.rows.entry(key).or_default();
        match days.get_mut(&date) {
            Some(known) => known.add(day),
            None => drop(days.insert(date, day)),
        }
    }
}

/// Ids with their names, in insertion order.
#[derive(Debug, Default)]
pub struct Named {
    /// Id and name of each.
    pub list: Vec<(Rc<str>, Value)>,
    known: HashSet<Rc<str>>,
}

impl Named {
    /// The shared copy of an id, stored with its name on first use.
    pub fn id(&mut self, id: &str, name: impl FnOnce() -> Value) -> Rc<str> {
        if let Some(known) = self.known.get(id) {
            return known.clone();
        }
        let shared: Rc<str> = id.into();
        self.known.insert(shared.clone());
        self.list.push((shared.clone(), name()));
        shared
    }
}

/// Everything from a source.
#[derive(Debug, Default)]
pub struct Source {
    /// The language of its texts.
    pub language: &'static str,
    /// The source of the data.
    pub attribution: Value,
    /// The services.
    pub services: Named,
    /// Whether services may count the same places.
    pub services_overlap: bool,
    /// The kinds of offices.
    pub kinds: Named,
    /// The regions.
    pub regions: Named,
    /// When the source was made, in ms since 1970.
    pub generated: Option<i64>,
    /// Its places, each id once.
    pub places: Vec<Place>,
    ids: HashMap<String, usize>,
}

impl Source {
    /// An empty source.
    pub fn new(language: &'static str, attribution: Value) -> Self {
        Self {
            language,
            attribution,
            ..Self::default()
        }
    }

    /// A service; beyond the format's limit all further ones share one.
    pub fn service(
        &mut self,
        id: &str,
        name: impl FnOnce() -> Value,
        report: &mut Report,
    ) -> Rc<str> {
        let full = self.services.list.len() + 1 >= MAX_SERVICES;
        if full && !self.services.known.contains(id) {
            report.note(Kind::ServicesMany, || id.to_owned());
            return self.services.id("other", || Value::from("Other"));
        }
        self.services.id(id, name)
    }

    /// Records when data was made; the latest time wins.
    pub fn made(&mut self, instant: Option<i64>) {
        self.generated = self.generated.max(instant);
    }

    /// Adds a place.
    ///
    /// Of duplicates of a place, keeps the one observed last, else the first. Another place with a known id gets a new
    /// id.
    pub fn push(&mut self, mut place: Place, report: &mut Report) {
        self.made(place.observed);
        if let Some(&index) = self.ids.get(&place.id) {
            let known = self.places.get_mut(index);
            if let Some(known) = known.filter(|known| known.name == place.name) {
                report.note(Kind::OfficeRepeated, || {
                    format!("{} ({})", place.name, place.id)
                });
                if place.observed > known.observed {
                    *known = place;
                }
                return;
            }
            let whole = format!("{}\n{}", place.id, place.name);
            let id = derived_id(&place.id, &whole);
            report.note(Kind::IdShared, || {
                format!("{} ({}): {id}", place.name, place.id)
            });
            place.id = id;
            if self.ids.contains_key(&place.id) {
                report.note(Kind::OfficeRepeated, || {
                    format!("{} ({})", place.name, place.id)
                });
                return;
            }
        }
        self.ids.insert(place.id.clone(), self.places.len());
        self.places.push(place);
    }

    /// A kind of office by the source's word for it, which is also its name unless we have a better one.
    pub fn kind(&mut self, word: &str, notes: &Notes) -> Option<String> {
        let said = clean(&word.replace('_', " "), &mut Report::default())?;
        let id = slug(&said);
        let named = || notes.or(&format!("kind.{id}"), &said);
        (!id.is_empty()).then(|| self.kinds.id(&id, named).to_string())
    }
}

/// The session between two moments of the same day.
///
/// A session until midnight ends a minute earlier, since the format has no 24:00. A whole day has no session. A session
/// that continues into another day counts on its first.
pub fn session(
    start: Local,
    end: Option<Local>,
    report: &mut Report,
) -> (Option<(u16, u16)>, Precision) {
    let Some((from, end)) = start.minute.zip(end) else {
        return (None, Precision::Exact);
    };
    let days = end.date.days_since(start.date);
    let to = end.minute.unwrap_or_default();
    match (days, to) {
        (1, 0) if from == 0 => (None, Precision::Exact),
        (1, 0) if from < 1_439 => {
            report.note(Kind::SessionCut, || start.to_string());
            (Some((from, 1_439)), Precision::Exact)
        }
        (0, to) if from < to => (Some((from, to)), Precision::Exact),
        _ => {
            report.note(Kind::SessionDropped, || format!("{start} to {end}"));
            let precision = if days >= 1 {
                Precision::Estimate
            } else {
                Precision::Exact
            };
            (None, precision)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(a: Cell, b: Cell) -> (Cell, Precision) {
        let mut day = Day::new(a, None);
        day.add(Day::new(b, None));
        (day.open, day.precision)
    }

    #[test]
    fn full_no_service_and_unknown_are_kept_apart_when_days_are_added() {
        use Cell::{NoService, Open, Unknown};
        let exact = Precision::Exact;
        assert_eq!(sum(Open(2), Open(3)), (Open(5), exact));
        assert_eq!(sum(NoService, Open(0)), (Open(0), exact));
        assert_eq!(sum(NoService, NoService), (NoService, exact));
        assert_eq!(sum(Open(0), Unknown), (Unknown, exact));
        assert_eq!(sum(NoService, Unknown), (Unknown, exact));
        assert_eq!(sum(Unknown, Open(3)), (Open(3), Precision::AtLeast));
    }

    #[test]
    fn totals_add_up_only_where_all_are_known() {
        let mut day = Day::new(Cell::Open(1), Some(4));
        day.add(Day::new(Cell::Open(0), Some(2)));
        assert_eq!(day.total, Some(6));
        day.add(Day::new(Cell::Open(1), None));
        assert_eq!(day.total, None);
    }

    #[test]
    fn a_link_to_open_places_wins_over_one_to_taken_ones() {
        let linked = |open, web: &str| Day {
            web: Some(web.into()),
            ..Day::new(Cell::Open(open), None)
        };
        let mut day = linked(0, "taken");
        day.add(linked(1, "open"));
        day.add(linked(1, "later"));
        assert_eq!(day.web.as_deref(), Some("open"));
    }

    #[test]
    fn sessions_lie_within_one_day() {
        let at = |date: &str, minute| Local {
            date: Date::parse(date).unwrap(),
            minute: Some(minute),
        };
        let session = |start, end| super::session(start, Some(end), &mut Report::default());
        let first = |minute| at("2021-03-01", minute);
        assert_eq!(
            session(first(540), first(1_080)),
            (Some((540, 1_080)), Precision::Exact)
        );
        assert_eq!(
            session(first(1_200), at("2021-03-02", 0)),
            (Some((1_200, 1_439)), Precision::Exact)
        );
        assert_eq!(
            session(first(0), at("2021-03-02", 0)),
            (None, Precision::Exact)
        );
        assert_eq!(
            session(first(540), at("2021-03-04", 600)),
            (None, Precision::Estimate)
        );
        assert_eq!(session(first(540), first(540)), (None, Precision::Exact));
        assert_eq!(session(first(540), first(500)), (None, Precision::Exact));
    }
}
