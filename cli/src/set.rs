//! `slot-feed set`: writes numbers into a feed, such as today's places at one office, or those of a small sheet.

use std::collections::BTreeMap;
use std::path::Path;

use clap::Args;
use serde_json::{Map, Value, json};
use slot_finder::{Date, TzZones, Zones};
use slot_publisher::build::{Match, Number, instant, names_of, numbers};
use slot_publisher::failure::Failure;
use slot_publisher::phrases::count;
use slot_publisher::words::Value::{Number as Figure, Text};
use slot_publisher::words::{Language, Words};

use crate::build::parse_language;
use crate::clock::now_ms;
use crate::input;
use crate::output;
use crate::question::parse_now;
use crate::source;

/// Writes the places left at an office on one day into a feed, or those of a small sheet.
///
/// Changes these numbers alone. A day is one that the feed holds, or the one after its last. Until --checked says that
/// all numbers of an office were looked at, their age stays as it is. If one number has no place in the feed, none is
/// written.
#[derive(Args)]
#[command(after_help = HELP)]
pub struct Options {
    /// The feed to change
    #[arg(value_name = "FEED")]
    feed: String,
    /// The office: its id, or its name
    #[arg(
        value_name = "OFFICE",
        required_unless_present = "from",
        conflicts_with = "from"
    )]
    office: Option<String>,
    /// The day, such as 2026-12-01
    #[arg(value_name = "DATE", value_parser = parse_date, required_unless_present = "from")]
    day: Option<Date>,
    /// Places left; or full, closed, unknown
    #[arg(value_name = "N", value_parser = parse_open, allow_hyphen_values = true, required_unless_present = "from")]
    open: Option<Open>,
    /// A sheet of offices and their numbers: a workbook (.xlsx, .ods) or CSV; a file, an https address, or - for standard
    /// input
    #[arg(long, value_name = "FILE|URL")]
    from: Option<String>,
    /// The day of the numbers of the sheet that name none [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_date, requires = "from")]
    date: Option<Date>,
    /// The id of the service, where an office has several
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The channel
    #[arg(long, value_name = "ID", default_value = "app")]
    channel: String,
    /// The start of the session, such as 08:00, where an office has several
    #[arg(long, value_name = "HH:MM")]
    session: Option<String>,
    /// All numbers of these offices were checked now
    #[arg(long)]
    checked: bool,
    /// The moment of the check, in RFC 3339 or as milliseconds since 1970 [default: now]
    #[arg(long, value_name = "T", value_parser = parse_now, allow_hyphen_values = true)]
    now: Option<i64>,
    /// The language of messages: id or en
    #[arg(long, value_name = "L", default_value = "id", value_parser = parse_language)]
    lang: Language,
}

const HELP: &str = "\
The sheet of --from has the columns Kantor and Sisa, and if need be Layanan, Tanggal, Sesi or Mulai (Office, Left,
Service, Date, Session, Start). An office is named by its id, name or short name. A blank number changes nothing.";

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

/// A number to write.
struct Change {
    /// Its cell in a sheet.
    at: Option<String>,
    office: usize,
    service: Option<String>,
    session: Option<String>,
    date: Date,
    open: Option<i32>,
}

/// Reads, changes and writes.
///
/// # Errors
/// If the feed or the sheet cannot be read, a number has no place in the feed, or the feed cannot be written.
pub fn run(options: &Options) -> Result<(), Failure> {
    let words = Words::new(options.lang)?;
    let bytes = input::read(&options.feed)?;
    input::parse(&options.feed, bytes.clone())?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut feed: Value = serde_json::from_slice(text)?;
    let now = options.now.unwrap_or_else(now_ms);
    let zones = Clocks::of(&feed, now);
    let (told, changes) = changes(&feed, options, &zones, &words)?;
    let Some(offices) = feed.get_mut("offices").and_then(Value::as_array_mut) else {
        return Err(Failure::new(words.t("set.parts", &[])));
    };
    let same = write(offices, &changes, options, &words)?;
    if options.checked {
        for change in &changes {
            let office = offices.get_mut(change.office);
            if let Some(office) = office.and_then(Value::as_object_mut) {
                let now = zones.now(office).unwrap_or_default();
                office.insert("observed_at".to_owned(), Value::from(now));
            }
        }
    }
    let bytes = written(feed)?;
    input::parse(&options.feed, bytes.clone())?;
    output::write(Some(Path::new(&options.feed)), &bytes)?;
    if options.from.is_none() {
        return Ok(());
    }
    let values = [
        ("file", Text(&options.feed)),
        ("n", count(changes.len())),
        ("same", count(same)),
    ];
    let told = told + &words.t("set.done", &values) + "\n";
    output::write(None, told.as_bytes())
}

