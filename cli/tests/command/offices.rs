//! Compares the sample's offices with the project's facts, if they are available.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::running::{list, sample, string};

/// Splits a line of CSV at its commas, except within quotation marks.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields.last_mut().unwrap().push(c),
        }
    }
    fields
}

#[test]
fn offices_match_the_verified_names_positions_and_reported_places() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/data/offices_jatim.csv"
    );
    let Ok(facts) = fs::read_to_string(path) else {
        eprintln!("skipped: the facts about the offices are not beside the project");
        return;
    };
    let mut lines = facts.lines();
    let heading = fields(lines.next().unwrap());
    let rows: Vec<BTreeMap<_, _>> = lines
        .map(|line| heading.iter().cloned().zip(fields(line)).collect())
        .collect();
    let verified: Vec<_> = rows
        .iter()
        .filter(|row| row["status"] != "unverified")
        .collect();
    let feed = sample("--start 2026-11-23");
    let offices = list(&feed["offices"]);
    assert_eq!((verified.len(), offices.len()), (25, 25));
    for (fact, office) in verified.iter().zip(offices) {
        assert_eq!(string(&office["id"]), fact["id"]);
        assert_eq!(string(&office["name"]), fact["name"]);
        assert_eq!(string(&office["kind"]), fact["kind"]);
        assert_eq!(
            office["parent"].as_str().unwrap_or_default(),
            fact["parent"]
        );
        assert_eq!(
            office["lat"].as_f64(),
            fact["lat"].parse().ok(),
            "{}",
            fact["id"]
        );
        assert_eq!(
            office["lon"].as_f64(),
            fact["lon"].parse().ok(),
            "{}",
            fact["id"]
        );
        assert_eq!(string(&office["aliases"][0]), fact["city"]);
        // An office point is exact; every other position says in words how far off it may be.
        let approximate = !fact["coordinate_precision"].starts_with("office point")
            || office["id"] == "kanim-jember";
        let notes = list(&office["notes"])
            .iter()
            .any(|note| string(&note["id"]).contains("perkiraan"));
        assert_eq!(
            (office["approx_km"].is_number(), notes),
            (approximate, approximate),
            "{}",
            fact["id"]
        );
        let daily = fact["daily_quota_reported"].parse::<u64>().ok();
        let rows = list(&office["quota"])
            .iter()
            .filter(|row| row["event"].is_null());
        let totals: Option<u64> = rows.map(|row| row["total"].as_u64()).sum();
        assert_eq!(totals, daily, "{}", fact["id"]);
    }
}

#[test]
fn three_places_of_the_press_add_up_over_services_hours_and_walk_in() {
    let feed = sample("--start 2026-11-23");
    let totals = |id: &str, wanted: fn(&Value) -> bool| -> u64 {
        let rows = list(&crate::running::office(&feed, id)["quota"]).iter();
        rows.filter(|row| row["event"].is_null() && wanted(row))
            .map(|row| row["total"].as_u64().unwrap())
            .sum()
    };
    assert_eq!(totals("kanim-surabaya", |_| true), 200);
    assert_eq!(totals("kanim-malang", |_| true), 150);
    assert_eq!(
        totals("mpp-trenggalek", |row| row["channel"] == "walk_in"),
        15
    );
    assert_eq!(
        totals("mpp-trenggalek", |row| row["channel"] != "walk_in"),
        20
    );
}
