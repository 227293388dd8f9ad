//! `slot-feed diff` on two small feeds, with what changed worked out by hand.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::running::{run, start, text};

/// Two feeds in files of their own, removed with this.
struct Pair(PathBuf);

impl Pair {
    fn new(test: &str, old: &Value, new: &Value) -> Self {
        let folder = std::env::temp_dir().join(format!("slot-feed-{test}-{}", std::process::id()));
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("old.json"), old.to_string()).unwrap();
        fs::write(folder.join("new.json"), new.to_string()).unwrap();
        Self(folder)
    }

    fn diff(&self, options: &str) -> String {
        let folder = self.0.display();
        text(run(&format!(
            "diff {folder}/old.json {folder}/new.json {options}"
        )))
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn feed(generated_at: &str, offices: &Value) -> Value {
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": generated_at, "language": "id", "time_zone": "Asia/Jakarta",
        "services": [{"id": "regular", "name": {"id": "Paspor biasa", "en": "Ordinary passport"}}],
        "offices": offices,
    })
}

fn office(id: &str, name: &str, quota: &Value) -> Value {
    json!({"id": id, "name": name, "quota": quota})
}

fn row(from: &str, open: &Value) -> Value {
    json!({"service": "regular", "from": from, "open": open})
}

/// From Monday, 23 November 2026. At Blitar, Mon 4 -> 0, Tue 0 -> 3, Wed 5 -> 8, Thu 9 -> 2, Fri not known -> 6; Sat, beyond
/// the last day, 7. Kediri goes, Madiun comes. Walking in at Blitar on Tuesday: no service -> 1.
fn week() -> [Value; 2] {
    let walk_in = |open: Value| {
        let mut walk_in = row("2026-11-23", &open);
        walk_in["channel"] = json!("walk_in");
        walk_in
    };
    let old = [
        office(
            "blitar",
            "Kanim Blitar",
            &json!([
                row("2026-11-23", &json!([4, 0, 5, 9, null])),
                walk_in(json!([1, -1]))
            ]),
        ),
        office("kediri", "Kanim Kediri", &json!([])),
    ];
    let new = [
        office("madiun", "Kanim Madiun", &json!([])),
        office(
            "blitar",
            "Blitar",
            &json!([
                row("2026-11-23", &json!([0, 3, 8, 2, 6, 7])),
                walk_in(json!([1, 1]))
            ]),
        ),
    ];
    [
        feed("2026-11-22T08:00:00+07:00", &json!(old)),
        feed("2026-11-22T14:30:00+07:00", &json!(new)),
    ]
}

#[test]
fn what_changed_is_told_by_kind_office_and_day_with_names() {
    let [old, new] = week();
    let pair = Pair::new("told", &old, &new);
    assert_eq!(
        pair.diff("--lang en"),
        "\
What changed from Sunday, 22 November 2026, 08:00 +07:00 to Sunday, 22 November 2026, 14:30 +07:00:

Newly released (1 day):
- Blitar, Ordinary passport: Sat 2026-11-28 (7 left)

Have places now (3 days):
- Blitar, Ordinary passport: Tue 2026-11-24 (3 left), Fri 2026-11-27 (6 left)
- Blitar, Ordinary passport (walk in): Tue 2026-11-24 (1 left)

More places (1 day):
- Blitar, Ordinary passport: Wed 2026-11-25 (8 left, was 5)

Fewer places (1 day):
- Blitar, Ordinary passport: Thu 2026-11-26 (2 left, was 9)

No places any more (1 day):
- Blitar, Ordinary passport: Mon 2026-11-23

New office (1):
- Kanim Madiun

Office that is gone (1):
- Kanim Kediri
"
    );
}

