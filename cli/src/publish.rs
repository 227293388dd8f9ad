//! `slot-feed publish`: keeps a folder up to date with a spreadsheet. Builds the feed, checks it, compares it with the
//! published one, and writes the feed, the list and the calendar together; or says why it does not, and writes nothing.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use clap::Args;
use serde_json::Value as Json;
use slot_checker::{Severity, check};
use slot_finder::{Feed, Query, TzZones, parse_rfc3339};
use slot_publisher::build::{Built, File, summary};
use slot_publisher::failure::Failure;
use slot_publisher::render::Render;
use slot_publisher::words::Value::{Number, Text};
use slot_publisher::words::{Language, Words};

use crate::build::{self, Sources, parse_language};
use crate::clock::now_ms;
use crate::diff::{Found, Guard, Side};
use crate::output;
use crate::page::{self, FirstQuestion};
use crate::question::parse_now;
use crate::render::first_answer;

/// Builds, checks, compares and writes a feed, its list and its calendar into a folder.
///
/// Writes feed.json, list.html and releases.ics together, and the list into index.html where that has a place for it,
/// and prints what changed. Exits with 1 and writes nothing if the feed has errors, the numbers are older than
/// promised, or the published feed would lose something.
#[derive(Args)]
pub struct Options {
    /// One workbook (.xlsx, .ods), or two CSV files: the offices and the quota; a file, an https address, or - for
    /// standard input
    #[arg(value_name = "FILE|URL", num_args = 1..=2, required = true)]
    files: Vec<String>,
    /// Settings for CSV files, in TOML
    #[arg(long, value_name = "META.toml")]
    meta: Option<String>,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Write even if the published feed loses these, separated by commas
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    allow: Vec<Guard>,
    /// Write even if the numbers are older than promised
    #[arg(long)]
    allow_old: bool,
    /// Keep running, and publish after each change of a file
    #[arg(long)]
    watch: bool,
    /// With --watch, how often to look for a change, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = clap::value_parser!(u32).range(1..=86_400))]
    every: u32,
    /// When the feed is made, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of messages: id or en
    #[arg(long, value_name = "L", default_value = "id", value_parser = parse_language)]
    lang: Language,
}

/// Publishes once, or after each change. Returns whether the folder is up to date.
///
/// # Errors
/// If a file or a cell cannot be read, or a file cannot be written. With `--watch` only before the first look.
pub fn run(options: &Options) -> Result<bool, Failure> {
    let words = Words::new(options.lang)?;
    let read = || Sources::read(&options.files, options.meta.as_deref(), &words);
    if !options.watch {
        return publish(&read()?, options, &words);
    }
    if options.files.iter().any(|file| file == "-") {
        return Err(Failure::new(
            "--watch needs a file or an address: standard input does not change",
        ));
    }
    let mut last: Option<Vec<File>> = None;
    loop {
        // A file that is being saved, or a host that does not answer, may be there at the next look.
        match read() {
            Ok(sources) => {
                let files = || sources.files.iter().chain(&sources.meta);
                let is_new = last.as_ref().is_none_or(|last| {
                    files()
                        .map(|file| &file.bytes)
                        .ne(last.iter().map(|file| &file.bytes))
                });
                if is_new {
                    last = Some(files().cloned().collect());
                    if let Err(failure) = publish(&sources, options, &words) {
                        eprintln!("slot-feed: {failure}");
                    }
                }
            }
            Err(failure) => eprintln!("slot-feed: {failure}"),
        }
        sleep(Duration::from_secs(options.every.into()));
    }
}

