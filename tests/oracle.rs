//! The engine against the slow reference, on thousands of random feeds and questions.
//!
//! The cases are the same in every run; `PROPTEST_CASES` and `PROPTEST_RNG_SEED` ask for more, or for others.

#![cfg(not(target_arch = "wasm32"))]

#[cfg(test)]
#[path = "reference/random/mod.rs"]
mod random;
#[cfg(test)]
mod reference;

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{RngSeed, TestCaseError, TestError, TestRunner};
    use serde_json::Value;

    use super::random::{feeds, moments, queries, summary_queries};
    use super::reference::{self, both};

    /// So many cases, unless the environment says how many, from a fixed seed, unless it says which.
    fn config(cases: u32) -> ProptestConfig {
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

    /// Runs cases until engine and reference differ, then makes that case small and tells where they do.
    fn agree<S: Strategy>(
        cases: u32,
        strategy: &S,
        ask: impl Fn(S::Value) -> Result<Value, String>,
    ) {
        let mut runner = TestRunner::new(config(cases));
        match runner.run(strategy, |case| {
            ask(case).map(drop).map_err(TestCaseError::fail)
        }) {
            Ok(()) => {}
            Err(TestError::Fail(reason, _)) => panic!("{reason}"),
            Err(aborted) => panic!("{aborted}"),
        }
    }

    #[test]
    fn every_ranking_is_that_of_the_reference() {
        agree(
            2000,
            &(moments(), feeds(), queries()),
            |(moment, feed, query)| {
                both::compare_rank(&moment.settle(&feed), &moment.settle(&query), moment.now)
            },
        );
    }

    #[test]
    fn every_board_is_that_of_the_reference() {
        agree(
            500,
            &(moments(), feeds(), queries()),
            |(moment, feed, query)| {
                both::compare_board(&moment.settle(&feed), &moment.settle(&query), moment.now)
            },
        );
    }

    #[test]
    fn every_summary_is_that_of_the_reference() {
        agree(
            500,
            &(moments(), feeds(), summary_queries()),
            |(moment, feed, query)| {
                both::compare_summary(&moment.settle(&feed), &moment.settle(&query), moment.now)
            },
        );
    }

    #[test]
    fn every_list_of_changes_is_that_of_the_reference() {
        agree(
            500,
            &(moments(), feeds(), feeds()),
            |(moment, newer, older)| {
                both::compare_changes(&moment.settle(&newer), &moment.settle(&older))
            },
        );
    }

    /// Counts how many of 600 random cases show each of the things that `name` finds in them.
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

    /// Every one of these was reached by at least five cases, else the comparison above would show little.
    fn assert_reached(reached: &BTreeMap<String, u32>, wanted: &[&str]) {
        for wanted in wanted {
            let cases = reached.get(*wanted).copied().unwrap_or(0);
            assert!(
                cases >= 5,
                "only {cases} of 600 cases reach {wanted}: {reached:#?}"
            );
        }
    }

    #[test]
    fn random_questions_reach_every_kind_of_ranking() {
        let reached = reached(&(moments(), feeds(), queries()), |(moment, feed, query)| {
            let ranking =
                reference::rank(&moment.settle(&feed), &moment.settle(&query), moment.now);
            let mut names = vec![format!(
                "freshness {}",
                ranking["freshness"]["state"].as_str().unwrap()
            )];
            for (name, there) in [
                (
                    "alternatives",
                    ranking["alternatives"] != serde_json::json!([]),
                ),
                ("unlocated", ranking["unlocated"] != 0),
                (
                    "widened and found",
                    ranking["widenedToKm"].is_f64() && ranking["total"] != 0,
                ),
                (
                    "widened in vain",
                    ranking["widenedToKm"].is_f64() && ranking["total"] == 0,
                ),
                ("cut by the limit or the group", {
                    ranking["offers"].as_array().unwrap().len()
                        < usize::try_from(ranking["total"].as_u64().unwrap()).unwrap()
                }),
            ] {
                if there {
                    names.push(name.to_owned());
                }
            }
            for offer in ranking["offers"].as_array().unwrap() {
                names.push("an offer".to_owned());
                names.push(format!(
                    "precision {}",
                    offer["precision"].as_str().unwrap()
                ));
                names.push(format!("expired {}", offer["expired"]));
                names.push(format!("stale {}", offer["stale"]));
                names.push(format!("together {}", offer["together"]));
                names.push(format!("event {}", offer["event"].is_object()));
                names.push(format!("total {}", offer["total"].is_number()));
                names.push(format!(
                    "{} sessions",
                    offer["sessions"].as_array().unwrap().len()
                ));
                for day in offer["days"].as_array().unwrap() {
                    names.push(format!("other day {}", day["state"].as_str().unwrap()));
                }
            }
            for nearer in ranking["nearer"].as_array().unwrap() {
                names.push(format!("nearer {}", nearer["reason"].as_str().unwrap()));
            }
            for counts in ["byOffice", "byCell"] {
                if let Some(counted) = ranking["empty"][counts].as_object() {
                    names.extend(counted.keys().map(|reason| format!("{counts} {reason}")));
                }
            }
            names
        });
        assert_reached(
            &reached,
            &[
                "an offer",
                "alternatives",
                "unlocated",
                "widened and found",
                "widened in vain",
                "cut by the limit or the group",
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
                told.map(|(name, _)| name.clone())
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
}
