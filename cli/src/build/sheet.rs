//! A sheet: cells by row and column, with their names as in Excel, and the headings above them.

use std::collections::BTreeMap;

use slot_finder::Date;

use super::complaint::{Complaints, cut};
use super::value::date;
use super::vocabulary::{Field, Kind, Vocabulary, nearest};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A text without spaces around it, never empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A date, and seconds since midnight.
    Moment(Date, u32),
    /// A time of day, in seconds since midnight.
    Time(u32),
    /// Yes or no.
    Bool(bool),
    /// What cannot be read whatever it should be: the key of the message, and its text.
    Broken(&'static str, String),
}

/// A text may be no longer than this.
pub const MAX_TEXT: usize = 2_000;

impl Cell {
    /// The cell of a text.
    pub fn text(text: &str) -> Self {
        let text = text.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
        });
        let length = text.chars().count();
        if text.is_empty() {
            Self::Blank
        } else if length > MAX_TEXT {
            Self::Broken("build.long", length.to_string())
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// What people see in it, in short.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Broken(_, text) => cut(text),
            Self::Number(number) => number.to_string(),
            Self::Moment(date, 0) => date.to_string(),
            Self::Moment(date, seconds) => format!("{date} {}", clock(*seconds)),
            Self::Time(seconds) => clock(*seconds),
            Self::Bool(yes) => yes.to_string().to_uppercase(),
        }
    }
}

/// A time of day as `HH:MM`.
pub fn clock(seconds: u32) -> String {
    format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60)
}

/// A sheet of a workbook, or a CSV file.
pub struct Sheet {
    /// Its name, as people know it.
    pub name: String,
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: String) -> Self {
        Self {
            name,
            rows: BTreeMap::new(),
        }
    }

    /// Puts a cell; rows and columns count from 0.
    pub fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell != Cell::Blank {
            self.rows.entry(row).or_default().insert(column, cell);
        }
    }

    /// The cell there.
    pub fn cell(&self, row: u32, column: u32) -> &Cell {
        let row = self.rows.get(&row);
        row.and_then(|row| row.get(&column)).unwrap_or(&Cell::Blank)
    }

    /// The numbers of the rows that are not blank, after one of them.
    pub fn rows_after(&self, row: u32) -> impl Iterator<Item = u32> {
        self.rows
            .range(row.saturating_add(1)..)
            .map(|(&row, _)| row)
    }

    /// The cells of a row that are not blank.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        let cells = self.rows.get(&row).into_iter().flatten();
        cells.map(|(&column, cell)| (column, cell))
    }

    /// The numbers of all rows that are not blank.
    pub fn rows(&self) -> impl Iterator<Item = u32> {
        self.rows.keys().copied()
    }

    /// The name of a cell, such as `Kuota!D7`.
    pub fn at(&self, row: u32, column: u32) -> String {
        format!("{}!{}{}", self.name, letters(column), u64::from(row) + 1)
    }
}

/// The letters of a column, `A` for 0.
fn letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The columns of a sheet by their headings.
pub struct Headings<'w> {
    /// The row of the headings.
    pub row: u32,
    /// The known columns, from left to right.
    pub columns: Vec<(u32, &'w Field)>,
    /// The columns headed by a date, from left to right.
    pub days: Vec<(u32, Date)>,
}

/// How far down headings are looked for.
const HEADING_ROWS: usize = 20;

impl<'w> Headings<'w> {
    /// Finds the row of the headings: among the first rows the one with the most known ones.
    ///
    /// With `wide`, headings may be dates too. What is wrong with them is told, and which columns have none; `None` if there
    /// are none at all.
    pub fn find(
        sheet: &Sheet,
        fields: &'w [Field],
        wide: bool,
        words: &Vocabulary,
        complaints: &mut Complaints,
    ) -> Option<Self> {
        let known = |row: u32| {
            let cells = sheet.row(row).filter(|(_, cell)| {
                matches!(cell, Cell::Text(text) if fields.iter().any(|field| field.is_headed(text)))
            });
            cells.count()
        };
        let rows = sheet.rows().take(HEADING_ROWS);
        let row = rows.rev_max(known).filter(|&row| known(row) > 0);
        let Some(row) = row else {
            let names = fields.iter().filter(|field| field.kind != Kind::Remark);
            let names: Vec<_> = names.map(|field| field.id.as_str()).collect();
            complaints.add(
                sheet.name.clone(),
                "build.no_headings",
                &[("names", names.join(", "))],
            );
            return None;
        };
        let mut headings = Self {
            row,
            columns: Vec::new(),
            days: Vec::new(),
        };
        for (column, cell) in sheet.row(row) {
            headings.read(sheet, fields, wide, words, column, cell, complaints);
        }
        headings.note_missing(sheet, complaints);
        Some(headings)
    }

