//! Reads UNIVAF: locations with `availability`, as a list, as the API's `data`, or one per line.
//!
//! A day has `available_count` and `unavailable_count`, in all or by product and dose: both 0 means no service, and
//! only taken places mean full. Without days, there may be single `slots` with start and end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::rc::Rc;

use serde_json::{Map, Value, json};

use super::Context;
use super::input::{Input, Look};
use super::place::{Cell, Day, Place, Precision, RowKey, session};
use super::report::{Kind, Report};
use super::text::{clean, identity, joined_id, link, phone, postal, string, strings};
use super::values::{Expected, Local, Order, Timestamp, count, day, instant, position};
use super::zones::{State, state};
use slot_publisher::failure::Failure;

type Fields = Map<String, Value>;

/// The fields that this reader uses.
const KNOWN: [&str; 19] = [
    "id",
    "provider",
    "location_type",
    "name",
    "address_lines",
    "city",
    "state",
    "postal_code",
    "position",
    "info_phone",
    "info_url",
    "booking_phone",
    "booking_url",
    "description",
    "requires_waitlist",
    "availability",
    "created_at",
    "updated_at",
    "county",
];

/// Reads files of locations.
///
/// # Errors
/// If one cannot be read, or has another format.
pub fn read(paths: &[PathBuf], context: &mut Context) -> Result<(), Failure> {
    for path in paths {
        let input = Input::open(path)?;
        if !matches!(input.look, Look::Univaf | Look::Json) {
            return Err(input.unlike("UNIVAF locations"));
        }
        context.file = path.display().to_string();
        if input.by_line {
            input.lines(&mut |line| {
                if let Some(value) = context.line(line) {
                    record(&value, context);
                }
            })?;
        } else {
            input.document(&["data", "locations"], &mut |key, value| {
                if matches!(key, "" | "data" | "locations") {
                    record(&value, context);
                }
            })?;
        }
    }
    Ok(())
}

fn record(value: &Value, context: &mut Context) {
    let location = value.as_object();
    let Some(location) =
        location.filter(|location| location.contains_key("name") || location.contains_key("id"))
    else {
        let file = context.file.clone();
        context
            .report
            .note(Kind::Record, || format!("{file}: {value}"));
        return;
    };
    let place = place(location, context);
    context.source.push(place, &mut context.report);
}

fn place(location: &Fields, context: &mut Context) -> Place {
    context.fields(location, &KNOWN);
    let report = &mut context.report;
    let get = |key: &str| string(location.get(key));
    let state = get("state").as_deref().and_then(state);
    let code = state
        .map(|state| state.code.to_owned())
        .or_else(|| get("state"));
    let address = postal(
        strings(location.get("address_lines")),
        location.get("city"),
        code,
        location.get("postal_code"),
    );
    let address = address.and_then(|address| clean(&address, report));
    let parts: Vec<_> = [get("provider"), get("city")]
        .into_iter()
        .flatten()
        .collect();
    let provider = parts.join(" ");
    let (id, named) = identity(
        location.get("id"),
        location.get("name"),
        &[Some(&provider), address.as_deref()],
        report,
    );
    let postal_code = get("postal_code").unwrap_or_default();
    let zone = context
        .zone
        .clone()
        .or_else(|| state.map(|state| state.zone(&postal_code, report).to_owned()));
    let mut place = Place {
        id,
        name: named,
        address,
        phone: get("info_phone").and_then(|text| phone(&text, report)),
        url: get("info_url").and_then(|text| link(&text, report)),
        web: get("booking_url").and_then(|text| link(&text, report)),
        booking_phone: get("booking_phone").and_then(|text| phone(&text, report)),
        notes: get("description")
            .and_then(|text| clean(&text, report))
            .map(Value::from)
            .into_iter()
            .collect(),
        ..Place::default()
    };
    if place.booking_phone == place.phone {
        place.booking_phone = None;
    }
    let (lat, lon) = degrees(location.get("position"));
    let expected = Expected {
        zone: zone.as_deref().unwrap_or_default(),
        within: state.map(State::within),
    };
    place.position = position(lat, lon, &expected, &place.name, report);
    place.zone = zone;
    place.region = state.map(|state| {
        context
            .source
            .regions
            .id(state.code, || json!(state.name))
            .to_string()
    });
    place.kind = get("location_type").and_then(|word| context.source.kind(&word, &context.notes));
    if location.get("requires_waitlist") == Some(&Value::Bool(true)) {
        place.notes.push(context.notes.text("waitlist", ""));
    }
    if let Some(availability) = location.get("availability").and_then(Value::as_object) {
        quota(&mut place, availability, context);
    }
    place
}

/// Latitude and longitude of an object, or of a `GeoJSON` point.
fn degrees(position: Option<&Value>) -> (Option<&Value>, Option<&Value>) {
    let Some(position) = position else {
        return (None, None);
    };
    let either = |long: &str, short: &str| position.get(long).or_else(|| position.get(short));
    match position.get("coordinates") {
        Some(point) => (point.get(1), point.get(0)),
        None => (either("latitude", "lat"), either("longitude", "lon")),
    }
}

