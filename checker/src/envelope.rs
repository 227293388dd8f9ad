//! The envelope, and what the rest of the check has to know of it.

use std::collections::{BTreeMap, BTreeSet};

use super::shape;
use super::times::{Age, time};
use super::tree::Node;
use super::{Checker, rules};
use slot_finder::Position;
use slot_finder::{Closure, Date};

/// What the envelope says, and what was seen of the offices.
#[derive(Debug, Default)]
pub struct Facts {
    pub generated: Option<i64>,
    pub stale_ms: i64,
    pub expires_ms: i64,
    pub zone: Option<String>,
    pub services: BTreeSet<String>,
    pub kinds: BTreeSet<String>,
    pub regions: BTreeSet<String>,
    pub closed: Vec<Closure>,
    pub overlap_declared: bool,
    /// Whether the feed says some way to book.
    pub can_book: bool,
    /// Whether some row has to be booked.
    pub must_book: bool,
    /// Offices by pairs of services: how many have both, and how many of these the same numbers.
    pub pairs: BTreeMap<(String, String), (usize, usize)>,
    pub offices: Vec<Seen>,
    pub zones: BTreeSet<String>,
}

/// What was seen of an office.
#[derive(Debug)]
pub struct Seen {
    pub index: usize,
    pub names: super::Names,
    pub at: usize,
    /// The office that it belongs to, and where that is written.
    pub parent: Option<(String, usize)>,
    pub observed: Option<i64>,
    pub age: Age,
    pub position: Option<Position>,
    pub zone: String,
}

impl Facts {
    /// How old data is that was observed then, or else when the feed was made.
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

/// The closures in a field of the feed or of an office, as far as they are good.
pub fn closures(node: &Node<'_>) -> Vec<Closure> {
    let date = |item: &Node<'_>, key| Date::parse(item.string_of(key)?);
    let closed = node.items_of("closed").iter();
    let closed = closed.filter_map(|item| Some((date(item, "from")?, date(item, "to")?)));
    closed.filter(|(from, to)| from <= to).collect()
}

/// Whether a booking object says where to book.
pub fn can_book(node: &Node<'_>) -> bool {
    node.get("booking").is_some_and(|booking| {
        ["web", "android", "ios", "phone"]
            .iter()
            .any(|key| booking.get(key).is_some())
    })
}

impl Checker<'_> {
    /// Checks the envelope, and says what the check of the offices has to know.
    pub fn envelope(&mut self, envelope: &Node<'_>) -> Facts {
        let facts = facts(envelope);
        self.feed_language(envelope);
        self.shape(envelope, shape::FEED);
        self.feed_times(envelope, &facts);
        let publisher = envelope
            .get("publisher")
            .and_then(|publisher| publisher.get("name"));
        if publisher.is_none() {
            self.find(rules::NO_PUBLISHER, 0, &[]);
        }
        if let Some(version) = envelope.get("version")
            && let Some(text) = version.string()
            && text.strip_prefix("1.").is_some_and(|minor| minor != "0")
        {
            self.within(&["version"], |checker| {
                checker.find(
                    rules::NEWER_MINOR,
                    version.at(),
                    &[("version", &super::excerpt(text))],
                );
            });
        }
        facts
    }

    /// Checks what shows only when all offices have been seen.
    pub fn whole(&mut self, envelope: &Node<'_>, facts: &Facts) {
        self.ages(envelope, facts);
        self.positions(facts);
        self.overlaps(envelope, facts);
        self.sizes(envelope, facts);
        if facts.must_book && !facts.can_book {
            self.find(rules::NO_BOOKING, 0, &[]);
        }
        let known = facts
            .offices
            .iter()
            .filter_map(|office| office.names.0.as_deref());
        let known: BTreeSet<&str> = known.collect();
        for office in &facts.offices {
            if let Some((id, at)) = &office.parent
                && !known.contains(&**id)
            {
                let values = [("id", &*super::excerpt(id)), ("list", "offices")];
                self.about(office, "parent", |checker| {
                    checker.find(rules::UNLISTED_ID, *at, &values);
                });
            }
        }
        let Some(alerts) = envelope.get("alerts") else {
            return;
        };
        self.within(&["alerts"], |checker| {
            checker.items(alerts, |checker, alert| {
                checker.alert_days(alert);
                let Some(offices) = alert.get("offices") else {
                    return;
                };
                checker.within(&["offices"], |checker| {
                    checker.items(offices, |checker, item| {
                        if let Some(id) = item.string().filter(|id| !known.contains(id)) {
                            let values = [("id", &*super::excerpt(id)), ("list", "offices")];
                            checker.find(rules::UNLISTED_ID, item.at(), &values);
                        }
                    });
                });
            });
        });
    }

    /// Checks that an id is in a list of the envelope.
    pub fn listed(&mut self, node: &Node<'_>, key: &str, list: &str, known: &BTreeSet<String>) {
        let Some(value) = node.get(key) else { return };
        let Some(id) = value.string().filter(|id| !known.contains(*id)) else {
            return;
        };
        let values = [("id", &*super::excerpt(id)), ("list", list)];
        self.within(&[key], |checker| {
            checker.find(rules::UNLISTED_ID, value.at(), &values);
        });
    }

    /// Checks something about an office that was seen before.
    pub fn about(&mut self, office: &Seen, key: &str, check: impl FnOnce(&mut Self)) {
        let index = office.index.to_string();
        self.office = Some(office.names.clone());
        let steps = ["offices", &index, key];
        let steps = if key.is_empty() {
            &steps[..2]
        } else {
            &steps[..]
        };
        self.within(steps, check);
        self.office = None;
    }
}

fn facts(envelope: &Node<'_>) -> Facts {
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
        closed: closures(envelope),
        overlap_declared: envelope.is_true("services_overlap"),
        can_book: can_book(envelope),
        ..Facts::default()
    }
}
