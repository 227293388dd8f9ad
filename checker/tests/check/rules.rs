//! Runs the cases: each rule has one, which breaks exactly that rule.

use slot_checker::RULES;

use crate::cases::{CASES, Case, texts};
use crate::checking::{broken, feed, findings};

#[test]
fn the_good_feed_breaks_no_rule() {
    assert_eq!(findings(feed().to_string().as_bytes()), []);
}

#[test]
fn a_feed_breaks_exactly_the_rule_of_its_case() {
    for Case(rule, what, breaks, _) in CASES {
        let mut feed = feed();
        breaks(&mut feed);
        assert_eq!(
            broken(feed.to_string().as_bytes()),
            [*rule],
            "a feed that {what}"
        );
    }
    for (rule, bad, _) in texts() {
        assert_eq!(broken(&bad), [rule]);
    }
}

#[test]
fn a_similar_valid_feed_breaks_no_rule() {
    for Case(rule, what, _, keeps) in CASES {
        let mut feed = feed();
        keeps(&mut feed);
        assert!(
            !broken(feed.to_string().as_bytes()).contains(rule),
            "near to a feed that {what}"
        );
    }
    for (rule, _, good) in texts() {
        assert!(!broken(&good).contains(&rule), "{rule}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let texts = texts();
    let mut cases: Vec<&str> = CASES.iter().map(|Case(rule, ..)| *rule).collect();
    cases.extend(texts.iter().map(|(rule, ..)| *rule));
    cases.extend(crate::splitting::RULES);
    cases.extend(crate::hosting::CASES.iter().map(|(rule, ..)| *rule));
    let mut rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    cases.sort_unstable();
    rules.sort_unstable();
    assert_eq!(cases, rules);
}
