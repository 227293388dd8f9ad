//! Tests `slot-feed set`: the numbers that are given change, and nothing else.

use std::fs;

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::building::Folder;
use crate::running::start;

fn feed() -> Value {
    let row = |service: &str| json!({"service": service, "from": "2026-11-23", "open": [4, 0, -1], "total": 20});
    json!({
        "format": "slot-feed", "version": "1.0", "generated_at": "2026-11-22T08:00:00+07:00", "language": "id",
        "time_zone": "Asia/Jakarta", "publisher": {"name": "Redaksi"},
        "services": [{"id": "regular", "name": "Paspor"}, {"id": "express", "name": "Percepatan"}],
        "offices": [
            {"id": "kediri", "name": "Kediri", "quota": [row("regular")]},
            {"id": "ambon", "name": "Ambon", "time_zone": "Asia/Jayapura", "quota": [row("regular"), row("express")]},
        ],
    })
}

/// Sets a number: the feed after it, or the message.
fn set(line: &[&str]) -> Result<Value, String> {
    let folder = Folder::new();
    let path = folder.write("feed.json", feed().to_string());
    let words = ["set", &path, "--lang", "en"];
    let output = start(words.into_iter().chain(line.iter().copied()), "");
    let after = fs::read(&path).unwrap();
    if output.status.code() == Some(0) {
        return Ok(serde_json::from_slice(&after).unwrap());
    }
    assert_eq!(after, feed().to_string().as_bytes());
    Err(String::from_utf8(output.stderr).unwrap())
}

#[test]
fn one_number_changes_and_nothing_else() {
    for (n, cell) in [
        ("7", json!(7)),
        ("penuh", json!(0)),
        ("closed", json!(-1)),
        ("?", Value::Null),
    ] {
        let mut expected = feed();
        expected["offices"][0]["quota"][0]["open"][1] = cell;
        assert_eq!(set(&["kediri", "2026-11-24", n]).unwrap(), expected, "{n}");
    }
}

#[test]
fn the_day_after_the_last_is_released_by_its_number() {
    let after = set(&["kediri", "2026-11-26", "9"]).unwrap();
    let open = &after["offices"][0]["quota"][0]["open"];
    assert_eq!(*open, json!([4, 0, -1, 9]));
}

#[test]
fn an_office_says_when_it_was_checked_in_its_own_zone_if_told_so() {
    let checked = ["--checked", "--now", "2026-11-23T01:00:00Z"];
    let line = ["ambon", "2026-11-24", "7", "--service", "express"];
    let after = set(&[&line[..], &checked].concat()).unwrap();
    assert_eq!(
        after["offices"][1]["observed_at"],
        "2026-11-23T10:00:00+09:00"
    );
    assert_eq!(after["offices"][1]["quota"][1]["open"][1], 7);
    assert_eq!(after["offices"][1]["quota"][0]["open"][1], 0);
}

#[test]
fn a_number_without_a_place_is_refused() {
    for (line, words) in [
        (
            &["blitar", "2026-11-24", "7"][..],
            "there are: kediri, ambon",
        ),
        (&["ambon", "2026-11-24", "7"], "several rows"),
        (&["kediri", "2026-11-22", "7"], "neither among the days"),
        (&["kediri", "2026-11-27", "7"], "neither among the days"),
        (&["kediri", "2026-11-24", "21"], "21 left of only 20"),
        (&["kediri", "2026-11-24", "-2"], "write a number of places"),
        (&["kediri", "24/11/2026", "2"], "a day is written such as"),
    ] {
        let message = set(line).unwrap_err();
        assert!(message.contains(words), "{message}");
    }
}

