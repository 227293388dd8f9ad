//! Rows and columns for a terminal: texts go in, aligned lines come out.

use std::fmt;

use crate::words::plain;

/// On which side of its column a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// A table with a heading; each row may have a line of its own beneath it.
pub struct Table<const COLUMNS: usize> {
    align: [Align; COLUMNS],
    heading: [String; COLUMNS],
    rows: Vec<([String; COLUMNS], Option<String>)>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    /// An empty table.
    pub fn new(columns: [(String, Align); COLUMNS]) -> Self {
        Self {
            align: columns.each_ref().map(|(_, align)| *align),
            heading: columns.map(|(heading, _)| heading),
            rows: Vec::new(),
        }
    }

    /// Adds a row, and the line beneath it if there is one.
    pub fn add(&mut self, cells: [String; COLUMNS], beneath: Option<String>) {
        self.rows.push((
            cells.map(|cell| plain(&cell)),
            beneath.map(|line| plain(&line)),
        ));
    }
}

impl<const COLUMNS: usize> fmt::Display for Table<COLUMNS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut widths = self.heading.each_ref().map(|cell| cell.chars().count());
        for (cells, _) in &self.rows {
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        let line = |cells: &[String; COLUMNS]| {
            let columns = cells.iter().zip(self.align).zip(widths);
            let cells = columns.map(|((cell, align), width)| match align {
                Align::Left => format!("{cell:width$}"),
                Align::Right => format!("{cell:>width$}"),
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        writeln!(f, "{}", line(&self.heading))?;
        // What stands beneath a row begins where its second column does.
        let indent = widths.first().map_or(0, |width| width + 2);
        for (cells, beneath) in &self.rows {
            writeln!(f, "{}", line(cells))?;
            if let Some(beneath) = beneath {
                writeln!(f, "{:indent$}{beneath}", "")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_their_widest_text_and_numbers_stand_right() {
        let mut table = Table::new([
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
