//! Writes a list of the best offices and days as HTML, and a calendar of releases that phones can subscribe to.
//!
//! The list needs no script, and stays true over time: every time in it is absolute.

mod list;
mod releases;

use slot_finder::{Feed, FeedInfo, Query};

use crate::failure::Failure;
use crate::words::{Language, Words};
use crate::zones::LocalZones;

/// A feed and the question about it.
pub struct Render<'a> {
    feed: &'a Feed,
    query: Query,
    now: i64,
    words: Words,
    about: FeedInfo,
    lang: &'static str,
}

impl<'a> Render<'a> {
    /// Prepares to write about a feed at a moment, in ms since 1970, unless the question names another one.
    ///
    /// # Errors
    /// If the built-in words are broken.
    pub fn new(feed: &'a Feed, mut query: Query, now: i64) -> Result<Self, Failure> {
        let now = query.now.unwrap_or(now);
        let spoken = Language::spoken(query.lang.as_deref(), &feed.about(None).language);
        query.lang.get_or_insert_with(|| spoken.tag().to_owned());
        // Expired data must not send anyone anywhere, least of all on paper.
        query.show_expired = false;
        let about = FeedInfo {
            problems: feed.problems(),
            ..feed.about(query.lang.as_deref())
        };
        Ok(Self {
            feed,
            now,
            words: Words::new(spoken)?,
            about,
            lang: spoken.tag(),
            query,
        })
    }

    /// The list, as a whole page or as a section to put into one.
    pub fn list(&self, is_page: bool) -> String {
        let ranking = self.feed.rank(&self.query, self.now, &LocalZones);
        let list = list::List {
            ranking: &ranking,
            about: &self.about,
            query: &self.query,
            now: self.now,
            words: &self.words,
            lang: self.lang,
        };
        let html = if is_page { list.page() } else { list.section() };
        html.into_string() + "\n"
    }

    /// The calendar, `releases.ics`.
    pub fn releases(&self) -> String {
        let releases = releases::Releases {
            feed: self.feed,
            about: &self.about,
            query: &self.query,
            now: self.now,
            words: &self.words,
            lang: self.query.lang.as_deref(),
        };
        releases.file()
    }
}
