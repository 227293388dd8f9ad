//! Reads `ViteMaDose`: files of départements, each with `centres_disponibles` and `centres_indisponibles`.
//!
//! A place has `appointment_count` places from `prochain_rdv` on. Daily counts beside the file
//! (`09/creneaux-quotidiens.json` beside `09.json`) win over it. A day without a count for a place has no places, but
//! may be full or without service: the day is unknown. Counts by dose overlap.

mod daily;

use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use slot_finder::Date;

use super::input::{Input, Look};
use super::place::{Cell, Day, Place, Precision, RowKey};
use super::report::Kind;
use super::text::{clean, identity, link, phone, string, strings};
use super::values::{Expected, Order, Timestamp, count, instant, position};
use super::zones::{departement, departement_of};
use super::{Context, files};
use daily::Daily;
use slot_publisher::failure::Failure;

type Fields = Map<String, Value>;

const KNOWN: [&str; 16] = [
    "departement",
    "nom",
    "url",
    "location",
    "metadata",
    "prochain_rdv",
    "plateforme",
    "type",
    "appointment_count",
    "internal_id",
    "vaccine_type",
    "appointment_by_phone_only",
    "erreur",
    "last_scan_with_availabilities",
    "appointment_schedules",
    "gid",
];
const KNOWN_METADATA: [&str; 2] = ["address", "phone_number"];

/// The service that counts every place once.
const ALL: &str = "vaccination";

/// Bounds of latitude and longitude of metropolitan France.
const FRANCE: [f64; 4] = [41.2, 51.2, -5.3, 9.7];

/// Reads files of départements, or the files in folders.
///
/// # Errors
/// If one cannot be read, or is of another format.
pub fn read(paths: &[PathBuf], context: &mut Context) -> Result<(), Failure> {
    context.source.services_overlap = true;
    let notes = &context.notes;
    context
        .source
        .services
        .id(ALL, || notes.text("service.vaccination", ""));
    for path in paths {
        let is_folder = path.is_dir();
        for path in files(std::slice::from_ref(path), &["json"])? {
            let input = Input::open(&path)?;
            match input.look {
                Look::ViteMaDose => departement_file(&path, input, context)?,
                // A published folder also holds statistics and lists of names.
                _ if is_folder => context
                    .report
                    .note(Kind::File, || path.display().to_string()),
                Look::Json if context.source.places.is_empty() => {
                    return Err(input.unlike("places of ViteMaDose"));
                }
                Look::Json => context
                    .report
                    .note(Kind::File, || path.display().to_string()),
                _ => return Err(input.unlike("places of ViteMaDose")),
            }
        }
    }
    Ok(())
}

/// Data for all places of a file; the times precede the places in every known file.
#[derive(Default)]
struct File {
    /// The département in the file name.
    code: String,
    made: Option<i64>,
    /// When each platform was last read.
    scanned: Fields,
    daily: Option<Daily>,
    /// Places by `appointment_count` and by daily counts.
    counts: (u64, u64),
}

fn departement_file(path: &Path, input: Input, context: &mut Context) -> Result<(), Failure> {
    let code = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
        .to_owned();
    context.file = path.display().to_string();
    let beside = path.with_file_name(&code).join("creneaux-quotidiens.json");
    let daily = if beside.is_file() {
        Some(Daily::read(&beside, context)?)
    } else {
        None
    };
    let mut file = File {
        code,
        daily,
        ..File::default()
    };
    let first = context.source.places.len();
    input.document(
        &["centres_disponibles", "centres_indisponibles"],
        &mut |key, value| match key {
            "last_updated" => file.made = instant(Some(&value), &mut context.report),
            "last_scrap" => file.scanned = value.as_object().cloned().unwrap_or_default(),
            "centres_disponibles" | "centres_indisponibles" => {
                let Some(centre) = value.as_object() else {
                    let path = path.display();
                    context
                        .report
                        .note(Kind::Record, || format!("{path}: {value}"));
                    return;
                };
                let place = place(centre, &mut file, context);
                context.source.push(place, &mut context.report);
            }
            _ => {}
        },
    )?;
    context.source.made(file.made);
    // Applies a time that comes after the places.
    for place in context.source.places.iter_mut().skip(first) {
        place.observed = place.observed.or(file.made);
    }
    if let Some(daily) = &file.daily {
        daily.tell_unknown(context);
        let (whole, daily) = file.counts;
        if whole != daily {
            context.report.count(Kind::CountsDiffer, 1, || {
                format!(
                    "{}: {whole} by appointment_count, {daily} by daily counts, which are kept",
                    path.display()
                )
            });
        }
    }
    Ok(())
}

