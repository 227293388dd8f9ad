//! Tests the design's own case: three passports for a family in Kota Kediri, whose own office is full.

use serde_json::{Value, json};

use super::feeds::{feed, offers, office, rank, row, with};

/// Kediri is full until 30 November, Blitar has twelve places on Thursday, Surabaya forty on Monday with old data.
fn east_java() -> Value {
    let kediri = with(
        office(
            "kediri",
            json!([row("2026-11-22", json!([-1, 0, 0, 0, 0, 0, -1, -1, 0]))]),
        ),
        json!({"lat": -7.75517, "lon": 111.94975}),
    );
    let blitar = with(
        office(
            "blitar",
            json!([row("2026-11-22", json!([-1, 0, 1, 0, 12, 0, -1, -1, 2]))]),
        ),
        json!({"name": "Kantor Imigrasi Kelas II Non TPI Blitar", "short": "Blitar", "lat": -8.062_395, "lon": 112.070_374}),
    );
    let surabaya = with(
        office("surabaya", json!([row("2026-11-22", json!([-1, 40, 0]))])),
        json!({"lat": -7.380_766, "lon": 112.758_306, "observed_at": "2026-11-22T05:00:00+07:00"}),
    );
    with(
        feed(json!([kediri, blitar, surabaya])),
        json!({
            "services": [{"id": "regular", "name": {"id": "Paspor biasa", "en": "Passport"}, "default": true, "ready_days": 4}],
            "booking": {"android": "https://example.org/m-paspor", "max_party": 5, "steps": ["Pilih kantor"]},
            "release": {"next_at": "2026-11-27T09:00:00+07:00"},
        }),
    )
}

/// Three people at Kota Kediri with a flight on 27 December.
fn family() -> Value {
    json!({"near": {"lat": -7.82, "lon": 112.01}, "party": 3, "neededBy": "2026-12-27"})
}

#[test]
fn a_family_of_three_is_sent_to_blitar_on_thursday() {
    let ranking = rank(&east_java(), family());

    // Blitar: 4 days + 27.761 km / 20 + 7 * 3 / 12 = 4 + 1.38805 + 1.75; 27.761 km comes from another tool.
    // The places of Thursday and four working days: Friday, Monday, Tuesday, Wednesday 2 December.
    assert_eq!(
        ranking["offers"][0],
        json!({
            "officeId": "blitar",
            "office": {
                "id": "blitar",
                "name": {"text": "Kantor Imigrasi Kelas II Non TPI Blitar"},
                "short": {"text": "Blitar"},
                "lat": -8.062_395,
                "lon": 112.070_374,
                "timeZone": "Asia/Jakarta",
                "notes": [],
                "closed": [],
                "nextReleaseAt": "2026-11-27T09:00:00+07:00",
                "observedAt": "2026-11-22T08:00:00+07:00",
            },
            "serviceId": "regular",
            "service": {"text": "Paspor biasa"},
            "channel": "app",
            "date": "2026-11-26",
            "readyOn": "2026-12-02",
            "open": 12,
            "precision": "exact",
            "together": true,
            "sessions": [],
            "distanceKm": 27.761,
            "waitDays": 4.0,
            "travelDays": 1.38805,
            "riskDays": 1.75,
            "costDays": 7.13805,
            "ageSeconds": 720.0,
            "stale": false,
            "expired": false,
            "booking": {
                "android": "https://example.org/m-paspor",
                "leadDays": 0,
                "maxParty": 5,
                "steps": [{"text": "Pilih kantor"}],
            },
            "days": [
                {"date": "2026-11-24", "open": 1, "state": "tooFew"},
                {"date": "2026-11-30", "open": 2, "state": "tooFew"},
            ],
        })
    );
}

#[test]
fn old_news_make_the_sooner_office_the_second_choice() {
    let ranking = rank(&east_java(), family());

    assert_eq!(
        offers(&ranking),
        [("blitar", "2026-11-26", 12), ("surabaya", "2026-11-23", 40)]
    );
    // Surabaya: 1 day + 95.853 km / 20 + 7 * 3 / 40 * 3.2, since its data is 3.2 times as old as fresh data may be: 1 +
    // 4.79265 + 1.68. With fresh data it would be 6.31765 and come first.
    assert_eq!(ranking["offers"][1]["costDays"], 7.47265);
    assert_eq!(ranking["offers"][1]["stale"], true);
    assert_eq!(ranking["total"], 2);
    assert_eq!(ranking["offices"], 2);
}

#[test]
fn the_own_office_says_that_it_is_full_and_until_when() {
    let ranking = rank(&east_java(), family());

    let nearer = &ranking["nearer"];
    assert_eq!(nearer.as_array().unwrap().len(), 1);
    assert_eq!(nearer[0]["officeId"], "kediri");
    assert_eq!(nearer[0]["distanceKm"], 9.799);
    assert_eq!(nearer[0]["reason"], "full");
    assert_eq!(nearer[0]["until"], "2026-11-30");
    assert_eq!(nearer[0]["nextReleaseAt"], "2026-11-27T09:00:00+07:00");
    assert_eq!(ranking.get("empty"), None);
}

#[test]
fn each_order_has_its_own_first_offer() {
    let highlights = &rank(&east_java(), family())["highlights"];

    assert_eq!(highlights["best"]["officeId"], "blitar");
    assert_eq!(highlights["nearest"]["officeId"], "blitar");
    assert_eq!(highlights["soonest"]["officeId"], "surabaya");
    assert_eq!(highlights["mostOpen"]["officeId"], "surabaya");
}

#[test]
fn a_flight_on_saturday_leaves_only_mondays_places() {
    // Ready the day before, on Friday the 27th: only Sunday and Monday the 23rd are early enough, and four working days after Monday
    // is Friday. Blitar is full on Monday, and Surabaya's forty are left.
    let query = with(family(), json!({"neededBy": "2026-11-28"}));
    let ranking = rank(&east_java(), query);
    assert_eq!(offers(&ranking), [("surabaya", "2026-11-23", 40)]);
    let reasons: Vec<_> = ranking["nearer"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["reason"])
        .collect();
    assert_eq!(reasons, ["full", "full"]);
}
