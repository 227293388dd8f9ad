//! Generates whole feeds: the envelope, its lists, the offices and their quota.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::fields::{always, joined, maybe, notes, object, positions, texts, zones};

/// A feed of two to five offices.
pub fn feeds() -> BoxedStrategy<Value> {
    let ids = Just(vec!["kediri", "blitar", "A-1", "z~9", "10", "9"]).prop_shuffle();
    (envelopes(), ids, vec(offices(), 2..=5))
        .prop_map(|(mut feed, ids, offices)| {
            feed["offices"] = with_ids(ids, offices);
            feed
        })
        .boxed()
}

/// Gives each object the next id.
fn with_ids(ids: Vec<&str>, objects: Vec<Value>) -> Value {
    let named = objects.into_iter().zip(ids).map(|(mut object, id)| {
        object["id"] = id.into();
        object
    });
    named.collect()
}

/// A feed except its offices.
fn envelopes() -> BoxedStrategy<Value> {
    let head = json!({"format": "slot-feed", "version": "1.0", "publisher": {"name": "Contoh"}});
    let limits = select(vec![
        json!({}),
        json!({"stale_after": 60, "expires_after": 7200}),
        json!({"stale_after": 3600}),
        json!({"expires_after": 2_592_000}),
    ]);
    let fields = object(vec![
        ("generated_at", always(observations())),
        ("language", always(select(vec!["id", "en", "id-ID"]))),
        ("time_zone", always(zones())),
        ("services", always(services())),
        ("services_overlap", maybe(0.3, any::<bool>())),
        (
            "kinds",
            maybe(
                0.7,
                texts().prop_map(|name| json!([{"id": "kanim", "name": name}])),
            ),
        ),
        (
            "regions",
            maybe(
                0.7,
                texts().prop_map(|name| json!([{"id": "ID-JI", "name": name}])),
            ),
        ),
        ("booking", maybe(0.4, bookings())),
        ("release", maybe(0.5, releases())),
        ("exempt", maybe(0.3, texts())),
        ("closed", maybe(0.4, closures())),
    ]);
    joined(Just(head).boxed(), joined(limits.boxed(), fields))
}

/// Up to three listed services, in any order.
fn services() -> BoxedStrategy<Value> {
    let ids = Just(vec!["regular", "express", "e-pass"]).prop_shuffle();
    let surcharge = json!({"amount": 1_000_000, "currency": "IDR", "per": "person"});
    let entries = object(vec![
        ("name", always(texts())),
        ("default", maybe(0.6, prop::bool::weighted(0.8))),
        ("ready_days", maybe(0.5, select(vec![0, 1, 3, 4, 8]))),
        ("surcharge", maybe(0.3, Just(surcharge))),
    ]);
    (ids, vec(entries, 0..=3))
        .prop_map(|(ids, entries)| with_ids(ids, entries))
        .boxed()
}

/// An office without its id.
fn offices() -> BoxedStrategy<Value> {
    let details = select(vec![
        json!({}),
        json!({}),
        json!({}),
        json!({"parent": "blitar", "address": "Jl. Raya 1", "aliases": ["Kanim"]}),
        json!({"approx_km": 2, "phone": "+62354000000", "url": "https://example.org/office"}),
        json!({"approx_km": 0.5, "whatsapp": "+62811000000"}),
    ]);
    let positions = weighted(0.8, positions()).prop_map(|position| match position {
        Some((lat, lon)) => json!({"lat": lat, "lon": lon}),
        None => json!({}),
    });
    let fields = object(vec![
        ("name", always(texts())),
        ("short", maybe(0.3, texts())),
        ("kind", maybe(0.7, select(vec!["kanim", "ukk"]))),
        (
            "region",
            maybe(0.7, select(vec!["ID-JI", "US-NY", "elsewhere"])),
        ),
        ("time_zone", maybe(0.4, zones())),
        ("booking", maybe(0.3, bookings())),
        ("release", maybe(0.3, releases())),
        ("exempt", maybe(0.2, texts())),
        ("observed_at", maybe(0.4, observations())),
        ("closed", maybe(0.3, closures())),
        ("notes", maybe(0.2, notes())),
        ("quota", maybe(0.95, quota())),
    ]);
    joined(joined(details.boxed(), positions.boxed()), fields)
}

/// Rows of quota: some alone, some as the sessions of one day, some as an event of two services.
fn quota() -> BoxedStrategy<Vec<Value>> {
    let alone = rows().prop_map(|row| vec![row]);
    let by_sessions = (rows(), vec((sessions(), cells()), 2..=3)).prop_map(|(row, sessions)| {
        let of_session = sessions.into_iter().map(|(session, cells)| {
            let mut row = row.clone();
            row["session"] = session;
            row["open"] = cells.into_iter().map(at_most_three).collect();
            row
        });
        of_session.collect()
    });
    // One event in two services, which may name it differently.
    let by_service = (rows(), [events(), events()]).prop_map(|(row, events)| {
        let services = ["regular", "express"].into_iter().zip(events);
        let of_service = services.map(|(service, event)| {
            let mut row = row.clone();
            row["service"] = service.into();
            row["event"] = event;
            row
        });
        of_service.collect()
    });
    let groups = prop_oneof![8 => alone, 8 => by_sessions, 1 => by_service];
    vec(groups, 0..6).prop_map(|groups| groups.concat()).boxed()
}

