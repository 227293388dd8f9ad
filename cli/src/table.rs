//! Prints a table for a terminal whose rows may each have a line of details below them.

use std::fmt;

pub use comfy_table::CellAlignment as Align;
use comfy_table::Table;

use slot_publisher::words::plain;

/// Spaces between two columns.
const GAP: u16 = 2;

/// A table with a heading and details.
pub struct DetailedTable {
    table: Table,
    details: Vec<Option<String>>,
}

impl DetailedTable {
    /// An empty table with its headings.
    pub fn new<const COLUMNS: usize>(columns: &[(String, Align); COLUMNS]) -> Self {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        table.set_header(columns.each_ref().map(|(heading, _)| plain(heading)));
        for (column, (_, align)) in table.column_iter_mut().zip(columns) {
            column.set_padding((0, GAP)).set_cell_alignment(*align);
        }
        Self {
            table,
            details: Vec::new(),
        }
    }

    /// Adds a row, with any details.
    pub fn add<const COLUMNS: usize>(&mut self, cells: [String; COLUMNS], details: Option<String>) {
        self.table.add_row(cells.map(|cell| plain(&cell)));
        self.details.push(details.map(|details| plain(&details)));
    }
}

impl fmt::Display for DetailedTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.table.column_max_content_widths();
        let indent = usize::from(first.first().copied().unwrap_or_default() + GAP);
        // The heading has no details; every row is one line, since its texts have no line ends.
        let details = std::iter::once(&None).chain(&self.details);
        for (line, details) in self.table.lines().zip(details) {
            writeln!(f, "{}", line.trim_end())?;
            if let Some(details) = details {
                writeln!(f, "{:indent$}{details}", "")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_text_and_numbers_are_on_the_right() {
        let mut table = DetailedTable::new(&[
            ("#".to_owned(), Align::Right),
            ("Office".to_owned(), Align::Left),
            ("Left".to_owned(), Align::Right),
        ]);
        table.add(["9".to_owned(), "Blitar".to_owned(), "3".to_owned()], None);
        table.add(
            [
                "10".to_owned(),
                "Tanjung Perak".to_owned(),
                "1,200".to_owned(),
            ],
            Some("08:00-09:00 (3)".to_owned()),
        );
        let lines = [
            " #  Office          Left",
            " 9  Blitar             3",
            "10  Tanjung Perak  1,200",
            "    08:00-09:00 (3)",
            "",
        ];
        assert_eq!(table.to_string(), lines.join("\n"));
    }
}
