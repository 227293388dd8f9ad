//! `slot-feed split`: what it writes, what it keeps, and how little of it a question needs.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use slot_finder::{Feed, Query, TzZones};

use crate::running::{list, run, sample_text, start, string, text};

const NOW: &str = "2026-11-22T08:12:00+07:00";

/// A folder of its own, removed at the end of a test.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let folder = format!("slot-feed-split-{test}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        fs::create_dir(&folder).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn split(&self, feed: &str, options: &str) -> String {
        let line = format!("split - -o {} {options}", self.path("published"));
        text(start(line.split_whitespace(), feed))
    }

    /// The files that are published.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let published = self.0.join("published");
        for folder in [published.clone(), published.join("parts")] {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    let name = path
                        .strip_prefix(&published)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned();
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        files
    }

    fn entry(&self) -> Value {
        serde_json::from_slice(&self.files()["feed.json"]).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn sample(seed: usize) -> String {
    sample_text(&format!(
        "--offices 300 --services 1 --days 9 --start 2026-11-22 --seed {seed}"
    ))
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

fn answer(feed: &Path, options: &str) -> String {
    text(run(&format!(
        "rank {} --now {NOW} --json {options}",
        feed.display()
    )))
}

#[test]
fn the_same_feed_gives_the_same_bytes_and_the_same_answers() {
    let (first, second) = (Folder::new("same-1"), Folder::new("same-2"));
    let feed = sample(1);
    for folder in [&first, &second] {
        folder.split(&feed, "--part-kb 2");
    }
    let files = first.files();
    assert!(files.len() > 10, "{:?}", files.keys());
    assert_eq!(files, second.files());
    // Again into the same folder: nothing changes.
    first.split(&feed, "--part-kb 2");
    assert_eq!(files, first.files());
    let whole = first.0.join("whole.json");
    fs::write(&whole, &feed).unwrap();
    let entry = first.0.join("published/feed.json");
    for question in [
        "",
        "--near -7.82,112.01",
        "--near -7.82,112.01 --within-km 100 --sort soonest",
    ] {
        assert_eq!(
            answer(&entry, question),
            answer(&whole, question),
            "{question}"
        );
    }
}

#[test]
fn every_office_is_in_one_part_and_the_entry_tells_what_is_in_each() {
    let folder = Folder::new("told");
    let feed = sample(1);
    folder.split(&feed, "--part-kb 2");
    let (files, entry) = (folder.files(), folder.entry());
    let whole: Value = serde_json::from_str(&feed).unwrap();
    let mut offices: Vec<Value> = Vec::new();
    for told in list(&entry["parts"]) {
        let bytes = &files[string(&told["url"])];
        let part: Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(part["generation"], entry["generation"]);
        assert_eq!(told["offices"], list(&part["offices"]).len());
        let mut regions: Vec<&str> = list(&part["offices"])
            .iter()
            .map(|office| string(&office["region"]))
            .collect();
        regions.sort_unstable();
        regions.dedup();
        assert_eq!(told["regions"], serde_json::json!(regions));
        for office in list(&part["offices"]) {
            let edges: Vec<f64> = list(&told["bbox"])
                .iter()
                .map(|edge| edge.as_f64().unwrap())
                .collect();
            let (lat, lon) = (
                office["lat"].as_f64().unwrap(),
                office["lon"].as_f64().unwrap(),
            );
            assert!(edges[0] <= lon && lon <= edges[2] && edges[1] <= lat && lat <= edges[3]);
        }
        offices.extend_from_slice(list(&part["offices"]));
    }
    let by_id = |offices: &[Value]| -> BTreeMap<String, Value> {
        offices
            .iter()
            .map(|office| (string(&office["id"]).to_owned(), office.clone()))
            .collect()
    };
    assert_eq!(by_id(&offices), by_id(list(&whole["offices"])));
    for (key, value) in whole.as_object().unwrap() {
        assert!(key == "offices" || &entry[key] == value, "{key}");
    }
}

#[test]
fn the_entry_is_checked_with_its_parts() {
    let folder = Folder::new("checked");
    folder.split(&sample(1), "--part-kb 2");
    let published = folder.path("published/feed.json");
    let check = |options: &str| run(&format!("check {published} --now {NOW} --json {options}"));
    let whole = start(
        format!("check - --now {NOW} --json").split_whitespace(),
        &sample(1),
    );
    let rules = |output: &std::process::Output| -> Vec<String> {
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut rules: Vec<String> = list(&report["findings"])
            .iter()
            .map(|found| string(&found["rule"]).to_owned())
            .collect();
        rules.sort_unstable();
        rules
    };
    // The same findings as for the whole feed, and no errors.
    let good = check("");
    assert_eq!(good.status.code(), Some(0), "{good:?}");
    assert_eq!(rules(&good), rules(&whole));
    // A part that is gone, and one that another file has replaced.
    let entry = folder.entry();
    let url = |part: usize| string(&entry["parts"][part]["url"]).to_owned();
    fs::remove_file(folder.path(&format!("published/{}", url(0)))).unwrap();
    fs::copy(
        folder.path(&format!("published/{}", url(2))),
        folder.path(&format!("published/{}", url(1))),
    )
    .unwrap();
    let bad = check("--lang en");
    assert_eq!(bad.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&bad.stdout).unwrap();
    let wrong: Vec<(&str, &str)> = list(&report["findings"])
        .iter()
        .filter(|found| found["rule"] == "wrong-part")
        .map(|found| (string(&found["pointer"]), string(&found["what"])))
        .collect();
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].0 == "/parts/0/url" && wrong[0].1.contains("cannot be read"));
    assert!(wrong[1].0 == "/parts/1/integrity" && wrong[1].1.contains("its hash is"));
    // From standard input there is nothing beside the entry.
    let text = fs::read_to_string(&published).unwrap();
    let alone = start(
        format!("check - --now {NOW} --json").split_whitespace(),
        &text,
    );
    assert_eq!(alone.status.code(), Some(0));
    assert!(rules(&alone).contains(&String::from("unread-parts")));
}

