//! Checks split feeds: what an entry says of its parts, and rules of offices in parts.

use serde_json::{Value, json};
use slot_checker::{Finding, PartFile, Severity, check, check_split};
use slot_finder::{TzZones, parse_rfc3339};

use crate::checking::{NOW, feed, office, row};

/// The rules that have their cases here.
pub const RULES: [&str; 3] = ["bad-part", "wrong-part", "unread-parts"];

/// A split feed: its entry, and each part with the hash that its file has.
struct Split {
    entry: Value,
    parts: Vec<(Value, String)>,
}

/// A hash of the right form.
fn hash(digit: char) -> String {
    format!("sha256-{}=", digit.to_string().repeat(43))
}

/// The good feed in two parts, west and east of 112.3 degrees.
fn split() -> Split {
    let mut entry = feed();
    entry["regions"] = json!([{"id": "barat", "name": "Barat"}, {"id": "timur", "name": "Timur"}]);
    let offices = entry.as_object_mut().unwrap().remove("offices").unwrap();
    let (mut west, mut east) = (Vec::new(), Vec::new());
    for office in offices.as_array().unwrap() {
        let mut office = office.clone();
        let is_west = office["lon"].as_f64().unwrap() < 112.3;
        office["region"] = json!(if is_west { "barat" } else { "timur" });
        if is_west { &mut west } else { &mut east }.push(office);
    }
    entry["generation"] = json!("5c1d");
    entry["parts"] = json!([
        {"url": "parts/west.json", "integrity": hash('w'), "bbox": [111.9498, -8.0624, 112.0704, -7.7552],
            "offices": 2, "soonest": "2026-11-24", "max_open": 3, "regions": ["barat"]},
        {"url": "parts/east.json", "integrity": hash('e'), "bbox": [112.6321, -7.9423, 112.7349, -7.3522],
            "offices": 2, "soonest": "2026-11-24", "max_open": 3, "regions": ["timur"]}
    ]);
    let part = |offices: Vec<Value>| json!({"generation": "5c1d", "offices": offices});
    Split {
        entry,
        parts: vec![(part(west), hash('w')), (part(east), hash('e'))],
    }
}

impl Split {
    fn findings(&self) -> Vec<Finding> {
        let urls = ["parts/west.json", "parts/east.json"];
        let files = self.parts.iter().zip(urls).map(|((part, hash), url)| {
            let text = part
                .as_str()
                .map_or_else(|| part.to_string(), str::to_owned);
            PartFile {
                url: url.to_owned(),
                read: Ok((text.into_bytes(), hash.clone())),
            }
        });
        self.checked(&files.collect::<Vec<_>>())
    }

    fn checked(&self, files: &[PartFile]) -> Vec<Finding> {
        let now = parse_rfc3339(NOW).unwrap();
        let entry = self.entry.to_string();
        check_split(entry.as_bytes(), Some(files), None, now, &TzZones, "en")
    }
}

/// Rule, pointer and first words of each finding.
fn told(findings: &[Finding]) -> Vec<(&str, &str, &str)> {
    let told = findings
        .iter()
        .map(|found| (found.rule, &*found.pointer, &*found.what));
    told.collect()
}

#[test]
fn a_good_split_feed_breaks_no_rule() {
    assert_eq!(split().findings(), []);
}

#[test]
fn an_entry_without_its_parts_gets_a_hint_alone() {
    let now = parse_rfc3339(NOW).unwrap();
    let entry = split().entry.to_string();
    let found = check(entry.as_bytes(), None, now, &TzZones, "en");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].rule, found[0].severity),
        ("unread-parts", Severity::Hint)
    );
}

#[test]
fn a_field_of_the_entry_that_no_reader_can_use_is_an_error_at_that_field() {
    let cases = [
        ("integrity", json!("md5-0")),
        ("integrity", json!(hash('!'))),
        ("bbox", json!([111.9, -8.1, 112.1])),
        ("bbox", json!([111.9, -7.0, 112.1, -8.1])),
        ("bbox", json!("barat")),
        ("offices", json!("2")),
        ("offices", json!(1.5)),
        ("soonest", json!("24-11-2026")),
        ("max_open", json!(-1)),
        ("regions", json!("barat")),
    ];
    for (field, value) in cases {
        let mut split = split();
        split.entry["parts"][1][field] = value.clone();
        let found = split.findings();
        let pointer = format!("/parts/1/{field}");
        let bad = found.iter().find(|found| found.rule == "bad-part");
        assert_eq!(
            bad.map(|found| &*found.pointer),
            Some(&*pointer),
            "{value}: {found:?}"
        );
    }
    for field in ["integrity", "bbox", "offices"] {
        let mut split = split();
        split.entry["parts"][1]
            .as_object_mut()
            .unwrap()
            .remove(field);
        assert!(
            told(&split.findings())
                .iter()
                .any(|(rule, pointer, _)| (*rule, *pointer) == ("bad-part", "/parts/1")),
            "without {field}"
        );
    }
    for (field, value) in [
        ("bbox", json!([170.0, -8.0, -170.0, 8.0])),
        ("soonest", Value::Null),
        ("max_open", Value::Null),
        ("regions", Value::Null),
    ] {
        let mut split = split();
        split.entry["parts"][1][field] = value;
        let found = split.findings();
        assert!(
            found.iter().all(|found| found.rule != "bad-part"),
            "{field}: {found:?}"
        );
    }
}

