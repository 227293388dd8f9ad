//! Split feeds against the same feeds in one file: the same offers however the offices are divided, and the same answers once
//! every part is there.

use proptest::collection::vec;

use serde::Serialize;
use serde_json::{Value, json};
use slot_finder::{Date, Feed, FeedErrorKind, Query, SplitPart, SummaryQuery, TzZones};

use crate::oracle::agree;
use crate::random::{moments, queries};
use crate::shortcuts::crowded;

const GENERATION: &str = "one";

/// An entry, and the files of its parts.
struct Published {
    entry: Value,
    parts: Vec<String>,
}

impl Published {
    /// The feed of an envelope whose parts have these offices, each with what the entry says of them.
    fn new(envelope: &Value, parts: Vec<(Value, Vec<Value>)>) -> Self {
        let mut entry = envelope.clone();
        entry.as_object_mut().unwrap().shift_remove("offices");
        entry["generation"] = GENERATION.into();
        let (mut told, mut files) = (Vec::new(), Vec::new());
        for (index, (mut tells, offices)) in parts.into_iter().enumerate() {
            tells["url"] = format!("{index}.json").into();
            told.push(tells);
            files.push(json!({"generation": GENERATION, "offices": offices}).to_string());
        }
        entry["parts"] = told.into();
        Self {
            entry,
            parts: files,
        }
    }

    fn open(&self) -> Feed {
        open(&self.entry)
    }

    fn add(&self, feed: &mut Feed, part: usize) {
        let bytes = self.parts[part].clone().into_bytes();
        feed.add_part(part, bytes, &TzZones).unwrap();
    }

    /// Adds what a question needs, so many parts at a time; says how many were added.
    fn reach(&self, feed: &mut Feed, query: &Query, now: i64, batch: usize) -> usize {
        let mut added = 0;
        loop {
            let needed = feed.needed_parts(query, now, &TzZones);
            if needed.is_empty() {
                return added;
            }
            for part in needed.into_iter().take(batch) {
                self.add(feed, part);
                added += 1;
            }
        }
    }
}

fn open(feed: &Value) -> Feed {
    Feed::open(feed.to_string().into_bytes(), None, &TzZones).unwrap()
}

/// The feed as the engine divides it.
fn divided(feed: &Value, count: usize) -> Published {
    let whole = open(feed);
    let parts = whole.split(count);
    let read = |office: &&str| serde_json::from_str(office).unwrap();
    let parts = parts
        .iter()
        .map(|part| (tell(part), part.offices.iter().map(read).collect()));
    Published::new(feed, parts.collect())
}

fn tell(part: &SplitPart<'_>) -> Value {
    json!({"bbox": part.bbox, "offices": part.offices.len(), "soonest": part.soonest, "max_open": part.max_open,
        "regions": part.regions})
}

/// The feed with each office in any part, and an entry that tells less than it could.
fn scattered(feed: &Value, into: &[usize]) -> Published {
    let count = into.iter().max().unwrap() + 1;
    // The last part has the offices without positions.
    let mut parts: Vec<Vec<Value>> = vec![Vec::new(); count + 1];
    for (office, part) in feed["offices"]
        .as_array()
        .unwrap()
        .iter()
        .zip(into.iter().cycle())
    {
        let part = if office["lat"].is_number() {
            *part
        } else {
            count
        };
        parts[part].push(office.clone());
    }
    let parts = parts
        .into_iter()
        .map(|offices| (loosely(&offices), offices));
    Published::new(feed, parts.collect())
}

