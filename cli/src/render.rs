//! `slot-feed render`: writes a list of the best offices and days as HTML.
//!
//! The list needs no script, and stays true over time: every time in it is absolute. A calendar of releases that phones
//! can subscribe to is written beside it.

mod list;
mod releases;

use std::path::PathBuf;

use clap::Args;
use slot_finder::{FeedInfo, TzZones};

use crate::clock::now_ms;
use crate::failure::Failure;
use crate::input;
use crate::output;
use crate::question::Question;
use crate::words::{Language, Words};

/// Writes the best offices and days of a feed as HTML, to put inside `<slot-finder>` or to print.
///
/// Writes a section to put into a page; with --page, a whole page. With --output, writes releases.ics beside the list: a
/// calendar of the next releases and events, to which phones can subscribe.
#[derive(Args)]
pub struct Options {
    /// The feed: a file, or - for standard input
    #[arg(value_name = "FEED")]
    feed: String,
    #[command(flatten)]
    question: Question,
    /// The most offices to list [default: 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: Option<u16>,
    /// Write a whole page, ready to print, instead of a section
    #[arg(long)]
    page: bool,
    /// The file to write; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the list alone, without releases.ics beside it
    #[arg(long)]
    no_releases: bool,
}

/// Reads, ranks and writes.
///
/// # Errors
/// If the feed cannot be read, the engine refuses it, the question is invalid, or the file cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut query = options.question.query()?;
    let feed = input::open(&options.feed)?;
    let now = query.now.unwrap_or_else(now_ms);
    let spoken = Language::spoken(query.lang.as_deref(), &feed.about(None).language);
    query.lang.get_or_insert_with(|| spoken.tag().to_owned());
    if let Some(limit) = options.limit {
        query.limit = limit.into();
    }
    // Expired data must not send anyone anywhere, least of all on paper.
    query.show_expired = false;
    let words = Words::new(spoken)?;
    let about = FeedInfo {
        problems: feed.problems(),
        ..feed.about(query.lang.as_deref())
    };
    let ranking = feed.rank(&query, now, &TzZones);
    let list = list::List {
        ranking: &ranking,
        about: &about,
        query: &query,
        now,
        words: &words,
        lang: spoken.tag(),
    };
    let html = if options.page {
        list.page()
    } else {
        list.section()
    };
    output::write(
        options.output.as_deref(),
        (html.into_string() + "\n").as_bytes(),
    )?;
    let Some(list) = options.output.as_deref().filter(|_| !options.no_releases) else {
        return Ok(());
    };
    let releases = releases::Releases {
        feed: &feed,
        about: &about,
        query: &query,
        now,
        words: &words,
        lang: query.lang.as_deref(),
    };
    let calendar = list.with_file_name("releases.ics");
    output::write(Some(&calendar), releases.file()?.as_bytes())
}
