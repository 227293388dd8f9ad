//! Tests reading feeds: what is refused whole and where; `dropped` tests what falls alone.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "helpers of tests are tests"
)]

mod dropped;

use std::rc::Rc;

use serde_json::{Value, json};
use slot_finder::{Feed, FeedError, FeedErrorKind, Limit, Problem, Query, TzZones, parse_rfc3339};
use url::Url;

/// Makes a feed with this many of something.
type Make<'a> = &'a dyn Fn(usize) -> Value;

/// A feed of one good office, modified by `change`.
fn feed(change: impl FnOnce(&mut Value)) -> Value {
    let mut feed = json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "services": [{"id": "regular", "name": "Paspor", "default": true}],
        "offices": [office("kediri")]
    });
    change(&mut feed);
    feed
}

fn office(id: &str) -> Value {
    json!({"id": id, "name": "Kantor", "lat": -7.7552, "lon": 111.9498, "quota": [row(json!([0, 3]))]})
}

fn row(open: Value) -> Value {
    json!({"service": "regular", "from": "2026-11-23", "open": open})
}

fn open_text(text: &str) -> Result<Feed, FeedError> {
    let address = Url::parse("https://example.org/feeds/jatim.json").unwrap();
    Feed::open(text.into(), Some(Rc::new(address)), &TzZones)
}

fn opened(feed: &Value) -> Feed {
    open_text(&feed.to_string()).unwrap()
}

fn refused(feed: &Value) -> FeedError {
    open_text(&feed.to_string()).unwrap_err()
}

/// Code and pointer of each problem.
fn problems(feed: &Value) -> Vec<(&'static str, String)> {
    let named = |problem: Problem| (problem.code, problem.pointer);
    opened(feed).problems().into_iter().map(named).collect()
}

