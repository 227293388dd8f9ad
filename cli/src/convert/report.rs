//! Reports what a conversion repaired, trusted or left out: kinds with counts and first examples.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use slot_publisher::words::{Value as Word, Words, plain};

/// Keeps this many examples of each kind.
const EXAMPLES: usize = 3;
/// The longest example, in characters.
const EXAMPLE_LENGTH: usize = 160;

/// What happened to something in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Repaired.
    Repaired,
    /// Kept, with an assumed meaning.
    Understood,
    /// Left out of the feed.
    LeftOut,
}

/// Declares the kinds with their groups and codes.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $group:ident $code:literal,)*) => {
        /// One kind of report; its sentence is the message `convert.<code>`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind { $($(#[$doc])* $kind,)* }

        impl Kind {
            /// Every kind, in the order of reports.
            #[cfg(test)]
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// Its stable code.
            pub fn code(self) -> &'static str {
                match self { $(Self::$kind => $code,)* }
            }

            /// What happened to it.
            pub fn group(self) -> Group {
                match self { $(Self::$kind => Group::$group,)* }
            }
        }
    };
}

kinds! {
    NameCapitals Repaired "name-capitals",
    NameMissing Repaired "name-missing",
    TextSpaces Repaired "text-spaces",
    TextCleaned Repaired "text-cleaned",
    TextCut Repaired "text-cut",
    IdDerived Repaired "id-derived",
    IdShared Repaired "id-shared",
    LinkRepaired Repaired "link-repaired",
    PositionText Repaired "position-text",
    PositionRepaired Repaired "position-repaired",
    NumberText Repaired "number-text",
    CellCut Repaired "cell-cut",
    DosesCut Repaired "doses-cut",
    DateForm Repaired "date-form",
    OffsetWrong Repaired "offset-wrong",
    OffsetMissing Repaired "offset-missing",
    TimeFuture Repaired "time-future",
    TimeMissing Repaired "time-missing",
    SessionCut Repaired "session-cut",
    SessionDropped Repaired "session-dropped",
    SessionsMerged Repaired "sessions-merged",
    LinksMerged Repaired "links-merged",
    Encoding Repaired "encoding",
    NoService Understood "no-service",
    ZeroUnclear Understood "zero-unclear",
    AtLeast Understood "at-least",
    OneDay Understood "one-day",
    CountsDiffer Understood "counts-differ",
    Contradiction Understood "contradiction",
    Overlap Understood "overlap",
    PastDays Understood "past-days",
    ZoneShared Understood "zone-shared",
    SlotIdShared Understood "slot-id-shared",
    FileBeside Understood "file-beside",
    PositionMissing Understood "position-missing",
    QuotaMissing Understood "quota-missing",
    Record LeftOut "record",
    Line LeftOut "line",
    OfficeRepeated LeftOut "office-repeated",
    OfficeZone LeftOut "office-zone",
    OfficesMany LeftOut "offices-many",
    PositionBad LeftOut "position-bad",
    PositionWhole LeftOut "position-whole",
    Link LeftOut "link",
    Phone LeftOut "phone",
    Day LeftOut "day",
    DayRepeated LeftOut "day-repeated",
    DayFar LeftOut "day-far",
    Number LeftOut "number",
    RowsMany LeftOut "rows-many",
    ServicesMany LeftOut "services-many",
    Dayless LeftOut "dayless",
    SlotRepeated LeftOut "slot-repeated",
    SlotOrphan LeftOut "slot-orphan",
    SlotStatus LeftOut "slot-status",
    SlotTime LeftOut "slot-time",
    PlaceUnknown LeftOut "place-unknown",
    PlacesLost LeftOut "places-lost",
    Doses LeftOut "doses",
    Field LeftOut "field",
    File LeftOut "file",
}

/// The count of a kind, and its first examples.
#[derive(Clone, Debug, Default)]
struct Entry {
    count: u64,
    examples: Vec<String>,
}

/// The report of a conversion.
#[derive(Clone, Debug, Default)]
pub struct Report {
    entries: BTreeMap<Kind, Entry>,
}

