//! Turns a workbook, or CSV files and settings, into a feed that the engine reads without a problem, or lists every cell
//! to correct.

mod alone;
mod cell;
mod complaint;
mod days;
mod envelope;
mod format;
mod frequency;
mod headings;
mod hidden;
pub mod instant;
mod layout;
mod look;
mod numbers;
mod ods;
mod offices;
mod outcome;
mod plausible;
mod quota;
mod quotes;
mod record;
mod regions;
mod saved;
mod sessions;
mod sheet;
mod sheets;
mod source;
mod value;
mod vocabulary;

use serde_json::{Map, Value, json};
use slot_finder::{Date, Zones};

use crate::draft;
use crate::failure::Failure;
use crate::words::{Value as Word, Words};
use crate::zones::LocalZones;
use complaint::Complaints;
use frequency::{Ages, Every, service_days};
use outcome::check;
use record::{Context, texts};
use sheet::Sheet;
use sheets::Sheets;

pub use complaint::{Finding, Refusal, Wrong};
pub use numbers::{Number, names_of, numbers};
pub use offices::{Match, Names};
pub use outcome::summary;
pub use vocabulary::{Field, Vocabulary};

/// The provinces, with their regions and zones, as JSON.
pub const PROVINCES: &str = include_str!("provinces.json");

/// A file as read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// When it was saved, in ms since 1970, if known.
    pub saved: Option<i64>,
}

/// What to make a feed of.
pub struct Request<'a> {
    /// One workbook, or CSV files: the offices and the quota, or the quota alone.
    pub files: &'a [File],
    /// Settings for CSV files, in TOML.
    pub meta: Option<&'a File>,
    /// Settings that are known otherwise, with the keys of the TOML file, which wins.
    pub settings: Map<String, Value>,
    /// When the feed is made, in ms since 1970.
    pub now: i64,
    /// The language of messages.
    pub words: &'a Words,
}

/// A feed that the engine reads without a problem.
pub struct Built {
    /// The feed.
    pub feed: draft::Feed,
    /// The feed's text.
    pub json: Vec<u8>,
    /// What to know about it.
    pub notes: Vec<Finding>,
}

/// Asks a person how often the data is updated, with what is wrong with the last answer; `None` if there is no one to
/// ask.
pub type Ask<'a> = &'a mut dyn FnMut(Option<String>) -> Option<String>;

/// Reads, builds and checks.
///
/// # Errors
/// If a file or a cell cannot be read, or the engine would find a problem in the feed.
pub fn build(request: &Request, ask: Ask) -> Result<Built, Refusal> {
    let Request { words, now, .. } = *request;
    let vocabulary = Vocabulary::new()?;
    let mut complaints = Complaints::default();
    let names = request.files.iter().map(|file| file.name.as_str());
    let source = names.collect::<Vec<_>>().join(", ");
    let mut envelope = request.settings.clone();
    if let Some(meta) = request.meta {
        let text = source::size(&meta.bytes)
            .and_then(|()| source::text(&meta.name, &meta.bytes, &mut complaints))
            .map_err(|wrong| refusal(meta, wrong, words))?;
        envelope.extend(envelope::toml(&meta.name, &text, &mut complaints));
    }
    if request.files.iter().all(source::is_table) && envelope.is_empty() && complaints.is_empty() {
        return Err(Failure::new(words.t("build.no_meta", &[])).into());
    }
    let sheets = sheets::read(request, &vocabulary, &mut complaints)?;
    complaints.settle(&source, words)?;
    let saved = request.files.iter().filter_map(saved::saved).max();
    let times = Times {
        now,
        saved: saved.unwrap_or(now).min(now),
    };
    let made = make(
        &sheets,
        envelope,
        times,
        &vocabulary,
        (words, ask),
        &mut complaints,
    )?;
    complaints.settle(&source, words)?;
    let Some(feed) = made else {
        let nothing = words.t("build.nothing", &[("source", Word::Text(&source))]);
        return Err(Failure::new(nothing).into());
    };
    let json = feed.to_json()?;
    check(&json, words)?;
    Ok(Built {
        feed,
        json,
        notes: complaints.notes(words),
    })
}

