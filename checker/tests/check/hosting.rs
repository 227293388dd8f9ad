//! Checks the hosting rules, one header at a time.

use slot_checker::{Answer, Severity, check_answer};

/// A response with nothing to fix.
fn good() -> Answer {
    let headers = [
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "Date, ETag"),
        (
            "Cache-Control",
            "public, max-age=300, stale-while-revalidate=300",
        ),
        ("Content-Encoding", "br"),
        ("Content-Type", "application/json; charset=utf-8"),
        ("ETag", "\"1\""),
    ];
    Answer {
        headers: headers
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        bytes: 100_000,
        stale_after: 3600,
        preflight: true,
    }
}

/// The good response with another value of a header, or without it.
fn with(name: &str, value: Option<&str>) -> Answer {
    let mut answer = good();
    answer.headers.retain(|(known, _)| known != name);
    let value = value.map(|value| (name.to_lowercase(), value.to_owned()));
    answer.headers.extend(value);
    answer
}

fn broken(answer: &Answer) -> Vec<&'static str> {
    check_answer(answer, "en")
        .iter()
        .map(|found| found.rule)
        .collect()
}

/// A rule, a header, a value that breaks exactly this rule, and one that does not.
type Case = (
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
);

pub const CASES: &[Case] = &[
    ("no-cors", "Access-Control-Allow-Origin", None, Some("*")),
    (
        "refused-type",
        "Content-Type",
        Some("text/html"),
        Some("text/plain"),
    ),
    (
        "odd-type",
        "Content-Type",
        Some("text/plain"),
        Some("application/geo+json"),
    ),
    (
        "no-caching",
        "Cache-Control",
        Some("public"),
        Some("no-cache"),
    ),
    (
        "cached-too-long",
        "Cache-Control",
        Some("max-age=3601"),
        Some("max-age=3600"),
    ),
    ("no-validator", "ETag", None, Some("W/\"1\"")),
    ("not-compressed", "Content-Encoding", None, Some("gzip")),
    (
        "date-hidden",
        "Access-Control-Expose-Headers",
        Some("ETag"),
        Some("etag, date"),
    ),
    ("preflight-fails", "", None, None),
];

#[test]
fn a_well_served_feed_breaks_no_rule() {
    assert_eq!(check_answer(&good(), "en"), []);
}

#[test]
fn an_answer_breaks_exactly_the_rule_of_its_case() {
    for (rule, header, bad, fine) in CASES {
        let mut answer = with(header, *bad);
        answer.preflight = *rule != "preflight-fails";
        assert_eq!(broken(&answer), [*rule]);
        assert!(!broken(&with(header, *fine)).contains(rule), "{rule}");
    }
}

#[test]
fn another_site_that_alone_may_read_the_feed_is_named() {
    let found = check_answer(
        &with("Access-Control-Allow-Origin", Some("https://a.example")),
        "en",
    );
    assert_eq!(
        found[0].what,
        "Only https://a.example may read the feed (Access-Control-Allow-Origin)."
    );
    assert_eq!(found[0].severity, Severity::Warning);
}

#[test]
fn a_small_feed_needs_no_compression() {
    let mut answer = with("Content-Encoding", None);
    answer.bytes = 2000;
    assert_eq!(broken(&answer), [""; 0]);
}
