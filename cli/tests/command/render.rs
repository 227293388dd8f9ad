//! Tests `slot-feed render`: what the list says, that it stays true, and that no feed can break out of it.

use serde_json::{Value, json};

use crate::running::{run, start, text};

/// Sunday, twelve minutes after the data was made.
const NOW: &str = "2026-11-22T08:12:00+07:00";

/// Kediri is full until Thursday; Blitar, 35 km further south, has 12 of 40 places on Thursday, 26 November 2026.
fn feed() -> Value {
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "expires_after": 86400, "license": "CC-BY-4.0",
        "publisher": {"name": "Kantor Contoh", "url": "https://publisher.example/", "contact": "kuota@publisher.example"},
        "services": [{"id": "regular", "name": {"id": "Paspor biasa", "en": "Ordinary passport"}, "ready_days": 4}],
        "booking": {"lead_days": 1, "web": "https://booking.example/start", "android": "http://store.example/", "phone": "+62 21 (555) 0100"},
        "release": {"next_at": "2026-11-27T09:00:00+07:00"},
        "offices": [
            {"id": "kediri", "name": "Kediri", "lat": -7.7552, "lon": 111.9498,
             "quota": [{"service": "regular", "from": "2026-11-23", "open": [0, 0, 0, 0]}]},
            {"id": "blitar", "name": "Kanim Blitar", "lat": -8.0624, "lon": 112.0704, "observed_at": "2026-11-22T07:30:00+07:00",
             "quota": [{"service": "regular", "from": "2026-11-23", "open": [0, 0, 0, 12], "total": 40}]},
        ],
    })
}

fn render(feed: &Value, options: &str) -> String {
    let line = format!("render - --now {NOW} {options}");
    text(start(line.split_whitespace(), &feed.to_string()))
}

/// The visible text: everything between the tags.
fn read(html: &str) -> String {
    let pieces = html
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    pieces
        .filter(|piece| !piece.trim().is_empty())
        .collect::<Vec<_>>()
        .join("|")
}

#[test]
fn the_list_says_where_when_how_many_how_far_and_until_when_it_can_be_believed() {
    let told = read(&render(&feed(), "--lang en --near -7.82,112.01"));
    for sentence in [
        "As of Sunday, 22 November 2026, 08:00 WIB. It may have changed since: check again before you travel.",
        // The oldest number is Blitar's, observed at 07:30.
        "Do not rely on this list after Monday, 23 November 2026, 07:30 WIB.",
        "Kediri (10 km): full until Thursday, 26 November 2026.",
        "|Kanim Blitar|Thursday, 26 November 2026|: 12 places left of 40|Ordinary passport|",
        // Four working days from Thursday on end on Wednesday.
        "28 km in a straight line \u{b7} ready Wednesday, 2 December 2026",
        "Checked Sunday, 22 November 2026, 07:30 WIB.",
        "Open the booking site (booking.example)",
        "Call +62 21 (555) 0100",
        "New places open Friday, 27 November 2026, 09:00 WIB.",
        "Data from Kantor Contoh (|publisher.example|), |kuota@publisher.example|",
        "Licence CC-BY-4.0",
    ] {
        assert!(told.contains(sentence), "{sentence}\n{told}");
    }
}

#[test]
fn hours_name_their_zone_and_say_where_a_party_would_be_parted() {
    let mut feed = feed();
    feed["offices"][1]["quota"] = json!([
        {"service": "regular", "from": "2026-11-26", "open": [4], "session": {"start": "08:00", "end": "09:00"}},
        {"service": "regular", "from": "2026-11-26", "open": [2], "session": {"start": "10:00", "end": "11:00"}},
    ]);
    let hours = "08:00-09:00 (4), 10:00-11:00 (2) WIB";
    let one = read(&render(&feed, "--lang en"));
    assert!(one.contains(&format!("|{hours}")), "{one}");
    let five = read(&render(&feed, "--lang en --party 5"));
    assert!(
        five.contains(&format!("Different hours: {hours}")),
        "{five}"
    );
}

