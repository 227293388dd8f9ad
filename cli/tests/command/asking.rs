//! Questions to small feeds written by hand, and to the sample.

use serde_json::{Value, json};
use slot_finder::{Feed, Query, TzZones, parse_rfc3339};

use crate::running::{sample_text, start, text};

/// Sunday morning, twelve minutes after the data was read.
const NOW: &str = "2026-11-22T08:12:00+07:00";

/// Kediri is full; Blitar and Malang, 28 and 72 km from Kediri's town hall, have places. Leaves out every optional
/// field of the envelope.
fn feed() -> Value {
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "publisher": {"name": {"id": "Redaksi", "en": "Newsroom"}},
        "services": [
            {"id": "regular", "name": {"id": "Paspor biasa", "en": "Ordinary passport"}, "default": true},
            {"id": "percepatan", "name": "Percepatan", "surcharge": {"amount": 1_000_000, "currency": "IDR", "per": "person"}},
        ],
        "release": {"next_at": "2026-11-27T09:00:00+07:00"},
        "offices": [
            {"id": "kediri", "name": "Kantor Imigrasi Kediri", "short": "Kediri", "lat": -7.7552, "lon": 111.9498, "quota": [
                {"service": "regular", "from": "2026-11-22", "open": [-1, 0, 0, 0, 0, 0]},
                {"service": "percepatan", "from": "2026-11-22", "open": [-1, 0, 0, 4, 0, 0]},
                {"service": "regular", "channel": "walk_in", "from": "2026-11-22", "open": [-1, 10, 10]},
            ]},
            {"id": "blitar", "name": "Kantor Imigrasi Blitar", "short": "Blitar", "lat": -8.0624, "lon": 112.0704, "quota": [
                {"service": "regular", "from": "2026-11-22", "open": [-1, 0, 1, 0, 12, 0]},
            ]},
            {"id": "malang", "name": "Kantor Imigrasi Malang", "short": "Malang", "lat": -7.9314, "lon": 112.6498, "approx_km": 1,
             "observed_at": "2026-11-22T05:00:00+07:00", "quota": [
                {"service": "regular", "from": "2026-11-23", "session": {"start": "08:00", "end": "09:00"}, "open": [2]},
                {"service": "regular", "from": "2026-11-23", "session": {"start": "09:00", "end": "10:00"}, "open": [1200],
                 "precision": "at_least"},
                {"service": "regular", "from": "2026-11-24", "session": {"start": "08:00", "end": "09:00"}, "open": [2]},
                {"service": "regular", "from": "2026-11-24", "session": {"start": "09:00", "end": "10:00"}, "open": [2]},
            ]},
        ],
    })
}

fn rank(feed: &Value, options: &[&str]) -> String {
    let arguments = ["rank", "-", "--now", NOW]
        .into_iter()
        .chain(options.iter().copied());
    text(start(arguments, &feed.to_string()))
}

#[test]
fn a_family_in_kediri_reads_where_to_go_and_that_its_own_office_is_full() {
    // Blitar: 4 days + 28 km / 20 + 7 * 3 / 12 = 7.1 days. Malang on Monday: 1 + 72 / 20 + almost none, times 3 h 12 min of
    // age, is 4.6 days.
    let expected = "\
Ada kuota untuk 3 orang di 2 kantor
Dicek 12 menit lalu (08:00 WIB)
Kediri, terdekat (10 km): penuh sampai Jum 2026-11-27.
Kuota berikutnya dibuka Jum 2026-11-27, 09:00 WIB (5 hari lagi).

#  Kantor  Tanggal         Kapan                    Sisa   Jarak  Layanan       Usia data
1  Malang  Sen 2026-11-23  besok        sedikitnya 1.202  ~72 km  Paspor biasa  3 jam !
2  Blitar  Kam 2026-11-26  4 hari lagi                12   28 km  Paspor biasa  12 menit
2 dari 3 pilihan ditampilkan.

Pilihan lain:
- Percepatan (+IDR 1.000.000): 1 kantor
- Paspor biasa, datang langsung: 1 kantor

Data dari Redaksi
";
    assert_eq!(
        rank(&feed(), &["--near", "-7.82,112.01", "--party", "3"]),
        expected
    );
}

