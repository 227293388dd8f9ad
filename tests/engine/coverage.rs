//! Lists the rules of the format that random feeds reach: a rule that none of them reaches would go untested.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use crate::oracle::config;
use crate::random::{disguise, feeds, moments, queries};
use crate::reference::both::Both;

/// A case to look at: its feed as plain JSON, and a rule's test of it.
type Shows = fn(&Value) -> bool;

fn offices(feed: &Value) -> impl Iterator<Item = &Value> {
    feed["offices"].as_array().unwrap().iter()
}

fn rows(feed: &Value) -> impl Iterator<Item = &Value> {
    offices(feed).flat_map(|office| office["quota"].as_array().into_iter().flatten())
}

fn any_cell(feed: &Value, is: fn(&Value) -> bool) -> bool {
    rows(feed).any(|row| row["open"].as_array().unwrap().iter().any(is))
}

fn is_listed(feed: &Value, list: &str, id: &Value) -> bool {
    let entries = feed[list].as_array().into_iter().flatten();
    entries.into_iter().any(|entry| entry["id"] == *id)
}

/// Whether two rows of a service and channel at one office leave days between them.
fn has_gap(feed: &Value) -> bool {
    let day = |text: &Value| text.as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
    offices(feed).any(|office| {
        let rows: Vec<&Value> = office["quota"].as_array().into_iter().flatten().collect();
        rows.iter().any(|row| {
            let end =
                day(&row["from"]) + chrono::Days::new(row["open"].as_array().unwrap().len() as u64);
            let is_lane = |other: &&&Value| {
                other["service"] == row["service"] && other["channel"] == row["channel"]
            };
            let lane: Vec<_> = rows.iter().filter(is_lane).collect();
            lane.iter().any(|other| day(&other["from"]) > end)
                && lane.iter().all(|other| {
                    let cells = chrono::Days::new(other["open"].as_array().unwrap().len() as u64);
                    day(&other["from"]) > end || day(&other["from"]) + cells <= end
                })
        })
    })
}

