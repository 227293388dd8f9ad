//! `slot-feed rank`: prints the best offices and days for a question, as a table or as JSON.
//!
//! The answer is the engine's, to the last digit: `--json` prints the object that `SlotFinder.rank` returns in
//! JavaScript.

mod answer;

use clap::Args;
use slot_finder::{FeedInfo, TzZones};

use crate::clock::now_ms;
use crate::input;
use crate::output;
use crate::question::Question;
use slot_publisher::failure::Failure;
use slot_publisher::words::{Language, Words};

/// Ranks the offices and days of a feed that have open places.
///
/// Options win over the same fields of --query. Without a requested language, the table uses the feed's language if
/// that is Indonesian or English, else English.
#[derive(Args)]
pub struct Options {
    /// The feed: a file, or - for standard input
    #[arg(value_name = "FEED")]
    feed: String,
    #[command(flatten)]
    question: Question,
    /// Print the answer as JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// Reads, ranks and prints.
///
/// # Errors
/// If the feed cannot be read, the engine refuses it, or the question is invalid.
pub fn run(options: &Options) -> Result<(), Failure> {
    let mut query = options.question.query()?;
    let feed = input::open(&options.feed)?;
    let now = query.now.unwrap_or_else(now_ms);
    let text = if options.json {
        serde_json::to_string(&feed.rank(&query, now, &TzZones))? + "\n"
    } else {
        let spoken = Language::spoken(query.lang.as_deref(), &feed.about(None).language);
        query.lang.get_or_insert_with(|| spoken.tag().to_owned());
        let words = Words::new(spoken)?;
        answer::write(
            &feed.rank(&query, now, &TzZones),
            &FeedInfo {
                problems: feed.problems(),
                ..feed.about(query.lang.as_deref())
            },
            &query,
            now,
            &words,
        )
    };
    output::write(None, text.as_bytes())
}
