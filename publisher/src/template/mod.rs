//! A spreadsheet to start from: a workbook, or CSV files and a TOML file.
//!
//! Its examples build into a feed marked as a sample.

mod book;
mod valid;

use std::collections::BTreeMap;

use serde::Deserialize;
use slot_finder::{Date, Zones};

use crate::build::{Field, Vocabulary};
use crate::failure::Failure;
use crate::holidays::{self, Holiday};
use crate::words::{Value, Words};
use crate::zones::LocalZones;

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

/// The form of the quota in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A row for each day.
    Long,
    /// A column for each day: at least this many working days.
    Wide(u16),
}

/// The content of the template.
pub struct Template {
    texts: Texts,
    words: Vocabulary,
    quota: Grid,
    holidays: Vec<Holiday>,
    today: Date,
    /// In ms since 1970.
    now: i64,
}

impl Template {
    /// The template with its example days after a moment, in ms since 1970.
    ///
    /// # Errors
    /// If the moment is outside of the calendar, or a built-in file is broken.
    pub fn new(now: i64, form: Form) -> Result<Self, Failure> {
        let texts: Texts = serde_json::from_str(include_str!("texts.json"))?;
        let words = Vocabulary::new()?;
        let local = LocalZones.local("Asia/Jakarta", now);
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
        let more = match form {
            Form::Long => 0,
            Form::Wide(days) => days.into(),
        };
        let days: Vec<Date> = (1..=days.unwrap_or(0).max(more))
            .filter_map(|n| Some(today.plus_working_days(u32::try_from(n).ok()?, [&closed, &[]])))
            .collect();
        let quota = match form {
            Form::Wide(_) => wide_grid(&texts.quota, &days, &words.quota),
            Form::Long => long_grid(&texts.quota, &days, &words.quota),
        };
        Ok(Self {
            texts,
            words,
            quota,
            holidays,
            today,
            now,
        })
    }

    /// The workbook's bytes.
    ///
    /// # Errors
    /// If the workbook cannot be made, which is a bug.
    pub fn workbook(&self, words: &Words) -> Result<Vec<u8>, Failure> {
        book::make(self).map_err(|error| {
            let text = error.to_string();
            Failure::new(words.t("build.template_failed", &[("text", Value::Text(&text))]))
        })
    }

    /// The rows of offices, services or closed days under their headings.
    fn offices(&self) -> Grid {
        grid(&self.words.offices, &self.texts.offices)
    }

    /// The names and texts of the files of a folder.
    pub fn files(&self) -> [(&'static str, String); 3] {
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
