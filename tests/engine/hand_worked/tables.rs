//! Tests boards, summaries and changes.

use serde_json::{Value, json};

use super::feeds::{at, feed, office, row, with};
use crate::reference::both::Both;

const SUNDAY: &str = "2026-11-22T08:12:00+07:00";

fn board(feed: &Value, query: &Value) -> Value {
    Both::open(feed).board(query, at(SUNDAY)).unwrap()
}

fn summary(feed: &Value, query: &Value) -> Value {
    Both::open(feed).summary(query, at(SUNDAY)).unwrap()
}

#[test]
fn a_board_tells_places_full_no_service_not_released_not_known_and_not_asked_apart() {
    let everything = office(
        "b",
        json!([
            with(
                row("2026-11-22", json!([7, 7, 0, -1, null, 0])),
                json!({"booking": {"lead_days": 1}})
            ),
            with(
                row("2026-11-23", json!([2, 0, 0])),
                json!({"channel": "web"})
            ),
        ]),
    );
    let nothing = with(office("a", json!([])), json!({"lat": 0, "lon": 0}));
    let query =
        json!({"to": "2026-11-29", "weekdays": [1, 2, 3, 4, 5, 7], "near": {"lat": 0, "lon": 1}});
    let board = board(&feed(json!([everything, nothing])), &query);

    assert_eq!(board["dates"].as_array().unwrap().len(), 8);
    assert_eq!(board["dates"][0], "2026-11-22");
    assert_eq!(board["offices"][0]["id"], "a");
    assert_eq!(board["offices"][1]["id"], "b");
    assert_eq!(board["distancesKm"], json!([111.195, null]));
    assert_eq!(
        board["cells"],
        json!([
            // No row at all: no service; Saturday the 28th is not asked for.
            -1, -1, -1, -1, -1, -1, -4, -1, //
            // Today the app is left out by its lead day and the web is in a gap; 7 + 2; full; app closed but web full;
            // unknown outranks not released; full outranks it too; Saturday; neither is released.
            -3, 9, 0, 0, -3, 0, -4, -2
        ])
    );
}

#[test]
fn a_summary_names_an_event_of_several_services_by_the_first_row_in_the_feed() {
    let called = |service: &str, from: &str, name: &str| {
        let event = json!({"id": "fair", "name": name});
        with(
            row(from, json!([4, 2])),
            json!({"service": service, "event": event}),
        )
    };
    let rows = json!([
        called("regular", "2026-11-28", "Simpatik"),
        called("express", "2026-11-29", "Pameran"),
        // Describes no day: the row before it is of the same service.
        called("express", "2026-11-28", "Pasar malam"),
    ]);
    let feed = feed(json!([office("kediri", rows)]));
    let summary = summary(&feed, &json!({"services": ["express", "regular"]}));
    let event = |name: &str, date: &str, open: u32| json!({"name": {"text": name}, "date": date, "officeId": "kediri", "open": open});
    assert_eq!(
        summary["events"],
        json!([
            event("Simpatik", "2026-11-28", 8),
            event("Simpatik", "2026-11-29", 8),
            event("Pameran", "2026-11-30", 2),
        ])
    );
}

#[test]
fn an_event_on_another_day_says_nothing_about_a_day_that_is_not_asked() {
    let a_day_ahead = with(
        row("2026-11-22", json!([5, 5])),
        json!({"booking": {"lead_days": 1}}),
    );
    let event = with(
        row("2026-11-23", json!([1])),
        json!({"event": {"id": "e", "name": "E"}}),
    );
    let cells = |rows: Value| board(&feed(json!([office("a", rows)])), &json!({}))["cells"].clone();
    assert_eq!(cells(json!([a_day_ahead])), json!([-4, 5]));
    assert_eq!(cells(json!([a_day_ahead, event])), json!([-4, 6]));
    // If there is nothing but the event, the other days have no service.
    assert_eq!(cells(json!([event])), json!([-1, 1]));
}

