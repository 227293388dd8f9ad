//! Feeds made to cost as much as possible, each limit of the format alone and many at once: every question takes work in
//! proportion to the feed's bytes, and to the offers of its answer, whatever it asks. Work is counted, so a slow machine changes nothing.

use std::fmt::Write;

use slot_finder::work::{Counts, counted};
use slot_finder::{Feed, Query, SummaryQuery, TzZones, parse_rfc3339};

const HEAD: &str = r#"{"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
    "expires_after": 100000000, "time_zone": "Asia/Jakarta""#;

/// A list of so many items.
fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    let items: Vec<String> = (0..count).map(item).collect();
    format!("[{}]", items.join(","))
}

/// A feed with these members beside those of its head.
fn feed(members: &str) -> String {
    format!("{HEAD}, {members}}}")
}

fn office(id: usize, members: &str) -> String {
    format!(
        r#"{{"id": "o{id}", "name": "O", "lat": -7.{}, "lon": 112.{}, {members}}}"#,
        id % 10_000,
        id % 9_999
    )
}

/// Cells, of which some have places.
fn cells(count: usize) -> String {
    list(count, |day| (day % 3).to_string())
}

fn row(service: usize, from: &str, more: &str, count: usize) -> String {
    format!(
        r#"{{"service": "s{service}", "from": "{from}", {more} "open": {}}}"#,
        cells(count)
    )
}