#[test]
fn two_older_generations_stay_and_older_ones_go() {
    let folder = Folder::new("kept");
    let mut generations: Vec<Vec<String>> = Vec::new();
    fs::create_dir_all(folder.0.join("published/parts")).unwrap();
    fs::write(folder.0.join("published/parts/mine.json"), "not a part").unwrap();
    for seed in 1..=5 {
        folder.split(&sample(seed), "--part-kb 8");
        let entry = folder.entry();
        generations.push(
            list(&entry["parts"])
                .iter()
                .map(|part| string(&part["url"]).to_owned())
                .collect(),
        );
        let files = folder.files();
        for (age, parts) in generations.iter().rev().enumerate() {
            for part in parts {
                assert_eq!(
                    files.contains_key(part),
                    age < 3,
                    "{part} of {age} generations ago"
                );
            }
        }
        assert!(files.contains_key("parts/mine.json"));
        assert!(!files.keys().any(|name| name.contains(".tmp")));
    }
}

#[test]
fn what_cannot_be_split_is_refused_with_what_to_do() {
    let folder = Folder::new("refused");
    folder.split(&sample(1), "--part-kb 8");
    let published = folder.path("published/feed.json");
    let again = run(&format!("split {published} -o {}", folder.path("again")));
    assert_eq!(again.status.code(), Some(2));
    let message = String::from_utf8(again.stderr).unwrap();
    assert!(message.contains("is split already"), "{message}");
    // An entry without one of its parts answers nothing wrong.
    let part = string(&folder.entry()["parts"][0]["url"]).to_owned();
    fs::remove_file(folder.0.join("published").join(&part)).unwrap();
    let ranked = run(&format!("rank {published}"));
    assert_eq!(ranked.status.code(), Some(2));
    let message = String::from_utf8(ranked.stderr).unwrap();
    assert!(message.contains(&part), "{message}");
}

