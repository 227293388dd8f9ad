//! `slot-feed render`: a feed and a question go in, a list of the best offices and days comes out as HTML.
//!
//! The list needs no script, and is as true when it is read as when it was made: every time in it is absolute.

mod list;

use std::path::PathBuf;

use clap::Args;
use slot_finder::{FeedInfo, TzZones};

use crate::clock::now_ms;
use crate::failure::Failure;
use crate::input;
use crate::output;
use crate::question::Question;
use crate::words::{Language, Words};

/// Writes the best offices and days of a feed as HTML: to put inside `<slot-finder>`, or to print.
///
/// What is written is a section to put into a page; with --page it is a page of its own.
#[derive(Args)]
pub struct Options {
    /// The feed: a file, or - for standard input
    #[arg(value_name = "FEED")]
    feed: String,
    #[command(flatten)]
    question: Question,
    /// How many offices at most [default: 20]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: Option<u16>,
    /// Write a whole page, fit to print, in place of a section
    #[arg(long)]
    page: bool,
    /// The file to write; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Reads, ranks and writes.
///
/// # Errors
/// If the feed cannot be read or is refused, the question is not understood, or the file cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut query = options.question.query()?;
    let feed = input::open(&options.feed)?;
    let now = query.now.unwrap_or_else(now_ms);
    let spoken = Language::spoken(query.lang.as_deref(), &feed.about(None).language);
    query.lang.get_or_insert_with(|| spoken.tag().to_owned());
    if let Some(limit) = options.limit {
        query.limit = limit.into();
    }
    // What is too old to be called open is no place to send anyone to, least of all on paper.
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
    )
}