fn place(centre: &Fields, file: &mut File, context: &mut Context) -> Place {
    context.fields(centre, &KNOWN);
    let empty = Fields::new();
    let inner = |key: &str| centre.get(key).and_then(Value::as_object).unwrap_or(&empty);
    let (metadata, location) = (inner("metadata"), inner("location"));
    context.fields(metadata, &KNOWN_METADATA);
    let report = &mut context.report;
    let address = string(metadata.get("address")).and_then(|text| clean(&text, report));
    let city = string(location.get("city"));
    let link = string(centre.get("url")).and_then(|text| link(&text, report));
    let code = string(centre.get("departement")).unwrap_or_else(|| file.code.clone());
    let others = [
        city.as_deref(),
        address.as_deref(),
        link.as_deref(),
        Some(&*code),
    ];
    let internal_id = string(centre.get("internal_id"));
    let (id, named) = identity(
        centre.get("internal_id"),
        centre.get("nom"),
        &others,
        report,
    );
    let by_phone = centre.get("appointment_by_phone_only") == Some(&Value::Bool(true));
    let zone = context
        .zone
        .clone()
        .or_else(|| zone(&code, location, address.as_deref()).map(str::to_owned));
    let within = (zone.as_deref() == Some("Europe/Paris")).then_some(FRANCE);
    let expected = Expected {
        zone: zone.as_deref().unwrap_or_default(),
        within,
    };
    let at = position(
        location.get("latitude"),
        location.get("longitude"),
        &expected,
        &named,
        report,
    );
    let mut place = Place {
        id,
        name: named,
        address: address.or_else(|| clean(&city?, report)),
        position: at,
        zone,
        phone: string(metadata.get("phone_number")).and_then(|text| phone(&text, report)),
        web: link,
        ..Place::default()
    };
    let code = code.trim().to_ascii_uppercase();
    if departement(&code).is_some() {
        let region = context.source.regions.id(&format!("FR-{code}"), || {
            json!(format!("Département {code}"))
        });
        place.region = Some(region.to_string());
    }
    place.kind =
        string(centre.get("type")).and_then(|word| context.source.kind(&word, &context.notes));
    notes(&mut place, centre, by_phone, context);
    quota(
        &mut place,
        centre,
        internal_id.as_deref(),
        by_phone,
        file,
        context,
    );
    place
}

/// The zone by département, postal code, or the postal code in the address.
fn zone(code: &str, location: &Fields, address: Option<&str>) -> Option<&'static str> {
    let of = |postal_code: &str| departement_of(postal_code).as_deref().and_then(departement);
    let padded = format!("{:0>2}", code.trim().to_ascii_uppercase());
    departement(&padded)
        .or_else(|| string(location.get("cp")).as_deref().and_then(of))
        .or_else(|| address?.split([' ', ',']).rev().find_map(of))
}

fn notes(place: &mut Place, centre: &Fields, by_phone: bool, context: &mut Context) {
    let vaccines = strings(centre.get("vaccine_type"));
    let vaccines = clean(&vaccines.join(", "), &mut context.report);
    place
        .notes
        .extend(vaccines.map(|list| context.notes.text("vaccines", &list)));
    if by_phone {
        place.notes.push(context.notes.text("phone-only", ""));
    }
    if string(centre.get("erreur")).is_some() {
        place.notes.push(context.notes.text("failed", ""));
    }
}