/// What is true of some offices, found in the plainest way.
fn loosely(offices: &[Value]) -> Value {
    let mut tells = json!({"offices": offices.len()});
    let lats: Vec<f64> = offices
        .iter()
        .filter_map(|office| office["lat"].as_f64())
        .collect();
    let lons: Vec<f64> = offices
        .iter()
        .filter_map(|office| office["lon"].as_f64())
        .collect();
    let least = |list: &[f64]| list.iter().copied().fold(f64::INFINITY, f64::min);
    let most = |list: &[f64]| list.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    tells["bbox"] = if lats.is_empty() {
        json!(null)
    } else {
        json!([least(&lons), least(&lats), most(&lons), most(&lats)])
    };
    let mut soonest: Option<Date> = None;
    let mut max_open = 0;
    for office in offices {
        let mut of_office = 0;
        for row in office["quota"].as_array().unwrap() {
            let cells = row["open"].as_array().unwrap();
            let cells: Vec<i64> = cells
                .iter()
                .map(|cell| cell.as_i64().unwrap_or(0))
                .collect();
            of_office += cells.iter().copied().max().unwrap_or(0).max(0);
            let first = Date::parse(row["from"].as_str().unwrap());
            let open = cells.iter().position(|cell| *cell > 0);
            if let Some((first, days)) = first.zip(open) {
                let date = first.plus(i32::try_from(days).unwrap());
                soonest = Some(soonest.map_or(date, |soonest| soonest.min(date)));
            }
        }
        max_open = max_open.max(of_office);
    }
    // Where there are many offices it says nothing of them, which allows for anything.
    if !offices.len().is_multiple_of(3) {
        tells["soonest"] = json!(soonest);
        tells["max_open"] = max_open.into();
    }
    tells
}

fn text(answer: impl Serialize) -> String {
    serde_json::to_string_pretty(&answer).unwrap()
}

fn same(
    what: &str,
    query: &Value,
    split: impl Serialize,
    whole: impl Serialize,
) -> Result<(), String> {
    let (split, whole) = (text(split), text(whole));
    if split == whole {
        return Ok(());
    }
    Err(format!(
        "{what} of {query}\nsplit:\n{split}\nwhole:\n{whole}"
    ))
}

fn compare(
    published: &Published,
    whole: &Feed,
    query: &Value,
    now: i64,
    batch: usize,
) -> Result<(), String> {
    let asked = Query::from_json(&query.to_string()).unwrap();
    let mut feed = published.open();
    let before = feed.rank(&asked, now, &TzZones).complete;
    if before != feed.needed_parts(&asked, now, &TzZones).is_empty() {
        return Err(format!(
            "{query}: complete is {before} before anything was read"
        ));
    }
    published.reach(&mut feed, &asked, now, batch);
    let (split, full) = (
        feed.rank(&asked, now, &TzZones),
        whole.rank(&asked, now, &TzZones),
    );
    if !split.complete {
        return Err(format!("{query}: not complete"));
    }
    same("offers", query, &split.offers, &full.offers)?;
    same("radius", query, split.widened_to_km, full.widened_to_km)?;
    same("emptiness", query, &split.empty, &full.empty)?;
    // What is not known to be the first of the whole feed is not told.
    let (split, full) = (&split.highlights, &full.highlights);
    for (split, full) in [
        (&split.best, &full.best),
        (&split.nearest, &full.nearest),
        (&split.soonest, &full.soonest),
        (&split.most_open, &full.most_open),
    ] {
        if split.is_some() {
            same("highlight", query, split, full)?;
        }
    }
    for part in 0..published.parts.len() {
        published.add(&mut feed, part);
    }
    same(
        "ranking",
        query,
        feed.rank(&asked, now, &TzZones),
        whole.rank(&asked, now, &TzZones),
    )?;
    same(
        "board",
        query,
        feed.board(&asked, now, &TzZones),
        whole.board(&asked, now, &TzZones),
    )?;
    let all = SummaryQuery::from_json("{}").unwrap();
    same(
        "summary",
        query,
        feed.summary(&all, now, &TzZones),
        whole.summary(&all, now, &TzZones),
    )?;
    same("changes", query, feed.changes_since(whole), json!([]))?;
    same(
        "count",
        query,
        feed.about(None).offices,
        whole.about(None).offices,
    )
}

#[test]
fn any_split_gives_the_same_offers_as_the_whole() {
    let into = vec(0..9_usize, 120);
    let asked = (vec(queries(), 1..=4), 1..4_usize, 1..12_usize);
    agree(
        60,
        &(moments(), crowded(), into, asked),
        |(moment, feed, into, (queries, batch, count))| {
            let mut feed = moment.settle(&feed);
            for (office, part) in feed["offices"]
                .as_array_mut()
                .unwrap()
                .iter_mut()
                .zip(&into)
            {
                office["region"] = ["ID-JI", "ID-JT", "ID-BA"][part % 3].into();
            }
            let whole = open(&feed);
            for published in [divided(&feed, count), scattered(&feed, &into)] {
                for query in &queries {
                    compare(&published, &whole, &moment.settle(query), moment.now, batch)?;
                }
            }
            Ok(())
        },
    );
}

