//! Tests the defaults of a question, its filters, and its radius.

use serde_json::{Value, json};

use super::feeds::{board, feed, offers, office, rank, row, with};

/// The walk-in counter and the costly same-day service have more places, sooner, than the ordinary service.
fn three_ways_in() -> Value {
    let ordinary = row("2026-11-24", json!([2]));
    let walk_in = with(
        row("2026-11-22", json!([50])),
        json!({"channel": "walk_in"}),
    );
    let express = with(
        row("2026-11-23", json!([30, 30])),
        json!({"service": "percepatan"}),
    );
    with(
        feed(json!([office(
            "malang",
            json!([walk_in, express, ordinary])
        )])),
        json!({"services": [
            {"id": "regular", "name": "Paspor", "default": true},
            {"id": "percepatan", "name": "Percepatan", "surcharge": {"amount": 1_000_000, "currency": "IDR", "per": "person"}},
        ]}),
    )
}

#[test]
fn a_walk_in_row_and_an_express_row_do_not_come_first_when_nobody_asked_for_them() {
    let ranking = rank(&three_ways_in(), json!({}));

    assert_eq!(offers(&ranking), [("malang", "2026-11-24", 2)]);
    assert_eq!(ranking["total"], 1);
    assert_eq!(
        ranking["alternatives"],
        json!([
            {
                "serviceId": "percepatan",
                "channel": "app",
                "offices": 1,
                "soonest": "2026-11-23",
                "surcharge": {"amount": 1_000_000, "currency": "IDR", "per": "person"},
            },
            {"serviceId": "regular", "channel": "walk_in", "offices": 1, "soonest": "2026-11-22"},
        ])
    );
}

#[test]
fn what_is_asked_by_name_is_no_alternative() {
    let query = json!({"services": ["percepatan"], "channels": ["walk_in"]});
    let ranking = rank(&three_ways_in(), query);
    assert_eq!(offers(&ranking), []);
    assert_eq!(ranking["alternatives"], json!([]));

    let ranking = rank(
        &three_ways_in(),
        json!({"channels": ["app", "walk_in"], "group": "none", "sort": "soonest"}),
    );
    assert_eq!(
        offers(&ranking),
        [("malang", "2026-11-22", 50), ("malang", "2026-11-24", 2)]
    );
    assert_eq!(ranking["alternatives"].as_array().unwrap().len(), 1);
    assert_eq!(ranking["alternatives"][0]["serviceId"], "percepatan");
}

#[test]
fn an_office_without_coordinates_is_listed_last_in_every_order() {
    let lost = office("a-lost", json!([row("2026-11-22", json!([900]))]));
    let found = with(
        office("z-found", json!([row("2026-11-30", json!([1]))])),
        json!({"lat": 0, "lon": 0}),
    );
    let feed = feed(json!([lost, found]));
    for sort in ["best", "nearest", "soonest", "most_open"] {
        let ranking = rank(&feed, json!({"near": {"lat": 1, "lon": 1}, "sort": sort}));
        assert_eq!(
            offers(&ranking),
            [("z-found", "2026-11-30", 1), ("a-lost", "2026-11-22", 900)],
            "{sort}"
        );
        assert_eq!(ranking["unlocated"], 0);
        assert_eq!(ranking["offers"][1].get("distanceKm"), None);
        assert_eq!(ranking["offers"][1]["travelDays"], 0.0);
    }

    // Without the visitor's place no office is far.
    let ranking = rank(&feed, json!({"sort": "soonest"}));
    assert_eq!(
        offers(&ranking),
        [("a-lost", "2026-11-22", 900), ("z-found", "2026-11-30", 1)]
    );
    assert_eq!(ranking["highlights"].get("nearest"), None);

    // A radius leaves it out and says so.
    let ranking = rank(&feed, json!({"near": {"lat": 0, "lon": 0}, "withinKm": 5}));
    assert_eq!(offers(&ranking), [("z-found", "2026-11-30", 1)]);
    assert_eq!(ranking["unlocated"], 1);
}

