//! Collects every problem in a spreadsheet, each with its cells.

use std::collections::HashMap;

use serde::Serialize;

use crate::failure::Failure;
use crate::words::{Value, Words, plain};

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

/// A problem to correct, or a note, in words: one finding for all cells with the same message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The places: cells such as `Kuota!D7`, a sheet, or a file.
    pub places: Vec<String>,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Finding {
    /// The finding as a line for a terminal: the first places, how many more there are, and the message.
    pub fn line(&self, words: &Words) -> String {
        let named: Vec<_> = self.places.iter().take(NAMED).cloned().collect();
        let mut at = plain(&named.join(", "));
        let more = self.places.len().saturating_sub(NAMED);
        if more > 0 {
            let more = i64::try_from(more).unwrap_or(i64::MAX);
            at.push(' ');
            at.push_str(&words.t("build.more_places", &[("n", Value::Number(more))]));
        }
        format!("  {at}: {}", self.text)
    }
}

/// How many places of a finding are named in a line.
const NAMED: usize = 4;

/// Why there is no feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What it is about, and that nothing was made; empty if the findings say so.
    pub head: String,
    /// What to correct.
    pub findings: Vec<Finding>,
}

impl Refusal {
    /// A refusal for one reason.
    pub fn one(at: &str, text: String) -> Self {
        let places = vec![at.to_owned()];
        Self {
            head: String::new(),
            findings: vec![Finding { places, text }],
        }
    }

    /// The refusal for a terminal.
    pub fn told(&self, words: &Words) -> String {
        let lines: Vec<String> = self.findings.iter().map(|f| f.line(words)).collect();
        let lines = lines.join("\n");
        if self.head.is_empty() {
            lines.trim_start_matches([' ', ':']).to_owned()
        } else if lines.is_empty() {
            self.head.clone()
        } else {
            format!("{}\n{lines}", self.head)
        }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self {
            head: failure.to_string(),
            findings: Vec::new(),
        }
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Failure::from(error).into()
    }
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

    /// The notes.
    pub fn notes(&self, words: &Words) -> Vec<Finding> {
        findings(&self.notes, words)
    }

    /// Fails if there are complaints, with all of them.
    ///
    /// # Errors
    /// If there are complaints.
    pub fn settle(&self, source: &str, words: &Words) -> Result<(), Refusal> {
        if self.complaints.is_empty() {
            return Ok(());
        }
        let findings = findings(&self.complaints, words);
        let count = i64::try_from(findings.len()).unwrap_or(i64::MAX);
        let head = words.t(
            "build.complaints",
            &[("source", Value::Text(source)), ("n", Value::Number(count))],
        );
        Err(Refusal { head, findings })
    }
}

/// The complaints in words, in order of their first places.
fn findings(complaints: &[Complaint], words: &Words) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut known: HashMap<(&str, &Values), usize> = HashMap::new();
    for Complaint { at, key, values } in complaints {
        let next = found.len();
        let index = *known.entry((key, values)).or_insert(next);
        if let Some(same) = found.get_mut(index) {
            same.places.push(at.clone());
            continue;
        }
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, Value::Text(value)))
            .collect();
        found.push(Finding {
            places: vec![at.clone()],
            text: words.t(key, &values),
        });
    }
    found
}

/// The first characters of a text, for a message.
pub fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
