//! Reads a question from an untyped value: a table of fields, each with its check.
//!
//! serde's derived reading of the same struct costs 9 kB more of Wasm after brotli.

use crate::date::Date;
use crate::geo::Position;
use crate::json::{floor, whole};
use crate::query::error::{QUESTION, QueryError};
use crate::query::types::{Events, Query, Sort};
use crate::query::value::Value;
use crate::sort::sort_by;
use crate::time::parse_time_of_day;

/// A field of an object, and what reads its value.
type Field<T> = (&'static str, fn(&mut T, Value) -> Result<(), QueryError>);

/// All fields of a question, those for headline figures last.
const FIELDS: [Field<Query>; 24] = [
    ("near", |query, value| {
        position(value).map(|near| query.near = near)
    }),
    ("withinKm", |query, value| {
        at_least_0(value).map(|within_km| query.within_km = within_km)
    }),
    ("channels", |query, value| {
        ids(value).map(|channels| query.channels = channels)
    }),
    ("offices", |query, value| {
        ids(value).map(|offices| query.offices = offices)
    }),
    ("party", |query, value| {
        count(value).map(|party| query.party = party)
    }),
    ("from", |query, value| {
        date(value).map(|from| query.from = from)
    }),
    ("to", |query, value| date(value).map(|to| query.to = to)),
    ("neededBy", |query, value| {
        date(value).map(|needed_by| query.needed_by = needed_by)
    }),
    ("weekdays", |query, value| {
        weekdays(value).map(|weekdays| query.weekdays = weekdays)
    }),
    ("sessionFrom", |query, value| {
        time_of_day(value).map(|session_from| query.session_from = session_from)
    }),
    ("sessionTo", |query, value| {
        time_of_day(value).map(|session_to| query.session_to = session_to)
    }),
    ("sameSession", |query, value| {
        flag(value).map(|same_session| query.same_session = same_session)
    }),
    ("events", |query, value| {
        events(value).map(|events| query.events = events)
    }),
    ("expired", |query, value| {
        expired(value).map(|show_expired| query.show_expired = show_expired)
    }),
    ("sort", |query, value| {
        sort(value).map(|sort| query.sort = sort)
    }),
    ("group", |query, value| {
        group(value).map(|group_by_office| query.group_by_office = group_by_office)
    }),
    ("limit", |query, value| {
        limit(value).map(|limit| query.limit = limit)
    }),
    ("kmPerDay", |query, value| {
        above_0(value).map(|km_per_day| query.km_per_day = km_per_day)
    }),
    ("riskDays", |query, value| {
        risk_days(value).map(|risk_days| query.risk_days = risk_days)
    }),
    ("region", |query, value| {
        id(value).map(|region| query.region = region)
    }),
    ("kinds", |query, value| {
        ids(value).map(|kinds| query.kinds = kinds)
    }),
    ("services", |query, value| {
        ids(value).map(|services| query.services = services)
    }),
    ("lang", |query, value| {
        language(value).map(|lang| query.lang = lang)
    }),
    ("now", |query, value| {
        instant(value).map(|now| query.now = now)
    }),
];

/// The fields of a question for headline figures.
const HEADLINE_FIELDS: &[Field<Query>] = FIELDS.split_at(19).1;

/// Reads a question.
///
/// # Errors
/// A [`QueryError`] that names the first field that is unknown or out of range.
pub fn query(value: Value) -> Result<Query, QueryError> {
    let mut query = Query::default();
    fields(value, "an object", &FIELDS, &mut query)?;
    let wrong = |field, expected| Err(QueryError::new(field, expected));
    if query.from.zip(query.to).is_some_and(|(from, to)| from > to) {
        return wrong("from", "a date that is not after `to`");
    }
    if query.near.is_none() && query.within_km.is_some() {
        return wrong("withinKm", "given together with `near` only");
    }
    if query.near.is_none() && query.sort == Sort::Nearest {
        return wrong("sort", "another order, or given together with `near`");
    }
    Ok(query)
}

/// Reads a question for headline figures.
///
/// # Errors
/// A [`QueryError`] that names the first field that is unknown or out of range.
pub fn headline(value: Value) -> Result<Query, QueryError> {
    let mut query = Query::default();
    fields(value, "an object", HEADLINE_FIELDS, &mut query)?;
    Ok(query)
}

/// Reads the fields of an object, none of which is unknown.
fn fields<T>(
    value: Value,
    expected: &str,
    known: &[Field<T>],
    into: &mut T,
) -> Result<(), QueryError> {
    let Value::Object(fields) = value else {
        return Err(QueryError::new(QUESTION, expected));
    };
    for (key, value) in fields {
        let Some((_, read)) = known.iter().find(|(name, _)| *name == key) else {
            return Err(unknown(&key, known));
        };
        read(into, value).map_err(|error| error.within(&key))?;
    }
    Ok(())
}

fn unknown<T>(key: &str, known: &[Field<T>]) -> QueryError {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let (last, others) = names.split_last().unwrap_or((&"", &[]));
    let others = others.join(", ");
    QueryError::new(key, &format!("one of the fields {others} or {last}"))
}

const AT_LEAST_0: &str = "a number of at least 0";

/// The value of a field, or what was expected in its place.
fn checked<T>(
    value: Value,
    expected: &str,
    read: impl FnOnce(Value) -> Option<T>,
) -> Result<T, QueryError> {
    read(value).ok_or_else(|| QueryError::new(QUESTION, expected))
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

fn number_in(value: Value, expected: &str, good: fn(f64) -> bool) -> Result<f64, QueryError> {
    checked(value, expected, |value| number(&value).filter(|n| good(*n)))
}

fn at_least_0(value: Value) -> Result<Option<f64>, QueryError> {
    number_in(value, AT_LEAST_0, |n| n >= 0.0).map(Some)
}

fn risk_days(value: Value) -> Result<f64, QueryError> {
    number_in(value, AT_LEAST_0, |n| n >= 0.0)
}

fn above_0(value: Value) -> Result<f64, QueryError> {
    number_in(value, "a number above 0", |n| n > 0.0)
}

/// A number of people or offers.
fn count(value: Value) -> Result<u32, QueryError> {
    checked(value, "a whole number from 1 to 1000", |value| {
        let count = number(&value).and_then(whole)?;
        let count = u32::try_from(count).ok()?;
        (1..=1000).contains(&count).then_some(count)
    })
}

fn limit(value: Value) -> Result<usize, QueryError> {
    count(value).map(|count| count as usize)
}

fn flag(value: Value) -> Result<bool, QueryError> {
    checked(value, "true or false", |value| match value {
        Value::Bool(value) => Some(value),
        _ => None,
    })
}

fn filled(value: Value, expected: &str) -> Result<Option<String>, QueryError> {
    checked(value, expected, |value| {
        text(value).filter(|text| !text.is_empty())
    })
    .map(Some)
}

fn id(value: Value) -> Result<Option<String>, QueryError> {
    filled(value, "an id")
}

fn language(value: Value) -> Result<Option<String>, QueryError> {
    filled(value, "a language (BCP 47), such as \"id\"")
}

/// Ids, sorted.
fn ids(value: Value) -> Result<Vec<String>, QueryError> {
    checked(value, "a list of ids", |value| {
        let mut ids: Vec<String> = list(value)?.into_iter().map(text).collect::<Option<_>>()?;
        sort_by(&mut ids, Ord::cmp);
        Some(ids)
    })
}

fn weekdays(value: Value) -> Result<Vec<u8>, QueryError> {
    checked(value, "a list of weekdays from 1 (Monday) to 7", |value| {
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

fn date(value: Value) -> Result<Option<Date>, QueryError> {
    checked(value, "a date (YYYY-MM-DD)", |value| {
        Date::parse(&text(value)?)
    })
    .map(Some)
}

/// Minutes since midnight.
fn time_of_day(value: Value) -> Result<Option<u16>, QueryError> {
    checked(value, "a time of day (HH:MM)", |value| {
        parse_time_of_day(&text(value)?)
    })
    .map(Some)
}

/// Milliseconds since 1970.
fn instant(value: Value) -> Result<Option<i64>, QueryError> {
    // A day within the years 1 to 9999 in every zone.
    const EARLIEST: i64 = -62_135_510_400_000;
    const LATEST: i64 = 253_402_214_400_000;
    let expected = "milliseconds since 1970, within the years 1 to 9999";
    checked(value, expected, |value| {
        let instant = number(&value).and_then(floor)?;
        (EARLIEST..=LATEST).contains(&instant).then_some(instant)
    })
    .map(Some)
}

/// One of a few names, of which `expected` is the list.
fn choice<T: Copy>(value: Value, expected: &str, choices: &[(&str, T)]) -> Result<T, QueryError> {
    checked(value, expected, |value| {
        let given = text(value)?;
        let found = choices.iter().find(|(name, _)| *name == given)?;
        Some(found.1)
    })
}

fn sort(value: Value) -> Result<Sort, QueryError> {
    choice(
        value,
        "\"best\", \"nearest\", \"soonest\" or \"most_open\"",
        &[
            ("best", Sort::Best),
            ("nearest", Sort::Nearest),
            ("soonest", Sort::Soonest),
            ("most_open", Sort::MostOpen),
        ],
    )
}

fn events(value: Value) -> Result<Events, QueryError> {
    choice(
        value,
        "\"include\", \"only\" or \"exclude\"",
        &[
            ("include", Events::Include),
            ("only", Events::Only),
            ("exclude", Events::Exclude),
        ],
    )
}

/// Whether expired offers are shown.
fn expired(value: Value) -> Result<bool, QueryError> {
    let choices = [("exclude", false), ("show", true)];
    choice(value, "\"exclude\" or \"show\"", &choices)
}

/// Whether offers are grouped by office.
fn group(value: Value) -> Result<bool, QueryError> {
    let choices = [("office", true), ("none", false)];
    choice(value, "\"office\" or \"none\"", &choices)
}

/// Where the visitor is.
fn position(value: Value) -> Result<Option<Position>, QueryError> {
    const EXPECTED: &str = "an object with `lat` and `lon`";
    let mut near = (None, None);
    fields(value, EXPECTED, &DEGREES, &mut near)?;
    let position = near.0.zip(near.1);
    let position = position.and_then(|(lat, lon)| Position::new(lat, lon));
    match position {
        Some(position) => Ok(Some(position)),
        None => Err(QueryError::new(QUESTION, EXPECTED)),
    }
}

/// Latitude and longitude.
type Degrees = (Option<f64>, Option<f64>);

const DEGREES: [Field<Degrees>; 2] = [
    ("lat", |near, value| {
        let latitude = number_in(value, "a latitude from -90 to 90", |n| n.abs() <= 90.0);
        latitude.map(|lat| near.0 = Some(lat))
    }),
    ("lon", |near, value| {
        let longitude = number_in(value, "a longitude from -180 to 180", |n| n.abs() <= 180.0);
        longitude.map(|lon| near.1 = Some(lon))
    }),
];
