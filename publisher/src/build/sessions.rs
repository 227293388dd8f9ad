//! Settles what sessions and whole days of the same office, service and channel say of each other.

use std::collections::BTreeMap;

use slot_finder::Date;

use super::complaint::Complaints;
use super::days::{Day, Days, Key};
use super::value::Open;

/// Adds `no service` to a row on days without a cell of its own but with one of another row of the same office, service
/// and channel, such as other hours on Friday.
pub fn fill(all: &mut Days) {
    let mut days: BTreeMap<Key, BTreeMap<Date, String>> = BTreeMap::new();
    let mut has_session: BTreeMap<Key, bool> = BTreeMap::new();
    for (key, known) in all.iter() {
        let released = known.iter().take_while(|(_, day)| day.open != Open::Ends);
        let released = released.filter(|(_, day)| day.open != Open::Day(None));
        let group = key.without_session();
        *has_session.entry(group.clone()).or_default() |= key.session.is_some();
        let days = days.entry(group).or_default();
        days.extend(released.map(|(date, day)| (*date, day.at.clone())));
    }
    for (key, known) in all.iter_mut() {
        let group = key.without_session();
        let (Some(days), Some(true)) = (days.get(&group), has_session.get(&group)) else {
            continue;
        };
        let ends = known.iter().find(|(_, day)| day.open == Open::Ends);
        let ends = ends.map_or(Date::MAX, |(date, _)| *date);
        for (date, at) in days.iter().filter(|(date, _)| **date < ends) {
            known.entry(*date).or_insert_with(|| Day {
                open: Open::Day(Some(-1)),
                total: None,
                at: at.clone(),
            });
        }
    }
}

/// Complains once for each office, service and channel with both whole days and sessions.
pub fn refuse_double(all: &Days, complaints: &mut Complaints) {
    for (key, days) in all.iter().filter(|(key, _)| key.session.is_none()) {
        let sessions = all
            .iter()
            .filter(|(other, _)| other.session.is_some() && other.without_session() == *key);
        let mut twice: BTreeMap<Date, (&Day, &Day)> = BTreeMap::new();
        for (_, others) in sessions {
            for (date, day) in days {
                let Some(other) = others.get(date) else {
                    continue;
                };
                if let (Open::Day(Some(whole)), Open::Day(Some(part))) = (day.open, other.open)
                    && whole >= 0
                    && part >= 0
                    && whole + part > 0
                {
                    twice.entry(*date).or_insert((day, other));
                }
            }
        }
        complain(&twice, "build.day_and_sessions", complaints);
    }
}

/// Complains once for each session that holds two other ones or more on a day, so that places would count twice.
pub fn refuse_spans(all: &Days, complaints: &mut Complaints) {
    for (key, days) in all {
        let Some([start, end]) = &key.session else {
            continue;
        };
        let group = key.without_session();
        let inside = all.iter().filter(|(other, _)| {
            let within = |[from, to]: &[String; 2]| start <= from && to <= end;
            *other != key
                && other.session.as_ref().is_some_and(within)
                && other.without_session() == group
        });
        let inside: Vec<_> = inside.map(|(_, days)| days).collect();
        let mut twice: BTreeMap<Date, (&Day, &Day)> = BTreeMap::new();
        for (date, day) in days {
            let others = inside.iter().filter_map(|days| days.get(date));
            let others: Vec<&Day> = others.filter(|day| has_places(day)).collect();
            if let ([first, _, ..], true) = (others.as_slice(), has_places(day)) {
                twice.insert(*date, (day, first));
            }
        }
        complain(&twice, "build.session_spans", complaints);
    }
}

fn has_places(day: &Day) -> bool {
    matches!(day.open, Open::Day(Some(places)) if places > 0)
}

fn complain(twice: &BTreeMap<Date, (&Day, &Day)>, key: &'static str, complaints: &mut Complaints) {
    if let Some((date, (day, other))) = twice.first_key_value() {
        let values = [
            ("text", date.to_string()),
            ("other", other.at.clone()),
            ("count", twice.len().to_string()),
        ];
        complaints.add(day.at.clone(), key, &values);
    }
}
