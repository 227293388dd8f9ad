//! Tests `slot-feed check`: output for people and programs, and the exit codes.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Output;
use std::thread;

use serde_json::Value;

use crate::running::{list, run, sample_text, start, string};

const NOW: &str = "2026-11-22T06:30:00+07:00";
/// The headers that a good host sends with a feed.
const GOOD: &str = "Content-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\n\
    Access-Control-Expose-Headers: Date, ETag\r\nCache-Control: public, max-age=300\r\nETag: \"1\"\r\n";

fn checked(options: &[&str], feed: &str) -> Output {
    start(
        ["check", "-", "--now", NOW].iter().chain(options).copied(),
        feed,
    )
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A feed with nothing to fix, small enough to need no compression.
fn small() -> String {
    serde_json::json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T06:20:00+07:00", "language": "id",
        "publisher": {"name": "Redaksi"}, "booking": {"web": "book.html"}, "time_zone": "Asia/Jakarta",
        "services": [{"id": "regular", "name": "Paspor biasa"}],
        "offices": [{"id": "kediri", "name": "Kediri", "lat": -7.7552, "lon": 111.9498,
            "quota": [{"service": "regular", "from": "2026-11-23", "open": [0, 3]}]}]
    })
    .to_string()
}

/// Serves requests on loopback, one by one: the status and headers of `answer` for each path and method. Returns its
/// address.
pub fn serve(answer: fn(&str) -> (&'static str, String, String)) -> String {
    serve_bytes(move |request| {
        let (status, headers, body) = answer(request);
        (status, headers, body.into_bytes())
    })
}

/// Like [`serve`], with a body that need not be text.
fn serve_bytes(
    answer: impl Fn(&str) -> (&'static str, String, Vec<u8>) + Send + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 1024];
            while !request.ends_with(b"\r\n\r\n") {
                let n = stream.read(&mut buffer).unwrap_or(0);
                if n == 0 {
                    break;
                }
                request.extend_from_slice(&buffer[..n]);
            }
            let request = String::from_utf8_lossy(&request);
            let line = request.lines().next().unwrap_or_default();
            let (status, headers, body) =
                answer(line.rsplit_once(' ').map_or("", |(line, _)| line));
            let length = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(&[head.as_bytes(), &body].concat());
        }
    });
    address
}

fn rules(output: &Output) -> Vec<String> {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rule = |found: &Value| string(&found["rule"]).to_owned();
    list(&report["findings"]).iter().map(rule).collect()
}

#[test]
fn the_sample_has_no_error() {
    let output = checked(&["--json"], &sample_text("--start 2026-11-22"));
    assert_eq!(output.status.code(), Some(0));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["errors"], 0);
}

#[test]
fn the_example_of_the_readme_has_no_error() {
    let readme = include_str!("../../../README.md");
    let from = readme
        .find("{\"format\": \"slot-feed\"")
        .or_else(|| readme.find("\n{\n"))
        .unwrap();
    let example = &readme[from..];
    let example = &example[..example.find("```").unwrap()];
    let output = checked(&["--json"], example);
    assert_eq!(output.status.code(), Some(0), "{}", printed(&output));
}

#[test]
fn a_feed_with_nothing_to_fix_gets_one_line() {
    let output = checked(&[], &small());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        printed(&output),
        "standard input: Tidak ada yang perlu diperbaiki.\n"
    );
}

#[test]
fn errors_say_where_what_why_and_how_and_exit_with_1() {
    let output = checked(&["--lang", "en"], &small().replace("[0,3]", "[0,-3]"));
    assert_eq!(output.status.code(), Some(1));
    let text = printed(&output);
    for words in [
        "1 error: bad-cell\n",
        "The day's number is not allowed: -3.\n",
        "/offices/0/quota/0/open/1, Kediri, line 1, column ",
        "Why it matters: Readers show the day as not known",
        "How to fix it: Write a whole number of places",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        text.ends_with(
            "standard input: 1 error. Readers refuse this feed or leave parts of it out.\n"
        ),
        "{text}"
    );
    assert!(
        !text.contains('\u{1b}'),
        "no colour where there is no terminal"
    );
}

#[test]
fn equal_findings_are_folded_and_json_has_all() {
    let feed = small().replace("[0,3]", "[-3,-3,-3,-3,-3]");
    let text = printed(&checked(&["--lang", "en"], &feed));
    assert!(
        text.contains("5 errors: bad-cell") && text.contains("and at 2 more places"),
        "{text}"
    );
    assert_eq!(rules(&checked(&["--json"], &feed)), ["bad-cell"; 5]);
}