/// Sets the numbers of a sheet with this name: the feed after it, or the message; and what was told.
fn set_from(name: &str, sheet: impl AsRef<[u8]>, line: &[&str]) -> Result<(Value, String), String> {
    let folder = Folder::new();
    let path = folder.write("feed.json", feed().to_string());
    let sheet = folder.write(name, sheet);
    let words = ["set", &path, "--from", &sheet, "--lang", "en"];
    let now = ["--now", "2026-11-24T01:00:00+07:00"];
    let words = words.into_iter().chain(now).chain(line.iter().copied());
    let output = start(words, "");
    let after = fs::read(&path).unwrap();
    if output.status.code() == Some(0) {
        let told = String::from_utf8(output.stdout).unwrap();
        return Ok((serde_json::from_slice(&after).unwrap(), told));
    }
    // Not one of the numbers is written, and nothing is left beside the feed.
    assert_eq!(after, feed().to_string().as_bytes());
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
    Err(String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_small_sheet_of_offices_and_numbers_changes_todays_numbers() {
    // At 01:00 in Jakarta it is the same day in Jayapura.
    let sheet =
        "Kantor;Sisa;Layanan\nKEDIRI;7;\nambon;penuh;Percepatan\nAmbon;;regular\nJumlah;7;\n";
    let (after, told) = set_from("angka.csv", sheet, &[]).unwrap();
    let mut expected = feed();
    expected["offices"][0]["quota"][0]["open"][1] = json!(7);
    assert_eq!(after, expected);
    assert!(
        told.contains("2 numbers written, 1 of them as before"),
        "{told}"
    );
    assert!(
        told.contains("angka.csv!A5: this row is a note or a sum"),
        "{told}"
    );
}

#[test]
fn the_day_is_that_of_the_row_or_else_of_the_option() {
    let line = ["--date", "2026-11-23", "--service", "regular", "--checked"];
    let sheet = "Office,Left,Date\nkediri,9,\nambon,8,25/11/2026\n";
    let (after, _) = set_from("numbers.csv", sheet, &line).unwrap();
    assert_eq!(after["offices"][0]["quota"][0]["open"], json!([9, 0, -1]));
    assert_eq!(after["offices"][1]["quota"][0]["open"], json!([4, 0, 8]));
    assert_eq!(
        after["offices"][0]["observed_at"],
        "2026-11-24T01:00:00+07:00"
    );
    assert_eq!(
        after["offices"][1]["observed_at"],
        "2026-11-24T03:00:00+09:00"
    );
}

#[test]
fn the_sheet_may_be_a_workbook_of_its_own_or_with_others() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Kantor").unwrap();
    let sheet = book.add_worksheet().set_name("Kuota").unwrap();
    for (row, [office, number]) in (0..).zip([["Kantor", "Sisa"], ["Kediri", "3"]]) {
        sheet.write_string(row, 0, office).unwrap();
        sheet.write_string(row, 1, number).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let (after, _) = set_from("angka.xlsx", bytes, &[]).unwrap();
    assert_eq!(after["offices"][0]["quota"][0]["open"][1], 3);
}

#[test]
fn a_sheet_with_one_wrong_row_changes_nothing_and_names_each_wrong_one() {
    for (sheet, words) in [
        (
            "Kantor,Sisa\nkediri,7\nBlitar,1\nKedirri,2\n",
            &[
                "angka.csv!A3: the office \"Blitar\" is not among",
                "angka.csv!A4",
                "did you mean \"kediri\"?",
            ][..],
        ),
        (
            "Kantor,Sisa\nkediri,7\nambon,1\n",
            &["angka.csv!B3: ambon has several rows"],
        ),
        (
            "Kantor,Sisa,Tanggal\nkediri,7,1/11/2026\nkediri,21,24/11/2026\n",
            &[
                "nothing is written",
                "angka.csv!B2: 2026-11-01 is neither",
                "angka.csv!B3: 21 left of only 20",
            ],
        ),
        (
            "Kantor,Sisa\nkediri,7\nKediri,8\n",
            &["angka.csv!B3: 2026-11-24 of kediri is already written in angka.csv!B2"],
        ),
        (
            "Kantor,Sisa\nkediri,50%\n",
            &["angka.csv!B2: 50% is a share"],
        ),
        (
            "Kantor,Sisa\nkediri,belum\n",
            &["angka.csv!B2: \"not yet\" cannot be written"],
        ),
        ("Kantor,Sisa\nkediri,\n", &["no number changes"]),
        ("Kantor,Tanggal\nkediri,24/11/2026\n", &["angka.csv!1: "]),
        ("", &["empty"]),
    ] {
        let message = set_from("angka.csv", sheet, &[]).unwrap_err();
        for words in words {
            assert!(message.contains(words), "{sheet}: {message}");
        }
    }
    // Two offices of one name.
    let folder = Folder::new();
    let mut twins = feed();
    twins["offices"][1]["name"] = json!("KEDIRI ");
    twins["offices"][0]["id"] = json!("one");
    let path = folder.write("feed.json", twins.to_string());
    let sheet = folder.write("angka.csv", "Kantor,Sisa\nKediri,7\n");
    let output = start(["set", &path, "--from", &sheet], "");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(
        message.contains("lebih dari satu kantor bernama \"Kediri\""),
        "{message}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), twins.to_string());
}
