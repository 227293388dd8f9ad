//! Checks how a server delivers a feed: the headers that let other sites' pages read it, and soon enough.

use slot_finder::is_refused_type;

use super::words::Words;
use super::{Finding, rules};

/// A server's response to a request for a feed by `GET`, with an `Origin` and an offer of compression.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Its headers; names in any case.
    pub headers: Vec<(String, String)>,
    /// The size of the feed in bytes, uncompressed.
    pub bytes: usize,
    /// The feed's `stale_after` in seconds.
    pub stale_after: i64,
    /// Whether a preflight (`OPTIONS`) succeeded as browsers need it.
    pub preflight: bool,
}

/// Below this many bytes, compression saves too little.
const SMALL: usize = 2048;
impl Answer {
    /// The value of a header; joins the values of a repeated one.
    fn header(&self, name: &str) -> Option<String> {
        let found = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        let values: Vec<&str> = found.map(|(_, value)| value.trim()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// Whether a comma-separated header contains this item.
    fn lists(&self, name: &str, item: &str) -> bool {
        self.header(name).is_some_and(|value| {
            let mut items = value.split(',').map(str::trim);
            items.any(|found| found == "*" || found.eq_ignore_ascii_case(item))
        })
    }

    /// How long a cache may keep the response, in seconds.
    fn max_age(&self) -> Option<i64> {
        let value = self.header("cache-control")?.to_ascii_lowercase();
        let mut parts = value.split(',').map(str::trim);
        parts.find_map(|part| {
            part.strip_prefix("max-age=")?
                .trim_matches('"')
                .parse()
                .ok()
        })
    }
}

/// Checks how a server delivers a feed; `lang` as for [`check`](super::check).
#[must_use]
pub fn check_answer(answer: &Answer, lang: &str) -> Vec<Finding> {
    let words = Words::of(lang);
    let mut findings = Vec::new();
    let mut find = |rule: super::Rule, value: &str| {
        let values = [("value", value)];
        let fill = |key| {
            words.fill(
                rule.id,
                key,
                if value.is_empty() { "missing" } else { "" },
                &values,
            )
        };
        findings.push(Finding {
            file: None,
            rule: rule.id,
            severity: rule.severity,
            pointer: String::new(),
            office_id: None,
            office: None,
            line: None,
            column: None,
            what: fill("what"),
            why: fill("why"),
            fix: fill("fix"),
        });
    };
    let origin = answer
        .header("access-control-allow-origin")
        .unwrap_or_default();
    if origin != "*" {
        find(rules::NO_CORS, &super::excerpt(&origin));
    }
    let media = answer
        .header("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let essence = media.split(';').next().unwrap_or_default().trim();
    if is_refused_type(essence) {
        find(rules::REFUSED_TYPE, &super::excerpt(essence));
    } else if essence != "application/json" && !essence.ends_with("+json") {
        find(rules::ODD_TYPE, &super::excerpt(essence));
    }
    match answer.max_age() {
        None if !answer.lists("cache-control", "no-cache") => find(rules::NO_CACHING, ""),
        Some(age) if age > answer.stale_after => {
            find(rules::CACHED_TOO_LONG, &age.unsigned_abs().to_string());
        }
        _ => {}
    }
    if answer
        .header("etag")
        .or(answer.header("last-modified"))
        .is_none()
    {
        find(rules::NO_VALIDATOR, "");
    }
    let coding = answer.header("content-encoding").unwrap_or_default();
    if answer.bytes > SMALL && matches!(coding.as_str(), "" | "identity") {
        find(rules::NOT_COMPRESSED, &(answer.bytes / 1000).to_string());
    }
    // Reports a hidden time only if there is CORS, whose absence comes first.
    if origin == "*" && !answer.lists("access-control-expose-headers", "date") {
        find(rules::DATE_HIDDEN, "");
    }
    if !answer.preflight {
        find(rules::PREFLIGHT_FAILS, "");
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}