/// The data of one record for a day or a slot.
fn counted(record: &Fields, name: &str, context: &mut Context) -> Day {
    let report = &mut context.report;
    let open = count(record.get("available_count"), report);
    let taken = count(record.get("unavailable_count"), report);
    let said = record
        .get("available")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_ascii_uppercase();
    let named = || format!("{name}: {}", Value::Object(record.clone()));
    if (said == "YES" && open == Some(0)) || (said == "NO" && open > Some(0)) {
        report.note(Kind::Contradiction, named);
    }
    match (open, taken) {
        (Some(0), Some(0)) => {
            report.note(Kind::NoService, || name.to_owned());
            Day::new(Cell::NoService, Some(0))
        }
        (Some(open), taken) if open > 0 || taken.is_some() => Day::new(
            Cell::Open(open),
            taken.map(|taken| taken.saturating_add(open)),
        ),
        (None, _) if said == "YES" => {
            report.note(Kind::AtLeast, named);
            Day {
                precision: Precision::AtLeast,
                ..Day::new(Cell::Open(1), None)
            }
        }
        (None, Some(taken)) if said == "NO" && taken > 0 => Day::new(Cell::Open(0), Some(taken)),
        _ => {
            if said == "NO" || open == Some(0) {
                report.note(Kind::ZeroUnclear, named);
            }
            Day::new(Cell::Unknown, None)
        }
    }
}

fn quota(place: &mut Place, availability: &Fields, context: &mut Context) {
    let report = &mut context.report;
    place.observed = instant(availability.get("valid_at"), report)
        .or_else(|| instant(availability.get("checked_at"), report));
    let list = |key: &str| {
        availability
            .get(key)
            .and_then(Value::as_array)
            .filter(|list| !list.is_empty())
    };
    if let Some(days) = list("capacity") {
        for record in days {
            capacity(place, record, context);
        }
    } else if let Some(slots) = list("slots") {
        for record in slots {
            slot(place, record, context);
        }
    }
    let report = &mut context.report;
    let said = availability
        .get("available")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_ascii_uppercase();
    let whole = count(availability.get("available_count"), report);
    if place.rows.is_empty() {
        if whole > Some(0) || said == "YES" {
            report.note(Kind::Dayless, || place.name.clone());
            let note = match whole.filter(|whole| *whole > 0) {
                Some(whole) => context.notes.text("dayless", &whole.to_string()),
                None => context.notes.text("some", ""),
            };
            place.notes.push(note);
        } else if said == "NO" {
            place.notes.push(context.notes.text("none", ""));
        }
        return;
    }
    let open = |days: &BTreeMap<_, Day>| -> u64 {
        let places = days.values().map(|day| match day.open {
            Cell::Open(n) => u64::from(n),
            Cell::NoService | Cell::Unknown => 0,
        });
        places.sum()
    };
    let sum: u64 = place.rows.values().map(open).sum();
    if let Some(whole) = whole.map(u64::from).filter(|whole| *whole != sum) {
        let services: std::collections::BTreeSet<_> =
            place.rows.keys().map(|key| &key.service).collect();
        let several = services.len() > 1 && whole < sum;
        let kind = if several {
            Kind::Overlap
        } else {
            Kind::CountsDiffer
        };
        context.source.services_overlap |= several;
        report.note(kind, || {
            format!("{}: {whole} in all, {sum} by day", place.name)
        });
    }
}

fn capacity(place: &mut Place, record: &Value, context: &mut Context) {
    let Some(fields) = record.as_object() else {
        context
            .report
            .note(Kind::Record, || format!("{}: {record}", place.name));
        return;
    };
    let date_text = string(fields.get("date"));
    // A moment counts for its day.
    let date = date_text.as_deref().and_then(|text| {
        let end = text.find('T').unwrap_or(text.len());
        day(text.get(..end)?, Order::MonthFirst, &mut context.report)
    });
    let Some(date) = date else {
        context
            .report
            .note(Kind::Day, || format!("{}: {record}", place.name));
        return;
    };
    let key = key(place, fields, None, context);
    if place
        .rows
        .get(&key)
        .is_some_and(|days| days.contains_key(&date))
    {
        context
            .report
            .note(Kind::DayRepeated, || format!("{}: {date}", place.name));
        return;
    }
    let counted = counted(fields, &place.name, context);
    place.add(key, date, counted);
}

fn slot(place: &mut Place, record: &Value, context: &mut Context) {
    let local = |key: &str, context: &mut Context| -> Option<Local> {
        let zone = place.zone.clone().unwrap_or_default();
        let timestamp = Timestamp::read(
            record.get(key)?.as_str()?,
            Order::MonthFirst,
            &mut context.report,
        )?;
        Some(timestamp.local(&zone, &mut context.report))
    };
    let start = local("start", context);
    let end = local("end", context);
    let (Some(fields), Some(start)) = (record.as_object(), start) else {
        context
            .report
            .note(Kind::SlotTime, || format!("{}: {record}", place.name));
        return;
    };
    let (session, precision) = session(start, end, &mut context.report);
    let key = key(place, fields, session, context);
    let mut counted = counted(fields, &place.name, context);
    counted.precision = counted.precision.max(precision);
    let web = string(fields.get("booking_url")).and_then(|text| link(&text, &mut context.report));
    counted.web = web.map(Rc::from);
    place.add(key, start.date, counted);
}

/// The row of a record: products and dose make its service.
fn key(
    place: &Place,
    record: &Fields,
    session: Option<(u16, u16)>,
    context: &mut Context,
) -> RowKey {
    let mut parts = strings(record.get("products"));
    parts.extend(string(record.get("dose")));
    let notes = &context.notes;
    let service = if parts.is_empty() {
        context.source.service(
            "vaccination",
            || notes.text("service.vaccination", ""),
            &mut context.report,
        )
    } else {
        let id = joined_id(&parts);
        let words = clean(&parts.join(", ").replace('_', " "), &mut Report::default());
        let name = || Value::from(words.unwrap_or_else(|| id.clone()));
        context.source.service(&id, name, &mut context.report)
    };
    let by_phone = place.web.is_none() && place.booking_phone.is_some();
    RowKey {
        service,
        channel: if by_phone { "phone" } else { "web" },
        session,
    }
}