#[test]
fn what_an_entry_says_wrongly_of_a_part_is_an_error() {
    let cases: [(&str, Value, &str); 8] = [
        ("offices", json!(3), "as many offices"),
        (
            "bbox",
            json!([112.6321, -7.9423, 112.7, -7.3522]),
            "outside of the `bbox`",
        ),
        ("bbox", Value::Null, "outside of the `bbox`"),
        ("soonest", json!("2026-11-25"), "before the `soonest`"),
        ("max_open", json!(2), "more places on one day"),
        (
            "regions",
            json!(["barat"]),
            "in a region that the entry does not list",
        ),
        ("integrity", json!(hash('x')), "its hash is sha256-eee"),
        ("regions", json!([]), "in a region"),
    ];
    for (field, value, words) in cases {
        let mut split = split();
        split.entry["parts"][1][field] = value.clone();
        let found = split.findings();
        let [(rule, pointer, what)] = told(&found)[..] else {
            panic!("{field} {value}: {found:?}");
        };
        let place = match &value {
            Value::Null => String::from("/parts/1"),
            _ => format!("/parts/1/{field}"),
        };
        assert_eq!((rule, pointer), ("wrong-part", &*place), "{value}");
        assert!(
            what.contains(words) && what.contains("parts/east.json"),
            "{what}"
        );
    }
}

#[test]
fn a_claim_on_the_safe_side_is_no_error() {
    let mut split = split();
    let part = &mut split.entry["parts"][1];
    part["bbox"] = json!([100.0, -9.0, 113.0, -7.0]);
    part["soonest"] = json!("2026-11-01");
    part["max_open"] = json!(99);
    part["regions"] = json!(["barat", "timur"]);
    assert_eq!(split.findings(), []);
}

#[test]
fn a_part_that_is_missing_broken_or_of_another_generation_is_an_error_at_its_address() {
    let mut other = split();
    other.parts[1].0["generation"] = json!("other");
    let mut broken = split();
    broken.parts[1].0 = json!("{\"generation\": \"5c1d\", \"offices\": [");
    for (split, words) in [(other, "another `generation`"), (broken, "is not JSON")] {
        let found = split.findings();
        let [(rule, pointer, what)] = told(&found)[..] else {
            panic!("{found:?}");
        };
        assert_eq!((rule, pointer), ("wrong-part", "/parts/1/url"));
        assert!(what.contains(words), "{what}");
    }
    let missing = |url: &str| PartFile {
        url: url.to_owned(),
        read: Err(String::from("No such file")),
    };
    let found = split().checked(&[missing("parts/west.json"), missing("parts/east.json")]);
    assert_eq!(
        told(&found)[1],
        (
            "wrong-part",
            "/parts/1/url",
            "The file parts/east.json cannot be read: No such file."
        )
    );
}

#[test]
fn a_finding_in_a_part_names_its_file_and_its_line_there() {
    let mut split = split();
    let mut bad = office("pasuruan", -7.65, 112.7);
    bad["region"] = json!("timur");
    bad["phone"] = json!("x");
    bad["quota"] = json!([row("2026-11-24", json!([-7]))]);
    let mut offices: Vec<String> = Vec::new();
    for office in split.parts[1].0["offices"].as_array().unwrap() {
        offices.push(office.to_string());
    }
    offices.push(bad.to_string());
    // One office a line: the last one is on the third.
    let offices = offices.join(",\n");
    split.parts[1].0 = json!(format!(
        "{{\"generation\": \"5c1d\", \"offices\": [{offices}]}}"
    ));
    split.entry["parts"][1]["offices"] = json!(3);
    let found = split.findings();
    let cell = found.iter().find(|found| found.rule == "bad-cell").unwrap();
    assert_eq!(cell.file.as_deref(), Some("parts/east.json"));
    assert_eq!(cell.pointer, "/offices/2/quota/0/open/0");
    assert_eq!(
        (cell.office_id.as_deref(), cell.line),
        (Some("pasuruan"), Some(3))
    );
    let phone = found
        .iter()
        .find(|found| found.rule == "odd-phone")
        .unwrap();
    assert_eq!(phone.file.as_deref(), Some("parts/east.json"));
    assert_eq!((&*phone.pointer, phone.line), ("/offices/2/phone", Some(3)));
}

#[test]
fn an_id_in_two_parts_is_found() {
    let mut split = split();
    split.parts[1].0["offices"][0]["id"] = json!("kediri");
    let found = split.findings();
    let repeated = found.iter().find(|found| found.rule == "repeated-id");
    assert_eq!(
        repeated.map(|found| (found.file.as_deref(), &*found.pointer)),
        Some((Some("parts/east.json"), "/offices/0/id")),
        "{found:?}"
    );
}