/// The rules that a feed itself shows; the disguise shows the rules of notation.
const RULES: &[(&str, Shows)] = &[
    ("a cell above 0 is places left", |feed| {
        any_cell(feed, |cell| cell.as_i64() > Some(0))
    }),
    ("a cell of 0 is full", |feed| {
        any_cell(feed, |cell| *cell == 0)
    }),
    ("a cell of -1 is no service", |feed| {
        any_cell(feed, |cell| *cell == -1)
    }),
    ("a cell of null is not known", |feed| {
        any_cell(feed, Value::is_null)
    }),
    ("a bad cell is not known", |feed| {
        any_cell(feed, |cell| cell.is_string() || *cell == -2)
    }),
    ("a row without cells has released nothing", |feed| {
        rows(feed).any(|row| row["open"] == Value::Array(vec![]))
    }),
    ("days after the last row are not released", |feed| {
        rows(feed).any(|row| row["ended"] != true && row["event"].is_null())
    }),
    ("days after a row that has ended have no service", |feed| {
        rows(feed).any(|row| row["ended"] == true)
    }),
    ("days in a gap are not known", has_gap),
    ("event rows release nothing", |feed| {
        rows(feed).any(|row| row["event"].is_object())
    }),
    ("a session is a time of one day", |feed| {
        rows(feed).any(|row| row["session"].is_object())
    }),
    ("a day is the sum of its rows", |feed| {
        offices(feed).any(|office| {
            office["quota"]
                .as_array()
                .is_some_and(|rows| rows.len() > 2)
        })
    }),
    ("an office without quota", |feed| {
        offices(feed).any(|office| office["quota"].is_null())
    }),
    ("the channel is app by default", |feed| {
        rows(feed).any(|row| row["channel"].is_null())
    }),
    ("an unknown channel is kept as an id", |feed| {
        rows(feed).any(|row| row["channel"] == "kiosk")
    }),
    ("an unknown precision is an estimate", |feed| {
        rows(feed).any(|row| row["precision"] == "rumour")
    }),
    ("the precision is exact by default", |feed| {
        rows(feed).any(|row| row["precision"].is_null())
    }),
    ("a total is one number", |feed| {
        rows(feed).any(|row| row["total"].is_number())
    }),
    ("a total is a list", |feed| {
        rows(feed).any(|row| row["total"].is_array())
    }),
    ("a service that is not listed is named by its id", |feed| {
        rows(feed).any(|row| !is_listed(feed, "services", &row["service"]))
    }),
    ("a kind that is not listed is named by its id", |feed| {
        offices(feed)
            .any(|office| office["kind"].is_string() && !is_listed(feed, "kinds", &office["kind"]))
    }),
    ("a region that is not listed is named by its id", |feed| {
        offices(feed).any(|office| {
            office["region"].is_string() && !is_listed(feed, "regions", &office["region"])
        })
    }),
    ("a service takes working days", |feed| {
        feed["services"]
            .as_array()
            .unwrap()
            .iter()
            .any(|service| service["ready_days"].as_u64() > Some(0))
    }),
    ("services may overlap", |feed| {
        feed["services_overlap"] == true
    }),
    ("a surcharge", |feed| {
        feed["services"]
            .as_array()
            .unwrap()
            .iter()
            .any(|service| service["surcharge"].is_object())
    }),
    ("booking of the feed", |feed| feed["booking"].is_object()),
    ("booking of an office goes before the feed's", |feed| {
        feed["booking"].is_object() && offices(feed).any(|office| office["booking"].is_object())
    }),
    ("booking of a row goes before all", |feed| {
        rows(feed).any(|row| row["booking"].is_object())
    }),
    ("a walk_in row has lead days of its own only", |feed| {
        feed["booking"]["lead_days"].as_u64() > Some(0)
            && rows(feed).any(|row| row["channel"] == "walk_in")
    }),
    ("release of an office goes before the feed's", |feed| {
        feed["release"].is_object() && offices(feed).any(|office| office["release"].is_object())
    }),
    ("exempt of an office goes before the feed's", |feed| {
        feed["exempt"] != Value::Null && offices(feed).any(|office| !office["exempt"].is_null())
    }),
    ("closures of the feed", |feed| {
        feed["closed"]
            .as_array()
            .is_some_and(|list| !list.is_empty())
    }),
    ("closures of an office", |feed| {
        offices(feed).any(|office| {
            office["closed"]
                .as_array()
                .is_some_and(|list| !list.is_empty())
        })
    }),
    ("an office without position", |feed| {
        offices(feed).any(|office| office["lat"].is_null())
    }),
    ("an office in a zone of its own", |feed| {
        offices(feed).any(|office| office["time_zone"].is_string())
    }),
    ("an office observed at a time of its own", |feed| {
        offices(feed).any(|office| office["observed_at"].is_string())
    }),
    ("a text in several languages", |feed| {
        offices(feed).any(|office| office["name"].is_object())
    }),
    ("stale_after and expires_after of the feed", |feed| {
        feed["stale_after"].is_u64() || feed["expires_after"].is_u64()
    }),
];

/// The rules of notation.
const DISGUISES: [&str; 10] = [
    "a higher minor version is ignored",
    "unknown fields are ignored",
    "null is an absent field",
    "a bad row falls alone",
    "an office with a bad id, name or zone falls alone",
    "of a repeated id the first office wins",
    "a bad position is no position",
    "a bad link falls alone",
    "of duplicate keys the last counts",
    "white space and escapes do not matter",
];

#[test]
fn every_rule_of_the_format_is_reached_and_every_disguise_seen_through() {
    let mut runner = TestRunner::new(config(300));
    let strategy = (moments(), feeds(), queries(), any::<u32>());
    let names = RULES.iter().map(|(rule, _)| *rule).chain(DISGUISES);
    let mut reached: BTreeMap<&str, u32> = names.map(|rule| (rule, 0)).collect();
    for _ in 0..300 {
        let (moment, feed, query, bits) = strategy.new_tree(&mut runner).unwrap().current();
        let (feed, query) = (moment.settle(&feed), moment.settle(&query));
        let (text, disguises) = disguise(&feed, bits);
        let both = Both::open_as(&feed, &text);
        for answer in [
            both.rank(&query, moment.now),
            both.board(&query, moment.now),
        ] {
            answer.unwrap_or_else(|difference| panic!("{disguises:?}: {difference}"));
        }
        let shown = RULES.iter().filter(|(_, shows)| shows(&feed));
        for rule in shown.map(|(rule, _)| *rule).chain(disguises) {
            *reached.entry(rule).or_default() += 1;
        }
    }
    for (rule, cases) in &reached {
        println!("{cases:4}  {rule}");
    }
    let missed: Vec<_> = reached.iter().filter(|(_, cases)| **cases == 0).collect();
    assert!(missed.is_empty(), "no case reaches {missed:?}");
    assert_eq!(reached.len(), RULES.len() + DISGUISES.len());
}
