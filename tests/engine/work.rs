//! Counts the engine's work instead of timing it: it must not exceed the recorded figures, and must grow no faster than
//! the feed.
//!
//! A figure more than 10 % above the recorded one fails. A deliberate change of the work, up or down, updates the
//! figure here and says why.

use std::fmt::Write;

use serde_json::{Value, json};
use slot_finder::work::{Counts, counted};
use slot_finder::{Feed, Query, TzZones, parse_rfc3339};

const Q1: &str = r#"{"near": {"lat": -7.82, "lon": 112.01}, "withinKm": 100}"#;
const Q3: &str = r#"{"near": {"lat": -7.82, "lon": 112.01}}"#;

/// A feed of this many offices, on a spiral around Kediri, each with two services for 30 days. About half of the days
/// are full.
fn feed(offices: u32) -> Vec<u8> {
    let mut json = String::from(
        r#"{"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "services": [{"id": "regular", "name": {"id": "Paspor biasa", "en": "Ordinary passport"},
        "default": true, "ready_days": 4}, {"id": "electronic", "name": {"id": "Paspor elektronik", "en": "Electronic passport"}}],
        "booking": {"lead_days": 1, "steps": [{"id": "Buka M-Paspor", "en": "Open M-Paspor"}]}, "offices": ["#,
    );
    // A linear congruential generator makes the feed the same everywhere.
    let mut state = 1_u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 16
    };
    for office in 0..offices {
        let share = f64::from(office) / f64::from(offices);
        let (lat, lon) = (
            -7.82 + 5.0 * share.sqrt() * (f64::from(office) * 2.4).sin(),
            112.01 + 5.0 * share.sqrt() * (f64::from(office) * 2.4).cos(),
        );
        let comma = if office == 0 { "" } else { "," };
        write!(
            json,
            r#"{comma}{{"id": "office-{office:06}", "name": {{"id": "Kantor {office}", "en": "Office {office}"}},
            "lat": {lat:.4}, "lon": {lon:.4}, "address": "Jalan Contoh {office}", "quota": ["#
        )
        .unwrap();
        for (service, comma) in [("regular", ""), ("electronic", ",")] {
            let cells: Vec<String> = (0..30)
                .map(|_| random() % 80)
                .map(|n| n.saturating_sub(40).to_string())
                .collect();
            write!(
                json,
                r#"{comma}{{"service": "{service}", "from": "2026-11-22", "open": [{}], "total": 40}}"#,
                cells.join(",")
            )
            .unwrap();
        }
        json.push_str("]}");
    }
    json.push_str("]}");
    json.into_bytes()
}

/// The work of opening a feed, of a first question, of the same question from elsewhere, and of a board as the first
/// question.
struct Work {
    open: Counts,
    first: Counts,
    next: Counts,
    board: Counts,
}

fn work(offices: u32, question: &str) -> Work {
    work_of(&feed(offices), question)
}

fn work_of(feed: &[u8], question: &str) -> Work {
    let now = parse_rfc3339("2026-11-22T09:00:00+07:00").unwrap();
    let (opened, open) = counted(|| Feed::open(feed.to_vec(), None, &TzZones));
    let opened = opened.unwrap();
    let first_query = Query::from_json(question).unwrap();
    let next_query = Query::from_json(&question.replace("112.01", "112.02")).unwrap();
    let (ranking, first) = counted(|| opened.rank(&first_query, now, &TzZones));
    assert!(!ranking.offers.is_empty());
    let (_, next) = counted(|| opened.rank(&next_query, now, &TzZones));
    // Ranking decodes the cells of the offices that it reaches first, and all else of the quota of a few; a board decodes
    // every office that it shows.
    let fresh = Feed::open(feed.to_vec(), None, &TzZones).unwrap();
    let (_, board) = counted(|| fresh.board(&first_query, now, &TzZones));
    Work {
        open,
        first,
        next,
        board,
    }
}

/// Fails if a count is more than a tenth over the recorded one: bytes, offices, cells, texts, distances.
fn no_more_than(what: &str, counts: Counts, recorded: [u64; 5]) {
    let found = [
        ("bytes", counts.bytes),
        ("offices", counts.offices),
        ("cells", counts.cells),
        ("texts", counts.texts),
        ("distances", counts.distances),
    ];
    for ((name, found), recorded) in found.into_iter().zip(recorded) {
        assert!(
            found * 10 <= recorded * 11,
            "{what}: {found} {name} instead of {recorded}; all counts: {counts:?}"
        );
    }
}

