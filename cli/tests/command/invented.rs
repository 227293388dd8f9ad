//! Tests samples of many offices, as used by tests and benchmarks.

use std::collections::BTreeSet;

use serde_json::Value;
use slot_finder::{Feed, TzZones};

use crate::running::{list, sample, sample_text, string};
use crate::valid;

#[test]
fn fewer_offices_are_the_first_ones_unchanged() {
    let all = sample("--start 2026-11-22");
    let three = sample("--start 2026-11-22 --offices 3");
    assert_eq!(list(&three["offices"]), &list(&all["offices"])[..3]);
}

#[test]
fn more_offices_are_invented_across_the_country_and_say_so() {
    let feed = sample("--start 2026-11-22 --offices 700");
    valid::check(&feed);
    let offices = list(&feed["offices"]);
    assert_eq!(offices.len(), 700);
    assert_eq!(
        &offices[..25],
        list(&sample("--start 2026-11-22")["offices"])
    );
    let zones: BTreeSet<_> = offices
        .iter()
        .filter_map(|office| office["time_zone"].as_str())
        .collect();
    assert_eq!(
        zones,
        BTreeSet::from(["Asia/Jayapura", "Asia/Makassar", "Asia/Pontianak"])
    );
    assert_eq!(list(&feed["regions"]).len(), 34);
    for office in &offices[25..] {
        assert!(
            string(&office["name"]).starts_with("Kantor Contoh K"),
            "{office}"
        );
        assert!(string(&office["id"]).starts_with("contoh-"), "{office}");
    }
    // 514 kabupaten and kota, then the second office of each.
    assert_eq!(
        offices[25]["name"],
        "Kantor Contoh Kabupaten Aceh Selatan 1"
    );
    assert_eq!(
        offices[25 + 514]["name"],
        "Kantor Contoh Kabupaten Aceh Selatan 2"
    );
}

#[test]
fn services_and_days_are_as_many_as_asked_at_every_office() {
    let feed = sample("--start 2026-11-22 --offices 60 --services 5 --days 90");
    valid::check(&feed);
    assert_eq!(list(&feed["services"]).len(), 5);
    for office in list(&feed["offices"]) {
        let rows = list(&office["quota"])
            .iter()
            .filter(|row| row["event"].is_null());
        let rows: Vec<&Value> = rows.collect();
        let services: BTreeSet<_> = rows.iter().map(|row| string(&row["service"])).collect();
        assert_eq!(services.len(), 5, "{office}");
        assert!(
            rows.iter()
                .all(|row| list(&row["open"]).len() == 90 && row["from"] == "2026-11-22")
        );
    }
    let one = sample("--start 2026-11-22 --services 1 --days 1");
    valid::check(&one);
    assert!(
        list(&one["offices"])
            .iter()
            .flat_map(|office| list(&office["quota"]))
            .all(|row| row["service"] == "regular")
    );
}

#[test]
fn thousands_of_offices_are_read_by_the_engine_without_a_problem() {
    let text = sample_text("--start 2026-11-22 --offices 3000 --services 2 --days 20");
    let feed = Feed::open(text.into_bytes(), None, &TzZones).unwrap();
    assert_eq!(feed.about(None).offices, 3_000);
    assert_eq!(feed.problems().len(), 0);
}
