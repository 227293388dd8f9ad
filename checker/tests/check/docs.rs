//! The docs have a section for each rule, and for nothing else.

use slot_checker::{RULES, Severity};

const DOCS: &str = include_str!("../../../www/docs/checks.md");

#[test]
fn the_docs_list_the_rules_in_their_order() {
    let sections: Vec<&str> = DOCS
        .lines()
        .filter_map(|line| line.strip_prefix("## "))
        .collect();
    let rules: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(sections, rules);
}

#[test]
fn each_section_gives_severity_reason_and_fix() {
    for (section, rule) in DOCS.split("\n## ").skip(1).zip(RULES) {
        let severity = match rule.severity {
            Severity::Error => "*Error.*",
            Severity::Warning => "*Warning.*",
            Severity::Hint => "*Hint.*",
        };
        for words in [severity, "**Why:** ", "**How to fix it:** ", "```"] {
            assert!(section.contains(words), "{}: {words}", rule.id);
        }
    }
}
