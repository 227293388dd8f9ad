//! Assembles places into a feed: rows of days within the limits of the format, verified by the engine before output.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use slot_finder::{Date, Feed as Opened, MAX_BYTES, TzZones, Zones};

use super::place::{Cell, Day, Place, Precision, RowKey, Rows, Source};
use super::report::{Kind, Report};
use super::values::rfc3339;
use crate::draft::{Feed, Office, Row, Total};
use crate::failure::Failure;

/// The limits of the format.
const MAX_OFFICES: usize = 200_000;
const MAX_ROWS: usize = 500;
const MAX_DAYS: i32 = 1_000;
const MAX_CELL: u32 = 1_000_000;

/// Starts a new row after this many days without data, to avoid long runs of `null`.
const GAP: i32 = 7;
/// Keeps this many days before the feed's own date when not all days fit.
const KEPT_BEFORE: i32 = 365;

/// How much detail to drop from rows to fit the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Detail {
    /// Drops nothing.
    Full,
    /// Drops links and numbers of single days.
    NoLinks,
    /// Drops sessions too.
    NoSessions,
}

/// The figures of a feed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Offices.
    pub offices: u64,
    /// Offices with places on at least one day.
    pub with_places: u64,
    /// Cells with places, full, without service, unknown.
    pub cells: [u64; 4],
    /// Places open.
    pub open: u64,
    /// Places taken, where totals are known.
    pub taken: u64,
}

/// The feed's bytes and figures; reports dropped details.
///
/// # Errors
/// If no office has a known zone, or the data does not fit into one feed.
pub fn assemble(
    source: &Source,
    now: i64,
    report: &mut Report,
) -> Result<(Vec<u8>, Figures), Failure> {
    for detail in [Detail::Full, Detail::NoLinks, Detail::NoSessions] {
        let mut attempt = report.clone();
        let (feed, figures) = draft(source, now, detail, &mut attempt)?;
        let bytes = feed.to_json()?;
        if bytes.len() > MAX_BYTES {
            continue;
        }
        *report = attempt;
        let opened = Opened::open(bytes.clone(), None, &TzZones);
        let wrong = match &opened {
            Ok(feed) => feed
                .problems()
                .first()
                .map(|problem| problem.message.clone()),
            Err(error) => Some(error.to_string()),
        };
        return match wrong {
            None => Ok((bytes, figures)),
            Some(wrong) => Err(Failure::new(format!(
                "the result would be no good feed: {wrong} Nothing was written; please report this"
            ))),
        };
    }
    Err(Failure::new(
        "the feed would be larger than the 64 MiB that readers accept; convert fewer files into each feed, one for each region",
    ))
}

fn draft(
    source: &Source,
    now: i64,
    detail: Detail,
    report: &mut Report,
) -> Result<(Feed, Figures), Failure> {
    let generated = generated(source, now, report);
    let zone = main_zone(source)?;
    let mut figures = Figures::default();
    let mut offices = Vec::new();
    for place in &source.places {
        let Some(place_zone) = &place.zone else {
            report.note(Kind::OfficeZone, || {
                format!("{} ({})", place.name, place.id)
            });
            continue;
        };
        if offices.len() >= MAX_OFFICES {
            report.note(Kind::OfficesMany, || {
                format!("{} ({})", place.name, place.id)
            });
            continue;
        }
        let today = TzZones
            .local(place_zone, generated)
            .map_or(Date::MIN, |local| local.date);
        let (rows, web, phone) = rows(place, today, detail, report);
        let mut facts = facts(place, web, phone);
        if place_zone != zone {
            facts.insert("time_zone".to_owned(), place_zone.as_str().into());
        }
        let observed = place
            .observed
            .map(|at| at.min(generated))
            .filter(|at| at / 1_000 != generated / 1_000);
        if let Some(text) = observed.and_then(rfc3339) {
            facts.insert("observed_at".to_owned(), text.into());
        }
        if !place.notes.is_empty() {
            facts.insert("notes".to_owned(), place.notes.clone().into());
        }
        figures.add(&rows);
        if rows.is_empty() {
            report.note(Kind::QuotaMissing, || place.name.clone());
        }
        offices.push(Office {
            id: place.id.clone(),
            name: place.name.clone(),
            facts,
            quota: rows,
        });
    }
    Ok((
        Feed::new(envelope(source, generated, zone)?, offices),
        figures,
    ))
}