/// The numbers to write, and what to tell about them.
fn changes(
    feed: &Value,
    options: &Options,
    clocks: &Clocks,
    words: &Words,
) -> Result<(String, Vec<Change>), Failure> {
    let offices = feed.get("offices").and_then(Value::as_array);
    let Some(offices) = offices else {
        return Err(Failure::new(words.t("set.parts", &[])));
    };
    let names = names_of(offices);
    if let (Some(name), Some(date), Some(open)) = (&options.office, options.day, options.open) {
        let Match::One(office) = names.find(name) else {
            let ids = offices
                .iter()
                .filter_map(|office| office.get("id")?.as_str());
            let ids = ids.take(20).collect::<Vec<_>>().join(", ");
            let values = [("text", Text(name)), ("names", Text(&ids))];
            return Err(Failure::new(words.t("set.no_office", &values)));
        };
        let change = Change {
            at: None,
            office,
            service: options.service.clone(),
            session: options.session.clone(),
            date,
            open: open.0,
        };
        return Ok((String::new(), vec![change]));
    }
    let sheet = source::read(options.from.as_deref().unwrap_or("-"), words)?;
    let empty = Vec::new();
    let services = feed.get("services").and_then(Value::as_array);
    let services = services.unwrap_or(&empty);
    let read = numbers(&sheet, &names, &names_of(services), words);
    let (numbers, notes) = read.map_err(|refusal| Failure::new(refusal.told(words)))?;
    let change = |number: Number| {
        let service = number.service.and_then(|index| services.get(index));
        let service = service.and_then(|service| service.get("id")?.as_str());
        let today = || {
            offices
                .get(number.office)
                .and_then(|office| clocks.today(office.as_object()?))
        };
        Some(Change {
            at: Some(number.at),
            office: number.office,
            service: service
                .map(str::to_owned)
                .or_else(|| options.service.clone()),
            session: number.session.or_else(|| options.session.clone()),
            date: number.date.or(options.date).or_else(today)?,
            open: number.open,
        })
    };
    let notes = notes.iter().map(|note| note.line(words) + "\n").collect();
    Ok((notes, numbers.into_iter().filter_map(change).collect()))
}

/// Writes all numbers, or none; returns how many were so already.
fn write(
    offices: &mut [Value],
    changes: &[Change],
    options: &Options,
    words: &Words,
) -> Result<usize, Failure> {
    let mut same = 0;
    let mut refused = Vec::new();
    let mut seen: BTreeMap<(usize, usize, Date), Option<&str>> = BTreeMap::new();
    for change in changes {
        let office = offices
            .get_mut(change.office)
            .and_then(Value::as_object_mut);
        let Some(office) = office else {
            continue;
        };
        let name = office.get("id").and_then(Value::as_str);
        let name = name.unwrap_or_default().to_owned();
        let wrong = match row(office, change, &options.channel) {
            Err(key) => Some(words.t(key, &[("name", Text(&name))])),
            Ok((index, row)) => {
                let place = (change.office, index, change.date);
                match seen.insert(place, change.at.as_deref()) {
                    Some(other) => {
                        let date = change.date.to_string();
                        let values = [
                            ("date", Text(&date)),
                            ("name", Text(&name)),
                            ("other", Text(other.unwrap_or_default())),
                        ];
                        Some(words.t("set.twice", &values))
                    }
                    None => match put(row, &name, change, words) {
                        Ok(was_same) => {
                            same += usize::from(was_same);
                            None
                        }
                        Err(wrong) => Some(wrong),
                    },
                }
            }
        };
        refused.extend(wrong.map(|wrong| match &change.at {
            Some(at) => format!("  {at}: {wrong}"),
            None => wrong,
        }));
    }
    if refused.is_empty() {
        return Ok(same);
    }
    if let Some(from) = &options.from {
        refused.insert(0, words.t("set.refused", &[("source", Text(from))]));
    }
    Err(Failure::new(refused.join("\n")))
}

