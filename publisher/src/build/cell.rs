//! Represents one cell of a sheet as read.

use slot_finder::Date;

use super::complaint::cut;

/// The content of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Blank.
    #[default]
    Blank,
    /// A text, trimmed and never empty.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that the sheet displays as something else, and the key of the message about it.
    Disguised(f64, &'static str),
    /// A date, and seconds since midnight.
    Moment(Date, u32),
    /// A time of day, in seconds since midnight.
    Time(u32),
    /// A boolean.
    Bool(bool),
    /// An unreadable value, whatever the column: the key of the message, and its text.
    Broken(&'static str, String),
}

/// The most characters of a text.
pub const MAX_TEXT: usize = 2_000;

impl Cell {
    /// Makes a cell from a text.
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

    /// What people see in the cell, shortened.
    pub fn shown(&self) -> String {
        match self {
            Self::Blank => String::new(),
            Self::Text(text) | Self::Broken(_, text) => cut(text),
            Self::Disguised(number, "build.percent") => format!("{} %", number * 100.0),
            Self::Number(number) | Self::Disguised(number, _) => number.to_string(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_around_a_text_do_not_count() {
        assert_eq!(
            Cell::text(" \u{a0}penuh \r\n"),
            Cell::Text("penuh".to_owned())
        );
        assert_eq!(Cell::text(" \u{feff}\t"), Cell::Blank);
    }
}