/// A refusal of a whole file.
fn refusal(file: &File, wrong: Wrong, words: &Words) -> Refusal {
    Refusal::one(&file.name, sentence(wrong, words))
}

fn sentence((key, values): Wrong, words: &Words) -> String {
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, Word::Text(value)))
        .collect();
    words.t(key, &values)
}

/// A text of the envelope.
fn string(envelope: &Map<String, Value>, key: &str) -> Option<String> {
    envelope.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// Reads the publisher's sheet into the envelope; returns its language and zone.
fn about(
    sheets: &[Sheet],
    envelope: &mut Map<String, Value>,
    vocabulary: &Vocabulary,
    complaints: &mut Complaints,
) -> Option<(String, String)> {
    // Reads the publisher's sheet for zone and language first: other cells depend on them.
    for about in sheets {
        let context = Context {
            words: vocabulary,
            language: "id",
            zone: "UTC",
        };
        context.lines(about, envelope, &mut Complaints::default());
    }
    let language = string(envelope, "language").unwrap_or_else(|| "id".to_owned());
    envelope.insert("language".to_owned(), Value::from(language.as_str()));
    let zone = string(envelope, "time_zone").and_then(|zone| record::zone(&zone, vocabulary));
    let Some(zone) = zone else {
        let given = string(envelope, "time_zone").unwrap_or_default();
        complaints.add(
            "time_zone".to_owned(),
            "build.time_zone",
            &[("text", given)],
        );
        return None;
    };
    envelope.insert("time_zone".to_owned(), Value::from(zone.as_str()));
    let context = Context {
        words: vocabulary,
        language: &language,
        zone: &zone,
    };
    for about in sheets {
        context.lines(about, envelope, complaints);
    }
    envelope.insert("time_zone".to_owned(), Value::from(zone.as_str()));
    Some((language, zone))
}

/// The feed's creation time, and when the files were saved, in ms since 1970.
#[derive(Clone, Copy)]
struct Times {
    now: i64,
    saved: i64,
}

/// Builds the feed; `None` with complaints if that is impossible.
fn make(
    sheets: &Sheets,
    mut envelope: Map<String, Value>,
    times: Times,
    vocabulary: &Vocabulary,
    (words, ask): (&Words, Ask),
    complaints: &mut Complaints,
) -> Result<Option<draft::Feed>, Refusal> {
    let Some((language, zone)) = about(&sheets.about, &mut envelope, vocabulary, complaints) else {
        return Ok(None);
    };
    let context = Context {
        words: vocabulary,
        language: &language,
        zone: &zone,
    };
    for (field, sheets, read) in [
        (
            "services",
            &sheets.services,
            envelope::services as fn(&Sheet, Context, &mut Complaints) -> Vec<Value>,
        ),
        ("closed", &sheets.closed, envelope::closed),
    ] {
        let list: Vec<Value> = sheets
            .iter()
            .flat_map(|sheet| read(sheet, context, complaints))
            .collect();
        if !list.is_empty() {
            envelope.insert(field.to_owned(), Value::from(list));
        }
    }
    let is_alone = sheets.offices.is_empty();
    if is_alone && !envelope.contains_key("services") {
        let named = alone::services(&sheets.quota, vocabulary);
        envelope.insert("services".to_owned(), Value::from(named));
    }
    let services = envelope
        .get("services")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let id = |service: &Value| {
        service
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let ids: Vec<String> = services.iter().map(id).collect();
    if services.is_empty() {
        complaints.add("services".to_owned(), "build.no_services", &[]);
    }
    let service_names = services.iter().map(|service| texts(service.get("name")));
    let service_names = offices::Names::new(ids.iter().map(String::as_str).zip(service_names));
    let mut offices = Vec::new();
    if is_alone {
        offices = alone::offices(&sheets.quota, vocabulary, complaints);
    }
    for sheet in &sheets.offices {
        offices = offices::read(sheet, context, &mut envelope, complaints)?;
    }
    if services.is_empty() || offices.is_empty() {
        return Ok(None);
    }
    let mut quota = quota::Quota::new(vocabulary, offices::names(&offices), service_names, ids);
    for sheet in &sheets.quota {
        quota.read(sheet, complaints);
    }
    let closed = envelope::closures(&envelope);
    let days = match string(&envelope, "service_days") {
        Some(days) => complaints.ok(
            || "service_days".to_owned(),
            service_days(&days, vocabulary),
        ),
        None => None,
    };
    let serves = |date: Date| {
        days.as_ref().is_none_or(|days| {
            days.contains(&date.weekday())
                && !closed.iter().any(|(from, to)| (from..=to).contains(&&date))
        })
    };
    let Some(today) = LocalZones.local(&zone, times.now).map(|local| local.date) else {
        return Ok(None);
    };
    quota.give(&mut offices, serves, today, complaints);
    if complaints.is_empty() && offices.iter().all(|office| office.quota.is_empty()) {
        let names: Vec<_> = sheets
            .quota
            .iter()
            .map(|sheet| sheet.name.clone())
            .collect();
        complaints.add(names.join(", "), "build.no_quota", &[]);
    }
    let Some(every) = every(
        string(&envelope, "update_every"),
        vocabulary,
        (words, ask),
        complaints,
    ) else {
        return Ok(None);
    };
    let Some((generated, ages)) = age(&offices, every, times, &zone, &closed, complaints) else {
        return Ok(None);
    };
    let ordered = order(envelope, generated, ages);
    Ok(Some(draft::Feed::new(ordered, offices)))
}

/// The age of the numbers and how long they are valid; notes numbers older than promised.
fn age(
    offices: &[draft::Office],
    every: Every,
    times: Times,
    zone: &str,
    closed: &[(Date, Date)],
    complaints: &mut Complaints,
) -> Option<(String, Ages)> {
    let observed = offices.iter().filter_map(|office| {
        let observed = office.facts.get("observed_at")?.as_str()?;
        slot_finder::parse_rfc3339(observed)
    });
    let observed: Vec<i64> = observed.filter(|&ms| ms <= times.now).collect();
    // The numbers are as old as the newest check in the sheet, or else as the file.
    let known = observed.iter().copied().max().unwrap_or(times.saved);
    let read_at: Vec<i64> = observed.into_iter().chain([known]).collect();
    let ages = every.ages(&read_at, zone, closed);
    let generated = instant::rfc3339(zone, known)?;
    let age = times.now - known;
    if age > i64::from(ages.stale_after) * 1_000 {
        let values = [
            ("text", generated.get(..10).unwrap_or_default().to_owned()),
            ("days", (age / 86_400_000).to_string()),
        ];
        complaints.note("generated_at".to_owned(), "build.old", &values);
    }
    Some((generated, ages))
}

/// The envelope in format order, with its times.
fn order(mut envelope: Map<String, Value>, generated: String, ages: Ages) -> Map<String, Value> {
    let mut ordered = Map::new();
    ordered.insert("generated_at".to_owned(), Value::from(generated));
    ordered.insert("ttl".to_owned(), json!(ages.ttl));
    ordered.insert("stale_after".to_owned(), json!(ages.stale_after));
    ordered.insert("expires_after".to_owned(), json!(ages.expires_after));
    for field in envelope::fields() {
        if let Some(value) = envelope.remove(field) {
            ordered.insert(field.to_owned(), value);
        }
    }
    ordered
}

/// How often the sheet is updated, from the sheet or from a person.
fn every(
    given: Option<String>,
    vocabulary: &Vocabulary,
    (words, ask): (&Words, Ask),
    complaints: &mut Complaints,
) -> Option<Every> {
    if let Some(given) = given {
        return complaints.ok(
            || "update_every".to_owned(),
            Every::parse(&given, vocabulary),
        );
    }
    // Asks only after the sheet has no complaints.
    let mut wrong = None;
    while complaints.is_empty()
        && let Some(answer) = ask(wrong.take())
    {
        match Every::parse(&answer, vocabulary) {
            Ok(every) => return Some(every),
            Err(error) => wrong = Some(sentence(error, words)),
        }
    }
    complaints.add("update_every".to_owned(), "build.no_every", &[]);
    None
}
