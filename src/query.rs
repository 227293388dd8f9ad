//! What a visitor asks, with the defaults of the format and every value checked.
//!
//! Questions come as JSON, from JavaScript as from the command line, so that both are read by the same code. A question
//! that was read is valid: no later step has to doubt it.

use std::borrow::Cow;
use std::fmt;

use crate::calendar::{Date, parse_time_of_day};
use crate::geo::Position;
use crate::json::{Kind, Reader, Stop, line_and_column, whole};
use crate::order::sort_by;

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
        f.write_str("The question's `")?;
        f.write_str(&self.field)?;
        f.write_str("` should be ")?;
        f.write_str(&self.expected)?;
        f.write_str(".")
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

/// A question for headline figures.
#[derive(Clone, Debug, Default)]
pub struct SummaryQuery {
    /// Only offices of this region.
    pub region: Option<String>,
    /// Only these kinds of offices, sorted.
    pub kinds: Vec<String>,
    /// Only these services, sorted; if empty, the feed's defaults.
    pub services: Vec<String>,
    /// The language of texts (BCP 47).
    pub lang: Option<String>,
    /// When it is asked, in ms since 1970.
    pub now: Option<i64>,
}

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
        let mut query = Self::default();
        read_fields(text, |field| query.field(field))?;
        let (Some(from), Some(to)) = (query.from, query.to) else {
            return query.checked();
        };
        if from > to {
            return Err(error("from", "a date that is not after `to`"));
        }
        query.checked()
    }

    fn checked(self) -> Result<Self, QueryError> {
        const WITH_NEAR: &str = "given together with `near` only";
        if self.near.is_none() && self.within_km.is_some() {
            return Err(error("withinKm", WITH_NEAR));
        }
        if self.near.is_none() && self.sort == Sort::Nearest {
            return Err(error(
                "sort",
                "\"best\", \"soonest\" or \"most_open\" without `near`",
            ));
        }
        Ok(self)
    }

    fn field(&mut self, field: &mut Field<'_, '_>) -> Result<(), QueryError> {
        match field.name {
            "near" => self.near = Some(field.position()?),
            "withinKm" => {
                self.within_km = Some(field.number("a number of at least 0", |n| n >= 0.0)?);
            }
            "services" => self.services = field.strings()?,
            "channels" => self.channels = field.strings()?,
            "offices" => self.offices = field.strings()?,
            "kinds" => self.kinds = field.strings()?,
            "region" => self.region = Some(field.string()?),
            "party" => self.party = field.count()?,
            "from" => self.from = Some(field.date()?),
            "to" => self.to = Some(field.date()?),
            "neededBy" => self.needed_by = Some(field.date()?),
            "weekdays" => self.weekdays = field.weekdays()?,
            "sessionFrom" => self.session_from = Some(field.time_of_day()?),
            "sessionTo" => self.session_to = Some(field.time_of_day()?),
            "sameSession" => self.same_session = field.flag()?,
            "events" => {
                self.events = field.one_of(&[
                    ("include", Events::Include),
                    ("only", Events::Only),
                    ("exclude", Events::Exclude),
                ])?;
            }
            "expired" => {
                self.show_expired = field.one_of(&[("exclude", false), ("show", true)])?;
            }
            "sort" => {
                self.sort = field.one_of(&[
                    ("best", Sort::Best),
                    ("nearest", Sort::Nearest),
                    ("soonest", Sort::Soonest),
                    ("most_open", Sort::MostOpen),
                ])?;
            }
            "group" => self.group_by_office = field.one_of(&[("office", true), ("none", false)])?,
            "limit" => self.limit = field.count()? as usize,
            "kmPerDay" => self.km_per_day = field.number("a number above 0", |n| n > 0.0)?,
            "riskDays" => self.risk_days = field.number("a number of at least 0", |n| n >= 0.0)?,
            "lang" => self.lang = Some(field.lang()?),
            "now" => self.now = Some(field.instant()?),
            _ => {
                return Err(field.unknown(
                    "near, withinKm, services, channels, offices, kinds, region, party, from, to, neededBy, weekdays, \
                     sessionFrom, sessionTo, sameSession, events, expired, sort, group, limit, kmPerDay, riskDays, lang, now",
                ));
            }
        }
        Ok(())
    }
}

impl SummaryQuery {
    /// Reads a question for headline figures from JSON.
    ///
    /// # Errors
    /// A [`QueryError`] that names the first field that is unknown or out of range.
    pub fn from_json(text: &str) -> Result<Self, QueryError> {
        let mut query = Self::default();
        read_fields(text, |field| {
            match field.name {
                "region" => query.region = Some(field.string()?),
                "kinds" => query.kinds = field.strings()?,
                "services" => query.services = field.strings()?,
                "lang" => query.lang = Some(field.lang()?),
                "now" => query.now = Some(field.instant()?),
                _ => return Err(field.unknown("region, kinds, services, lang, now")),
            }
            Ok(())
        })?;
        Ok(query)
    }
}

fn error(field: &str, expected: &str) -> QueryError {
    QueryError {
        field: field.to_owned(),
        expected: expected.to_owned(),
    }
}

/// Calls `read` for each field of the object that `text` is.
fn read_fields(
    text: &str,
    mut read: impl FnMut(&mut Field<'_, '_>) -> Result<(), QueryError>,
) -> Result<(), QueryError> {
    let mut reader = Reader::new(text);
    let not_json = |stop: Stop| {
        let (line, column) = line_and_column(text, stop.at);
        let mut expected = String::from("JSON, and is not at line ");
        expected.push_str(&line.to_string());
        expected.push_str(", column ");
        expected.push_str(&column.to_string());
        error("query", &expected)
    };
    let mut whole = reader.clone();
    whole.skip();
    whole.finish().map_err(not_json)?;
    if !reader.enter_object() {
        return Err(error("query", "an object"));
    }
    while let Some(name) = reader.key() {
        read(&mut Field {
            name: &name,
            reader: &mut reader,
        })?;
    }
    Ok(())
}

