//! `slot-feed template`: writes a workbook, or a folder of CSV files and a TOML file, to start from.
//!
//! Its examples build into a feed marked as a sample. Never overwrites existing files.

mod book;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Deserialize;
use slot_finder::{Date, TzZones, Zones};

use crate::build::{Field, Vocabulary, parse_language};
use crate::clock::now_ms;
use crate::failure::Failure;
use crate::holidays::{self, Holiday};
use crate::output;
use crate::question::parse_now;
use crate::words::{Language, Value, Words};

/// Writes a spreadsheet to start from, with instructions, two example offices and drop-down lists.
///
/// A name that ends in .xlsx gives one Excel workbook; any other name is a folder for OFFICES.csv, QUOTA.csv and
/// META.toml. Never overwrites existing files. Next: `slot-feed build`.
#[derive(Args)]
pub struct Options {
    /// The workbook (.xlsx) or the folder to write
    #[arg(short, long, value_name = "FILE.xlsx|FOLDER")]
    output: PathBuf,
    /// The quota with a column for each day instead of a row for each day
    #[arg(long)]
    wide: bool,
    /// The moment from which to count the example days, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of messages: id or en; the instructions are in both
    #[arg(long, value_name = "L", default_value = "id", value_parser = parse_language)]
    lang: Language,
}

/// Cells by the paths of their fields.
type Record = BTreeMap<String, String>;

#[derive(Deserialize)]
struct Texts {
    instructions: Vec<[String; 2]>,
    /// Path, value, and explanation in both languages.
    about: Vec<[String; 4]>,
    services: Vec<Record>,
    offices: Vec<Record>,
    quota: Vec<Quota>,
}

/// The places left at an office on its first working days.
#[derive(Deserialize)]
struct Quota {
    office: String,
    service: String,
    total: String,
    days: Vec<String>,
}

/// A sheet of the template: a heading for each column, then rows.
struct Grid {
    headings: Vec<[String; 2]>,
    rows: Vec<Vec<String>>,
}

/// The content of the template.
struct Template {
    texts: Texts,
    words: Vocabulary,
    quota: Grid,
    holidays: Vec<Holiday>,
    today: Date,
}

/// Makes the template and writes it.
///
/// # Errors
/// If the path exists already, or cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    let words = Words::new(options.lang)?;
    let template = Template::new(options.now.unwrap_or_else(now_ms), options.wide)?;
    let path = &options.output;
    let shown = path.display().to_string();
    let extension = path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    let line = match extension.as_ref().and_then(|extension| extension.to_str()) {
        Some("xlsx") => {
            refuse_existing(path, &words)?;
            let book = book::make(&template).map_err(|error| {
                let text = error.to_string();
                Failure::new(words.t("build.template_failed", &[("text", Value::Text(&text))]))
            })?;
            output::write(Some(path), &book)?;
            format!("slot-feed build {shown} -o feed.json")
        }
        Some("csv" | "toml" | "xls" | "xlsm" | "xlsb" | "ods") => {
            let text = [("text", Value::Text(&shown))];
            return Err(Failure::new(words.t("build.template_name", &text)));
        }
        _ => {
            let files = template.files();
            for (name, _) in &files {
                refuse_existing(&path.join(name), &words)?;
            }
            fs::create_dir_all(path).map_err(|error| Failure::new(format!("{shown}: {error}")))?;
            for (name, text) in files {
                output::write(Some(&path.join(name)), text.as_bytes())?;
            }
            let file = |name| path.join(name).display().to_string();
            format!(
                "slot-feed build {} {} --meta {} -o feed.json",
                file("OFFICES.csv"),
                file("QUOTA.csv"),
                file("META.toml")
            )
        }
    };
    let values = [("text", Value::Text(&shown)), ("line", Value::Text(&line))];
    let told = words.t("build.template_done", &values) + "\n";
    output::write(None, told.as_bytes())
}

fn refuse_existing(path: &Path, words: &Words) -> Result<(), Failure> {
    if path.exists() {
        let shown = path.display().to_string();
        let text = [("text", Value::Text(&shown))];
        return Err(Failure::new(words.t("build.template_exists", &text)));
    }
    Ok(())
}