fn quota(rows: usize, row: impl Fn(usize) -> String) -> String {
    format!(r#""quota": {}"#, list(rows, row))
}

fn offices(count: usize, members: impl Fn(usize) -> String) -> String {
    feed(&format!(
        r#""offices": {}"#,
        list(count, |id| office(id, &members(id)))
    ))
}

const MONDAY: &str = "2026-11-23";

/// So many days after that Monday.
fn day(days: usize) -> String {
    let days = i64::try_from(days).unwrap();
    let monday: chrono::NaiveDate = MONDAY.parse().unwrap();
    (monday + chrono::TimeDelta::days(days)).to_string()
}

/// The feeds, by what they have too much of.
#[expect(clippy::too_many_lines, reason = "a table")]
fn feeds() -> Vec<(&'static str, String)> {
    let session = |n: usize| {
        format!(
            r#""session": {{"start": "{:02}:{:02}", "end": "23:59"}},"#,
            n / 60 % 23,
            n % 60
        )
    };
    let services = list(1000, |n| {
        format!(r#"{{"id": "s{n}", "name": "S", "default": true, "ready_days": {n}}}"#)
    });
    let closed = |count| {
        list(count, |n| {
            format!(
                r#"{{"from": "2026-12-{:02}", "to": "2027-01-{:02}"}}"#,
                n % 28 + 1,
                n % 28 + 1
            )
        })
    };
    let texts = |count| list(count, |_| format!("\"{}\"", "n".repeat(60)));
    let mut languages = String::from("{");
    for n in 0..8_000 {
        write!(languages, "\"l{n}\": \"O\", ").unwrap();
    }
    languages.push_str("\"id\": \"O\"}");
    vec![
        (
            "small offices",
            offices(1000, |_| quota(0, |_| String::new())),
        ),
        (
            "days of a row",
            offices(60, |_| quota(1, |_| row(0, MONDAY, "", 1000))),
        ),
        (
            "rows of an office, each of a service",
            offices(6, |_| quota(500, |n| row(n, MONDAY, "", 3))),
        ),
        (
            "rows of an office, one after another",
            offices(3, |_| {
                quota(500, |n| {
                    row(
                        0,
                        &format!(
                            "{:04}-{:02}-{:02}",
                            2027 + n / 336,
                            n / 28 % 12 + 1,
                            n % 28 + 1
                        ),
                        "",
                        1,
                    )
                })
            }),
        ),
        (
            "rows of an office, each a session",
            offices(5, |_| quota(500, |n| row(0, MONDAY, &session(n), 20))),
        ),
        (
            "rows of an office, each an event",
            offices(4, |_| {
                quota(500, |n| {
                    row(0, MONDAY, &format!(r#""event": {{"id": "e{n}"}},"#), 3)
                })
            }),
        ),
        (
            "long rows, one after another",
            offices(1, |_| quota(500, |n| row(0, &day(n * 50), "", 50))),
        ),
        (
            "long rows, one after another, each of a service",
            offices(1, |_| quota(500, |n| row(n, &day(n * 50), "", 50))),
        ),
        (
            "long rows, one after another, each an event",
            offices(1, |_| {
                quota(500, |n| {
                    let event = format!(r#""event": {{"id": "e{n}"}},"#);
                    row(0, &day(n * 50), &event, 50)
                })
            }),
        ),
        (
            "a long row, and short ones within it",
            offices(3, |_| {
                quota(500, |n| row(0, &day(n), "", if n == 0 { 1000 } else { 1 }))
            }),
        ),
        (
            "services, all of them default ones",
            feed(&format!(
                r#""services": {services}, "offices": {}"#,
                list(4, |id| office(id, &quota(500, |n| row(n, MONDAY, "", 2))))
            )),
        ),
        (
            "closures of the feed",
            feed(&format!(
                r#""closed": {}, "offices": {}"#,
                closed(100),
                list(200, |id| office(id, &quota(1, |_| row(0, MONDAY, "", 30))))
            )),
        ),
        (
            "closures of offices",
            offices(6, |_| {
                format!(
                    r#""closed": {}, {}"#,
                    closed(1000),
                    quota(1, |_| row(0, MONDAY, "", 30))
                )
            }),
        ),
        (
            "notes of offices",
            offices(50, |_| {
                format!(
                    r#""notes": {}, {}"#,
                    texts(100),
                    quota(1, |_| row(0, MONDAY, "", 30))
                )
            }),
        ),
        (
            "steps of booking",
            offices(100, |_| {
                format!(
                    r#""booking": {{"steps": {}}}, {}"#,
                    texts(100),
                    quota(1, |_| row(0, MONDAY, "", 30))
                )
            }),
        ),
        (
            "languages of a name",
            feed(&format!(
                r#""offices": [{{"id": "o", "name": {languages}, {}}}]"#,
                quota(1, |_| row(0, MONDAY, "", 30))
            )),
        ),
        (
            "zones",
            offices(800, |id| {
                format!(
                    r#""time_zone": "{}""#,
                    ["WIB", "Asia/Jayapura", "Nowhere/City", "+07:00"][id % 4]
                )
            }),
        ),
        (
            "problems",
            offices(600, |_| quota(20, |_| String::from("7"))),
        ),
        (
            "cells that are none",
            offices(60, |_| {
                quota(1, |_| {
                    format!(
                        r#"{{"service": "s", "from": "{MONDAY}", "open": {}}}"#,
                        list(1000, |_| String::from("-7"))
                    )
                })
            }),
        ),
        (
            "escapes",
            offices(100, |_| {
                format!(r#""address": "{}""#, r"\u00e9\ud83d\ude00\n".repeat(200))
            }),
        ),
        (
            "long numbers",
            offices(500, |_| format!(r#""approx_km": 0.{}"#, "1".repeat(990))),
        ),
        (
            "depth",
            feed(&format!(
                r#""future": {}, "offices": []"#,
                list(800, |_| "[".repeat(29) + &"]".repeat(29))
            )),
        ),
        (
            "keys twice",
            offices(800, |_| [r#""address": "A""#; 12].join(", ")),
        ),
        (
            "everything at once",
            feed(&format!(
                r#""services": {services}, "closed": {}, "offices": {}"#,
                closed(100),
                list(8, |id| office(
                    id,
                    &format!(
                        r#""time_zone": "Nowhere/{id}", "closed": {}, "notes": {}, "booking": {{"steps": {}}}, {}"#,
                        closed(100),
                        texts(20),
                        texts(20),
                        quota(500, |n| match n % 4 {
                            0 => row(n, &day(n * 9), &session(n), 30),
                            1 => row(
                                n % 9,
                                &day(n * 9),
                                &format!(r#""event": {{"id": "e{n}"}},"#),
                                30
                            ),
                            2 => row(0, MONDAY, &session(n), 60),
                            _ => row(7, &day(n * 30), "", 3),
                        })
                    )
                ))
            )),
        ),
        (
            "gaps of a thousand years",
            offices(100, |_| {
                quota(12, |n| {
                    row(0, &format!("{:04}-01-01", 1000 + n * 700), "", 3)
                })
            }),
        ),
    ]
}

const QUESTIONS: [&str; 8] = [
    "{}",
    r#"{"near": {"lat": -7.82, "lon": 112.01}}"#,
    r#"{"near": {"lat": 60, "lon": -100}, "withinKm": 1e-300}"#,
    r#"{"near": {"lat": -7.82, "lon": 112.01}, "limit": 1000, "group": "none", "kmPerDay": 5e-324, "riskDays": 1e308}"#,
    r#"{"limit": 1000, "group": "none", "sort": "most_open", "expired": "show", "channels": ["app"]}"#,
    r#"{"from": "0001-01-01", "to": "9999-12-31", "neededBy": "9999-12-31", "weekdays": [7]}"#,
    r#"{"party": 1000, "sameSession": true, "sessionFrom": "00:00"}"#,
    r#"{"from": "9999-12-31", "limit": 1000}"#,
];

fn all(counts: Counts) -> u64 {
    counts.bytes + counts.cells + counts.texts + counts.steps
}

/// The questions of a feed that take more work than they may, by what they take and what they may.
fn too_much_work(text: &str) -> Vec<String> {
    let now = parse_rfc3339("2026-11-22T08:12:00+07:00").unwrap();
    let bytes = u64::try_from(text.len()).unwrap();
    let mut found = Vec::new();
    let mut check = |what: &str, offers: u64, counts: Counts| {
        let most = bytes * PER_BYTE + offers * PER_OFFER;
        if all(counts) > most {
            found.push(format!(
                "{what}: {counts:?} for {bytes} bytes, {} of {most}",
                all(counts)
            ));
        }
    };
    let (feed, counts) = counted(|| Feed::open(text.into(), None, &TzZones).unwrap());
    check("opening", 0, counts);
    check("problems", 0, counted(|| feed.problems().len()).1);
    for question in QUESTIONS {
        let query = Query::from_json(question).unwrap();
        let mut offers = 0;
        let counts = counted(|| offers = feed.rank(&query, now, &TzZones).offers.len()).1;
        check(
            &format!("ranking {question}"),
            u64::try_from(offers).unwrap(),
            counts,
        );
        let counts = counted(|| drop(feed.board(&query, now, &TzZones))).1;
        check(&format!("board {question}"), 0, counts);
    }
    let summary = SummaryQuery::from_json("{}").unwrap();
    check(
        "summary",
        0,
        counted(|| drop(feed.summary(&summary, now, &TzZones))).1,
    );
    check("changes", 0, counted(|| feed.changes_since(&feed).len()).1);
    found
}

#[test]
fn no_question_takes_more_than_its_share_of_work() {
    let mut failed = Vec::new();
    for (what, text) in feeds() {
        failed.extend(
            too_much_work(&text)
                .into_iter()
                .map(|said| format!("{what}: {said}")),
        );
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Steps, cells, texts and bytes read again, for each byte of the feed. Plain feeds take one or two. A row of 1,000 days, on each of
/// which 499 rows of one day could lie, takes 13 for each feed that is asked.
const PER_BYTE: u64 = 30;

/// The same for each offer of an answer, of which there are 1,000 at most: it looks at the 500 rows of its office once for each of
/// its dates, or writes down the steps of booking of its own.
const PER_OFFER: u64 = 10_000;