/// 35,000 offices: a question with a radius that holds 1 % of them has its list from a small share of the bytes.
///
/// With 60 days, which take too long to make here, the share is 1 to 3.5 %, mostly below 2. With 2 days, as here, the entry
/// alone is more than 1 %, as large as before beside a feed of a third of the size.
#[test]
fn a_question_about_one_place_needs_a_small_share_of_a_country() {
    let folder = Folder::new("country");
    let feed = sample_text("--offices 35000 --services 1 --days 2 --start 2026-11-22");
    folder.split(&feed, "");
    let files = folder.files();
    let sizes: BTreeMap<&String, usize> = files
        .iter()
        .map(|(name, bytes)| (name, gzipped(bytes)))
        .collect();
    let parts = files.keys().filter(|name| name.starts_with("parts/"));
    let all: usize = parts.map(|name| sizes[name]).sum();
    let whole = Feed::open(feed.into_bytes(), None, &TzZones).unwrap();
    let now = slot_finder::parse_rfc3339(NOW).unwrap();
    // Kediri, Surabaya, Makassar, Medan and Jayapura, and radii that hold about 350 offices.
    let mut shares = Vec::new();
    for (lat, lon) in [
        (-7.82, 112.01),
        (-7.26, 112.75),
        (-5.14, 119.42),
        (3.59, 98.67),
        (-2.54, 140.7),
    ] {
        let within =
            |km: f64| format!(r#"{{"near": {{"lat": {lat}, "lon": {lon}}}, "withinKm": {km}}}"#);
        // A table of one day in the past lists every office and reads no quota.
        let every =
            within(41_000.0).replacen('{', r#"{"from": "2000-01-01", "to": "2000-01-01", "#, 1);
        let every = Query::from_json(&every).unwrap();
        let distances = whole.board(&every, now, &TzZones).distances_km;
        let radius = distances[350].unwrap().ceil();
        let query = Query::from_json(&within(radius)).unwrap();
        let mut split = Feed::open(files["feed.json"].clone(), None, &TzZones).unwrap();
        let mut bytes = sizes[&String::from("feed.json")];
        while let Some(part) = split.needed_parts(&query, now, &TzZones).first().copied() {
            let name = split.part_source(part).unwrap().0.to_owned();
            bytes += sizes[&name];
            split
                .add_part(part, files[&name].clone(), &TzZones)
                .unwrap();
        }
        let offers =
            |feed: &Feed| serde_json::to_string(&feed.rank(&query, now, &TzZones).offers).unwrap();
        assert_eq!(offers(&split), offers(&whole));
        shares.push(bytes * 1000 / all);
    }
    assert!(
        shares.iter().all(|share| *share <= 50),
        "{shares:?} per mille of {all} bytes"
    );
}

/// 200,000 offices: the entry stays under 300 kB.
///
/// Their feed has about 16 MB after gzip, which makes 250 parts of 64 kB. An entry grows with its parts and regions alone, so
/// as many parts of fewer offices have as large an entry, and are quicker to make.
#[test]
fn the_entry_of_two_hundred_thousand_offices_is_small() {
    let folder = Folder::new("entry");
    let feed = sample_text("--offices 3000 --services 1 --days 2 --start 2026-11-22");
    let parts = gzipped(feed.as_bytes()) / 1000;
    folder.split(&feed, "--part-kb 1");
    let entry = &folder.files()["feed.json"];
    let count = list(&folder.entry()["parts"]).len();
    assert!(count + 1 >= parts, "{count} parts");
    // As large as 600 parts would make it, which allows for 38 MB after gzip.
    let of_parts = entry.len() - entry.windows(8).position(|at| at == b"\"parts\":").unwrap();
    assert!(
        of_parts / count * 600 < 300_000,
        "{of_parts} bytes for {count} parts"
    );
}
