//! Reads files into sheets: a workbook of Excel or `LibreOffice`, or CSV in the encodings and with the delimiters that
//! spreadsheets use.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};
use std::panic;

use calamine::{CellErrorType, DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx, XlsxError};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use slot_finder::{Date, MAX_BYTES};
use zip::ZipArchive;

use super::File;
use super::cell::Cell;
use super::complaint::{Complaints, Wrong, cut};
use super::hidden::{self, Hidden};
use super::look::Look;
use super::ods;
use super::quotes::open_quote;
use super::sheet::Sheet;

/// Refuses a file that is empty, or larger than a feed may be.
///
/// # Errors
/// With what is wrong.
pub fn size(bytes: &[u8]) -> Result<(), Wrong> {
    match bytes.len() {
        0 => Err(("build.empty", Vec::new())),
        length if length > MAX_BYTES => Err(("build.too_large", Vec::new())),
        _ => Ok(()),
    }
}

/// Whether a file is a table of text rather than a workbook, by its name and content.
pub fn is_table(file: &File) -> bool {
    let ending = file.name.rsplit_once('.').map(|(_, ending)| ending);
    let is_workbook = |ending: &str| {
        let known = ["xlsx", "xlsm", "xls", "ods"];
        known.iter().any(|known| known.eq_ignore_ascii_case(ending))
    };
    !is_zip(&file.bytes) && !is_old(&file.bytes) && !ending.is_some_and(is_workbook)
}

/// Whether the bytes are an Excel workbook from before 2007, or a locked one.
fn is_old(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// Whether the bytes look like an Excel workbook since 2007, or at least a ZIP file.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// The visible sheets of a workbook, in order. Leaves out hidden content with a note, but reads filtered rows, also
/// with a note.
pub fn workbook(bytes: &[u8], complaints: &mut Complaints) -> Result<Vec<Sheet>, Wrong> {
    if is_old(bytes) {
        return Err(("build.old_excel", Vec::new()));
    }
    if !is_zip(bytes) {
        return Err(("build.no_workbook", Vec::new()));
    }
    if !unpacks_to_at_most(bytes, MAX_UNPACKED) {
        return Err(("build.too_large_unpacked", Vec::new()));
    }
    let broken = |text: &str| ("build.broken_workbook", vec![("text", cut(text))]);
    if let Some(content) = ods::content(bytes) {
        let book = ods::read(&content).map_err(|error| broken(&error))?;
        return Ok(seen(book.sheets, &book.hidden, complaints));
    }
    // The library's arithmetic trusts the numbers in a file, and panics on invalid ones in a debug build.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = panic::catch_unwind(|| sheets(bytes));
    panic::set_hook(hook);
    let read = read.unwrap_or(Err(XlsxError::Unexpected("numbers out of range")));
    let sheets = read.map_err(|error| broken(&error.to_string()))?;
    Ok(seen(sheets, &hidden::read(bytes), complaints))
}

/// The sheets with their visibility.
fn sheets(bytes: &[u8]) -> Result<Vec<(Sheet, bool)>, XlsxError> {
    let mut book = Xlsx::new(Cursor::new(bytes))?;
    let mut sheets = Vec::new();
    let known = book.sheets_metadata().iter();
    let known: Vec<_> = known
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    for (name, visible) in known {
        let mut sheet = Sheet::new(name.clone());
        let mut room = MAX_CELLS;
        let looks = looks(&mut book, &name)?;
        match book.worksheet_cells_reader(&name) {
            Ok(mut cells) => {
                while let Some(found) = cells.next_cell_with_formula_metadata()? {
                    let (row, column) = found.pos;
                    let cell = cell(&found.value, found.formula.is_some());
                    let cell = match looks.get(&found.pos) {
                        Some(look) => look.of(cell),
                        None => cell,
                    };
                    room = room.saturating_sub(usize::from(cell != Cell::Blank));
                    if room == 0 {
                        return Err(XlsxError::Io(io::Error::other("more than 2,000,000 cells")));
                    }
                    sheet.put(row, column, cell);
                }
            }
            // A sheet of another kind, such as a chart, has no cells.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(error),
        }
        let merged = book.merge_cells_by_sheet_name(&name)?;
        for merged in merged {
            spread(&mut sheet, merged.start, merged.end);
        }
        sheets.push((sheet, visible));
    }
    Ok(sheets)
}

/// How the cells of a sheet look, except those that look plain.
fn looks(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
) -> Result<BTreeMap<(u32, u32), Look>, XlsxError> {
    let mut looks = BTreeMap::new();
    let Ok(mut cells) = book.worksheet_cells_reader(sheet) else {
        return Ok(looks);
    };
    while let Some((row, column, style)) = cells.next_style_id()? {
        if let Some(look) = cells.styles().get(style).and_then(Look::new) {
            looks.insert((row, column), look);
        }
    }
    Ok(looks)
}

/// The visible sheets without their hidden content.
fn seen(
    sheets: Vec<(Sheet, bool)>,
    hidden: &BTreeMap<String, Hidden>,
    complaints: &mut Complaints,
) -> Vec<Sheet> {
    let mut kept = Vec::new();
    for (mut sheet, is_seen) in sheets {
        if !is_seen {
            if sheet.rows().next().is_some() {
                complaints.note(sheet.name, "build.hidden_sheet", &[]);
            }
            continue;
        }
        if let Some(hidden) = hidden.get(&sheet.name) {
            let (rows, columns) = sheet.leave_out(hidden);
            for (numbers, key) in [
                (rows, "build.hidden_rows"),
                (columns, "build.hidden_columns"),
            ] {
                if !numbers.is_empty() {
                    let values = [("text", cut(&numbers.join(", ")))];
                    complaints.note(sheet.name.clone(), key, &values);
                }
            }
            let filtered = hidden.filtered.iter().copied();
            let filtered = filtered.filter(|row| sheet.row(*row).next().is_some());
            let filtered = filtered.map(|row| (u64::from(row) + 1).to_string());
            let filtered: Vec<String> = filtered.collect();
            if !filtered.is_empty() {
                let values = [("text", cut(&filtered.join(", ")))];
                complaints.note(sheet.name.clone(), "build.filtered_rows", &values);
            }
        }
        kept.push(sheet);
    }
    kept
}

/// A workbook larger than this, unpacked, is not a list of quota: 2,000,000 cells take about half of it. A file of 5 MB may
/// unpack to gigabytes, which the library would all hold in memory.
const MAX_UNPACKED: u64 = 256 << 20;

/// Whether all parts of a workbook together have at most so many bytes. Unpacks them to count, and keeps none of it. A part
/// that is broken, or larger than the file says, ends where it ends for the library, which refuses it.
fn unpacks_to_at_most(workbook: &[u8], most: u64) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(workbook)) else {
        return true;
    };
    let mut room = most;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else {
            continue;
        };
        match io::copy(&mut part.take(room.saturating_add(1)), &mut io::sink()) {
            Ok(size) if size > room => return false,
            Ok(size) => room -= size,
            Err(_) => {}
        }
    }
    true
}

