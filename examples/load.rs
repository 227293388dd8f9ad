//! Models the cost of serving 1, 10 and 100 million visitors a day from any CDN or object store.
//!
//! ```text
//! cargo run --example load               prints the table
//! cargo run --example load -- --write    also writes it into www/docs/scale.md, and the picture beside it
//! ```
//!
//! Sizes come from a measured first visit: `www/docs/bench-load.json`, which `make load` writes. The rest is a model.
//! Visitors come by the hour of the day, with a rush at nine, to forty places of a CDN, the busiest of which has many
//! times the visitors of the quietest. Two in three have the page's files from an earlier visit. Half of the visitors
//! keep the page open for ten minutes, in which it asks for the feed twice more. A place keeps the page and the feed
//! for `ttl`, serves an old copy for as long again while it asks the origin for the new one
//! (`stale-while-revalidate`), and asks only once at a time. Each place asks once for a file that is named by its
//! content. A feed is published every five minutes, so the origin's answer is "not modified" only where a place asks
//! twice between two publications.

// Reads a clock and files, so the browser build leaves it out.
#![cfg_attr(target_arch = "wasm32", no_main)]
#![cfg(not(target_arch = "wasm32"))]

mod report;

use std::error::Error;

use report::{Panel, Random, grouped, size};
use serde_json::Value;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Visitors by hour of the day, in thousandths: people sleep, and places open at nine.
const HOURS: [f64; 24] = [
    8.0, 4.0, 3.0, 3.0, 5.0, 12.0, 25.0, 45.0, 90.0, 190.0, 90.0, 65.0, 55.0, 50.0, 45.0, 42.0,
    40.0, 38.0, 40.0, 45.0, 42.0, 33.0, 20.0, 10.0,
];
const PLACES: u32 = 40;
const TTL: f64 = 300.0;
const STALE_WHILE_REVALIDATE: f64 = 300.0;
const PUBLISHED_EVERY: f64 = 300.0;
/// The share of visitors without files from an earlier visit.
const NEW: f64 = 1.0 / 3.0;
/// How often a page that stays open requests the feed again, per visitor on average.
const POLLS: f64 = 1.0;
/// Bytes of headers in a "not modified" response.
const NOT_MODIFIED: f64 = 250.0;
const DAY: f64 = 86_400.0;
const STEP: f64 = 10.0;
const VISITORS: [f64; 3] = [1e6, 1e7, 1e8];

/// Requests and bytes of a first visit.
struct Visit {
    /// Files that keep their name and are revalidated at each visit: the page and its entry script and style.
    named: (f64, f64),
    feed: f64,
    /// Files named by their content and cached for good.
    kept: (f64, f64),
}

impl Visit {
    fn read(measured: &Value) -> Outcome<Self> {
        let requests = measured
            .pointer("/networks/slow/requests")
            .and_then(Value::as_array);
        let mut visit = Self {
            named: (0.0, 0.0),
            feed: 0.0,
            kept: (0.0, 0.0),
        };
        for request in requests.ok_or("no measured requests; run `make load`")? {
            let name = request
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let bytes = request
                .get("bytes")
                .and_then(Value::as_f64)
                .unwrap_or_default();
            if name == "feed.json" {
                visit.feed = bytes;
                continue;
            }
            let group = if is_named_by_content(name) {
                &mut visit.kept
            } else {
                &mut visit.named
            };
            group.0 += 1.0;
            group.1 += bytes;
        }
        Ok(visit)
    }
}

/// Whether a file name ends with a hash of the content, as in `rest-5E4439F6.js`.
fn is_named_by_content(name: &str) -> bool {
    const HASH_LENGTH: usize = 8;
    let hash = name
        .rsplit_once('-')
        .and_then(|(_, end)| end.split_once('.'));
    hash.is_some_and(|(hash, _)| {
        hash.len() == HASH_LENGTH
            && hash
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    })
}

/// The load of a day.
#[derive(Default)]
struct Day {
    requests: f64,
    bytes: f64,
    /// Per second, in the busiest hour.
    peak: f64,
    origin_requests: f64,
    origin_not_modified: f64,
    origin_bytes: f64,
}

/// A CDN place's copy of a file that keeps its name.
struct Copy {
    fetched: f64,
    /// How long the file itself stays unchanged, in seconds.
    changes_every: f64,
    bytes: f64,
}

impl Copy {
    /// Takes simultaneous requests; the first one may have to go on to the origin.
    fn ask(&mut self, time: f64, day: &mut Day) {
        if time - self.fetched < TTL {
            return;
        }
        day.origin_requests += 1.0;
        let version = |time: f64| libm::floor(time / self.changes_every);
        let is_same = self.fetched >= 0.0 && version(time) <= version(self.fetched);
        // A place drops a copy long after it expires.
        if is_same && time - self.fetched < TTL + STALE_WHILE_REVALIDATE {
            day.origin_not_modified += 1.0;
            day.origin_bytes += NOT_MODIFIED;
        } else {
            day.origin_bytes += self.bytes;
        }
        self.fetched = time;
    }
}

