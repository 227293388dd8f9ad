//! `slot-feed set`: writes one number into a feed, such as today's places at one office.

use std::path::Path;

use clap::Args;
use serde_json::{Map, Value, json};
use slot_finder::{Date, TzZones, Zones};
use slot_publisher::build::instant;
use slot_publisher::failure::Failure;

use crate::clock::now_ms;
use crate::input;
use crate::output;
use crate::question::parse_now;

/// Writes the places left at an office on one day into a feed.
///
/// Changes that number alone. The day is one that the feed holds, or the one after its last. Until --checked says that
/// all numbers of the office were looked at, their age stays as it is.
#[derive(Args)]
pub struct Options {
    /// The feed to change
    #[arg(value_name = "FEED")]
    feed: String,
    /// The id of the office
    #[arg(value_name = "OFFICE")]
    office: String,
    /// The day, such as 2026-12-01
    #[arg(value_name = "DATE", value_parser = parse_date)]
    date: Date,
    /// Places left; or full, closed, unknown
    #[arg(value_name = "N", value_parser = parse_open, allow_hyphen_values = true)]
    open: Open,
    /// The id of the service, where the office has several
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The channel
    #[arg(long, value_name = "ID", default_value = "app")]
    channel: String,
    /// The start of the session, such as 08:00, where the office has several
    #[arg(long, value_name = "HH:MM")]
    session: Option<String>,
    /// All numbers of this office were checked now
    #[arg(long)]
    checked: bool,
    /// The moment of the check, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
}

/// What to write into a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Open(Option<i32>);

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a day is written such as 2026-12-01".to_owned())
}

fn parse_open(text: &str) -> Result<Open, String> {
    match text.to_lowercase().as_str() {
        "full" | "penuh" => Ok(Open(Some(0))),
        "closed" | "tutup" | "libur" => Ok(Open(Some(-1))),
        "unknown" | "?" => Ok(Open(None)),
        number => match number.parse() {
            Ok(places @ 0..=1_000_000) => Ok(Open(Some(places))),
            _ => Err("write a number of places, or full, closed, unknown".to_owned()),
        },
    }
}

/// Reads, changes and writes.
///
/// # Errors
/// If the feed cannot be read or written, or the number has no place in it.
pub fn run(options: &Options) -> Result<(), Failure> {
    let bytes = input::read(&options.feed)?;
    input::parse(&options.feed, bytes.clone())?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut feed: Value = serde_json::from_slice(text)?;
    let zone = feed.get("time_zone").and_then(Value::as_str);
    let zone = zone.unwrap_or("Asia/Jakarta").to_owned();
    let office = office(&mut feed, &options.office)?;
    let zone = office
        .get("time_zone")
        .and_then(Value::as_str)
        .map_or(zone, str::to_owned);
    put(row(office, options)?, options)?;
    if options.checked {
        let now = options.now.unwrap_or_else(now_ms);
        let known = TzZones.local(&zone, now).map_or("UTC", |_| zone.as_str());
        let now = instant::rfc3339(known, now).unwrap_or_default();
        office.insert("observed_at".to_owned(), Value::from(now));
    }
    let bytes = written(feed)?;
    input::parse(&options.feed, bytes.clone())?;
    output::write(Some(Path::new(&options.feed)), &bytes)
}

/// The office of an id.
fn office<'a>(feed: &'a mut Value, id: &str) -> Result<&'a mut Map<String, Value>, Failure> {
    let offices = feed.get_mut("offices").and_then(Value::as_array_mut);
    let Some(offices) = offices else {
        return Err(Failure::new(
            "the feed is in parts; change the whole feed, then split it again",
        ));
    };
    let ids = offices
        .iter()
        .filter_map(|office| office.get("id")?.as_str());
    let ids: Vec<&str> = ids.take(20).collect();
    let missing = format!("there is no office `{id}`; there are: {}", ids.join(", "));
    let found = offices.iter_mut().filter_map(Value::as_object_mut);
    let mut found = found.filter(|office| office.get("id").and_then(Value::as_str) == Some(id));
    found.next().ok_or_else(|| Failure::new(missing))
}

/// The one row of an office that the options mean.
fn row<'a>(
    office: &'a mut Map<String, Value>,
    options: &Options,
) -> Result<&'a mut Map<String, Value>, Failure> {
    let rows = office.get_mut("quota").and_then(Value::as_array_mut);
    let rows = rows.into_iter().flatten().filter_map(Value::as_object_mut);
    let is_meant = |row: &Map<String, Value>| {
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        let service = options.service.as_deref();
        let session = row.get("session").and_then(|session| session.get("start"));
        text("channel").unwrap_or("app") == options.channel
            && !row.contains_key("event")
            && (service.is_none() || service == text("service"))
            && (options.session.is_none()
                || options.session.as_deref() == session.and_then(Value::as_str))
    };
    let mut meant: Vec<_> = rows.filter(|row| is_meant(row)).collect();
    match (meant.pop(), meant.is_empty()) {
        (Some(row), true) => Ok(row),
        (None, _) => Err(Failure::new(format!(
            "{} has no such row; check --service, --channel and --session",
            options.office
        ))),
        (Some(_), false) => Err(Failure::new(format!(
            "{} has several rows; say which by --service or --session",
            options.office
        ))),
    }
}

/// Writes the number into a row.
fn put(row: &mut Map<String, Value>, options: &Options) -> Result<(), Failure> {
    let Options { date, open, .. } = *options;
    let from = row
        .get("from")
        .and_then(Value::as_str)
        .and_then(Date::parse);
    let cells = row
        .get("open")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    let at = from.and_then(|from| usize::try_from(date.days_since(from)).ok());
    let Some(at) = at.filter(|at| *at <= cells) else {
        return Err(Failure::new(format!(
            "{date} is neither among the days of {} nor the one after its last; build the feed anew",
            options.office
        )));
    };
    let total = match row.get("total") {
        Some(Value::Array(totals)) => totals.get(at).and_then(Value::as_i64),
        other => other.and_then(Value::as_i64),
    };
    if let (Some(total), Some(open)) = (total, open.0)
        && i64::from(open) > total
    {
        return Err(Failure::new(format!(
            "{open} left of only {total} on {date}; check the number"
        )));
    }
    if let Some(cells) = row.get_mut("open").and_then(Value::as_array_mut) {
        match cells.get_mut(at) {
            Some(cell) => *cell = json!(open.0),
            None => cells.push(json!(open.0)),
        }
    }
    Ok(())
}

/// The text of the feed, with one office per line.
fn written(mut feed: Value) -> Result<Vec<u8>, Failure> {
    let offices = feed
        .as_object_mut()
        .and_then(|feed| feed.shift_remove("offices"));
    let mut whole = serde_json::to_vec(&feed)?;
    whole.pop();
    whole.extend_from_slice(b",\"offices\":[");
    for (index, office) in offices
        .iter()
        .filter_map(Value::as_array)
        .flatten()
        .enumerate()
    {
        whole.extend_from_slice(if index == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut whole, office)?;
    }
    whole.extend_from_slice(b"\n]}\n");
    Ok(whole)
}
