//! Checks when data was made, observed and released, against the moment of the check.

use super::facts::{Age, Facts, time};
use super::tree::Node;
use super::{Checker, rules};
use slot_finder::Date;
use slot_finder::json::double;

/// Tolerates a clock error of this many ms.
const TOLERANCE_MS: i64 = 5 * 60_000;

impl Checker<'_> {
    /// Checks the times of the envelope.
    pub fn feed_times(&mut self, envelope: &Node<'_>, facts: &Facts) {
        if facts
            .generated
            .is_some_and(|time| time > self.now + TOLERANCE_MS)
        {
            self.time_at(rules::FUTURE_TIME, envelope, "generated_at");
        }
        let ttl = envelope.number_of("ttl");
        if let (Some(ttl), Some(node)) = (ttl, envelope.get("ttl")) {
            let seconds = |ms: i64| usize::try_from(ms / 1000).unwrap_or_default().to_string();
            let stale = seconds(facts.stale_ms);
            if ttl < 60.0 || ttl * 1000.0 > double(facts.stale_ms) {
                let case = if ttl < 60.0 { "short" } else { "" };
                self.within(&["ttl"], |checker| {
                    checker.find_case(rules::ODD_TTL, case, node.at(), &[("stale", &stale)]);
                });
            }
        }
        self.release(envelope);
    }

    /// Checks when an office was observed, and returns the age of its data.
    pub fn office_times(&mut self, office: &Node<'_>, facts: &Facts) -> Age {
        let observed = time(office, "observed_at");
        if let Some(observed) = observed {
            if observed > self.now + TOLERANCE_MS {
                self.time_at(rules::FUTURE_TIME, office, "observed_at");
            } else if facts
                .generated
                .is_some_and(|generated| observed > generated)
            {
                self.time_at(rules::OBSERVED_AFTER_GENERATED, office, "observed_at");
            }
        }
        self.release(office);
        facts.age(observed, self.now)
    }

    fn release(&mut self, node: &Node<'_>) {
        let Some(release) = node.get("release") else {
            return;
        };
        if time(release, "next_at").is_some_and(|time| time < self.now) {
            self.within(&["release"], |checker| {
                checker.time_at(rules::PAST_RELEASE, release, "next_at");
            });
        }
    }

    /// Checks that an alert is shown on at least one day.
    pub fn alert_days(&mut self, alert: &Node<'_>) {
        let day = |key| Date::parse(alert.string_of(key)?);
        if let (Some(from), Some(to), Some(last)) = (day("from"), day("to"), alert.get("to"))
            && from > to
        {
            let values = [("from", &*from.to_string()), ("to", &*to.to_string())];
            self.within(&["to"], |checker| {
                checker.find(rules::REVERSED_DATES, last.at(), &values);
            });
        }
    }

    fn time_at(&mut self, rule: super::Rule, node: &Node<'_>, key: &str) {
        let Some(value) = node.get(key) else { return };
        let text = super::excerpt(value.string().unwrap_or_default());
        self.within(&[key], |checker| {
            checker.find(rule, value.at(), &[("time", &text)]);
        });
    }

    /// Checks the age of the data, and whether each office was really observed on its own.
    pub fn ages(&mut self, envelope: &Node<'_>, facts: &Facts) {
        let Some(generated) = facts.generated else {
            return;
        };
        let mut ages = facts.offices.iter().map(|office| office.age);
        let first = ages.next().unwrap_or_else(|| facts.age(None, self.now));
        let newest = facts
            .offices
            .iter()
            .map(|office| office.observed.unwrap_or(generated));
        let now = self.now;
        let hours = |since: i64| {
            let hours = (now - since).max(0) / 3_600_000;
            usize::try_from(hours).unwrap_or_default().to_string()
        };
        if ages.all(|age| age == first) {
            let hours = hours(newest.max().unwrap_or(generated));
            if let (Some(rule), Some(node)) = (first.rule(), envelope.get("generated_at")) {
                self.within(&["generated_at"], |checker| {
                    checker.find_case(rule, "feed", node.at(), &[("hours", &hours)]);
                });
            }
        } else {
            for office in &facts.offices {
                if let Some(rule) = office.age.rule() {
                    let hours = hours(office.observed.unwrap_or(generated));
                    self.about(office, "observed_at", |checker| {
                        checker.find(rule, office.at, &[("hours", &hours)]);
                    });
                }
            }
        }
        let mut observed = facts.offices.iter().filter_map(|office| office.observed);
        if let Some(first) = observed.next()
            && facts
                .offices
                .iter()
                .filter(|office| office.observed.is_some())
                .count()
                >= 3
            && observed.all(|time| time / 1000 == first / 1000)
            && let Some(offices) = envelope.get("generated_at")
        {
            let first = facts
                .offices
                .iter()
                .find(|office| office.observed.is_some());
            let at = first.map_or(offices.at(), |office| office.at);
            self.within(&["offices"], |checker| {
                checker.find(rules::SAME_OBSERVED_AT, at, &[]);
            });
        }
    }
}

impl Age {
    fn rule(self) -> Option<super::Rule> {
        match self {
            Self::Fresh => None,
            Self::Stale => Some(rules::STALE_DATA),
            Self::Expired => Some(rules::EXPIRED_DATA),
        }
    }
}