/// More cells than these are not a list of quota.
pub const MAX_CELLS: usize = 2_000_000;

/// More merged cells than these do not hold a value for each.
const MAX_MERGED: u32 = 10_000;

/// Copies the value of merged cells into each of them; complains about a number, which would be counted more than once.
pub fn spread(sheet: &mut Sheet, start: (u32, u32), end: (u32, u32)) {
    let value = match sheet.cell(start.0, start.1) {
        Cell::Blank => return,
        Cell::Number(number) | Cell::Disguised(number, _) => {
            Cell::Broken("build.merged", number.to_string())
        }
        other => other.clone(),
    };
    let (rows, columns) = (end.0.saturating_sub(start.0), end.1.saturating_sub(start.1));
    if rows
        .saturating_add(1)
        .saturating_mul(columns.saturating_add(1))
        > MAX_MERGED
    {
        return;
    }
    for row in start.0..=end.0 {
        for column in start.1..=end.1 {
            sheet.put(row, column, value.clone());
        }
    }
}

/// The content of a cell. A formula with an empty text has that as its result; one without any result comes from a
/// program that does not calculate, so the result is unknown.
fn cell(value: &DataRef, formula: bool) -> Cell {
    match value {
        DataRef::Empty if formula => Cell::Broken("build.no_result", String::new()),
        DataRef::Empty => Cell::Blank,
        DataRef::SharedString(text) => Cell::text(text),
        // Excel stores every number as a double.
        DataRef::Int(number) => number.to_string().parse().map_or(Cell::Blank, Cell::Number),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(yes) => Cell::Bool(*yes),
        DataRef::DateTime(time) => moment(time),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::text(text)
        }
        DataRef::Error(error) => Cell::Broken("build.formula", name(error).to_owned()),
    }
}