/// The one row of an office that a number is for, with its place; else the key of a message.
fn row<'a>(
    office: &'a mut Map<String, Value>,
    change: &Change,
    channel: &str,
) -> Result<(usize, &'a mut Map<String, Value>), &'static str> {
    let rows = office.get_mut("quota").and_then(Value::as_array_mut);
    let rows = rows.into_iter().flatten().enumerate();
    let rows = rows.filter_map(|(index, row)| Some((index, row.as_object_mut()?)));
    let is_meant = |row: &Map<String, Value>| {
        let text = |key: &str| row.get(key).and_then(Value::as_str);
        let service = change.service.as_deref();
        let session = row.get("session").and_then(|session| session.get("start"));
        text("channel").unwrap_or("app") == channel
            && !row.contains_key("event")
            && (service.is_none() || service == text("service"))
            && (change.session.is_none()
                || change.session.as_deref() == session.and_then(Value::as_str))
    };
    let mut meant: Vec<_> = rows.filter(|(_, row)| is_meant(row)).collect();
    match (meant.pop(), meant.is_empty()) {
        (Some(row), true) => Ok(row),
        (None, _) => Err("set.no_row"),
        (Some(_), false) => Err("set.many_rows"),
    }
}

/// Writes a number into a row; returns whether it was so already.
fn put(
    row: &mut Map<String, Value>,
    name: &str,
    change: &Change,
    words: &Words,
) -> Result<bool, String> {
    let Change { date, open, .. } = *change;
    let day = date.to_string();
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
        return Err(words.t("set.no_day", &[("date", Text(&day)), ("name", Text(name))]));
    };
    let total = match row.get("total") {
        Some(Value::Array(totals)) => totals.get(at).and_then(Value::as_i64),
        other => other.and_then(Value::as_i64),
    };
    if let (Some(total), Some(open)) = (total, open.map(i64::from))
        && open > total
    {
        let values = [
            ("open", Figure(open)),
            ("total", Figure(total)),
            ("date", Text(&day)),
        ];
        return Err(words.t("set.total", &values));
    }
    let number = json!(open);
    let Some(cells) = row.get_mut("open").and_then(Value::as_array_mut) else {
        return Ok(false);
    };
    let Some(cell) = cells.get_mut(at) else {
        cells.push(number);
        return Ok(false);
    };
    let was_same = *cell == number;
    *cell = number;
    Ok(was_same)
}

/// The moment of a change at each office.
struct Clocks {
    zone: String,
    now: i64,
}

impl Clocks {
    fn of(feed: &Value, now: i64) -> Self {
        let zone = feed.get("time_zone").and_then(Value::as_str);
        let zone = zone.unwrap_or("Asia/Jakarta").to_owned();
        Self { zone, now }
    }

    /// The zone of an office; UTC for an unknown one.
    fn zone<'a>(&'a self, office: &'a Map<String, Value>) -> &'a str {
        let zone = office.get("time_zone").and_then(Value::as_str);
        let zone = zone.unwrap_or(&self.zone);
        TzZones.local(zone, self.now).map_or("UTC", |_| zone)
    }

    fn now(&self, office: &Map<String, Value>) -> Option<String> {
        instant::rfc3339(self.zone(office), self.now)
    }

    fn today(&self, office: &Map<String, Value>) -> Option<Date> {
        let local = TzZones.local(self.zone(office), self.now)?;
        Some(local.date)
    }
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