/// A row of quota. Its days may overlap with those of other rows, and leave gaps.
fn rows() -> BoxedStrategy<Value> {
    let services = vec![
        "regular", "regular", "regular", "regular", "express", "e-pass", "unlisted",
    ];
    let totals = prop_oneof![
        Just(json!(40)),
        vec(
            select(vec![json!(10), json!(0), json!(25), json!(null)]),
            0..16
        )
        .prop_map(Value::from),
        vec(1..30, 16).prop_map(Value::from),
    ];
    let starts = prop_oneof![12 => -3..4i64, 3 => -12..20i64, 1 => 20..75i64];
    object(vec![
        ("service", always(select(services))),
        (
            "channel",
            maybe(
                0.35,
                select(vec!["app", "web", "phone", "walk_in", "walk_in", "kiosk"]),
            ),
        ),
        ("booking", maybe(0.15, bookings())),
        ("ended", maybe(0.15, any::<bool>())),
        ("session", maybe(0.15, sessions())),
        ("event", maybe(0.15, events())),
        (
            "precision",
            maybe(0.3, select(vec!["exact", "at_least", "estimate", "rumour"])),
        ),
        (
            "from",
            always(starts.prop_map(|start| format!("day:{start}"))),
        ),
        ("open", always(cells())),
        ("total", maybe(0.6, totals)),
    ])
}

/// The cells of a row: a few days or about two weeks, or all full; sometimes none at all.
fn cells() -> BoxedStrategy<Vec<Value>> {
    let of_days = |days: std::ops::Range<usize>| {
        vec(0..40u8, days).prop_map(|drawn| drawn.into_iter().map(cell).collect::<Vec<_>>())
    };
    let full = (4..16usize).prop_map(|days| vec![json!(0); days]);
    prop_oneof![4 => of_days(1..4), 6 => of_days(4..16), 2 => full, 1 => Just(vec![])].boxed()
}

/// Mostly full days and few places, some days without service or unknown, sometimes a broken cell.
fn cell(drawn: u8) -> Value {
    match drawn {
        0..12 => json!(0),
        12..21 => json!((drawn - 12) / 4 + 1),
        21..27 => json!(drawn - 18),
        27 => json!(250),
        28..34 => json!(-1),
        34..38 => json!(null),
        38 => json!(-2),
        _ => json!("12"),
    }
}

/// Sessions have few places: a party often fits only into two of them together.
fn at_most_three(cell: Value) -> Value {
    match cell.as_i64() {
        Some(places) if places > 3 => json!(places % 3 + 1),
        _ => cell,
    }
}

fn sessions() -> BoxedStrategy<Value> {
    let hours = vec![
        ("08:00", "09:00"),
        ("08:00", "10:00"),
        ("09:00", "10:00"),
        ("13:30", "14:15"),
        ("00:00", "23:59"),
    ];
    select(hours)
        .prop_map(|(start, end)| json!({"start": start, "end": end}))
        .boxed()
}

fn events() -> BoxedStrategy<Value> {
    let simpatik = json!({"id": "simpatik", "name": {"id": "Paspor Simpatik", "en": "Kind passport"}, "note": "Sabtu"});
    let fair = json!({"id": "Fair", "name": "Pameran", "url": "https://example.org/fair"});
    let renamed = json!({"id": "Fair", "name": {"id": "Pasar malam", "en": "Night market"}});
    select(vec![simpatik, fair, renamed]).boxed()
}

fn bookings() -> BoxedStrategy<Value> {
    let contacts = select(vec![
        json!({}),
        json!({}),
        json!({"web": "https://example.org/a", "max_party": 4}),
        json!({"web": "https://example.org/b", "phone": "+62800000000"}),
        json!({"android": "https://example.org/android", "ios": "https://example.org/ios"}),
        json!({"max_party": 1}),
    ]);
    let fields = object(vec![
        ("lead_days", maybe(0.6, select(vec![0, 1, 1, 2, 5]))),
        ("steps", maybe(0.3, notes())),
        ("office_label", maybe(0.2, texts())),
    ]);
    joined(contacts.boxed(), fields)
}

/// Soon after the question, or just before it.
fn releases() -> BoxedStrategy<Value> {
    let minute = 60_000i64;
    let offsets = vec![
        -30 * minute,
        -4 * minute,
        -minute,
        -1,
        0,
        1,
        minute,
        5 * 1440 * minute,
        9 * 1440 * minute,
    ];
    object(vec![
        (
            "next_at",
            maybe(
                0.9,
                select(offsets).prop_map(|offset| format!("time:{offset}")),
            ),
        ),
        ("rule", maybe(0.4, texts())),
    ])
}

/// The time of observation: fresh, around the limits of staleness and expiry, or in the future.
fn observations() -> BoxedStrategy<String> {
    let second = 1000i64;
    let ages = prop_oneof![
        6 => select(vec![0, 1, 12 * second, 59_999, 60 * second, 720_456]),
        2 => select(vec![3600 * second - 1, 3600 * second, 7200 * second, 7200 * second + 1, 11_520 * second]),
        1 => select(vec![86_400 * second, 86_400 * second + 1, 3 * 86_400 * second, 40 * 86_400 * second]),
        1 => select(vec![-second, -300 * second, -300 * second - 1]),
    ];
    ages.prop_map(|age| format!("time:{}", -age)).boxed()
}

fn closures() -> BoxedStrategy<Vec<Value>> {
    let closure =
        (-3..20i64, 0..4i64, weighted(0.5, texts())).prop_map(|(from, length, reason)| {
            let mut closure =
                json!({"from": format!("day:{from}"), "to": format!("day:{}", from + length)});
            if let Some(reason) = reason {
                closure["reason"] = reason;
            }
            closure
        });
    vec(closure, 0..3).boxed()
}
