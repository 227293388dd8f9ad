//! What a visitor asks, with the defaults of the format and every value checked.
//!
//! Questions come as JSON, from JavaScript as from the command line, so that both are read by the same code. A question
//! that was read is valid: no later step has to doubt it.

use std::borrow::Cow;
use std::fmt;

use crate::date::{Date, parse_time_of_day};
use crate::geo::Position;
use crate::json::{Reader, floor, line_and_column};

/// A question with a field that does not exist, or a value out of its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// The field, such as `near.lat`; `query` where the question itself can't be read.
    pub field: String,
    /// What was expected there.
    pub expected: String,
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, expected } = self;
        write!(f, "The question's `{field}` should be {expected}.")
    }
}

impl std::error::Error for QueryError {}

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

/// A question for headline figures: it may name a region, kinds of offices, services, a language and a moment.
#[derive(Clone, Debug, Default)]
pub struct SummaryQuery(pub(crate) Query);

impl Query {
    /// Reads a question from JSON.
    ///
    /// # Errors
    /// A [`QueryError`] that names the first field that is unknown or out of range.
    ///
    /// ```
    /// # use slot_finder::Query;
    /// let query = Query::from_json(r#"{"near": {"lat": -7.82, "lon": 112.01}, "party": 3}"#).unwrap();
    /// assert_eq!(query.party, 3);
    /// assert_eq!(Query::from_json(r#"{"party": 0}"#).unwrap_err().field, "party");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, QueryError> {
        Self::read(text, &FIELDS)
    }

    /// Reads a question for headline figures.
    pub(crate) fn headline(text: &str) -> Result<Self, QueryError> {
        Self::read(text, HEADLINE_FIELDS)
    }

    /// Reads a question that may have some fields.
    fn read(text: &str, known: &[Field]) -> Result<Self, QueryError> {
        let (query, mut ask) = read(text, known);
        let no_near = query.near.is_none();
        if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
            ask.refuse("from", "a date that is not after `to`");
        }
        if no_near && query.within_km.is_some() {
            ask.refuse("withinKm", "given together with `near` only");
        }
        if no_near && query.sort == Sort::Nearest {
            ask.refuse("sort", "another order, or given together with `near`");
        }
        ask.error.map_or(Ok(query), Err)
    }
}

/// A field of a question, and what reads its value. A table takes less Wasm than a `match` of texts.
type Field = (&'static str, fn(&mut Query, &mut Ask<'_>));

/// All fields of a question, those for headline figures last.
const FIELDS: [Field; 24] = [
    ("near", |query, ask| query.near = ask.position()),
    ("withinKm", |query, ask| {
        query.within_km = ask.number(AT_LEAST_0, |n| n >= 0.0);
    }),
    ("channels", |query, ask| query.channels = ask.strings()),
    ("offices", |query, ask| query.offices = ask.strings()),
    ("party", |query, ask| query.party = ask.count()),
    ("from", |query, ask| query.from = ask.date()),
    ("to", |query, ask| query.to = ask.date()),
    ("neededBy", |query, ask| query.needed_by = ask.date()),
    ("weekdays", |query, ask| query.weekdays = ask.weekdays()),
    ("sessionFrom", |query, ask| {
        query.session_from = ask.time_of_day();
    }),
    ("sessionTo", |query, ask| {
        query.session_to = ask.time_of_day();
    }),
    ("sameSession", |query, ask| query.same_session = ask.flag()),
    ("events", |query, ask| {
        query.events = match ask.one_of("\"include\", \"only\" or \"exclude\"") {
            1 => Events::Only,
            2 => Events::Exclude,
            _ => Events::Include,
        }
    }),
    ("expired", |query, ask| {
        query.show_expired = ask.one_of("\"exclude\" or \"show\"") == 1;
    }),
    ("sort", |query, ask| {
        let sort = ask.one_of("\"best\", \"nearest\", \"soonest\" or \"most_open\"");
        query.sort = Sort::ALL.get(sort).copied().unwrap_or_default();
    }),
    ("group", |query, ask| {
        query.group_by_office = ask.one_of("\"office\" or \"none\"") == 0;
    }),
    ("limit", |query, ask| query.limit = ask.count() as usize),
    ("kmPerDay", |query, ask| {
        let number = ask.number("a number above 0", |n| n > 0.0);
        query.km_per_day = number.unwrap_or(1.0);
    }),
    ("riskDays", |query, ask| {
        let number = ask.number(AT_LEAST_0, |n| n >= 0.0);
        query.risk_days = number.unwrap_or_default();
    }),
    ("region", |query, ask| query.region = ask.string("an id")),
    ("kinds", |query, ask| query.kinds = ask.strings()),
    ("services", |query, ask| query.services = ask.strings()),
    ("lang", |query, ask| query.lang = ask.string(A_LANGUAGE)),
    ("now", |query, ask| query.now = ask.instant()),
];

