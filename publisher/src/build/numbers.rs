//! Reads a small sheet that changes numbers of a feed: offices and their numbers, and if need be services, dates and
//! sessions.

use serde_json::Value;
use slot_finder::Date;

use super::cell::{Cell, clock};
use super::complaint::{Complaints, Finding, Refusal};
use super::headings::Headings;
use super::layout::{is_same_heading, label_of};
use super::offices::{Match, Names};
use super::record::texts;
use super::sheet::Sheet;
use super::value::{Open, date, open, session, text, time};
use super::vocabulary::{Vocabulary, meaning};
use super::{File, refusal, source};
use crate::words::Words;

/// A number of a sheet.
pub struct Number {
    /// Its cell, such as `Kuota!D7`.
    pub at: String,
    /// The office, by its place in the feed.
    pub office: usize,
    /// The service likewise, if the sheet names one.
    pub service: Option<usize>,
    /// The start of the session as `HH:MM`, if the sheet names one.
    pub session: Option<String>,
    /// The day, if the sheet names one.
    pub date: Option<Date>,
    /// Places left, 0 full, -1 no service, `None` not known.
    pub open: Option<i32>,
}

/// The names of a feed's offices or services: ids, names, short names, other names.
pub fn names_of(items: &[Value]) -> Names {
    let names = items.iter().map(|item| {
        let id = item.get("id").and_then(Value::as_str).unwrap_or_default();
        let mut names = texts(item.get("name"));
        names.extend(texts(item.get("short")));
        let aliases = item.get("aliases").and_then(Value::as_array);
        let aliases = aliases.into_iter().flatten();
        names.extend(aliases.flat_map(|alias| texts(Some(alias))));
        (id, names)
    });
    Names::new(names)
}

/// Reads the numbers of a workbook or a CSV file, with what to know about them. A row without a number changes nothing.
///
/// # Errors
/// If the file or a cell cannot be read, or a name does not match exactly one office or service.
pub fn numbers(
    file: &File,
    offices: &Names,
    services: &Names,
    words: &Words,
) -> Result<(Vec<Number>, Vec<Finding>), Refusal> {
    let vocabulary = Vocabulary::new()?;
    let mut complaints = Complaints::default();
    let fail = |wrong| refusal(file, wrong, words);
    source::size(&file.bytes).map_err(fail)?;
    let sheets = if source::is_table(file) {
        let table = source::csv(&file.name, &file.bytes, &mut complaints);
        vec![table.map_err(fail)?]
    } else {
        quota_of(
            source::workbook(&file.bytes, &mut complaints).map_err(fail)?,
            &vocabulary,
        )
    };
    let reader = Reader {
        words: &vocabulary,
        offices,
        services,
    };
    let mut numbers = Vec::new();
    for sheet in &sheets {
        reader.read(sheet, &mut numbers, &mut complaints);
    }
    if numbers.is_empty() && complaints.is_empty() {
        complaints.add(file.name.clone(), "build.no_numbers", &[]);
    }
    complaints.settle(&file.name, words)?;
    Ok((numbers, complaints.notes(words)))
}

/// The sheets of quota of a workbook, or its first one.
fn quota_of(mut sheets: Vec<Sheet>, words: &Vocabulary) -> Vec<Sheet> {
    let is_quota = |sheet: &Sheet| meaning(&words.sheets, &sheet.name) == Some("quota");
    if sheets.iter().any(is_quota) {
        sheets.retain(is_quota);
    } else {
        sheets.truncate(1);
    }
    sheets
}

struct Reader<'a> {
    words: &'a Vocabulary,
    offices: &'a Names,
    services: &'a Names,
}

impl Reader<'_> {
    fn read(&self, sheet: &Sheet, numbers: &mut Vec<Number>, complaints: &mut Complaints) {
        let fields = &self.words.quota;
        let Some(headings) = Headings::find(sheet, fields, false, self.words, complaints) else {
            return;
        };
        let required = ["office", "open"]
            .iter()
            .filter(|path| !headings.require(sheet, fields, path, complaints));
        if required.count() > 0 {
            return;
        }
        for row in sheet.rows_after(headings.row) {
            if is_same_heading(sheet, headings.row, row) {
                continue;
            }
            if let Some(label) = label_of(sheet, row, self.words) {
                complaints.note(label, "build.row_unread", &[]);
                continue;
            }
            numbers.extend(self.row(sheet, &headings, row, complaints));
        }
    }

    fn row(
        &self,
        sheet: &Sheet,
        headings: &Headings,
        row: u32,
        complaints: &mut Complaints,
    ) -> Option<Number> {
        let at = |path: &str| {
            let column = headings.column(path);
            column.map_or_else(String::new, |column| sheet.at(row, column))
        };
        let cell = |path: &str| {
            headings
                .column(path)
                .map_or(&Cell::Blank, |column| sheet.cell(row, column))
        };
        if *cell("open") == Cell::Blank {
            return None;
        }
        let mut named = |path: &'static str, names: &Names| {
            let name = complaints.ok(|| at(path), text(cell(path)))??;
            match names.find(&name) {
                Match::One(index) => Some(index),
                found => {
                    found.complain(path, at(path), name, complaints);
                    None
                }
            }
        };
        let office = named("office", self.offices);
        let service = named("service", self.services);
        if *cell("office") == Cell::Blank {
            complaints.add(at("office"), "build.name", &[]);
        }
        let dated = if headings.column("date").is_some() {
            "date"
        } else {
            "day"
        };
        let date = match cell(dated) {
            Cell::Blank => None,
            cell => complaints.ok(|| at(dated), date(cell, self.words)),
        };
        let whole = complaints.ok(|| at("session"), session(cell("session")))?;
        let start = complaints.ok(|| at("start"), time(cell("start")))?;
        let session = whole.map(|[start, _]| start).or_else(|| start.map(clock));
        let open = match complaints.ok(|| at("open"), open(cell("open"), self.words))? {
            Open::Day(open) => open,
            Open::Ends => {
                complaints.add(at("open"), "build.set_ends", &[]);
                return None;
            }
        };
        Some(Number {
            at: at("open"),
            office: office?,
            service,
            session,
            date,
            open,
        })
    }
}
