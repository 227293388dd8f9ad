//! Tests which offices have columns; that answers are the same with and without is for the tests of answers.

use serde_json::{Value, json};

use crate::feed::Feed;
use crate::native::TzZones;

fn has_columns(quota: &Value) -> bool {
    let feed = json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "offices": [{"id": "o", "name": "O", "quota": quota}],
    });
    let feed = Feed::open(feed.to_string().into(), None, &TzZones).unwrap();
    feed.sites.first().unwrap().rows.is_some()
}

fn row(from: &str, open: &[i32]) -> Value {
    json!({"service": "s", "from": from, "open": open})
}

fn same_day(open: i32) -> Value {
    row("2026-11-23", &[open])
}

#[test]
fn rows_of_a_series_reach_over_at_most_2000_days_together() {
    let cells = vec![1; 1000];
    // The 1,001st and the 1,002nd day of the first row.
    for (second, fits) in [("2028-09-27", true), ("2028-09-28", false)] {
        let rows = [row("2026-01-01", &cells), row(second, &cells)];
        assert_eq!(has_columns(&json!(rows)), fits, "{second}");
        let [first, second] = rows;
        assert_eq!(has_columns(&json!([second, first])), fits);
    }
    let mut other = row("2028-09-28", &cells);
    other["service"] = json!("t");
    assert!(has_columns(&json!([row("2026-01-01", &cells), other])));
}

#[test]
fn sums_of_places_fit_16_bits() {
    let rows = |cells: &[i32]| json!(cells.iter().map(|cell| same_day(*cell)).collect::<Vec<_>>());
    assert!(has_columns(&rows(&[32_767])));
    assert!(!has_columns(&rows(&[32_768])));
    assert!(has_columns(&rows(&[30_000, 2767])));
    assert!(!has_columns(&rows(&[30_000, 2768])));
    // No service and a day that is not known take nothing off.
    assert!(!has_columns(&rows(&[32_767, -1, 1])));
    let mut other = same_day(1);
    other["service"] = json!("t");
    assert!(has_columns(&json!([same_day(32_767), other])));
    // Plain cells are read only where the largest ones would not fit.
    assert!(has_columns(&rows(&[999; 32])));
    assert!(!has_columns(&rows(&[999; 33])));
    assert!(has_columns(&rows(&[9; 33])));
}

#[test]
fn one_broken_row_leaves_its_office_without_columns() {
    for broken in [
        json!({"service": 7, "from": "2026-11-23", "open": [1]}),
        json!({"service": "s", "from": "someday", "open": [1]}),
        json!({"service": "s", "from": "2026-11-23", "open": 1}),
        json!({"service": "s", "from": "2026-11-23"}),
        json!("a row"),
    ] {
        for rows in [[broken.clone(), same_day(1)], [same_day(1), broken.clone()]] {
            assert!(!has_columns(&json!(rows)), "{broken}");
        }
    }
    assert!(has_columns(&json!([same_day(1), same_day(2)])));
    assert!(has_columns(&json!([])));
}