/// One day at all places, in steps of ten seconds.
fn day(visit: &Visit, visitors: f64, random: &mut Random) -> Day {
    let mut day = Day::default();
    let feeds = 1.0 + POLLS;
    let (named, named_bytes) = visit.named;
    let (kept, kept_bytes) = visit.kept;
    day.requests = visitors * (named + feeds + NEW * kept);
    // On a second visit the page's own files are unchanged; the feed is not.
    day.bytes = visitors
        * (visit.feed * feeds
            + NEW * (named_bytes + kept_bytes)
            + (1.0 - NEW) * named * NOT_MODIFIED);
    let busiest = HOURS.iter().fold(0.0, |most: f64, hour| most.max(*hour));
    let in_all: f64 = HOURS.iter().sum();
    day.peak = day.requests * busiest / in_all / 3600.0;

    let weights: f64 = (1..=PLACES).map(|place| 1.0 / f64::from(place)).sum();
    for place in 1..=PLACES {
        let share = visitors / f64::from(place) / weights;
        let mut feed = Copy {
            fetched: -DAY,
            changes_every: PUBLISHED_EVERY,
            bytes: visit.feed,
        };
        let mut page = Copy {
            fetched: -DAY,
            changes_every: f64::INFINITY,
            bytes: named_bytes / named.max(1.0),
        };
        let mut is_kept = false;
        let mut time = 0.0;
        while time < DAY {
            let hour = HOURS
                .iter()
                .zip(1..)
                .find(|(_, end)| time < f64::from(*end) * 3600.0);
            let rate = hour.map_or(0.0, |(hour, _)| share * hour / in_all / 3600.0);
            // Whether any visitor arrives in this step.
            let none = |rate: f64| libm::exp(-rate * STEP);
            if random.unit() >= none(rate * feeds) {
                feed.ask(time, &mut day);
            }
            if random.unit() >= none(rate) {
                let before = (
                    day.origin_requests,
                    day.origin_not_modified,
                    day.origin_bytes,
                );
                page.ask(time, &mut day);
                // Every file that keeps its name is requested the same way.
                day.origin_requests += (day.origin_requests - before.0) * (named - 1.0);
                day.origin_not_modified += (day.origin_not_modified - before.1) * (named - 1.0);
                day.origin_bytes += (day.origin_bytes - before.2) * (named - 1.0);
                if !is_kept {
                    is_kept = true;
                    day.origin_requests += kept;
                    day.origin_bytes += kept_bytes;
                }
            }
            time += STEP;
        }
    }
    day
}

fn main() -> Outcome<()> {
    let measured = serde_json::from_str(&std::fs::read_to_string("www/docs/bench-load.json")?)?;
    let visit = Visit::read(&measured)?;
    let publications = DAY / PUBLISHED_EVERY;
    let mut rows = Vec::new();
    let (mut edge, mut origin) = (Vec::new(), Vec::new());
    for visitors in VISITORS {
        let day = day(&visit, visitors, &mut Random(1));
        edge.push((visitors, day.requests));
        origin.push((visitors, day.origin_requests));
        rows.push(vec![
            format!("{} million", grouped(visitors / 1e6)),
            format!("{:.1}", day.requests / visitors),
            size(day.bytes / visitors),
            size(day.bytes),
            grouped(day.peak),
            grouped(day.origin_requests),
            format!(
                "{:.0} %",
                100.0 * day.origin_not_modified / day.origin_requests
            ),
            size(day.origin_bytes),
            format!("1 in {}", grouped(day.requests / day.origin_requests)),
        ]);
    }
    let heads = [
        "visitors a day",
        "requests a visitor",
        "bytes a visitor",
        "bytes a day",
        "requests a second, busiest hour",
        "requests that reach the origin",
        "of these not modified",
        "bytes from the origin",
        "reach the origin",
    ];
    let (named, kept) = (visit.named, visit.kept);
    let published = report::table(
        &["what", "how much"],
        &[
            vec![
                String::from("first visit"),
                format!(
                    "{} requests, {}",
                    grouped(named.0 + kept.0 + 1.0),
                    size(named.1 + kept.1 + visit.feed)
                ),
            ],
            vec![String::from("of that the feed"), size(visit.feed)],
            vec![String::from("feeds published a day"), grouped(publications)],
            vec![
                String::from("uploaded a day"),
                size(publications * visit.feed),
            ],
            vec![
                String::from("fetched by all places for these, at most"),
                size(publications * visit.feed * f64::from(PLACES)),
            ],
        ],
    );
    let table = format!("{}\n{published}", report::table(&heads, &rows));
    print!("{table}");
    if std::env::args().any(|argument| argument == "--write") {
        let panels = [Panel {
            title: "Requests a day",
            logarithmic: true,
            lines: vec![("at the places", edge), ("at the origin", origin)],
        }];
        std::fs::write(
            "www/docs/load.svg",
            report::picture(&panels, "By visitors a day")?,
        )?;
        report::fill("www/docs/scale.md", "load", &table)?;
    }
    Ok(())
}
