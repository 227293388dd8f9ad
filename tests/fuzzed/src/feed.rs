//! Feeds, as any bytes and as valid ones.

use arbitrary::Unstructured;
use serde::Serialize;
use serde_json::{Value, json};
use slot_finder::{Feed, FeedErrorKind, Query, SummaryQuery, TzZones};

use crate::reference::both::Both;
use crate::{NOW, drawn, serde_reading};

/// Any bytes: what `serde_json` refuses is refused; what it reads gives the same answers when it has written it again;
/// and no offer is made up.
pub fn bytes(data: &[u8]) {
    let opened = Feed::open(data.to_vec(), None, &TzZones);
    match (&opened, serde_reading::value(data)) {
        (Ok(feed), Ok(value)) => {
            let again = Feed::open(value.to_string().into_bytes(), None, &TzZones);
            let again = again.expect("the same feed, written again");
            for query in queries() {
                let found = answers(feed, &query);
                assert_eq!(found, answers(&again, &query), "{query}\n{value}");
                for offer in found[0]["offers"].as_array().into_iter().flatten() {
                    serde_reading::assert_has(&value, offer);
                }
            }
        }
        // Half a surrogate pair is U+FFFD here, and a number past all doubles is no number: neither makes a feed unreadable.
        (Ok(_), Err(error)) => {
            let told = error.to_string();
            assert!(
                told.contains("number out of range")
                    || told.contains("surrogate")
                    || told.contains("end of hex escape"),
                "read what serde_json refuses: {told}"
            );
        }
        (Err(error), Ok(value)) => {
            let kind = error.kind;
            assert_ne!(kind, FeedErrorKind::Syntax, "refused {value}");
            assert_ne!(kind, FeedErrorKind::Encoding, "refused {value}");
            if kind != FeedErrorKind::Limit {
                let again = Feed::open(value.to_string().into_bytes(), None, &TzZones);
                assert_eq!(again.map(drop).map_err(|error| error.kind), Err(kind));
            }
        }
        (Err(_), Err(_)) => {}
    }
}

/// A few questions, of every kind.
fn queries() -> [Value; 4] {
    let kediri = json!({"lat": -7.82, "lon": 112.01});
    [
        json!({}),
        json!({"near": kediri, "withinKm": 20, "party": 2, "lang": "en"}),
        json!({"group": "none", "limit": 1000, "expired": "show", "channels": ["app", "web", "walk_in"], "sort": "most_open"}),
        json!({"near": kediri, "sort": "nearest", "neededBy": "2026-12-24", "sameSession": true, "weekdays": [1, 6, 7]}),
    ]
}

/// Ranking, board and summary; the ranking is the same in the quick way and in the careful one.
pub fn answers(feed: &Feed, query: &Value) -> [Value; 3] {
    let asked = Query::from_json(&query.to_string()).expect("a valid question");
    let quick = value(&feed.rank(&asked, NOW, &TzZones));
    let careful = value(&feed.rank_carefully(&asked, NOW, &TzZones));
    assert_eq!(quick, careful, "{query}");
    let summary = SummaryQuery::default();
    [
        quick,
        value(&feed.board(&asked, NOW, &TzZones)),
        value(&feed.summary(&summary, NOW, &TzZones)),
    ]
}

/// An answer as JSON.
pub fn value(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).expect("an answer can be written")
}

/// A valid feed and question: the answers are those of the slow reference of the engine's tests.
pub fn structure(data: &[u8]) {
    let mut from = Unstructured::new(data);
    let drawn = drawn::feed(&mut from).and_then(|feed| Ok((feed, drawn::query(&mut from)?)));
    let Ok((feed, query)) = drawn else { return };
    let older = drawn::feed(&mut from).unwrap_or_else(|_| feed.clone());
    let opened = Feed::open(feed.to_string().into_bytes(), None, &TzZones).expect("a valid feed");
    assert_eq!(opened.problems(), [], "{feed}");
    let both = Both::open(&feed);
    for agreed in [
        both.rank(&query, NOW),
        both.board(&query, NOW),
        both.summary(&json!({}), NOW),
        both.changes_since(&Both::open(&older)),
    ] {
        if let Err(difference) = agreed {
            panic!("{difference}");
        }
    }
    answers(&opened, &query);
}
