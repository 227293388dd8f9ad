//! Compares the engine with the slow reference, on thousands of random feeds and questions.
//!
//! The cases are the same in every run; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` change number and seed.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngSeed, TestCaseError, TestError, TestRunner};
use serde_json::Value;

use crate::random::{feeds, moments, queries, summary_queries};
use crate::reference::{self, both::Both};

/// The number of cases and their seed, unless the environment sets them.
pub fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(20_261_122);
    }
    config.failure_persistence = None;
    config
}

/// Runs cases until engine and reference differ, then shrinks that case and reports the difference.
pub fn agree<S: Strategy>(cases: u32, strategy: &S, ask: impl Fn(S::Value) -> Result<(), String>) {
    let mut runner = TestRunner::new(config(cases));
    match runner.run(strategy, |case| ask(case).map_err(TestCaseError::fail)) {
        Ok(()) => {}
        Err(TestError::Fail(reason, _)) => panic!("{reason}"),
        Err(aborted) => panic!("{aborted}"),
    }
}

/// A feed, and one to three questions to it one after the other, half a day apart.
fn conversations<Q: Strategy<Value = Value>>(
    queries: Q,
) -> impl Strategy<Value = (Value, Vec<(Value, i64)>)> {
    (moments(), feeds(), vec(queries, 1..=3)).prop_map(|(moment, feed, queries)| {
        let half_days = (0..).map(|count| moment.now + count * 12 * 3_600_000);
        let queries = queries.iter().map(|query| moment.settle(query));
        (moment.settle(&feed), queries.zip(half_days).collect())
    })
}

#[test]
fn every_ranking_is_that_of_the_reference() {
    agree(1000, &conversations(queries()), |(feed, questions)| {
        let both = Both::open(&feed);
        questions
            .iter()
            .try_for_each(|(query, now)| both.rank(query, *now).map(drop))
    });
}

#[test]
fn every_board_is_that_of_the_reference() {
    agree(300, &conversations(queries()), |(feed, questions)| {
        let both = Both::open(&feed);
        questions
            .iter()
            .try_for_each(|(query, now)| both.board(query, *now).map(drop))
    });
}

#[test]
fn every_summary_is_that_of_the_reference() {
    agree(
        300,
        &conversations(summary_queries()),
        |(feed, questions)| {
            let both = Both::open(&feed);
            questions
                .iter()
                .try_for_each(|(query, now)| both.summary(query, *now).map(drop))
        },
    );
}

#[test]
fn every_list_of_changes_is_that_of_the_reference() {
    agree(
        500,
        &(moments(), feeds(), feeds()),
        |(moment, newer, older)| {
            let (newer, older) = (moment.settle(&newer), moment.settle(&older));
            Both::open(&newer)
                .changes_since(&Both::open(&older))
                .map(drop)
        },
    );
}

/// Counts how many of 600 random cases show each feature that `name` finds.
fn reached<S: Strategy>(
    strategy: &S,
    name: impl Fn(S::Value) -> Vec<String>,
) -> BTreeMap<String, u32> {
    let mut runner = TestRunner::new(config(600));
    let mut reached = BTreeMap::new();
    for _ in 0..600 {
        let mut names = name(strategy.new_tree(&mut runner).unwrap().current());
        names.sort();
        names.dedup();
        for name in names {
            *reached.entry(name).or_default() += 1;
        }
    }
    reached
}

/// At least five cases must reach each of these, else the comparison above shows little.
fn assert_reached(reached: &BTreeMap<String, u32>, wanted: &[&str]) {
    for wanted in wanted {
        let cases = reached.get(*wanted).copied().unwrap_or(0);
        assert!(
            cases >= 5,
            "only {cases} of 600 cases reach {wanted}: {reached:#?}"
        );
    }
}

/// The features of a ranking: of the list, of its offers, and of the reasons for missing offers.
fn shown_by(ranking: &Value) -> Vec<String> {
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let offers = items(&ranking["offers"]);
    let found = ranking["total"] != 0;
    let marks = [
        ("an offer", found),
        ("alternatives", !items(&ranking["alternatives"]).is_empty()),
        ("unlocated", ranking["unlocated"] != 0),
        ("widened", ranking["widenedToKm"].is_f64()),
        (
            "more offers than are listed",
            ranking["total"].as_u64() > u64::try_from(offers.len()).ok(),
        ),
    ];
    let mut shown: Vec<String> = marks
        .iter()
        .filter(|(_, there)| *there)
        .map(|(mark, _)| (*mark).into())
        .collect();
    shown.push(format!("freshness {}", ranking["freshness"]["state"]));
    for offer in &offers {
        for field in ["precision", "expired", "stale", "together"] {
            shown.push(format!("{field} {}", offer[field]));
        }
        for field in ["event", "total"] {
            shown.push(format!("{field} {}", offer.get(field).is_some()));
        }
        shown.push(format!("{} sessions", items(&offer["sessions"]).len()));
        shown.extend(
            items(&offer["days"])
                .iter()
                .map(|day| format!("other day {}", day["state"])),
        );
    }
    shown.extend(
        items(&ranking["nearer"])
            .iter()
            .map(|nearer| format!("nearer {}", nearer["reason"])),
    );
    for counts in ["byOffice", "byCell"] {
        let counted = ranking["empty"][counts]
            .as_object()
            .into_iter()
            .flat_map(|counted| counted.keys());
        shown.extend(counted.map(|reason| format!("{counts} {reason}")));
    }
    shown.iter().map(|name| name.replace('"', "")).collect()
}

