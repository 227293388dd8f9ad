//! What holds for every feed and question, whatever they are.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use slot_finder::{Change, ChangeKind, Feed, Query, TzZones};

use crate::oracle::agree;
use crate::random::{feeds, moments, queries};
use crate::shortcuts::crowded;

fn open(feed: &Value) -> Feed {
    open_text(feed.to_string())
}

fn open_text(feed: String) -> Feed {
    Feed::open(feed.into_bytes(), None, &TzZones).unwrap()
}

fn ranking(feed: &Feed, query: &Value, now: i64) -> Value {
    let query = Query::from_json(&query.to_string()).unwrap();
    serde_json::to_value(feed.rank(&query, now, &TzZones)).unwrap()
}

fn offers(ranking: &Value) -> Vec<Value> {
    ranking["offers"].as_array().unwrap().clone()
}

/// What an offer is: everything else says how it is.
fn key(offer: &Value) -> Vec<String> {
    let fields = ["officeId", "serviceId", "channel", "date"];
    let mut key: Vec<String> = fields
        .iter()
        .map(|field| offer[field].to_string())
        .collect();
    key.push(offer["event"]["id"].to_string());
    key
}

fn check(holds: bool, said: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(said()) }
}

/// All offers, one by one, in an order; without a radius.
fn all(query: &Value) -> Value {
    let mut query = query.clone();
    let fields = query.as_object_mut().unwrap();
    fields.remove("withinKm");
    fields.insert("group".into(), "none".into());
    fields.insert("limit".into(), 1000.into());
    query
}

/// The keys by which an order compares two offers, as numbers: the first that differs decides.
fn keys(offer: &Value, sort: &str, near: bool) -> Vec<f64> {
    let number = |field: &str| offer[field].as_f64();
    let (cost, open) = (number("costDays").unwrap(), number("open").unwrap());
    let distance = number("distanceKm").unwrap_or(f64::INFINITY);
    let date = offer["date"]
        .as_str()
        .unwrap()
        .replace('-', "")
        .parse()
        .unwrap();
    let expired = f64::from(u8::from(offer["expired"] == true));
    let unknown = f64::from(u8::from(near && distance.is_infinite()));
    let mut keys = vec![expired, unknown];
    keys.extend(match sort {
        "nearest" => vec![distance, date, -open],
        "soonest" => vec![date, cost],
        "most_open" => vec![-open, cost],
        _ => vec![cost, distance, date],
    });
    keys
}

#[test]
fn offers_are_in_a_total_order() {
    agree(
        200,
        &(moments(), crowded(), queries()),
        |(moment, feed, query)| {
            let query = all(&moment.settle(&query));
            let ranking = ranking(&open(&moment.settle(&feed)), &query, moment.now);
            let (sort, near) = (
                query["sort"].as_str().unwrap_or("best"),
                query.get("near").is_some(),
            );
            for pair in offers(&ranking).windows(2) {
                let [first, second] = pair else {
                    unreachable!()
                };
                let (a, b) = (keys(first, sort, near), keys(second, sort, near));
                let ids = |offer: &Value| {
                    let id = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                    [
                        id(&offer["officeId"]),
                        id(&offer["serviceId"]),
                        id(&offer["channel"]),
                        id(&offer["event"]["id"]),
                    ]
                };
                let order = a
                    .partial_cmp(&b)
                    .unwrap()
                    .then_with(|| ids(first).cmp(&ids(second)));
                // Of one office, service, channel and event the days are left: they are no tie, since a date differs.
                let is_right = order.is_lt() || (order.is_eq() && first["date"] != second["date"]);
                check(is_right, || format!("{first}\nbefore\n{second}\n{query}"))?;
            }
            Ok(())
        },
    );
}

#[test]
fn the_order_of_offices_in_the_feed_changes_nothing() {
    let cases = (moments(), crowded(), queries(), any::<u64>());
    agree(150, &cases, |(moment, feed, query, seed)| {
        let (feed, query) = (moment.settle(&feed), moment.settle(&query));
        let mut other = feed.clone();
        let offices = other["offices"].as_array_mut().unwrap();
        offices.sort_by_key(|office| {
            let id = office["id"].as_str().unwrap();
            id.bytes().fold(seed, |hash, byte| {
                (hash ^ u64::from(byte))
                    .wrapping_mul(0x100_0000_01b3)
                    .rotate_left(29)
            })
        });
        let (one, two) = (
            ranking(&open(&feed), &query, moment.now),
            ranking(&open(&other), &query, moment.now),
        );
        check(one == two, || format!("{query}\n{feed}"))
    });
}

