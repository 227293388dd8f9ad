//! What opening a feed costs, in counted steps: with 10 and 100 times the feed, no more than 10 and 100 times the work.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::feed::Feed;
use crate::growth;
use crate::native::TzZones;
use crate::query::Query;

const NOW: i64 = 1_795_309_200_000; // 2026-11-22, 08:00 in Jakarta

fn envelope() -> Value {
    json!({"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta"})
}

fn feed(offices: Vec<Value>) -> String {
    let mut feed = envelope();
    feed["offices"] = offices.into();
    feed.to_string()
}

fn open(feed: String) -> Feed {
    Feed::open(feed.into_bytes(), None, &TzZones).unwrap()
}

#[test]
fn zones_that_are_none_or_others_are_told_in_time() {
    growth::assert_linear("offices in zones that need a problem", |times| {
        // Five names a hundred offices: some are zones, some mean one, some are none.
        let name = |n: usize| match n % 3 {
            0 => format!("Nowhere/City{}", n / 20),
            1 => String::from("WIB"),
            _ => format!("Etc/GMT+{}", n % 12),
        };
        let offices = (0..60 * times)
            .map(|n| json!({"id": format!("o{n:06}"), "name": "O", "time_zone": name(n)}));
        let text = feed(offices.collect());
        let mut problems = 0;
        let steps = growth::of(|| problems = open(text).problems().len());
        assert_eq!(problems, (40 * times).min(1000));
        steps
    });
}

#[test]
fn repeated_ids_are_found_in_time() {
    for (what, id) in [
        ("one id", (|_, _| 0) as fn(usize, usize) -> usize),
        ("each id twice", |n, count| n % (count / 2)),
        ("no id twice, from behind", |n, count| count - n),
    ] {
        growth::assert_linear(what, |times| {
            let count = 40 * times;
            let office = |n| json!({"id": format!("o{:06}", id(n, count)), "name": "O"});
            let text = feed((0..count).map(office).collect());
            growth::of(|| open(text).problems().len())
        });
    }
}

#[test]
fn names_in_many_languages_are_read_in_time() {
    // From a thousand on: of fewer, each is compared with all before it.
    growth::assert_linear("languages of a name", |times| {
        let mut name = String::from("{");
        for n in 0..1000 * times {
            write!(name, "\"l{n}\": \"Kantor\", ").unwrap();
        }
        name.push_str("\"id\": \"Kantor\"}");
        let text = feed(vec![json!({"id": "o", "name": "NAME"})]).replace("\"NAME\"", &name);
        let query = Query::from_json(r#"{"lang": "en"}"#).unwrap();
        growth::of(|| {
            let feed = open(text);
            assert_eq!(feed.board(&query, NOW, &TzZones).offices.len(), 1);
            assert!(feed.problems().is_empty());
        })
    });
}

#[test]
fn services_up_to_their_limit_are_read_in_time() {
    growth::assert_linear("services", |times| {
        let service = |n| json!({"id": format!("s{n}"), "name": "S", "default": n % 2 == 0});
        let row = |n| json!({"service": format!("s{n}"), "from": "2026-11-23", "open": [1]});
        let mut feed = envelope();
        feed["services"] = (0..10 * times).map(service).collect();
        feed["offices"] =
            json!([{"id": "o", "name": "O", "quota": (0..5 * times).map(row).collect::<Value>()}]);
        let query = Query::from_json("{}").unwrap();
        let mut told = 0;
        let steps = growth::of(|| {
            let feed = open(feed.to_string());
            told = feed.about(None).services.len();
            feed.rank(&query, NOW, &TzZones).offers.len()
        });
        assert_eq!(told, 10 * times);
        steps
    });
}

#[test]
fn parts_are_added_in_time() {
    growth::assert_linear("parts of a feed", |times| {
        let mut entry = envelope();
        entry["generation"] = "one".into();
        let part = |n| json!({"url": format!("{n}.json"), "offices": 5});
        entry["parts"] = (0..4 * times).map(part).collect();
        growth::of(|| {
            let mut feed = open(entry.to_string());
            for part in 0..4 * times {
                let row = json!({"service": "s", "from": "2026-11-23", "open": [1, 0, 2]});
                let office = |n| json!({"id": format!("o{part}-{n}"), "name": "O", "time_zone": "WIT", "quota": [row]});
                let offices: Vec<Value> = (0..5).map(office).collect();
                let text = json!({"generation": "one", "offices": offices}).to_string();
                feed.add_part(part, text.into_bytes(), &TzZones).unwrap();
            }
            assert_eq!(feed.problems().len(), (20 * times).min(1000));
        })
    });
}
