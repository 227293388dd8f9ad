//! What answers cost, in counted steps: with 10 and 100 times the feed, no more than 10 and 100 times the work.
#![cfg(not(target_arch = "wasm32"))]

use serde_json::{Value, json};

use crate::feed::Feed;
use crate::growth;
use crate::native::TzZones;
use crate::query::{Query, SummaryQuery};
use crate::work::counted;

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

#[test]
fn the_smallest_radius_is_widened_as_fast_as_any() {
    let far = |id: usize| {
        let mut office = office(id, 1, &[0, 0], false);
        office["lat"] = json!(5.0);
        office["lon"] = json!(100.0);
        office
    };
    let feed = open(&(0..50).map(far).collect());
    let work = |radius: &str| {
        let query = format!(r#"{{"near": {{"lat": -7.8, "lon": 112}}, "withinKm": {radius}}}"#);
        let query = Query::from_json(&query).unwrap();
        counted(|| assert_eq!(feed.rank(&query, NOW, &TzZones).total, 0)).1
    };
    // The first question decodes the quota.
    work("1");
    let once = work("1");
    assert!(once.offices > 0, "{once:?}");
    for radius in ["0", "5e-324", "1e-300", "0.001"] {
        let work = work(radius);
        assert_eq!(
            (work.offices, work.cells, work.texts),
            (once.offices, once.cells, once.texts),
            "{radius}"
        );
        assert!(
            work.steps <= once.steps + 50,
            "{radius}: {work:?}, {once:?}"
        );
    }
}

#[test]
fn dates_that_are_ready_in_time_are_found_in_time() {
    for needed_by in ["2026-12-24", "2100-01-01", "9999-12-31"] {
        growth::assert_linear("closures of offices, and when it is needed", |times| {
            let closed = json!({"from": "2026-12-01", "to": "2026-12-02"});
            let with_closures = |id: usize| {
                let mut office = office(id, 2, &[1, 2], false);
                office["closed"] = json!(vec![closed.clone(); 20]);
                office
            };
            let offices: Value = (0..4 * times).map(with_closures).collect();
            let feed = json!({
                "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
                "time_zone": "Asia/Jakarta", "services": [{"id": "none", "default": true, "ready_days": 1000}],
                "offices": offices,
            });
            let feed = Feed::open(feed.to_string().into(), None, &TzZones).unwrap();
            let query = json!({"neededBy": needed_by, "limit": 1000, "group": "none"}).to_string();
            let query = Query::from_json(&query).unwrap();
            growth::of(|| {
                drop(feed.rank(&query, NOW, &TzZones));
                drop(feed.board(&query, NOW, &TzZones));
            })
        });
    }
}

#[test]
fn offices_without_closures_share_the_days_before_the_date_on_which_it_is_needed() {
    let board = |offices: usize| {
        let offices: Vec<Value> = (0..offices).map(|id| office(id, 1, &[1], false)).collect();
        let feed = json!({
            "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
            "time_zone": "Asia/Jakarta", "services": [{"id": "none", "default": true, "ready_days": 1000}],
            "offices": offices,
        });
        let feed = Feed::open(feed.to_string().into(), None, &TzZones).unwrap();
        let query = json!({"services": ["s0-0"], "neededBy": "2100-01-01"}).to_string();
        let query = Query::from_json(&query).unwrap();
        growth::of(|| drop(feed.board(&query, NOW, &TzZones)))
    };
    let (one, hundred) = (board(1), board(100));
    // Counting back 1,000 working days takes at least as many steps, for the feed and not for each office.
    assert!(one > 1000, "{one}");
    assert!(hundred < 10 * one, "{one}, {hundred}");
}

#[test]
fn offers_of_one_office_are_written_in_time() {
    growth::assert_linear("offers of one office and service", |times| {
        let open: Vec<u32> = vec![1; 10 * times];
        let sessions = ["08:00", "09:00", "10:00", "11:00"].map(|start| {
            json!({"service": "s", "from": "2026-11-23", "open": open, "session": {"start": start, "end": "12:00"}})
        });
        let feed = self::open(
            &json!([{"id": "o", "name": "O", "notes": vec!["N"; 100], "quota": sessions}]),
        );
        let query = json!({"services": ["s"], "limit": 1000, "group": "none"}).to_string();
        let query = Query::from_json(&query).unwrap();
        let mut told = 0;
        let counts = counted(|| told = feed.rank(&query, NOW, &TzZones).offers.len()).1;
        assert_eq!(told, 10 * times);
        // The office is described once, for all its offers.
        assert!(
            counts.texts < 150 + 10 * 2 * u64::try_from(times).unwrap(),
            "{counts:?}"
        );
        counts.cells + counts.steps
    });
}

#[test]
fn offers_of_one_office_and_many_services_are_written_in_time() {
    growth::assert_linear("offers of one office and many services", |times| {
        let feed = open(&json!([office(0, 5 * times, &[1, 2], true)]));
        let services: Vec<String> = (0..5 * times).map(|n| format!("s0-{n}")).collect();
        let query = json!({"services": services, "limit": 1000, "group": "none"}).to_string();
        let query = Query::from_json(&query).unwrap();
        let mut told = 0;
        let counts = counted(|| told = feed.rank(&query, NOW, &TzZones).offers.len()).1;
        assert_eq!(told, 10 * times);
        counts.cells + counts.steps
    });
}
