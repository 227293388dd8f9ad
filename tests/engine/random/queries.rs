//! Generates questions with every field optional.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

use super::fields::{joined, maybe, object, positions};

/// A question for a ranking or a board.
pub fn queries() -> BoxedStrategy<Value> {
    let filters = object(vec![
        (
            "services",
            maybe(0.3, some_of(&["regular", "express", "e-pass", "unlisted"])),
        ),
        (
            "channels",
            maybe(0.3, some_of(&["app", "web", "walk_in", "kiosk"])),
        ),
        (
            "offices",
            maybe(0.1, some_of(&["kediri", "blitar", "A-1", "9", "nobody"])),
        ),
        ("kinds", maybe(0.06, some_of(&["kanim", "ukk"]))),
        ("region", maybe(0.06, select(vec!["ID-JI", "elsewhere"]))),
        ("party", maybe(0.6, prop_oneof![6 => 1..6, 1 => 6..40])),
        (
            "neededBy",
            maybe(0.15, (2..25i64).prop_map(|day| format!("day:{day}"))),
        ),
        (
            "weekdays",
            maybe(
                0.12,
                subsequence(vec![1, 2, 3, 4, 5, 6, 7], 0..6).prop_shuffle(),
            ),
        ),
        (
            "sessionFrom",
            maybe(0.08, select(vec!["00:00", "08:00", "08:30", "13:30"])),
        ),
        (
            "sessionTo",
            maybe(0.08, select(vec!["09:00", "10:00", "23:59"])),
        ),
        ("sameSession", maybe(0.3, any::<bool>())),
        (
            "events",
            maybe(0.2, select(vec!["include", "only", "exclude"])),
        ),
        (
            "expired",
            maybe(0.5, select(vec!["show", "show", "show", "exclude"])),
        ),
        ("group", maybe(0.4, select(vec!["none", "none", "office"]))),
        ("limit", maybe(0.3, select(vec![1, 2, 3, 1000]))),
        (
            "kmPerDay",
            maybe(
                0.2,
                select(vec![json!(0.5), json!(20), json!(333.3), json!(5e-324)]),
            ),
        ),
        (
            "riskDays",
            maybe(
                0.2,
                select(vec![json!(0), json!(0.1), json!(30), json!(1e308)]),
            ),
        ),
        (
            "lang",
            maybe(0.4, select(vec!["id", "en", "jv", "de", "en-GB", "fr"])),
        ),
    ]);
    joined(filters, joined(spans(), places()))
}

/// A first day, a last day, both, or mostly neither.
fn spans() -> BoxedStrategy<Value> {
    let day = |day: i64| format!("day:{day}");
    prop_oneof![
        10 => Just(json!({})),
        2 => (-5..15i64).prop_map(move |from| json!({"from": day(from)})),
        2 => (-5..25i64).prop_map(move |to| json!({"to": day(to)})),
        1 => (55..90i64).prop_map(move |to| json!({"to": day(to)})),
        2 => (-5..15i64, 0..12i64).prop_map(move |(from, length)| json!({"from": day(from), "to": day(from + length)})),
    ]
    .boxed()
}

/// A place or none, a radius around it or none, and an order, which is not "nearest" without a place.
fn places() -> BoxedStrategy<Value> {
    let nears = prop_oneof![
        2 => positions(),
        1 => (-900..=900i32, -1800..=1800i32).prop_map(|(lat, lon)| (f64::from(lat) / 10.0, f64::from(lon) / 10.0)),
    ];
    let nears = weighted(0.6, nears);
    let radii = weighted(
        0.4,
        select(vec![
            0.0, 0.5, 10.0, 28.0, 100.0, 1000.0, 20_015.0, 40_100.0, 60_000.0,
        ]),
    );
    let sorts = weighted(
        0.6,
        select(vec!["best", "soonest", "most_open", "nearest", "nearest"]),
    );
    (nears, radii, sorts)
        .prop_map(|(near, radius, sort)| {
            let mut query = json!({});
            if let Some(sort) = sort.filter(|sort| near.is_some() || *sort != "nearest") {
                query["sort"] = sort.into();
            }
            if let Some((lat, lon)) = near {
                query["near"] = json!({"lat": lat, "lon": lon});
                if let Some(radius) = radius {
                    query["withinKm"] = json!(radius);
                }
            }
            query
        })
        .boxed()
}

/// A question for the headline figures.
pub fn summary_queries() -> BoxedStrategy<Value> {
    object(vec![
        (
            "region",
            maybe(0.3, select(vec!["ID-JI", "US-NY", "elsewhere"])),
        ),
        ("kinds", maybe(0.2, some_of(&["kanim", "ukk"]))),
        (
            "services",
            maybe(0.3, some_of(&["regular", "express", "unlisted"])),
        ),
        ("lang", maybe(0.3, select(vec!["id", "en", "fr"]))),
    ])
}

/// Some of these ids, in any order; sometimes none, which means all.
fn some_of(ids: &[&'static str]) -> BoxedStrategy<Vec<&'static str>> {
    subsequence(ids.to_vec(), 0..=ids.len())
        .prop_shuffle()
        .boxed()
}