#[test]
fn the_same_in_english() {
    let expected = "\
2 offices have places for 3 people
Checked 12 minutes ago (08:00 WIB)
Kediri, nearest (10 km): full until Fri 2026-11-27.
New places open Fri 2026-11-27, 09:00 WIB (in 5 days).

#  Office  Date            When                 Left  Distance  Service            Age of data
1  Blitar  Thu 2026-11-26  in 4 days              12     28 km  Ordinary passport  12 minutes
2  Malang  Mon 2026-11-23  tomorrow   at least 1,202    ~72 km  Ordinary passport  3 hours !
2 of 3 choices shown.

Other choices:
- Percepatan (+IDR 1,000,000): 1 office
- Ordinary passport, walk in: 1 office

Data from Newsroom
";
    let options = [
        "--near",
        "-7.82,112.01",
        "--party",
        "3",
        "--sort",
        "nearest",
        "--lang",
        "en",
    ];
    assert_eq!(rank(&feed(), &options), expected);
}

#[test]
fn hours_follow_a_day_if_no_single_session_holds_the_party() {
    let expected = "
#  Kantor  Tanggal         Kapan              Sisa  Jarak  Layanan       Usia data
1  Malang  Sen 2026-11-23  besok  sedikitnya 1.202      -  Paspor biasa  3 jam !
2  Malang  Sel 2026-11-24  lusa                  4      -  Paspor biasa  3 jam !
   Jam terpisah: 08:00-09:00 (2), 09:00-10:00 (2)
";
    let query = r#"{"party": 3, "offices": ["malang"], "group": "none", "sort": "soonest"}"#;
    let table = rank(&feed(), &["--query", query]);
    assert!(table.contains(expected), "{table}");
}

#[test]
fn a_sample_says_so_first() {
    let mut feed = feed();
    feed["sample"] = json!(true);
    assert!(rank(&feed, &[]).starts_with("CONTOH. "));
    assert!(rank(&feed, &["--lang", "en"]).starts_with("SAMPLE. "));
}

