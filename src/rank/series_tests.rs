//! Tests how dates are found among rows with gaps between them.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};

use crate::date::Date;
use crate::feed::{Feed, Row};
use crate::native::TzZones;
use crate::rank::series::{CoveredDates, last_before};

fn open(quota: &Value) -> Feed {
    let feed = json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "offices": [{"id": "o", "name": "O", "quota": quota}],
    });
    Feed::open(feed.to_string().into(), None, &TzZones).unwrap()
}

fn row(from: &str, days: usize) -> Value {
    json!({"service": "s", "from": from, "open": vec![1; days]})
}

fn rows(feed: &Feed) -> Vec<&Row> {
    feed.quota(0).unwrap().by_series().collect()
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The dates that are given, each as it is written.
fn covered(quota: &Value, first: &str, last: &str, gap_days: i32) -> Vec<String> {
    let feed = open(quota);
    CoveredDates::new(&rows(&feed), date(first), date(last), gap_days)
        .map(|date| date.to_string())
        .collect()
}

#[test]
fn dates_without_a_cell_are_left_out() {
    let quota = json!([row("2026-11-24", 2), row("2026-12-05", 1)]);
    assert_eq!(
        covered(&quota, "2026-11-22", "9999-12-31", 0),
        ["2026-11-24", "2026-11-25", "2026-12-05"]
    );
    assert_eq!(
        covered(&quota, "2026-11-25", "2026-12-04", 0),
        ["2026-11-25"]
    );
}

#[test]
fn a_gap_gives_as_many_days_as_asked_and_the_next_gap_as_many_again() {
    let quota = json!([
        row("2026-11-24", 1),
        row("2026-12-01", 1),
        row("2026-12-09", 1)
    ]);
    assert_eq!(
        covered(&quota, "2026-11-20", "9999-12-31", 2),
        [
            "2026-11-20",
            "2026-11-21",
            "2026-11-24",
            "2026-11-25",
            "2026-11-26",
            "2026-12-01",
            "2026-12-02",
            "2026-12-03",
            "2026-12-09"
        ]
    );
}

#[test]
fn the_calendars_last_day_is_given_once() {
    assert_eq!(
        covered(
            &json!([row("9999-12-30", 2)]),
            "9999-12-30",
            "9999-12-31",
            7
        ),
        ["9999-12-30", "9999-12-31"]
    );
}

#[test]
fn the_last_date_before_another_is_in_any_row_that_has_begun() {
    // The second row begins later and ends sooner than the first.
    let feed = open(&json!([
        row("2026-11-20", 10),
        row("2026-11-23", 2),
        row("2026-12-07", 1)
    ]));
    let before = |text: &str| last_before(&rows(&feed), date(text)).map(|date| date.to_string());
    for (text, last) in [
        ("2026-11-20", None),
        ("2026-11-21", Some("2026-11-20")),
        ("2026-11-25", Some("2026-11-24")),
        ("2026-11-28", Some("2026-11-27")),
        ("2026-12-07", Some("2026-11-29")),
        ("2026-12-08", Some("2026-12-07")),
        ("2026-12-20", Some("2026-12-07")),
    ] {
        assert_eq!(before(text).as_deref(), last, "before {text}");
    }
}
