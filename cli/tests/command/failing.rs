//! Tests that every failure exits with 2 and a message with the problem, its place and the remedy.

use std::fs;

use crate::running::{run, start};

/// The message on standard error of a failing run; standard output must be empty.
fn message<'a>(arguments: impl IntoIterator<Item = &'a str>, input: &str) -> String {
    let output = start(arguments, input);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert_eq!(output.stdout, b"");
    message
}

const FEED: &str = r#"{"format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
    "time_zone": "Asia/Jakarta", "offices": []}"#;

#[test]
fn a_feed_that_cannot_be_read_is_named() {
    let message = message(["rank", "no/such/feed.json"], "");
    assert!(
        message.starts_with("slot-feed: cannot read no/such/feed.json: "),
        "{message}"
    );
    assert!(
        message.contains("give the path of a feed, or - for standard input"),
        "{message}"
    );
}

#[test]
fn a_feed_that_is_refused_says_where_and_what_to_do() {
    for (feed, words) in [
        ("", "ends too early at line 1, column 1"),
        ("{\n\"format\": oops}", "not JSON at line 2, column 11"),
        (r#"{"format": "gtfs"}"#, "`format` is not \"slot-feed\""),
        (
            r#"{"format": "slot-feed", "version": "2.1"}"#,
            "version 2.1",
        ),
        (
            &FEED.replace("\"offices\": []", "\"license\": \"MIT\""),
            "offices",
        ),
    ] {
        let message = message(["rank", "-"], feed);
        assert!(
            message.starts_with("slot-feed: standard input: "),
            "{message}"
        );
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_feed_that_is_no_text_is_refused() {
    let path = std::env::temp_dir().join(format!("slot-feed-binary-{}", std::process::id()));
    fs::write(&path, [0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]).unwrap();
    let message = message(["rank", path.to_str().unwrap()], "");
    fs::remove_file(&path).unwrap();
    assert!(message.contains("UTF-8"), "{message}");
}

#[test]
fn a_question_out_of_range_names_its_field() {
    for (options, field) in [
        (&["--query", r#"{"pary": 3}"#][..], "`pary`"),
        (&["--query", r#"{"party": "3"}"#], "`party`"),
        (&["--query", "party"], "`query`"),
        (&["--query", "[]"], "`query`"),
        (&["--party", "0"], "`party`"),
        (&["--party", "-1"], "`party`"),
        (&["--near", "-91,0"], "`near"),
        (&["--near", "NaN,0"], "`near"),
        (&["--near", "-7.8,112", "--within-km", "-1"], "`withinKm`"),
        (&["--within-km", "5"], "`withinKm`"),
        (&["--sort", "cheapest"], "`sort`"),
        (&["--sort", "nearest"], "`sort`"),
        (&["--lang", ""], "`lang`"),
        (&["--now", "999999999999999999"], "`now`"),
    ] {
        let arguments = ["rank", "-"].into_iter().chain(options.iter().copied());
        let message = message(arguments, FEED);
        assert!(message.contains(field), "{options:?}: {message}");
    }
}

#[test]
fn an_option_that_is_not_understood_shows_how_it_is_written() {
    for (options, words) in [
        (&["--near", "Kediri"][..], "-7.82,112.01"),
        (&["--near", "-7.82"], "LAT,LON"),
        (&["--now", "yesterday"], "2026-11-22T08:00:00+07:00"),
        (
            &["--now", "2026-11-22T08:00:00"],
            "2026-11-22T08:00:00+07:00",
        ),
        (&["--party", "three"], "--party"),
        (&["--colour"], "--colour"),
    ] {
        let arguments = ["rank", "-"].into_iter().chain(options.iter().copied());
        let message = message(arguments, FEED);
        assert!(message.contains(words), "{options:?}: {message}");
    }
    for (line, words) in [
        ("sample --offices 0", "--offices"),
        ("sample --offices 200001", "200000"),
        ("sample --services 0", "--services"),
        ("sample --days 1001", "1000"),
        ("sample --start 2026-02-30", "YYYY-MM-DD"),
        ("sample --time 24:00", "HH:MM"),
        ("sample --seed -1", "-1"),
        ("publish", "publish"),
    ] {
        let message = message(line.split(' '), "");
        assert!(message.contains(words), "{line}: {message}");
    }
}

#[test]
fn output_appears_whole_or_not_at_all() {
    let folder = std::env::temp_dir().join(format!("slot-feed-output-{}", std::process::id()));
    fs::create_dir(&folder).unwrap();
    let file = folder.join("feed.json");
    fs::write(&file, "older").unwrap();
    let path = file.to_str().unwrap();
    assert!(
        run(&format!("sample --start 2026-11-22 -o {path}"))
            .status
            .success()
    );
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        crate::running::sample_text("--start 2026-11-22")
    );
    let names: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["feed.json"]);
    let message = message(["sample", "-o", &format!("{path}/nowhere/feed.json")], "");
    fs::remove_dir_all(&folder).unwrap();
    assert!(
        message.contains("cannot write") && message.contains("choose another --output"),
        "{message}"
    );
}

#[test]
fn help_and_version_succeed() {
    for line in ["--help", "--version", "rank --help", "sample --help"] {
        let output = run(line);
        assert_eq!(output.status.code(), Some(0), "{line}");
        assert!(!output.stdout.is_empty(), "{line}");
    }
}
