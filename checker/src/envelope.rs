//! The rules of the envelope, and those that need all offices.

use std::collections::BTreeSet;

use super::facts::{Facts, Seen, facts};
use super::shape;
use super::tree::Node;
use super::{Checker, rules};

impl Checker<'_> {
    /// Checks the envelope, and returns the facts that the check of the offices needs.
    pub fn envelope(&mut self, envelope: &Node<'_>) -> Facts {
        let facts = facts(envelope);
        self.feed_language(envelope);
        self.shape(envelope, shape::FEED);
        self.feed_times(envelope, &facts);
        self.entry_parts(envelope);
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

    /// Checks rules that need all offices.
    pub fn whole(&mut self, envelope: &Node<'_>, facts: &Facts) {
        self.ages(envelope, facts);
        self.positions(facts);
        self.shared_names(facts);
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

    /// Checks an office against the offices before it.
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
