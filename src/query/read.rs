//! Reads the fields of a question, each within its range.

use serde::{Deserialize, Deserializer, de};

use crate::date::{Date, parse_time_of_day};
use crate::geo::Position;
use crate::json::{floor, whole};
use crate::query::value::Value;
use crate::query::{Events, Sort};

const AT_LEAST_0: &str = "a number of at least 0";

/// The value of a field, or what was expected in its place.
fn checked<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &str,
    read: impl FnOnce(Value) -> Option<T>,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    read(value).ok_or_else(|| de::Error::custom(expected))
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn number_in<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &str,
    good: fn(f64) -> bool,
) -> Result<f64, D::Error> {
    checked(deserializer, expected, |value| {
        number(&value).filter(|n| good(*n))
    })
}

pub fn at_least_0<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f64>, D::Error> {
    number_in(d, AT_LEAST_0, |n| n >= 0.0).map(Some)
}

pub fn risk_days<'de, D: Deserializer<'de>>(d: D) -> Result<f64, D::Error> {
    number_in(d, AT_LEAST_0, |n| n >= 0.0)
}

pub fn above_0<'de, D: Deserializer<'de>>(d: D) -> Result<f64, D::Error> {
    number_in(d, "a number above 0", |n| n > 0.0)
}

/// A number of people or offers.
pub fn count<'de, D: Deserializer<'de>>(d: D) -> Result<u32, D::Error> {
    checked(d, "a whole number from 1 to 1000", |value| {
        let count = number(&value).and_then(whole)?;
        let count = u32::try_from(count).ok()?;
        (1..=1000).contains(&count).then_some(count)
    })
}

pub fn limit<'de, D: Deserializer<'de>>(d: D) -> Result<usize, D::Error> {
    count(d).map(|count| count as usize)
}

pub fn flag<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    checked(d, "true or false", |value| match value {
        Value::Bool(value) => Some(value),
        _ => None,
    })
}

fn filled<'de, D: Deserializer<'de>>(d: D, expected: &str) -> Result<Option<String>, D::Error> {
    checked(d, expected, |value| {
        text(value).filter(|text| !text.is_empty())
    })
    .map(Some)
}

pub fn id<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    filled(d, "an id")
}

pub fn language<'de, D: Deserializer<'de>>(d: D) -> Result<Option<String>, D::Error> {
    filled(d, "a language (BCP 47), such as \"id\"")
}

/// Ids, sorted.
pub fn ids<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    checked(d, "a list of ids", |value| {
        let mut ids: Vec<String> = list(value)?.into_iter().map(text).collect::<Option<_>>()?;
        ids.sort_unstable();
        Some(ids)
    })
}

pub fn weekdays<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<u8>, D::Error> {
    checked(d, "a list of weekdays from 1 (Monday) to 7", |value| {
        let days = list(value)?.into_iter();
        days.map(|day| {
            let day = number(&day).and_then(whole)?;
            u8::try_from(day).ok().filter(|day| (1..=7).contains(day))
        })
        .collect()
    })
}

fn list(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::List(list) => Some(list),
        _ => None,
    }
}

pub fn date<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Date>, D::Error> {
    checked(d, "a date (YYYY-MM-DD)", |value| Date::parse(&text(value)?)).map(Some)
}

/// Minutes since midnight.
pub fn time_of_day<'de, D: Deserializer<'de>>(d: D) -> Result<Option<u16>, D::Error> {
    checked(d, "a time of day (HH:MM)", |value| {
        parse_time_of_day(&text(value)?)
    })
    .map(Some)
}

/// Milliseconds since 1970.
pub fn instant<'de, D: Deserializer<'de>>(d: D) -> Result<Option<i64>, D::Error> {
    // A day within the years 1 to 9999 in every zone.
    const EARLIEST: i64 = -62_135_510_400_000;
    const LATEST: i64 = 253_402_214_400_000;
    let expected = "milliseconds since 1970, within the years 1 to 9999";
    checked(d, expected, |value| {
        let instant = number(&value).and_then(floor)?;
        (EARLIEST..=LATEST).contains(&instant).then_some(instant)
    })
    .map(Some)
}

/// One of a few names, of which `expected` is the list.
fn choice<'de, D: Deserializer<'de>, T: Copy>(
    d: D,
    expected: &str,
    choices: &[(&str, T)],
) -> Result<T, D::Error> {
    checked(d, expected, |value| {
        let given = text(value)?;
        let found = choices.iter().find(|(name, _)| *name == given)?;
        Some(found.1)
    })
}

pub fn sort<'de, D: Deserializer<'de>>(d: D) -> Result<Sort, D::Error> {
    choice(
        d,
        "\"best\", \"nearest\", \"soonest\" or \"most_open\"",
        &[
            ("best", Sort::Best),
            ("nearest", Sort::Nearest),
            ("soonest", Sort::Soonest),
            ("most_open", Sort::MostOpen),
        ],
    )
}

pub fn events<'de, D: Deserializer<'de>>(d: D) -> Result<Events, D::Error> {
    choice(
        d,
        "\"include\", \"only\" or \"exclude\"",
        &[
            ("include", Events::Include),
            ("only", Events::Only),
            ("exclude", Events::Exclude),
        ],
    )
}

/// Whether expired offers are shown.
pub fn expired<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    let choices = [("exclude", false), ("show", true)];
    choice(d, "\"exclude\" or \"show\"", &choices)
}

/// Whether offers are grouped by office.
pub fn group<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    let choices = [("office", true), ("none", false)];
    choice(d, "\"office\" or \"none\"", &choices)
}

/// Where the visitor is.
pub fn position<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Position>, D::Error> {
    const EXPECTED: &str = "an object with `lat` and `lon`";
    let near = Near::deserialize(d)?;
    let position = near.lat.zip(near.lon);
    let position = position.and_then(|(lat, lon)| Position::new(lat, lon));
    position
        .map(Some)
        .ok_or_else(|| de::Error::custom(EXPECTED))
}

#[derive(Default, Deserialize)]
#[serde(
    default,
    deny_unknown_fields,
    expecting = "an object with `lat` and `lon`"
)]
struct Near {
    #[serde(deserialize_with = "latitude")]
    lat: Option<f64>,
    #[serde(deserialize_with = "longitude")]
    lon: Option<f64>,
}

fn latitude<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f64>, D::Error> {
    number_in(d, "a latitude from -90 to 90", |n| n.abs() <= 90.0).map(Some)
}

fn longitude<'de, D: Deserializer<'de>>(d: D) -> Result<Option<f64>, D::Error> {
    number_in(d, "a longitude from -180 to 180", |n| n.abs() <= 180.0).map(Some)
}
