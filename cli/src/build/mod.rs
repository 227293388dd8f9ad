//! `slot-feed build`: turns a workbook, or two CSV files and a TOML file, into a feed that the engine reads without a
//! problem, or lists every cell to correct and writes nothing.

mod cell;
mod complaint;
mod envelope;
mod format;
mod frequency;
mod headings;
mod hidden;
mod instant;
mod offices;
mod outcome;
mod plausible;
mod quota;
mod record;
mod sheet;
mod sheets;
mod source;
mod value;
mod vocabulary;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Map, Value, json};
use slot_finder::{Date, TzZones, Zones};

use crate::clock::now_ms;
use crate::draft;
use crate::failure::Failure;
use crate::output;
use crate::question::parse_now;
use crate::words::{Language, Value as Word, Words};
use complaint::{Complaints, Wrong};
use frequency::{Ages, Every, service_days};
use outcome::{check, summary};
use record::{Context, texts};
use sheet::Sheet;
use sheets::{Sheets, sort};

pub use vocabulary::{Field, Vocabulary};

/// Makes a feed from a spreadsheet.
///
/// Start from `slot-feed template -o quota.xlsx`. If a cell cannot be read, names every such cell with its sheet, row
/// and column (`Kuota!D7`), writes nothing, and exits with 2.
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Options {
    /// One Excel workbook (.xlsx), or two CSV files: the offices, then the quota
    #[arg(value_name = "FILE", num_args = 1..=2, required = true)]
    files: Vec<PathBuf>,
    /// Settings for CSV files, in TOML: publisher, services, booking, `update_every` ...; a workbook's own sheets win
    /// over it
    #[arg(long, value_name = "META.toml")]
    meta: Option<PathBuf>,
    /// The feed to write; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// When the feed is made, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of messages: id or en
    #[arg(long, value_name = "L", default_value = "id", value_parser = parse_language)]
    lang: Language,
}

const HELP: &str = "\
The quota is read in two forms, told apart by their headings:
  a row for each day      Kantor | Layanan | Tanggal | Sisa | Kuota | Mulai | Selesai | Saluran | Acara
  a column for each day   Kantor | Layanan | 01/12/2026 | 02/12/2026 | ...
In English: Office, Service, Date, Left, Total, Start, End, Channel, Event.

What a cell says about a day:
  12                      places left
  penuh, habis, full      full
  tutup, libur, -         no service (also closed, holiday)
  blank, ?                not known
  belum                   this day and those after it are not released yet (also not yet)

Dates: of Excel, 2026-12-01, 01/12/2026 (day first), 1 Des 2026.

How often the sheet is updated decides when its numbers are old and when they expire; a sheet made on Friday
with \"1 hari kerja\" lives over the weekend. On the sheet Penerbit it is the line \"Diperbarui setiap\", in META.toml
the key update_every: 30 menit, 2 jam, 2 jam pada hari kerja, 1 hari, 1 hari kerja, 1 minggu, or in English
30 minutes, 2 hours, 2 hours on weekdays, 1 day, 1 working day, 1 week. If it is missing you are asked.";

/// The language of an option.
pub fn parse_language(tag: &str) -> Result<Language, String> {
    Language::of(tag).ok_or_else(|| "the language is id or en".to_owned())
}

