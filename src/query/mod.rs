//! What a visitor asks, with the defaults of the format and every value checked.
//!
//! A question is read in two steps on every platform: JSON text or a JavaScript object becomes a small untyped
//! [`Value`], and serde reads the [`Query`] from that. So errors name the field, and the typed reading is compiled
//! once. A question that was read is valid: no later step has to doubt it.

mod error;
mod read;
mod value;

pub use error::QueryError;
pub(crate) use value::Value;

use serde::Deserialize;

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
#[derive(Clone, Debug, Deserialize)]
#[serde(
    default,
    deny_unknown_fields,
    expecting = "an object",
    rename_all = "camelCase"
)]
pub struct Query {
    /// Where the visitor is.
    #[serde(deserialize_with = "read::position")]
    pub near: Option<Position>,
    /// Only offices within so many km of `near`; widened where nothing is open.
    #[serde(deserialize_with = "read::at_least_0")]
    pub within_km: Option<f64>,
    /// Only these services, sorted; if empty, the feed's defaults.
    #[serde(deserialize_with = "read::ids")]
    pub services: Vec<String>,
    /// Only these channels, sorted; if empty, all but `walk_in`.
    #[serde(deserialize_with = "read::ids")]
    pub channels: Vec<String>,
    /// Only these offices, sorted.
    #[serde(deserialize_with = "read::ids")]
    pub offices: Vec<String>,
    /// Only these kinds of offices, sorted.
    #[serde(deserialize_with = "read::ids")]
    pub kinds: Vec<String>,
    /// Only offices of this region.
    #[serde(deserialize_with = "read::id")]
    pub region: Option<String>,
    /// How many people, 1..=1000.
    #[serde(deserialize_with = "read::count")]
    pub party: u32,
    /// Not before this date.
    #[serde(deserialize_with = "read::date")]
    pub from: Option<Date>,
    /// Not after this date.
    #[serde(deserialize_with = "read::date")]
    pub to: Option<Date>,
    /// Ready on this date at the latest.
    #[serde(deserialize_with = "read::date")]
    pub needed_by: Option<Date>,
    /// Only these weekdays, 1 for Monday to 7.
    #[serde(deserialize_with = "read::weekdays")]
    pub weekdays: Vec<u8>,
    /// Only sessions that start at or after this minute of the day.
    #[serde(deserialize_with = "read::time_of_day")]
    pub session_from: Option<u16>,
    /// Only sessions that end at or before this minute of the day.
    #[serde(deserialize_with = "read::time_of_day")]
    pub session_to: Option<u16>,
    /// All people in one session.
    #[serde(deserialize_with = "read::flag")]
    pub same_session: bool,
    /// Events or not.
    #[serde(deserialize_with = "read::events")]
    pub events: Events,
    /// Whether offers of expired data stay, marked, after all others.
    #[serde(rename = "expired", deserialize_with = "read::expired")]
    pub show_expired: bool,
    /// The order of offers.
    #[serde(deserialize_with = "read::sort")]
    pub sort: Sort,
    /// Whether each office has one offer at most.
    #[serde(rename = "group", deserialize_with = "read::group")]
    pub group_by_office: bool,
    /// At most so many offers, 1..=1000.
    #[serde(deserialize_with = "read::limit")]
    pub limit: usize,
    /// How many km of distance cost as much as a day of waiting, above 0. A small number keeps people near home, a
    /// large one makes distance meaningless.
    #[serde(deserialize_with = "read::above_0")]
    pub km_per_day: f64,
    /// How many days it costs when the last place is asked for. 0 ignores the risk that places are gone; a large number
    /// prefers offices with many places.
    #[serde(deserialize_with = "read::risk_days")]
    pub risk_days: f64,
    /// The language of texts (BCP 47).
    #[serde(deserialize_with = "read::language")]
    pub lang: Option<String>,
    /// When it is asked, in ms since 1970.
    #[serde(deserialize_with = "read::instant")]
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

impl Query {
    /// Reads a question from JSON.
    ///
    /// # Errors
    /// A [`QueryError`] that names the first field that is unknown or out of range.
    ///
    /// ```ignore-wasm32
    /// # use slot_finder::Query;
    /// let query = Query::from_json(r#"{"near": {"lat": -7.82, "lon": 112.01}, "party": 3}"#).unwrap();
    /// assert_eq!(query.party, 3);
    /// assert_eq!(Query::from_json(r#"{"party": 0}"#).unwrap_err().field, "party");
    /// ```
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_json(text: &str) -> Result<Self, QueryError> {
        Self::from_value(Value::from_json(text)?)
    }

    /// Reads a question from an untyped value.
    pub(crate) fn from_value(value: Value) -> Result<Self, QueryError> {
        let query = Self::deserialize(value)?;
        let wrong = |field, expected| Err(QueryError::new(field, expected));
        if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
            return wrong("from", "a date that is not after `to`");
        }
        if query.near.is_none() && query.within_km.is_some() {
            return wrong("withinKm", "given together with `near` only");
        }
        if query.near.is_none() && query.sort == Sort::Nearest {
            return wrong("sort", "another order, or given together with `near`");
        }
        Ok(query)
    }
}

/// A question for headline figures: it may name a region, kinds of offices, services, a language and a moment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "SummaryFields")]
pub struct SummaryQuery(pub(crate) Query);

impl SummaryQuery {
    /// Reads a question for headline figures from JSON.
    ///
    /// # Errors
    /// A [`QueryError`] that names the first field that is unknown or out of range.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_json(text: &str) -> Result<Self, QueryError> {
        Self::from_value(Value::from_json(text)?)
    }

    /// Reads a question for headline figures from an untyped value.
    pub(crate) fn from_value(value: Value) -> Result<Self, QueryError> {
        Self::deserialize(value)
    }
}

/// The fields of a [`SummaryQuery`].
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "an object")]
struct SummaryFields {
    #[serde(deserialize_with = "read::id")]
    region: Option<String>,
    #[serde(deserialize_with = "read::ids")]
    kinds: Vec<String>,
    #[serde(deserialize_with = "read::ids")]
    services: Vec<String>,
    #[serde(deserialize_with = "read::language")]
    lang: Option<String>,
    #[serde(deserialize_with = "read::instant")]
    now: Option<i64>,
}

impl From<SummaryFields> for SummaryQuery {
    fn from(fields: SummaryFields) -> Self {
        Self(Query {
            region: fields.region,
            kinds: fields.kinds,
            services: fields.services,
            lang: fields.lang,
            now: fields.now,
            ..Query::default()
        })
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
