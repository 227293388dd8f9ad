//! Zones that are named otherwise than the format wants, or that the platform does not know: no office with quota is lost
//! because of them, and each is a problem.

use serde_json::{Value, json};
use slot_finder::{Dropped, Feed, LocalTime, Query, TzZones, Zones, parse_rfc3339};

/// A platform that knows no zone by itself, and of one more that it exists.
struct OldBrowser;

impl Zones for OldBrowser {
    fn local(&self, _: &str, _: i64) -> Option<LocalTime> {
        None
    }

    fn exists(&self, zone: &str) -> bool {
        zone == "Europe/Kyiv"
    }
}

/// A platform that takes anything for a zone, and gives it the time of Jakarta.
struct CarelessBrowser;

impl Zones for CarelessBrowser {
    fn local(&self, _: &str, ms: i64) -> Option<LocalTime> {
        TzZones.local("Asia/Jakarta", ms)
    }

    fn exists(&self, _: &str) -> bool {
        true
    }
}

/// A feed of that time, with places at its office today and tomorrow; the zones are left out where they are null.
fn feed(generated_at: &str, own_zone: &Value, office_zone: &Value) -> Value {
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": generated_at, "language": "id", "time_zone": own_zone,
        "services": [{"id": "regular", "name": "Paspor", "default": true}],
        "offices": [{
            "id": "kediri", "name": {"id": "Kantor Kediri", "en": "Kediri office"}, "time_zone": office_zone,
            "quota": [{"service": "regular", "from": "2026-11-22", "open": [3, 4]}]
        }]
    })
}

fn open(feed: &Value, zones: &dyn Zones) -> Feed {
    Feed::open(feed.to_string().into(), None, zones).unwrap()
}