/// Reads, builds, checks and writes.
///
/// # Errors
/// If a file or a cell cannot be read, or the engine would find a problem in the feed.
pub fn run(options: &Options) -> Result<(), Failure> {
    let words = Words::new(options.lang)?;
    let vocabulary = Vocabulary::new()?;
    let mut complaints = Complaints::default();
    let source = options
        .files
        .iter()
        .map(|file| name(file))
        .collect::<Vec<_>>()
        .join(", ");
    let fail = |file: &Path, (key, values): Wrong| sentence(&name(file), key, &values, &words);
    let mut envelope = Map::new();
    if let Some(meta) = &options.meta {
        let text =
            source::read(meta).and_then(|bytes| source::text(&name(meta), &bytes, &mut complaints));
        let text = text.map_err(|wrong| fail(meta, wrong))?;
        envelope = envelope::toml(&name(meta), &text, &mut complaints);
    }
    let sheets = match options.files.as_slice() {
        [book] => {
            let bytes = source::read(book).map_err(|wrong| fail(book, wrong))?;
            let sheets = source::workbook(&bytes, &mut complaints);
            let sheets = sheets.map_err(|wrong| fail(book, wrong))?;
            sort(sheets, &name(book), &vocabulary, &mut complaints)
        }
        files => {
            let mut read = Vec::new();
            for file in files {
                let sheet = source::read(file)
                    .and_then(|bytes| source::csv(&name(file), &bytes, &mut complaints));
                read.push(sheet.map_err(|wrong| fail(file, wrong))?);
            }
            if options.meta.is_none() {
                return Err(Failure::new(words.t("build.no_meta", &[])));
            }
            let quota = read.split_off(1.min(read.len()));
            Sheets {
                offices: read,
                quota,
                services: Vec::new(),
                about: Vec::new(),
                closed: Vec::new(),
            }
        }
    };
    complaints.settle(&source, &words)?;
    let now = options.now.unwrap_or_else(now_ms);
    let saved = options.files.iter().filter_map(|file| saved_at(file)).max();
    let times = Times {
        now,
        saved: saved.unwrap_or(now).min(now),
    };
    let made = make(
        &sheets,
        envelope,
        times,
        &vocabulary,
        &words,
        &mut complaints,
    )?;
    complaints.settle(&source, &words)?;
    let Some(feed) = made else {
        return Err(Failure::new(
            words.t("build.nothing", &[("source", Word::Text(&source))]),
        ));
    };
    let bytes = feed.to_json()?;
    check(&bytes, &words)?;
    output::write(options.output.as_deref(), &bytes)?;
    let told = complaints.notes(&words) + &summary(&feed, options.output.as_deref(), &words);
    if options.output.is_some() {
        output::write(None, told.as_bytes())
    } else {
        // The feed itself goes to standard output.
        let _ = io::stderr().write_all(told.as_bytes());
        Ok(())
    }
}

fn name(file: &Path) -> String {
    file.file_name()
        .unwrap_or(file.as_os_str())
        .to_string_lossy()
        .into_owned()
}

fn sentence(
    at: &str,
    key: &'static str,
    values: &[(&'static str, String)],
    words: &Words,
) -> Failure {
    let values: Vec<_> = values
        .iter()
        .map(|(name, value)| (*name, Word::Text(value)))
        .collect();
    Failure::new(format!("{at}: {}", words.t(key, &values)))
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

/// When a file was last saved.
fn saved_at(file: &Path) -> Option<i64> {
    let saved = std::fs::metadata(file).ok()?.modified().ok()?;
    let since = saved.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

/// Builds the feed; `None` with complaints if that is impossible.
fn make(
    sheets: &Sheets,
    mut envelope: Map<String, Value>,
    times: Times,
    vocabulary: &Vocabulary,
    words: &Words,
    complaints: &mut Complaints,
) -> Result<Option<draft::Feed>, Failure> {
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
    let Some(today) = TzZones.local(&zone, times.now).map(|local| local.date) else {
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
        words,
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
    for field in envelope::FIELDS {
        if let Some(value) = envelope.remove(field) {
            ordered.insert(field.to_owned(), value);
        }
    }
    ordered
}

/// How often the sheet is updated, from the sheet or from a prompt at the terminal.
fn every(
    given: Option<String>,
    vocabulary: &Vocabulary,
    words: &Words,
    complaints: &mut Complaints,
) -> Option<Every> {
    if let Some(given) = given {
        return complaints.ok(
            || "update_every".to_owned(),
            Every::parse(&given, vocabulary),
        );
    }
    // Asks only after the sheet has no complaints.
    if complaints.is_empty() && io::stdin().is_terminal() && io::stderr().is_terminal() {
        let mut lines = io::stdin().lock().lines();
        loop {
            eprint!("{} ", words.t("build.ask", &[]));
            let Some(Ok(answer)) = lines.next() else {
                break;
            };
            match Every::parse(&answer, vocabulary) {
                Ok(every) => return Some(every),
                Err((key, values)) => {
                    eprintln!("{}", sentence("update_every", key, &values, words));
                }
            }
        }
    }
    complaints.add("update_every".to_owned(), "build.no_every", &[]);
    None
}