impl Template {
    fn new(now: i64, wide: bool) -> Result<Self, Failure> {
        let texts: Texts = serde_json::from_str(include_str!("texts.json"))?;
        let words = Vocabulary::new()?;
        let local = TzZones.local("Asia/Jakarta", now);
        let today = local
            .ok_or_else(|| Failure::new("the clock shows no date; give one with --now"))?
            .date;
        let coming = holidays::all()?.into_iter().filter(|holiday| {
            Date::parse(&holiday.date).is_some_and(|date| date >= today && date <= today.plus(365))
        });
        let holidays: Vec<Holiday> = coming.collect();
        let closed: Vec<_> = holidays
            .iter()
            .filter_map(|holiday| Date::parse(&holiday.date))
            .map(|date| (date, date))
            .collect();
        let days = texts.quota.iter().map(|quota| quota.days.len()).max();
        let days: Vec<Date> = (1..=days.unwrap_or(0))
            .filter_map(|n| Some(today.plus_working_days(u32::try_from(n).ok()?, [&closed, &[]])))
            .collect();
        let quota = if wide {
            wide_grid(&texts.quota, &days, &words.quota)
        } else {
            long_grid(&texts.quota, &days, &words.quota)
        };
        Ok(Self {
            texts,
            words,
            quota,
            holidays,
            today,
        })
    }

    /// The rows of offices, services or closed days under their headings.
    fn offices(&self) -> Grid {
        grid(&self.words.offices, &self.texts.offices)
    }

    /// The names and texts of the files of a folder.
    fn files(&self) -> [(&'static str, String); 3] {
        let mut meta = include_str!("META.toml").to_owned();
        for holiday in &self.holidays {
            // TOML quotes texts as JSON does.
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            let closed = [
                "\n[[closed]]".to_owned(),
                format!("from = {}", quoted(&holiday.date)),
                format!("to = {}", quoted(&holiday.date)),
                format!(
                    "reason = {{ id = {}, en = {} }}\n",
                    quoted(&holiday.id),
                    quoted(&holiday.en)
                ),
            ];
            meta += &closed.join("\n");
        }
        [
            ("OFFICES.csv", self.offices().csv()),
            ("QUOTA.csv", self.quota.csv()),
            ("META.toml", meta),
        ]
    }
}

/// The columns of these fields, without alternatives for the same data.
fn grid(fields: &[Field], records: &[Record]) -> Grid {
    let fields = fields.iter().filter(|field| field.path != "position");
    let fields: Vec<&Field> = fields.filter(|field| !field.path.is_empty()).collect();
    let rows = records.iter().map(|record| {
        let cells = fields.iter().map(|field| record.get(&field.path).cloned());
        cells.map(Option::unwrap_or_default).collect()
    });
    Grid {
        headings: fields
            .iter()
            .map(|field| [field.id.clone(), field.en.clone()])
            .collect(),
        rows: rows.collect(),
    }
}

fn headings(fields: &[Field], paths: &[&str]) -> Vec<[String; 2]> {
    let found = paths
        .iter()
        .filter_map(|path| fields.iter().find(|field| field.path == *path));
    found
        .map(|field| [field.id.clone(), field.en.clone()])
        .collect()
}

/// A row for each office, service and day.
fn long_grid(quota: &[Quota], days: &[Date], fields: &[Field]) -> Grid {
    let rows = quota.iter().flat_map(|quota| {
        let days = days.iter().zip(&quota.days);
        days.map(|(date, open)| {
            let cells = [
                &quota.office,
                &quota.service,
                &date.to_string(),
                open,
                &quota.total,
            ];
            let blank = std::iter::repeat_n(String::new(), 5);
            cells.into_iter().cloned().chain(blank).collect()
        })
    });
    let paths = [
        "office", "service", "date", "open", "total", "start", "end", "channel", "event", "",
    ];
    Grid {
        headings: headings(fields, &paths),
        rows: rows.collect(),
    }
}

/// A row for each office and service, a column for each day.
fn wide_grid(quota: &[Quota], days: &[Date], fields: &[Field]) -> Grid {
    let mut headings = headings(
        fields,
        &[
            "office", "service", "total", "start", "end", "channel", "event",
        ],
    );
    headings.extend(days.iter().map(|date| [date.to_string(), String::new()]));
    let rows = quota.iter().map(|quota| {
        let mut cells = vec![
            quota.office.clone(),
            quota.service.clone(),
            quota.total.clone(),
        ];
        cells.extend(std::iter::repeat_n(String::new(), 4));
        cells.extend(quota.days.iter().cloned());
        cells
    });
    Grid {
        headings,
        rows: rows.collect(),
    }
}

impl Grid {
    /// The rows as CSV under the Indonesian headings.
    fn csv(&self) -> String {
        let headings: Vec<String> = self.headings.iter().map(|[id, _]| id.clone()).collect();
        let lines = std::iter::once(&headings).chain(&self.rows).map(|cells| {
            let cells = cells.iter().map(|cell| {
                if cell.contains([',', '"', '\n', ';']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.clone()
                }
            });
            cells.collect::<Vec<_>>().join(",") + "\r\n"
        });
        lines.collect()
    }
}
