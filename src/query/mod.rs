//! What a visitor asks, with the defaults of the format and every value checked.
//!
//! A question is read in two steps on every platform: JSON text or a JavaScript object becomes a small untyped
//! [`Value`], and a table of fields reads the [`Query`] from that, so errors name the field. A question that was read
//! is valid: no later step checks it again.

mod error;
mod read;
mod types;
mod value;

pub use error::QueryError;
pub use types::{Events, Query, Sort};
pub(crate) use value::Value;

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
        read::query(value)
    }
}

/// A question for headline figures: it may name a region, kinds of offices, services, a language and a moment.
#[derive(Clone, Debug, Default)]
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

    /// The part of a question that headline figures can answer: its region, kinds, services, language and moment.
    pub fn of(query: &Query) -> Self {
        Self(Query {
            region: query.region.clone(),
            kinds: query.kinds.clone(),
            services: query.services.clone(),
            lang: query.lang.clone(),
            now: query.now,
            ..Query::default()
        })
    }

    /// Reads a question for headline figures from an untyped value.
    pub(crate) fn from_value(value: Value) -> Result<Self, QueryError> {
        read::headline(value).map(Self)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::geo::Position;

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