/// The fields of a question for headline figures.
const HEADLINE_FIELDS: &[Field] = FIELDS.split_at(19).1;

/// Reads a question that may have some fields; an error stands in what it gives back.
fn read<'q>(text: &'q str, known: &[Field]) -> (Query, Ask<'q>) {
    let mut query = Query::default();
    let mut ask = Ask::new(text);
    while let Some(name) = ask.next() {
        match known.iter().find(|(known, _)| *known == name) {
            Some((_, read)) => read(&mut query, &mut ask),
            None => ask.unknown(known),
        }
    }
    (query, ask)
}

impl SummaryQuery {
    /// Reads a question for headline figures from JSON.
    ///
    /// # Errors
    /// A [`QueryError`] that names the first field that is unknown or out of range.
    pub fn from_json(text: &str) -> Result<Self, QueryError> {
        Query::headline(text).map(Self)
    }
}

const AT_LEAST_0: &str = "a number of at least 0";
const A_LANGUAGE: &str = "a language (BCP 47), such as \"id\"";

/// A question while it is read. Exactly one method reads the value of each field; after the first error there are no
/// more fields, so what a method gives then does not matter.
struct Ask<'q> {
    reader: Reader<'q>,
    /// The field that is read.
    name: Cow<'q, str>,
    error: Option<QueryError>,
}

impl<'q> Ask<'q> {
    fn new(text: &'q str) -> Self {
        let mut ask = Self {
            reader: Reader::new(text),
            name: Cow::Borrowed("query"),
            error: None,
        };
        let mut whole = ask.reader.clone();
        whole.skip();
        if let Err(stop) = whole.finish() {
            let (line, column) = line_and_column(text, stop.at);
            ask.expected(&format!("JSON, and is not at line {line}, column {column}"));
        } else if !ask.reader.enter_object() {
            ask.expected("an object");
        }
        ask
    }

