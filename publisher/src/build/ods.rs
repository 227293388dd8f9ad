//! Reads an `OpenDocument` spreadsheet (.ods), as `LibreOffice` and Google Sheets write it.
//!
//! Reads the XML itself: calamine does not say what is hidden, nor what a cell shows. A number counts as it is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use slot_finder::Date;
use zip::ZipArchive;

use super::cell::Cell;
use super::hidden::{Hidden, attribute};
use super::sheet::Sheet;
use super::source::{MAX_CELLS, spread};

/// The content of a spreadsheet of more bytes is not a list of quota.
const MAX_CONTENT: u64 = 1 << 28;

/// The sheets of a spreadsheet, each with whether it is visible, and their hidden parts by name.
#[derive(Default)]
pub struct Book {
    pub sheets: Vec<(Sheet, bool)>,
    pub hidden: BTreeMap<String, Hidden>,
}

/// The content of an `OpenDocument` spreadsheet; `None` for another file.
pub fn content(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let part = archive.by_name("content.xml").ok()?;
    let mut text = String::new();
    part.take(MAX_CONTENT).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Reads the sheets.
///
/// # Errors
/// If the XML is broken, or holds too much.
pub fn read(content: &str) -> Result<Book, String> {
    let mut reading = Reading::default();
    let mut reader = Reader::from_str(content);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) => reading.start(&element),
            Event::Empty(element) => {
                reading.start(&element);
                reading.end(element.local_name().as_ref())?;
            }
            Event::End(element) => reading.end(element.local_name().as_ref())?,
            Event::Text(text) => reading.say(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let named = match entity.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
                    _ => resolve_predefined_entity(&entity)
                        .unwrap_or_default()
                        .to_owned(),
                };
                reading.say(&named);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if reading.is_open() {
        return Err("the end is missing".to_owned());
    }
    Ok(reading.book)
}

/// A cell while it is read.
#[derive(Default)]
struct Open {
    kind: String,
    value: String,
    repeated: u32,
    spans: (u32, u32),
    has_formula: bool,
    is_covered: bool,
    text: Option<String>,
}

/// The state of reading.
#[derive(Default)]
struct Reading {
    book: Book,
    /// The styles of hidden sheets, and the style that is being read.
    unseen: BTreeSet<String>,
    style: Option<String>,
    sheet: Option<(Sheet, bool)>,
    hidden: Hidden,
    /// The next row and column, and how often the current row is repeated.
    row: u32,
    column: u32,
    rows: u32,
    cells: Vec<(u32, Cell)>,
    merged: Vec<((u32, u32), (u32, u32))>,
    open: Option<Open>,
    /// Inside comments, whose texts are not the cell's.
    comments: u32,
    count: usize,
}

impl Reading {
    fn is_open(&self) -> bool {
        self.sheet.is_some()
    }

