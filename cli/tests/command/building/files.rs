//! Tests files: encodings, files other than spreadsheets, and templates.

use super::*;

#[test]
fn csv_may_come_in_the_encodings_of_spreadsheets() {
    let offices = "Nama;Kode\r\nKantor Café;cafe\r\n";
    let quota = "kantor;layanan;tanggal;sisa\r\nKantor Café;Paspor biasa;01/12/2026;4\r\n";
    let expected = build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    assert_eq!(office(&expected, "cafe")["name"], "Kantor Café");
    let marked = |text: &str| [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let windows = |text: &str| {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect::<Vec<_>>()
    };
    let utf16 = |text: &str| {
        [0xfeff]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
    };
    let excels = |text: &str| format!("sep=;\r\n{text}").into_bytes();
    for encode in [
        &marked as &dyn Fn(&str) -> Vec<u8>,
        &windows,
        &utf16,
        &excels,
    ] {
        let feed = build_bytes(&encode(offices), &encode(quota), &marked(META)).unwrap();
        assert_eq!(feed, expected);
    }
}

#[test]
fn files_that_are_no_spreadsheets_are_refused() {
    let folder = Folder::new();
    let whole = {
        let mut book = Workbook::new();
        book.add_worksheet().write_string(0, 0, "x").unwrap();
        book.save_to_buffer().unwrap()
    };
    let feed = folder.path("feed.json");
    for (bytes, words) in [
        (&b""[..], "the file is empty"),
        (b"\x00\x01\x02rubbish\xff", "this is no Excel workbook"),
        (b"kantor,layanan\n", "this is no Excel workbook"),
        (b"PK\x03\x04rubbish", "the workbook is broken or cut short"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook"),
        (
            &whole[..whole.len() / 2],
            "the workbook is broken or cut short",
        ),
        (
            &whole[..],
            "there is no sheet Kantor, Offices; there are: Sheet1",
        ),
    ] {
        let path = folder.write("quota.xlsx", bytes);
        let message = run(&folder, &[&path, "-o", &feed], &feed).unwrap_err();
        assert!(
            message.contains("quota.xlsx: ") && message.contains(words),
            "{words}\n{message}"
        );
    }
    let missing = folder.path("none.xlsx");
    assert!(
        run(&folder, &[&missing], &feed)
            .unwrap_err()
            .contains("none.xlsx: the file cannot be opened")
    );
    let quota = b"kantor,layanan,tanggal,sisa\nKediri,regular,23/11/2026,1\n";
    let huge = format!("Nama\n\"{}\n", "x".repeat(100_000));
    let long = format!("Nama\n\"{}\"\n", "x".repeat(100_000));
    for (offices, words) in [
        (
            long.as_bytes(),
            "OFFICES.csv!A2: 100000 characters, 2,000 at most",
        ),
        (&b"Nama\nA\x00B\n"[..], "OFFICES.csv: this is no text file"),
        (&whole[..], "OFFICES.csv: this is a workbook, not CSV"),
        (
            huge.as_bytes(),
            "the quotation mark that opens a cell in line 2 is not closed",
        ),
        (b"", "OFFICES.csv: the file is empty"),
        (b"\n\n", "OFFICES.csv: no heading is known"),
    ] {
        let message = build_bytes(offices, quota, META.as_bytes()).unwrap_err();
        assert!(message.contains(words), "{words}\n{message}");
    }
    let offices = folder.write("OFFICES.csv", OFFICES);
    let quota = folder.write("QUOTA.csv", quota);
    let message = run(&folder, &[&offices, &quota], &feed).unwrap_err();
    assert!(
        message.contains("CSV files need --meta META.toml"),
        "{message}"
    );
}

#[test]
fn a_template_builds_and_ranks_at_once_in_every_form() {
    let folder = Folder::new();
    let template = |name: &str, more: &[&str]| {
        let path = folder.path(name);
        let told = text(start(
            ["template", "--now", NOW, "--lang", "en", "-o", &path]
                .into_iter()
                .chain(more.iter().copied()),
            "",
        ));
        assert!(
            told.contains("Fill it in, then: slot-feed build "),
            "{told}"
        );
        path
    };
    let (book, wide, csv) = (
        template("quota.xlsx", &[]),
        template("wide.xlsx", &["--wide"]),
        template("quota", &[]),
    );
    let files = ["OFFICES.csv", "QUOTA.csv", "META.toml"]
        .map(|name| Path::new(&csv).join(name).to_str().unwrap().to_owned());
    let [offices, quota, meta] = &files;
    let feed = folder.path("feed.json");
    let feeds = [
        &[book.as_str(), "-o", &feed][..],
        &[&wide, "-o", &feed],
        &[offices, quota, "--meta", meta, "-o", &feed],
    ]
    .map(|arguments| run(&folder, arguments, &feed).unwrap());
    assert_eq!(feeds[0], feeds[1]);
    assert_eq!(feeds[0], feeds[2]);
    assert_eq!(
        (&feeds[0]["sample"], list(&feeds[0]["offices"]).len()),
        (&json!(true), 2)
    );
    assert_eq!(
        office(&feeds[0], "contoh-kediri")["quota"][0],
        json!({"service": "regular", "from": "2026-11-23", "open": [0, 0, 0, 3, 12, -1, -1, null, 25], "total": 60})
    );
    for feed in &feeds {
        let checked = start(["check", "-", "--now", NOW, "--json"], &feed.to_string());
        let report: Value = serde_json::from_slice(&checked.stdout).unwrap();
        assert_eq!(
            (checked.status.code(), &report["errors"]),
            (Some(0), &json!(0)),
            "{report}"
        );
    }
    let table = text(start(
        ["rank", &feed, "--near", "-7.82,112.01", "--now", NOW],
        "",
    ));
    assert!(
        table.starts_with("CONTOH. ") && table.contains("Contoh Blitar  Sel 2026-11-24"),
        "{table}"
    );
}

#[test]
fn a_template_never_takes_the_place_of_a_file() {
    let folder = Folder::new();
    let filled = folder.write("quota.xlsx", "mine");
    for path in [&filled, &folder.path("quota.csv")] {
        let output = start(["template", "-o", path], "");
        assert_eq!(output.status.code(), Some(2));
    }
    assert_eq!(fs::read_to_string(&filled).unwrap(), "mine");
    let csv = folder.write("QUOTA.csv", "mine");
    let output = start(["template", "-o", folder.0.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&csv).unwrap(), "mine");
    assert!(!folder.0.join("OFFICES.csv").exists());
}

/// A file of 300 kB that unpacks to 300 MB is refused before it is opened: opening it would take several times that.
#[test]
fn a_workbook_that_unpacks_to_hundreds_of_megabytes_is_refused() {
    let folder = Folder::new();
    let mut book = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    book.start_file("xl/sharedStrings.xml", options).unwrap();
    let text = vec![b' '; 1 << 20];
    for _ in 0..300 {
        std::io::Write::write_all(&mut book, &text).unwrap();
    }
    let bytes = book.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    let path = folder.write("quota.xlsx", bytes);
    let feed = folder.path("feed.json");
    let message = run(&folder, &[&path, "-o", &feed], &feed).unwrap_err();
    assert!(
        message.contains("quota.xlsx: unpacked, the workbook is larger than 256 MiB"),
        "{message}"
    );
}