fn quota(
    place: &mut Place,
    centre: &Fields,
    internal_id: Option<&str>,
    by_phone: bool,
    file: &mut File,
    context: &mut Context,
) {
    let report = &mut context.report;
    let counted = centre.get("appointment_count");
    let is_counted = counted.is_some_and(|counted| !counted.is_null());
    let whole = count(counted, report).unwrap_or_default();
    let zone = place.zone.clone().unwrap_or_default();
    let next = centre
        .get("prochain_rdv")
        .and_then(Value::as_str)
        .and_then(|text| {
            let timestamp = Timestamp::read(text, Order::DayFirst, report);
            if timestamp.is_none() {
                report.note(Kind::Day, || format!("{}: {text}", place.name));
            }
            timestamp.map(|timestamp| timestamp.local(&zone, report).date)
        });
    let platform = string(centre.get("plateforme"))
        .unwrap_or_default()
        .to_lowercase();
    let with_places = (whole > 0)
        .then(|| instant(centre.get("last_scan_with_availabilities"), report))
        .flatten();
    place.observed = with_places
        .or_else(|| instant(file.scanned.get(&platform), report))
        .or(file.made);
    let channel = if by_phone { "phone" } else { "web" };
    let key = |service| RowKey {
        service,
        channel,
        session: None,
    };
    let service = context.source.services.id(ALL, || Value::Null);
    file.counts.0 += u64::from(whole);
    let mut beyond = next;
    if let Some(daily) = &mut file.daily {
        let dates = daily.dates.clone();
        let counted = daily.counts(internal_id.unwrap_or(&place.id));
        // Daily counts that end before the next appointment do not include it.
        if counted.is_some() || dates.last().copied() >= next {
            beyond = None;
        }
        let mut sum = 0;
        if let Some(days) = counted {
            for date in &dates {
                let day = days
                    .get(date)
                    .map_or(Day::new(Cell::Unknown, None), |counts| counts.all.clone());
                match day.open {
                    Cell::Open(n) => sum += u64::from(n),
                    _ => context
                        .report
                        .note(Kind::ZeroUnclear, || format!("{}: {date}", place.name)),
                }
                place.add(key(service.clone()), *date, day);
            }
            if context.by_dose {
                daily::add_doses(place, channel, &dates, days, context);
            } else {
                daily::leave_doses(place, days, &mut context.report);
            }
        }
        file.counts.1 += sum;
        if sum != u64::from(whole) && beyond.is_none() {
            context.report.note(Kind::CountsDiffer, || {
                format!(
                    "{}: {whole} by appointment_count, {sum} by daily counts, which are kept",
                    place.name
                )
            });
        }
    }
    match beyond {
        Some(date) => {
            let whole = is_counted.then_some(whole);
            all_on(date, whole, &key(service), place, centre, context);
        }
        None if file.daily.is_none() && whole > 0 => {
            context
                .report
                .note(Kind::Dayless, || format!("{}: {whole}", place.name));
            place
                .notes
                .push(context.notes.text("dayless", &whole.to_string()));
        }
        None if whole == 0 && place.rows.is_empty() && string(centre.get("erreur")).is_none() => {
            place.notes.push(context.notes.text("none", ""));
        }
        None => {}
    }
}

/// All places on the first day that has some; later days within the source's window are unknown. Without a count there
/// is one place at least; a count of zero contradicts the day, so nothing is known.
fn all_on(
    date: Date,
    whole: Option<u32>,
    key: &RowKey,
    place: &mut Place,
    centre: &Fields,
    context: &mut Context,
) {
    let report = &mut context.report;
    let (open, precision) = match whole {
        None => {
            report.note(Kind::AtLeast, || format!("{}: {date}", place.name));
            (Cell::Open(1), Precision::AtLeast)
        }
        Some(0) => {
            report.note(Kind::ZeroUnclear, || format!("{}: {date}", place.name));
            (Cell::Unknown, Precision::Exact)
        }
        Some(whole) => {
            report.note(Kind::OneDay, || {
                format!("{}: {whole} on {date}", place.name)
            });
            place
                .notes
                .push(context.notes.text("one-day", &whole.to_string()));
            (Cell::Open(whole), Precision::Estimate)
        }
    };
    place.add(
        key.clone(),
        date,
        Day {
            precision,
            ..Day::new(open, None)
        },
    );
    let schedules = centre
        .get("appointment_schedules")
        .and_then(Value::as_array)
        .map_or(&[][..], Vec::as_slice);
    let last = schedules.iter().filter_map(|schedule| {
        let to = schedule.get("to")?.as_str()?;
        Some(Timestamp::read(to, Order::DayFirst, report)?.date)
    });
    let Some(last) = last.max() else { return };
    for later in date.plus(1).up_to(last.min(date.plus(366))) {
        place.add(
            key.clone(),
            later,
            Day {
                precision,
                ..Day::new(Cell::Unknown, None)
            },
        );
    }
}
