//! Holds a sheet: cells by row and column, named as in Excel.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Cell;
use super::hidden::Hidden;

/// A sheet of a workbook, or a CSV file.
pub struct Sheet {
    /// Its name, as people see it.
    pub name: String,
    /// Whether it is text with delimiters, where a comma too many makes a cell too many.
    pub is_delimited: bool,
    rows: BTreeMap<u32, BTreeMap<u32, Cell>>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(name: String) -> Self {
        Self {
            name,
            is_delimited: false,
            rows: BTreeMap::new(),
        }
    }

    /// Sets a cell; rows and columns count from 0.
    pub fn put(&mut self, row: u32, column: u32, cell: Cell) {
        if cell != Cell::Blank {
            self.rows.entry(row).or_default().insert(column, cell);
        }
    }

    /// The cell at a position.
    pub fn cell(&self, row: u32, column: u32) -> &Cell {
        let row = self.rows.get(&row);
        row.and_then(|row| row.get(&column)).unwrap_or(&Cell::Blank)
    }

    /// The numbers of the rows after `row` that are not blank.
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

    /// Removes the hidden rows and columns; returns the names of those with content.
    pub fn leave_out(&mut self, hidden: &Hidden) -> (Vec<String>, Vec<String>) {
        let (mut rows, mut columns) = (Vec::new(), BTreeSet::new());
        self.rows.retain(|row, _| {
            let is_hidden = hidden.rows.contains(row);
            if is_hidden {
                rows.push((u64::from(*row) + 1).to_string());
            }
            !is_hidden
        });
        for cells in self.rows.values_mut() {
            cells.retain(|column, _| {
                let is_hidden = hidden.hides_column(*column);
                if is_hidden {
                    columns.insert(*column);
                }
                !is_hidden
            });
        }
        self.rows.retain(|_, cells| !cells.is_empty());
        (rows, columns.into_iter().map(letters).collect())
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
}
