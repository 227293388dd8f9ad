//! `slot-feed check`: prints everything that is wrong with a feed, for people or as JSON.

mod print;

use std::rc::Rc;

use clap::{Args, ValueEnum};
use serde::Serialize;
use slot_checker::{Finding, PartFile, Severity, check_answer, check_split};
use slot_finder::{Base, Feed, TzZones};
use url::Url;

use crate::clock::now_ms;
use crate::fetch;
use crate::hash::integrity;
use crate::input::{name, read};
use crate::output;
use crate::parts;
use crate::question::parse_now;
use slot_publisher::failure::Failure;
use slot_publisher::words::{Language, Words};

/// Checks a feed against every rule of the format, and of its hosting if an address is given.
///
/// Exits with 0 without errors, 1 with errors, 2 if the feed cannot be read. Each rule has a section in the docs.
#[derive(Args)]
pub struct Options {
    /// The feed: a file, an https address, or - for standard input
    #[arg(value_name = "FEED|URL")]
    feed: String,
    /// Print all findings as JSON
    #[arg(long)]
    json: bool,
    /// The moment of the check, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of the findings [default: the feed's, or English]
    #[arg(long, value_name = "L")]
    lang: Option<Spoken>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Spoken {
    /// Indonesian
    Id,
    /// English
    En,
}

/// The output of `--json`.
#[derive(Serialize)]
struct Report<'a> {
    feed: &'a str,
    /// The moment of the check, in ms since 1970.
    now: i64,
    errors: usize,
    warnings: usize,
    hints: usize,
    findings: &'a [Finding],
}

/// Reads, checks and prints. Returns whether there are no errors.
///
/// # Errors
/// If the feed cannot be read, or the findings cannot be written.
pub fn run(options: &Options) -> Result<bool, Failure> {
    let fetched = match fetch::address(&options.feed)? {
        Some(address) => fetch::fetch(&address)?,
        None => fetch::Fetched {
            bytes: read(&options.feed)?,
            address: None,
            answer: None,
        },
    };
    let now = options.now.unwrap_or_else(now_ms);
    let address = fetched.address.as_deref();
    let base = address.and_then(|address| Url::parse(address).ok());
    let base = base.map(|base| Rc::new(base) as Rc<dyn Base>);
    let opened = Feed::open(fetched.bytes.clone(), base.clone(), &TzZones).ok();
    let parts = opened
        .as_ref()
        .and_then(|feed| parts(feed, options, base.as_ref()));
    let about = opened.map(|feed| feed.about(None));
    let language = match options.lang {
        Some(Spoken::Id) => Language::Indonesian,
        Some(Spoken::En) => Language::English,
        None => about
            .as_ref()
            .and_then(|about| Language::of(&about.language))
            .unwrap_or(Language::English),
    };
    let mut findings = check_split(
        &fetched.bytes,
        parts.as_deref(),
        base,
        now,
        &TzZones,
        language.tag(),
    );
    if let Some(mut answer) = fetched.answer {
        answer.stale_after = about.map_or(3600, |about| about.stale_after);
        findings.extend(check_answer(&answer, language.tag()));
        findings.sort_by_key(|finding| finding.severity);
    }
    let count = |severity| {
        findings
            .iter()
            .filter(|found| found.severity == severity)
            .count()
    };
    let report = Report {
        feed: name(&options.feed),
        now,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        hints: count(Severity::Hint),
        findings: &findings,
    };
    let text = if options.json {
        serde_json::to_string_pretty(&report)? + "\n"
    } else {
        print::write(&report, &Words::new(language)?, print::may_colour())
    };
    output::write(None, text.as_bytes())?;
    Ok(report.errors == 0)
}

/// Reads the parts of a split feed, from beside the entry or from where it was fetched. None for a feed in one file, and
/// for an entry from standard input, which has no place.
fn parts(feed: &Feed, options: &Options, base: Option<&Rc<dyn Base>>) -> Option<Vec<PartFile>> {
    let count = feed.part_count();
    if count == 0 || options.feed == "-" {
        return None;
    }
    let file = |part| {
        let (url, _) = feed.part_source(part).unwrap_or_default();
        let bytes = match base {
            Some(base) => base
                .join(url)
                .ok_or_else(|| String::from("its address is not valid"))
                .and_then(|address| fetch::fetch_part(&address)),
            None => parts::read(&options.feed, url),
        };
        PartFile {
            url: url.to_owned(),
            read: bytes.map(|bytes| {
                let hash = integrity(&bytes);
                (bytes, hash)
            }),
        }
    };
    Some((0..count).map(file).collect())
}
