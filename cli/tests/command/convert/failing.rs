//! Tests that input which cannot be converted exits with 2 and one sentence, and writes nothing.

use super::folder::Folder;

const UNIVAF: &str = r#"[{"id": "1", "name": "A", "state": "WA", "availability": null}]"#;
const SMART: &str = r#"{"transactionTime": "2021-02-28T10:00:00Z", "request": "x", "output": []}"#;
const VITEMADOSE: &str = r#"{"centres_disponibles": [], "centres_indisponibles": []}"#;

#[test]
fn a_file_of_another_format_is_recognised() {
    let folder = Folder::with(&[
        ("univaf.json", UNIVAF),
        ("smart.json", SMART),
        ("vitemadose.json", VITEMADOSE),
        ("daily.json", r#"{"creneaux_quotidiens": []}"#),
        ("feed.json", r#"{"format": "slot-feed", "version": "1.0"}"#),
    ]);
    for (from, file, words) in [
        (
            "univaf",
            "smart.json",
            "looks like a SMART Scheduling Links manifest; use --from smart",
        ),
        (
            "univaf",
            "vitemadose.json",
            "looks like places of ViteMaDose; use --from vitemadose",
        ),
        (
            "smart",
            "univaf.json",
            "looks like UNIVAF locations; use --from univaf",
        ),
        ("vitemadose", "univaf.json", "use --from univaf"),
        (
            "vitemadose",
            "daily.json",
            "09.json beside 09/creneaux-quotidiens.json",
        ),
        ("smart", "feed.json", "a slot-feed already"),
    ] {
        let message = folder.failure(from, file);
        assert!(
            message.contains(words) && message.contains(file),
            "{message}"
        );
    }
}

#[test]
fn input_other_than_json_is_identified() {
    let folder = Folder::new();
    for (name, bytes, words) in [
        ("gzip", &b"\x1f\x8b\x08\x00rubbish"[..], "gzip"),
        ("zip", b"PK\x03\x04rubbish", "ZIP"),
        ("utf16", b"\xff\xfe[\x00]\x00", "UTF-16"),
        ("page", b"<!doctype html><title>404</title>", "web page"),
        ("empty", b" \n", "empty"),
        ("noise", b"\x00\x01\x02\xff", "no JSON"),
        (
            "windows",
            b"[{\"id\": \"1\", \"name\": \"Pharmacie de l'\xc9glise\"}]",
            "UTF-8",
        ),
        ("cut", br#"[{"id": "1", "name": "A"}, {"id": "#, "cut off"),
        ("oops", br#"[{"id": "1", oops}]"#, "not usable JSON"),
        ("scalar", b"[1, 2, 3]", "no office"),
        ("none", b"[]", "no office"),
        ("behind", b"[] []", "not usable JSON"),
        (
            "cut.ndjson",
            b"{\"id\": \"1\", \"name\": \"A\"}\n{\"id\": \"2\", \"na",
            "line 2",
        ),
        ("bad.ndjson", b"{oops}\n{oops}\n", "no line that is JSON"),
    ] {
        folder.put(name, bytes);
        let message = folder.failure("univaf", name);
        assert!(message.contains(words), "{name}: {message}");
    }
    let deep = "[".repeat(100_000);
    folder.put("deep", deep.as_bytes());
    assert!(folder.failure("univaf", "deep").contains("not usable JSON"));
}

#[test]
fn files_that_are_not_there_are_named() {
    let folder = Folder::with(&[
        (
            "remote.json",
            r#"{"request": "x", "output": [{"type": "Slot", "url": "https://far.example/slots.ndjson"}]}"#,
        ),
        (
            "lost.json",
            r#"{"request": "x", "output": [{"type": "Slot", "url": "slots.ndjson"}]}"#,
        ),
    ]);
    let message = folder.failure("smart", "remote.json");
    assert!(
        message.contains("https://far.example/slots.ndjson")
            && message.contains("beside the manifest as slots.ndjson"),
        "{message}"
    );
    assert!(
        folder
            .failure("smart", "lost.json")
            .contains("names slots.ndjson")
    );
    assert!(
        folder
            .failure("univaf", "nowhere.json")
            .contains("nowhere.json")
    );
    folder.put("sub/readme.txt", b"x");
    assert!(folder.failure("univaf", "sub").contains("no file *.json"));
    assert!(folder.failure("smart", "sub").contains("no manifest"));
}

#[test]
fn a_zone_that_is_not_known_is_asked_for() {
    let folder = Folder::with(&[(
        "a.json",
        r#"[{"id": "1", "name": "A", "state": "Bavaria"}]"#,
    )]);
    assert!(folder.failure("univaf", "a.json").contains("--time-zone"));
    let path = folder.path("a.json");
    let output = crate::running::start(
        [
            "convert",
            "--from",
            "univaf",
            &path,
            "--time-zone",
            "Mars/Base",
        ],
        "",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("America/New_York"));
}

#[test]
fn the_report_for_people_is_in_both_languages() {
    let folder = Folder::with(&[("a.json", UNIVAF)]);
    let path = folder.path("a.json");
    let told = |lang: &str| {
        let output =
            crate::running::start(["convert", "--from", "univaf", &path, "--lang", lang], "");
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(
        told("en").contains(
            "Taken as it is, in this sense:\n  1  offices without coordinates\n       A\n"
        ),
        "{}",
        told("en")
    );
    assert!(
        told("id").contains("kantor tanpa koordinat"),
        "{}",
        told("id")
    );
}