#[test]
fn costs_beyond_all_numbers_are_the_greatest_number_and_leave_the_order_total() {
    let place = |id: &str, lat: u8, open: u8| {
        let row = row("2026-11-23", json!([open]));
        with(office(id, json!([row])), json!({"lat": lat, "lon": 0}))
    };
    let feed = feed(json!([
        place("a", 3, 5),
        place("c", 2, 2),
        place("b", 2, 2)
    ]));
    for extreme in [json!({"riskDays": 1e308}), json!({"kmPerDay": 5e-324})] {
        let query = json!({"near": {"lat": 0, "lon": 0}, "party": 2});
        let ranking = rank(&feed, with(query, extreme));
        let offers = ranking["offers"].as_array().unwrap();
        let ids: Vec<_> = offers.iter().map(|offer| &offer["officeId"]).collect();
        assert_eq!(ids, ["b", "c", "a"]);
        let is_greatest = |offer: &Value| offer["costDays"] == json!(f64::MAX);
        assert!(offers.iter().all(is_greatest));
    }
}

#[test]
fn an_empty_radius_doubles_until_it_reaches_an_office_with_places() {
    // One degree of the equator is 111.195 km.
    let full = with(
        office("full", json!([row("2026-11-23", json!([0]))])),
        json!({"lat": 0, "lon": 0}),
    );
    let open = with(
        office("open", json!([row("2026-11-23", json!([3]))])),
        json!({"lat": 0, "lon": 1}),
    );
    let feed = feed(json!([full, open]));
    let asked = |km: f64| json!({"near": {"lat": 0, "lon": 0}, "withinKm": km});

    // 15, 30, 60, 120.
    let ranking = rank(&feed, asked(15.0));
    assert_eq!(offers(&ranking), [("open", "2026-11-23", 3)]);
    assert_eq!(ranking["offers"][0]["distanceKm"], 111.195);
    assert_eq!(ranking["widenedToKm"], 120.0);
    // 0, 1, 2, 4, .. 64, 128.
    assert_eq!(rank(&feed, asked(0.0))["widenedToKm"], 128.0);
    assert_eq!(rank(&feed, asked(111.195)).get("widenedToKm"), None);
    assert_eq!(rank(&feed, asked(111.194))["widenedToKm"], 222.388);
}

#[test]
fn a_search_that_finds_nothing_on_the_globe_tells_of_no_wider_radius() {
    let full = with(
        office("full", json!([row("2026-11-22", json!([0, 1]))])),
        json!({"lat": 0, "lon": 0}),
    );
    let ranking = rank(
        &feed(json!([full])),
        json!({"near": {"lat": 0, "lon": 0}, "withinKm": 100, "party": 2}),
    );
    assert_eq!(ranking.get("widenedToKm"), None);
    assert_eq!(
        ranking["empty"],
        json!({"byOffice": {"tooFew": 1}, "byCell": {"full": 1, "tooFew": 1}, "until": "2026-11-23"})
    );
    assert_eq!(ranking["nearer"][0]["reason"], "tooFew");
    assert_eq!(ranking["nearer"][0]["most"], 1);
}

#[test]
fn days_after_the_last_covered_one_are_not_released_and_not_full() {
    let open_until_the_24th = office("a", json!([row("2026-11-22", json!([0, 0, 0]))]));
    let feed = with(
        feed(json!([open_until_the_24th])),
        json!({"release": {"next_at": "2026-11-27T09:00:00+07:00"}}),
    );

    let ranking = rank(&feed, json!({"from": "2026-11-25", "to": "2026-11-26"}));
    assert_eq!(
        ranking["empty"],
        json!({
            "byOffice": {"notReleased": 1},
            "byCell": {"filtered": 3, "notReleased": 2},
            "until": "2026-11-24",
            "nextReleaseAt": "2026-11-27T09:00:00+07:00",
        })
    );

    // With a full day among the requested ones, the office is full.
    assert_eq!(
        rank(&feed, json!({"from": "2026-11-24"}))["empty"]["byOffice"],
        json!({"full": 1})
    );
}

#[test]
fn a_row_without_cells_has_released_nothing_yet() {
    let empty = |fields: Value| {
        let no_day_yet = with(row("2026-11-23", json!([])), fields);
        feed(json!([office("a", json!([no_day_yet]))]))
    };
    let near = json!({"near": {"lat": 0, "lon": 0}});
    let ranking = rank(&empty(json!({})), near.clone());
    assert_eq!(ranking["nearer"][0]["reason"], "notReleased");
    assert_eq!(
        ranking["empty"],
        json!({"byOffice": {"notReleased": 1}, "byCell": {}})
    );

    // From Sunday the 22nd to Tuesday the 24th.
    let until_tuesday = with(near, json!({"to": "2026-11-24"}));
    let ranking = rank(&empty(json!({})), until_tuesday.clone());
    assert_eq!(
        ranking["empty"],
        json!({"byOffice": {"notReleased": 1}, "byCell": {"notReleased": 3}})
    );
    let board = board(&empty(json!({})), until_tuesday.clone());
    assert_eq!(board["cells"], json!([-2, -2, -2]));

    let ended = empty(json!({"ended": true}));
    let ranking = rank(&ended, until_tuesday);
    assert_eq!(
        ranking["empty"],
        json!({"byOffice": {"noService": 1}, "byCell": {"noService": 3}})
    );

    // An event releases nothing, and says nothing about days without it.
    let event = empty(json!({"event": {"id": "simpatik", "name": "Paspor Simpatik"}}));
    assert_eq!(
        rank(&event, json!({}))["empty"]["byOffice"],
        json!({"noService": 1})
    );
}

