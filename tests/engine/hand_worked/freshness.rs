//! Tests the age of data: fresh, stale, expired, from before a release, from the future; and the local date of offices.

use serde_json::{Value, json};
use slot_finder::{Feed, Query, TzZones};

use super::feeds::{at, feed, offers, office, rank, rank_at, row, with};

/// One office with places every day of the week from Sunday on.
fn open_all_week() -> Value {
    feed(json!([office(
        "a",
        json!([row("2026-11-22", json!([1, 1, 1, 1, 1, 1, 1]))])
    )]))
}

#[test]
fn a_release_four_minutes_ago_makes_every_older_number_old() {
    let released_at_8_08 = with(
        open_all_week(),
        json!({"release": {"next_at": "2026-11-22T08:08:00+07:00"}}),
    );
    assert_eq!(
        rank(&released_at_8_08, json!({}))["freshness"],
        json!({"generatedAt": "2026-11-22T08:00:00+07:00", "ageSeconds": 720.0, "state": "before_release"})
    );

    // An office observed after the release is no concern, nor is one that the question excludes.
    let looked_at_8_09 = json!({"observed_at": "2026-11-22T08:09:00+07:00"});
    let mut feed = released_at_8_08;
    feed["offices"][0] = with(feed["offices"][0].clone(), looked_at_8_09);
    assert_eq!(rank(&feed, json!({}))["freshness"]["state"], "fresh");
    let second = office("b", json!([]));
    feed["offices"].as_array_mut().unwrap().push(second);
    assert_eq!(
        rank(&feed, json!({}))["freshness"]["state"],
        "before_release"
    );
    assert_eq!(
        rank(&feed, json!({"offices": ["a"]}))["freshness"]["state"],
        "fresh"
    );
}

#[test]
fn data_goes_stale_after_an_hour_and_expires_after_a_day_to_the_millisecond() {
    let feed = open_all_week();
    let state_and_offer = |time: &str| {
        let ranking = rank_at(time, &feed, &json!({}));
        let offer = &ranking["offers"][0];
        (
            ranking["freshness"]["state"].clone(),
            offer["stale"].clone(),
            offer["ageSeconds"].clone(),
        )
    };
    assert_eq!(
        state_and_offer("2026-11-22T08:59:59.999+07:00"),
        (json!("fresh"), json!(false), json!(3599.999))
    );
    assert_eq!(
        state_and_offer("2026-11-22T09:00:00+07:00"),
        (json!("stale"), json!(true), json!(3600.0))
    );
    assert_eq!(
        state_and_offer("2026-11-23T08:00:00+07:00"),
        (json!("stale"), json!(true), json!(86400.0))
    );
    let (state, no_offer, _) = state_and_offer("2026-11-23T08:00:00.001+07:00");
    assert_eq!((state, no_offer), (json!("expired"), Value::Null));
}

#[test]
fn a_feed_from_the_future_says_so_after_five_minutes() {
    let state = |time: &str| rank_at(time, &open_all_week(), &json!({}))["freshness"].clone();
    assert_eq!(state("2026-11-22T07:55:00+07:00")["state"], "fresh");
    let early = state("2026-11-22T07:54:59.999+07:00");
    assert_eq!(early["state"], "future");
    assert_eq!(early["ageSeconds"], 0.0);
}

#[test]
fn expired_places_are_shown_on_demand_and_come_last() {
    let old = with(
        office("a-old", json!([row("2026-11-22", json!([99]))])),
        json!({"observed_at": "2026-11-20T08:00:00+07:00", "lat": 0, "lon": 0}),
    );
    let new = office("b-new", json!([row("2026-11-30", json!([1]))]));
    let feed = feed(json!([old, new]));
    let near = json!({"near": {"lat": 0, "lon": 0}});

    let ranking = rank(&feed, near.clone());
    assert_eq!(offers(&ranking), [("b-new", "2026-11-30", 1)]);
    assert_eq!(ranking["nearer"][0]["reason"], "expired");

    // Even an office of unknown position comes before old data.
    let ranking = rank(&feed, with(near, json!({"expired": "show"})));
    assert_eq!(
        offers(&ranking),
        [("b-new", "2026-11-30", 1), ("a-old", "2026-11-22", 99)]
    );
    assert_eq!(ranking["offers"][1]["expired"], true);
    assert_eq!(ranking["nearer"], json!([]));
}

