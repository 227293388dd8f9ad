//! Tests that the sample of real offices has the cases that the page must show, whatever the day.

use std::collections::BTreeSet;

use serde_json::Value;
use slot_finder::{Date, Feed, Query, Reason, TzZones};

use crate::running::{list, office, sample, sample_text, string};
use crate::valid::{self, date, instant};

/// The rows of an office except events.
fn rows<'a>(feed: &'a Value, id: &str) -> Vec<&'a Value> {
    list(&office(feed, id)["quota"])
        .iter()
        .filter(|row| row["event"].is_null())
        .collect()
}

fn events(feed: &Value) -> Vec<&Value> {
    let rows = list(&feed["offices"])
        .iter()
        .flat_map(|office| list(&office["quota"]));
    rows.filter(|row| row["event"].is_object()).collect()
}

fn last(row: &Value) -> Date {
    date(&row["from"]).plus(i32::try_from(list(&row["open"]).len()).unwrap() - 1)
}

/// The ids of the offices that match.
fn offices_where(feed: &Value, holds: impl Fn(&Value) -> bool) -> Vec<&str> {
    let offices = list(&feed["offices"]).iter().filter(|office| holds(office));
    offices.map(|office| string(&office["id"])).collect()
}

#[test]
fn the_same_seed_and_day_give_the_same_bytes_and_others_do_not() {
    let bytes = sample_text("--start 2026-11-22");
    assert_eq!(sample_text("--start 2026-11-22"), bytes);
    assert_eq!(sample_text("--start 2026-11-22 --seed 1"), bytes);
    assert_ne!(sample_text("--start 2026-11-22 --seed 2"), bytes);
    assert_ne!(sample_text("--start 2026-11-23"), bytes);
}

#[test]
fn without_a_day_it_is_made_today() {
    let feed = sample("");
    let age = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_millis();
    let hours = (i64::try_from(age).unwrap() - instant(&feed["generated_at"])) / 3_600_000;
    // Made at 08:00 of today in Jakarta, so between 8 hours ahead and 16 hours ago.
    assert!((-8..=16).contains(&hours), "{hours} hours");
}

#[test]
fn it_says_that_it_is_a_sample_and_not_official() {
    let feed = sample("--start 2026-11-22");
    assert_eq!(feed["sample"], true);
    assert_eq!(feed["publisher"]["official"], false);
    assert_eq!(feed["expires_after"], 2_592_000);
    assert_eq!(feed["generated_at"], "2026-11-22T08:00:00+07:00");
    assert!(string(&feed["attribution"]["id"]).contains("dikarang"));
}

#[test]
fn kediri_is_full_except_for_the_expensive_service_and_blitar_has_room_for_a_family() {
    let feed = sample("--start 2026-11-22");
    for row in rows(&feed, "kanim-kediri") {
        let open = list(&row["open"])
            .iter()
            .any(|cell| cell.as_i64() > Some(0));
        assert_eq!(open, row["service"] == "percepatan", "{row}");
    }
    let blitar = rows(&feed, "kanim-blitar");
    assert!(
        list(&blitar[0]["open"])[1..]
            .iter()
            .any(|cell| cell.as_i64() >= Some(3))
    );
}

#[test]
fn percepatan_is_same_day_costs_a_million_more_and_is_not_a_default() {
    let feed = sample("--start 2026-11-22");
    let services: Vec<_> = list(&feed["services"])
        .iter()
        .map(|service| string(&service["id"]))
        .collect();
    assert_eq!(services, ["regular", "electronic", "percepatan"]);
    let default: Vec<_> = list(&feed["services"])
        .iter()
        .map(|service| service["default"] == true)
        .collect();
    assert_eq!(default, [true, false, false]);
    let percepatan = &feed["services"][2];
    assert_eq!(percepatan["ready_days"], 0);
    assert_eq!(
        percepatan["surcharge"],
        serde_json::json!({"amount": 1_000_000, "currency": "IDR", "per": "person"})
    );
    assert_eq!(feed["services"][0]["ready_days"], 4);
}

#[test]
fn two_offices_have_a_paspor_simpatik_day_on_a_saturday_one_in_the_app_and_one_to_walk_in() {
    let feed = sample("--start 2026-11-22");
    let events = events(&feed);
    let days: BTreeSet<_> = events
        .iter()
        .map(|row| (string(&row["from"]), string(&row["channel"])))
        .collect();
    assert_eq!(
        days,
        BTreeSet::from([("2026-11-28", "app"), ("2026-12-05", "walk_in")])
    );
    let totals: Vec<_> = events
        .iter()
        .map(|row| row["total"].as_u64().unwrap())
        .collect();
    assert_eq!(totals, [20, 5, 20]);
}

#[test]
fn some_offices_have_hours_some_weekends_some_places_to_walk_in() {
    let feed = sample("--start 2026-11-22");
    let with_row = |holds: fn(&Value) -> bool| {
        offices_where(&feed, |office| list(&office["quota"]).iter().any(holds))
    };
    assert_eq!(
        with_row(|row| row["session"].is_object()),
        ["kanim-malang", "kanim-jember"]
    );
    let walk_in = with_row(|row| row["channel"] == "walk_in" && row["event"].is_null());
    assert_eq!(walk_in, ["ukk-batu", "mpp-trenggalek", "mpp-sumenep"]);
    // The second cell of 28 November is a Saturday.
    let saturday =
        with_row(|row| row["event"].is_null() && list(&row["open"])[6].as_i64() >= Some(0));
    assert_eq!(
        saturday,
        [
            "ulp-bg-junction",
            "lounge-ciputra-world",
            "lounge-icon-mall-gresik"
        ]
    );
    let precision = with_row(|row| row["precision"].is_string());
    assert_eq!(precision, ["kanim-banyuwangi", "ukk-bojonegoro"]);
}