#[test]
fn days_after_the_last_one_of_a_service_that_has_ended_have_no_service() {
    let ended = with(row("2026-11-22", json!([0])), json!({"ended": true}));
    let ranking = rank(
        &feed(json!([office("a", json!([ended]))])),
        json!({"from": "2026-11-23", "to": "2026-11-24"}),
    );
    assert_eq!(ranking["empty"]["byOffice"], json!({"noService": 1}));
    assert_eq!(
        ranking["empty"]["byCell"],
        json!({"filtered": 1, "noService": 2})
    );
}

#[test]
fn a_feed_that_starts_tomorrow_leaves_no_gap_today_where_one_must_book_a_day_ahead() {
    let from_tomorrow = office("a", json!([row("2026-11-23", json!([0, 0]))]));
    let unknown_today = feed(json!([from_tomorrow]));
    assert_eq!(
        rank(&unknown_today, json!({}))["empty"]["byOffice"],
        json!({"unknown": 1})
    );

    let a_day_ahead = with(unknown_today, json!({"booking": {"lead_days": 1}}));
    assert_eq!(
        rank(&a_day_ahead, json!({}))["empty"]["byOffice"],
        json!({"full": 1})
    );
    assert_eq!(
        rank(&a_day_ahead, json!({}))["empty"]["byCell"],
        json!({"filtered": 1, "full": 2})
    );
}

#[test]
fn a_group_of_offices_shows_one_offer_each_and_a_limit_cuts_the_list_alone() {
    let two_days = office("a", json!([row("2026-11-22", json!([5, 6]))]));
    let one_day = office("b", json!([row("2026-11-22", json!([4]))]));
    let feed = feed(json!([two_days, one_day]));

    let by_office = rank(&feed, json!({"sort": "most_open"}));
    assert_eq!(
        offers(&by_office),
        [("a", "2026-11-23", 6), ("b", "2026-11-22", 4)]
    );
    assert_eq!(by_office["total"], 3);

    let every_day = rank(&feed, json!({"sort": "most_open", "group": "none"}));
    assert_eq!(
        offers(&every_day),
        [
            ("a", "2026-11-23", 6),
            ("a", "2026-11-22", 5),
            ("b", "2026-11-22", 4)
        ]
    );

    let first_two = rank(
        &feed,
        json!({"sort": "most_open", "group": "none", "limit": 2}),
    );
    assert_eq!(
        offers(&first_two),
        [("a", "2026-11-23", 6), ("a", "2026-11-22", 5)]
    );
    assert_eq!(first_two["total"], 3);
    assert_eq!(first_two["offices"], 2);
}

#[test]
fn places_at_an_unknown_distance_are_filtered_by_a_radius_and_not_too_few() {
    let lost = office("lost", json!([row("2026-11-22", json!([0, 2, 1]))]));
    let query = json!({"near": {"lat": 0, "lon": 0}, "withinKm": 5, "party": 2});
    let ranking = rank(&feed(json!([lost])), query);
    assert_eq!(ranking["unlocated"], 1);
    assert_eq!(
        ranking["empty"]["byCell"],
        json!({"full": 1, "filtered": 1, "tooFew": 1})
    );
    // The greatest number that is too small, not the two that would be enough.
    assert_eq!(ranking["empty"]["byOffice"], json!({"tooFew": 1}));
    assert_eq!(ranking["nearer"][0]["most"], 1);
}

#[test]
fn the_second_sunday_of_a_gap_is_not_known_where_the_first_comes_before_the_lead_day() {
    let from_monday_week = office("a", json!([row("2026-11-30", json!([0]))]));
    let feed = with(
        feed(json!([from_monday_week])),
        json!({"booking": {"lead_days": 1}}),
    );
    assert_eq!(
        rank(&feed, json!({"weekdays": [7]}))["empty"]["byOffice"],
        json!({"unknown": 1})
    );
}
