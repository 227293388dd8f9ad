//! Collects facts during the check: from the envelope, and from the offices seen so far.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::Node;
use slot_finder::work::{self, Work};
use slot_finder::{Closure, Date, Position, merged_closures, parse_rfc3339};

/// The age of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Fresh,
    Stale,
    Expired,
}

/// The time in a field.
pub fn time(node: &Node<'_>, key: &str) -> Option<i64> {
    parse_rfc3339(node.string_of(key)?)
}

/// Facts from the envelope and from the offices seen so far.
#[derive(Debug, Default)]
pub struct Facts {
    pub generated: Option<i64>,
    pub stale_ms: i64,
    pub expires_ms: i64,
    pub zone: Option<String>,
    pub services: BTreeSet<String>,
    pub kinds: BTreeSet<String>,
    pub regions: BTreeSet<String>,
    pub closed: Closures,
    pub overlap_declared: bool,
    /// Whether the feed names a way to book.
    pub can_book: bool,
    /// Whether any row requires booking.
    pub must_book: bool,
    /// Counts offices by pair of services: those with both, and those of them with the same numbers.
    pub pairs: BTreeMap<(String, String), (usize, usize)>,
    pub offices: Vec<Seen>,
    pub zones: BTreeSet<String>,
}

/// Facts about an office.
#[derive(Debug)]
pub struct Seen {
    pub index: usize,
    pub names: super::Names,
    /// Its whole name, without case and spaces around its words.
    pub folded: Option<String>,
    pub at: usize,
    /// The office that it belongs to, and the place of that reference.
    pub parent: Option<(String, usize)>,
    pub observed: Option<i64>,
    pub age: Age,
    pub position: Option<Position>,
    pub zone: String,
}

impl Facts {
    /// The age of data by its observation time, or else by the feed's creation time.
    pub fn age(&self, observed: Option<i64>, now: i64) -> Age {
        let age = now - observed.or(self.generated).unwrap_or(now);
        if age > self.expires_ms {
            Age::Expired
        } else if age > self.stale_ms {
            Age::Stale
        } else {
            Age::Fresh
        }
    }
}

/// The valid closures in a field of the feed or of an office, in the order of time, none touching another.
#[derive(Debug, Default)]
pub struct Closures(Vec<Closure>);

impl Closures {
    pub fn of(node: &Node<'_>) -> Self {
        let date = |item: &Node<'_>, key| Date::parse(item.string_of(key)?);
        let closed = node.items_of("closed").iter();
        let closed = closed.filter_map(|item| Some((date(item, "from")?, date(item, "to")?)));
        let closed: Vec<_> = closed.filter(|(from, to)| from <= to).collect();
        Self(merged_closures([&closed, &[]]))
    }

    pub fn include(&self, date: Date) -> bool {
        let begun = self.0.partition_point(|(from, _)| {
            work::add(Work::Steps, 1);
            *from <= date
        });
        let last = begun.checked_sub(1).and_then(|last| self.0.get(last));
        last.is_some_and(|(_, to)| date <= *to)
    }
}

/// Whether a booking object names a way to book.
pub fn can_book(node: &Node<'_>) -> bool {
    node.get("booking").is_some_and(|booking| {
        ["web", "android", "ios", "phone"]
            .iter()
            .any(|key| booking.get(key).is_some())
    })
}

/// Reads the facts of the envelope.
pub fn facts(envelope: &Node<'_>) -> Facts {
    let ms = |key, least: f64, default: i64| {
        let seconds = envelope.number_of(key).filter(|n| *n >= least);
        seconds
            .and_then(slot_finder::json::whole)
            .map_or(default, |n| n.saturating_mul(1000))
    };
    let ids = |list| {
        let items = envelope.items_of(list).iter();
        items
            .filter_map(|item| item.string_of("id").map(str::to_owned))
            .collect()
    };
    let stale_ms = ms("stale_after", 60.0, 3_600_000);
    let expires_ms = ms("expires_after", 60.0, 0);
    Facts {
        generated: time(envelope, "generated_at"),
        stale_ms,
        expires_ms: if expires_ms < stale_ms {
            stale_ms.max(86_400_000)
        } else {
            expires_ms
        },
        zone: envelope.string_of("time_zone").map(str::to_owned),
        services: ids("services"),
        kinds: ids("kinds"),
        regions: ids("regions"),
        closed: Closures::of(envelope),
        overlap_declared: envelope.is_true("services_overlap"),
        can_book: can_book(envelope),
        ..Facts::default()
    }
}