/// Date and places of each day offered to a question without restrictions.
fn offers(feed: &Value) -> Vec<(String, i64)> {
    let feed = opened(feed);
    let query = Query::from_json(r#"{"group": "none", "limit": 1000}"#).unwrap();
    let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
    let ranking = feed.rank(&query, now, &TzZones);
    let mut offers: Vec<_> = ranking
        .offers
        .iter()
        .map(|offer| (offer.date.to_string(), offer.open))
        .collect();
    offers.sort();
    offers
}

#[test]
fn a_good_feed_has_no_problem() {
    let feed = feed(|_| {});
    assert_eq!(problems(&feed), []);
    assert_eq!(offers(&feed), [("2026-11-24".to_owned(), 3)]);
}

#[test]
fn what_is_no_json_is_refused_with_line_column_and_pointer() {
    let error = open_text("{\n  \"format\": \"slot-feed\",\n  \"offices\": [{\"id\": oops}]\n}")
        .unwrap_err();
    assert_eq!(error.kind, FeedErrorKind::Syntax);
    let place = error.place.clone().unwrap();
    assert_eq!(
        (place.line, place.column, place.pointer.as_str()),
        (3, 22, "/offices/0/id")
    );
    let message = "The feed is not JSON at line 3, column 22 (/offices/0/id). Fix that place and publish again.";
    assert_eq!(error.to_string(), message);
}

#[test]
fn a_feed_that_was_cut_off_says_so() {
    let whole = feed(|_| {}).to_string();
    for end in 1..whole.len() {
        let error = open_text(&whole[..end]).unwrap_err();
        assert_eq!(error.kind, FeedErrorKind::Syntax, "{end}");
    }
    assert!(
        open_text(&whole[..90])
            .unwrap_err()
            .to_string()
            .contains("it ends too early")
    );
}

#[test]
fn bytes_that_are_no_utf8_are_refused_where_they_stand() {
    let error = Feed::open(b"{\n \"name\": \"\xff\"}".to_vec(), None, &TzZones).unwrap_err();
    assert_eq!(error.kind, FeedErrorKind::Encoding);
    assert_eq!(error.place.unwrap().line, 2);
}

#[test]
fn a_byte_order_mark_is_stepped_over() {
    assert!(open_text(&format!("\u{feff}{}", feed(|_| {}))).is_ok());
}

#[test]
fn another_format_and_another_major_version_are_refused_by_name() {
    for (feed, kind) in [
        (json!([]), FeedErrorKind::Format),
        (json!({}), FeedErrorKind::Format),
        (
            feed(|feed| feed["format"] = json!("gbfs")),
            FeedErrorKind::Format,
        ),
        (
            feed(|feed| feed["version"] = json!("2.0")),
            FeedErrorKind::Version,
        ),
        (
            feed(|feed| feed["version"] = json!(1)),
            FeedErrorKind::Version,
        ),
    ] {
        assert_eq!(refused(&feed).kind, kind, "{feed}");
    }
    assert!(
        refused(&feed(|feed| feed["version"] = json!("2.0")))
            .to_string()
            .contains("version 2.0")
    );
}

#[test]
fn a_higher_minor_version_and_unknown_fields_are_ignored() {
    let feed = feed(|feed| {
        feed["version"] = json!("1.7");
        feed["future"] = json!({"deep": ["x".repeat(5000)]});
        feed["offices"][0]["future"] = json!("x".repeat(5000));
        feed["offices"][0]["quota"][0]["future"] = json!([1, {"a": null}]);
    });
    assert_eq!(problems(&feed), []);
    assert_eq!(offers(&feed).len(), 1);
}

#[test]
fn without_a_time_a_language_or_offices_no_answer_would_be_right() {
    for (key, kind) in [
        ("generated_at", FeedErrorKind::Field),
        ("language", FeedErrorKind::Field),
        ("offices", FeedErrorKind::Offices),
    ] {
        for broken in [json!(null), json!(17), json!("")] {
            assert_eq!(
                refused(&feed(|feed| feed[key] = broken.clone())).kind,
                kind,
                "{key}: {broken}"
            );
        }
        let missing = feed(|feed| drop(feed.as_object_mut().unwrap().remove(key)));
        assert_eq!(refused(&missing).kind, kind, "{key}");
    }
}

#[test]
fn a_feed_says_all_that_its_envelope_says() {
    let feed = feed(|feed| {
        let more = json!({
            "version": "1.7", "ttl": 60, "stale_after": 600, "expires_after": 6000, "sample": true,
            "license": "CC0-1.0", "attribution": {"id": "Sumber", "en": "Source"},
            "publisher": {"name": "Imigrasi", "url": "../", "contact": "a@example.org", "official": true},
            "services_overlap": true,
            "services": [
                {"id": "fast", "name": "Cepat", "description": "Hari itu", "default": true, "ready_days": 1,
                    "bring": ["KTP"], "surcharge": {"amount": 1_000_000, "currency": "IDR", "per": "family"}},
                {"id": "slow"},
            ],
            "kinds": [{"id": "kanim", "name": "Kantor"}],
            "regions": [{"id": "ID-JI", "name": "Jawa Timur"}],
            "alerts": [{"text": "Libur", "url": "libur", "from": "2026-12-24", "to": "2026-12-26", "offices": ["kediri"]}],
        });
        feed.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        feed["offices"][0]["quota"][0]["precision"] = json!(1);
    });
    let opened = opened(&feed);
    let expected = json!({
        "version": "1.7", "generatedAt": "2026-11-22T08:00:00+07:00", "ttl": 60, "staleAfter": 600, "expiresAfter": 6000,
        "language": "id", "sample": true,
        "publisher": {"name": {"text": "Imigrasi"}, "url": "https://example.org/", "contact": "a@example.org", "official": true},
        "license": "CC0-1.0", "attribution": {"text": "Sumber"}, "servicesOverlap": true, "offices": 1,
        "services": [
            {"id": "fast", "name": {"text": "Cepat"}, "description": {"text": "Hari itu"}, "isDefault": true, "readyDays": 1,
                "bring": [{"text": "KTP"}], "surcharge": {"amount": 1_000_000.0, "currency": "IDR", "per": "family"}},
            {"id": "slow", "name": {"text": "slow"}, "isDefault": false, "bring": []},
        ],
        "kinds": [{"id": "kanim", "name": {"text": "Kantor"}}],
        "regions": [{"id": "ID-JI", "name": {"text": "Jawa Timur"}}],
        "alerts": [{"text": {"text": "Libur"}, "url": "https://example.org/feeds/libur", "from": "2026-12-24",
            "to": "2026-12-26", "offices": ["kediri"]}], "problems": [],
    });
    let about = serde_json::to_value(opened.about(None)).unwrap();
    assert_eq!(about, expected);
    let english = opened.about(Some("en")).attribution.unwrap();
    assert_eq!((&*english.text, english.lang), ("Source", None));
    let codes: Vec<_> = opened
        .info()
        .problems
        .iter()
        .map(|problem| problem.code)
        .collect();
    // A row is read when an answer needs it, or to tell of all problems.
    assert_eq!(codes, ["bad-field"]);
}

#[test]
fn what_stands_between_two_lists_of_quota_is_told_and_the_last_list_counts() {
    let text = feed(|_| {}).to_string();
    let quota = r#""quota":["#;
    let between = r#""quota":[{"service":"regular","from":"2026-11-23","open":[9]}],"address":"Jl. Veteran","quota":["#;
    assert_eq!(text.matches(quota).count(), 1);
    let feed = open_text(&text.replace(quota, between)).unwrap();
    let query = Query::default();
    let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
    let ranking = feed.rank(&query, now, &TzZones);
    let told = ranking.offers.iter();
    let told: Vec<_> = told
        .map(|offer| (offer.open, offer.office.address.as_deref()))
        .collect();
    assert_eq!(told, [(3, Some("Jl. Veteran"))]);
}

#[test]
fn a_refused_field_is_named_with_its_place_and_what_to_do() {
    for (key, to_do) in [
        ("language", "Say in which language its plain texts are"),
        ("generated_at", "Say when it was made"),
    ] {
        let broken = refused(&feed(|feed| feed[key] = json!(17)));
        assert_eq!(broken.place.clone().unwrap().pointer, format!("/{key}"));
        let missing = refused(&feed(|feed| feed[key] = json!(null)));
        assert_eq!(missing.place, None);
        for error in [broken, missing] {
            let message = error.to_string();
            assert!(message.contains(&format!("`{key}`")), "{message}");
            assert!(message.contains(to_do), "{message}");
        }
    }
}

#[test]
fn an_entry_without_a_generation_is_refused() {
    let split = feed(|feed| {
        feed.as_object_mut().unwrap().remove("offices");
        feed["parts"] = json!([{"url": "part.json"}]);
    });
    assert_eq!(refused(&split).kind, FeedErrorKind::Split);
}

#[test]
fn every_limit_holds_at_its_number_and_refuses_one_more() {
    let rows =
        |n: usize| feed(|feed| feed["offices"][0]["quota"] = json!(vec![row(json!([1])); n]));
    let days = |n: usize| feed(|feed| feed["offices"][0]["quota"][0] = row(json!(vec![1; n])));
    let services = |n: usize| {
        let service = |n| json!({"id": format!("s{n}"), "name": "S"});
        feed(|feed| feed["services"] = (0..n).map(service).collect())
    };
    let text = |n: usize| feed(|feed| feed["offices"][0]["notes"] = json!(["é".repeat(n)]));
    let name = |n: usize| feed(|feed| feed["publisher"] = json!({"name": {"id": "é".repeat(n)}}));
    let cell = |n: usize| feed(|feed| feed["offices"][0]["quota"][0] = row(json!([n])));
    let depth = |n: usize| {
        let deep = (0..n - 2).fold(json!(1), |inner, _| json!([inner]));
        feed(|feed| feed["future"] = json!([deep]))
    };
    let office_list = |key: &'static str, entry: Value| {
        move |n: usize| feed(|feed| feed["offices"][0][key] = json!(vec![entry.clone(); n]))
    };
    let list = |key: &'static str, entry: Value| {
        move |n: usize| feed(|feed| feed[key] = json!(vec![entry.clone(); n]))
    };
    let office_steps = |n: usize| {
        feed(|feed| feed["offices"][0]["booking"] = json!({"steps": vec!["Langkah"; n]}))
    };
    let feed_steps = |n: usize| feed(|feed| feed["booking"] = json!({"steps": vec!["L"; n]}));
    let row_steps = |n: usize| {
        feed(|feed| feed["offices"][0]["quota"][0]["booking"] = json!({"steps": vec!["L"; n]}))
    };
    let totals =
        |n: usize| feed(|feed| feed["offices"][0]["quota"][0]["total"] = json!(vec![1; n]));
    // What is left out of a feed is held to the limits too.
    let broken_row = |key: &'static str, value: Value| {
        feed(|feed| feed["offices"][0]["quota"][0] = json!({"service": 7, key: value}))
    };
    let broken_days = |n: usize| broken_row("open", json!(vec![1; n]));
    let broken_steps = |n: usize| broken_row("booking", json!({"steps": vec!["L"; n]}));
    let closed = json!({"from": "2026-12-25", "to": "2026-12-25"});
    let named = json!({"id": "a", "name": "A"});
    let (notes, aliases) = (
        office_list("notes", json!("n")),
        office_list("aliases", json!("a")),
    );
    let (office_closed, feed_closed) = (
        office_list("closed", closed.clone()),
        list("closed", closed),
    );
    let (kinds, regions) = (list("kinds", named.clone()), list("regions", named));
    let alerts = list("alerts", json!({"text": "A"}));
    let alerted =
        |n: usize| feed(|feed| feed["alerts"] = json!([{"text": "A", "offices": vec!["a"; n]}]));
    let limits: [(&str, &str, Make<'_>, usize); 21] = [
        ("rows", "rows", &rows, 500),
        ("days", "days", &days, 1000),
        ("totals of a row", "days", &totals, 1000),
        ("days of a broken row", "days", &broken_days, 1000),
        (
            "steps of a broken row",
            "hundred-entries",
            &broken_steps,
            100,
        ),
        ("services", "services", &services, 1000),
        ("text", "text", &text, 2000),
        ("name", "text", &name, 2000),
        ("cell", "cell", &cell, 1_000_000),
        ("depth", "depth", &depth, 32),
        ("notes", "hundred-entries", &notes, 100),
        ("aliases", "hundred-entries", &aliases, 100),
        (
            "closures of an office",
            "thousand-entries",
            &office_closed,
            1000,
        ),
        ("closures of the feed", "year-entries", &feed_closed, 366),
        ("kinds", "ten-thousand-entries", &kinds, 10_000),
        ("regions", "ten-thousand-entries", &regions, 10_000),
        ("alerts", "thousand-entries", &alerts, 1000),
        ("offices of an alert", "thousand-entries", &alerted, 1000),
        ("steps of an office", "hundred-entries", &office_steps, 100),
        ("steps of a row", "hundred-entries", &row_steps, 100),
        ("steps of the feed", "hundred-entries", &feed_steps, 100),
    ];
    for (what, code, make, limit) in limits {
        assert!(open_text(&make(limit).to_string()).is_ok(), "{what}");
        let error = refused(&make(limit + 1));
        assert_eq!(error.kind, FeedErrorKind::Limit, "{what}");
        assert!(error.place.is_some(), "{what}");
        assert_eq!(error.limit.map(Limit::code), Some(code), "{what}");
    }
}

