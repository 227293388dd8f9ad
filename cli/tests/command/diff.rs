//! Tests `slot-feed diff` on two small feeds, with the changes worked out by hand.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::running::{run, start, text};

/// Two feeds in files, removed on drop.
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

/// From Monday, 23 November 2026. At Blitar, Mon 4 -> 0, Tue 0 -> 3, Wed 5 -> 8, Thu 9 -> 2, Fri unknown -> 6; Sat,
/// beyond the last day, 7. Kediri goes, Madiun comes. Walking in at Blitar on Tuesday: no service -> 1.
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
fn changes_are_listed_by_kind_office_and_day_with_names() {
    let [old, new] = week();
    let pair = Pair::new("told", &old, &new);
    assert_eq!(
        pair.diff("--lang en"),
        "\
What changed from Sunday, 22 November 2026, 08:00 +07:00 to Sunday, 22 November 2026, 14:30 +07:00:

Renamed (1):
- Blitar: Blitar (was Kanim Blitar)

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
            {"kind": "renamed", "officeId": "blitar", "before": "Kanim Blitar", "after": "Blitar"},
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
fn days_that_are_past_are_no_change() {
    let offices = |from, open| json!([office("blitar", "Blitar", &json!([row(from, &open)]))]);
    let old = feed(
        "2026-11-22T08:00:00+07:00",
        &offices("2026-11-22", json!([4, 5, null])),
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

/// An office in Kediri with this row, as a feed.
fn at(lat: f64, quota: &Value) -> Value {
    let mut office = office("kediri", "Kediri", &json!([quota]));
    office["lat"] = json!(lat);
    office["lon"] = json!(112.01);
    office["region"] = json!("ID-JI");
    feed("2026-11-23T08:00:00+07:00", &json!([office]))
}

#[test]
fn losses_come_first_and_can_stop_a_script() {
    let with = |open: Value, total: i64| {
        let mut row = row("2026-11-22", &open);
        row["total"] = json!(total);
        row
    };
    let old = at(-7.82, &with(json!([9, 4, 5, -1, 6]), 60));
    let mut ended = with(json!([9, 4, 5, -1, 6]), 60);
    ended["ended"] = json!(true);
    for (test, new, guard, told) in [
        (
            "erased",
            at(-7.82, &with(json!([9, null, 5, null, 6]), 60)),
            "lost-days",
            "Not known any more (1 day):\n- Kediri, Ordinary passport: Mon 2026-11-23 (was 4)\n",
        ),
        (
            "withdrawn",
            at(-7.82, &with(json!([9, 4]), 60)),
            "lost-days",
            "Released before, gone now (2 days):\n- Kediri, Ordinary passport: Tue 2026-11-24 (was 5), Thu 2026-11-26 (was 6)\n",
        ),
        (
            "fell",
            at(-7.82, &with(json!([9, 4, 5, -1, 6]), 6)),
            "fallen-totals",
            "Fewer places in all (3 days):\n- Kediri, Ordinary passport: Mon 2026-11-23 (6 in all, was 60), ",
        ),
        (
            "ended",
            at(-7.82, &ended),
            "ended",
            "Ends after this day (1 service):\n- Kediri, Ordinary passport: Thu 2026-11-26\n",
        ),
        (
            "moved",
            at(-6.2, &with(json!([9, 4, 5, -1, 6]), 60)),
            "moved",
            "Moved (1):\n- Kediri: -6.2, 112.01 (was -7.82, 112.01)\n",
        ),
    ] {
        let pair = Pair::new(test, &old, &new);
        let text = pair.diff("--lang en");
        assert!(text.contains(&format!(":\n\n{told}")), "{text}");
        let folder = pair.0.display().to_string();
        let exit = |guards: &str| {
            let (old, new) = (format!("{folder}/old.json"), format!("{folder}/new.json"));
            let output = start(["diff", &old, &new, "--fail-on", guards], "");
            assert!(!output.stdout.is_empty());
            output.status.code()
        };
        assert_eq!(exit(guard), Some(1), "{test}");
        assert_eq!(exit(&format!("gone-offices,{guard}")), Some(1), "{test}");
        assert_eq!(exit("gone-offices,renamed"), Some(0), "{test}");
    }
}

#[test]
fn a_lost_total_position_zone_or_session_is_told() {
    let whole = |session: bool| {
        let mut row = row("2026-11-23", &json!([4, 5]));
        row["total"] = json!(20);
        if session {
            row["session"] = json!({"start": "08:00", "end": "10:00"});
        }
        row
    };
    let mut later = whole(true);
    later["session"] = json!({"start": "10:00", "end": "12:00"});
    let mut old = json!([
        office("kediri", "Kediri", &json!([whole(true), later])),
        office("madiun", "Madiun", &json!([whole(false)])),
    ]);
    old[0]["lat"] = json!(-7.8);
    old[0]["lon"] = json!(112.01);
    let mut erased = later.clone();
    erased["open"] = json!([4, null]);
    let mut without = whole(false);
    without.as_object_mut().unwrap().remove("total");
    let mut new = json!([
        office("kediri", "Kediri", &json!([whole(true), erased])),
        office("madiun", "Madiun", &json!([without])),
    ]);
    new[1]["time_zone"] = json!("Asia/Jayapura");
    let pair = Pair::new(
        "lost-parts",
        &feed("2026-11-22T08:00:00+07:00", &old),
        &feed("2026-11-22T09:00:00+07:00", &new),
    );
    let told = pair.diff("--lang en");
    for line in [
        "Not known any more (1 day):",
        "Ordinary passport: Tue 2026-11-24 (was 10)",
        "not given (was -7.8, 112.01)",
        "Madiun: Asia/Jayapura (was Asia/Jakarta)",
        "Mon 2026-11-23 (not given in all, was 20)",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
}

#[test]
fn json_lists_losses_too_but_not_a_small_correction() {
    let open = json!([9, 4, 5]);
    let old = at(-7.82, &row("2026-11-22", &open));
    let near = at(-7.821, &row("2026-11-22", &open));
    assert_eq!(Pair::new("near", &old, &near).diff("--json"), "[]\n");
    let new = at(-7.82, &row("2026-11-22", &json!([9, 4, null])));
    let changes: Value =
        serde_json::from_str(&Pair::new("lost", &old, &new).diff("--json")).unwrap();
    assert_eq!(
        changes,
        json!([{"kind": "erased", "officeId": "kediri", "serviceId": "regular", "channel": "app", "date": "2026-11-24", "before": 5}])
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
fn an_unreadable_file_or_another_format_exits_with_2() {
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
