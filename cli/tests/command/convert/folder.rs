//! A folder of source files, and the result of converting it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;
use slot_checker::{Severity, check};
use slot_finder::{Feed, TzZones, parse_rfc3339};

use crate::running::{list, start, string};

/// The time of conversion in tests.
pub const NOW: &str = "2021-05-15T12:00:00Z";

/// A folder that is removed on drop.
pub struct Folder(pub PathBuf);

/// A feed and its report.
pub struct Converted {
    pub feed: Value,
    pub bytes: Vec<u8>,
    /// `figures` and `report`.
    pub told: Value,
}

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("slot-feed-convert-{}-{count}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    /// The folder with these files.
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = Self::new();
        for (name, text) in files {
            folder.put(name, text.as_bytes());
        }
        folder
    }

    pub fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// Converts a file of the folder, or with "" the folder itself.
    pub fn convert(&self, from: &str, name: &str, options: &[&str]) -> Converted {
        let path = if name.is_empty() {
            self.0.clone()
        } else {
            self.0.join(name)
        };
        convert(from, &path, options)
    }

    /// The message of a conversion that fails and writes nothing.
    pub fn failure(&self, from: &str, name: &str) -> String {
        let (path, out) = (self.path(name), self.path("out.json"));
        let before = fs::read_dir(&self.0).unwrap().count();
        let output = start(["convert", "--from", from, &path, "-o", &out], "");
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(
            message.starts_with("slot-feed: ") && message.lines().count() == 1,
            "{message}"
        );
        assert_eq!(
            fs::read_dir(&self.0).unwrap().count(),
            before,
            "something was written"
        );
        message
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Converts a file or a folder into a feed that readers accept without a problem.
pub fn convert(from: &str, path: &Path, options: &[&str]) -> Converted {
    let path = path.to_str().unwrap();
    let fixed = ["convert", "--from", from, path, "--json", "--now", NOW];
    let output = start(fixed.into_iter().chain(options.iter().copied()), "");
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    let feed = Feed::open(output.stdout.clone(), None, &TzZones).unwrap();
    assert_eq!(feed.problems(), []);
    let now = parse_rfc3339(NOW).unwrap();
    let mut findings = check(&output.stdout, None, now, &TzZones, "en");
    findings.retain(|finding| finding.severity == Severity::Error);
    assert_eq!(findings, []);
    let converted = Converted {
        feed: serde_json::from_slice(&output.stdout).unwrap(),
        bytes: output.stdout,
        told: serde_json::from_str(&told).unwrap(),
    };
    converted.check();
    converted
}

impl Converted {
    /// The only office.
    pub fn office(&self) -> &Value {
        let offices = list(&self.feed["offices"]);
        assert_eq!(offices.len(), 1);
        &offices[0]
    }

    /// The rows of the only office, each as its service, first day, session and cells.
    pub fn rows(&self) -> Vec<String> {
        let rows = list(&self.office()["quota"]).iter().map(|row| {
            let session = row["session"].as_object().map(|session| {
                format!(" {}-{}", string(&session["start"]), string(&session["end"]))
            });
            format!(
                "{} {}{} {}",
                string(&row["service"]),
                string(&row["from"]),
                session.unwrap_or_default(),
                row["open"]
            )
        });
        rows.collect()
    }

    /// How often a kind was reported.
    pub fn met(&self, kind: &str) -> u64 {
        self.told["report"][kind]["count"]
            .as_u64()
            .unwrap_or_default()
    }

    /// The reported kinds, except those about fields that every small file lacks.
    pub fn kinds(&self) -> Vec<&str> {
        let all = self.told["report"].as_object().unwrap().keys();
        all.map(String::as_str)
            .filter(|kind| !["position-missing", "quota-missing"].contains(kind))
            .collect()
    }

    pub fn figure(&self, name: &str) -> u64 {
        self.told["figures"][name].as_u64().unwrap()
    }

    /// Checks the JSON without the engine: the reader forgives some mistakes that a checker would report.
    fn check(&self) {
        let mut ids = std::collections::BTreeSet::new();
        let services: std::collections::BTreeSet<_> = list(&self.feed["services"])
            .iter()
            .map(|service| string(&service["id"]))
            .collect();
        let generated = string(&self.feed["generated_at"]);
        assert!(generated <= NOW);
        texts(&self.feed);
        for office in list(&self.feed["offices"]) {
            let id = string(&office["id"]);
            assert!(ids.insert(id.to_owned()), "{id} twice");
            assert_eq!(office["lat"].is_f64(), office["lon"].is_f64(), "{id}");
            assert!(
                office["observed_at"]
                    .as_str()
                    .is_none_or(|observed| observed <= generated),
                "{id}"
            );
            let mut cells = std::collections::BTreeSet::new();
            for row in list(&office["quota"]) {
                assert!(services.contains(string(&row["service"])), "{row}");
                let from = crate::valid::date(&row["from"]);
                for (index, open) in list(&row["open"]).iter().enumerate() {
                    let date = from.plus(i32::try_from(index).unwrap());
                    let key = [&row["service"], &row["channel"], &row["session"]]
                        .map(ToString::to_string);
                    assert!(cells.insert((key, date)), "{id} has {date} twice in {row}");
                    let total = match &row["total"] {
                        Value::Array(days) => days[index].as_i64(),
                        each => each.as_i64(),
                    };
                    let open = open.as_i64().unwrap_or_default();
                    assert!(
                        total.is_none_or(|total| (open.max(0)..=1_000_000).contains(&total)),
                        "{row}"
                    );
                }
            }
        }
    }
}

/// Checks that no text has markup, invisible characters, stray spaces or too many characters.
fn texts(value: &Value) {
    match value {
        Value::String(text) => {
            assert_eq!(
                text.split_whitespace().collect::<Vec<_>>().join(" "),
                *text,
                "stray spaces"
            );
            assert!(text.chars().count() <= 2_000 && !text.is_empty());
            let unseen = |c: char| {
                c.is_control() || "<>\u{ad}\u{200b}\u{200e}\u{202e}\u{2066}\u{feff}".contains(c)
            };
            assert!(!text.contains(unseen), "{text:?}");
            assert!(!text.starts_with("http:"), "{text}");
        }
        Value::Array(items) => items.iter().for_each(texts),
        Value::Object(fields) => fields.values().for_each(texts),
        _ => {}
    }
}