#[test]
fn half_past_ten_at_night_in_jakarta_is_already_tomorrow_in_jayapura() {
    let days = json!([row("2026-11-22", json!([5, 5]))]);
    let east = with(
        office("jayapura", days.clone()),
        json!({"time_zone": "Asia/Jayapura"}),
    );
    let feed = feed(json!([office("jakarta", days), east]));

    let query = json!({"group": "none", "sort": "soonest"});
    let ranking = rank_at("2026-11-22T22:30:00+07:00", &feed, &query);
    assert_eq!(
        offers(&ranking),
        [
            ("jakarta", "2026-11-22", 5),
            ("jayapura", "2026-11-23", 5),
            ("jakarta", "2026-11-23", 5)
        ]
    );
    let waits: Vec<_> = ranking["offers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|offer| &offer["waitDays"])
        .collect();
    assert_eq!(waits, [&json!(0.0), &json!(0.0), &json!(1.0)]);

    // At 21:59:59.999 it is still Sunday in both.
    let ranking = rank_at("2026-11-22T21:59:59.999+07:00", &feed, &query);
    assert_eq!(ranking["total"], 4);
}

#[test]
fn texts_come_in_the_language_asked_for_or_say_which_they_are_in() {
    let mut feed = open_all_week();
    let named = |name: Value| json!({"name": name, "notes": ["Bawa KTP"]});
    let name_in = |feed: &Value, lang: &str| {
        rank(feed, json!({"lang": lang}))["offers"][0]["office"]["name"].clone()
    };

    feed["offices"][0] = with(
        feed["offices"][0].clone(),
        named(json!({"id": "Kediri", "en": "Kediri Office"})),
    );
    assert_eq!(name_in(&feed, "en-GB"), json!({"text": "Kediri Office"}));
    assert_eq!(
        name_in(&feed, "jv"),
        json!({"text": "Kediri", "lang": "id"})
    );
    let office = rank(&feed, json!({"lang": "en"}))["offers"][0]["office"].clone();
    assert_eq!(office["notes"], json!([{"text": "Bawa KTP", "lang": "id"}]));

    feed["offices"][0] = with(
        feed["offices"][0].clone(),
        named(json!({"nl": "Kantoor", "de-AT": "Amt"})),
    );
    assert_eq!(name_in(&feed, "de"), json!({"text": "Amt"}));
    assert_eq!(
        name_in(&feed, "id"),
        json!({"text": "Amt", "lang": "de-AT"})
    );
}

#[test]
fn times_at_the_edges_are_told_as_javascript_reads_them() {
    for (written, told) in [
        ("2016-12-31t23:59:60.123456z", "2016-12-31T23:59:59.123Z"),
        ("0001-01-01T00:00:00+07:00", "0001-01-01T00:00:00+07:00"),
        ("9999-12-31T23:59:60-07:00", "9999-12-31T23:59:59-07:00"),
    ] {
        let times = json!({"observed_at": written, "release": {"next_at": written}});
        let office = with(office("a", json!([row("2026-11-23", json!([1]))])), times);
        let feed = with(feed(json!([office])), json!({"generated_at": written}));
        let feed = Feed::open(feed.to_string().into(), None, &TzZones).unwrap();
        let query = Query::from_json(r#"{"expired": "show"}"#).unwrap();
        let ranking = feed.rank(&query, at("2026-11-22T08:12:00+07:00"), &TzZones);
        let office = &ranking.offers[0].office;
        assert_eq!(feed.about(None).generated_at, told);
        assert_eq!(ranking.freshness.generated_at, told);
        assert_eq!(office.observed_at, told);
        assert_eq!(office.next_release_at.as_deref(), Some(told));
    }
}

#[test]
fn of_releases_at_one_moment_that_of_the_first_office_is_told_as_it_is_written() {
    let releases = |id: &str, next_at: &str| {
        with(
            office(id, json!([])),
            json!({"release": {"next_at": next_at}}),
        )
    };
    let feed = feed(json!([
        releases("a", "2026-11-28T09:00:00+07:00"),
        releases("b", "2026-11-27T09:00:00+07:00"),
        releases("c", "2026-11-27T02:00:00Z"),
    ]));
    let empty = &rank(&feed, json!({}))["empty"];
    assert_eq!(empty["nextReleaseAt"], "2026-11-27T09:00:00+07:00");
}

#[test]
fn nothing_is_ready_before_the_calendars_first_day() {
    let rows = json!([row("0001-01-01", json!([1, 1]))]);
    let feed = with(
        feed(json!([office("a", rows)])),
        json!({"generated_at": "0001-01-01T08:00:00+07:00"}),
    );
    let feed = Feed::open(feed.to_string().into(), None, &TzZones).unwrap();
    let now = at("0001-01-01T08:12:00+07:00");
    for (needed_by, total) in [("0001-01-01", 0), ("0001-01-02", 1), ("0001-01-03", 2)] {
        let query = json!({"neededBy": needed_by}).to_string();
        let query = Query::from_json(&query).unwrap();
        assert_eq!(feed.rank(&query, now, &TzZones).total, total, "{needed_by}");
    }
}

#[test]
fn in_the_last_hours_of_the_calendar_every_day_is_past() {
    let feed = feed(json!([office("a", json!([row("2026-11-23", json!([1]))]))]));
    // In Jakarta the year 10000 has begun.
    let now = at("9999-12-31T20:00:00Z");
    let feed = Feed::open(feed.to_string().into(), None, &TzZones).unwrap();
    let query = Query::from_json(r#"{"expired": "show"}"#).unwrap();
    assert_eq!(feed.rank(&query, now, &TzZones).total, 0);
}
