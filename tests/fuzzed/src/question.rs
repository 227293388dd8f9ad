//! Questions, as any text.

use std::cell::OnceCell;

use serde_json::Value;
use slot_finder::{Feed, Query, SummaryQuery, TzZones};

use crate::NOW;
use crate::feed::value;

const FEED: &str = include_str!("question.json");

/// Any text: what is taken as a question is an object, and has an answer without a number that JSON can't hold.
pub fn question(data: &[u8]) {
    thread_local! {
        static OPENED: OnceCell<Feed> = const { OnceCell::new() };
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let plain = serde_json::from_str::<Value>(text);
    let asked = Query::from_json(text);
    let summary = SummaryQuery::from_json(text);
    if asked.is_ok() || summary.is_ok() {
        let plain = plain.expect("JSON, since it is a question");
        assert!(plain.is_object(), "{plain}");
    }
    OPENED.with(|opened| {
        let feed = opened.get_or_init(|| {
            Feed::open(FEED.into(), None, &TzZones).expect("the feed of the questions")
        });
        if let Ok(query) = asked {
            let quick = value(&feed.rank(&query, NOW, &TzZones));
            assert_eq!(quick, value(&feed.rank_carefully(&query, NOW, &TzZones)));
            for offer in quick["offers"].as_array().into_iter().flatten() {
                for cost in ["costDays", "waitDays", "travelDays", "riskDays"] {
                    assert!(offer[cost].is_number(), "{cost} in {offer}");
                }
            }
            let board = feed.board(&query, NOW, &TzZones);
            assert_eq!(board.cells.len(), board.dates.len() * board.offices.len());
            assert!(board.dates.len() <= 62);
        }
        if let Ok(query) = summary {
            let figures = feed.summary(&query, NOW, &TzZones);
            assert!(figures.open_in7 <= figures.offices);
        }
    });
}
