//! Puts a question to the engine and to the reference, and insists on one answer.

use serde::Serialize;
use serde_json::Value;
use slot_finder::{Feed, Query, SummaryQuery, TzZones};

use super::compare::difference;

/// The ranking on which engine and reference agree, or where they differ, and on what.
pub fn compare_rank(feed: &Value, query: &Value, now: i64) -> Result<Value, String> {
    let got = json(&open(feed).rank(&asked(query), now, &TzZones));
    agreed(&got, super::rank(feed, query, now), feed, query, now)
}

/// The board on which engine and reference agree, or where they differ, and on what.
pub fn compare_board(feed: &Value, query: &Value, now: i64) -> Result<Value, String> {
    let got = json(&open(feed).board(&asked(query), now, &TzZones));
    agreed(&got, super::board(feed, query, now), feed, query, now)
}

/// The summary on which engine and reference agree, or where they differ, and on what.
pub fn compare_summary(feed: &Value, query: &Value, now: i64) -> Result<Value, String> {
    let asked = SummaryQuery::from_json(&query.to_string()).unwrap();
    let got = json(&open(feed).summary(&asked, now, &TzZones));
    agreed(&got, super::summary(feed, query, now), feed, query, now)
}

/// The changes on which engine and reference agree, or where they differ, and on what.
pub fn compare_changes(newer: &Value, older: &Value) -> Result<Value, String> {
    let got = json(&open(newer).changes_since(&open(older)));
    agreed(&got, super::changes(newer, older), newer, older, 0)
}

fn open(feed: &Value) -> Feed {
    Feed::open(feed.to_string().into_bytes(), None, &TzZones).unwrap()
}

fn asked(query: &Value) -> Query {
    Query::from_json(&query.to_string()).unwrap()
}

fn json(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap()
}

/// The expected answer if the engine's is the same.
fn agreed(
    got: &Value,
    expected: Value,
    feed: &Value,
    asked: &Value,
    now: i64,
) -> Result<Value, String> {
    match difference(got, &expected) {
        None => Ok(expected),
        Some(difference) => Err(format!(
            "{difference}\nnow: {now}\nasked: {asked}\nfeed: {feed}\n"
        )),
    }
}
