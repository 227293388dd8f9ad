//! `slot-feed render -o`: the calendar of releases and events that it writes beside the list.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::running::{start, text};

const NOW: &str = "2026-11-22T08:12:00+07:00";

/// Kediri opens new days on Friday at 09:00 WIB and Jayapura did so yesterday; Blitar has a *Paspor Simpatik* on Saturday.
fn feed() -> Value {
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "expires_after": 86400, "publisher": {"name": "Kantor Contoh"},
        "services": [{"id": "regular", "name": "Paspor biasa", "default": true}, {"id": "express", "name": "Percepatan"}],
        "offices": [
            {"id": "kediri", "name": "Kediri", "lat": -7.7552, "lon": 111.9498, "address": "Jalan Contoh 1, Kediri",
             "release": {"next_at": "2026-11-27T09:00:00+07:00", "rule": {"id": "Setiap Jumat pukul 09.00", "en": "Every Friday at 09:00"}},
             "quota": [{"service": "regular", "from": "2026-11-23", "open": [0]}]},
            {"id": "blitar", "name": "Blitar", "quota": [
                {"service": "regular", "from": "2026-11-23", "open": [0]},
                {"service": "express", "from": "2026-11-28", "open": [15], "event": {"id": "simpatik", "name": "Paspor Simpatik"}}]},
            {"id": "jayapura", "name": "Jayapura", "time_zone": "Asia/Jayapura", "release": {"next_at": "2026-11-21T09:00:00+09:00"}, "quota": []},
        ],
    })
}

/// The calendar beside the list, its folded lines joined.
fn calendar(test: &str, feed: &Value, options: &str) -> Option<String> {
    let folder: PathBuf =
        std::env::temp_dir().join(format!("slot-feed-releases-{test}-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let list = folder.join("list.html");
    let line = format!("render - --now {NOW} {options} -o {}", list.display());
    text(start(line.split_whitespace(), &feed.to_string()));
    assert!(list.exists());
    let calendar = fs::read_to_string(folder.join("releases.ics"));
    fs::remove_dir_all(&folder).unwrap();
    calendar.ok().map(|text| text.replace("\r\n ", ""))
}

/// The lines of each event.
fn events(calendar: &str) -> Vec<Vec<&str>> {
    let events = calendar.split("BEGIN:VEVENT").skip(1);
    events
        .map(|event| event.lines().filter(|line| !line.is_empty()).collect())
        .collect()
}

#[test]
fn the_next_release_of_an_office_is_an_event_with_an_alarm_and_one_that_has_passed_is_not() {
    let calendar = calendar("release", &feed(), "--lang en").unwrap();
    let releases: Vec<_> = events(&calendar)
        .into_iter()
        .filter(|event| event.contains(&"UID:release/kediri@slot-feed"))
        .collect();
    let [release] = &*releases else {
        panic!("{calendar}")
    };
    for line in [
        "SUMMARY:New places: Kediri",
        // 09:00 in Jakarta, for half an hour.
        "DTSTART:20261127T020000Z",
        "DTEND:20261127T023000Z",
        "TRIGGER;RELATED=START:-PT600S",
        "DTSTAMP:20261122T010000Z",
        "LOCATION:Jalan Contoh 1\\, Kediri",
        "GEO:-7.7552;111.9498",
        "TRANSP:TRANSPARENT",
    ] {
        assert!(release.contains(&line), "{line} is not in {calendar}");
    }
    assert!(
        calendar.contains(
            "New places open Friday\\, 27 November 2026\\, 09:00 WIB.\\nEvery Friday at 09:00\\n"
        ),
        "{calendar}"
    );
    assert!(!calendar.contains("jayapura"), "{calendar}");
}

#[test]
fn each_day_of_an_event_lasts_the_whole_day_whatever_its_service() {
    let calendar = calendar("event", &feed(), "--lang id").unwrap();
    let events = events(&calendar);
    assert_eq!(events.len(), 2, "{calendar}");
    let event = &events[1];
    for line in [
        "SUMMARY:Paspor Simpatik: Blitar",
        "DTSTART;VALUE=DATE:20261128",
        "DTEND;VALUE=DATE:20261129",
        "UID:event/2026-11-28/Paspor Simpatik/blitar@slot-feed",
    ] {
        assert!(event.contains(&line), "{line} is not in {calendar}");
    }
    assert!(calendar.contains("sisa kuota 15"), "{calendar}");
}

#[test]
fn the_calendar_is_the_same_bytes_each_time_and_says_how_often_it_changes() {
    let first = calendar("first", &feed(), "");
    assert_eq!(first, calendar("second", &feed(), ""));
    assert!(
        first
            .unwrap()
            .contains("REFRESH-INTERVAL;VALUE=DURATION:PT3600S")
    );
}

#[test]
fn a_sample_says_in_every_title_that_it_is_invented() {
    let mut feed = feed();
    feed["sample"] = json!(true);
    let calendar = calendar("sample", &feed, "--lang id").unwrap();
    let titles = calendar.lines().filter(|line| line.starts_with("SUMMARY:"));
    assert!(
        titles.clone().count() == 2
            && titles
                .clone()
                .all(|title| title.starts_with("SUMMARY:Contoh: ")),
        "{calendar}"
    );
}

#[test]
fn a_name_in_a_feed_adds_no_line_to_the_calendar() {
    let mut feed = feed();
    feed["offices"][0]["name"] = json!("Kediri\r\nATTACH:https://evil.example/");
    let calendar = calendar("hostile", &feed, "").unwrap();
    assert!(
        !calendar.lines().any(|line| line.starts_with("ATTACH")),
        "{calendar}"
    );
}

#[test]
fn the_list_alone_is_written_where_that_is_asked() {
    assert_eq!(calendar("alone", &feed(), "--no-releases"), None);
}
