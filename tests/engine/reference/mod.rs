//! A slow, obvious implementation of every question, to compare the engine with.
//!
//! Takes a feed and a query as plain JSON values, and returns the complete `Ranking`, `Board`, `Summary` or list of
//! `Change`s of the contract as a JSON value. Follows the words of the design alone: straight loops over offices,
//! series, days and rows, no caching, no cleverness, no line shared with the engine. Comments quote the clause that the
//! lines below them implement. Accepts valid feeds and valid queries only.

mod asked;
mod board;
pub mod both;
mod changes;
mod compare;
mod days;
mod describe;
mod model;
mod order;
mod rank;
mod series;
mod shortfall;
mod summary;

use serde_json::Value;

/// The whole `Ranking` for a feed, a query and an instant in milliseconds since 1970.
pub fn rank(feed: &Value, query: &Value, now: i64) -> Value {
    rank::rank(&model::Feed::read(feed), &asked::Query::read(query), now)
}

/// The whole `Board` for a feed, a query and an instant in milliseconds since 1970.
pub fn board(feed: &Value, query: &Value, now: i64) -> Value {
    board::board(&model::Feed::read(feed), &asked::Query::read(query), now)
}

/// The whole `Summary` for a feed, a query of a summary and an instant in milliseconds since 1970.
pub fn summary(feed: &Value, query: &Value, now: i64) -> Value {
    summary::summary(&model::Feed::read(feed), &asked::Query::read(query), now)
}

/// The list of `Change`s that turned the older feed into the newer one.
pub fn changes(newer: &Value, older: &Value) -> Value {
    changes::changes(&model::Feed::read(newer), &model::Feed::read(older))
}
