//! `slot-feed render`: writes a list of the best offices and days as HTML, and a calendar of releases beside it.

use std::path::PathBuf;

use clap::Args;
use slot_publisher::failure::Failure;
use slot_publisher::render::Render;

use crate::clock::now_ms;
use crate::input;
use crate::output;
use crate::question::Question;

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
    if let Some(limit) = options.limit {
        query.limit = limit.into();
    }
    let render = Render::new(&feed, query, now_ms())?;
    output::write(
        options.output.as_deref(),
        render.list(options.page).as_bytes(),
    )?;
    let Some(list) = options.output.as_deref().filter(|_| !options.no_releases) else {
        return Ok(());
    };
    let calendar = list.with_file_name("releases.ics");
    output::write(Some(&calendar), render.releases().as_bytes())
}
