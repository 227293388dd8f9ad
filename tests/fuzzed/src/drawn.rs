//! Draws valid feeds and questions from bytes, so that each change of a byte changes a field.

use arbitrary::{Result, Unstructured};
use chrono::{Days, NaiveDate};
use serde_json::{Map, Value, json};

const SERVICES: [&str; 3] = ["regular", "express", "e-pass"];
const OFFICES: [&str; 6] = ["kediri", "blitar", "A-1", "z~9", "10", "9"];
const ZONES: [&str; 4] = [
    "Asia/Jakarta",
    "Asia/Jayapura",
    "America/New_York",
    "Pacific/Kiritimati",
];
const TIMES: [&str; 8] = [
    "2026-11-22T08:00:00+07:00",
    "2026-11-22T01:59:59.999Z",
    "2026-11-22T00:00:00Z",
    "2026-11-20T08:00:00+07:00",
    "2026-11-22T02:05:01Z",
    "2026-11-27T09:00:00+07:00",
    "2025-01-01T00:00:00Z",
    "2026-11-21T02:00:00Z",
];

/// A feed of up to six offices.
pub fn feed(from: &mut Unstructured<'_>) -> Result<Value> {
    let mut feed = json!({"format": "slot-feed", "version": "1.0", "publisher": {"name": "Contoh"}, "language": "id"});
    feed["generated_at"] = one(from, &TIMES)?.into();
    feed["time_zone"] = one(from, &ZONES)?.into();
    let mut services = Vec::new();
    for id in SERVICES {
        if from.ratio(2, 3)? {
            let mut service = json!({"id": id, "name": id, "default": from.ratio(1, 2)?});
            maybe(from, &mut service, "ready_days", |from| {
                from.int_in_range(0..=9).map(Value::from)
            })?;
            services.push(service);
        }
    }
    feed["services"] = services.into();
    maybe(from, &mut feed, "services_overlap", |from| {
        from.ratio(1, 2).map(Value::from)
    })?;
    maybe(from, &mut feed, "expires_after", |from| {
        from.int_in_range(3600..=3_000_000).map(Value::from)
    })?;
    details(from, &mut feed)?;
    let mut offices = Vec::new();
    for id in OFFICES {
        if from.ratio(2, 3)? {
            offices.push(office(from, id)?);
        }
    }
    feed["offices"] = offices.into();
    Ok(feed)
}

/// What a feed and an office may both say.
fn details(from: &mut Unstructured<'_>, object: &mut Value) -> Result<()> {
    maybe(from, object, "booking", |from| {
        Ok(json!({"lead_days": from.int_in_range(0..=5)?}))
    })?;
    maybe(from, object, "release", |from| {
        Ok(json!({"next_at": one(from, &TIMES)?}))
    })?;
    maybe(from, object, "closed", |from| {
        let first = from.int_in_range(0..=20)?;
        let last = first + from.int_in_range(0..=6)?;
        Ok(json!([{"from": date(first), "to": date(last)}]))
    })
}

fn office(from: &mut Unstructured<'_>, id: &str) -> Result<Value> {
    let mut office =
        json!({"id": id, "name": {"id": format!("Kantor {id}"), "en": format!("Office {id}")}});
    if from.ratio(3, 4)? {
        let degrees = |from: &mut Unstructured<'_>, most: i32| {
            let thousandths = from.int_in_range(-most * 1000..=most * 1000)?;
            Ok(f64::from(thousandths) / 1000.0)
        };
        office["lat"] = degrees(from, 90)?.into();
        office["lon"] = degrees(from, 180)?.into();
    }
    maybe(from, &mut office, "time_zone", |from| {
        one(from, &ZONES).map(Value::from)
    })?;
    maybe(from, &mut office, "observed_at", |from| {
        one(from, &TIMES).map(Value::from)
    })?;
    maybe(from, &mut office, "kind", |from| {
        one(from, &["kanim", "ukk"]).map(Value::from)
    })?;
    maybe(from, &mut office, "region", |from| {
        one(from, &["ID-JI", "US-NY"]).map(Value::from)
    })?;
    details(from, &mut office)?;
    let mut rows = Vec::new();
    for _ in 0..from.int_in_range(0..=4)? {
        rows.push(row(from)?);
    }
    office["quota"] = rows.into();
    Ok(office)
}