#[test]
fn random_questions_reach_every_kind_of_ranking() {
    let reached = reached(&(moments(), feeds(), queries()), |(moment, feed, query)| {
        let query = moment.settle(&query);
        let ranking = reference::rank(&moment.settle(&feed), &query, moment.now);
        let mut shown = shown_by(&ranking);
        if query.get("withinKm").is_some() && ranking["total"] == 0 {
            shown.push("a radius that finds nothing anywhere".into());
        }
        shown
    });
    assert_reached(
        &reached,
        &[
            "an offer",
            "alternatives",
            "unlocated",
            "widened",
            "a radius that finds nothing anywhere",
            "more offers than are listed",
            "precision exact",
            "precision at_least",
            "precision estimate",
            "expired true",
            "stale true",
            "together false",
            "event true",
            "total true",
            "1 sessions",
            "2 sessions",
            "other day open",
            "other day tooFew",
            "nearer expired",
            "nearer tooFew",
            "nearer unknown",
            "nearer full",
            "nearer notReleased",
            "nearer noService",
            "byOffice expired",
            "byOffice tooFew",
            "byOffice unknown",
            "byOffice full",
            "byOffice notReleased",
            "byOffice noService",
            "byCell expired",
            "byCell filtered",
            "byCell tooFew",
            "byCell unknown",
            "byCell full",
            "byCell notReleased",
            "byCell noService",
            "freshness fresh",
            "freshness stale",
            "freshness expired",
            "freshness before_release",
            "freshness future",
        ],
    );
}

#[test]
fn random_questions_reach_every_kind_of_cell() {
    let reached = reached(&(moments(), feeds(), queries()), |(moment, feed, query)| {
        let board = reference::board(&moment.settle(&feed), &moment.settle(&query), moment.now);
        let cells = board["cells"].as_array().unwrap().iter();
        cells
            .map(|cell| {
                if cell.as_i64() > Some(0) {
                    "places".into()
                } else {
                    cell.to_string()
                }
            })
            .collect()
    });
    assert_reached(&reached, &["places", "0", "-1", "-2", "-3", "-4"]);
}

#[test]
fn random_questions_reach_every_kind_of_change() {
    let reached = reached(&(moments(), feeds(), feeds()), |(moment, newer, older)| {
        let changes = reference::changes(&moment.settle(&newer), &moment.settle(&older));
        changes
            .as_array()
            .unwrap()
            .iter()
            .map(|change| change["kind"].as_str().unwrap().to_owned())
            .collect()
    });
    let kinds = [
        "opened",
        "filled",
        "added",
        "fewer",
        "released",
        "officeAdded",
        "officeGone",
    ];
    assert_reached(&reached, &kinds);
}

/// Whether rows of an office that are not of one service name an event differently.
fn is_renamed(feed: &Value) -> bool {
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    items(&feed["offices"]).iter().any(|office| {
        let rows = items(&office["quota"]);
        rows.iter().any(|row| {
            let event = &row["event"];
            rows.iter().any(|other| {
                event["id"].is_string()
                    && other["event"]["id"] == event["id"]
                    && other["event"]["name"] != event["name"]
                    && other["service"] != row["service"]
            })
        })
    })
}

#[test]
fn random_questions_reach_every_figure_of_a_summary() {
    let reached = reached(
        &(moments(), feeds(), summary_queries()),
        |(moment, feed, query)| {
            let summary =
                reference::summary(&moment.settle(&feed), &moment.settle(&query), moment.now);
            let fields = summary.as_object().unwrap().iter();
            let told = fields.filter(|(_, value)| {
                !matches!(value.as_f64(), Some(0.0)) && **value != Value::Array(vec![])
            });
            let absent = ["placesIn7", "soonest"]
                .into_iter()
                .filter(|name| summary.get(*name).is_none());
            let renamed = is_renamed(&feed).then(|| "an event with several names".into());
            told.map(|(name, _)| name.clone())
                .chain(renamed)
                .chain(absent.map(|name| format!("no {name}")))
                .collect()
        },
    );
    let figures = [
        "openIn7",
        "placesIn7",
        "no placesIn7",
        "soonest",
        "no soonest",
        "weekendPlaces",
        "events",
        "an event with several names",
    ];
    let more = [
        "fullShare",
        "unknown",
        "stale",
        "expired",
        "nextReleaseAt",
        "region",
        "days",
    ];
    assert_reached(&reached, &[figures.as_slice(), more.as_slice()].concat());
}
