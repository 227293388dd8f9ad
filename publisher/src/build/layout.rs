//! How people lay tables out: names written once above several rows, headings on each page, tables below each other.

use super::cell::Cell;
use super::sheet::Sheet;
use super::value::date;
use super::vocabulary::{Field, Kind, Vocabulary, begins_with, meaning};

/// The office and the service of a row, which people write once above several rows.
#[derive(Default)]
pub struct Above {
    /// The office.
    pub office: Cell,
    /// The service.
    pub service: Cell,
}

impl Above {
    /// Takes those of the next row. A blank office is the one above, with its service if that is blank too; returns
    /// whether it is.
    pub fn fills(&mut self, office: &Cell, service: &Cell) -> bool {
        let is_blank = *office == Cell::Blank;
        if !is_blank {
            self.office = office.clone();
        }
        if !is_blank || *service != Cell::Blank {
            self.service = service.clone();
        }
        is_blank && self.office != Cell::Blank
    }
}

/// The place of a label that says that a row is none of the table's: a row of sums, or a note.
pub fn label_of(sheet: &Sheet, row: u32, words: &Vocabulary) -> Option<String> {
    let (column, label) = sheet.row(row).next()?;
    let Cell::Text(label) = label else {
        return None;
    };
    let is_sum = begins_with(&words.total, label);
    // There is a town called Sumber.
    let is_sentence = label.contains(':') || label.split_whitespace().count() > 3;
    let is_note = sheet.row(row).count() == 1
        && (label.starts_with('*') || is_sentence && begins_with(&words.note, label));
    (is_sum || is_note).then(|| sheet.at(row, column))
}

/// Whether a row holds headings, as a table further down has: those of this table's office and service, or any.
pub fn is_heading(sheet: &Sheet, columns: &[(u32, &Field)], row: u32, words: &Vocabulary) -> bool {
    let mut names = columns
        .iter()
        .filter(|(_, field)| ["office", "service"].contains(&field.path.as_str()));
    let is_headed = |(column, field): &(u32, &Field)| matches!(sheet.cell(row, *column), Cell::Text(text) if field.is_headed(text));
    names.all(is_headed) || are_headings(sheet, row, &words.quota, words)
}

/// Whether a row is the heading of a table: two known headings at least, and beside them only dates.
pub fn are_headings(sheet: &Sheet, row: u32, fields: &[Field], words: &Vocabulary) -> bool {
    let is_known = |cell: &Cell| field_of(cell, fields).is_some();
    let known = sheet.row(row).filter(|(_, cell)| is_known(cell)).count();
    known > 1
        && sheet
            .row(row)
            .all(|(_, cell)| is_known(cell) || date(cell, words).is_ok())
}

/// The first column of a table, and that of another one beside it, whose headings are the same.
pub fn beside(sheet: &Sheet, row: u32, fields: &[Field]) -> Option<(u32, u32)> {
    let mut columns: Vec<(&str, u32)> = Vec::new();
    let mut again = Vec::new();
    for (column, cell) in sheet.row(row) {
        let field = field_of(cell, fields).filter(|field| field.kind != Kind::Remark);
        let Some(field) = field else {
            continue;
        };
        match columns.iter().find(|(path, _)| *path == field.path) {
            Some((_, first)) => again.push((*first, column)),
            None => columns.push((&field.path, column)),
        }
    }
    (again.len() > 1).then(|| again.first().copied()).flatten()
}

/// The column in which the row below the headings goes on with them, as where the month stands above the days.
pub fn heading_below(sheet: &Sheet, row: u32, fields: &[Field], words: &Vocabulary) -> Option<u32> {
    let below = row.saturating_add(1);
    if !is_below_names(sheet, row, fields) {
        return None;
    }
    let mut goes_on = sheet.row(below).filter(|(column, cell)| {
        let above = sheet.cell(row, *column);
        let is_plain = field_of(above, fields).is_none() && date(above, words).is_err();
        let is_day = match cell {
            Cell::Number(number) => (1.0..=31.0).contains(number),
            Cell::Text(text) => {
                digits(text)
                    || meaning(&words.weekdays, text).is_some()
                    || date(cell, words).is_ok()
            }
            cell => date(cell, words).is_ok(),
        };
        is_plain && is_day || field_of(cell, fields).is_some()
    });
    goes_on.next().map(|(column, _)| column)
}

/// Whether a row names the weekdays of the dates above it, and holds nothing else.
pub fn is_weekdays(
    sheet: &Sheet,
    headings: u32,
    row: u32,
    fields: &[Field],
    words: &Vocabulary,
) -> bool {
    row == headings.saturating_add(1)
        && is_below_names(sheet, headings, fields)
        && sheet.row(row).all(|(_, cell)| {
            matches!(cell, Cell::Text(text) if meaning(&words.weekdays, text).is_some())
        })
}

/// Whether the row below the headings names neither an office nor a service.
fn is_below_names(sheet: &Sheet, row: u32, fields: &[Field]) -> bool {
    let mut names = sheet.row(row).filter(|(_, cell)| {
        field_of(cell, fields)
            .is_some_and(|field| ["office", "service"].contains(&field.path.as_str()))
    });
    names.all(|(column, cell)| {
        let below = sheet.cell(row.saturating_add(1), column);
        *below == Cell::Blank || below == cell
    })
}

fn digits(text: &str) -> bool {
    (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn field_of<'w>(cell: &Cell, fields: &'w [Field]) -> Option<&'w Field> {
    let Cell::Text(text) = cell else {
        return None;
    };
    fields.iter().find(|field| field.is_headed(text))
}

/// Whether two rows hold the same headings, such as on each printed page.
pub fn is_same_heading(sheet: &Sheet, first: u32, row: u32) -> bool {
    sheet.row(first).eq(sheet.row(row))
}
