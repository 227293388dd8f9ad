//! What is allowed but odd: nulls, languages twice, leap seconds.

use serde_json::{Value, json};

use crate::checking::{broken, feed, findings};

fn text(feed: &Value) -> Vec<u8> {
    feed.to_string().into_bytes()
}

/// The optional fields that are absent are null.
#[test]
fn null_is_an_absent_field() {
    let mut feed = feed();
    let fill = |object: &mut Value, keys: &[&str]| {
        for key in keys {
            object[key] = Value::Null;
        }
    };
    fill(
        &mut feed,
        &[
            "ttl",
            "stale_after",
            "expires_after",
            "sample",
            "license",
            "attribution",
            "services_overlap",
            "kinds",
            "regions",
            "release",
            "exempt",
            "closed",
            "alerts",
        ],
    );
    fill(&mut feed["publisher"], &["url", "contact", "official"]);
    fill(
        &mut feed["services"][0],
        &["description", "default", "ready_days", "bring", "surcharge"],
    );
    fill(
        &mut feed["booking"],
        &[
            "android",
            "ios",
            "phone",
            "lead_days",
            "max_party",
            "steps",
            "office_label",
        ],
    );
    fill(
        &mut feed["offices"][0],
        &[
            "short",
            "kind",
            "parent",
            "address",
            "region",
            "approx_km",
            "time_zone",
            "aliases",
            "phone",
            "whatsapp",
            "url",
            "booking",
            "release",
            "exempt",
            "observed_at",
            "closed",
            "notes",
        ],
    );
    fill(
        &mut feed["offices"][0]["quota"][0],
        &[
            "channel",
            "booking",
            "ended",
            "session",
            "event",
            "precision",
            "total",
        ],
    );
    assert_eq!(findings(&text(&feed)), []);
}

#[test]
fn a_text_that_is_null_in_the_feeds_language_is_missing_there() {
    for name in [json!(null), json!("")] {
        let mut feed = feed();
        feed["offices"][0]["notes"] = json!([{"id": name, "en": "Second floor"}]);
        assert_eq!(broken(&text(&feed)), ["language-missing"]);
    }
}

#[test]
fn a_language_twice_is_found_once_for_each_repetition() {
    let feed = feed().to_string();
    let twice = feed.replace(
        r#""name":"Paspor biasa""#,
        r#""name":{"id":"Paspor lama","en":"Old passport","id":"Paspor biasa"}"#,
    );
    let found = findings(twice.as_bytes());
    let found: Vec<_> = found
        .iter()
        .map(|found| (found.rule, &*found.pointer))
        .collect();
    assert_eq!(found, [("duplicate-key", "/services/0/name/id")]);
    let last_is_empty = feed.replace(
        r#""name":"Paspor biasa""#,
        r#""name":{"en":"P","id":"Paspor","id":""}"#,
    );
    assert_eq!(
        broken(last_is_empty.as_bytes()),
        ["duplicate-key", "language-missing"]
    );
}

#[test]
fn a_leap_second_is_a_time() {
    let mut feed = feed();
    feed["generated_at"] = "2026-11-22T07:59:60+07:00".into();
    feed["offices"][0]["observed_at"] = "2026-11-22T07:58:60+07:00".into();
    feed["release"] = json!({"next_at": "2026-12-31T23:59:60Z"});
    assert_eq!(findings(&text(&feed)), []);
    feed["generated_at"] = "2026-11-22T07:59:61+07:00".into();
    assert!(broken(&text(&feed)).contains(&"missing-field"));
}

#[test]
fn the_last_of_repeated_fields_counts_however_many_there_are() {
    for others in [0, 40] {
        let unknown = (0..others).map(|n| format!(r#""~{n}~{n}~{n}": 1,"#));
        let unknown: String = unknown.collect();
        let fields = [r#""service": "regular", "service": "none","#, &unknown].concat();
        let once = text(&feed());
        let once = String::from_utf8(once).unwrap();
        let twice = once.replacen(r#""service":"regular""#, fields.trim_end_matches(','), 1);
        assert_ne!(once, twice);
        assert_eq!(
            broken(twice.as_bytes()),
            ["duplicate-key", "unlisted-id"],
            "{others}"
        );
    }
}

#[test]
fn a_finding_repeats_no_more_than_the_beginning_of_a_long_id_or_name() {
    let mut feed = feed();
    feed["offices"][0]["id"] = "i".repeat(500).into();
    feed["offices"][0]["name"] = ["Kantor ", &"n".repeat(500)].concat().into();
    let findings = findings(&text(&feed));
    assert_eq!(findings[0].rule, "bad-id");
    let length = |text: &Option<String>| text.as_ref().map(String::len);
    assert_eq!(length(&findings[0].office_id), Some(123));
    assert_eq!(length(&findings[0].office), Some(123));
}
