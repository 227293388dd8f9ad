//! Tests sums over sessions and rows, the party together, lead days, and when the passport is ready.

use serde_json::{Value, json};

use super::feeds::{feed, offers, office, rank, rank_at, row, with};

/// Two rows of one hour and one of the next on Monday: two, one and two places.
fn two_hours() -> Value {
    let session = |start: &str, end: &str, open: Value, total: Value| {
        with(
            row("2026-11-23", open),
            json!({"session": {"start": start, "end": end}, "total": total}),
        )
    };
    feed(json!([office(
        "a",
        json!([
            session("09:00", "10:00", json!([2]), json!(10)),
            session("08:00", "09:00", json!([2]), json!([4])),
            session("08:00", "09:00", json!([1]), json!([1])),
        ])
    )]))
}

#[test]
fn places_of_all_sessions_are_added_and_sessions_of_the_same_hour_are_one() {
    let ranking = rank(&two_hours(), json!({"party": 4}));

    let offer = &ranking["offers"][0];
    assert_eq!(offer["open"], 5);
    assert_eq!(offer["total"], 15);
    assert_eq!(
        offer["sessions"],
        json!([
            {"start": "08:00", "end": "09:00", "open": 3, "total": 5},
            {"start": "09:00", "end": "10:00", "open": 2, "total": 10},
        ])
    );
    assert_eq!(offer["together"], false);
}

#[test]
fn a_party_that_wants_one_hour_needs_all_places_in_one_row() {
    let two = rank(&two_hours(), json!({"party": 2, "sameSession": true}));
    assert_eq!(offers(&two), [("a", "2026-11-23", 5)]);
    assert_eq!(two["offers"][0]["together"], true);

    // Eight to nine has three places, but in two rows: possibly at two counters.
    let three = rank(&two_hours(), json!({"party": 3}));
    assert_eq!(three["offers"][0]["together"], false);
    let three = rank(
        &two_hours(),
        json!({"party": 3, "sameSession": true, "near": {"lat": 0, "lon": 0}}),
    );
    assert_eq!(offers(&three), []);
    assert_eq!(three["nearer"][0]["reason"], "tooFew");
    assert_eq!(three["nearer"][0]["most"], 5);
}

#[test]
fn rows_without_session_hold_a_party_only_where_one_does_by_itself() {
    let together = |cells: [u64; 2], party: u64| {
        let rows = cells.map(|cell| row("2026-11-23", json!([cell])));
        let feed = feed(json!([office("a", json!(rows))]));
        rank(&feed, json!({"party": party}))["offers"][0]["together"].clone()
    };
    assert_eq!(together([4, 1], 4), true);
    assert_eq!(together([3, 1], 4), false);
}

#[test]
fn only_the_hours_asked_for_count() {
    let ranking = rank(&two_hours(), json!({"sessionFrom": "08:30"}));
    assert_eq!(offers(&ranking), [("a", "2026-11-23", 2)]);
    assert_eq!(ranking["offers"][0]["total"], 10);

    // There is no service from 8:00 to 8:30, so the day has no such service; later days are not released.
    let ranking = rank(
        &two_hours(),
        json!({"sessionTo": "08:30", "to": "2026-11-23", "from": "2026-11-23"}),
    );
    assert_eq!(ranking["empty"]["byOffice"], json!({"noService": 1}));
}

#[test]
fn todays_hours_are_past_when_they_have_ended() {
    let feed = feed(json!([office(
        "a",
        json!([
            with(
                row("2026-11-22", json!([2])),
                json!({"session": {"start": "08:00", "end": "09:00"}})
            ),
            with(
                row("2026-11-22", json!([3])),
                json!({"session": {"start": "09:00", "end": "10:00"}})
            ),
        ])
    )]));
    let open_at = |time: &str| rank_at(time, &feed, &json!({}))["offers"][0]["open"].clone();
    assert_eq!(open_at("2026-11-22T08:59:59.999+07:00"), 5);
    assert_eq!(open_at("2026-11-22T09:00:00+07:00"), 3);

    let after = rank_at(
        "2026-11-22T10:00:00+07:00",
        &feed,
        &json!({"to": "2026-11-22"}),
    );
    assert_eq!(after["empty"]["byCell"], json!({"filtered": 1}));
}

#[test]
fn rows_that_are_less_certain_make_the_sum_less_certain() {
    let first_of =
        |rows: Value| rank(&feed(json!([office("a", rows)])), json!({}))["offers"][0].clone();
    let exact = row("2026-11-23", json!([1]));
    let at_least = with(exact.clone(), json!({"precision": "at_least"}));
    let guess = with(exact.clone(), json!({"precision": "from hearsay"}));
    let broken = with(exact.clone(), json!({"precision": 1}));
    let not_known = row("2026-11-23", json!([null]));
    let no_service = with(
        row("2026-11-23", json!([-1])),
        json!({"precision": "estimate"}),
    );

    assert_eq!(
        first_of(json!([exact, at_least, guess]))["precision"],
        "estimate"
    );
    assert_eq!(first_of(json!([exact, broken]))["precision"], "exact");
    assert_eq!(first_of(json!([exact, at_least]))["precision"], "at_least");
    assert_eq!(first_of(json!([exact, not_known]))["precision"], "at_least");
    assert_eq!(first_of(json!([exact, no_service]))["precision"], "exact");
}