#[test]
fn a_board_takes_the_greatest_of_services_that_overlap_and_hides_expired_numbers() {
    let both_services = json!([
        row("2026-11-22", json!([5])),
        with(
            row("2026-11-22", json!([3])),
            json!({"service": "percepatan"})
        ),
    ]);
    let old = with(
        office("old", both_services.clone()),
        json!({"observed_at": "2026-11-01T08:00:00+07:00"}),
    );
    let plain = with(
        feed(json!([office("new", both_services), old])),
        json!({"services": []}),
    );
    let overlapping = with(plain.clone(), json!({"services_overlap": true}));
    let cells = |feed: &Value, query: Value| board(feed, &query)["cells"].clone();

    assert_eq!(cells(&plain, json!({})), json!([8, -3]));
    assert_eq!(cells(&overlapping, json!({})), json!([5, -3]));
    assert_eq!(
        cells(
            &overlapping,
            json!({"expired": "show", "services": ["percepatan"]})
        ),
        json!([3, 3])
    );
}

#[test]
fn a_board_is_at_most_62_days_wide() {
    let nobody = json!({"offices": ["nobody"], "from": "2026-12-01", "to": "2027-12-01"});
    let board = board(&feed(json!([office("a", json!([]))])), &nobody);
    assert_eq!(board["dates"].as_array().unwrap().len(), 62);
    assert_eq!(board["dates"][61], "2027-01-31");
    assert_eq!(board["cells"], json!([]));
}

#[test]
fn a_summary_counts_offices_places_weekends_and_full_days() {
    let event = json!({"id": "simpatik", "name": "Paspor Simpatik"});
    let kediri = office(
        "kediri",
        json!([
            with(row("2026-11-22", json!([9, 0, 0, 4])), json!({"total": 10})),
            with(
                row("2026-11-28", json!([20])),
                json!({"event": event, "total": [25]})
            ),
        ]),
    );
    let blitar = office(
        "blitar",
        json!([
            row("2026-11-23", json!([null, 0, -1])),
            row("2026-12-05", json!([6]))
        ]),
    );
    let no_news = office("madiun", json!([row("2026-11-23", json!([null]))]));
    let old = with(
        office("batu", json!([row("2026-11-23", json!([8]))])),
        json!({"observed_at": "2026-11-01T00:00:00Z"}),
    );
    let feed = with(
        feed(json!([kediri, blitar, no_news, old])),
        json!({"release": {"next_at": "2026-11-27T09:00:00+07:00"}}),
    );
    let summary = summary(&feed, &json!({}));

    assert_eq!(summary["offices"], 4);
    // Kediri on Wednesday and at the event on Saturday; Blitar on Saturday the 5th.
    assert_eq!(summary["openIn7"], 1);
    assert_eq!(summary["openIn30"], 2);
    assert_eq!(summary["placesIn7"], 24);
    assert_eq!(summary["placesIn30"], 30);
    assert_eq!(summary["weekendPlaces"], 26);
    assert_eq!(summary["soonest"]["date"], "2026-11-22");
    assert_eq!(summary["soonest"]["offices"][0]["id"], "kediri");
    assert_eq!(
        summary["events"],
        json!([{"name": {"text": "Paspor Simpatik"}, "date": "2026-11-28", "officeId": "kediri", "open": 20}])
    );
    // Kediri: 22nd, 23rd, 24th, 25th, 28th, of which two are full. Blitar: the 24th, full, and the 5th.
    assert_eq!(
        summary["byOffice"],
        json!([
            {"officeId": "batu", "fullShare": 0.0, "serviceDays": 0, "open": 0, "total": 0},
            {"officeId": "blitar", "fullShare": 0.5, "serviceDays": 2, "open": 6},
            {"officeId": "kediri", "fullShare": 0.4, "serviceDays": 5, "open": 33, "total": 65},
            {"officeId": "madiun", "fullShare": 0.0, "serviceDays": 0, "open": 0, "total": 0},
        ])
    );
    assert_eq!(summary["fullShare"], 3.0 / 7.0);
    assert_eq!(summary["unknown"], 1);
    assert_eq!(summary["stale"], 0);
    assert_eq!(summary["expired"], 1);
    assert_eq!(summary["nextReleaseAt"], "2026-11-27T09:00:00+07:00");
    assert_eq!(summary["days"].as_array().unwrap().len(), 30);
    assert_eq!(
        summary["days"][0],
        json!({"date": "2026-11-23", "openShare": 0.0, "released": true})
    );
    assert_eq!(
        summary["days"][2],
        json!({"date": "2026-11-25", "openShare": 0.25, "released": true})
    );
    // Saturday the 28th: an event has places, but events release nothing.
    assert_eq!(
        summary["days"][5],
        json!({"date": "2026-11-28", "openShare": 0.25, "released": false})
    );
    assert_eq!(
        summary["days"][29],
        json!({"date": "2026-12-22", "openShare": 0.0, "released": false})
    );
}