#[test]
fn a_walk_in_place_and_another_channel_are_named_beside_the_service() {
    let table = rank(&feed(), &["--query", r#"{"channels": ["walk_in"]}"#]);
    assert!(
        table.contains("Paspor biasa (datang langsung)  12 menit\n"),
        "{table}"
    );
    let mut feed = feed();
    feed["offices"][1]["quota"][0]["channel"] = json!("kiosk");
    let table = rank(&feed, &["--query", r#"{"channels": ["kiosk"]}"#]);
    assert!(
        table.contains("Paspor biasa (kiosk)  12 menit\n"),
        "{table}"
    );
}

#[test]
fn without_open_places_it_counts_the_reasons_and_names_the_next_release() {
    let full = "\
Belum ada kuota untuk 5 orang
Dicek 12 menit lalu (08:00 +07:00)
2 kantor: 1 penuh sampai Jum 2026-11-27, 1 kurang untuk 5 orang.
Kuota berikutnya dibuka Jum 2026-11-27, 09:00 +07:00 (5 hari lagi).

Yang bisa dicoba:
- Paspor biasa, datang langsung: 1 kantor

Data dari Redaksi
";
    let query = r#"{"party": 5, "offices": ["kediri", "blitar"], "to": "2026-11-25"}"#;
    assert_eq!(rank(&feed(), &["--query", query]), full);
    let later = rank(&feed(), &["--query", r#"{"from": "2026-12-20"}"#]);
    assert!(later.starts_with("Tanggal itu belum dibuka\n"), "{later}");
    assert!(later.contains("3 kantor: 3 belum dibuka.\n"), "{later}");
}

#[test]
fn old_data_is_labelled_and_expired_data_gives_no_places() {
    let mut feed = feed();
    feed["generated_at"] = json!("2026-11-22T05:12:00+07:00");
    assert!(rank(&feed, &["--lang", "en"]).contains("This data is 3 hours old. "));
    feed["expires_after"] = json!(3_600);
    let expired = rank(&feed, &["--lang", "en"]);
    assert!(expired.starts_with("The data is too old, so we show no places. Last checked Sun 2026-11-22, 05:12 +07:00.\n"), "{expired}");
    assert!(
        expired.contains("3 offices: 3 with data too old.\n"),
        "{expired}"
    );
    let shown = rank(
        &feed,
        &["--lang", "en", "--query", r#"{"expired": "show"}"#],
    );
    assert!(shown.contains("  3 hours !!\n"), "{shown}");
}

#[test]
fn a_radius_in_which_all_is_full_is_widened_and_says_so() {
    let table = rank(
        &feed(),
        &[
            "--near",
            "-7.82,112.01",
            "--within-km",
            "10",
            "--party",
            "3",
        ],
    );
    assert!(
        table.contains("Dalam 10 km semua penuh. Kami cari sampai 40 km.\n"),
        "{table}"
    );
    assert!(table.contains("1  Blitar"), "{table}");
}

#[test]
fn a_feed_cannot_steer_the_terminal() {
    let mut feed = feed();
    feed["offices"][1]["short"] = json!("Bli\u{1b}[31mtar\u{202e}\n");
    feed["publisher"]["name"] = json!("Red\u{7}aksi\r");
    let table = rank(&feed, &[]);
    assert!(
        table.contains("Bli[31mtar ") && table.ends_with("Data dari Redaksi\n"),
        "{table}"
    );
    assert!(!table.contains(['\u{1b}', '\u{202e}', '\u{7}', '\r']));
}

#[test]
fn options_win_over_the_fields_of_the_question() {
    let query = r#" {"party": 900, "lang": "en", "sort": "most_open", "services": ["percepatan"], "now": 0} "#;
    let options = [
        "--query",
        query,
        "--party",
        "3",
        "--sort",
        "soonest",
        "--service",
        "regular",
        "--lang",
        "id",
    ];
    assert_eq!(
        rank(&feed(), &options),
        rank(
            &feed(),
            &["--party", "3", "--sort", "soonest", "--service", "regular"]
        )
    );
    let both = rank(
        &feed(),
        &["--service", "percepatan", "--service", "regular", "--json"],
    );
    let both: Value = serde_json::from_str(&both).unwrap();
    assert_eq!(both["offices"], 3);
}

#[test]
fn a_time_may_be_written_or_counted() {
    let now = parse_rfc3339(NOW).unwrap().to_string();
    let counted = start(["rank", "-", "--now", &now], &feed().to_string());
    assert_eq!(text(counted), rank(&feed(), &[]));
}

#[test]
fn the_table_speaks_the_feeds_language_or_else_english() {
    let mut feed = feed();
    assert!(rank(&feed, &[]).contains("Data dari Redaksi"));
    feed["language"] = json!("en");
    assert!(rank(&feed, &[]).contains("Data from Newsroom"));
    feed["language"] = json!("nl");
    assert!(rank(&feed, &[]).contains("Data from Newsroom"));
    // A language unknown to the command still chooses among the feed's texts.
    feed["publisher"]["name"] = json!({"id": "Redaksi", "en": "Newsroom", "nl": "Redactie"});
    assert!(rank(&feed, &["--lang", "nl"]).contains("Data from Redactie"));
}

#[test]
fn json_is_the_answer_of_the_library_and_nothing_else() {
    let feeds = [
        feed().to_string(),
        sample_text("--start 2026-11-22"),
        sample_text("--start 2026-11-22 --offices 120 --seed 9"),
    ];
    for feed in &feeds {
        let opened = Feed::open(feed.clone().into_bytes(), None, &TzZones).unwrap();
        for query in [
            r"{}",
            r#"{"near": {"lat": -7.82, "lon": 112.01}, "party": 3, "withinKm": 40}"#,
            r#"{"near": {"lat": 1e-7, "lon": 112.0123456789}, "sort": "nearest", "group": "none", "limit": 100, "lang": "en"}"#,
            r#"{"services": ["percepatan"], "channels": ["app"], "expired": "show", "sort": "most_open"}"#,
            r#"{"party": 1000, "weekdays": [6, 7], "events": "only"}"#,
        ] {
            let mut question = Query::from_json(query).unwrap();
            question.now = parse_rfc3339(NOW);
            let expected = serde_json::to_string(&opened.rank(&question, 0, &TzZones)).unwrap();
            let printed = start(
                ["rank", "-", "--json", "--now", NOW, "--query", query],
                feed,
            );
            assert_eq!(text(printed), expected + "\n", "{query}");
        }
    }
}
