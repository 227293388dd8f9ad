//! A feed as plain structures, with the format's defaults and inheritance filled in.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde_json::Value;

use super::days::{Here, clock, date, here, instant, later};

/// One day of a row.
#[derive(Clone, Copy, PartialEq)]
pub enum Cell {
    /// "an integer `n > 0` places left"
    Places(u64),
    /// "`0` full"
    Full,
    /// "`-1` no service that day"
    NoService,
    /// "`null` not known"
    Unknown,
}

/// A feed with its offices in feed order.
pub struct Feed<'a> {
    pub raw: &'a Value,
    pub generated_at: i64,
    pub stale_after: f64,
    pub expires_after: f64,
    pub offices: Vec<Office<'a>>,
}

/// An office with its rows in feed order.
pub struct Office<'a> {
    pub raw: &'a Value,
    pub id: &'a str,
    pub zone_name: &'a str,
    pub zone: Tz,
    pub observed_at: i64,
    pub observed_text: &'a str,
    pub position: Option<(f64, f64)>,
    pub rows: Vec<Row<'a>>,
}

/// A row of quota.
pub struct Row<'a> {
    pub raw: &'a Value,
    pub service: &'a str,
    pub channel: &'a str,
    pub event: Option<&'a str>,
    /// Start and end in seconds since 00:00.
    pub session: Option<(u32, u32)>,
    pub precision: &'a str,
    pub ended: bool,
    pub lead_days: u64,
    pub from: NaiveDate,
    pub open: Vec<Cell>,
}

impl<'a> Feed<'a> {
    /// Reads a valid feed.
    pub fn read(raw: &'a Value) -> Self {
        let generated_text = raw["generated_at"].as_str().unwrap();
        let offices = raw["offices"].as_array().unwrap();
        Feed {
            raw,
            generated_at: instant(generated_text),
            // "stale_after ... (default 3600)", "expires_after ... (default 86400)"
            stale_after: raw["stale_after"].as_f64().unwrap_or(3600.0),
            expires_after: raw["expires_after"].as_f64().unwrap_or(86400.0),
            offices: offices
                .iter()
                .map(|office| Office::read(raw, office))
                .collect(),
        }
    }