#[test]
fn a_row_with_a_broken_session_is_left_out_wherever_the_session_comes() {
    let first =
        json!({"session": "early", "service": "regular", "from": "2026-11-23", "open": [5]});
    let mut last = row(json!([7]));
    last["session"] = json!("early");
    for broken in [first, last] {
        let feed = feed(|feed| feed["offices"][0]["quota"] = json!([broken, row(json!([3]))]));
        let feed = open_text(&feed.to_string()).unwrap();
        let now = parse_rfc3339("2026-11-22T08:00:00+07:00").unwrap();
        let query = Query::default();
        let ranking = feed.rank(&query, now, &TzZones);
        let places: Vec<_> = ranking.offers.iter().map(|offer| offer.open).collect();
        assert_eq!(places, [3], "{broken}");
    }
}

#[test]
fn more_than_600_zones_are_past_a_limit() {
    let zones = zone_names();
    // The feed's own zone counts too.
    let make = |n: usize| {
        let office = |(index, zone): (usize, &String)| json!({"id": format!("o{index}"), "name": "K", "time_zone": zone});
        feed(|feed| feed["offices"] = zones.iter().take(n).enumerate().map(office).collect())
    };
    assert!(open_text(&make(599).to_string()).is_ok());
    assert_eq!(refused(&make(600)).kind, FeedErrorKind::Limit);
}

/// Distinct names, whether or not such zones exist.
fn zone_names() -> Vec<String> {
    (0..700).map(|n| format!("Nowhere/City{n}")).collect()
}
