//! Asks the engine and the reference, and requires the same answer.

use serde::Serialize;
use serde_json::Value;
use slot_finder::{Feed, Query, SummaryQuery, TzZones};

use super::compare::difference;

/// A feed, opened once: the engine caches what it has read, and later questions use that.
pub struct Both<'a> {
    feed: &'a Value,
    engine: Feed,
}

impl<'a> Both<'a> {
    /// Opens a valid feed.
    pub fn open(feed: &'a Value) -> Self {
        Self::open_as(feed, &feed.to_string())
    }

    /// Opens a valid feed, giving the engine an equivalent text in another notation.
    pub fn open_as(feed: &'a Value, text: &str) -> Self {
        Both {
            feed,
            engine: Feed::open(text.into(), None, &TzZones).unwrap(),
        }
    }

    /// The common ranking of engine and reference, or the place and values of a difference.
    pub fn rank(&self, query: &Value, now: i64) -> Result<Value, String> {
        let got = json(&self.engine.rank(&asked(query), now, &TzZones));
        agreed(
            &got,
            super::rank(self.feed, query, now),
            self.feed,
            query,
            now,
        )
    }

    /// The common board of engine and reference, or the place and values of a difference.
    pub fn board(&self, query: &Value, now: i64) -> Result<Value, String> {
        let got = json(&self.engine.board(&asked(query), now, &TzZones));
        agreed(
            &got,
            super::board(self.feed, query, now),
            self.feed,
            query,
            now,
        )
    }

    /// The common summary of engine and reference, or the place and values of a difference.
    pub fn summary(&self, query: &Value, now: i64) -> Result<Value, String> {
        let asked = SummaryQuery::from_json(&query.to_string()).unwrap();
        let got = json(&self.engine.summary(&asked, now, &TzZones));
        agreed(
            &got,
            super::summary(self.feed, query, now),
            self.feed,
            query,
            now,
        )
    }

    /// The common changes of engine and reference, or the place and values of a difference.
    pub fn changes_since(&self, older: &Both) -> Result<Value, String> {
        let got = json(&self.engine.changes_since(&older.engine));
        agreed(
            &got,
            super::changes(self.feed, older.feed),
            self.feed,
            older.feed,
            0,
        )
    }
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
