//! The moment of a question, and dates relative to it.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

/// A day, and the instant of the question, within a day of its noon (UTC).
#[derive(Clone, Debug)]
pub struct Moment {
    pub day: NaiveDate,
    pub now: i64,
}

impl Moment {
    /// Turns relative days and instants into absolute ones, everywhere in a value.
    pub fn settle(&self, value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|item| self.settle(item)).collect(),
            Value::Object(fields) => {
                let settled = fields
                    .iter()
                    .map(|(name, field)| (name.clone(), self.settle(field)));
                settled.collect::<Map<_, _>>().into()
            }
            Value::String(text) => self.settle_text(text).into(),
            other => other.clone(),
        }
    }

    fn settle_text(&self, text: &str) -> String {
        if let Some(offset) = text.strip_prefix("day:") {
            let offset: i64 = offset.parse().unwrap();
            let days = Days::new(offset.unsigned_abs());
            let day = if offset < 0 {
                self.day.checked_sub_days(days)
            } else {
                self.day.checked_add_days(days)
            };
            return day.unwrap().to_string();
        }
        if let Some(offset) = text.strip_prefix("time:") {
            let milliseconds = self.now + offset.parse::<i64>().unwrap();
            let instant = DateTime::<Utc>::from_timestamp_millis(milliseconds).unwrap();
            // Every instant always gets the same offset: it must not matter which of two equal instants is reported.
            let (hours, offset) = if instant.timestamp() % 2 == 0 {
                (7, "+07:00")
            } else {
                (0, "Z")
            };
            let local = instant.naive_utc() + TimeDelta::hours(hours);
            return format!("{local:?}{offset}");
        }
        text.to_owned()
    }
}

/// An ordinary Sunday, the nights on which the clocks change in New York and Berlin, the day before the one that Samoa
/// left out; at any millisecond, often at a full hour, when it is midnight somewhere.
pub fn moments() -> BoxedStrategy<Moment> {
    let days = select(vec![
        (2026, 11, 22),
        (2026, 11, 22),
        (2026, 10, 31),
        (2026, 3, 28),
        (2011, 12, 29),
    ]);
    let hours = prop_oneof![
        (0..48i64).prop_map(|hour| hour * 3_600_000),
        0..48 * 3_600_000i64
    ];
    let wobble = select(vec![0, 0, -1, 1]);
    (days, hours, wobble)
        .prop_map(|((year, month, day), milliseconds, wobble)| {
            let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let midnight = day
                .and_hms_opt(0, 0, 0)
                .unwrap()
                .and_utc()
                .timestamp_millis();
            Moment {
                day,
                now: midnight - 12 * 3_600_000 + milliseconds + wobble,
            }
        })
        .boxed()
}
