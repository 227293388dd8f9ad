//! Finds the headings of a sheet and the meaning of each column.

use std::collections::BTreeMap;

use slot_finder::Date;

use super::cell::Cell;
use super::complaint::Complaints;
use super::layout;
use super::sheet::Sheet;
use super::value::date;
use super::vocabulary::{Field, Kind, Vocabulary, nearest};

/// The columns of a sheet by heading.
pub struct Headings<'w> {
    /// The row of the headings.
    pub row: u32,
    /// The known columns, from left to right.
    pub columns: Vec<(u32, &'w Field)>,
    /// The columns headed by a date, from left to right.
    pub days: Vec<(u32, Date)>,
    /// Whether a heading looks like a date and is none.
    pub has_bad_day: bool,
}

/// How many rows to search for headings.
const HEADING_ROWS: usize = 20;

impl<'w> Headings<'w> {
    /// Finds the heading row: among the first rows, the one with the most known headings.
    ///
    /// With `wide`, headings may also be dates. Reports bad headings, and columns without one; `None` if there are no
    /// headings at all.
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
        let rows = || sheet.rows().take(HEADING_ROWS);
        let row = rows().rev_max(known).filter(|&row| known(row) > 0);
        // Of two rows with the same headings above some columns, the lower one says more.
        let row = row.map(|row| {
            let next = row.saturating_add(1);
            let says_more = known(next) >= known(row) && sheet.row(next).ne(sheet.row(row));
            if says_more { next } else { row }
        });
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
        let earlier = rows()
            .take_while(|earlier| earlier.saturating_add(1) < row)
            .find(|&earlier| layout::are_headings(sheet, earlier, fields, words));
        if let Some(earlier) = earlier {
            let values = [("other", sheet.at(earlier, 0))];
            complaints.add(sheet.at(row, 0), "build.second_table", &values);
            return None;
        }
        if let Some((first, second)) = layout::beside(sheet, row, fields) {
            let values = [("other", sheet.at(row, first))];
            complaints.add(sheet.at(row, second), "build.table_beside", &values);
            return None;
        }
        if wide && let Some(below) = layout::heading_below(sheet, row, fields, words) {
            let values = [("other", sheet.at(row, below))];
            let at = sheet.at(row.saturating_add(1), below);
            complaints.add(at, "build.two_headings", &values);
            return None;
        }
        let mut headings = Self {
            row,
            columns: Vec::new(),
            days: Vec::new(),
            has_bad_day: false,
        };
        for (column, cell) in sheet.row(row) {
            headings.read(sheet, fields, wide, words, column, cell, complaints);
        }
        headings.note_missing(sheet, complaints);
        Some(headings)
    }

    /// Reports each column with content but without heading, by its first cell.
    fn note_missing(&self, sheet: &Sheet, complaints: &mut Complaints) {
        let last = sheet.row(self.row).last().map_or(0, |(column, _)| column);
        let mut first = BTreeMap::new();
        for row in sheet.rows_after(self.row) {
            for (column, cell) in sheet.row(row) {
                let is_number =
                    matches!(cell, Cell::Text(text) if text.bytes().all(|b| b.is_ascii_digit()));
                if sheet.is_delimited && self.days.is_empty() && column > last && is_number {
                    // As in 1,000: a comma within a number parts it.
                    complaints.add(sheet.at(row, column), "build.row_wide", &[]);
                } else if *sheet.cell(self.row, column) == Cell::Blank {
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
                Err((key, values)) => {
                    self.has_bad_day = true;
                    complaints.add(at(), key, &values);
                }
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

    /// Whether a field has a column; records a complaint if not.
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
