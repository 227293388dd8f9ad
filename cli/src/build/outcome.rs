//! Checks the built feed as the page reads it, and summarizes it for people.

use std::path::Path;

use serde_json::{Value, json};
use slot_finder::{Feed, TzZones};

use crate::draft;
use crate::failure::Failure;
use crate::words::{Value as Word, Words};

/// Reads the feed as the page will, and fails if the page would leave anything out.
pub fn check(bytes: &[u8], words: &Words) -> Result<(), Failure> {
    let feed = Feed::open(bytes.to_vec(), None, &TzZones);
    let lines = match feed {
        Err(error) => vec![format!("  {error}")],
        Ok(feed) => {
            let problems = feed.problems().into_iter();
            problems
                .map(|problem| format!("  {}: {}", problem.pointer, problem.message))
                .collect()
        }
    };
    if lines.is_empty() {
        return Ok(());
    }
    let head = words.t("build.problems", &[]);
    Err(Failure::new(
        crate::words::plain(&head) + "\n" + &lines.join("\n"),
    ))
}

/// A summary of the feed for people.
pub fn summary(feed: &draft::Feed, output: Option<&Path>, words: &Words) -> String {
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
    let file = output
        .map(|path| path.display().to_string())
        .unwrap_or_default();
    let days = rows().flat_map(|row| row.from.up_to(last(row)));
    let days = days.collect::<std::collections::BTreeSet<_>>().len();
    let values = [
        ("file", Word::Text(&file)),
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
