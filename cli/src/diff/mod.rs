//! `slot-feed diff`: describes the changes between two feeds of a publisher, as sentences or as JSON.

mod losses;

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};
use slot_finder::{
    Change, ChangeKind, Date, Feed, FeedInfo, Query, TzZones, WALK_IN, parse_rfc3339,
};

use crate::input;
use crate::output;
use losses::{Loss, LossKind};
use slot_publisher::dates;
use slot_publisher::failure::Failure;
use slot_publisher::words::Value::{Number, Text};
use slot_publisher::words::{Language, Words, plain};

/// Compares two feeds: days that were released, opened or filled, and offices that came and went.
///
/// Lists losses in the newer feed first: numbers no longer known, missing future days, fallen totals, moved offices.
/// Ignores days before the newer feed was made.
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
    /// Exit with 1 if one of these is found, separated by commas
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    fail_on: Vec<Guard>,
}

/// A loss that a publisher may refuse to publish.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Guard {
    /// Future numbers that are no longer known, and missing future days
    LostDays,
    /// Services that now end after their last day
    Ended,
    /// Days with fewer places in all
    FallenTotals,
    /// Moved offices: position, region or time zone
    Moved,
    /// Renamed offices
    Renamed,
    /// Missing offices
    GoneOffices,
}

impl Guard {
    /// Its name on the command line.
    pub fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether this kind is among the findings.
    fn meets(self, changes: &[Change], losses: &[Loss]) -> bool {
        let lost = |kind| losses.iter().any(|loss| loss.kind == kind);
        match self {
            Self::LostDays => lost(LossKind::Erased) || lost(LossKind::Withdrawn),
            Self::Ended => lost(LossKind::Ended),
            Self::FallenTotals => lost(LossKind::TotalFell),
            Self::Moved => lost(LossKind::Moved),
            Self::Renamed => lost(LossKind::Renamed),
            Self::GoneOffices => changes
                .iter()
                .any(|change| change.kind == ChangeKind::OfficeGone),
        }
    }
}

/// Reads, compares and prints; returns false on a finding that `--fail-on` names.
///
/// # Errors
/// If a feed cannot be read or is refused.
pub fn run(options: &Options) -> Result<bool, Failure> {
    if options.old == "-" && options.new == "-" {
        return Err(Failure::new(
            "standard input holds one feed; give the path of the other one",
        ));
    }
    let [old, new] = [&options.old, &options.new];
    let (old, new) = (Side::read(old)?, Side::read(new)?);
    let found = Found::between(&old, &new);
    let text = if options.json {
        found.json()?
    } else {
        found.text(&old, &new, options.lang.as_deref())?
    };
    output::write(None, text.as_bytes())?;
    let mut guards = options.fail_on.iter();
    Ok(!guards.any(|guard| guard.meets(&found.changes, &found.losses)))
}

/// A feed to compare, as the engine reads it and as JSON.
pub struct Side {
    feed: Feed,
    json: Json,
}

impl Side {
    fn read(path: &str) -> Result<Self, Failure> {
        Self::of(path, &input::read(path)?)
    }

    /// Opens a feed that was read from `path`.
    ///
    /// # Errors
    /// If the engine refuses it.
    pub fn of(path: &str, bytes: &[u8]) -> Result<Self, Failure> {
        // The engine accepts the text, so it is JSON; a byte order mark before it is not.
        let feed = input::parse(path, bytes.to_vec())?;
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let json = serde_json::from_slice::<Json>(text)?;
        Ok(Self { feed, json })
    }

    /// The feed as the engine reads it.
    pub fn feed(&self) -> &Feed {
        &self.feed
    }
}

/// What changed between two feeds.
pub struct Found<'a> {
    changes: Vec<Change<'a>>,
    losses: Vec<Loss>,
}