#[test]
fn lead_days_are_the_rows_own_then_the_offices_then_the_feeds_and_a_walk_in_rows_only_its_own() {
    let days = json!([1, 2, 3, 4]);
    let in_app = row("2026-11-22", days.clone());
    let on_web = with(
        row("2026-11-22", days.clone()),
        json!({"channel": "web", "booking": {"lead_days": 1}}),
    );
    let walk_in = with(row("2026-11-22", days), json!({"channel": "walk_in"}));
    let strict = with(
        office("strict", json!([in_app, on_web, walk_in])),
        json!({"booking": {"lead_days": 3}}),
    );
    let plain = office("plain", json!([in_app]));
    let feed = with(
        feed(json!([strict, plain])),
        json!({"booking": {"lead_days": 2, "web": "https://example.org/book", "max_party": 4}}),
    );
    let query = json!({"channels": ["app", "web", "walk_in"], "sort": "soonest", "group": "none"});
    let ranking = rank(&feed, query);

    let mut firsts: Vec<(&str, &str, &str, &Value)> = Vec::new();
    for offer in ranking["offers"].as_array().unwrap() {
        let text = |name: &str| offer[name].as_str().unwrap();
        let entry = (
            text("officeId"),
            text("channel"),
            text("date"),
            &offer["booking"]["leadDays"],
        );
        if !firsts
            .iter()
            .any(|first| (first.0, first.1) == (entry.0, entry.1))
        {
            firsts.push(entry);
        }
    }
    assert_eq!(
        firsts,
        [
            ("strict", "walk_in", "2026-11-22", &json!(0)),
            ("strict", "web", "2026-11-23", &json!(1)),
            ("plain", "app", "2026-11-24", &json!(2)),
            ("strict", "app", "2026-11-25", &json!(3)),
        ]
    );
    // A walk-in row has only its own lead days; the rest of its booking comes from the feed.
    assert_eq!(
        ranking["offers"][0]["booking"],
        json!({"web": "https://example.org/book", "leadDays": 0, "maxParty": 4, "steps": []})
    );
}

#[test]
fn the_nearest_booking_steps_win_even_if_there_are_none() {
    let in_app = row("2026-11-22", json!([1]));
    let no_steps = with(
        office("plain", json!([in_app])),
        json!({"booking": {"steps": []}}),
    );
    let feed = with(
        feed(json!([no_steps, office("zealous", json!([in_app]))])),
        json!({"booking": {"steps": ["Pilih kantor"]}}),
    );
    let ranking = rank(&feed, json!({}));
    assert_eq!(ranking["offers"][0]["booking"]["steps"], json!([]));
    assert_eq!(
        ranking["offers"][1]["booking"]["steps"],
        json!([{"text": "Pilih kantor"}])
    );
}

#[test]
fn weekends_and_closures_make_the_passport_late() {
    // Wednesday the 25th is closed for all, Monday the 30th at this office.
    let closed_monday = with(
        office("a", json!([row("2026-11-23", json!([1, 1, 1, 1, 1]))])),
        json!({"closed": [{"from": "2026-11-30", "to": "2026-11-30", "reason": {"en": "Move", "jv": "Pindhah"}}]}),
    );
    let feed = with(
        feed(json!([closed_monday])),
        json!({
            "services": [{"id": "regular", "name": "Paspor", "default": true, "ready_days": 3}],
            "closed": [{"from": "2026-11-25", "to": "2026-11-25"}],
        }),
    );
    let ready = |query: Value| {
        let ranking = rank(
            &feed,
            with(query, json!({"group": "none", "sort": "soonest"})),
        );
        let offers = ranking["offers"].as_array().unwrap().iter();
        let date_ready = |offer: &Value| {
            format!(
                "{} {}",
                offer["date"].as_str().unwrap(),
                offer["readyOn"].as_str().unwrap()
            )
        };
        offers.map(date_ready).collect::<Vec<_>>()
    };

    // From Monday: Tuesday, Thursday, Friday. From Tuesday: Thursday, Friday, Tuesday. From Wednesday the same.
    // From Thursday: Friday, Tuesday, Wednesday. From Friday: Tuesday, Wednesday, Thursday.
    assert_eq!(
        ready(json!({})),
        [
            "2026-11-23 2026-11-27",
            "2026-11-24 2026-12-01",
            "2026-11-25 2026-12-01",
            "2026-11-26 2026-12-02",
            "2026-11-27 2026-12-03",
        ]
    );
    // It is ready at least the day before the deadline.
    let needed_by = |date: &str| ready(json!({"neededBy": date}));
    assert_eq!(needed_by("2026-11-27"), [""; 0]);
    assert_eq!(needed_by("2026-11-28"), ["2026-11-23 2026-11-27"]);
    assert_eq!(needed_by("2026-12-01"), ["2026-11-23 2026-11-27"]);
    assert_eq!(needed_by("2026-12-02").len(), 3);

    // The closure comes with its reason, in English for lack of Indonesian.
    let office = &rank(&feed, json!({}))["offers"][0]["office"];
    assert_eq!(
        office["closed"],
        json!([
            {"from": "2026-11-25", "to": "2026-11-25"},
            {"from": "2026-11-30", "to": "2026-11-30", "reason": {"text": "Move", "lang": "en"}},
        ])
    );
}