/// The zone of the first offer, and its date, at an instant; none without an offer.
fn first(feed: &Value, zones: &dyn Zones, now: &str) -> Option<(String, String)> {
    let feed = open(feed, zones);
    let query = Query::from_json(r#"{"group": "none", "sort": "soonest"}"#).unwrap();
    let ranking = feed.rank(&query, parse_rfc3339(now).unwrap(), zones);
    let offer = ranking.offers.first()?;
    Some((offer.office.time_zone.clone(), offer.date.to_string()))
}

/// Code, pointer and what was left out, of each problem.
fn problems(feed: &Value, zones: &dyn Zones) -> Vec<(&'static str, String, Dropped)> {
    let problems = open(feed, zones).problems();
    let named = problems
        .into_iter()
        .map(|problem| (problem.code, problem.pointer, problem.dropped));
    named.collect()
}

const MORNING: &str = "2026-11-22T08:00:00+07:00";

#[test]
fn zones_of_indonesia_are_understood_however_they_are_named_and_without_a_database() {
    // One second before and at midnight of that zone.
    for (zone, iana, before, after) in [
        (
            "WIB",
            "Asia/Jakarta",
            "2026-11-22T16:59:59Z",
            "2026-11-22T17:00:00Z",
        ),
        (
            "GMT+8",
            "Asia/Makassar",
            "2026-11-22T15:59:59Z",
            "2026-11-22T16:00:00Z",
        ),
        (
            "UTC+09:00",
            "Asia/Jayapura",
            "2026-11-22T14:59:59Z",
            "2026-11-22T15:00:00Z",
        ),
    ] {
        for (own, office, pointers) in [
            (json!(null), json!(zone), vec!["/offices/0/time_zone"]),
            (json!(zone), json!(null), vec!["/time_zone"]),
        ] {
            let feed = feed(MORNING, &own, &office);
            for zones in [&TzZones as &dyn Zones, &OldBrowser] {
                assert_eq!(
                    first(&feed, zones, before),
                    Some((iana.into(), "2026-11-22".into())),
                    "{zone}"
                );
                assert_eq!(
                    first(&feed, zones, after),
                    Some((iana.into(), "2026-11-23".into())),
                    "{zone}"
                );
                let found = problems(&feed, zones);
                let told = pointers
                    .iter()
                    .map(|at| ("bad-zone", (*at).to_owned(), Dropped::Field));
                assert_eq!(found, told.collect::<Vec<_>>(), "{zone}");
            }
        }
    }
}

#[test]
fn a_platform_that_refuses_the_zones_of_indonesia_answers_like_one_that_knows_them() {
    for zone in [
        "Asia/Jakarta",
        "Asia/Pontianak",
        "Asia/Makassar",
        "Asia/Ujung_Pandang",
        "Asia/Jayapura",
        "Etc/GMT-7",
    ] {
        let feed = feed(MORNING, &json!(zone), &json!(null));
        assert_eq!(problems(&feed, &OldBrowser), [], "{zone}");
        for now in [
            "2026-11-22T14:59:59Z",
            "2026-11-22T15:00:00Z",
            "2026-11-22T16:00:00Z",
            "2026-11-22T17:00:00Z",
        ] {
            assert_eq!(
                first(&feed, &OldBrowser, now),
                first(&feed, &TzZones, now),
                "{zone} {now}"
            );
        }
    }
}

#[test]
fn without_a_zone_days_are_counted_at_the_offset_of_the_feed() {
    for (generated_at, zone, midnight) in [
        (
            "2026-11-22T08:00:00+07:00",
            "Etc/GMT-7",
            "2026-11-22T17:00:00Z",
        ),
        ("2026-11-22T01:00:00Z", "Etc/GMT", "2026-11-23T00:00:00Z"),
        (
            "2026-11-22T06:30:00+05:30",
            "+05:30",
            "2026-11-22T18:30:00Z",
        ),
    ] {
        let feed = feed(generated_at, &json!(null), &json!(null));
        assert_eq!(
            first(&feed, &TzZones, "2026-11-22T14:00:00Z"),
            Some((zone.into(), "2026-11-22".into()))
        );
        assert_eq!(
            first(&feed, &TzZones, midnight),
            Some((zone.into(), "2026-11-23".into()))
        );
        let problem = open(&feed, &TzZones).problems().remove(0);
        let told = format!(
            "Expected an IANA time zone at /offices/0/time_zone. Its days are those of {zone}."
        );
        assert_eq!(
            (problem.code, problem.dropped, problem.message),
            ("guessed-zone", Dropped::Field, told)
        );
    }
}

#[test]
fn a_zone_that_only_the_platform_does_not_know_is_no_reason_to_leave_an_office_out() {
    let office = feed(MORNING, &json!("Asia/Jakarta"), &json!("Europe/Kyiv"));
    assert_eq!(
        first(&office, &OldBrowser, MORNING),
        Some(("Etc/GMT-7".into(), "2026-11-22".into()))
    );
    assert_eq!(
        problems(&office, &OldBrowser),
        [(
            "guessed-zone",
            "/offices/0/time_zone".into(),
            Dropped::Field
        )]
    );
    assert_eq!(problems(&office, &TzZones), []);
    let whole = feed(MORNING, &json!("Europe/Kyiv"), &json!(null));
    assert_eq!(
        first(&whole, &OldBrowser, MORNING),
        Some(("Etc/GMT-7".into(), "2026-11-22".into()))
    );
    assert_eq!(
        problems(&whole, &OldBrowser),
        [("guessed-zone", "/time_zone".into(), Dropped::Field)]
    );
}

#[test]
fn a_feed_whose_zone_is_none_is_like_one_without() {
    let feed = feed(MORNING, &json!("Asia/Kediri"), &json!(null));
    assert_eq!(
        first(&feed, &TzZones, MORNING),
        Some(("Etc/GMT-7".into(), "2026-11-22".into()))
    );
    let told = [
        ("bad-field", "/time_zone".into(), Dropped::Field),
        (
            "guessed-zone",
            "/offices/0/time_zone".into(),
            Dropped::Field,
        ),
    ];
    assert_eq!(problems(&feed, &TzZones), told);
}

#[test]
fn an_office_that_is_left_out_is_named_without_reading_the_whole_feed() {
    let feed = feed(MORNING, &json!("Asia/Jakarta"), &json!("Asia/Kediri"));
    for lang in [None, Some("en")] {
        let about = open(&feed, &TzZones).about(lang);
        let [problem] = &*about.problems else {
            panic!("{:?}", about.problems)
        };
        assert_eq!(
            (problem.dropped, problem.office_id.as_deref()),
            (Dropped::Office, Some("kediri"))
        );
        assert_eq!(
            problem.office.as_ref().map(|name| &*name.text),
            Some("Kantor Kediri")
        );
    }
}

#[test]
fn the_name_of_an_office_goes_with_each_of_its_problems() {
    let mut feed = feed(MORNING, &json!("Asia/Jakarta"), &json!(null));
    let bad_row = json!({"service": "regular", "from": "23/11/2026", "open": [1]});
    feed["offices"][0]["quota"]
        .as_array_mut()
        .unwrap()
        .push(bad_row);
    let more = [
        json!({"id": "no id", "name": "Tanpa id"}),
        json!({"id": "kediri", "name": "Kembar"}),
        json!({"id": "blitar", "name": 7}),
        json!({"id": "malang", "name": "Malang", "quota": 7}),
        json!(7),
    ];
    feed["offices"].as_array_mut().unwrap().extend(more);
    let problems = open(&feed, &TzZones).problems();
    let told = problems.iter().map(|problem| {
        let name = problem.office.as_ref().map(|name| &*name.text);
        (
            problem.code,
            problem.dropped,
            problem.office_id.as_deref(),
            name,
        )
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            ("bad-id", Dropped::Office, None, Some("Tanpa id")),
            ("bad-name", Dropped::Office, Some("blitar"), None),
            ("bad-quota", Dropped::Office, Some("malang"), Some("Malang")),
            ("bad-office", Dropped::Office, None, None),
            (
                "repeated-id",
                Dropped::Office,
                Some("kediri"),
                Some("Kembar")
            ),
            (
                "bad-row",
                Dropped::Row,
                Some("kediri"),
                Some("Kantor Kediri")
            ),
        ]
    );
}

#[test]
fn what_is_no_name_of_a_zone_is_none_even_where_the_platform_takes_it() {
    let long = format!("Asia/{}", "a".repeat(60));
    for name in ["+05:30", "+0530", "Asia/Jakarta!", &long] {
        let bad = ("bad-zone", "/offices/0/time_zone".into(), Dropped::Office);
        let feed = feed(MORNING, &json!("Asia/Jakarta"), &json!(name));
        assert_eq!(problems(&feed, &CarelessBrowser), [bad], "{name}");
    }
    let good = feed(MORNING, &json!("Asia/Jakarta"), &json!("Asia/Nowhere_2"));
    assert_eq!(problems(&good, &CarelessBrowser), []);
}