/// One offer is made better, and the others stay: it does not fall behind any of them.
#[test]
fn more_places_never_lower_a_rank_and_more_distance_never_raises_it() {
    let cases = (
        moments(),
        vec((0..5000i64, 0..9i64, 1..40i64), 2..20),
        0..20usize,
        1..900i64,
        0..4usize,
        1..6i64,
    );
    agree(
        400,
        &cases,
        |(moment, offices, chosen, more, sort, party)| {
            let chosen = chosen % offices.len();
            let feed = |at: usize, farther: i64, fuller: i64| {
                let office = |(index, (km, day, open)): (usize, &(i64, i64, i64))| {
                    let (km, open) = if index == at {
                        (km + farther, open + fuller)
                    } else {
                        (*km, *open)
                    };
                    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                    let lon = km as f64 / 111.2;
                    json!({"id": format!("o{index:02}"), "name": "O", "lat": 0, "lon": lon,
                    "quota": [{"service": "s", "from": format!("day:{}", day + 1), "open": [open]}]})
                };
                let offices: Value = offices.iter().enumerate().map(office).collect();
                moment.settle(&json!({"format": "slot-feed", "version": "1.0", "generated_at": "time:0", "language": "id",
                "time_zone": "UTC", "offices": offices}))
            };
            let sort = ["best", "nearest", "soonest", "most_open"][sort];
            let query = json!({"near": {"lat": 0, "lon": 0}, "sort": sort, "party": party, "limit": 1000, "group": "none"});
            let place = |feed: &Value| {
                let ranking = ranking(&open(feed), &query, moment.now);
                let id = format!("o{chosen:02}");
                offers(&ranking)
                    .iter()
                    .position(|offer| offer["officeId"] == id.as_str())
            };
            let before = place(&feed(chosen, 0, 0));
            let fuller = place(&feed(chosen, 0, more));
            // What has too few places has no rank yet; more of them give it one.
            check(
                fuller.is_some() && before.is_none_or(|before| fuller <= Some(before)),
                || {
                    format!(
                        "{before:?} with more places {fuller:?}: {query} {offices:?} {chosen} {more}"
                    )
                },
            )?;
            let farther = place(&feed(chosen, more, 0));
            check(
                farther.is_some() == before.is_some() && farther >= before,
                || {
                    format!(
                        "{before:?} farther away {farther:?}: {query} {offices:?} {chosen} {more}"
                    )
                },
            )
        },
    );
}

#[test]
fn filters_only_remove() {
    let filters = vec![
        json!({"offices": ["kediri", "A-1"]}),
        json!({"kinds": ["kanim"]}),
        json!({"region": "ID-JI"}),
        json!({"from": "day:4"}),
        json!({"to": "day:6"}),
        json!({"neededBy": "day:9"}),
        json!({"weekdays": [2, 6]}),
        json!({"sessionFrom": "08:30"}),
        json!({"sessionTo": "10:00"}),
        json!({"sameSession": true}),
        json!({"events": "only"}),
        json!({"events": "exclude"}),
    ];
    let cases = (moments(), feeds(), queries(), prop::sample::select(filters));
    agree(500, &cases, |(moment, feed, query, filter)| {
        let (feed, wide) = (open(&moment.settle(&feed)), all(&moment.settle(&query)));
        let filter = moment.settle(&filter);
        let mut narrow = wide.clone();
        let added = filter.as_object().unwrap().iter().next().unwrap();
        // A field that is asked for already would be another filter, not one more.
        if narrow.get(added.0).is_some() {
            return Ok(());
        }
        narrow[added.0] = added.1.clone();
        if Query::from_json(&narrow.to_string()).is_err() {
            return Ok(());
        }
        let found = |query: &Value| -> Vec<Vec<String>> {
            offers(&ranking(&feed, query, moment.now))
                .iter()
                .map(key)
                .collect()
        };
        let (all, some) = (found(&wide), found(&narrow));
        // Those that stay keep their order. A session's hours leave places out, which changes costs.
        let mut rest = all.iter();
        let is_kept = added.0.starts_with("session")
            || some.iter().all(|offer| rest.any(|other| other == offer));
        check(
            is_kept && some.iter().all(|offer| all.contains(offer)),
            || format!("{wide}\n{filter}\n{some:?}\n{all:?}"),
        )
    });
}

/// The same value with the keys of all objects in another order.
fn shuffled(value: &Value, seed: usize) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| shuffled(item, seed)).collect(),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            let turn = seed % members.len().max(1);
            members.rotate_left(turn);
            if seed.is_multiple_of(2) {
                members.reverse();
            }
            let members = members
                .into_iter()
                .map(|(key, value)| (key.clone(), shuffled(value, seed / 2)));
            members.collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

#[test]
fn a_feed_gives_the_same_answers_however_it_is_written() {
    let cases = (moments(), crowded(), queries(), any::<usize>());
    agree(150, &cases, |(moment, feed, query, seed)| {
        let (feed, query) = (moment.settle(&feed), moment.settle(&query));
        let asked = Query::from_json(&query.to_string()).unwrap();
        let answers = |text: String| {
            let feed = open_text(text);
            let board = serde_json::to_value(feed.board(&asked, moment.now, &TzZones)).unwrap();
            let problems: Vec<_> = feed
                .problems()
                .into_iter()
                .map(|problem| (problem.code, problem.pointer))
                .collect();
            (ranking(&feed, &query, moment.now), board, problems)
        };
        let minified = answers(feed.to_string());
        for (what, text) in [
            ("pretty", serde_json::to_string_pretty(&feed).unwrap()),
            ("marked", format!("\u{feff}{feed}")),
            (
                "escaped",
                feed.to_string()
                    .replace("\"quota\":", "\"\\u0071uota\"\r\n\t : "),
            ),
        ] {
            check(answers(text) == minified, || {
                format!("{what}: {query}\n{feed}")
            })?;
        }
        let (ranking, board, mut problems) = answers(shuffled(&feed, seed).to_string());
        let mut expected = minified.2;
        problems.sort();
        expected.sort();
        check(
            (ranking, board, problems) == (minified.0, minified.1, expected),
            || format!("shuffled by {seed}: {query}\n{feed}"),
        )
    });
}