fn row(from: &mut Unstructured<'_>) -> Result<Value> {
    let first = from.int_in_range(0..=30)?;
    let mut row = json!({"service": one(from, &SERVICES)?, "from": date(first)});
    maybe(from, &mut row, "channel", |from| {
        one(from, &["app", "web", "walk_in", "kiosk"]).map(Value::from)
    })?;
    maybe(from, &mut row, "ended", |from| {
        from.ratio(1, 2).map(Value::from)
    })?;
    maybe(from, &mut row, "precision", |from| {
        one(from, &["exact", "at_least", "estimate"]).map(Value::from)
    })?;
    maybe(from, &mut row, "session", |from| {
        let hours = [("08:00", "09:00"), ("09:00", "10:00"), ("13:30", "16:00")];
        let (start, end) = from.choose(&hours)?;
        Ok(json!({"start": start, "end": end}))
    })?;
    maybe(from, &mut row, "event", |from| {
        Ok(json!({"id": one(from, &["simpatik", "Fair"])?, "name": "Acara"}))
    })?;
    maybe(from, &mut row, "booking", |from| {
        Ok(json!({"lead_days": from.int_in_range(0..=5)?}))
    })?;
    maybe(from, &mut row, "total", |from| {
        from.int_in_range(0..=60).map(Value::from)
    })?;
    let mut open = Vec::new();
    for _ in 0..from.int_in_range(0..=12)? {
        open.push(match from.int_in_range(0..=9)? {
            0..=3 => json!(0),
            4..=6 => json!(from.int_in_range(1..=9)?),
            7 => json!(from.int_in_range(1..=40_000)?),
            8 => json!(-1),
            _ => Value::Null,
        });
    }
    row["open"] = open.into();
    Ok(row)
}

/// A question that is valid for any feed.
pub fn query(from: &mut Unstructured<'_>) -> Result<Value> {
    let mut query = json!({});
    if from.ratio(1, 2)? {
        let degrees = |from: &mut Unstructured<'_>, most: i32| from.int_in_range(-most..=most);
        query["near"] = json!({"lat": degrees(from, 90)?, "lon": degrees(from, 180)?});
        maybe(from, &mut query, "withinKm", |from| {
            Ok(json!(
                *from.choose(&[0.0, 1e-300, 0.5, 40.0, 3000.0, 60_000.0])?
            ))
        })?;
        if from.ratio(1, 3)? {
            query["sort"] = "nearest".into();
        }
    }
    if query.get("sort").is_none() {
        maybe(from, &mut query, "sort", |from| {
            one(from, &["best", "soonest", "most_open"]).map(Value::from)
        })?;
    }
    maybe(from, &mut query, "party", |from| {
        from.int_in_range(1..=12).map(Value::from)
    })?;
    maybe(from, &mut query, "services", |from| {
        Ok(json!([one(from, &SERVICES)?]))
    })?;
    maybe(from, &mut query, "channels", |from| {
        Ok(json!([one(from, &["app", "walk_in", "kiosk"])?]))
    })?;
    maybe(from, &mut query, "offices", |from| {
        Ok(json!([one(from, &OFFICES)?, one(from, &OFFICES)?]))
    })?;
    maybe(from, &mut query, "from", |from| {
        Ok(date(from.int_in_range(0..=20)?).into())
    })?;
    maybe(from, &mut query, "to", |from| {
        Ok(date(from.int_in_range(20..=60)?).into())
    })?;
    maybe(from, &mut query, "neededBy", |from| {
        Ok(date(from.int_in_range(0..=60)?).into())
    })?;
    maybe(from, &mut query, "weekdays", |from| {
        Ok(json!([
            from.int_in_range(1..=7)?,
            from.int_in_range(1..=7)?
        ]))
    })?;
    maybe(from, &mut query, "sessionFrom", |from| {
        one(from, &["08:00", "08:30", "13:30"]).map(Value::from)
    })?;
    maybe(from, &mut query, "sameSession", |from| {
        from.ratio(1, 2).map(Value::from)
    })?;
    maybe(from, &mut query, "events", |from| {
        one(from, &["include", "only", "exclude"]).map(Value::from)
    })?;
    maybe(from, &mut query, "expired", |from| {
        one(from, &["show", "exclude"]).map(Value::from)
    })?;
    maybe(from, &mut query, "group", |from| {
        one(from, &["office", "none"]).map(Value::from)
    })?;
    maybe(from, &mut query, "limit", |from| {
        from.int_in_range(1..=30).map(Value::from)
    })?;
    maybe(from, &mut query, "kmPerDay", |from| {
        Ok(json!(*from.choose(&[5e-324, 0.1, 20.0, 1e308])?))
    })?;
    maybe(from, &mut query, "riskDays", |from| {
        Ok(json!(*from.choose(&[0.0, 5e-324, 3.0, 1e308])?))
    })?;
    Ok(query)
}

/// Sets a field in one of three cases.
fn maybe(
    from: &mut Unstructured<'_>,
    object: &mut Value,
    key: &str,
    value: impl FnOnce(&mut Unstructured<'_>) -> Result<Value>,
) -> Result<()> {
    if from.ratio(1, 3)? {
        let fields: Option<&mut Map<String, Value>> = object.as_object_mut();
        let value = value(from)?;
        fields.map(|fields| fields.insert(key.to_owned(), value));
    }
    Ok(())
}

fn one(from: &mut Unstructured<'_>, list: &[&'static str]) -> Result<&'static str> {
    from.choose(list).copied()
}

/// A date, so many days after 15 November 2026.
fn date(day: u64) -> String {
    let first = NaiveDate::from_ymd_opt(2026, 11, 15);
    let date = first.and_then(|first| first.checked_add_days(Days::new(day)));
    date.unwrap_or_default().to_string()
}
