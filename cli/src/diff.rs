//! `slot-feed diff`: two feeds of one publisher go in, what happened between them comes out, as sentences or as JSON.

use std::collections::BTreeMap;

use clap::Args;
use serde_json::json;
use slot_finder::{
    Change, ChangeKind, Date, Feed, FeedInfo, Query, TzZones, WALK_IN, parse_rfc3339,
};

use crate::dates;
use crate::failure::Failure;
use crate::input;
use crate::output;
use crate::words::Value::{Number, Text};
use crate::words::{Language, Words, plain};

/// Says what differs between two feeds: days that were released, opened, filled, and offices that came and went.
///
/// Days that the newer feed no longer covers are past, and those that it does not know are not known: neither is a
/// change.
#[derive(Args)]
pub struct Options {
    /// The older feed: a file, or - for standard input
    #[arg(value_name = "OLD")]
    old: String,
    /// The newer feed: a file, or - for standard input
    #[arg(value_name = "NEW")]
    new: String,
    /// The language of the sentences: id or en [default: the newer feed's, if it is one of them, else en]
    #[arg(long, value_name = "L")]
    lang: Option<String>,
    /// Print the changes as JSON, as `changesSince` gives them in JavaScript
    #[arg(long)]
    json: bool,
}

/// Reads, compares and prints.
///
/// # Errors
/// If a feed cannot be read or is refused.
pub fn run(options: &Options) -> Result<(), Failure> {
    if options.old == "-" && options.new == "-" {
        return Err(Failure::new(
            "standard input holds one feed; give the path of the other one",
        ));
    }
    let (old, new) = (input::open(&options.old)?, input::open(&options.new)?);
    let changes = new.changes_since(&old);
    let text = if options.json {
        serde_json::to_string(&changes)? + "\n"
    } else {
        let lang = options.lang.as_deref();
        let spoken = Language::spoken(lang, &new.about(None).language);
        let lang = lang.unwrap_or(spoken.tag());
        let words = Words::new(spoken)?;
        let (before, about) = (old.about(Some(lang)), new.about(Some(lang)));
        let teller = Teller {
            names: Names::of(&changes, [&old, &new], lang)?,
            before: &before,
            about: &about,
            words: &words,
        };
        teller.text(&changes)
    };
    output::write(None, text.as_bytes())
}

/// What is told, in the order of what citizens would want to hear first.
const GROUPS: [(ChangeKind, &str); 7] = [
    (ChangeKind::Released, "diff.released"),
    (ChangeKind::Opened, "diff.opened"),
    (ChangeKind::Added, "diff.added"),
    (ChangeKind::Fewer, "diff.fewer"),
    (ChangeKind::Filled, "diff.filled"),
    (ChangeKind::OfficeAdded, "diff.officeAdded"),
    (ChangeKind::OfficeGone, "diff.officeGone"),
];

/// The names of offices, by id.
struct Names(BTreeMap<String, String>);

impl Names {
    /// The names of the offices that changed; of those in both feeds, what the later one calls them.
    fn of(changes: &[Change], feeds: [&Feed; 2], lang: &str) -> Result<Self, Failure> {
        let mut ids: Vec<&str> = changes.iter().map(|change| change.office_id).collect();
        // Changes stand by office.
        ids.dedup();
        let mut names = BTreeMap::new();
        // An empty list of offices would ask for all.
        if !ids.is_empty() {
            let query = json!({"offices": ids, "lang": lang}).to_string();
            let query =
                Query::from_json(&query).map_err(|error| Failure::new(error.to_string()))?;
            for feed in feeds {
                let offices = feed.board(&query, 0, &TzZones).offices.into_iter();
                names.extend(offices.map(|office| (office.id.clone(), office.short.text.clone())));
            }
        }
        Ok(Self(names))
    }

    fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

/// What every sentence draws from.
struct Teller<'a> {
    names: Names,
    before: &'a FeedInfo,
    about: &'a FeedInfo,
    words: &'a Words,
}

impl Teller<'_> {
    fn text(&self, changes: &[Change]) -> String {
        let words = self.words;
        let mut lines = Vec::new();
        if self.about.sample {
            lines.push(words.t("command.sample", &[]));
        }
        let [before, after] = [self.before, self.about]
            .map(|feed| dates::written_moment(words, &feed.generated_at, None));
        let made = |feed: &FeedInfo| parse_rfc3339(&feed.generated_at);
        if made(self.before) > made(self.about) {
            lines.push(words.t("diff.backwards", &[]));
        }
        let heading = if changes.is_empty() {
            "diff.nothing"
        } else {
            "diff.between"
        };
        let times = [("before", Text(&before)), ("after", Text(&after))];
        lines.push(words.t(heading, &times));
        for (kind, heading) in GROUPS {
            let changes: Vec<&Change> = changes
                .iter()
                .filter(|change| change.kind == kind)
                .collect();
            if changes.is_empty() {
                continue;
            }
            let n = i64::try_from(changes.len()).unwrap_or(i64::MAX);
            lines.push(String::new());
            lines.push(words.t(heading, &[("n", Number(n))]));
            // The days of one office, service and channel stand in one line.
            let rows = changes.chunk_by(|a, b| lane(a) == lane(b));
            lines.extend(rows.filter_map(|row| self.row(row)));
        }
        lines.join("\n") + "\n"
    }

    fn row(&self, row: &[&Change]) -> Option<String> {
        let first = row.first()?;
        let office = plain(self.names.get(first.office_id));
        let Some(id) = first.service_id else {
            return Some(format!("- {office}"));
        };
        let services = &self.about.services;
        let service = services.iter().find(|service| service.id == id);
        let service = service.map_or(id, |service| &service.name.text);
        let channel = match first.channel {
            None | Some("app") => None,
            Some(WALK_IN) => Some(self.words.t("command.walkin", &[])),
            Some(channel) => Some(channel.to_owned()),
        };
        let days = row
            .iter()
            .filter_map(|change| self.day(change, change.date?));
        let days = days.collect::<Vec<_>>().join(", ");
        let key = if channel.is_some() {
            "diff.row.channel"
        } else {
            "diff.row"
        };
        let channel = channel.unwrap_or_default();
        let values = [
            ("office", Text(&office)),
            ("service", Text(service)),
            ("channel", Text(&channel)),
            ("days", Text(&days)),
        ];
        Some(format!("- {}", self.words.t(key, &values)))
    }

    fn day(&self, change: &Change, date: Date) -> Option<String> {
        let day = dates::day(self.words, date);
        let key = match change.kind {
            ChangeKind::Filled => "diff.day.filled",
            ChangeKind::Added | ChangeKind::Fewer => "diff.day.changed",
            _ => "diff.day",
        };
        let values = [
            ("day", Text(&day)),
            ("n", Number(change.after?)),
            ("m", Number(change.before.unwrap_or_default())),
        ];
        Some(self.words.t(key, &values))
    }
}

/// What the days of a line have in common.
fn lane<'a>(change: &Change<'a>) -> (&'a str, Option<&'a str>, Option<&'a str>) {
    (change.office_id, change.service_id, change.channel)
}
