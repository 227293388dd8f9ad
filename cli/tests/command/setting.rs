//! Tests `slot-feed set`: one number changes, and nothing else.

use std::fs;

use serde_json::{Value, json};

use crate::building::Folder;
use crate::running::start;

fn feed() -> Value {
    let row = |service: &str| json!({"service": service, "from": "2026-11-23", "open": [4, 0, -1], "total": 20});
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "publisher": {"name": "Redaksi"},
        "services": [{"id": "regular", "name": "Paspor"}, {"id": "express", "name": "Percepatan"}],
        "offices": [
            {"id": "kediri", "name": "Kediri", "quota": [row("regular")]},
            {"id": "ambon", "name": "Ambon", "time_zone": "Asia/Jayapura", "quota": [row("regular"), row("express")]},
        ],
    })
}

/// Sets a number: the feed after it, or the message.
fn set(line: &[&str]) -> Result<Value, String> {
    let folder = Folder::new();
    let path = folder.write("feed.json", feed().to_string());
    let output = start(["set", &path].into_iter().chain(line.iter().copied()), "");
    let after = fs::read(&path).unwrap();
    if output.status.code() == Some(0) {
        return Ok(serde_json::from_slice(&after).unwrap());
    }
    assert_eq!(after, feed().to_string().as_bytes());
    Err(String::from_utf8(output.stderr).unwrap())
}

#[test]
fn one_number_changes_and_nothing_else() {
    for (n, cell) in [
        ("7", json!(7)),
        ("penuh", json!(0)),
        ("closed", json!(-1)),
        ("?", Value::Null),
    ] {
        let mut expected = feed();
        expected["offices"][0]["quota"][0]["open"][1] = cell;
        assert_eq!(set(&["kediri", "2026-11-24", n]).unwrap(), expected, "{n}");
    }
}

#[test]
fn the_day_after_the_last_is_released_by_its_number() {
    let after = set(&["kediri", "2026-11-26", "9"]).unwrap();
    let open = &after["offices"][0]["quota"][0]["open"];
    assert_eq!(*open, json!([4, 0, -1, 9]));
}

#[test]
fn an_office_says_when_it_was_checked_in_its_own_zone_if_told_so() {
    let checked = ["--checked", "--now", "2026-11-23T01:00:00Z"];
    let line = ["ambon", "2026-11-24", "7", "--service", "express"];
    let after = set(&[&line[..], &checked].concat()).unwrap();
    assert_eq!(
        after["offices"][1]["observed_at"],
        "2026-11-23T10:00:00+09:00"
    );
    assert_eq!(after["offices"][1]["quota"][1]["open"][1], 7);
    assert_eq!(after["offices"][1]["quota"][0]["open"][1], 0);
}

#[test]
fn a_number_without_a_place_is_refused() {
    for (line, words) in [
        (
            &["blitar", "2026-11-24", "7"][..],
            "there are: kediri, ambon",
        ),
        (&["ambon", "2026-11-24", "7"], "several rows"),
        (&["kediri", "2026-11-22", "7"], "neither among the days"),
        (&["kediri", "2026-11-27", "7"], "neither among the days"),
        (&["kediri", "2026-11-24", "21"], "21 left of only 20"),
        (&["kediri", "2026-11-24", "-2"], "write a number of places"),
        (&["kediri", "24/11/2026", "2"], "a day is written such as"),
    ] {
        let message = set(line).unwrap_err();
        assert!(message.contains(words), "{message}");
    }
}