/// When the data was made, from the source, but not after now.
fn generated(source: &Source, now: i64, report: &mut Report) -> i64 {
    let Some(generated) = source.generated else {
        report.note(Kind::TimeMissing, || rfc3339(now).unwrap_or_default());
        return now;
    };
    if generated > now {
        report.note(Kind::TimeFuture, || rfc3339(generated).unwrap_or_default());
    }
    generated.min(now)
}

/// The zone of most offices.
fn main_zone(source: &Source) -> Result<&str, Failure> {
    let mut zones: BTreeMap<&str, usize> = BTreeMap::new();
    for zone in source
        .places
        .iter()
        .filter_map(|place| place.zone.as_deref())
    {
        *zones.entry(zone).or_default() += 1;
    }
    // Breaks ties by name.
    let main = zones.into_iter().rev().max_by_key(|(_, count)| *count);
    main.map(|(zone, _)| zone).ok_or_else(|| {
        Failure::new("in no office's address is a zone known; give it with --time-zone, such as --time-zone America/New_York")
    })
}

fn envelope(source: &Source, generated: i64, zone: &str) -> Result<Map<String, Value>, Failure> {
    let generated_at = rfc3339(generated)
        .ok_or_else(|| Failure::new("--now is no time within the years 1 to 9999; give another"))?;
    let list = |named: &super::place::Named| -> Value {
        named
            .list
            .iter()
            .map(|(id, name)| json!({"id": &**id, "name": name}))
            .collect()
    };
    let mut services = list(&source.services);
    if source.services_overlap {
        // The first service counts every place once.
        if let Some(first) = services.get_mut(0).and_then(Value::as_object_mut) {
            first.insert("default".to_owned(), true.into());
        }
    }
    let fields = json!({
        "generated_at": generated_at,
        "ttl": 300,
        "stale_after": 3_600,
        "expires_after": 86_400,
        "language": source.language,
        "attribution": source.attribution,
        "time_zone": zone,
        "services": services,
        "services_overlap": source.services_overlap,
        "kinds": list(&source.kinds),
        "regions": list(&source.regions),
    });
    match fields {
        Value::Object(fields) => Ok(fields),
        _ => Ok(Map::new()),
    }
}

/// The fields of an office before its zone, in format order.
fn facts(place: &Place, web: Option<&str>, phone: Option<&str>) -> Map<String, Value> {
    let mut facts = Map::new();
    let mut add = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            facts.insert(key.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.as_deref().map(Value::from);
    add("kind", text(&place.kind));
    add("address", text(&place.address));
    add("region", text(&place.region));
    add("lat", place.position.map(|[lat, _]| lat.into()));
    add("lon", place.position.map(|[_, lon]| lon.into()));
    add("phone", text(&place.phone));
    add("url", text(&place.url));
    add("booking", booking(web, phone));
    facts
}

fn booking(web: Option<&str>, phone: Option<&str>) -> Option<Value> {
    let fields = [("web", web), ("phone", phone)].into_iter();
    let fields: Map<_, _> = fields
        .filter_map(|(key, value)| Some((key.to_owned(), value?.into())))
        .collect();
    (!fields.is_empty()).then_some(Value::Object(fields))
}

/// The rows of an office, with the link and the number that all of them share.
fn rows<'a>(
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
    told(place, today, report);
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
fn told(place: &Place, today: Date, report: &mut Report) {
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

impl Figures {
    fn add(&mut self, rows: &[Row]) {
        self.offices += 1;
        let mut has_places = false;
        for row in rows {
            for (index, open) in row.open.iter().enumerate() {
                let [places, full, none, unknown] = &mut self.cells;
                let open = match open {
                    None => {
                        *unknown += 1;
                        continue;
                    }
                    Some(-1) => {
                        *none += 1;
                        continue;
                    }
                    Some(open) => u64::from(open.unsigned_abs()),
                };
                *(if open > 0 { places } else { full }) += 1;
                has_places |= open > 0;
                self.open += open;
                let total = match &row.total {
                    None => None,
                    Some(Total::EachDay(total)) => Some(*total),
                    Some(Total::Days(days)) => days.get(index).copied().flatten(),
                };
                self.taken += total.map_or(0, |total| u64::from(total).saturating_sub(open));
            }
        }
        self.with_places += u64::from(has_places);
    }
}
