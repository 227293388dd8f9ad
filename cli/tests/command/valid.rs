//! Checks a feed's validity in its JSON, section by section, without the engine.

use std::collections::BTreeSet;

use serde_json::Value;
use slot_finder::{Date, parse_rfc3339};

use crate::running::{list, string};

/// Panics if a feed of the command breaks a rule of the format.
pub fn check(feed: &Value) {
    assert_eq!(
        (string(&feed["format"]), string(&feed["version"])),
        ("slot-feed", "1.0")
    );
    let generated = instant(&feed["generated_at"]);
    let seconds = |field: &str| feed[field].as_u64().unwrap();
    assert!(seconds("stale_after") >= 60 && seconds("expires_after") >= seconds("stale_after"));
    assert_eq!(
        (string(&feed["language"]), string(&feed["time_zone"])),
        ("id", "Asia/Jakarta")
    );
    text(&feed["publisher"]["name"]);
    text(&feed["attribution"]);
    text(&feed["exempt"]);
    booking(&feed["booking"]);
    text(&feed["release"]["rule"]);
    assert!(instant(&feed["release"]["next_at"]) > generated);
    closures(&feed["closed"]);
    let services = ids(&feed["services"]);
    let kinds = ids(&feed["kinds"]);
    let regions = ids(&feed["regions"]);
    for named in ["services", "kinds", "regions"]
        .into_iter()
        .flat_map(|field| list(&feed[field]))
    {
        text(&named["name"]);
        list(&named["bring"]).iter().for_each(text);
    }
    let offices = ids(&feed["offices"]);
    for office in list(&feed["offices"]) {
        let id = string(&office["id"]);
        assert!(!string(&office["name"]).is_empty(), "{id}");
        assert!(
            kinds.contains(string(&office["kind"])) && regions.contains(string(&office["region"])),
            "{id}"
        );
        assert!(
            office["short"]
                .as_str()
                .is_none_or(|short| (1..=24).contains(&short.chars().count())),
            "{id}"
        );
        assert!(
            office["parent"]
                .as_str()
                .is_none_or(|parent| offices.contains(parent)),
            "{id}"
        );
        let (lat, lon) = (
            office["lat"].as_f64().unwrap(),
            office["lon"].as_f64().unwrap(),
        );
        assert!(
            (-11.3..6.3).contains(&lat) && (94.7..141.3).contains(&lon),
            "{id} is at {lat}, {lon}"
        );
        assert!(
            office["time_zone"]
                .as_str()
                .is_none_or(|zone| zone.starts_with("Asia/")),
            "{id}"
        );
        assert!(
            office["observed_at"].is_null() || instant(&office["observed_at"]) <= generated,
            "{id}"
        );
        assert!(
            office["release"].is_null() || instant(&office["release"]["next_at"]) > generated,
            "{id}"
        );
        list(&office["notes"]).iter().for_each(text);
        closures(&office["closed"]);
        assert!((1..=500).contains(&list(&office["quota"]).len()), "{id}");
        for row in list(&office["quota"]) {
            self::row(row, &services);
        }
    }
}

fn row(row: &Value, services: &BTreeSet<&str>) {
    assert!(services.contains(string(&row["service"])), "{row}");
    assert!(
        matches!(row["channel"].as_str(), None | Some("app" | "walk_in")),
        "{row}"
    );
    assert!(
        matches!(
            row["precision"].as_str(),
            None | Some("at_least" | "estimate")
        ),
        "{row}"
    );
    date(&row["from"]);
    if let Some(session) = row["session"].as_object() {
        assert!(string(&session["start"]) < string(&session["end"]), "{row}");
    }
    if let Some(event) = row["event"].as_object() {
        assert!(is_id(string(&event["id"])), "{row}");
        text(&event["name"]);
        text(&event["note"]);
    }
    let total = row["total"].as_i64();
    assert!((1..=1_000).contains(&list(&row["open"]).len()), "{row}");
    for cell in list(&row["open"]).iter().filter(|cell| !cell.is_null()) {
        let open = cell.as_i64().unwrap();
        assert!(
            (-1..=1_000_000).contains(&open) && total.is_none_or(|total| open <= total),
            "{row}"
        );
    }
}

fn booking(booking: &Value) {
    for link in ["web", "android", "ios"] {
        assert!(string(&booking[link]).starts_with("https://"));
    }
    assert_eq!(
        (booking["lead_days"].as_u64(), booking["max_party"].as_u64()),
        (Some(1), Some(5))
    );
    assert!(list(&booking["steps"]).len() >= 3);
    list(&booking["steps"]).iter().for_each(text);
}

fn closures(closed: &Value) {
    for closure in list(closed) {
        assert!(date(&closure["from"]) <= date(&closure["to"]));
        text(&closure["reason"]);
    }
}

/// A text in both languages of the page.
fn text(value: &Value) {
    for language in ["id", "en"] {
        let words = string(&value[language]);
        assert!(
            !words.trim().is_empty() && words.chars().count() <= 2_000,
            "{value}"
        );
        assert!(!words.contains(['<', '>']), "{value}");
    }
}

/// The ids of a list, all different.
fn ids(items: &Value) -> BTreeSet<&str> {
    let ids: BTreeSet<_> = list(items).iter().map(|item| string(&item["id"])).collect();
    assert_eq!(ids.len(), list(items).len());
    assert!(ids.iter().all(|id| is_id(id)), "{ids:?}");
    ids
}

fn is_id(id: &str) -> bool {
    (1..=64).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._:~-".contains(&b))
}

pub fn date(value: &Value) -> Date {
    Date::parse(string(value)).unwrap_or_else(|| panic!("{value} is no date"))
}

pub fn instant(value: &Value) -> i64 {
    parse_rfc3339(string(value)).unwrap_or_else(|| panic!("{value} is no instant"))
}
