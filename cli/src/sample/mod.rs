//! `slot-feed sample`: writes a feed of the real immigration offices of East Java with invented quota, for
//! demonstrations, and any number of invented offices, for tests and benchmarks.
//!
//! Uses nothing but the options, and writes a valid `slot-feed` 1.0 with `"sample": true`. The same seed, first day and
//! counts always give the same bytes.

mod character;
mod days;
mod offices;
mod quota;
mod random;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};
use slot_finder::{Date, MAX_BYTES, TzZones, Zones};

use crate::output;
use days::Days;
use offices::{FEED_ZONE, OfficeText, Source, at_nine};
use slot_publisher::failure::Failure;
use slot_publisher::holidays;

/// Writes a sample feed: real offices of East Java, invented quota.
#[derive(Args)]
pub struct Options {
    /// The number of offices; those beyond the 25 real ones are invented across Indonesia [default: the real ones]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200_000))]
    offices: Option<u32>,
    /// The number of services at each office [default: three at main offices, fewer at others]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100))]
    services: Option<u32>,
    /// The number of released days of quota [default: to the end of the month, as M-Paspor does]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    days: Option<u16>,
    /// The first day, when the feed is made [default: today in Jakarta]
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    start: Option<Date>,
    /// The time of that day, WIB
    #[arg(long, value_name = "HH:MM", default_value = "08:00", value_parser = parse_time)]
    time: u16,
    /// The same seed, day and options give the same feed, in one version of the command
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// The file to write; standard output if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "a date is written YYYY-MM-DD, such as 2026-11-22".to_owned())
}

/// Minutes since midnight.
fn parse_time(text: &str) -> Result<u16, String> {
    let parts = text.split_once(':').filter(|_| text.len() == 5);
    let minutes = parts.and_then(|(hour, minute)| {
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    });
    minutes.ok_or_else(|| "a time is written HH:MM, such as 08:00".to_owned())
}

/// The fixed words of the feed.
#[derive(Deserialize)]
struct Envelope {
    publisher: Value,
    services: Vec<Value>,
    bring: Value,
    kinds: Value,
    booking: Value,
    release_rule: Value,
    exempt: Value,
    #[serde(flatten)]
    offices: OfficeText,
}

#[derive(Serialize)]
struct Feed<'a> {
    format: &'static str,
    version: &'static str,
    generated_at: String,
    ttl: u32,
    stale_after: u32,
    expires_after: u32,
    language: &'static str,
    sample: bool,
    publisher: Value,
    license: &'static str,
    attribution: &'a Value,
    time_zone: &'static str,
    services: Vec<Value>,
    services_overlap: bool,
    kinds: Value,
    regions: Vec<Value>,
    booking: Value,
    release: Value,
    exempt: Value,
    closed: Vec<Value>,
    offices: Offices<'a>,
}

/// The offices, generated while they are written.
struct Offices<'a> {
    source: &'a Source,
    count: usize,
    services: &'a [String],
    all_services: bool,
    days: &'a Days,
}

impl Serialize for Offices<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.source.offices(
            self.count,
            self.services,
            self.all_services,
            self.days,
        ))
    }
}

/// A buffer of at most `room` bytes.
struct Limited {
    bytes: Vec<u8>,
    room: usize,
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.room {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Makes the feed and writes it.
///
/// # Errors
/// If it would be larger than readers accept, or cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    output::write(options.output.as_deref(), &feed(options, MAX_BYTES)?)
}

/// The bytes of the feed; fails as soon as they exceed `room`.
fn feed(options: &Options, room: usize) -> Result<Vec<u8>, Failure> {
    let envelope: Envelope = serde_json::from_str(include_str!("envelope.json"))?;
    let holidays = holidays::all()?;
    let start = match options.start {
        Some(start) => start,
        None => today()?,
    };
    let days = Days::new(start, options.days, holidays).made_at(options.time);
    let offices = options.offices.map(usize_of);
    let services = services(
        envelope.services,
        &envelope.bring,
        options.services.map(usize_of),
    );
    let ids: Vec<String> = services
        .iter()
        .filter_map(|service| Some(service.get("id")?.as_str()?.to_owned()))
        .collect();
    let source = Source::new(offices, options.seed, envelope.offices)?;
    let count = offices.unwrap_or(source.real());
    let closed = days.closed().map(|(date, holiday)| {
        json!({"from": date, "to": date, "reason": {"id": holiday.id, "en": holiday.en}})
    });
    let feed = Feed {
        format: "slot-feed",
        version: "1.0",
        generated_at: days.hours_before(0),
        ttl: 300,
        stale_after: 3_600,
        // Thirty days keep places in a demonstration page that is built once a month.
        expires_after: 2_592_000,
        language: "id",
        sample: true,
        publisher: envelope.publisher,
        license: "CC0-1.0",
        attribution: source.attribution(),
        time_zone: FEED_ZONE,
        services,
        services_overlap: false,
        kinds: envelope.kinds,
        regions: source.regions(count),
        booking: envelope.booking,
        release: json!({"next_at": at_nine(days.monthly.next), "rule": envelope.release_rule}),
        exempt: envelope.exempt,
        closed: closed.collect(),
        offices: Offices {
            source: &source,
            count,
            services: &ids,
            all_services: options.services.is_some(),
            days: &days,
        },
    };
    let mut file = Limited {
        bytes: Vec::new(),
        room,
    };
    serde_json::to_writer(&mut file, &feed)
        .map_err(io::Error::from)
        .and_then(|()| file.write_all(b"\n"))
        .map_err(|_| {
            Failure::new(
                "the sample would be larger than the 64 MiB that readers accept; ask for fewer --offices, --services or --days",
            )
        })?;
    Ok(file.bytes)
}

/// The services of the feed: the known ones, then invented ones.
fn services(known: Vec<Value>, bring: &Value, count: Option<usize>) -> Vec<Value> {
    let count = count.unwrap_or(known.len());
    let invented = (known.len() + 1..=count).map(|number| {
        let name = json!({"id": format!("Layanan contoh {number}"), "en": format!("Sample service {number}")});
        json!({"id": format!("service-{number}"), "name": name, "ready_days": 4})
    });
    let known = known.into_iter().take(count).map(|mut service| {
        if let Some(fields) = service.as_object_mut() {
            fields.insert("bring".to_owned(), bring.clone());
        }
        service
    });
    known.chain(invented).collect()
}

fn usize_of(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn today() -> Result<Date, Failure> {
    let now = crate::clock::now_ms();
    let local = TzZones
        .local(FEED_ZONE, now)
        .ok_or_else(|| Failure::new("the clock shows no date; give one with --start"))?;
    Ok(local.date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_that_readers_would_refuse_is_not_made() {
        let options = Options {
            offices: Some(30),
            services: None,
            days: None,
            start: Date::new(2026, 11, 22),
            time: 480,
            seed: 1,
            output: None,
        };
        let bytes = feed(&options, MAX_BYTES).unwrap();
        assert_eq!(feed(&options, bytes.len()).unwrap(), bytes);
        let failure = feed(&options, bytes.len() - 1).unwrap_err().to_string();
        assert!(
            failure.contains("64 MiB") && failure.contains("fewer"),
            "{failure}"
        );
    }
}
