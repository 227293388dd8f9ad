//! `slot-feed rank`: a feed and a question go in, the best offices and days come out, as a table or as JSON.
//!
//! The answer is the engine's, to the last digit: `--json` prints the object that `SlotFinder.rank` gives in JavaScript.

mod answer;

use std::fs::File;
use std::io::{self, Read};

use clap::Args;
use serde_json::{Value, json};
use slot_finder::{Feed, MAX_BYTES, Query, TzZones, parse_rfc3339};

use crate::clock::now_ms;
use crate::failure::Failure;
use crate::output;
use crate::words::{Language, Words};

/// Ranks the offices and days of a feed that have open places.
///
/// Options win over the same fields of --query. Texts are in the language asked for; without one the table speaks the
/// feed's language where that is Indonesian or English, else English.
#[derive(Args)]
pub struct Options {
    /// The feed: a file, or - for standard input
    #[arg(value_name = "FEED")]
    feed: String,
    /// The whole question as JSON, with the fields of the JavaScript interface
    #[arg(long, value_name = "JSON")]
    query: Option<String>,
    /// Where the visitor is, in degrees, such as -7.82,112.01
    #[arg(long, value_name = "LAT,LON", value_parser = parse_near, allow_hyphen_values = true)]
    near: Option<[f64; 2]>,
    /// Only offices within so many km, unless nothing is open there
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
    /// How many people
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    party: Option<i64>,
    /// When it is asked, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of texts: id or en, or another one that the feed has
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Print the answer as JSON instead of a table
    #[arg(long)]
    json: bool,
}

fn parse_near(text: &str) -> Result<[f64; 2], String> {
    let degrees = text
        .split_once(',')
        .and_then(|(lat, lon)| Some([lat.trim().parse().ok()?, lon.trim().parse().ok()?]));
    degrees
        .ok_or_else(|| "a position is written LAT,LON in degrees, such as -7.82,112.01".to_owned())
}

/// Reads a moment: RFC 3339, or milliseconds since 1970.
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

/// Reads, ranks and prints.
///
/// # Errors
/// If the feed cannot be read or is refused, or the question is not understood.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut query = options.question()?;
    let bytes = read(&options.feed)?;
    let feed = Feed::open(bytes, None, &TzZones)
        .map_err(|error| Failure::new(format!("{}: {error}", name(&options.feed))))?;
    let now = query.now.unwrap_or_else(now_ms);
    let text = if options.json {
        serde_json::to_string(&feed.rank(&query, now, &TzZones))? + "\n"
    } else {
        let feed_language = feed.about(None).language;
        let spoken = query
            .lang
            .as_deref()
            .and_then(Language::of)
            .or_else(|| Language::of(&feed_language));
        let spoken = spoken.unwrap_or(Language::English);
        query.lang.get_or_insert_with(|| spoken.tag().to_owned());
        let words = Words::new(spoken)?;
        answer::write(
            &feed.rank(&query, now, &TzZones),
            &feed.about(query.lang.as_deref()),
            &query,
            now,
            &words,
        )
    };
    output::write(None, text.as_bytes())
}

impl Options {
    /// The question of `--query` with the options behind its fields, so that they win: of a repeated field the last counts.
    ///
    /// The texts are joined, not their values, so that every number reaches the engine as it was typed.
    fn question(&self) -> Result<Query, Failure> {
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
        let text = match given.strip_suffix('}') {
            Some(fields) if !options.is_empty() => {
                let comma = if fields.trim() == "{" { "" } else { "," };
                format!("{fields}{comma}{options}}}")
            }
            _ => given.to_owned(),
        };
        Query::from_json(&text).map_err(|error| Failure::new(error.to_string()))
    }
}

/// What to call a feed in a message.
pub fn name(feed: &str) -> &str {
    if feed == "-" { "standard input" } else { feed }
}

/// The bytes of a file or of standard input; one byte more than a feed may have, at most.
///
/// # Errors
/// If they cannot be read.
pub fn read(feed: &str) -> Result<Vec<u8>, Failure> {
    let source: io::Result<Box<dyn Read>> = match feed {
        "-" => Ok(Box::new(io::stdin().lock())),
        path => File::open(path).map(|file| Box::new(file) as Box<dyn Read>),
    };
    let limit = u64::try_from(MAX_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    source
        .and_then(|source| source.take(limit).read_to_end(&mut bytes))
        .map_err(|error| {
            Failure::new(format!(
                "cannot read {}: {error}; give the path of a feed, or - for standard input",
                name(feed)
            ))
        })?;
    Ok(bytes)
}
