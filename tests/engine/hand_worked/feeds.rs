//! Helpers that write the feeds of the cases, and ask engine and reference together.

#![allow(
    clippy::needless_pass_by_value,
    reason = "cases read best with their values in place"
)]

use serde_json::{Value, json};

use crate::reference::both::Both;

/// The instant of an RFC 3339 time, in milliseconds since 1970.
pub fn at(time: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(time)
        .unwrap()
        .timestamp_millis()
}

/// A feed of 22 November 2026, a Sunday, 08:00 in Jakarta, with one default service that is ready on the same day.
pub fn feed(offices: Value) -> Value {
    with(
        json!({
            "format": "slot-feed",
            "version": "1.0",
            "generated_at": "2026-11-22T08:00:00+07:00",
            "language": "id",
            "publisher": {"name": "Contoh"},
            "time_zone": "Asia/Jakarta",
            "services": [{"id": "regular", "name": "Paspor", "default": true}],
        }),
        json!({"offices": offices}),
    )
}

/// An office with rows only.
pub fn office(id: &str, quota: Value) -> Value {
    with(json!({"id": id, "name": id}), json!({"quota": quota}))
}

/// A row of the service "regular" in the app.
pub fn row(from: &str, open: Value) -> Value {
    with(
        json!({"service": "regular", "from": from}),
        json!({"open": open}),
    )
}

/// The first object merged with the fields of the second.
pub fn with(mut object: Value, fields: Value) -> Value {
    let Value::Object(fields) = fields else {
        panic!("fields are an object")
    };
    object.as_object_mut().unwrap().extend(fields);
    object
}

/// The ranking at 08:12 in Jakarta on that Sunday.
pub fn rank(feed: &Value, query: Value) -> Value {
    rank_at("2026-11-22T08:12:00+07:00", feed, &query)
}

/// The board at 08:12 in Jakarta on that Sunday.
pub fn board(feed: &Value, query: Value) -> Value {
    let now = at("2026-11-22T08:12:00+07:00");
    Both::open(feed).board(&query, now).unwrap()
}

/// The ranking at a time.
pub fn rank_at(time: &str, feed: &Value, query: &Value) -> Value {
    Both::open(feed).rank(query, at(time)).unwrap()
}

/// The offers of a ranking, each as (office, date, open places).
pub fn offers(ranking: &Value) -> Vec<(&str, &str, u64)> {
    let offers = ranking["offers"].as_array().unwrap().iter();
    offers
        .map(|offer| {
            let text = |name: &str| offer[name].as_str().unwrap();
            (
                text("officeId"),
                text("date"),
                offer["open"].as_u64().unwrap(),
            )
        })
        .collect()
}