    /// Notes each column that holds something under no heading, by the first cell of it that does.
    fn note_missing(&self, sheet: &Sheet, complaints: &mut Complaints) {
        let mut first = BTreeMap::new();
        for row in sheet.rows_after(self.row) {
            for (column, _) in sheet.row(row) {
                if *sheet.cell(self.row, column) == Cell::Blank {
                    first.entry(column).or_insert(row);
                }
            }
        }
        for (column, row) in first {
            complaints.note(sheet.at(row, column), "build.no_heading", &[]);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one step of `find`")]
    fn read(
        &mut self,
        sheet: &Sheet,
        fields: &'w [Field],
        wide: bool,
        words: &Vocabulary,
        column: u32,
        cell: &Cell,
        complaints: &mut Complaints,
    ) {
        let at = || sheet.at(self.row, column);
        let shown = cell.shown();
        let field = fields.iter().find(|field| field.is_headed(&shown));
        if let Some(field) = field {
            let twice = self
                .columns
                .iter()
                .find(|(_, other)| other.path == field.path);
            if let Some(&(first, _)) = twice.filter(|_| field.kind != Kind::Remark) {
                let first = sheet.at(self.row, first);
                complaints.add(
                    at(),
                    "build.heading_twice",
                    &[("text", shown), ("other", first)],
                );
            } else {
                self.columns.push((column, field));
            }
            return;
        }
        let looks_like_a_date =
            !matches!(cell, Cell::Text(text) if !text.contains(|c: char| c.is_ascii_digit()));
        if wide && looks_like_a_date {
            match date(cell, words) {
                Ok(day) => self.days.push((column, day)),
                Err((key, values)) => complaints.add(at(), key, &values),
            }
            return;
        }
        let names = fields.iter().flat_map(Field::names);
        match nearest(&shown, names) {
            Some(near) => complaints.add(
                at(),
                "build.heading_near",
                &[("text", shown), ("near", near.to_owned())],
            ),
            None => complaints.note(at(), "build.heading_unknown", &[("text", shown)]),
        }
    }

    /// The column of a field.
    pub fn column(&self, path: &str) -> Option<u32> {
        let found = self.columns.iter().find(|(_, field)| field.path == path);
        found.map(|(column, _)| *column)
    }

    /// Whether a field has a column; told if not.
    pub fn require(
        &self,
        sheet: &Sheet,
        fields: &[Field],
        path: &str,
        complaints: &mut Complaints,
    ) -> bool {
        let there = self.column(path).is_some();
        if !there {
            let field = fields.iter().find(|field| field.path == path);
            let names: Vec<_> = field.into_iter().flat_map(Field::names).collect();
            complaints.add(
                format!("{}!{}", sheet.name, u64::from(self.row) + 1),
                "build.heading_missing",
                &[("names", names.join(", "))],
            );
        }
        there
    }
}

/// The first of the items with the greatest key.
trait FirstMax: Iterator + Sized {
    fn rev_max<K: Ord>(self, key: impl Fn(Self::Item) -> K) -> Option<Self::Item>
    where
        Self::Item: Copy,
    {
        self.fold(None, |best, item| match best {
            Some(best) if key(best) >= key(item) => Some(best),
            _ => Some(item),
        })
    }
}

impl<I: Iterator> FirstMax for I {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_in_excel() {
        let sheet = Sheet::new("Kuota".to_owned());
        assert_eq!(sheet.at(6, 3), "Kuota!D7");
        assert_eq!(sheet.at(0, 25), "Kuota!Z1");
        assert_eq!(sheet.at(0, 26), "Kuota!AA1");
        assert_eq!(sheet.at(0, 16_383), "Kuota!XFD1");
    }

    #[test]
    fn spaces_around_a_text_do_not_count() {
        assert_eq!(
            Cell::text(" \u{a0}penuh \r\n"),
            Cell::Text("penuh".to_owned())
        );
        assert_eq!(Cell::text(" \u{feff}\t"), Cell::Blank);
    }
}
