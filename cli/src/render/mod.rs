//! `slot-feed render`: writes a list of the best offices and days as HTML, and a calendar of releases beside it.

pub mod first_answer;

use std::path::PathBuf;

use clap::Args;
use slot_publisher::failure::Failure;
use slot_publisher::render::Render;

use crate::clock::now_ms;
use crate::input;
use crate::output;
use crate::page;
use crate::question::Question;

/// Writes the best offices and days of a feed as HTML, to put inside `<slot-finder>` or to print.
///
/// Writes a section to put into a page; with --page, a whole page. With --output or --into, writes releases.ics beside
/// the list: a calendar of the next releases and events, to which phones can subscribe.
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
    /// Add the answer as data, from which <slot-finder> around the section shows its first list before it has the engine;
    /// publish the feed and the page together
    #[arg(long, conflicts_with = "page")]
    first_answer: bool,
    /// The file to write; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// A page to write the list into, with the answer as data: between <!-- list --> and <!-- /list -->, inside
    /// <slot-finder>
    #[arg(long, value_name = "PAGE", conflicts_with_all = ["page", "output"])]
    into: Option<PathBuf>,
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
    let bytes = input::read(&options.feed)?;
    let feed = input::opened(&options.feed, bytes.clone(), None)?;
    let now = query.now.unwrap_or_else(now_ms);
    let mut asked = options.question.asked()?;
    asked.remove("now");
    if let Some(limit) = options.limit {
        query.limit = limit.into();
        asked.insert("limit".to_owned(), limit.into());
    }
    let answer = if options.first_answer || options.into.is_some() {
        first_answer::element(&options.feed, bytes, asked, &query, now)?
    } else {
        None
    };
    let render = Render::new(&feed, query, now)?;
    let html = render.list(options.page) + &answer.unwrap_or_default();
    let html = match &options.into {
        Some(into) => page::read_and_fill(into, &html)?,
        None => html,
    };
    let target = options.output.as_deref().or(options.into.as_deref());
    output::write(target, html.as_bytes())?;
    let Some(list) = target.filter(|_| !options.no_releases) else {
        return Ok(());
    };
    let calendar = list.with_file_name("releases.ics");
    output::write(Some(&calendar), render.releases().as_bytes())
}
