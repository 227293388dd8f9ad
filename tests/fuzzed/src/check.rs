//! The checker, on any bytes.

use slot_checker::{Severity, check};
use slot_finder::{Feed, TzZones};

use crate::NOW;

/// Any bytes: an error is found in all that the reader refuses, something is found where it leaves anything out, every
/// finding has its sentences, and both languages find the same.
pub fn checked(data: &[u8]) {
    let findings = check(data, None, NOW, &TzZones, "en");
    match Feed::open(data.to_vec(), None, &TzZones) {
        Ok(feed) => assert!(feed.problems().is_empty() || !findings.is_empty()),
        Err(error) => assert!(
            findings
                .iter()
                .any(|found| found.severity == Severity::Error),
            "{error} is not found"
        ),
    }
    for found in &findings {
        assert!(found.line > Some(0) && found.column > Some(0), "{found:?}");
        for sentence in [&found.what, &found.why, &found.fix] {
            assert!(!sentence.is_empty(), "{found:?}");
        }
    }
    let rules = |findings: &[slot_checker::Finding]| {
        let rules = findings.iter();
        rules
            .map(|found| (found.rule, found.pointer.clone(), found.line))
            .collect::<Vec<_>>()
    };
    let indonesian = check(data, None, NOW, &TzZones, "id");
    assert_eq!(rules(&findings), rules(&indonesian));
}