#[test]
fn nothing_in_it_is_relative_to_the_moment_of_reading() {
    for lang in ["id", "en"] {
        let told = read(&render(
            &feed(),
            &format!("--lang {lang} --near -7.82,112.01"),
        ));
        for word in [
            "lalu",
            "lagi)",
            "hari ini",
            "besok",
            "lusa",
            " ago",
            "today",
            "tomorrow",
            "in 4 days",
        ] {
            assert!(!told.contains(word), "{word}: {told}");
        }
    }
}

#[test]
fn the_section_has_no_script_and_no_style_and_the_page_brings_its_own_style() {
    let section = render(&feed(), "--lang id");
    assert!(
        section.starts_with("<section class=\"slot-list\" lang=\"id\""),
        "{section}"
    );
    for part in ["<script", "<style", "style=", " on"] {
        assert!(!section.contains(part), "{part}");
    }
    let page = render(&feed(), "--lang id --page");
    assert!(
        page.starts_with("<!DOCTYPE html><html lang=\"id\">"),
        "{page}"
    );
    assert!(page.contains("<style>") && !page.contains("<script") && !page.contains("<link"));
}

#[test]
fn links_are_https_and_numbers_can_be_dialled() {
    let html = render(&feed(), "--lang id");
    let links: Vec<&str> = html
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(
        links,
        [
            "https://booking.example/start",
            "tel:+62215550100",
            "https://publisher.example/"
        ]
    );
}

#[test]
fn a_sample_says_so_first_and_has_no_link_to_book() {
    let mut feed = feed();
    feed["sample"] = json!(true);
    let html = render(&feed, "--lang en");
    assert!(
        read(&html)
            .contains("places left|SAMPLE. These numbers are invented; do not book by them.|As of")
    );
    assert!(
        !html.contains("booking.example") && !html.contains("tel:"),
        "{html}"
    );
}

#[test]
fn hostile_texts_are_text_and_nothing_else() {
    let evil = "</bdi><script>alert(1)</script><img src=x onerror='alert(2)'>\" & \u{202e}evil\u{2066}\u{200b}\u{7}";
    let mut feed = feed();
    for pointer in [
        "/publisher/name",
        "/publisher/contact",
        "/license",
        "/services/0/name/en",
        "/offices/0/name",
        "/offices/1/name",
        "/booking/phone",
    ] {
        *feed.pointer_mut(pointer).unwrap() = json!(evil);
    }
    feed["attribution"] = json!(evil);
    feed["alerts"] = json!([{"text": evil, "url": "javascript:alert(3)"}, {"text": "B", "url": "https://x.example/\"onclick=\"x"}]);
    feed["offices"][1]["address"] = json!(evil);
    feed["offices"][1]["quota"][0]["event"] =
        json!({"id": "e", "name": evil, "note": evil, "url": "data:text/html,x"});
    for options in ["--lang en --near -7.82,112.01", "--lang en --page"] {
        let html = render(&feed, options);
        for part in [
            "<script",
            "<img",
            "javascript:",
            "data:",
            "\u{202e}",
            "\u{2066}",
            "\u{200b}",
            "\u{7}",
        ] {
            assert!(!html.contains(part), "{part}: {html}");
        }
        // Outside of tags every quote of the feed is escaped, so none can end an attribute either.
        let tags: Vec<&str> = html
            .split('<')
            .skip(1)
            .filter_map(|piece| piece.split('>').next())
            .collect();
        assert!(
            tags.iter()
                .all(|tag| !tag.contains("onerror") && !tag.contains("onclick")),
            "{tags:?}"
        );
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror='alert(2)'&gt;&quot; &amp; evil"));
    }
}

