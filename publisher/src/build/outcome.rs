//! Checks the built feed as the page reads it, and summarizes it for people.

use serde_json::{Value, json};
use slot_finder::Feed;

use super::complaint::{Finding, Refusal};
use crate::draft;
use crate::words::{Value as Word, Words};
use crate::zones::LocalZones;

/// Reads the feed as the page will, and fails if the page would leave anything out.
///
/// # Errors
/// With everything that the page would leave out.
pub fn check(bytes: &[u8], words: &Words) -> Result<(), Refusal> {
    let feed = Feed::open(bytes.to_vec(), None, &LocalZones);
    let findings: Vec<Finding> = match feed {
        Err(error) => Refusal::one("feed", error.to_string()).findings,
        Ok(feed) => {
            let problems = feed.problems().into_iter();
            problems
                .map(|problem| Finding {
                    places: vec![problem.pointer],
                    text: problem.message,
                    is_note: false,
                })
                .collect()
        }
    };
    if findings.is_empty() {
        return Ok(());
    }
    let head = words.t("build.problems", &[]);
    Err(Refusal { head, findings })
}

/// A summary of the feed for people.
pub fn summary(feed: &draft::Feed, file: &str, words: &Words) -> String {
    let rows = || feed.offices.iter().flat_map(|office| &office.quota);
    let number = |n: usize| Word::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let places = rows()
        .flat_map(|row| &row.open)
        .flatten()
        .filter(|open| **open > 0);
    let places: i64 = places.map(|&open| i64::from(open)).sum();
    let last = |row: &draft::Row| {
        row.from
            .plus(i32::try_from(row.open.len()).unwrap_or(1) - 1)
    };
    let days = (rows().map(|row| row.from).min(), rows().map(last).max());
    let (Some(from), Some(to)) = days else {
        return String::new();
    };
    let (from, to) = (from.to_string(), to.to_string());
    let days = rows().flat_map(|row| row.from.up_to(last(row)));
    let days = days.collect::<std::collections::BTreeSet<_>>().len();
    let values = [
        ("file", Word::Text(file)),
        ("offices", number(feed.offices.len())),
        ("rows", number(rows().count())),
        ("days", number(days)),
        ("places", Word::Number(places)),
        ("from", Word::Text(&from)),
        ("to", Word::Text(&to)),
    ];
    let mut told = words.t("build.done", &values).trim_start().to_owned() + "\n";
    let empty = feed.offices.iter().filter(|office| office.quota.is_empty());
    let empty: Vec<&str> = empty.map(|office| office.name.as_str()).collect();
    if !empty.is_empty() {
        told += &words.t(
            "build.done_empty",
            &[("names", Word::Text(&empty.join(", ")))],
        );
        told.push('\n');
    }
    let made = feed.envelope.get("generated_at").and_then(Value::as_str);
    if made.is_some_and(|made| made.get(..10) > Some(&to)) {
        told += &words.t("build.done_past", &[]);
        told.push('\n');
    }
    if feed.envelope.get("sample") == Some(&json!(true)) {
        told += &words.t("build.done_sample", &[]);
        told.push('\n');
    }
    told
}
