//! Phrases for several commands: why an office has no offers, when more places open, prices.
//!
//! Takes dates as text, since a terminal and a page format them differently.

use std::collections::BTreeMap;

use slot_finder::{
    Dropped, Nearer, Problem, Ranking, Reason, ReasonCounts, Surcharge, parse_rfc3339,
};

use crate::words::Value::{Number, Text};
use crate::words::{Value, Words};

/// Why an office, named `office`, has no offer: "Kediri (10 km): full until ...".
pub fn why_none(
    words: &Words,
    nearer: &Nearer,
    office: &str,
    until: Option<&str>,
    party: u32,
) -> String {
    let key = match nearer.reason {
        Reason::Expired => "nearer.expired",
        Reason::TooFew => "nearer.tooFew",
        Reason::Unknown => "nearer.unknown",
        Reason::Full if until.is_some() => "nearer.full",
        Reason::Full => "nearer.full.now",
        Reason::NotReleased => "nearer.notReleased",
        Reason::NoService => "nearer.noService",
    };
    let values = [
        ("list", Text(office)),
        ("date", Text(until.unwrap_or_default())),
        ("n", Number(nearer.most.unwrap_or_default())),
        ("p", Number(i64::from(party))),
    ];
    words.t(key, &values)
}

/// The number of offices without an offer, by reason.
pub fn none_at_all(
    words: &Words,
    counts: &ReasonCounts,
    until: Option<&str>,
    party: u32,
) -> String {
    let full = if until.is_some() {
        "empty.full.until"
    } else {
        "empty.full"
    };
    let reasons = [
        (full, counts.full),
        ("empty.tooFew", counts.too_few),
        ("empty.unknown", counts.unknown),
        ("empty.notReleased", counts.not_released),
        ("empty.noService", counts.no_service),
        ("empty.expired", counts.expired),
    ];
    let offices = reasons.iter().map(|(_, offices)| offices).sum();
    if offices == 0 {
        return words.t("empty.nothing", &[]);
    }
    let given = reasons.iter().filter(|(_, offices)| *offices > 0);
    let told = given.map(|(key, offices)| {
        let values = [
            ("n", count(*offices)),
            ("date", Text(until.unwrap_or_default())),
            ("p", Number(i64::from(party))),
        ];
        words.t(key, &values)
    });
    let list = told.collect::<Vec<_>>().join(", ");
    words.t(
        "empty.count",
        &[("n", count(offices)), ("list", Text(&list))],
    )
}

/// What of the feed could not be read, if anything. In that case "no place" can't be claimed.
pub fn missing(words: &Words, problems: &[Problem]) -> Option<String> {
    let offices = |dropped: Dropped| {
        let dropped = problems
            .iter()
            .filter(move |problem| problem.dropped == dropped);
        // An office is known by its place in the feed: `/offices/3` of `/offices/3/quota/0`.
        let places = dropped.map(|problem| (problem.pointer.split('/').nth(2), problem.code));
        places.collect::<BTreeMap<_, _>>()
    };
    let (left_out, doubtful) = (offices(Dropped::Office), offices(Dropped::Row));
    let mut reasons: Vec<String> = Vec::new();
    for code in left_out.values() {
        let reason = words.t(&format!("missing.{code}"), &[]);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    let list = reasons.join(", ");
    let sentences = [
        ("missing.offices", left_out.len()),
        ("missing.rows", doubtful.len()),
    ];
    let told = sentences.into_iter().filter(|(_, offices)| *offices > 0);
    let told =
        told.map(|(key, offices)| words.t(key, &[("n", count(offices)), ("list", Text(&list))]));
    let told = told.collect::<Vec<_>>().join("; ");
    (!told.is_empty()).then(|| told + ".")
}

/// When the next places open at an office of the answer: in ms since 1970, and as typed in the feed.
pub fn next_release<'a>(ranking: &'a Ranking, now: i64) -> Option<(i64, &'a str)> {
    let offered = ranking
        .offers
        .iter()
        .filter_map(|offer| offer.office.next_release_at.as_deref());
    let nearer = ranking
        .nearer
        .iter()
        .filter_map(|nearer| nearer.next_release_at.as_deref());
    let none = ranking
        .empty
        .iter()
        .filter_map(|empty| empty.next_release_at.as_deref());
    let releases = offered
        .chain(nearer)
        .chain(none)
        .filter_map(|text| Some((parse_rfc3339(text)?, text)));
    releases.filter(|(at, _)| *at > now).min()
}

/// The zone of all times of an answer: that of its first office.
pub fn zone<'a>(ranking: &'a Ranking) -> Option<&'a str> {
    let first = ranking.offers.first().map(|offer| &offer.office);
    let nearer = ranking.nearer.first().map(|nearer| &nearer.office);
    first.or(nearer).map(|office| office.time_zone.as_str())
}

/// An amount of money, with a fraction only if it has one.
pub fn money(
    words: &Words,
    Surcharge {
        amount, currency, ..
    }: &Surcharge,
) -> String {
    match whole(*amount) {
        Number(units) if amount.fract() == 0.0 => format!("{currency} {}", words.number(units)),
        _ => format!("{currency} {amount:.2}"),
    }
}

/// The number of items.
pub fn count(n: usize) -> Value<'static> {
    Number(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Rounds to the nearest integer.
pub fn whole(n: f64) -> Value<'static> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast from float to integer saturates"
    )]
    Number(n.round() as i64)
}
