//! What answers cost, in counted steps: with 10 and 100 times the feed, no more than 10 and 100 times the work.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};

use crate::feed::Feed;
use crate::growth;
use crate::native::TzZones;
use crate::query::{Query, SummaryQuery};

const NOW: i64 = 1_795_309_200_000; // 2026-11-22, 08:00 in Jakarta

fn open(offices: &Value) -> Feed {
    let feed = json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "services": [{"id": "none", "default": true}], "offices": offices,
    });
    Feed::open(feed.to_string().into(), None, &TzZones).unwrap()
}

/// An office with so many rows, each of a service of its own.
fn office(id: usize, rows: usize, open: &[u32], event: bool) -> Value {
    let row = |n: usize| {
        let service = format!("s{id}-{n}");
        let mut row = json!({"service": service, "from": "2026-11-23", "open": open});
        if event {
            row["event"] = json!({"id": format!("e{n}")});
        }
        row
    };
    let quota: Vec<Value> = (0..rows).map(row).collect();
    json!({"id": format!("o{id}"), "name": "O", "quota": quota})
}

fn all_services(rows: usize) -> String {
    let names: Vec<String> = (0..rows).map(|n| format!("s0-{n}")).collect();
    json!({"services": names, "to": "2026-11-26"}).to_string()
}

#[test]
fn services_that_nobody_asked_for_are_told_in_time() {
    growth::assert_linear("services left out by default", |times| {
        let feed = open(
            &(0..4 * times)
                .map(|id| office(id, 25, &[1, 2], false))
                .collect(),
        );
        let query = Query::from_json("{}").unwrap();
        let mut told = 0;
        let steps = growth::of(|| told = feed.rank(&query, NOW, &TzZones).alternatives.len());
        assert_eq!(told, 100 * times);
        steps
    });
}

#[test]
fn series_of_an_office_are_gathered_in_time() {
    growth::assert_linear("series of an office", |times| {
        let feed = open(&json!([office(0, 5 * times, &[0, 1, 2], false)]));
        let query = Query::from_json(&all_services(5 * times)).unwrap();
        growth::of(|| {
            drop(feed.rank(&query, NOW, &TzZones));
            drop(feed.board(&query, NOW, &TzZones));
        })
    });
}

#[test]
fn events_of_a_summary_are_gathered_in_time() {
    growth::assert_linear("events of a day", |times| {
        let feed = open(&json!([office(0, 5 * times, &[0, 1, 2], true)]));
        let services =
            json!({"services": (0..5 * times).map(|n| format!("s0-{n}")).collect::<Vec<_>>()});
        let query = SummaryQuery::from_json(&services.to_string()).unwrap();
        let mut told = 0;
        let steps = growth::of(|| told = feed.summary(&query, NOW, &TzZones).events.len());
        assert_eq!(told, 15 * times);
        steps
    });
}

#[test]
fn changes_of_an_office_are_found_in_time() {
    growth::assert_linear("changed services of an office", |times| {
        let older = open(&json!([office(0, 5 * times, &[0, 1, 2], false)]));
        let newer = open(&json!([office(0, 5 * times, &[1, 2, 3], false)]));
        let mut told = 0;
        let steps = growth::of(|| told = newer.changes_since(&older).len());
        assert_eq!(told, 15 * times);
        steps
    });
}
