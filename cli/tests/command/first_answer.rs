//! `slot-feed render --first-answer`: the data from which a page shows its first list before it has the engine.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::building::Folder;
use crate::running::{run, start, text};

/// Sunday, twelve minutes after the data was made.
const NOW: &str = "2026-11-22T08:12:00+07:00";
const NOW_MS: i64 = 1_795_309_920_000;

fn feed() -> Value {
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "stale_after": 86400, "expires_after": 172_800,
        "services": [{"id": "regular", "name": "Paspor biasa", "ready_days": 4}],
        "offices": [
            {"id": "kediri", "name": "Kediri", "quota": [{"service": "regular", "from": "2026-11-22", "open": [0, 3, 0, 5]}]},
            {"id": "blitar", "name": "Blitar", "url": "https://blitar.example/",
             "quota": [{"service": "regular", "from": "2026-11-22", "open": [0, 0, 12, null], "precision": "at_least"}]},
        ],
    })
}

fn html(feed: &Value, options: &str) -> String {
    let line = format!("render - --now {NOW} --first-answer {options}");
    text(start(line.split_whitespace(), &feed.to_string()))
}

const START: &str = "<script type=\"application/json\" class=\"slot-first-answer\">";

fn prepared(feed: &Value, options: &str) -> Option<Value> {
    let html = html(feed, options);
    let (_, data) = html.split_once(START)?;
    let data = data.strip_suffix("</script>\n").unwrap_or("not ended");
    let read = serde_json::from_str(data);
    assert!(read.is_ok(), "{html}");
    read.ok()
}

/// Until when the answer holds, in minutes after `NOW`.
fn minutes(feed: &Value) -> Option<i64> {
    let prepared = prepared(feed, "")?;
    let [from, until] = ["from", "until"].map(|key| prepared.get(key).and_then(Value::as_i64));
    assert_eq!(from, Some(NOW_MS));
    Some((until? - NOW_MS) / 60_000)
}

#[test]
fn it_is_the_answer_of_the_engine_and_names_the_feed_and_the_question() {
    let feed = feed();
    let prepared = prepared(&feed, "--sort soonest --lang id --limit 10").unwrap();
    let line = format!("rank - --json --now {NOW} --sort soonest --lang id");
    let ranked: Value =
        serde_json::from_str(&text(start(line.split_whitespace(), &feed.to_string()))).unwrap();
    assert_eq!(prepared["ranking"], ranked);
    assert_eq!(
        prepared["query"],
        json!({"sort": "soonest", "lang": "id", "limit": 10})
    );
    assert_eq!(prepared["info"]["offices"], 2);
    let hash = STANDARD.encode(Sha256::digest(feed.to_string().as_bytes()));
    assert_eq!(prepared["feed"], format!("sha256-{hash}"));
}

#[test]
fn it_has_the_next_two_weeks_of_the_listed_offices_and_tells_which_numbers_are_not_exact() {
    let days = &prepared(&feed(), "").unwrap()["days"];
    assert_eq!(days["offices"], json!(["blitar", "kediri"]));
    assert_eq!(days["dates"].as_array().unwrap().len(), 14);
    assert_eq!(days["dates"][0], "2026-11-22");
    let cells: Vec<i64> = serde_json::from_value(days["cells"].clone()).unwrap();
    // Full, full, twelve, not known, and not released from then on; then Kediri.
    assert_eq!(cells[..5], [0, 0, 12, -3, -2]);
    assert_eq!(cells[14..19], [0, 3, 0, 5, -2]);
    assert_eq!(
        days["inexact"],
        json!([{"officeId": "blitar", "date": "2026-11-24", "open": 12, "precision": "at_least"}])
    );
}

