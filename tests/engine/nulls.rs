//! Tests that `null` counts as absent in every field of the format.

use serde_json::{Value, json};
use slot_finder::{Feed, Query, SummaryQuery, TzZones, parse_rfc3339};

/// A feed in which every object has every field of the format.
fn everything() -> Value {
    let text = json!({"id": "Teks", "en": "Text"});
    let closed = json!([{"from": "2026-11-25", "to": "2026-11-26", "reason": text}]);
    let release = json!({"next_at": "2026-11-27T09:00:00+07:00", "rule": text});
    let booking = |lead_days: u32| {
        json!({"web": "https://example.org/a", "android": "https://example.org/b", "ios": "https://example.org/c",
               "phone": "+62", "lead_days": lead_days, "max_party": 5, "steps": [text], "office_label": text})
    };
    let row = json!({"service": "regular", "channel": "web", "booking": booking(0), "ended": true,
        "session": {"start": "08:00", "end": "09:00"},
        "event": {"id": "e", "name": text, "note": text, "url": "https://example.org/e"},
        "precision": "at_least", "from": "2026-11-23", "open": [3, 0, 2], "total": [4, 5, 6]});
    let plain = json!({"service": "regular", "from": "2026-11-23", "open": [0, 1], "total": 9, "precision": "exact"});
    let office = json!({"id": "kediri", "name": text, "short": text, "kind": "kanim", "parent": "x", "address": "Jl.",
        "region": "ID-JI", "lat": -7.8, "lon": 112.0, "approx_km": 1, "time_zone": "Asia/Makassar", "aliases": ["K"],
        "phone": "+62", "whatsapp": "+62", "url": "https://example.org/k", "booking": booking(1), "release": release,
        "exempt": text, "observed_at": "2026-11-22T08:05:00+07:00", "closed": closed, "notes": [text],
        "quota": [row, plain]});
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "ttl": 60,
        "stale_after": 600, "expires_after": 7200, "language": "id", "sample": true,
        "publisher": {"name": text, "url": "https://example.org/", "contact": "x", "official": true},
        "license": "CC-BY-4.0", "attribution": text, "time_zone": "Asia/Jakarta",
        "services": [{"id": "regular", "name": text, "description": text, "default": true, "ready_days": 4,
            "bring": [text], "surcharge": {"amount": 1, "currency": "IDR", "per": "person"}}],
        "services_overlap": true, "kinds": [{"id": "kanim", "name": text}], "regions": [{"id": "ID-JI", "name": text}],
        "booking": booking(2), "release": release, "exempt": text, "closed": closed,
        "alerts": [{"text": text, "url": "https://example.org/", "from": "2026-11-20", "to": "2026-11-30", "offices": ["kediri"]}],
        "parts": [], "offices": [office],
    })
}

/// All answers to a feed, or the reason for refusing it.
fn answers(feed: &Value) -> Result<Value, String> {
    let now = parse_rfc3339("2026-11-22T08:20:00+07:00").unwrap();
    let feed = Feed::open(feed.to_string().into(), None, &TzZones)
        .map_err(|error| error.kind.code().to_owned())?;
    let query = Query::from_json(
        r#"{"near": {"lat": -7.8, "lon": 112.1}, "group": "none", "to": "2026-11-30", "lang": "en"}"#,
    )
    .unwrap();
    let party = Query::from_json(r#"{"party": 900, "neededBy": "2026-12-24"}"#).unwrap();
    let summary = SummaryQuery::from_json("{}").unwrap();
    let problems = feed.problems();
    Ok(json!({
        "info": feed.info(),
        "found": feed.rank(&query, now, &TzZones),
        "nothing": feed.rank(&party, now, &TzZones),
        "board": feed.board(&query, now, &TzZones),
        "summary": feed.summary(&summary, now, &TzZones),
        "booking": feed.booking_at("kediri", "id"),
        "problems": problems.iter().map(|problem| problem.code).collect::<Vec<_>>(),
    }))
}

/// The pointers of all fields of all objects.
fn fields(value: &Value, at: &str, list: &mut Vec<(String, String)>) {
    match value {
        Value::Object(object) => {
            for (key, inner) in object {
                list.push((at.to_owned(), key.clone()));
                fields(inner, &format!("{at}/{key}"), list);
            }
        }
        Value::Array(items) => {
            for (index, inner) in items.iter().enumerate() {
                fields(inner, &format!("{at}/{index}"), list);
            }
        }
        _ => {}
    }
}

#[test]
fn null_is_absent_in_every_field() {
    let whole = everything();
    assert_eq!(answers(&whole).unwrap()["problems"], json!([]));
    let mut list = Vec::new();
    fields(&whole, "", &mut list);
    assert!(list.len() > 100);
    let mut differ = Vec::new();
    for (at, key) in list {
        let with = |value: Option<Value>| {
            let mut feed = whole.clone();
            let object = feed.pointer_mut(&at).unwrap().as_object_mut().unwrap();
            object.remove(&key);
            object.extend(value.map(|value| (key.clone(), value)));
            answers(&feed)
        };
        if with(Some(Value::Null)) != with(None) {
            differ.push(format!("{at}/{key}"));
        }
    }
    assert_eq!(differ, [""; 0]);
}

#[test]
fn parts_that_are_null_split_no_feed() {
    let mut feed = everything();
    feed["parts"] = Value::Null;
    feed.as_object_mut().unwrap().remove("offices");
    assert_eq!(answers(&feed), Err("offices".into()));
}