impl Report {
    /// Records one case; makes the example only while more are kept.
    pub fn note(&mut self, kind: Kind, example: impl FnOnce() -> String) {
        self.count(kind, 1, example);
    }

    /// Records several cases with one example.
    pub fn count(&mut self, kind: Kind, count: u64, example: impl FnOnce() -> String) {
        if count == 0 {
            return;
        }
        let entry = self.entries.entry(kind).or_default();
        entry.count += count;
        if entry.examples.len() < EXAMPLES {
            let example = shortened(&example());
            if !example.is_empty() && !entry.examples.contains(&example) {
                entry.examples.push(example);
            }
        }
    }

    /// The count of a kind.
    #[cfg(test)]
    pub fn met(&self, kind: Kind) -> u64 {
        self.entries.get(&kind).map_or(0, |entry| entry.count)
    }

    /// The report for people: a group, then a line for each kind with its count and first examples.
    pub fn to_text(&self, words: &Words) -> String {
        let mut text = String::new();
        let width = self
            .entries
            .values()
            .map(|entry| number(words, entry.count).len());
        let width = width.max().unwrap_or_default();
        for (group, key) in [
            (Group::Repaired, "convert.repaired"),
            (Group::Understood, "convert.understood"),
            (Group::LeftOut, "convert.left-out"),
        ] {
            let mut entries = self
                .entries
                .iter()
                .filter(|(kind, _)| kind.group() == group)
                .peekable();
            if entries.peek().is_some() {
                text.push_str(&words.t(key, &[]));
                text.push('\n');
            }
            for (kind, entry) in entries {
                let sentence = words.t(&format!("convert.{}", kind.code()), &[]);
                let count = number(words, entry.count);
                // Writing to a string cannot fail.
                let _ = writeln!(text, "  {count:>width$}  {sentence}");
                for example in &entry.examples {
                    let _ = writeln!(text, "  {:width$}    {example}", "");
                }
            }
        }
        text
    }

    /// The report for programs: an object for each kind, by code.
    pub fn to_json(&self) -> Value {
        let entries = self.entries.iter().map(|(kind, entry)| {
            let group = match kind.group() {
                Group::Repaired => "repaired",
                Group::Understood => "understood",
                Group::LeftOut => "left_out",
            };
            let value = json!({"group": group, "count": entry.count, "examples": entry.examples});
            (kind.code().to_owned(), value)
        });
        Value::Object(entries.collect::<Map<_, _>>())
    }
}

fn number(words: &Words, count: u64) -> String {
    words.t(
        "convert.count",
        &[("n", Word::Number(i64::try_from(count).unwrap_or(i64::MAX)))],
    )
}

/// Makes an example fit on a line, without control characters that reach the terminal.
fn shortened(example: &str) -> String {
    let example = plain(&example.replace(['\n', '\r', '\t'], " "));
    if example.chars().count() <= EXAMPLE_LENGTH {
        return example;
    }
    let mut cut: String = example.chars().take(EXAMPLE_LENGTH - 1).collect();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use slot_publisher::words::Language;

    #[test]
    fn every_kind_has_a_sentence_in_both_languages() {
        for language in [Language::Indonesian, Language::English] {
            let words = Words::new(language).unwrap();
            for kind in Kind::ALL {
                let key = format!("convert.{}", kind.code());
                assert_ne!(words.t(&key, &[]), key);
            }
        }
    }

    #[test]
    fn all_are_counted_and_the_first_are_shown() {
        let mut report = Report::default();
        for n in 1..=1_200 {
            report.note(Kind::Link, || format!("http://x/{n}\u{1b}[2J"));
        }
        report.note(Kind::NameCapitals, || "KEDIRI".to_owned());
        let text = report.to_text(&Words::new(Language::English).unwrap());
        assert!(text.contains("1,200  "), "{text}");
        assert!(
            text.contains("http://x/3[2J\n") && !text.contains("http://x/4"),
            "{text}"
        );
        // Repairs come before omissions.
        assert!(text.find("KEDIRI") < text.find("http://x/1"), "{text}");
        assert_eq!(report.to_json()["link"]["count"], 1_200);
    }
}
