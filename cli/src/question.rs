//! Defines the question as command-line options: those of `rank`, and of every command that shows offers.

use clap::Args;
use serde_json::{Map, Value, json};
use slot_finder::{Query, parse_rfc3339};

use slot_publisher::failure::Failure;

/// The question.
#[derive(Args)]
pub struct Question {
    /// The whole question as JSON, with the fields of the JavaScript interface
    #[arg(long, value_name = "JSON")]
    query: Option<String>,
    /// Where the visitor is, in degrees, such as -7.82,112.01
    #[arg(long, value_name = "LAT,LON", value_parser = parse_near, allow_hyphen_values = true)]
    near: Option<[f64; 2]>,
    /// Only offices within this many km, unless nothing is open there
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    within_km: Option<f64>,
    #[arg(
        long,
        value_name = "S",
        help = "The order: best, nearest, soonest or most_open"
    )]
    sort: Option<String>,
    /// Only this service; may be given more than once
    #[arg(long = "service", value_name = "ID")]
    services: Vec<String>,
    /// The number of people
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    party: Option<i64>,
    /// The moment of the question, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of texts: id or en, or another one in the feed
    #[arg(long, value_name = "L")]
    lang: Option<String>,
}

fn parse_near(text: &str) -> Result<[f64; 2], String> {
    let degrees = text
        .split_once(',')
        .and_then(|(lat, lon)| Some([lat.trim().parse().ok()?, lon.trim().parse().ok()?]));
    degrees
        .ok_or_else(|| "a position is written LAT,LON in degrees, such as -7.82,112.01".to_owned())
}

/// Parses a moment: RFC 3339, or milliseconds since 1970.
///
/// # Errors
/// If it is neither.
pub fn parse_now(text: &str) -> Result<i64, String> {
    let ms = text.parse().ok().or_else(|| parse_rfc3339(text));
    ms.ok_or_else(|| {
        "a time is written such as 2026-11-22T08:00:00+07:00, or as milliseconds since 1970"
            .to_owned()
    })
}

impl Question {
    /// The question that was asked.
    ///
    /// # Errors
    /// If the question is invalid, or one of its values is out of range.
    pub fn query(&self) -> Result<Query, Failure> {
        Query::from_json(&self.text()).map_err(|error| Failure::new(error.to_string()))
    }

    /// The question as it was given, without what is asked by default.
    ///
    /// # Errors
    /// If the question is no JSON.
    pub fn asked(&self) -> Result<Map<String, Value>, Failure> {
        Ok(serde_json::from_str(&self.text())?)
    }

    /// The question of `--query` followed by the options, which win: the last of repeated fields counts.
    ///
    /// Joins the texts, not their values: every number reaches the engine as typed.
    fn text(&self) -> String {
        let given = self.query.as_deref().unwrap_or("{}").trim_end();
        let options = [
            (
                "near",
                self.near.map(|[lat, lon]| json!({"lat": lat, "lon": lon})),
            ),
            ("withinKm", self.within_km.map(Value::from)),
            ("sort", self.sort.clone().map(Value::from)),
            (
                "services",
                (!self.services.is_empty()).then(|| json!(self.services)),
            ),
            ("party", self.party.map(Value::from)),
            ("now", self.now.map(Value::from)),
            ("lang", self.lang.clone().map(Value::from)),
        ];
        let options = options
            .into_iter()
            .filter_map(|(field, value)| Some(format!("\"{field}\":{}", value?)));
        let options = options.collect::<Vec<_>>().join(",");
        match given.strip_suffix('}') {
            Some(fields) if !options.is_empty() => {
                let comma = if fields.trim() == "{" { "" } else { "," };
                format!("{fields}{comma}{options}}}")
            }
            _ => given.to_owned(),
        }
    }
}