impl<'a> Found<'a> {
    /// Compares two feeds.
    pub fn between(old: &'a Side, new: &'a Side) -> Self {
        Self {
            changes: new.feed.changes_since(&old.feed),
            losses: losses::find(&old.json, &new.json),
        }
    }

    /// The losses among the findings, except those that are allowed.
    pub fn lost(&self, allowed: &[Guard]) -> Vec<Guard> {
        let guards = Guard::value_variants().iter().copied();
        let guards = guards.filter(|guard| !allowed.contains(guard));
        guards
            .filter(|guard| guard.meets(&self.changes, &self.losses))
            .collect()
    }

    fn json(&self) -> Result<String, Failure> {
        let mut all: Vec<Json> = Vec::new();
        for loss in &self.losses {
            all.push(serde_json::to_value(loss)?);
        }
        for change in &self.changes {
            all.push(serde_json::to_value(change)?);
        }
        Ok(serde_json::to_string(&all)? + "\n")
    }

    /// The findings in sentences.
    ///
    /// # Errors
    /// If the built-in words are broken.
    pub fn text(&self, old: &Side, new: &Side, lang: Option<&str>) -> Result<String, Failure> {
        let (old, new) = (&old.feed, &new.feed);
        let spoken = Language::spoken(lang, &new.about(None).language);
        let lang = lang.unwrap_or(spoken.tag());
        let words = Words::new(spoken)?;
        let (before, about) = (old.about(Some(lang)), new.about(Some(lang)));
        let teller = Teller {
            names: Names::of(&self.changes, [old, new], lang)?,
            before: &before,
            about: &about,
            words: &words,
        };
        Ok(teller.text(&self.changes, &self.losses))
    }
}

/// The kinds of losses with their headings.
const LOSSES: [(LossKind, &str); 6] = [
    (LossKind::Erased, "diff.erased"),
    (LossKind::Withdrawn, "diff.withdrawn"),
    (LossKind::Ended, "diff.ended"),
    (LossKind::TotalFell, "diff.totalFell"),
    (LossKind::Moved, "diff.moved"),
    (LossKind::Renamed, "diff.renamed"),
];

/// The kinds of changes, in the order that interests citizens.
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
    /// The names of the offices that changed; for those in both feeds, the later name.
    fn of(changes: &[Change], feeds: [&Feed; 2], lang: &str) -> Result<Self, Failure> {
        let mut ids: Vec<&str> = changes.iter().map(|change| change.office_id).collect();
        // Changes are grouped by office.
        ids.dedup();
        let mut names = BTreeMap::new();
        // An empty list of offices would ask for all.
        if !ids.is_empty() {
            let query = json!({"offices": ids, "lang": lang}).to_string();
            let query =
                Query::from_json(&query).map_err(|error| Failure::new(error.to_string()))?;
            for feed in feeds {
                let offices = feed.board(&query, 0, &TzZones).offices.into_iter();
                names.extend(offices.map(|office| (office.id, office.short.text)));
            }
        }
        Ok(Self(names))
    }

    fn get<'a>(&'a self, id: &'a str) -> &'a str {
        self.0.get(id).map_or(id, String::as_str)
    }
}

/// The context of every sentence.
struct Teller<'a> {
    names: Names,
    before: &'a FeedInfo,
    about: &'a FeedInfo,
    words: &'a Words,
}

