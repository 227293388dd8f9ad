//! Collects every problem in a spreadsheet, each with its cell.

use crate::failure::Failure;
use crate::words::{Value, Words};

/// The values of a message by name.
pub type Values = Vec<(&'static str, String)>;

/// A problem with one cell: the key of the message, and its values.
pub type Wrong = (&'static str, Values);

/// A message and the place that it is about.
struct Complaint {
    at: String,
    key: &'static str,
    values: Values,
}

/// Findings of a reader: complaints, which prevent the feed, and notes, which do not.
#[derive(Default)]
pub struct Complaints {
    complaints: Vec<Complaint>,
    notes: Vec<Complaint>,
}

impl Complaints {
    /// Adds a complaint.
    pub fn add(&mut self, at: String, key: &'static str, values: &[(&'static str, String)]) {
        self.complaints.push(Complaint {
            at,
            key,
            values: values.to_vec(),
        });
    }

    /// Adds a note.
    pub fn note(&mut self, at: String, key: &'static str, values: &[(&'static str, String)]) {
        self.notes.push(Complaint {
            at,
            key,
            values: values.to_vec(),
        });
    }

    /// Whether there are no complaints.
    pub fn is_empty(&self) -> bool {
        self.complaints.is_empty()
    }

    /// Returns the valid value, or records a complaint.
    pub fn ok<T>(&mut self, at: impl FnOnce() -> String, read: Result<T, Wrong>) -> Option<T> {
        read.map_err(|(key, values)| self.add(at(), key, &values))
            .ok()
    }

    /// The notes, one per line.
    pub fn notes(&self, words: &Words) -> String {
        lines(&self.notes, words)
    }

    /// Fails if there are complaints, with all of them.
    ///
    /// # Errors
    /// If there are complaints.
    pub fn settle(&self, source: &str, words: &Words) -> Result<(), Failure> {
        if self.complaints.is_empty() {
            return Ok(());
        }
        let count = i64::try_from(self.complaints.len()).unwrap_or(i64::MAX);
        let head = words.t(
            "build.complaints",
            &[("source", Value::Text(source)), ("n", Value::Number(count))],
        );
        let lines = lines(&self.complaints, words);
        Err(Failure::new(format!("{head}\n{}", lines.trim_end())))
    }
}

fn lines(complaints: &[Complaint], words: &Words) -> String {
    let lines = complaints.iter().map(|complaint| {
        let Complaint { at, key, values } = complaint;
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, Value::Text(value)))
            .collect();
        format!("  {}: {}\n", crate::words::plain(at), words.t(key, &values))
    });
    lines.collect()
}

/// The first characters of a text, for a message.
pub fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