    /// The feed's own language, that of plain strings.
    pub fn language(&self) -> &'a str {
        self.raw["language"].as_str().unwrap()
    }

    /// "true: two services may count the same places; never add them up"
    pub fn services_overlap(&self) -> bool {
        self.raw["services_overlap"] == true
    }

    /// The entry of a listed service.
    pub fn service(&self, id: &str) -> Option<&'a Value> {
        list(&self.raw["services"])
            .iter()
            .find(|service| service["id"] == id)
    }

    /// Ids of the services marked `default`.
    pub fn default_services(&self) -> Vec<&'a str> {
        let services = list(&self.raw["services"]).iter();
        services
            .filter(|service| service["default"] == true)
            .map(|service| service["id"].as_str().unwrap())
            .collect()
    }

    /// "its data is not expired: age ... `<= expires_after`"
    pub fn expired(&self, office: &Office, now: i64) -> bool {
        office.age(now) > self.expires_after
    }

    /// "`stale_after` ...: warn from then on"
    pub fn stale(&self, office: &Office, now: i64) -> bool {
        office.age(now) >= self.stale_after
    }

    /// "`release` and `exempt`: office before feed": the whole object.
    pub fn release(&self, office: &Office<'a>) -> &'a Value {
        if office.raw["release"].is_null() {
            &self.raw["release"]
        } else {
            &office.raw["release"]
        }
    }

    /// `next_at` of an office's release as typed.
    pub fn next_release(&self, office: &Office<'a>) -> Option<&'a str> {
        self.release(office)["next_at"].as_str()
    }

    /// The same, if that is after `now`.
    pub fn release_to_come(&self, office: &Office<'a>, now: i64) -> Option<&'a str> {
        self.next_release(office).filter(|text| instant(text) > now)
    }

    /// `closed` of the feed, then of the office.
    pub fn closures(&self, office: &Office<'a>) -> Vec<&'a Value> {
        list(&self.raw["closed"])
            .iter()
            .chain(list(&office.raw["closed"]))
            .collect()
    }

    /// "`readyOn` is the date plus the service's `ready_days` working days (Monday to Friday, without `closed` days
    /// of feed and office); without `ready_days` it is the date."
    pub fn ready_on(&self, office: &Office, service: &str, day: NaiveDate) -> NaiveDate {
        let mut left = self
            .service(service)
            .and_then(|service| service["ready_days"].as_u64())
            .unwrap_or(0);
        let mut ready = day;
        while left > 0 {
            ready = later(ready, 1);
            let weekday = super::days::weekday(ready) <= 5;
            // "both ends included"
            let closed = list(&self.raw["closed"])
                .iter()
                .chain(list(&office.raw["closed"]))
                .any(|range| {
                    date(range["from"].as_str().unwrap()) <= ready
                        && ready <= date(range["to"].as_str().unwrap())
                });
            if weekday && !closed {
                left -= 1;
            }
        }
        ready
    }
}

impl<'a> Office<'a> {
    fn read(feed: &'a Value, raw: &'a Value) -> Self {
        let own_or_feeds = |name: &str| raw[name].as_str().or(feed[name].as_str());
        let zone_name = own_or_feeds("time_zone").unwrap();
        let observed_text = raw["observed_at"]
            .as_str()
            .or(feed["generated_at"].as_str())
            .unwrap();
        Office {
            raw,
            id: raw["id"].as_str().unwrap(),
            zone_name,
            zone: zone_name.parse().unwrap(),
            observed_at: instant(observed_text),
            observed_text,
            position: raw["lat"].as_f64().zip(raw["lon"].as_f64()),
            rows: list(&raw["quota"])
                .iter()
                .map(|row| Row::read(feed, raw, row))
                .collect(),
        }
    }

    /// Seconds since its data was observed: "age = max(0, now - (`observed_at` or `generated_at`))".
    pub fn age(&self, now: i64) -> f64 {
        seconds(0.max(now - self.observed_at))
    }

    /// Calendar and clock at the office.
    pub fn here(&self, now: i64) -> Here {
        here(now, self.zone)
    }
}

impl<'a> Row<'a> {
    fn read(feed: &'a Value, office: &'a Value, raw: &'a Value) -> Self {
        let channel = raw["channel"].as_str().unwrap_or("app");
        Row {
            raw,
            service: raw["service"].as_str().unwrap(),
            channel,
            event: raw["event"]["id"].as_str(),
            session: raw["session"].is_object().then(|| {
                (
                    clock(raw["session"]["start"].as_str().unwrap()),
                    clock(raw["session"]["end"].as_str().unwrap()),
                )
            }),
            // "unknown `precision`: estimate"
            precision: match raw["precision"].as_str() {
                None | Some("exact") => "exact",
                Some("at_least") => "at_least",
                Some(_) => "estimate",
            },
            ended: raw["ended"] == true,
            lead_days: booking_field(feed, office, raw, "lead_days")
                .and_then(Value::as_u64)
                .unwrap_or(0),
            from: date(raw["from"].as_str().unwrap()),
            open: raw["open"]
                .as_array()
                .unwrap()
                .iter()
                .map(read_cell)
                .collect(),
        }
    }

    /// The cell of a day, if the row has one.
    pub fn cell(&self, day: NaiveDate) -> Option<Cell> {
        let index = usize::try_from((day - self.from).num_days()).ok()?;
        self.open.get(index).copied()
    }

    /// `total` of a day: "[..] or one number".
    pub fn total(&self, day: NaiveDate) -> Option<u64> {
        let index = usize::try_from((day - self.from).num_days()).ok()?;
        match &self.raw["total"] {
            Value::Array(cells) => cells.get(index)?.as_u64(),
            number => number.as_u64(),
        }
    }

    /// The last day that has a cell.
    pub fn last(&self) -> Option<NaiveDate> {
        let count = u64::try_from(self.open.len()).unwrap();
        (count > 0).then(|| later(self.from, count - 1))
    }

    /// "its cells count from today + its own `lead_days` on"
    pub fn first_day(&self, here: Here) -> NaiveDate {
        later(here.today, self.lead_days)
    }

    /// Before that day, or past: "today, sessions that ended at the office are past".
    pub fn is_aside(&self, here: Here, day: NaiveDate) -> bool {
        let past = day == here.today
            && self
                .session
                .is_some_and(|(_, end)| end <= here.second_of_day);
        day < self.first_day(here) || past
    }
}

/// "What is broken falls alone: ... a bad cell: not known".
fn read_cell(value: &Value) -> Cell {
    match value.as_i64() {
        Some(0) => Cell::Full,
        Some(-1) => Cell::NoService,
        Some(count @ 1..=1_000_000) => Cell::Places(count.unsigned_abs()),
        _ => Cell::Unknown,
    }
}

/// "`booking` may stand on feed, office and row and is merged field by field, nearest wins; `lead_days` defaults to
/// 0, and a `walk_in` row takes it from itself only."
pub fn booking_field<'a>(
    feed: &'a Value,
    office: &'a Value,
    row: &'a Value,
    name: &str,
) -> Option<&'a Value> {
    let from_itself_only = name == "lead_days" && row["channel"] == "walk_in";
    let holders = if from_itself_only {
        vec![row]
    } else {
        vec![row, office, feed]
    };
    holders
        .into_iter()
        .map(|holder| &holder["booking"][name])
        .find(|value| !value.is_null())
}

/// The elements of a list, none if it is absent.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Milliseconds as seconds.
pub fn seconds(milliseconds: i64) -> f64 {
    real(milliseconds) / 1000.0
}

/// A whole number as a floating-point one; the tests stay far below 2^53.
#[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
pub fn real(whole: i64) -> f64 {
    whole as f64
}