#[test]
fn it_holds_until_the_engine_would_say_anything_else_but_ages() {
    // Until midnight, when a day is over: 15 h 48 min later, in steps of half an hour after two hours.
    assert_eq!(minutes(&feed()), Some(15 * 60 + 30));
    // Until the data is an hour old, which the page then tells.
    let mut stale = feed();
    stale["stale_after"] = json!(3600);
    assert_eq!(minutes(&stale), Some(45));
    // Not as soon as the risk grows by the minute, as long as that changes no order.
    stale["stale_after"] = json!(60);
    assert_eq!(minutes(&stale), Some(15 * 60 + 30));
    // Until more is released.
    let mut released = feed();
    released["release"] = json!({"next_at": "2026-11-22T10:00:00+07:00"});
    assert_eq!(minutes(&released), Some(105));
    // Until a session of today has ended.
    let mut session = feed();
    session["offices"][0]["quota"] = json!([{"service": "regular", "from": "2026-11-22", "open": [2, 3],
        "session": {"start": "09:00", "end": "09:30"}}]);
    assert_eq!(minutes(&session), Some(75));
}

#[test]
fn nothing_is_prepared_where_the_answer_would_not_hold() {
    // No offer.
    let mut full = feed();
    full["offices"] = json!([full["offices"][0]]);
    full["offices"][0]["quota"][0]["open"] = json!([0, 0]);
    assert_eq!(prepared(&full, ""), None);
    // Too old to show.
    let mut old = feed();
    old["generated_at"] = json!("2026-11-01T08:00:00+07:00");
    assert_eq!(prepared(&old, ""), None);
    // Links that are other ones at another address, or allowed on loopback alone.
    for link in ["blitar.html", "http://127.0.0.1/blitar"] {
        let mut relative = feed();
        relative["offices"][1]["url"] = json!(link);
        assert_eq!(prepared(&relative, ""), None, "{link}");
    }
}

#[test]
fn a_split_feed_has_none() {
    let folder = Folder::new();
    let path = folder.write("feed.json", feed().to_string());
    let split = folder.path("split");
    assert_eq!(
        start(["split", &path, "-o", &split], "").status.code(),
        Some(0)
    );
    let entry = format!("{split}/feed.json");
    let html = text(start(
        ["render", &entry, "--now", NOW, "--first-answer"],
        "",
    ));
    assert!(
        html.contains("Blitar") && !html.contains("<script"),
        "{html}"
    );
}

#[test]
fn no_text_of_a_feed_ends_the_element() {
    let mut feed = feed();
    feed["offices"][1]["name"] = json!("</script><script>alert(1)</script><!--");
    let html = html(&feed, "");
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    assert_eq!(html.matches("</script").count(), 1, "{html}");
    let told = prepared(&feed, "").unwrap();
    let names = told["ranking"]["offers"].as_array().unwrap().iter();
    let mut names = names.map(|offer| &offer["office"]["name"]["text"]);
    assert!(names.any(|name| name == "</script><script>alert(1)</script><!--"));
}

#[test]
fn a_page_gets_list_and_answer_in_the_place_that_it_keeps_for_them_again_and_again() {
    let folder = Folder::new();
    let page = "<main><slot-finder><!-- list -->old<!-- /list --></slot-finder></main>";
    let path = folder.write("index.html", page);
    let line = format!("render - --now {NOW} --lang id --into {path}");
    for _ in 0..2 {
        assert_eq!(text(start(line.split(' '), &feed().to_string())), "");
        let filled = std::fs::read_to_string(&path).unwrap();
        let rendered = html(&feed(), "--lang id");
        assert_eq!(filled, page.replace("old", rendered.trim_end()));
    }
    let calendar = std::fs::read_to_string(folder.path("releases.ics")).unwrap();
    assert!(calendar.starts_with("BEGIN:VCALENDAR"), "{calendar}");
    let other = folder.write("other.html", "<main></main>");
    let output = start(["render", "-", "--into", &other], &feed().to_string());
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(
            "has no place for a list; write <!-- list --><!-- /list --> into its <slot-finder>"
        ),
        "{said}"
    );
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "<main></main>");
}

#[test]
fn a_page_to_print_has_none() {
    let output = run("render no/such/feed.json --page --first-answer");
    assert_eq!(output.status.code(), Some(2));
}