fn name(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

/// A date of Excel, which counts days; a fraction of a day alone is a time.
fn moment(time: &ExcelDateTime) -> Cell {
    let days = time.as_f64();
    // 31 December 9999 is Excel's last day.
    if !(0.0..2_958_466.0).contains(&days) {
        return Cell::Number(days);
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    // Fractions of a day are inexact, so this rounds to the nearest second.
    let seconds = u32::from(hour) * 3_600 + u32::from(minute) * 60 + u32::from(second);
    let seconds = seconds + u32::from(milli >= 500);
    if days < 1.0 {
        return Cell::Time(seconds % 86_400);
    }
    match Date::new(i32::from(year), u32::from(month), u32::from(day)) {
        Some(date) if seconds == 86_400 => Cell::Moment(date.plus(1), 0),
        Some(date) => Cell::Moment(date, seconds),
        None => Cell::Number(days),
    }
}

/// The text of a file.
///
/// Reads UTF-8 and UTF-16 with a byte order mark as marked, UTF-8 without one if valid, and Windows-1252 otherwise,
/// with a note.
pub fn text(name: &str, bytes: &[u8], complaints: &mut Complaints) -> Result<String, Wrong> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = encoding.unwrap_or_else(|| {
        if std::str::from_utf8(bytes).is_ok() {
            UTF_8
        } else {
            WINDOWS_1252
        }
    });
    let (text, _, broken) = encoding.decode(bytes);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    if is_zip(bytes) {
        return Err(("build.workbook_as_text", Vec::new()));
    }
    if broken || text.contains(control) {
        return Err(("build.no_text", Vec::new()));
    }
    if encoding == WINDOWS_1252 {
        complaints.note(name.to_owned(), "build.windows_1252", &[]);
    }
    Ok(text.into_owned())
}

/// The single sheet of a CSV file, with commas, semicolons or tabs.
pub fn csv(name: &str, bytes: &[u8], complaints: &mut Complaints) -> Result<Sheet, Wrong> {
    let text = text(name, bytes, complaints)?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (delimiter, text, skipped) = match text.split_once('\n') {
        // Excel's own line that declares the delimiter.
        Some((first, rest)) if first.len() == 5 && first.starts_with("sep=") => {
            (first.bytes().last().unwrap_or(b','), rest, 1)
        }
        _ => (delimiter(&text), text.as_str(), 0),
    };
    if let Some(line) = open_quote(text, delimiter) {
        let line = line + usize::from(skipped > 0);
        return Err(("build.open_quote", vec![("text", line.to_string())]));
    }
    let lines = with_blank_lines(text, char::from(delimiter));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(lines.as_bytes());
    let mut sheet = Sheet::new(name.to_owned());
    sheet.is_delimited = true;
    for (row, record) in (skipped..).zip(reader.records()) {
        let record = record
            .map_err(|error| ("build.broken_csv", vec![("text", cut(&error.to_string()))]))?;
        for (column, text) in (0..).zip(&record) {
            sheet.put(row, column, Cell::text(text));
        }
    }
    Ok(sheet)
}

/// How many lines are looked at for the delimiter.
const FIRST_LINES: usize = 20;

/// The delimiter that most of the first lines have, since a title has none or another one; then the most frequent one.
fn delimiter(text: &str) -> u8 {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let lines = lines.take(FIRST_LINES).map(|line| {
        let outside: String = line.split('"').step_by(2).collect();
        outside
    });
    let lines: Vec<String> = lines.collect();
    let count = |line: &String, delimiter: u8| line.bytes().filter(|&b| b == delimiter).count();
    let most = b",;\t".iter().rev().max_by_key(|&&delimiter| {
        let counts = lines.iter().map(|line| count(line, delimiter));
        let having = counts.clone().filter(|&count| count > 0).count();
        (having, counts.max())
    });
    most.copied().unwrap_or(b',')
}

/// Fills each blank line with a delimiter: no row is skipped, and rows keep their numbers.
fn with_blank_lines(text: &str, delimiter: char) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut quotes = 0;
    for line in text.split_inclusive('\n') {
        if quotes % 2 == 0 && line.trim().is_empty() {
            kept.push(delimiter);
        }
        kept.push_str(line);
        quotes += line.bytes().filter(|&b| b == b'"').count();
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unpacked_bytes_are_counted_over_all_parts() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(name, options).unwrap();
            std::io::Write::write_all(&mut zip, &[b' '; 1000]).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        assert!(bytes.len() < 500);
        assert!(unpacks_to_at_most(&bytes, 2000));
        assert!(!unpacks_to_at_most(&bytes, 1999));
    }

    #[test]
    fn a_formula_without_a_saved_result_is_not_taken_for_a_blank_cell() {
        let broken = Cell::Broken("build.no_result", String::new());
        assert_eq!(cell(&DataRef::Empty, true), broken);
        assert_eq!(cell(&DataRef::Empty, false), Cell::Blank);
        assert_eq!(cell(&DataRef::String(String::new()), true), Cell::Blank);
        assert_eq!(cell(&DataRef::Float(7.0), true), Cell::Number(7.0));
    }
}