#[test]
fn json_has_a_stable_shape() {
    let output = checked(
        &["--json", "--lang", "en"],
        &small().replace("[0,3]", "[0,-3]"),
    );
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    let mut fields = keys(&report);
    fields.sort();
    assert_eq!(
        fields,
        ["errors", "feed", "findings", "hints", "now", "warnings"]
    );
    assert_eq!(report["now"], 1_795_303_800_000_i64);
    let mut fields = keys(&report["findings"][0]);
    fields.sort();
    assert_eq!(
        fields,
        [
            "column", "fix", "line", "office", "officeId", "pointer", "rule", "severity", "what",
            "why"
        ]
    );
    assert_eq!(report["findings"][0]["severity"], "error");
}

#[test]
fn a_feed_cannot_steer_the_terminal() {
    let output = checked(
        &["--lang", "en"],
        &small().replace("Kediri", "Ke\\u001b[2Jdiri"),
    );
    assert!(!printed(&output).contains('\u{1b}'));
}

#[test]
fn a_well_served_feed_has_nothing_to_fix() {
    let address = serve(|_| ("200 OK", GOOD.to_owned(), small()));
    let output = run(&format!("check {address}/feed.json --json --now {NOW}"));
    assert_eq!(rules(&output), [""; 0], "{}", printed(&output));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_badly_served_feed_says_what_the_server_lacks() {
    let address = serve(|request| {
        let sample = "Content-Type: text/plain\r\nCache-Control: max-age=99999\r\n".to_owned();
        match request {
            "GET /feed.json" => ("200 OK", sample, small() + &" ".repeat(3000)),
            _ => ("405 Method Not Allowed", String::new(), String::new()),
        }
    });
    let output = run(&format!("check {address}/feed.json --json --now {NOW}"));
    assert_eq!(
        rules(&output),
        [
            "no-cors",
            "cached-too-long",
            "not-compressed",
            "odd-type",
            "no-validator",
            "preflight-fails"
        ]
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_compressed_feed_is_read_and_known_to_be_compressed() {
    let feed = small() + &" ".repeat(3000);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(feed.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let address = serve_bytes(move |request| match request {
        "GET /plain.json" => ("200 OK", GOOD.to_owned(), feed.clone().into_bytes()),
        "GET /odd.json" => (
            "200 OK",
            format!("{GOOD}Content-Encoding: odd\r\n"),
            gzip.clone(),
        ),
        _ => (
            "200 OK",
            format!("{GOOD}Content-Encoding: gzip\r\n"),
            gzip.clone(),
        ),
    });
    let checked = |name: &str| run(&format!("check {address}/{name} --json --now {NOW}"));
    assert_eq!(rules(&checked("plain.json")), ["not-compressed"]);
    let output = checked("feed.json");
    assert_eq!(rules(&output), [""; 0], "{}", printed(&output));
    let odd = checked("odd.json");
    assert_eq!(odd.status.code(), Some(2));
    let message = String::from_utf8(odd.stderr).unwrap();
    assert!(message.contains("compresses by \"odd\""), "{message}");
}

#[test]
fn a_page_in_place_of_a_feed_is_an_error() {
    let address = serve(|_| {
        (
            "200 OK",
            GOOD.replace("application/json", "text/html"),
            "<!doctype html>".to_owned(),
        )
    });
    let output = run(&format!("check {address}/ --json"));
    assert_eq!(rules(&output), ["not-json", "refused-type"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_failed_fetch_exits_with_2_and_says_why() {
    let address = serve(|_| ("404 Not Found", String::new(), String::new()));
    let gone = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    for (feed, words) in [
        (format!("{address}/feed.json"), "the server answered 404"),
        (
            format!("http://{gone}/feed.json"),
            "check the address and the connection",
        ),
        ("http://feed.example/feed.json".to_owned(), "by https only"),
        (
            "ftp://feed.example/feed.json".to_owned(),
            "`ftp` is unknown",
        ),
        (
            "http://127.0.0.1.example/feed.json".to_owned(),
            "by https only",
        ),
        (
            "no/such/feed.json".to_owned(),
            "cannot read no/such/feed.json",
        ),
    ] {
        let output = run(&format!("check {feed}"));
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(message.contains(words), "{words}: {message}");
        assert_eq!(output.stdout, b"");
    }
}
