//! Compares the engine's fast path with its careful one: the same answer, on feeds large enough for shortcuts.
//!
//! The reference of `oracle` is too slow for more than a few offices. These feeds have up to some hundred, mostly
//! plain, with positions, sessions, events and lead days of all kinds.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use slot_finder::{Feed, Query, TzZones};

use crate::oracle::agree;
use crate::random::{feeds, moments, queries};

/// Offices with everything that columns hold, many of them alike.
fn crowds() -> BoxedStrategy<Vec<Value>> {
    let cell = prop_oneof![
        6 => Just(json!(0)),
        3 => (1..9).prop_map(|n| json!(n)),
        1 => (9..300).prop_map(|n| json!(n)),
        1 => Just(json!(-1)),
        1 => Just(json!(null)),
    ];
    // Few days in most rows; sometimes more than eight, which are counted eight at a time.
    let cells = vec(cell, 0..30);
    let row = (
        prop_oneof![5 => Just("regular"), 1 => Just("express"), 1 => Just("unlisted")],
        prop_oneof![5 => Just(None), 1 => Just(Some("web")), 1 => Just(Some("walk_in"))],
        prop_oneof![6 => Just(json!(null)), 1 => Just(json!({"start": "08:00", "end": "09:00"})),
            1 => Just(json!({"start": "09:00", "end": "14:00"}))],
        prop_oneof![9 => Just(json!(null)), 1 => Just(json!({"id": "fair", "name": "Pameran"}))],
        prop_oneof![9 => Just(json!({})), 1 => Just(json!({"lead_days": 0})), 1 => Just(json!({"lead_days": 3}))],
        -9..20i64,
        cells,
    )
        .prop_map(|(service, channel, session, event, booking, first, open)| {
            let mut row = json!({"service": service, "session": session, "event": event, "booking": booking,
                "from": format!("day:{first}"), "open": open});
            if let Some(channel) = channel {
                row["channel"] = channel.into();
            }
            row
        });
    // Values without columns: too large a value, or a broken row. Cells past the calendar are dropped.
    let odd = prop_oneof![
        Just(json!({"service": "regular", "from": "day:2", "open": [0, 40_000, 3]})),
        Just(json!({"service": "regular", "from": "someday", "open": [5]})),
        Just(json!({"service": "regular", "from": "day:900", "open": [5]})),
        Just(json!({"service": "regular", "from": "9999-12-30", "open": [5, 6, 7]})),
    ];
    let rows = (vec(row, 0..4), prop::option::weighted(0.05, odd)).prop_map(|(mut rows, odd)| {
        rows.extend(odd);
        rows
    });
    let closed = prop::option::weighted(
        0.1,
        (0..9i64).prop_map(
            |day| json!([{"from": format!("day:{day}"), "to": format!("day:{}", day + 2)}]),
        ),
    );
    let places = prop_oneof![
        // Some offices share a place, to break ties by more than distance.
        2 => (-20..20i32, -20..20i32).prop_map(|(lat, lon)| json!([f64::from(lat) / 10.0, 110.0 + f64::from(lon) / 10.0])),
        2 => (-89.9..89.9f64, -180.0..180.0f64).prop_map(|(lat, lon)| json!([lat, lon])),
        1 => Just(json!(null)),
    ];
    let ages = prop_oneof![4 => Just(None), 1 => (0..200_000_000i64).prop_map(Some)];
    let leads = prop_oneof![4 => Just(json!({})), 1 => Just(json!({"lead_days": 2}))];
    let office =
        (rows, closed, places, ages, leads).prop_map(|(rows, closed, place, age, booking)| {
            let mut office = json!({"name": "Kantor", "quota": rows, "booking": booking});
            if let Some(closed) = closed {
                office["closed"] = closed;
            }
            if let Some(age) = age {
                office["observed_at"] = format!("time:{}", -age).into();
            }
            if place.is_array() {
                office["lat"] = place[0].clone();
                office["lon"] = place[1].clone();
            }
            office
        });
    vec(office, 5..120).boxed()
}

/// A random feed's envelope around a crowd of offices, with ids in order or not.
pub fn crowded() -> BoxedStrategy<Value> {
    (feeds(), crowds(), any::<bool>())
        .prop_map(|(mut feed, mut offices, in_order)| {
            let count = offices.len();
            for (index, office) in offices.iter_mut().enumerate() {
                let number = if in_order {
                    index
                } else {
                    index * 37 % count.max(1)
                };
                office["id"] =
                    format!("office-{number:03}-{}", index * usize::from(!in_order)).into();
            }
            let expires = feed["expires_after"]
                .as_i64()
                .unwrap_or_default()
                .max(86_400);
            feed["expires_after"] = expires.into();
            feed["offices"] = offices.into();
            feed
        })
        .boxed()
}

#[test]
fn short_cuts_change_no_answer() {
    let questions = (moments(), crowded(), vec(queries(), 1..=6));
    agree(150, &questions, |(moment, feed, queries)| {
        let bytes = moment.settle(&feed).to_string().into_bytes();
        let feed = Feed::open(bytes, None, &TzZones).unwrap();
        for query in queries {
            let query = moment.settle(&query);
            let asked = Query::from_json(&query.to_string()).unwrap();
            let quick = feed.rank(&asked, moment.now, &TzZones);
            let careful = feed.rank_carefully(&asked, moment.now, &TzZones);
            let text = |ranking| serde_json::to_string_pretty(&ranking).unwrap();
            let (quick, careful) = (text(quick), text(careful));
            let differ = |(a, b): &(&str, &str)| a != b;
            if quick != careful {
                let first = quick
                    .lines()
                    .zip(careful.lines())
                    .position(|pair| differ(&pair));
                let around = |text: &str| {
                    let skipped = first.unwrap_or_default().saturating_sub(5);
                    text.lines()
                        .skip(skipped)
                        .take(12)
                        .collect::<Vec<_>>()
                        .join("\n")
                };
                return Err(format!(
                    "{query}\nquick:\n{}\ncareful:\n{}",
                    around(&quick),
                    around(&careful)
                ));
            }
        }
        Ok(())
    });
}