    /// The name of the next field.
    fn next(&mut self) -> Option<Cow<'q, str>> {
        if self.error.is_some() {
            return None;
        }
        self.name = self.reader.key()?;
        Some(self.name.clone())
    }

    fn refuse(&mut self, field: &str, expected: &str) {
        self.error.get_or_insert_with(|| QueryError {
            field: field.to_owned(),
            expected: expected.to_owned(),
        });
    }

    /// Refuses the field that was read last.
    fn expected(&mut self, expected: &str) {
        let field = self.name.clone();
        self.refuse(&field, expected);
    }

    /// Refuses the field unless it was `good`.
    fn check(&mut self, good: bool, expected: &str) {
        if !good {
            self.expected(expected);
        }
    }

    /// Refuses a field that is none of the known ones.
    fn unknown(&mut self, known: &[Field]) {
        let mut expected = String::from("one of the fields ");
        for (index, (name, _)) in known.iter().enumerate() {
            if index > 0 {
                let is_last = index + 1 == known.len();
                expected.push_str(if is_last { " or " } else { ", " });
            }
            expected.push_str(name);
        }
        self.expected(&expected);
    }

    fn string(&mut self, expected: &str) -> Option<String> {
        let text = self.reader.text().filter(|text| !text.is_empty());
        self.check(text.is_some(), expected);
        text.map(Cow::into_owned)
    }

    fn flag(&mut self) -> bool {
        let value = self.reader.boolean();
        self.check(value.is_some(), "true or false");
        value.unwrap_or_default()
    }

    fn number(&mut self, expected: &str, good: fn(f64) -> bool) -> Option<f64> {
        let value = self.reader.number().filter(|n| good(*n));
        self.check(value.is_some(), expected);
        value
    }

    fn count(&mut self) -> u32 {
        let count = self.reader.integer().filter(|n| (1..=1000).contains(n));
        self.check(count.is_some(), "a whole number from 1 to 1000");
        count.and_then(|n| u32::try_from(n).ok()).unwrap_or(1)
    }

    fn date(&mut self) -> Option<Date> {
        let date = Date::parse(&self.reader.text().unwrap_or_default());
        self.check(date.is_some(), "a date (YYYY-MM-DD)");
        date
    }

    fn time_of_day(&mut self) -> Option<u16> {
        let time = parse_time_of_day(&self.reader.text().unwrap_or_default());
        self.check(time.is_some(), "a time of day (HH:MM)");
        time
    }

    fn instant(&mut self) -> Option<i64> {
        // A day within the years 1 to 9999 in every zone.
        const EARLIEST: i64 = -62_135_510_400_000;
        const LATEST: i64 = 253_402_214_400_000;
        let value = self.reader.number().and_then(floor);
        let value = value.filter(|n| (EARLIEST..=LATEST).contains(n));
        let expected = "milliseconds since 1970, within the years 1 to 9999";
        self.check(value.is_some(), expected);
        value
    }

    /// Which of the quoted names in `names` was given, from 0.
    fn one_of(&mut self, names: &str) -> usize {
        let given = self.reader.text().unwrap_or_default();
        // Each second part is between quotation marks.
        let mut quoted = names.split('"').skip(1).step_by(2);
        if let Some(index) = quoted.position(|name| name == given) {
            return index;
        }
        self.expected(names);
        0
    }

    fn strings(&mut self) -> Vec<String> {
        let mut list = Vec::new();
        let mut good = self.reader.enter_array();
        while good && self.reader.item() {
            let item = self.reader.text();
            good = item.is_some();
            if let Some(item) = item {
                let place = list.partition_point(|other: &String| **other < *item);
                list.insert(place, item.into_owned());
            }
        }
        self.check(good, "a list of ids");
        list
    }

    fn weekdays(&mut self) -> Vec<u8> {
        let mut list = Vec::new();
        let mut good = self.reader.enter_array();
        while good && self.reader.item() {
            let day = self.reader.integer().filter(|day| (1..=7).contains(day));
            good = day.is_some();
            list.extend(day.and_then(|day| u8::try_from(day).ok()));
        }
        self.check(good, "a list of weekdays from 1 (Monday) to 7");
        list
    }

    fn position(&mut self) -> Option<Position> {
        const EXPECTED: &str = "an object with `lat` and `lon`";
        let (mut lat, mut lon) = (None, None);
        let is_object = self.reader.enter_object();
        while is_object && self.error.is_none() {
            let Some(key) = self.reader.key() else { break };
            let mut name = String::from("near.");
            name.push_str(&key);
            self.name = Cow::Owned(name);
            match &*key {
                "lat" => lat = self.number("a latitude from -90 to 90", |n| n.abs() <= 90.0),
                "lon" => lon = self.number("a longitude from -180 to 180", |n| n.abs() <= 180.0),
                _ => self.expected("one of the fields lat or lon"),
            }
        }
        self.name = Cow::Borrowed("near");
        let position = lat.zip(lon).and_then(|(lat, lon)| Position::new(lat, lon));
        self.check(position.is_some(), EXPECTED);
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        Query::from_json(json).unwrap_err().field
    }

    #[test]
    fn an_empty_question_has_the_defaults_of_the_format() {
        let query = Query::from_json("{}").unwrap();
        assert_eq!((query.party, query.limit), (1, 20));
        assert_eq!((query.km_per_day, query.risk_days), (20.0, 7.0));
        assert!(query.group_by_office && !query.show_expired && !query.same_session);
        assert_eq!((query.sort, query.events), (Sort::Best, Events::Include));
    }

    #[test]
    fn every_field_is_read() {
        let query = Query::from_json(
            r#"{"near": {"lat": -7.5, "lon": 112}, "withinKm": 50.5, "services": ["b", "a"], "channels": ["app"], "offices": ["x"],
                "kinds": ["kanim"], "region": "ID-JI", "party": 3, "from": "2026-11-23", "to": "2026-11-30", "neededBy": "2026-12-27",
                "weekdays": [6, 7], "sessionFrom": "08:00", "sessionTo": "12:00", "sameSession": true, "events": "only",
                "expired": "show", "sort": "nearest", "group": "none", "limit": 5, "kmPerDay": 1, "riskDays": 0, "lang": "en",
                "now": 1795309200000.7}"#,
        )
        .unwrap();
        assert_eq!(query.near, Position::new(-7.5, 112.0));
        assert_eq!(query.within_km, Some(50.5));
        assert_eq!(query.services, ["a", "b"]);
        assert_eq!(query.needed_by, Date::new(2026, 12, 27));
        assert_eq!(query.weekdays, [6, 7]);
        assert_eq!(
            (query.session_from, query.session_to),
            (Some(480), Some(720))
        );
        assert!(query.same_session && query.show_expired && !query.group_by_office);
        assert_eq!((query.sort, query.events), (Sort::Nearest, Events::Only));
        assert_eq!((query.limit, query.now), (5, Some(1_795_309_200_000)));
    }

    #[test]
    fn what_is_out_of_range_is_named() {
        for (json, field) in [
            (r#"{"near": {"lat": 90.1, "lon": 0}}"#, "near.lat"),
            (r#"{"near": {"lat": 0, "lon": -180.5}}"#, "near.lon"),
            (r#"{"near": {"lat": 0}}"#, "near"),
            (r#"{"near": {"lat": 0, "lon": 0, "alt": 0}}"#, "near.alt"),
            (r#"{"near": [0, 0]}"#, "near"),
            (r#"{"withinKm": 5}"#, "withinKm"),
            (
                r#"{"near": {"lat": 0, "lon": 0}, "withinKm": -1}"#,
                "withinKm",
            ),
            (r#"{"party": 0}"#, "party"),
            (r#"{"party": 1001}"#, "party"),
            (r#"{"party": 1.5}"#, "party"),
            (r#"{"party": "3"}"#, "party"),
            (r#"{"party": null}"#, "party"),
            (r#"{"limit": 0}"#, "limit"),
            (r#"{"kmPerDay": 0}"#, "kmPerDay"),
            (r#"{"riskDays": -0.1}"#, "riskDays"),
            (r#"{"from": "2026-11-31"}"#, "from"),
            (r#"{"from": "2026-12-01", "to": "2026-11-30"}"#, "from"),
            (r#"{"weekdays": [0]}"#, "weekdays"),
            (r#"{"weekdays": 6}"#, "weekdays"),
            (r#"{"services": "regular"}"#, "services"),
            (r#"{"services": [1]}"#, "services"),
            (r#"{"sessionFrom": "8:00"}"#, "sessionFrom"),
            (r#"{"sameSession": 1}"#, "sameSession"),
            (r#"{"sort": "nearest"}"#, "sort"),
            (r#"{"sort": "random"}"#, "sort"),
            (r#"{"group": "service"}"#, "group"),
            (r#"{"events": true}"#, "events"),
            (r#"{"now": "2026-11-22"}"#, "now"),
            (r#"{"now": 1e300}"#, "now"),
            (r#"{"persons": 3}"#, "persons"),
            ("[]", "query"),
            ("{", "query"),
            ("{} x", "query"),
        ] {
            assert_eq!(refused(json), field, "{json}");
        }
    }

    #[test]
    fn an_error_is_one_sentence() {
        assert_eq!(
            Query::from_json(r#"{"party": 0}"#).unwrap_err().to_string(),
            "The question's `party` should be a whole number from 1 to 1000."
        );
    }

    #[test]
    fn a_summary_knows_its_own_fields_only() {
        assert!(
            SummaryQuery::from_json(
                r#"{"region": "ID-JI", "kinds": [], "services": ["a"], "lang": "id", "now": 0}"#
            )
            .is_ok()
        );
        let error = SummaryQuery::from_json(r#"{"party": 1}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "The question's `party` should be one of the fields region, kinds, services, lang or now."
        );
    }
}
