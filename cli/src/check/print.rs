//! Prints findings for people: by severity and rule, equal ones folded, with a verdict at the end.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::io::{self, IsTerminal};

use slot_checker::{Finding, Severity};

use super::Report;
use slot_publisher::words::{Value, Words, plain};

/// Shows at most this many different sentences of a rule, and this many places for each.
const SENTENCES: usize = 5;
const PLACES: usize = 3;

/// Whether standard output is a terminal that allows colours (<https://no-color.org>).
pub fn may_colour() -> bool {
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stdout().is_terminal() && !refused && !dumb
}

/// The findings as text.
pub fn write(report: &Report<'_>, words: &Words, colour: bool) -> String {
    let mut out = Page {
        text: String::new(),
        words,
        colour,
    };
    let mut rest = report.findings;
    while let Some(first) = rest.first() {
        let same = rest
            .iter()
            .take_while(|found| (found.severity, found.rule) == (first.severity, first.rule))
            .count();
        let (group, tail) = rest.split_at(same);
        out.group(first, group);
        rest = tail;
    }
    out.verdict(report);
    out.text
}

struct Page<'w> {
    text: String,
    words: &'w Words,
    colour: bool,
}

impl Page<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{:indent$}{text}", "");
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }

    fn severity(&self, severity: Severity, n: usize) -> String {
        let (key, code) = match severity {
            Severity::Error => ("command.check.error", "1;31"),
            Severity::Warning => ("command.check.warning", "1;33"),
            Severity::Hint => ("command.check.hint", "1;36"),
        };
        self.paint(code, &self.words.t(key, &[("n", number(n))]))
    }

    fn group(&mut self, first: &Finding, group: &[Finding]) {
        let heading = self.severity(first.severity, group.len());
        let rule = self.paint("1", first.rule);
        self.line(0, &format!("{heading}: {rule}"));
        let mut sentences: Vec<&str> = Vec::new();
        let mut places: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
        for found in group {
            let same = places.entry(&found.what).or_default();
            if same.is_empty() {
                sentences.push(&found.what);
            }
            same.push(found);
        }
        for what in sentences.iter().take(SENTENCES) {
            let found = places.get(what).map_or(&[][..], Vec::as_slice);
            self.line(2, &plain(what));
            for found in found.iter().take(PLACES) {
                let place = self.place(found);
                if !place.is_empty() {
                    let place = self.paint("2", &place);
                    self.line(4, &place);
                }
            }
            self.more(
                "command.check.places",
                4,
                found.len().saturating_sub(PLACES),
            );
        }
        self.more(
            "command.check.more",
            2,
            sentences.len().saturating_sub(SENTENCES),
        );
        for (key, text) in [
            ("command.check.why", &first.why),
            ("command.check.fix", &first.fix),
        ] {
            let label = self.words.t(key, &[]);
            self.line(2, &format!("{} {}", self.paint("1", &label), plain(text)));
        }
        self.text.push('\n');
    }

    fn more(&mut self, key: &str, indent: usize, n: usize) {
        if n > 0 {
            let text = self.words.t(key, &[("n", number(n))]);
            self.line(indent, &text);
        }
    }

    /// The position: the part's file, pointer, office, line and column.
    fn place(&self, found: &Finding) -> String {
        let mut parts: Vec<String> = found.file.as_deref().map(plain).into_iter().collect();
        if !found.pointer.is_empty() {
            parts.push(plain(&found.pointer));
        }
        parts.extend(
            found
                .office
                .as_deref()
                .or(found.office_id.as_deref())
                .map(plain),
        );
        if let (Some(line), Some(column)) = (found.line, found.column)
            && !(found.pointer.is_empty() && line == 1 && column == 1)
        {
            let values = [("line", i64::from(line)), ("column", i64::from(column))];
            let values = values.map(|(name, n)| (name, Value::Number(n)));
            parts.push(self.words.t("command.check.line", &values));
        }
        parts.join(", ")
    }

    fn verdict(&mut self, report: &Report<'_>) {
        let counts = [
            (Severity::Error, report.errors),
            (Severity::Warning, report.warnings),
            (Severity::Hint, report.hints),
        ];
        let counts = counts.iter().filter(|(_, n)| *n > 0);
        let counts: Vec<String> = counts
            .map(|(severity, n)| self.severity(*severity, *n))
            .collect();
        let key = if report.errors > 0 {
            "command.check.verdict.errors"
        } else if report.warnings > 0 {
            "command.check.verdict.warnings"
        } else if report.hints > 0 {
            "command.check.verdict.hints"
        } else {
            "command.check.verdict.clean"
        };
        let verdict = self.words.t(key, &[]);
        let counts = counts.join(", ");
        let dot = if counts.is_empty() { "" } else { ". " };
        let feed = plain(report.feed);
        self.line(0, &format!("{feed}: {counts}{dot}{verdict}"));
    }
}

fn number(n: usize) -> Value<'static> {
    Value::Number(i64::try_from(n).unwrap_or(i64::MAX))
}