    fn start(&mut self, element: &BytesStart) {
        let text = |name| attribute(element, name);
        let number = |name| text(name).and_then(|text| text.parse::<u32>().ok());
        match element.local_name().as_ref() {
            "style" => self.style = text("name"),
            "table-properties" if text("display").as_deref() == Some("false") => {
                self.unseen.extend(self.style.clone());
            }
            "table" if self.sheet.is_none() => {
                let is_seen = text("style-name").is_none_or(|style| !self.unseen.contains(&style));
                self.sheet = Some((Sheet::new(text("name").unwrap_or_default()), is_seen));
                (self.row, self.column) = (0, 0);
            }
            "table-column" => {
                let repeated = number("number-columns-repeated").unwrap_or(1).max(1);
                let last = self.column.saturating_add(repeated - 1);
                if text("visibility").is_some_and(|seen| seen != "visible") {
                    self.hidden.columns.push((self.column, last));
                }
                self.column = last.saturating_add(1);
            }
            "table-row" => {
                self.column = 0;
                self.rows = number("number-rows-repeated").unwrap_or(1).max(1);
                let hidden = match text("visibility").as_deref() {
                    Some("collapse") => Some(&mut self.hidden.rows),
                    Some("filter") => Some(&mut self.hidden.filtered),
                    _ => None,
                };
                if let Some(hidden) = hidden {
                    // Empty rows to the end of a sheet are one row, repeated.
                    let last = self.row.saturating_add(self.rows.min(100_000));
                    hidden.extend(self.row..last);
                }
            }
            "annotation" => self.comments += 1,
            name @ ("table-cell" | "covered-table-cell") => {
                let mut attributes = element.attributes();
                let mut kinds = attributes.with_checks(false).flatten();
                // LibreOffice marks errors beside the type of the standard.
                let is_error = kinds.any(|attribute| {
                    attribute.key.local_name().as_ref() == "value-type"
                        && *attribute.value == *"error"
                });
                let value = ["value", "date-value", "time-value", "boolean-value"];
                self.open = Some(Open {
                    kind: if is_error {
                        "error".to_owned()
                    } else {
                        text("value-type").unwrap_or_default()
                    },
                    value: value.into_iter().find_map(text).unwrap_or_default(),
                    repeated: number("number-columns-repeated").unwrap_or(1).max(1),
                    spans: (
                        number("number-rows-spanned").unwrap_or(1).max(1),
                        number("number-columns-spanned").unwrap_or(1).max(1),
                    ),
                    has_formula: text("formula").is_some(),
                    is_covered: name == "covered-table-cell",
                    text: text("string-value"),
                });
            }
            "p" if self.comments == 0 => {
                if let Some(open) = &mut self.open {
                    match &mut open.text {
                        Some(text) => text.push('\n'),
                        empty => *empty = Some(String::new()),
                    }
                }
            }
            "s" => self.say(&" ".repeat(number("c").unwrap_or(1).min(100) as usize)),
            "tab" => self.say("\t"),
            "line-break" => self.say("\n"),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.comments == 0
            && let Some(shown) = self.open.as_mut().and_then(|open| open.text.as_mut())
        {
            shown.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), String> {
        match name {
            "annotation" => self.comments = self.comments.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                if let Some(open) = self.open.take() {
                    self.put(&open);
                }
            }
            "table-row" => self.put_row()?,
            "table" => self.put_sheet(),
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, open: &Open) {
        let cell = open.cell();
        let (rows, columns) = open.spans;
        if (rows, columns) != (1, 1) && cell != Cell::Blank {
            let start = (self.row, self.column);
            let end = (
                start.0.saturating_add(rows - 1),
                start.1.saturating_add(columns - 1),
            );
            self.merged.push((start, end));
        }
        if cell != Cell::Blank && !open.is_covered {
            // A row of equal cells ends at the last column of a sheet.
            for column in (self.column..).take(open.repeated.min(16_384) as usize) {
                self.cells.push((column, cell.clone()));
            }
        }
        self.column = self.column.saturating_add(open.repeated);
    }

    fn put_row(&mut self) -> Result<(), String> {
        let cells = std::mem::take(&mut self.cells);
        if let (Some((sheet, _)), false) = (&mut self.sheet, cells.is_empty()) {
            let rows = self.rows as usize;
            self.count = self.count.saturating_add(cells.len().saturating_mul(rows));
            if self.count > MAX_CELLS {
                return Err("more than 2,000,000 cells".to_owned());
            }
            for row in (self.row..).take(rows) {
                for (column, cell) in &cells {
                    sheet.put(row, *column, cell.clone());
                }
            }
        }
        self.row = self.row.saturating_add(self.rows);
        Ok(())
    }

    fn put_sheet(&mut self) {
        let hidden = std::mem::take(&mut self.hidden);
        let merged = std::mem::take(&mut self.merged);
        if let Some((mut sheet, is_seen)) = self.sheet.take() {
            for (start, end) in merged {
                spread(&mut sheet, start, end);
            }
            self.book.hidden.insert(sheet.name.clone(), hidden);
            self.book.sheets.push((sheet, is_seen));
        }
    }
}

impl Open {
    fn cell(&self) -> Cell {
        let shown = self.text.as_deref().unwrap_or_default();
        let number = || self.value.parse::<f64>().ok().filter(|n| n.is_finite());
        match (self.kind.as_str(), number()) {
            ("error", _) => Cell::Broken("build.formula", shown.trim().to_owned()),
            ("float", Some(number)) if shows(shown, number) => Cell::Number(number),
            ("float", Some(number)) => Cell::Disguised(number, "build.number_format"),
            ("percentage", Some(number)) => Cell::Disguised(number, "build.percent"),
            ("currency", Some(number)) => Cell::Disguised(number, "build.money"),
            ("boolean", _) => Cell::Bool(self.value == "true"),
            ("date", _) => moment(&self.value).unwrap_or_else(|| Cell::text(shown)),
            ("time", _) => time(&self.value).unwrap_or_else(|| Cell::text(shown)),
            ("", _) if self.has_formula && self.text.is_none() => {
                Cell::Broken("build.no_result", String::new())
            }
            _ => Cell::text(shown),
        }
    }
}

/// Whether a text shows a number with all its digits, perhaps with separators, zeros after the decimal point and words.
fn shows(text: &str, number: f64) -> bool {
    if text.is_empty() {
        return true;
    }
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let shown = digits(text);
    !shown.is_empty()
        && !text.contains('%')
        && (0..=9).any(|decimals| {
            let whole = format!("{number:.decimals$}");
            whole.parse() == Ok(number) && digits(&whole) == shown
        })
}

/// `2026-12-01` or `2026-12-01T08:00:00`.
fn moment(text: &str) -> Option<Cell> {
    let (date, clock) = text.split_once('T').unwrap_or((text, "00:00:00"));
    let mut parts = clock.split([':', '.']).map(str::parse::<u32>);
    let mut next = || parts.next().and_then(Result::ok);
    let (hours, minutes) = (next()?, next()?);
    let seconds = hours * 3_600 + minutes * 60 + next().unwrap_or(0);
    Some(Cell::Moment(Date::parse(date)?, seconds))
}

/// `PT08H30M00S`
fn time(text: &str) -> Option<Cell> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.split(['.', ',', 'S']).next()?;
    let [hours, minutes, seconds] = [hours, minutes, seconds].map(|part| part.parse::<u32>().ok());
    let seconds = hours? * 3_600 + minutes? * 60 + seconds?;
    (seconds < 86_400).then_some(Cell::Time(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(table: &str) -> Book {
        let styles = r#"<style:style style:name="away"><style:table-properties table:display="false"/></style:style>"#;
        read(&format!("<office>{styles}{table}</office>")).unwrap()
    }

    #[test]
    fn cells_are_read_at_their_places_with_repeats_and_without_comments() {
        let book = book(
            r#"<table:table table:name="Kuota"><table:table-column table:number-columns-repeated="3"/>
            <table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>A<text:s text:c="2"/>&amp;</text:p><text:p>B</text:p></table:table-cell></table:table-row>
            <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="4"><text:p>4</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell office:value-type="date" office:date-value="2026-12-01"/><table:table-cell office:value-type="time" office:time-value="PT08H30M00S"/></table:table-row></table:table>"#,
        );
        let (sheet, is_seen) = &book.sheets[0];
        assert!(is_seen);
        assert_eq!(*sheet.cell(0, 2), Cell::Text("A  &\nB".to_owned()));
        assert_eq!(
            (sheet.cell(1, 0), sheet.cell(2, 0)),
            (&Cell::Number(4.0), &Cell::Number(4.0))
        );
        let first = Date::new(2026, 12, 1).unwrap();
        assert_eq!(*sheet.cell(3, 0), Cell::Moment(first, 0));
        assert_eq!(*sheet.cell(3, 1), Cell::Time(30_600));
    }

    #[test]
    fn what_is_hidden_is_told_apart_from_what_a_filter_hides() {
        let book = book(
            r#"<table:table table:name="A" table:style-name="away"/><table:table table:name="B">
            <table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
            <table:table-row/><table:table-row table:visibility="collapse"/><table:table-row table:visibility="filter"/></table:table>"#,
        );
        assert_eq!(
            book.sheets
                .iter()
                .map(|(_, seen)| *seen)
                .collect::<Vec<_>>(),
            [false, true]
        );
        let hidden = &book.hidden["B"];
        assert_eq!(hidden.rows, BTreeSet::from([1]));
        assert_eq!(hidden.filtered, BTreeSet::from([2]));
        assert_eq!(hidden.columns, [(1, 2)]);
    }

    #[test]
    fn a_number_counts_only_as_it_is_shown() {
        for (text, number) in [
            ("12", 12.0),
            ("12,00", 12.0),
            ("1.200", 1200.0),
            ("12 tempat", 12.0),
            ("-3", -3.0),
            ("", 12.0),
        ] {
            assert!(shows(text, number), "{text}");
        }
        for (text, number) in [
            ("13", 12.5),
            ("1", 1000.0),
            ("penuh", 4.0),
            ("100%", 1.0),
            ("", f64::NAN),
        ] {
            assert!(text.is_empty() || !shows(text, number), "{text}");
        }
    }
}