/// Publishes once. Returns false, with the reasons on standard error, if it writes nothing.
fn publish(sources: &Sources, options: &Options, words: &Words) -> Result<bool, Failure> {
    let now = options.now.unwrap_or_else(now_ms);
    let built = build::make(sources, now, words)?;
    let [feed, list, calendar] =
        ["feed.json", "list.html", "releases.ics"].map(|name| options.to.join(name));
    let name = feed.display().to_string();
    let new = Side::of(&name, &built.json)?;
    let old = published(&feed)?;
    let found = old.as_ref().map(|old| Found::between(old, &new));
    let changes = match (&found, &old) {
        (Some(found), Some(old)) => found.text(old, &new, Some(options.lang.tag()))?,
        _ => String::new(),
    };
    let mut reasons = errors(&built, now, words);
    if !options.allow_old
        && let Some(reason) = too_old(&built, now, words)
    {
        reasons.push(reason);
    }
    let losses = found
        .map(|found| found.lost(&options.allow))
        .unwrap_or_default();
    if !losses.is_empty() {
        let kinds: Vec<String> = losses.iter().map(|guard| guard.name()).collect();
        reasons.push(words.t("publish.lost", &[("text", Text(&kinds.join(",")))]));
    }
    if !reasons.is_empty() {
        eprint!("{}{changes}", build::notes(&built, words));
        for reason in &reasons {
            eprintln!("slot-feed: {reason}");
        }
        eprintln!("{}", words.t("publish.stopped", &[("file", Text(&name))]));
        return Ok(false);
    }
    let query = Query {
        lang: Some(options.lang.tag().to_owned()),
        ..Query::default()
    };
    let render = Render::new(new.feed(), query, now)?;
    let (html, ics) = (render.list(true), render.releases());
    fs::create_dir_all(&options.to)
        .map_err(|error| Failure::new(format!("cannot make {}: {error}", options.to.display())))?;
    let page = options.to.join("index.html");
    let filled = filled(&page, new.feed(), &built.json, now, words)?;
    let mut files: Vec<(&Path, &[u8])> =
        vec![(&list, html.as_bytes()), (&calendar, ics.as_bytes())];
    files.extend(filled.iter().map(|filled| (&*page, filled.as_bytes())));
    // Last: what readers fetch is complete by then.
    files.push((&feed, &built.json));
    output::write_all(&files, "--to")?;
    let told = build::notes(&built, words) + &summary(&built.feed, &name, words) + &changes;
    output::write(None, told.as_bytes())?;
    Ok(true)
}

/// The page in the folder with the list and the answer to its first question in it, if it has a place for them.
fn filled(
    page: &Path,
    feed: &Feed,
    bytes: &[u8],
    now: i64,
    words: &Words,
) -> Result<Option<String>, Failure> {
    let text = match fs::read_to_string(page) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Failure::new(format!(
                "cannot read {}: {error}; save it as UTF-8",
                page.display()
            )));
        }
    };
    let lang = match page::first_question(&text) {
        None => return Ok(None),
        Some(FirstQuestion::Own) => {
            let file = page.display().to_string();
            eprintln!("{}", words.t("publish.page", &[("file", Text(&file))]));
            return Ok(None);
        }
        Some(FirstQuestion::Plain(lang)) => lang,
    };
    let (query, asked) = page::plain_question(&lang);
    let answer = first_answer::element("feed.json", bytes.to_vec(), asked, &query, now)?;
    let list = Render::new(feed, query, now)?.list(false) + &answer.unwrap_or_default();
    Ok(page::filled(&text, &list))
}

/// The feed in the folder, if there is one.
fn published(feed: &Path) -> Result<Option<Side>, Failure> {
    let name = feed.display().to_string();
    match fs::read(feed) {
        Ok(bytes) => Side::of(&name, &bytes).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::new(format!("cannot read {name}: {error}"))),
    }
}

/// The errors that the rules of the format find, one line each.
fn errors(built: &Built, now: i64, words: &Words) -> Vec<String> {
    let lang = words.language().tag();
    let findings = check(&built.json, None, now, &TzZones, lang).into_iter();
    let errors = findings.filter(|finding| finding.severity == Severity::Error);
    errors
        .map(|finding| format!("{}: {} {}", finding.pointer, finding.what, finding.fix))
        .collect()
}

/// Why the numbers are too old to publish.
fn too_old(built: &Built, now: i64, words: &Words) -> Option<String> {
    let field = |key: &str| built.feed.envelope.get(key);
    let made = field("generated_at").and_then(Json::as_str)?;
    let stale_after = field("stale_after").and_then(Json::as_i64)?;
    let age = now - parse_rfc3339(made)?;
    let values = [
        ("text", Text(made.get(..10).unwrap_or(made))),
        ("n", Number(age / 86_400_000)),
    ];
    (age > stale_after * 1_000).then(|| words.t("publish.old", &values))
}
