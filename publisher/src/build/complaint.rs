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
    /// Whether it is to be known only, beside what must be corrected.
    #[serde(rename = "note")]
    pub is_note: bool,
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
            findings: vec![Finding {
                places,
                text,
                is_note: false,
            }],
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

    /// Whether there is a complaint of this kind.
    pub fn has(&self, key: &str) -> bool {
        self.complaints.iter().any(|complaint| complaint.key == key)
    }

    /// Returns the valid value, or records a complaint.
    pub fn ok<T>(&mut self, at: impl FnOnce() -> String, read: Result<T, Wrong>) -> Option<T> {
        read.map_err(|(key, values)| self.add(at(), key, &values))
            .ok()
    }

    /// The notes.
    pub fn notes(&self, words: &Words) -> Vec<Finding> {
        findings(&self.notes, true, words)
    }

    /// Fails if there are complaints, with all of them.
    ///
    /// # Errors
    /// If there are complaints.
    pub fn settle(&self, source: &str, words: &Words) -> Result<(), Refusal> {
        if self.complaints.is_empty() {
            return Ok(());
        }
        let mut findings = findings(&self.complaints, false, words);
        let count = i64::try_from(findings.len()).unwrap_or(i64::MAX);
        // What is hidden may be what is missing.
        let hidden = self.notes.iter();
        let hidden = hidden.filter(|note| note.key.starts_with("build.hidden_"));
        findings.extend(self::findings(hidden, true, words));
        let head = words.t(
            "build.complaints",
            &[("source", Value::Text(source)), ("n", Value::Number(count))],
        );
        Err(Refusal { head, findings })
    }
}

/// Messages about a habit rather than a slip, such as a column of shares: one finding for all cells, with the first of
/// their values, and what separates these in the sentence.
const HABITS: [(&str, &str); 23] = [
    ("build.month_first", "\", \""),
    ("build.session", "\", \""),
    ("build.formula", ", "),
    ("build.percent", ", "),
    ("build.money", ", "),
    ("build.number_format", ", "),
    ("build.is_date", ", "),
    ("build.fraction", ", "),
    ("build.invisible", ", "),
    ("build.struck", ", "),
    ("build.count", "\", \""),
    ("build.negative", ", "),
    ("build.merged", ", "),
    ("build.date", "\", \""),
    ("build.date_serial", ", "),
    ("build.date_day", ", "),
    ("build.date_number", ", "),
    ("build.date_time", ", "),
    ("build.date_year", "\", \""),
    ("build.date_none", "\", \""),
    ("build.date_weekday", "\", \""),
    ("build.day_twice", ", "),
    ("build.weekday_other", ", "),
];

/// How many values of a habit are named.
const NAMED_VALUES: usize = 3;

/// The places and the values of one finding, as long as more may be added.
struct Gathered<'a> {
    key: &'static str,
    places: Vec<String>,
    /// The distinct values of each name.
    values: Vec<(&'static str, Vec<&'a str>)>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, Complaint { at, values, .. }: &'a Complaint) {
        self.places.push(at.clone());
        for (name, value) in values {
            match self.values.iter_mut().find(|(known, _)| known == name) {
                Some((_, known)) if known.contains(&value.as_str()) => {}
                Some((_, known)) => known.push(value),
                None => self.values.push((name, vec![value])),
            }
        }
    }

    fn finding(self, words: &Words, is_note: bool) -> Finding {
        let between = HABITS.iter().find(|(key, _)| *key == self.key);
        let between = between.map_or(", ", |(_, between)| between);
        let values = self.values.into_iter().map(|(name, values)| {
            let named: Vec<_> = values.into_iter().take(NAMED_VALUES).collect();
            (name, named.join(between))
        });
        let values: Values = values.collect();
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, Value::Text(value)))
            .collect();
        Finding {
            places: self.places,
            text: words.t(self.key, &values),
            is_note,
        }
    }
}

/// The complaints in words, in order of their first places.
fn findings<'a>(
    complaints: impl IntoIterator<Item = &'a Complaint>,
    is_note: bool,
    words: &Words,
) -> Vec<Finding> {
    let mut found: Vec<Gathered> = Vec::new();
    let mut known: HashMap<(&str, Option<&Values>), usize> = HashMap::new();
    for complaint in complaints {
        let Complaint { key, values, .. } = complaint;
        let is_habit = HABITS.iter().any(|(habit, _)| habit == key);
        let next = found.len();
        let index = *known
            .entry((key, (!is_habit).then_some(values)))
            .or_insert(next);
        if index == next {
            found.push(Gathered {
                key,
                places: Vec::new(),
                values: Vec::new(),
            });
        }
        if let Some(same) = found.get_mut(index) {
            same.add(complaint);
        }
    }
    let found = found.into_iter();
    found.map(|found| found.finding(words, is_note)).collect()
}

/// The first characters of a text, for a message.
pub fn cut(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