const NOW: i64 = 1_795_309_200_000; // 2026-11-22, 08:00 in Jakarta

fn office(id: &str, lat: f64, lon: f64, open: &[i64]) -> Value {
    json!({"id": id, "name": id, "lat": lat, "lon": lon, "quota": [{"service": "regular", "from": "2026-11-23", "open": open}]})
}

fn feed(offices: &Value) -> Value {
    json!({"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "services": [{"id": "regular", "default": true}], "offices": offices})
}

fn ids(feed: &Feed, query: &str) -> Vec<String> {
    let query = Query::from_json(query).unwrap();
    let offers = feed.rank(&query, NOW, &TzZones).offers;
    offers
        .iter()
        .map(|offer| offer.office_id.to_owned())
        .collect()
}

#[test]
fn far_parts_are_left_alone_until_they_matter() {
    let near = json!([
        office("near", 0.0, 110.0, &[5]),
        office("next", 0.1, 110.0, &[5])
    ]);
    let feed = feed(&json!([near[0], near[1], office("far", 0.0, 120.0, &[5])]));
    let published = Published::new(
        &feed,
        vec![
            (
                json!({"bbox": [120, 0, 120, 0], "max_open": 5, "soonest": "2026-11-23"}),
                vec![feed["offices"][2].clone()],
            ),
            (
                json!({"bbox": [110, 0, 110, 0.1], "max_open": 5, "soonest": "2026-11-23"}),
                near.as_array().unwrap().clone(),
            ),
        ],
    );
    let query = |limit: usize| json!({"near": {"lat": 0, "lon": 110}, "limit": limit}).to_string();
    let mut split = published.open();
    assert!(
        !split
            .rank(&Query::from_json(&query(2)).unwrap(), NOW, &TzZones)
            .complete
    );
    assert_eq!(
        published.reach(&mut split, &Query::from_json(&query(2)).unwrap(), NOW, 1),
        1
    );
    assert_eq!(ids(&split, &query(2)), ["near", "next"]);
    // A third row can only come from far away.
    assert_eq!(
        published.reach(&mut split, &Query::from_json(&query(3)).unwrap(), NOW, 1),
        1
    );
    assert_eq!(ids(&split, &query(3)), ["near", "next", "far"]);
}

#[test]
fn a_part_across_the_antimeridian_is_near_from_both_sides() {
    let offices = json!([
        office("suva", -18.1, 178.4, &[5]),
        office("lau", -18.2, -178.8, &[5]),
        office("jayapura", -2.6, 140.7, &[5])
    ]);
    let feed = feed(&offices);
    let published = divided(&feed, 2);
    assert_eq!(
        published.entry["parts"][0]["bbox"],
        json!([140.7, -2.6, 140.7, -2.6])
    );
    assert_eq!(
        published.entry["parts"][1]["bbox"],
        json!([178.4, -18.2, -178.8, -18.1])
    );
    for lon in [179.5, -179.5] {
        let query = json!({"near": {"lat": -18.0, "lon": lon}, "limit": 2}).to_string();
        let mut split = published.open();
        assert_eq!(
            published.reach(&mut split, &Query::from_json(&query).unwrap(), NOW, 1),
            1,
            "{lon}"
        );
        assert_eq!(ids(&split, &query).len(), 2);
    }
}

#[test]
fn offices_without_position_are_fetched_last() {
    let mut nowhere = office("nowhere", 0.0, 0.0, &[90]);
    nowhere
        .as_object_mut()
        .unwrap()
        .retain(|key, _| key != "lat" && key != "lon");
    let feed = feed(&json!([nowhere, office("here", 0.0, 110.0, &[0, 0, 1])]));
    let published = divided(&feed, 2);
    assert_eq!(published.entry["parts"][1]["bbox"], json!(null));
    let query = |limit: usize| {
        Query::from_json(&json!({"near": {"lat": 0, "lon": 110}, "limit": limit}).to_string())
            .unwrap()
    };
    let mut split = published.open();
    assert_eq!(split.needed_parts(&query(2), NOW, &TzZones), [0, 1]);
    published.add(&mut split, 0);
    assert_eq!(split.needed_parts(&query(2), NOW, &TzZones), [1]);
    assert!(split.needed_parts(&query(1), NOW, &TzZones).is_empty());
    // A radius leaves them out.
    let within = Query::from_json(r#"{"near": {"lat": 0, "lon": 110}, "withinKm": 50}"#).unwrap();
    assert!(split.needed_parts(&within, NOW, &TzZones).is_empty());
}

#[test]
fn regions_and_ids_spare_parts() {
    let published = Published::new(
        &feed(&json!([])),
        vec![
            (
                json!({"regions": ["ID-JI"]}),
                vec![office("a", 0.0, 110.0, &[1])],
            ),
            (
                json!({"regions": ["ID-BA"]}),
                vec![office("b", 0.0, 111.0, &[1])],
            ),
            (json!({}), vec![office("c", 0.0, 112.0, &[1])]),
        ],
    );
    let needed = |feed: &Feed, query: &str| {
        feed.needed_parts(&Query::from_json(query).unwrap(), NOW, &TzZones)
    };
    let mut split = published.open();
    assert_eq!(needed(&split, r#"{"region": "ID-BA"}"#), [1, 2]);
    assert_eq!(needed(&split, r#"{"offices": ["a"]}"#), [0, 1, 2]);
    published.add(&mut split, 0);
    assert!(needed(&split, r#"{"offices": ["a"]}"#).is_empty());
    assert_eq!(needed(&split, r#"{"offices": ["a", "b"]}"#), [1, 2]);
}

#[test]
fn a_part_is_spared_where_the_entry_says_that_it_can_have_no_first_offer() {
    let here = office("here", 0.0, 110.0, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    // Whether another part is needed once one with places here on the 2nd of December is there.
    let is_needed = |tells: Value, asked: Value| {
        let parts = vec![(json!({}), vec![here.clone()]), (tells, Vec::new())];
        let published = Published::new(&feed(&json!([])), parts);
        let mut split = published.open();
        published.add(&mut split, 0);
        let mut query = json!({"near": {"lat": 0, "lon": 110}, "limit": 1});
        query
            .as_object_mut()
            .unwrap()
            .extend(asked.as_object().unwrap().clone());
        let query = Query::from_json(&query.to_string()).unwrap();
        !split.needed_parts(&query, NOW, &TzZones).is_empty()
    };
    // Half a degree of longitude on the equator is 55.6 km.
    let tells = |soonest: &str, most: u32| json!({"bbox": [110.5, 0, 110.5, 0], "max_open": most, "soonest": soonest});
    for (soonest, most, asked, expected) in [
        ("2026-11-23", 5, json!({"sort": "soonest"}), true),
        (
            "2026-11-23",
            5,
            json!({"sort": "soonest", "party": 5}),
            true,
        ),
        (
            "2026-11-23",
            4,
            json!({"sort": "soonest", "party": 5}),
            false,
        ),
        (
            "2026-11-23",
            5,
            json!({"sort": "soonest", "withinKm": 56}),
            true,
        ),
        (
            "2026-11-23",
            5,
            json!({"sort": "soonest", "withinKm": 55}),
            false,
        ),
        // A radius that finds something does not become narrower.
        (
            "2026-12-09",
            5,
            json!({"sort": "soonest", "withinKm": 200}),
            false,
        ),
        ("2026-12-09", 6, json!({"sort": "most_open"}), true),
        ("2026-12-09", 5, json!({"sort": "most_open"}), false),
        (
            "2026-12-09",
            6,
            json!({"sort": "most_open", "to": "2026-12-09"}),
            true,
        ),
        (
            "2026-12-09",
            6,
            json!({"sort": "most_open", "to": "2026-12-08"}),
            false,
        ),
        (
            "2026-12-09",
            6,
            json!({"sort": "most_open", "neededBy": "2026-12-10"}),
            true,
        ),
        (
            "2026-12-09",
            6,
            json!({"sort": "most_open", "neededBy": "2026-12-09"}),
            false,
        ),
    ] {
        let found = is_needed(tells(soonest, most), asked.clone());
        assert_eq!(found, expected, "{soonest}, {most} places, {asked}");
    }
    // A part may be anywhere unless the entry says where; null says that none of its offices has a position.
    for (tells, expected) in [
        (json!({}), true),
        (json!({"bbox": [110]}), true),
        (json!({"bbox": null}), false),
    ] {
        let found = is_needed(tells.clone(), json!({"withinKm": 50}));
        assert_eq!(found, expected, "{tells}");
    }
    // 110 km west of here, 100 km become 200. Within 100 km the answer would be another, and beyond 200 it is the same.
    for (lon, expected) in [(109.5, true), (108.6, true), (108.0, false), (107.2, false)] {
        let tells = json!({"bbox": [lon, 0, lon, 0], "max_open": 5, "soonest": "2026-12-09"});
        let asked = json!({"sort": "soonest", "near": {"lat": 0, "lon": 109.01}, "withinKm": 100});
        assert_eq!(is_needed(tells, asked), expected, "{lon}");
    }
}

#[test]
fn a_highlight_is_told_unless_a_part_that_was_not_read_could_surpass_it() {
    let here = office("here", 0.0, 110.0, &[5]);
    let far = json!({"bbox": [120, 0, 120, 0], "max_open": 9, "soonest": "2026-11-30"});
    let parts = vec![(json!({}), vec![here]), (far, Vec::new())];
    let published = Published::new(&feed(&json!([])), parts);
    let mut split = published.open();
    published.add(&mut split, 0);
    for (radius, most_open) in [(2000, false), (50, true)] {
        let query = json!({"near": {"lat": 0, "lon": 110}, "withinKm": radius}).to_string();
        let query = Query::from_json(&query).unwrap();
        let highlights = split.rank(&query, NOW, &TzZones).highlights;
        assert!(highlights.best.is_some());
        assert!(highlights.nearest.is_some());
        assert!(highlights.soonest.is_some());
        assert_eq!(highlights.most_open.is_some(), most_open, "{radius}");
    }
}

#[test]
fn a_part_of_another_generation_or_no_part_at_all_changes_nothing() {
    let mut with_problem = office("b", 0.0, 120.0, &[1]);
    with_problem["observed_at"] = json!("today");
    let offices = json!([office("a", 0.0, 110.0, &[1]), with_problem]);
    let mut feed = feed(&offices);
    feed["release"] = json!({"next_at": "soon"});
    let published = divided(&feed, 2);
    let mut split = published.open();
    published.add(&mut split, 1);
    let before = text(split.rank(&Query::from_json("{}").unwrap(), NOW, &TzZones));
    let problems = split.problems();
    assert_eq!(problems.len(), 2);
    for (part, kind) in [
        (
            r#"{"generation": "two", "offices": []}"#,
            FeedErrorKind::Split,
        ),
        (r#"{"offices": []}"#, FeedErrorKind::Split),
        (r#"{"generation": "one"}"#, FeedErrorKind::Split),
        (
            r#"{"generation": "one", "offices": [{"id": "x", "name": 3}, "#,
            FeedErrorKind::Syntax,
        ),
        ("", FeedErrorKind::Syntax),
    ] {
        let error = split
            .add_part(0, part.as_bytes().to_vec(), &TzZones)
            .unwrap_err();
        assert_eq!(error.kind, kind, "{part}");
        assert_eq!(
            text(split.rank(&Query::from_json("{}").unwrap(), NOW, &TzZones)),
            before
        );
        assert_eq!(split.problems(), problems);
    }
    let error = split
        .add_part(0, b"{\"generation\": \"one\",\n oops}".to_vec(), &TzZones)
        .unwrap_err();
    assert_eq!(
        error.place.unwrap().line,
        2,
        "a place counts from the part's own start"
    );
    // Once is enough, and there is no third part.
    published.add(&mut split, 1);
    split.add_part(7, Vec::new(), &TzZones).unwrap();
    published.add(&mut split, 0);
    assert_eq!(ids(&split, "{}"), ["a", "b"]);
}

#[test]
fn a_feed_knows_how_many_parts_it_has_and_where_they_are() {
    let offices = feed(&json!([
        office("a", 0.0, 110.0, &[1]),
        office("b", 0.0, 120.0, &[1]),
        office("c", 0.0, 130.0, &[1])
    ]));
    let mut published = divided(&offices, 3);
    published.entry["parts"][2]["integrity"] = json!("sha384-abc");
    let mut split = published.open();
    assert_eq!(split.part_count(), 3);
    assert_eq!(split.about(None).offices, 3);
    published.add(&mut split, 1);
    assert_eq!(split.about(None).offices, 3);
    assert_eq!(split.part_source(1), Some(("1.json", "")));
    assert_eq!(split.part_source(2), Some(("2.json", "sha384-abc")));
    assert_eq!(split.part_source(3), None);
    assert_eq!(open(&offices).part_count(), 0);
}

#[test]
fn a_feed_is_of_its_entry_whatever_was_added() {
    let published = divided(&feed(&json!([office("a", 0.0, 110.0, &[1])])), 1);
    let (entry, other) = (published.open(), open(&feed(&json!([]))));
    let mut split = published.open();
    assert!(split.is_of_entry(&entry));
    published.add(&mut split, 0);
    assert!(split.is_of_entry(&entry));
    assert!(!entry.is_of_entry(&split));
    assert!(!split.is_of_entry(&other));
}

#[test]
fn what_is_broken_in_a_part_is_named_with_it() {
    let published = Published::new(
        &feed(&json!([])),
        vec![
            (json!({}), vec![office("a", 0.0, 110.0, &[1])]),
            (
                json!({}),
                vec![
                    json!({"id": "x"}),
                    office("a", 0.0, 110.0, &[1]),
                    office("b", 0.0, 110.0, &[-7]),
                ],
            ),
        ],
    );
    let mut split = published.open();
    published.add(&mut split, 0);
    published.add(&mut split, 1);
    let problems = split.problems();
    let problems: Vec<_> = problems
        .iter()
        .map(|problem| (problem.code, &*problem.pointer))
        .collect();
    assert_eq!(
        problems,
        [
            ("bad-name", "/parts/1/offices/0/name"),
            ("repeated-id", "/parts/1/offices/1/id"),
            ("bad-cell", "/parts/1/offices/2/quota/0/open/0"),
        ]
    );
}

#[test]
fn an_entry_without_what_it_needs_is_refused() {
    let refused = |change: &dyn Fn(&mut Value)| {
        let mut entry = divided(&feed(&json!([office("a", 0.0, 110.0, &[1])])), 1).entry;
        change(&mut entry);
        let error = Feed::open(entry.to_string().into_bytes(), None, &TzZones).unwrap_err();
        (error.kind, error.place.map(|place| place.pointer))
    };
    let split = (FeedErrorKind::Split, None);
    assert_eq!(refused(&|entry| entry["generation"] = json!(null)), split);
    assert_eq!(refused(&|entry| entry["parts"] = json!({})), split);
    assert_eq!(
        refused(&|entry| entry["parts"][0] = json!({"offices": 3})),
        split
    );
    assert_eq!(
        refused(&|entry| entry["parts"] = json!(null)),
        (FeedErrorKind::Offices, None)
    );
}

#[test]
fn offices_of_unread_parts_are_neither_new_nor_gone() {
    let published = divided(
        &feed(&json!([
            office("a", 0.0, 110.0, &[1]),
            office("b", 0.0, 120.0, &[1])
        ])),
        2,
    );
    let (mut older, mut newer) = (published.open(), published.open());
    published.add(&mut older, 0);
    published.add(&mut newer, 1);
    assert_eq!(newer.changes_since(&older), []);
    published.add(&mut older, 1);
    assert_eq!(
        newer.changes_since(&older),
        [],
        "an office that was not read is not gone"
    );
    published.add(&mut newer, 0);
    assert_eq!(newer.changes_since(&older), []);
}
