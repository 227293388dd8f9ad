//! Makes the rows of an office from its days, within the limits of the format.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use slot_finder::Date;

use super::place::{Cell, Day, Place, Precision, RowKey, Rows};
use super::report::{Kind, Report};
use slot_publisher::draft::{Row, Total};

/// The limits of the format.
const MAX_ROWS: usize = 500;
const MAX_DAYS: i32 = 1_000;
const MAX_CELL: u32 = 1_000_000;

/// Starts a new row after this many days without data, to avoid long runs of `null`.
const GAP: i32 = 7;
/// Keeps this many days before the feed's own date when not all days fit.
const KEPT_BEFORE: i32 = 365;

/// How much detail to drop from rows to fit the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Drops nothing.
    Full,
    /// Drops links and numbers of single days.
    NoLinks,
    /// Drops sessions too.
    NoSessions,
}

pub fn booking(web: Option<&str>, phone: Option<&str>) -> Option<Value> {
    let fields = [("web", web), ("phone", phone)].into_iter();
    let fields: Map<_, _> = fields
        .filter_map(|(key, value)| Some((key.to_owned(), value?.into())))
        .collect();
    (!fields.is_empty()).then_some(Value::Object(fields))
}

/// The rows of an office, with the link and the number that all of them share.
pub fn rows<'a>(
    place: &'a Place,
    today: Date,
    detail: Detail,
    report: &mut Report,
) -> (Vec<Row>, Option<&'a str>, Option<&'a str>) {
    let web = shared(place, |day| day.web.as_deref()).or(place.web.as_deref());
    let phone = shared(place, |day| day.phone.as_deref()).or(place.booking_phone.as_deref());
    let mut rows = Vec::new();
    for detail in [Detail::Full, Detail::NoLinks, Detail::NoSessions]
        .into_iter()
        .filter(|level| *level >= detail)
    {
        rows = parted(place, detail, |key, days| {
            runs(key, days, today, web, phone)
        });
        if rows.len() <= MAX_ROWS || detail == Detail::NoSessions {
            let own_links = || {
                place
                    .rows
                    .values()
                    .flat_map(BTreeMap::values)
                    .any(|day| day.web.as_deref().is_some_and(|own| Some(own) != web))
            };
            if detail >= Detail::NoLinks && own_links() {
                report.note(Kind::LinksMerged, || place.name.clone());
            }
            if detail == Detail::NoSessions && place.rows.keys().any(|key| key.session.is_some()) {
                report.note(Kind::SessionsMerged, || place.name.clone());
            }
            break;
        }
    }
    if let Some(more) = rows.len().checked_sub(MAX_ROWS).filter(|more| *more > 0) {
        report.count(Kind::RowsMany, more as u64, || place.name.clone());
        rows.truncate(MAX_ROWS);
    }
    note_changed_days(place, today, report);
    (rows, web, phone)
}

/// The common value of all days that have one; `None` if they differ.
fn shared(place: &Place, get: fn(&Day) -> Option<&str>) -> Option<&str> {
    let mut days = place
        .rows
        .values()
        .flat_map(BTreeMap::values)
        .filter(|day| get(day).is_some());
    let first = days.next().and_then(get)?;
    days.all(|day| get(day) == Some(first)).then_some(first)
}

/// The rows of each key, in the requested detail.
fn parted(
    place: &Place,
    detail: Detail,
    mut runs: impl FnMut(&RowKey, &BTreeMap<Date, Day>) -> Vec<Row>,
) -> Vec<Row> {
    if detail == Detail::Full {
        return place
            .rows
            .iter()
            .flat_map(|(key, days)| runs(key, days))
            .collect();
    }
    let mut merged = Rows::new();
    for (key, days) in &place.rows {
        let mut key = key.clone();
        if detail == Detail::NoSessions {
            key.session = None;
        }
        let into = merged.entry(key).or_default();
        for (date, day) in days {
            let day = Day {
                web: None,
                phone: None,
                ..day.clone()
            };
            match into.get_mut(date) {
                Some(known) => known.add(day),
                None => drop(into.insert(*date, day)),
            }
        }
    }
    merged
        .iter()
        .flat_map(|(key, days)| runs(key, days))
        .collect()
}

/// The days to keep between `first` and `last`: as many as a row may have, around today.
fn window(first: Date, last: Date, today: Date) -> (Date, Date) {
    if last.days_since(first) < MAX_DAYS {
        return (first, last);
    }
    let latest = last.plus(1 - MAX_DAYS);
    let start = today.plus(-KEPT_BEFORE).clamp(first, latest);
    (start, start.plus(MAX_DAYS - 1))
}