#[test]
fn a_summary_never_adds_up_services_that_overlap() {
    let rows = json!([
        row("2026-11-28", json!([5])),
        with(
            row("2026-11-28", json!([3])),
            json!({"service": "electronic"})
        ),
    ]);
    let feed = with(
        feed(json!([office("a", rows)])),
        json!({"services": [{"id": "regular", "name": "R"}, {"id": "electronic", "name": "E"}], "services_overlap": true}),
    );
    let several = summary(&feed, &json!({}));
    assert_eq!(several.get("placesIn7"), None);
    assert_eq!(several.get("placesIn30"), None);
    assert_eq!(several.get("weekendPlaces"), None);
    assert_eq!(several["openIn7"], 1);
    assert_eq!(several["byOffice"][0]["open"], 5);

    let one = summary(&feed, &json!({"services": ["electronic"]}));
    assert_eq!(one["placesIn7"], 3);
    assert_eq!(one["weekendPlaces"], 3);
}

#[test]
fn changes_tell_what_opened_filled_grew_shrank_and_was_released() {
    let older = feed(json!([
        office(
            "a",
            json!([row("2026-11-22", json!([0, 5, 3, 3, null, -1, 4, 4]))])
        ),
        office("gone", json!([])),
    ]));
    let newer = feed(json!([
        office(
            "a",
            json!([
                row("2026-11-22", json!([2, 0, 4, 1, 6, 7, 4, null, 8, 0])),
                with(
                    row("2026-11-24", json!([1])),
                    json!({"session": {"start": "08:00", "end": "09:00"}})
                ),
            ])
        ),
        office("added", json!([row("2026-11-22", json!([1]))])),
    ]));
    let day = |kind: &str, date: &str, numbers: Value| {
        let change = json!({"kind": kind, "officeId": "a", "serviceId": "regular", "channel": "app", "date": date});
        with(change, numbers)
    };
    assert_eq!(
        Both::open(&newer)
            .changes_since(&Both::open(&older))
            .unwrap(),
        json!([
            day("opened", "2026-11-22", json!({"before": 0, "after": 2})),
            day("filled", "2026-11-23", json!({"before": 5, "after": 0})),
            day("added", "2026-11-24", json!({"before": 3, "after": 5})),
            day("fewer", "2026-11-25", json!({"before": 3, "after": 1})),
            day("opened", "2026-11-26", json!({"after": 6})),
            day("opened", "2026-11-27", json!({"before": 0, "after": 7})),
            day("released", "2026-11-30", json!({"after": 8})),
            {"kind": "officeAdded", "officeId": "added"},
            {"kind": "officeGone", "officeId": "gone"},
        ])
    );
}

#[test]
fn ordinary_days_are_released_even_where_an_event_was_known_before() {
    let event = with(
        row("2026-11-28", json!([0])),
        json!({"event": {"id": "e", "name": "E"}}),
    );
    let older = feed(json!([office("a", json!([event]))]));
    let newer = feed(json!([office(
        "a",
        json!([event, row("2026-11-27", json!([2, 3]))])
    )]));
    let changes = Both::open(&newer)
        .changes_since(&Both::open(&older))
        .unwrap();
    let kinds: Vec<_> = changes
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (&change["date"], &change["kind"]))
        .collect();
    // On Saturday the event was full, and there are places now.
    assert_eq!(
        kinds,
        [
            (&json!("2026-11-27"), &json!("released")),
            (&json!("2026-11-28"), &json!("opened"))
        ]
    );
}