#[test]
fn one_office_is_stale_by_hours_and_of_one_nothing_is_known() {
    let feed = sample("--start 2026-11-22");
    let stale = offices_where(&feed, |office| office["observed_at"].is_string());
    assert_eq!(stale, ["kanim-surabaya"]);
    assert_eq!(
        office(&feed, "kanim-surabaya")["observed_at"],
        "2026-11-22T05:00:00+07:00"
    );
    let unknown = offices_where(&feed, |office| {
        list(&office["quota"])
            .iter()
            .all(|row| list(&row["open"]).iter().all(Value::is_null))
    });
    assert_eq!(unknown, ["kanim-ponorogo"]);
}

#[test]
fn quota_is_released_to_the_end_of_the_month_and_where_it_opens_twice_a_month_further() {
    let feed = sample("--start 2026-11-22");
    assert_eq!(feed["release"]["next_at"], "2026-11-27T09:00:00+07:00");
    for office in list(&feed["offices"]) {
        let twice = office["release"].is_object();
        assert_eq!(
            twice,
            ["kanim-surabaya", "kanim-malang"].contains(&string(&office["id"]))
        );
        for row in list(&office["quota"])
            .iter()
            .filter(|row| row["event"].is_null())
        {
            assert_eq!(
                last(row),
                Date::parse(if twice { "2026-12-15" } else { "2026-11-30" }).unwrap()
            );
        }
    }
}

#[test]
fn holidays_and_an_offices_own_closure_are_listed_and_have_no_service() {
    let feed = sample("--start 2026-12-14 --days 30");
    let days = |closed: &Value| {
        list(closed)
            .iter()
            .map(|day| string(&day["from"]).to_owned())
            .collect::<Vec<_>>()
    };
    // Joint leave, Christmas, New Year and Isra Mikraj; the next ones are at most 45 days after the last released day.
    let closed = days(&feed["closed"]);
    assert_eq!(
        closed[..4],
        ["2026-12-24", "2026-12-25", "2027-01-01", "2027-01-05"]
    );
    let own = days(&office(&feed, "kanim-jember")["closed"]);
    assert_eq!(own, ["2026-12-17"]);
    for office in list(&feed["offices"])
        .iter()
        .filter(|office| office["id"] != "kanim-ponorogo")
    {
        let own = days(&office["closed"]);
        for row in list(&office["quota"])
            .iter()
            .filter(|row| row["event"].is_null())
        {
            let dates = date(&row["from"]).up_to(last(row));
            for (date, open) in dates.zip(list(&row["open"])) {
                if closed
                    .iter()
                    .chain(&own)
                    .any(|closed| *closed == date.to_string())
                {
                    assert_eq!(open, -1, "{} on {date}", office["id"]);
                }
            }
        }
    }
}

/// Every fifth day of fourteen months: covers every weekday and both ends of months and years.
fn many_days() -> impl Iterator<Item = String> {
    let first = Date::parse("2026-11-01").unwrap();
    (0..85).map(move |n| first.plus(n * 5).to_string())
}

#[test]
fn on_every_day_the_sample_is_valid_and_the_engine_finds_no_problem() {
    for day in many_days() {
        let text = sample_text(&format!("--start {day}"));
        let feed: Value = serde_json::from_str(&text).unwrap();
        valid::check(&feed);
        let release = date(&Value::from(&string(&feed["release"]["next_at"])[..10]));
        assert!(release.weekday() <= 5, "{day}: places open on {release}");
        let closed = list(&feed["closed"])
            .iter()
            .any(|closed| date(&closed["from"]) == release);
        assert!(!closed, "{day}: places open on {release}, which is closed");
        let feed = Feed::open(text.into_bytes(), None, &TzZones).unwrap();
        assert_eq!(feed.problems().len(), 0, "{day}: {:?}", feed.problems());
    }
}

#[test]
fn on_every_day_a_family_in_kediri_sees_its_own_office_full_and_another_open() {
    for day in many_days() {
        let text = sample_text(&format!("--start {day}"));
        let feed = Feed::open(text.into_bytes(), None, &TzZones).unwrap();
        let query =
            Query::from_json(r#"{"near": {"lat": -7.82, "lon": 112.01}, "party": 3}"#).unwrap();
        let now = instant(&Value::from(format!("{day}T08:12:00+07:00")));
        let ranking = feed.rank(&query, now, &TzZones);
        assert!(!ranking.offers.is_empty(), "{day}: nothing is open");
        let kediri = ranking
            .nearer
            .iter()
            .find(|nearer| nearer.office_id == "kanim-kediri");
        let reason = kediri
            .unwrap_or_else(|| panic!("{day}: Kediri is not among the nearer ones"))
            .reason;
        // On a weekend that ends the month, Kediri has no day left to be full.
        assert!(
            matches!(
                reason,
                Reason::Full | Reason::NotReleased | Reason::NoService
            ),
            "{day}: {reason:?}"
        );
    }
}

#[test]
fn a_sample_is_made_at_the_time_asked_for_and_its_old_office_hours_before() {
    let feed: serde_json::Value =
        serde_json::from_str(&sample_text("--start 2026-11-22 --time 01:30")).unwrap();
    assert_eq!(feed["generated_at"], "2026-11-22T01:30:00+07:00");
    let observed: Vec<_> = feed["offices"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|office| office["observed_at"].as_str())
        .collect();
    assert!(
        !observed.is_empty() && observed.iter().all(|time| time.starts_with("2026-11-21T2")),
        "{observed:?}"
    );
}