/// One field of a question; exactly one of its methods reads its value.
struct Field<'q, 'r> {
    name: &'r str,
    reader: &'r mut Reader<'q>,
}

impl<'q> Field<'q, '_> {
    fn error(&self, expected: &str) -> QueryError {
        error(self.name, expected)
    }

    /// A value of the right type and range, or what was expected.
    fn expect<T>(&self, value: Option<T>, expected: &str) -> Result<T, QueryError> {
        value.ok_or_else(|| self.error(expected))
    }

    fn unknown(&self, known: &str) -> QueryError {
        let mut expected = String::from("one of the fields ");
        expected.push_str(known);
        self.error(&expected)
    }

    fn text(&mut self) -> Option<Cow<'q, str>> {
        self.reader.text()
    }

    fn string(&mut self) -> Result<String, QueryError> {
        let text = self.text();
        self.expect(text, "a string").map(Cow::into_owned)
    }

    fn lang(&mut self) -> Result<String, QueryError> {
        let text = self.text().filter(|lang| !lang.is_empty());
        self.expect(text, "a language (BCP 47), such as \"id\"")
            .map(Cow::into_owned)
    }

    fn flag(&mut self) -> Result<bool, QueryError> {
        let value = self.reader.boolean();
        self.expect(value, "true or false")
    }

    fn number(&mut self, expected: &str, good: fn(f64) -> bool) -> Result<f64, QueryError> {
        let value = self.reader.number().filter(|n| good(*n));
        self.expect(value, expected)
    }

    fn count(&mut self) -> Result<u32, QueryError> {
        let value = self.reader.integer().filter(|n| (1..=1000).contains(n));
        let value = value.and_then(|n| u32::try_from(n).ok());
        self.expect(value, "a whole number from 1 to 1000")
    }

    fn date(&mut self) -> Result<Date, QueryError> {
        let value = self.text().and_then(|text| Date::parse(&text));
        self.expect(value, "a date (YYYY-MM-DD)")
    }

    fn time_of_day(&mut self) -> Result<u16, QueryError> {
        let value = self.text().and_then(|text| parse_time_of_day(&text));
        self.expect(value, "a time of day (HH:MM)")
    }

    fn instant(&mut self) -> Result<i64, QueryError> {
        // A day within the years 1 to 9999 in every zone.
        const EARLIEST: i64 = -62_135_510_400_000;
        const LATEST: i64 = 253_402_214_400_000;
        let value = self.reader.number().and_then(|n| whole(libm::floor(n)));
        let value = value.filter(|n| (EARLIEST..=LATEST).contains(n));
        self.expect(value, "milliseconds since 1970, within the years 1 to 9999")
    }

    fn one_of<T: Copy>(&mut self, choices: &[(&str, T)]) -> Result<T, QueryError> {
        let text = self.text().unwrap_or_default();
        if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == text) {
            return Ok(*choice);
        }
        let mut expected = String::from("one of");
        for (name, _) in choices {
            expected.push_str(" \"");
            expected.push_str(name);
            expected.push('"');
        }
        Err(self.error(&expected))
    }

    /// A list of which each item is read by `read`.
    fn list<T>(
        &mut self,
        expected: &str,
        read: fn(&mut Reader<'q>) -> Option<T>,
    ) -> Result<Vec<T>, QueryError> {
        let entered = self.reader.enter_array().then_some(());
        self.expect(entered, expected)?;
        let mut list = Vec::new();
        while self.reader.item() {
            let item = read(self.reader);
            list.push(self.expect(item, expected)?);
        }
        Ok(list)
    }

    fn strings(&mut self) -> Result<Vec<String>, QueryError> {
        let mut list = self.list("a list of ids", |reader| reader.text().map(Cow::into_owned))?;
        sort_by(&mut list, String::cmp);
        Ok(list)
    }

    fn weekdays(&mut self) -> Result<Vec<u8>, QueryError> {
        self.list("a list of weekdays from 1 (Monday) to 7", |reader| {
            let day = reader.integer().and_then(|n| u8::try_from(n).ok());
            day.filter(|day| (1..=7).contains(day))
        })
    }

    fn position(&mut self) -> Result<Position, QueryError> {
        let is_object = self.reader.peek() == Some(Kind::Object);
        self.expect(is_object.then_some(()), "an object with `lat` and `lon`")?;
        self.reader.enter_object();
        let (mut lat, mut lon) = (None, None);
        while let Some(key) = self.reader.key() {
            let mut name = String::from(self.name);
            name.push('.');
            name.push_str(&key);
            let mut inner = Field {
                name: &name,
                reader: &mut *self.reader,
            };
            match &*key {
                "lat" => {
                    lat = Some(inner.number("a latitude from -90 to 90", |n| n.abs() <= 90.0)?);
                }
                "lon" => {
                    lon = Some(inner.number("a longitude from -180 to 180", |n| n.abs() <= 180.0)?);
                }
                _ => return Err(inner.unknown("lat, lon")),
            }
        }
        let position = lat.zip(lon).and_then(|(lat, lon)| Position::new(lat, lon));
        self.expect(position, "an object with `lat` and `lon`")
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
        assert_eq!(
            SummaryQuery::from_json(r#"{"party": 1}"#)
                .unwrap_err()
                .field,
            "party"
        );
    }
}
