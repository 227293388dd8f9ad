//! `slot-feed convert`: turns published appointments in other formats into a feed.
//!
//! Reads files of UNIVAF, SMART Scheduling Links or `ViteMaDose`, and writes a feed that readers accept without a
//! problem and a report of everything repaired, trusted or left out. The same files always give the same bytes. Each
//! format has a reader that makes [`place::Place`]s; [`assemble`] makes the feed from them.

mod assemble;
mod input;
mod notes;
mod place;
mod report;
mod rows;
mod smart;
mod text;
mod univaf;
mod values;
mod vitemadose;
mod zones;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use slot_finder::{TzZones, Zones};

use crate::clock::now_ms;
use crate::output;
use crate::question::parse_now;
use assemble::Figures;
use notes::Notes;
use place::Source;
use report::{Kind, Report};
use slot_publisher::failure::Failure;
use slot_publisher::words::{Language, Value as Word, Words};

/// A format that can be converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Locations of univaf.org, as JSON or NDJSON
    Univaf,
    /// SMART Scheduling Links: a manifest with its NDJSON files
    Smart,
    /// Places of vitemadose.fr: files of départements, or a folder of them
    Vitemadose,
}

/// Turns published appointments in other formats into a feed.
///
/// Reports on standard error what it repaired, trusted or left out.
#[derive(Args)]
pub struct Options {
    /// The format of the files
    #[arg(long, value_name = "FORMAT")]
    from: Format,
    /// The files, or folders of them
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The feed to write [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The IANA zone of all offices [default: the zone of each one's state or département]
    #[arg(long, value_name = "ZONE", value_parser = parse_zone)]
    time_zone: Option<String>,
    /// With vitemadose: the counts by dose too, as services that overlap
    #[arg(long)]
    by_dose: bool,
    /// The moment of the conversion, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of the report: en or id
    #[arg(long, value_name = "L", default_value = "en", value_parser = parse_language)]
    lang: Language,
    /// Print the report as JSON
    #[arg(long)]
    json: bool,
}

fn parse_zone(zone: &str) -> Result<String, String> {
    let known = TzZones.local(zone, 0).map(|_| zone.to_owned());
    known.ok_or_else(|| "a zone is one of the IANA database, such as America/New_York".to_owned())
}

fn parse_language(tag: &str) -> Result<Language, String> {
    Language::of(tag).ok_or_else(|| "the report is in en (English) or id (Indonesian)".to_owned())
}

/// The context of a reader.
struct Context {
    source: Source,
    report: Report,
    notes: Notes,
    /// The zone of all offices, if given.
    zone: Option<String>,
    /// Whether to include counts by dose.
    by_dose: bool,
    /// The current file, for the report.
    file: String,
}

impl Context {
    /// The value of a line; reports a bad line.
    fn line(&mut self, line: input::Line) -> Option<Value> {
        match line {
            Ok(value) => Some(value),
            Err((kind, place)) => {
                self.report.note(kind, || place);
                None
            }
        }
    }

    /// Reports the fields of a record that the feed cannot hold.
    fn fields(&mut self, record: &Map<String, Value>, known: &[&str]) {
        for (key, value) in record {
            let empty = match value {
                Value::Null => true,
                Value::Array(items) => items.is_empty(),
                Value::Object(fields) => fields.is_empty(),
                _ => false,
            };
            if !empty && !known.contains(&key.as_str()) {
                self.report.note(Kind::Field, || key.clone());
            }
        }
    }
}

/// Reads, converts, writes and reports.
///
/// # Errors
/// If a file cannot be read or is of another format, or the feed cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    let words = Words::new(options.lang)?;
    let (language, attribution) = match options.from {
        Format::Univaf => ("en", json!("Data: UNIVAF (univaf.org)")),
        Format::Smart => ("en", json!("Data published as SMART Scheduling Links")),
        Format::Vitemadose => (
            "fr",
            json!({"fr": "Données : Vite Ma Dose", "en": "Data: Vite Ma Dose", "id": "Data: Vite Ma Dose"}),
        ),
    };
    let mut context = Context {
        source: Source::new(language, attribution),
        report: Report::default(),
        notes: Notes::new()?,
        zone: options.time_zone.clone(),
        by_dose: options.by_dose,
        file: String::new(),
    };
    match options.from {
        Format::Univaf => univaf::read(
            &files(&options.paths, &["json", "ndjson", "jsonl"])?,
            &mut context,
        )?,
        Format::Smart => smart::read(&options.paths, &mut context)?,
        Format::Vitemadose => vitemadose::read(&options.paths, &mut context)?,
    }
    if context.source.places.is_empty() {
        let paths: Vec<_> = options
            .paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        return Err(Failure::new(format!(
            "there is no office in {}; nothing was written. Check that the files are those of --from",
            paths.join(", ")
        )));
    }
    let now = options.now.unwrap_or_else(now_ms);
    let Context {
        source, mut report, ..
    } = context;
    let (bytes, figures) = assemble::assemble(&source, now, &mut report)?;
    output::write(options.output.as_deref(), &bytes)?;
    if options.json {
        eprintln!(
            "{}",
            json!({"figures": figures.to_json(), "report": report.to_json()})
        );
    } else {
        eprint!("{}{}", figures.to_text(&words), report.to_text(&words));
    }
    Ok(())
}

/// The files of the given paths; of a folder, those with one of these extensions, by name.
fn files(paths: &[PathBuf], extensions: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let within = folder(path)?;
        let wanted = |file: &PathBuf| {
            let extension = file
                .extension()
                .and_then(|extension| extension.to_str())
                .unwrap_or_default();
            file.is_file()
                && extensions
                    .iter()
                    .any(|wanted| extension.eq_ignore_ascii_case(wanted))
        };
        let before = files.len();
        files.extend(within.into_iter().filter(wanted));
        if files.len() == before {
            return Err(Failure::new(format!(
                "there is no file *.{} in the folder {}; give a file, or another folder",
                extensions.join(", *."),
                path.display()
            )));
        }
    }
    Ok(files)
}

/// The entries of a folder, by name.
fn folder(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error| {
        Failure::new(format!(
            "cannot read the folder {}: {error}",
            path.display()
        ))
    };
    let mut within = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        within.push(entry.map_err(unreadable)?.path());
    }
    within.sort();
    Ok(within)
}

impl Figures {
    fn list(&self) -> [(&'static str, u64); 8] {
        let [places, full, none, unknown] = self.cells;
        [
            ("offices", self.offices),
            ("with_places", self.with_places),
            ("open_days", places),
            ("full_days", full),
            ("no_service_days", none),
            ("unknown_days", unknown),
            ("open", self.open),
            ("taken", self.taken),
        ]
    }

    fn to_text(self, words: &Words) -> String {
        let number = |n: u64| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
        let mut values: Vec<_> = self
            .list()
            .into_iter()
            .map(|(name, n)| (name, number(n)))
            .collect();
        values.push(("cells", number(self.cells.iter().sum())));
        words.t("convert.figures", &values) + "\n"
    }

    fn to_json(self) -> Value {
        Value::Object(
            self.list()
                .into_iter()
                .map(|(name, n)| (name.to_owned(), n.into()))
                .collect(),
        )
    }
}