#[test]
fn texts_in_another_language_say_which() {
    let mut feed = feed();
    feed["offices"][1]["name"] = json!({"de": "Amt Blitar"});
    let html = render(&feed, "--lang en");
    assert!(
        html.contains("<h3><bdi lang=\"de\">Amt Blitar</bdi></h3>"),
        "{html}"
    );
    // The command has no German messages: those around the texts are in the feed's own language.
    let html = render(&feed, "--lang de");
    assert!(
        html.contains("<section class=\"slot-list\" lang=\"id\""),
        "{html}"
    );
    assert!(
        html.contains("<h3><bdi lang=\"de\">Amt Blitar</bdi></h3>"),
        "{html}"
    );
}

#[test]
fn data_that_is_too_old_gives_no_places_whatever_is_asked() {
    let told = text(start(
        [
            "render",
            "-",
            "--lang",
            "en",
            "--now",
            "2026-11-24T08:00:00+07:00",
            "--query",
            r#"{"expired": "show"}"#,
        ],
        &feed().to_string(),
    ));
    assert!(told.contains("The data is too old, so we show no places. Last checked Sunday, 22 November 2026, 08:00 +07:00."), "{told}");
    assert!(
        !told.contains("<ol>") && !told.contains("places left of"),
        "{told}"
    );
}

#[test]
fn without_open_places_it_says_why() {
    let mut feed = feed();
    feed["offices"][1]["quota"][0]["open"] = json!([0, 0, 0, 2]);
    let told = read(&render(&feed, "--lang id --party 3"));
    for sentence in [
        "Belum ada kuota untuk 3 orang",
        "2 kantor: 1 penuh sampai Kamis, 26 November 2026, 1 kurang untuk 3 orang.",
        "Kuota berikutnya dibuka Jumat, 27 November 2026, 09.00",
    ] {
        assert!(told.contains(sentence), "{sentence}\n{told}");
    }
}

#[test]
fn notices_are_shown_with_their_days_until_these_are_past() {
    let mut feed = feed();
    feed["alerts"] = json!([
        {"text": "Past", "to": "2026-11-21"},
        {"text": "Moved", "from": "2026-11-22", "to": "2026-11-24", "url": "https://news.example/moved"},
    ]);
    let told = read(&render(&feed, "--lang en"));
    assert!(
        told.contains(
            "|Moved| (Sunday, 22 November 2026 \u{2013} Tuesday, 24 November 2026) |news.example|"
        ),
        "{told}"
    );
    assert!(!told.contains("Past"), "{told}");
}

#[test]
fn a_file_appears_whole_and_unreadable_input_exits_with_2() {
    let path = std::env::temp_dir().join(format!("slot-feed-list-{}.html", std::process::id()));
    let line = format!("render - --now {NOW} --lang id -o {}", path.display());
    assert_eq!(text(start(line.split(' '), &feed().to_string())), "");
    let written = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(written, render(&feed(), "--lang id"));
    let output = run("render no/such/feed.json --lang id");
    assert_eq!((output.status.code(), &*output.stdout), (Some(2), &b""[..]));
    let output = run("render no/such/feed.json --lang id --limit 0");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn where_an_office_or_a_row_was_left_out_nobody_says_that_there_is_no_place() {
    let mut feed = feed();
    feed["offices"][1]["time_zone"] = json!("Asia/Blitar");
    feed["offices"][0]["quota"]
        .as_array_mut()
        .unwrap()
        .push(json!({"service": "regular", "open": [3]}));
    let told = read(&render(&feed, "--lang en"));
    assert!(
        told.contains("1 office could not be read: time zone; The data of 1 office is incomplete."),
        "{told}"
    );
    assert!(
        told.contains("1 office: 1 full until Thursday, 26 November 2026."),
        "{told}"
    );
    assert!(!told.contains("No places"), "{told}");
    let line = format!("rank - --now {NOW} --lang en");
    let ranked = text(start(line.split_whitespace(), &feed.to_string()));
    assert!(
        ranked.contains("1 office could not be read: time zone"),
        "{ranked}"
    );
    assert!(!ranked.contains("No places"), "{ranked}");
}