#[test]
fn it_speaks_the_feeds_language_unless_another_is_asked_for() {
    let [old, new] = week();
    let told = Pair::new("spoken", &old, &new).diff("");
    for sentence in [
        "Yang berubah dari Minggu, 22 November 2026, 08.00 +07:00 sampai Minggu, 22 November 2026, 14.30 +07:00:",
        "Baru dibuka (1 hari):\n- Blitar, Paspor biasa: Sab 2026-11-28 (sisa 7)",
        "- Blitar, Paspor biasa (datang langsung): Sel 2026-11-24 (sisa 1)",
        "Kantor yang hilang (1):\n- Kanim Kediri",
    ] {
        assert!(told.contains(sentence), "{sentence}\n{told}");
    }
}

#[test]
fn json_has_the_shape_of_changes_since() {
    let day = |kind: &str, channel: &str, date: &str| json!({"kind": kind, "officeId": "blitar", "serviceId": "regular", "channel": channel, "date": date});
    let with = |mut change: Value, before: Option<i64>, after: i64| {
        if let Some(before) = before {
            change["before"] = json!(before);
        }
        change["after"] = json!(after);
        change
    };
    let [old, new] = week();
    let changes: Value =
        serde_json::from_str(&Pair::new("json", &old, &new).diff("--json")).unwrap();
    assert_eq!(
        changes,
        json!([
            with(day("filled", "app", "2026-11-23"), Some(4), 0),
            with(day("opened", "app", "2026-11-24"), Some(0), 3),
            with(day("added", "app", "2026-11-25"), Some(5), 8),
            with(day("fewer", "app", "2026-11-26"), Some(9), 2),
            with(day("opened", "app", "2026-11-27"), None, 6),
            with(day("released", "app", "2026-11-28"), None, 7),
            with(day("opened", "walk_in", "2026-11-24"), Some(0), 1),
            {"kind": "officeGone", "officeId": "kediri"},
            {"kind": "officeAdded", "officeId": "madiun"},
        ])
    );
}

#[test]
fn days_that_are_past_or_no_longer_known_are_no_change() {
    let offices = |from, open| json!([office("blitar", "Blitar", &json!([row(from, &open)]))]);
    let old = feed(
        "2026-11-22T08:00:00+07:00",
        &offices("2026-11-22", json!([4, 5, 6])),
    );
    let new = feed(
        "2026-11-23T08:00:00+07:00",
        &offices("2026-11-23", json!([5, null])),
    );
    assert_eq!(
        Pair::new("nothing", &old, &new).diff("--lang id"),
        "Tidak ada yang berubah dari Minggu, 22 November 2026, 08.00 +07:00 sampai Senin, 23 November 2026, 08.00 +07:00.\n"
    );
}

#[test]
fn files_the_wrong_way_round_are_noticed() {
    let [old, new] = week();
    let told = Pair::new("backwards", &new, &old).diff("--lang en");
    assert!(
        told.starts_with("The second file is older than the first."),
        "{told}"
    );
}

#[test]
fn names_cannot_steer_the_terminal() {
    let old = feed("2026-11-22T08:00:00+07:00", &json!([]));
    let hostile = office(
        "evil",
        "Bl\u{1b}[31mi\u{202e}t\u{200b}ar\n- Fake",
        &json!([]),
    );
    let new = feed("2026-11-22T09:00:00+07:00", &json!([hostile]));
    let told = Pair::new("hostile", &old, &new).diff("--lang en");
    assert!(
        told.ends_with("New office (1):\n- Bl[31mitar- Fake\n"),
        "{told}"
    );
}

#[test]
fn a_file_that_cannot_be_read_or_is_no_feed_ends_with_2() {
    let [feed, _] = week();
    let feed = feed.to_string();
    for (arguments, input, words) in [
        (
            ["diff", "no/such.json", "-"],
            &*feed,
            "cannot read no/such.json",
        ),
        (
            ["diff", "-", "no/such.json"],
            &feed,
            "cannot read no/such.json",
        ),
        (
            ["diff", "-", "Cargo.toml"],
            &feed,
            "Cargo.toml: The feed is not JSON",
        ),
        (["diff", "-", "-"], &feed, "standard input holds one feed"),
    ] {
        let output = start(arguments, input);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]));
        assert!(message.contains(words), "{message}");
    }
}