impl Teller<'_> {
    fn text(&self, changes: &[Change], losses: &[Loss]) -> String {
        let words = self.words;
        let mut lines = Vec::new();
        if self.about.sample {
            lines.push(words.t("command.sample", &[]));
        }
        let [before, after] =
            [self.before, self.about].map(|feed| dates::moment_of(words, &feed.generated_at, None));
        let made = |feed: &FeedInfo| parse_rfc3339(&feed.generated_at);
        if made(self.before) > made(self.about) {
            lines.push(words.t("diff.backwards", &[]));
        }
        let heading = if changes.is_empty() && losses.is_empty() {
            "diff.nothing"
        } else {
            "diff.between"
        };
        let times = [("before", Text(&before)), ("after", Text(&after))];
        lines.push(words.t(heading, &times));
        for (kind, heading) in LOSSES {
            let losses: Vec<&Loss> = losses.iter().filter(|loss| loss.kind == kind).collect();
            if losses.is_empty() {
                continue;
            }
            let n = i64::try_from(losses.len()).unwrap_or(i64::MAX);
            lines.push(String::new());
            lines.push(words.t(heading, &[("n", Number(n))]));
            let rows = losses.chunk_by(|a, b| {
                let lane = |loss: &Loss| {
                    let Loss {
                        service_id,
                        channel,
                        ..
                    } = loss;
                    (loss.office_id.clone(), service_id.clone(), channel.clone())
                };
                lane(a) == lane(b)
            });
            lines.extend(rows.filter_map(|row| self.loss(row)));
        }
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
            // Puts the days of an office, service and channel on one line.
            let rows = changes.chunk_by(|a, b| lane(a) == lane(b));
            lines.extend(rows.filter_map(|row| self.row(row)));
        }
        lines.join("\n") + "\n"
    }

    /// The losses of one office, service and channel.
    fn loss(&self, row: &[&Loss]) -> Option<String> {
        let first = row.first()?;
        let shown = |value: &Json| match value {
            Json::String(text) => text.clone(),
            Json::Array(parts) => {
                let parts: Vec<_> = parts.iter().map(Json::to_string).collect();
                parts.join(", ")
            }
            Json::Null => self.words.t("diff.none", &[]),
            other => other.to_string(),
        };
        let items = row.iter().map(|loss| {
            let (before, after) = (shown(&loss.before), shown(&loss.after));
            let day = loss.date.map(|date| dates::day(self.words, date));
            let day = day.unwrap_or_default();
            let key = match loss.kind {
                LossKind::Erased | LossKind::Withdrawn => "diff.day.lost",
                LossKind::Ended => "diff.day.filled",
                LossKind::TotalFell => "diff.day.total",
                LossKind::Moved | LossKind::Renamed => "diff.was",
            };
            let values = [
                ("day", Text(&day)),
                ("before", Text(&before)),
                ("after", Text(&after)),
            ];
            self.words.t(key, &values)
        });
        let items = items.collect::<Vec<_>>().join(", ");
        let line = match (&first.service_id, &first.channel) {
            (Some(service), Some(channel)) => {
                self.line(&first.office, service, Some(channel), &items)
            }
            _ => format!("{}: {items}", plain(&first.office)),
        };
        Some(format!("- {line}"))
    }

    /// "Blitar, Ordinary passport (walk in): Mon 2026-11-23"
    fn line(&self, office: &str, service: &str, channel: Option<&str>, days: &str) -> String {
        let services = &self.about.services;
        let named = services.iter().find(|named| named.id == service);
        let service = named.map_or(service, |service| &service.name.text);
        let channel = match channel {
            None | Some("app") => None,
            Some(WALK_IN) => Some(self.words.t("command.walkin", &[])),
            Some(channel) => Some(channel.to_owned()),
        };
        let key = if channel.is_some() {
            "diff.row.channel"
        } else {
            "diff.row"
        };
        let channel = channel.unwrap_or_default();
        let values = [
            ("office", Text(office)),
            ("service", Text(service)),
            ("channel", Text(&channel)),
            ("days", Text(days)),
        ];
        self.words.t(key, &values)
    }

    fn row(&self, row: &[&Change]) -> Option<String> {
        let first = row.first()?;
        let office = plain(self.names.get(first.office_id));
        let Some(id) = first.service_id else {
            return Some(format!("- {office}"));
        };
        let days = row
            .iter()
            .filter_map(|change| self.day(change, change.date?));
        let days = days.collect::<Vec<_>>().join(", ");
        let line = self.line(&office, id, first.channel, &days);
        Some(format!("- {line}"))
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
