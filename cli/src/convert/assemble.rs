//! Assembles places into a feed: rows of days within the limits of the format, verified by the engine before output.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use slot_finder::{Date, Feed as Opened, MAX_BYTES, TzZones, Zones};

use super::place::{Place, Source};
use super::report::{Kind, Report};
use super::rows::{Detail, booking, rows};
use super::values::rfc3339;
use slot_publisher::draft::{Feed, Office, Row, Total};
use slot_publisher::failure::Failure;

/// The limit of the format.
const MAX_OFFICES: usize = 200_000;

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