#[test]
fn opening_a_feed_is_no_more_work_than_recorded() {
    no_more_than("opening", work(1000, Q1).open, [279_705, 0, 0, 1002, 0]);
}

#[test]
fn a_question_with_a_radius_is_no_more_work_than_recorded() {
    let work = work(1000, Q1);
    no_more_than("first list", work.first, [7078, 33, 5574, 46, 63]);
    no_more_than("next question", work.next, [817, 33, 2334, 24, 63]);
    no_more_than("board", work.board, [9750, 0, 2970, 33, 1000]);
}

#[test]
fn a_question_without_a_radius_is_no_more_work_than_recorded() {
    let work = work(1000, Q3);
    no_more_than("first list", work.first, [7071, 1000, 119_677, 46, 33]);
    no_more_than("next question", work.next, [817, 1000, 58_417, 24, 33]);
    no_more_than("board", work.board, [301_108, 0, 90_000, 1000, 1000]);
}

#[test]
fn a_question_about_one_session_is_as_little_work_as_another() {
    let plain = work(100, Q3);
    let same_session = work(100, &Q3.replacen('{', r#"{"sameSession": true, "#, 1));
    for (what, counts, plain) in [
        ("first list", same_session.first, plain.first),
        ("next question", same_session.next, plain.next),
    ] {
        let Counts {
            bytes,
            offices,
            cells,
            texts,
            distances,
            ..
        } = plain;
        no_more_than(what, counts, [bytes, offices, cells, texts, distances]);
    }
}

#[test]
fn rows_of_sessions_are_no_more_work_than_recorded() {
    let mut feed: Value = serde_json::from_slice(&feed(100)).unwrap();
    for office in feed["offices"].as_array_mut().unwrap() {
        let rows = office["quota"].as_array().unwrap().iter();
        let by_session = rows.flat_map(|row| {
            [("08:00", "09:00"), ("09:00", "10:00")].map(|(start, end)| {
                let mut row = row.clone();
                row["session"] = json!({"start": start, "end": end});
                row
            })
        });
        office["quota"] = by_session.collect();
    }
    let work = work_of(&feed.to_string().into_bytes(), Q3);
    no_more_than("opening", work.open, [54_383, 0, 0, 102, 0]);
    no_more_than("first list", work.first, [12_042, 100, 21_003, 45, 24]);
    no_more_than("next question", work.next, [9000, 100, 9003, 45, 24]);
}

#[test]
fn few_of_the_full_offices_that_are_nearer_are_measured() {
    // The nearest come first in the feed; only the last has places.
    let mut feed: Value = serde_json::from_slice(&feed(100)).unwrap();
    let offices = feed["offices"].as_array_mut().unwrap();
    offices.pop();
    for office in offices.iter_mut() {
        for row in office["quota"].as_array_mut().unwrap() {
            row["open"] = json!([0, 0, 0]);
        }
    }
    let mut last = offices[0].clone();
    (last["id"], last["lat"]) = (json!("z"), json!(40));
    last["quota"][0]["open"] = json!([0, 0, 3]);
    offices.push(last);
    let work = work_of(&feed.to_string().into_bytes(), Q3);
    no_more_than("first list", work.first, [20_000, 200, 1000, 100, 12]);
}

#[test]
fn work_grows_no_faster_than_the_feed() {
    for question in [Q1, Q3] {
        let sizes = [20, 200, 2000].map(|offices| (offices, work(offices, question)));
        for pair in sizes.windows(2) {
            let [(few, small), (many, large)] = pair else {
                unreachable!()
            };
            let times = u64::from(many / few);
            for (what, small, large) in [
                ("opening", small.open, large.open),
                ("first list", small.first, large.first),
                ("next question", small.next, large.next),
                ("board", small.board, large.board),
            ] {
                for (name, small, large) in [
                    ("bytes", small.bytes, large.bytes),
                    ("offices", small.offices, large.offices),
                    ("cells", small.cells, large.cells),
                    ("texts", small.texts, large.texts),
                ] {
                    // The number of offices within a radius is not exactly proportional to the feed: one fourth more is allowed.
                    assert!(
                        large * 4 <= (small + 100) * times * 5,
                        "{what}: {small} {name} for {few} offices, {large} for {many}"
                    );
                }
            }
        }
    }
}