#[test]
fn an_event_is_an_offer_of_its_own() {
    let simpatik = json!({"id": "simpatik", "name": "Paspor Simpatik", "note": {"en": "Saturday"}});
    let ordinary = row("2026-11-27", json!([3, 1]));
    let special = with(row("2026-11-28", json!([20])), json!({"event": simpatik}));
    let feed = feed(json!([office("a", json!([special, ordinary]))]));

    let ranking = rank(&feed, json!({"sort": "soonest", "group": "none"}));
    // On Saturday the event's risk is 7 / 20, the ordinary day's 7.
    assert_eq!(
        offers(&ranking),
        [
            ("a", "2026-11-27", 3),
            ("a", "2026-11-28", 20),
            ("a", "2026-11-28", 1)
        ]
    );
    assert_eq!(
        ranking["offers"][1]["event"],
        json!({"id": "simpatik", "name": {"text": "Paspor Simpatik"}, "note": {"text": "Saturday", "lang": "en"}})
    );
    assert_eq!(ranking["offers"][1]["days"], json!([]));
    assert_eq!(
        offers(&rank(&feed, json!({"events": "only"}))),
        [("a", "2026-11-28", 20)]
    );
    assert_eq!(
        offers(&rank(
            &feed,
            json!({"events": "exclude", "sort": "most_open"})
        )),
        [("a", "2026-11-27", 3)]
    );
}

#[test]
fn the_first_row_in_the_feed_with_places_says_how_to_book_whatever_its_dates() {
    let later = with(
        row("2026-11-29", json!([5])),
        json!({"event": {"id": "e", "name": "Simpatik"}, "booking": {"phone": "+622"}}),
    );
    let same_day = with(
        row("2026-11-28", json!([4, 4])),
        json!({"event": {"id": "e", "name": "Simpatik"}, "booking": {"phone": "+623"}}),
    );
    let feed = feed(json!([office("a", json!([later, same_day]))]));

    let ranking = rank(&feed, json!({"sort": "soonest", "group": "none"}));
    assert_eq!(
        offers(&ranking),
        [("a", "2026-11-28", 4), ("a", "2026-11-29", 9)]
    );
    for (at, phone) in [(0, "+623"), (1, "+622")] {
        assert_eq!(ranking["offers"][at]["booking"]["phone"], phone);
    }
}

#[test]
fn the_first_row_in_the_feed_describes_an_event_whatever_its_dates() {
    let called = |from: &str, name: &str| {
        let event = json!({"id": "e", "name": name});
        with(row(from, json!([4])), json!({"event": event}))
    };
    let rows = [
        called("2026-11-29", "Simpatik"),
        called("2026-11-28", "Pameran"),
        called("2026-11-30", "Pasar malam"),
    ];
    let ranking = rank(
        &feed(json!([office("a", json!(rows))])),
        json!({"sort": "soonest", "group": "none"}),
    );
    assert_eq!(
        offers(&ranking),
        [
            ("a", "2026-11-28", 4),
            ("a", "2026-11-29", 4),
            ("a", "2026-11-30", 4)
        ]
    );
    for offer in ranking["offers"].as_array().unwrap() {
        assert_eq!(offer["event"]["name"]["text"], "Simpatik");
    }
}

#[test]
fn of_two_days_that_cost_the_same_the_sooner_comes_first() {
    // For two people: 1 + 7 days, 2 + 2, 3 + 1 and 4 + 0.7.
    let cells = json!([2, 7, 14, 20]);
    let feed = feed(json!([office("a", json!([row("2026-11-23", cells)]))]));
    let ranking = rank(&feed, json!({"party": 2}));
    assert_eq!(offers(&ranking), [("a", "2026-11-24", 7)]);
    assert_eq!(ranking["offers"][0]["costDays"], 4.0);
}