/// One row for each run of days with the same link, number and precision.
fn runs(
    key: &RowKey,
    days: &BTreeMap<Date, Day>,
    today: Date,
    web: Option<&str>,
    phone: Option<&str>,
) -> Vec<Row> {
    let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
        return Vec::new();
    };
    let (first, last) = window(*first, *last, today);
    let alike = |day: &Day| {
        (
            day.precision,
            own(day.web.as_deref(), web).map(str::to_owned),
            own(day.phone.as_deref(), phone).map(str::to_owned),
        )
    };
    let mut rows = Vec::new();
    let mut run: Vec<(Date, &Day)> = Vec::new();
    for (date, day) in days.range(first..=last) {
        let goes_on = run.last().is_none_or(|(before, known)| {
            date.days_since(*before) <= GAP && alike(known) == alike(day)
        });
        if !goes_on {
            rows.extend(row(key, &run, web, phone));
            run.clear();
        }
        run.push((*date, day));
    }
    rows.extend(row(key, &run, web, phone));
    rows
}

/// A day's fields that differ from its office's.
fn own<'a>(day: Option<&'a str>, office: Option<&str>) -> Option<&'a str> {
    day.filter(|day| Some(*day) != office)
}

fn row(key: &RowKey, days: &[(Date, &Day)], web: Option<&str>, phone: Option<&str>) -> Option<Row> {
    let (from, first) = days.first()?;
    let mut facts = Map::new();
    if let Some(booking) = booking(
        own(first.web.as_deref(), web),
        own(first.phone.as_deref(), phone),
    ) {
        facts.insert("booking".to_owned(), booking);
    }
    if let Some((start, end)) = key.session {
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        facts.insert(
            "session".to_owned(),
            json!({"start": clock(start), "end": clock(end)}),
        );
    }
    let precision = match first.precision {
        Precision::Exact => None,
        Precision::AtLeast => Some("at_least"),
        Precision::Estimate => Some("estimate"),
    };
    if let Some(precision) = precision {
        facts.insert("precision".to_owned(), precision.into());
    }
    let (mut open, mut total) = (Vec::new(), Vec::new());
    let mut next = *from;
    for (date, day) in days {
        // Days in between without data are unknown.
        let gap = usize::try_from(date.days_since(next)).unwrap_or_default();
        open.extend(std::iter::repeat_n(None, gap));
        total.extend(std::iter::repeat_n(None, gap));
        open.push(cell(day.open));
        total.push(
            day.total
                .map(|total| total.max(places(day.open)).min(MAX_CELL)),
        );
        next = date.plus(1);
    }
    let total = match total.first() {
        _ if total.iter().all(Option::is_none) => None,
        Some(Some(each)) if total.iter().all(|total| *total == Some(*each)) => {
            Some(Total::EachDay(*each))
        }
        _ => Some(Total::Days(total)),
    };
    Some(Row {
        service: key.service.to_string(),
        channel: Some(key.channel.to_owned()),
        facts,
        from: *from,
        open,
        total,
    })
}

fn places(open: Cell) -> u32 {
    match open {
        Cell::Open(n) => n.min(MAX_CELL),
        Cell::NoService | Cell::Unknown => 0,
    }
}

fn cell(open: Cell) -> Option<i32> {
    match open {
        Cell::Unknown => None,
        Cell::NoService => Some(-1),
        Cell::Open(_) => i32::try_from(places(open)).ok(),
    }
}

/// Reports days that are past, too far away, or too large, whichever row they end in.
fn note_changed_days(place: &Place, today: Date, report: &mut Report) {
    for days in place.rows.values() {
        let (Some(first), Some(last)) = (days.keys().next(), days.keys().next_back()) else {
            continue;
        };
        let kept = window(*first, *last, today);
        for (date, day) in days {
            let named = || format!("{}: {date}", place.name);
            if *date < kept.0 || *date > kept.1 {
                report.note(Kind::DayFar, named);
            } else if *date < today {
                report.note(Kind::PastDays, named);
            }
            let most = day.total.max(Some(match day.open {
                Cell::Open(n) => n,
                Cell::NoService | Cell::Unknown => 0,
            }));
            if most > Some(MAX_CELL) {
                report.note(Kind::CellCut, named);
            }
        }
    }
}