/// Twice the change, in both directions, is none: what opened there is filled here.
#[test]
fn an_answer_does_not_depend_on_the_questions_before_it() {
    let cases = (moments(), crowded(), vec(queries(), 2..=5));
    agree(150, &cases, |(moment, feed, queries)| {
        let feed = moment.settle(&feed);
        let asked_before = open(&feed);
        for query in queries {
            let query = moment.settle(&query);
            let answer = ranking(&asked_before, &query, moment.now);
            let first = ranking(&open(&feed), &query, moment.now);
            check(answer == first, || format!("{query}\n{answer}\n{first}"))?;
        }
        Ok(())
    });
}

#[test]
fn changes_there_and_back_cancel() {
    let cases = (moments(), feeds(), feeds());
    agree(300, &cases, |(moment, one, two)| {
        let (one, two) = (open(&moment.settle(&one)), open(&moment.settle(&two)));
        check(one.changes_since(&one).is_empty(), || {
            String::from("a feed differs from itself")
        })?;
        let (there, back) = (two.changes_since(&one), one.changes_since(&two));
        let same = |change: &Change<'_>, other: &Change<'_>| {
            (
                change.office_id,
                change.service_id,
                change.channel,
                change.date,
            ) == (other.office_id, other.service_id, other.channel, other.date)
        };
        for change in &there {
            let opposite = back.iter().find(|other| same(change, other));
            let is_undone = match change.kind {
                ChangeKind::OfficeAdded => {
                    opposite.is_some_and(|other| other.kind == ChangeKind::OfficeGone)
                }
                ChangeKind::OfficeGone => {
                    opposite.is_some_and(|other| other.kind == ChangeKind::OfficeAdded)
                }
                // What was not known or not released, and is so again, is no change on the way back.
                _ if change.before.is_none() => opposite.is_none(),
                ChangeKind::Opened | ChangeKind::Added | ChangeKind::Released => opposite
                    .is_some_and(|other| {
                        matches!(other.kind, ChangeKind::Filled | ChangeKind::Fewer)
                            && (other.before, other.after) == (change.after, change.before)
                    }),
                ChangeKind::Filled | ChangeKind::Fewer => opposite.is_some_and(|other| {
                    matches!(other.kind, ChangeKind::Opened | ChangeKind::Added)
                        && (other.before, other.after) == (change.after, change.before)
                }),
            };
            check(is_undone, || format!("{change:?}\n{opposite:?}"))?;
        }
        Ok(())
    });
}

#[test]
fn any_moment_of_two_hundred_years_and_any_zone_has_an_answer() {
    let zones = chrono_tz::TZ_VARIANTS
        .iter()
        .map(|zone| zone.name())
        .collect::<Vec<_>>();
    // From 1926 to 2126.
    let moments = -1_388_534_400_000..4_922_985_600_000i64;
    let cases = (
        moments,
        prop::sample::select(zones),
        prop::sample::select(vec!["UTC", "Asia/Jakarta"]),
    );
    agree(2000, &cases, |(now, zone, other)| {
        let date = |days: i64| {
            let instant = chrono::DateTime::from_timestamp_millis(now + days * 86_400_000).unwrap();
            instant.date_naive().to_string()
        };
        let made = chrono::DateTime::from_timestamp_millis(now).unwrap();
        let made = format!("{:?}Z", made.naive_utc());
        let row = json!({"service": "s", "from": date(-2), "open": [1, 2, 3, 4, 5, 6, 7]});
        let feed = json!({"format": "slot-feed", "version": "1.0", "generated_at": made, "language": "id", "time_zone": other,
            "offices": [{"id": "here", "name": "H", "time_zone": zone, "quota": [row]}, {"id": "there", "name": "T", "quota": [row]}]});
        let opened = open(&feed);
        check(opened.problems().is_empty(), || {
            format!("{:?}", opened.problems())
        })?;
        let ranking = ranking(&opened, &json!({"group": "none"}), now);
        let local: chrono_tz::Tz = zone.parse().unwrap();
        let today = chrono::DateTime::from_timestamp_millis(now)
            .unwrap()
            .with_timezone(&local)
            .date_naive()
            .to_string();
        let dates: Vec<_> = offers(&ranking)
            .iter()
            .filter(|offer| offer["officeId"] == "here")
            .map(|offer| offer["date"].as_str().unwrap().to_owned())
            .collect();
        // Today at the office is the first date, and every later one is there.
        let first = dates.iter().min();
        check(first == Some(&today) && dates.len() >= 3, || {
            format!("{zone} at {made}: {dates:?}, not from {today}")
        })
    });
}
