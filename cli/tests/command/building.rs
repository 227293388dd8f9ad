//! From a spreadsheet to a feed: what `slot-feed build` reads, and what it refuses.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};
use slot_finder::{Feed, TzZones};

use crate::running::{list, office, start, text};

/// A Sunday morning.
const NOW: &str = "2026-11-22T08:00:00+07:00";

/// A folder of its own, which goes with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("slot-feed-build-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        fs::write(self.0.join(name), bytes).unwrap();
        self.path(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const META: &str = r#"
update_every = "1 hari kerja"
time_zone = "WIB"
[[services]]
id = "regular"
name = { id = "Paspor biasa", en = "Ordinary passport" }
default = true
[[services]]
id = "percepatan"
name = "Percepatan"
"#;

const OFFICES: &str = "Kode,Nama,Nama pendek,Koordinat\nkediri,Kantor Imigrasi Kediri,Kediri,\"-7.82, 112.01\"\n,Kantor Imigrasi Blitar,Blitar,\n";

/// What `build` does with these CSV files: its message, or the feed.
fn build_bytes(offices: &[u8], quota: &[u8], meta: &[u8]) -> Result<Value, String> {
    tell_bytes(offices, quota, meta).map(|(feed, _)| feed)
}

/// The same, with what `build` tells of a feed that it made.
fn tell_bytes(offices: &[u8], quota: &[u8], meta: &[u8]) -> Result<(Value, String), String> {
    let folder = Folder::new();
    let offices = folder.write("OFFICES.csv", offices);
    let quota = folder.write("QUOTA.csv", quota);
    let meta = folder.write("META.toml", meta);
    let feed = folder.path("feed.json");
    tell(
        &folder,
        &[&offices, &quota, "--meta", &meta, "-o", &feed],
        &feed,
    )
}

fn run(folder: &Folder, arguments: &[&str], feed: &str) -> Result<Value, String> {
    tell(folder, arguments, feed).map(|(feed, _)| feed)
}

fn tell(folder: &Folder, arguments: &[&str], feed: &str) -> Result<(Value, String), String> {
    let before = fs::read_dir(&folder.0).unwrap().count();
    let fixed = ["build", "--now", NOW, "--lang", "en"];
    let output = start(fixed.into_iter().chain(arguments.iter().copied()), "");
    if output.status.code() == Some(0) {
        let bytes = fs::read(feed).unwrap();
        let opened = Feed::open(bytes.clone(), None, &TzZones).unwrap();
        assert_eq!(opened.problems(), []);
        let told = String::from_utf8(output.stdout).unwrap();
        return Ok((serde_json::from_slice(&bytes).unwrap(), told));
    }
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert_eq!(output.stdout, b"", "{message}");
    // Neither the feed nor half of one.
    assert_eq!(
        fs::read_dir(&folder.0).unwrap().count(),
        before,
        "{message}"
    );
    Err(message)
}

fn build(quota: &str) -> Result<Value, String> {
    build_bytes(OFFICES.as_bytes(), quota.as_bytes(), META.as_bytes())
}

/// The lines of a message after its first.
fn complaints(message: &str) -> Vec<&str> {
    message.lines().skip(1).map(str::trim).collect()
}

/// The lines about what is not read, among what is told of a feed.
fn not_read(told: &str) -> Vec<&str> {
    let lines = told.lines().filter(|line| line.ends_with("is not read"));
    lines.map(str::trim).collect()
}

/// What `build` does with a workbook whose quota is written by `quota`; its other sheets are as `OFFICES` and `META`.
fn build_book(quota: impl Fn(&mut Worksheet)) -> Result<Value, String> {
    tell_book(quota).map(|(feed, _)| feed)
}

/// The same, with what `build` tells of a feed that it made.
fn tell_book(quota: impl Fn(&mut Worksheet)) -> Result<(Value, String), String> {
    let mut book = Workbook::new();
    let sheets: [(&str, &[&[&str]]); 3] = [
        (
            "Kantor",
            &[
                &["Kode", "Nama", "Nama pendek", "Koordinat"],
                &[
                    "kediri",
                    "Kantor Imigrasi Kediri",
                    "Kediri",
                    "-7.82, 112.01",
                ],
                &["", "Kantor Imigrasi Blitar", "Blitar"],
            ],
        ),
        (
            "Layanan",
            &[
                &["Kode", "Nama", "Nama (Inggris)", "Utama"],
                &["regular", "Paspor biasa", "Ordinary passport", "ya"],
                &["percepatan", "Percepatan"],
            ],
        ),
        (
            "Penerbit",
            &[
                &["Diperbarui setiap", "1 hari kerja"],
                &["Zona waktu", "WIB"],
            ],
        ),
    ];
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell).unwrap();
            }
        }
    }
    quota(book.add_worksheet().set_name("Kuota").unwrap());
    let folder = Folder::new();
    let path = folder.write("quota.xlsx", book.save_to_buffer().unwrap());
    let feed = folder.path("feed.json");
    tell(&folder, &[&path, "-o", &feed], &feed)
}

fn strings(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

#[test]
fn a_row_for_each_day_becomes_one_row_of_a_feed() {
    let feed = build(
        "kantor,layanan,tanggal,sisa,kuota,mulai,selesai,saluran,acara\n\
         Kediri,Paspor biasa,2026-11-25,3,20,,,,\n\
         Kediri,Paspor biasa,2026-11-23,penuh,20,,,,\n\
         Kantor Imigrasi Blitar,percepatan,23/11/2026,5,10,08.00,09:30,datang langsung,\n\
         Kantor Imigrasi Blitar,percepatan,24/11/2026,5,12,08:00,09:30,walk in,\n\
         kediri,regular,28 Nov 2026,40,,,,aplikasi,Paspor Simpatik\n",
    )
    .unwrap();
    assert_eq!(
        office(&feed, "kediri")["quota"],
        json!([
            {"service": "regular", "from": "2026-11-23", "open": [0, null, 3], "total": 20},
            {"service": "regular", "event": {"id": "paspor-simpatik", "name": "Paspor Simpatik"}, "from": "2026-11-28", "open": [40]},
        ])
    );
    assert_eq!(
        office(&feed, "kantor-imigrasi-blitar")["quota"],
        json!([{"service": "percepatan", "channel": "walk_in", "session": {"start": "08:00", "end": "09:30"}, "from": "2026-11-23",
                "open": [5, 5], "total": [10, 12]}])
    );
    let kediri = office(&feed, "kediri");
    assert_eq!(
        (&kediri["lat"], &kediri["lon"]),
        (&json!(-7.82), &json!(112.01))
    );
    assert_eq!(feed["generated_at"], NOW);
    // Made on Sunday: Monday's numbers are late at noon of the day, Tuesday's likewise, both half a day after 08:00.
    assert_eq!(
        (&feed["stale_after"], &feed["expires_after"]),
        (&json!(129_600), &json!(216_000))
    );
}

#[test]
fn a_column_for_each_day_gives_the_same_feed() {
    let long = build(
        "Office;Service;Date;Left;Total\nKediri;Paspor biasa;2026-11-23;12;20\nKediri;Paspor biasa;2026-11-24;full;20\n\
         Kediri;Paspor biasa;2026-11-25;closed;20\nKediri;Paspor biasa;2026-11-26;;20\nKediri;Paspor biasa;2026-11-27;4;20\n\
         Kediri;Paspor biasa;2026-11-28;not yet;20\nBlitar;Percepatan;2026-11-24;1;\n",
    )
    .unwrap();
    let wide = build(
        "Kantor\tLayanan\tKuota\t23/11/2026\t24 Nov 2026\t2026-11-25\tKamis, 26 November 2026\t27-11-2026\t28/11/2026\n\
         Kediri\tregular\t20\t12\tpenuh\tlibur\t\t4\tbelum\n\
         Blitar\tpercepatan\t\t?\t1\tbelum\tbelum\t\t\t\n",
    )
    .unwrap();
    assert_eq!(office(&long, "kediri"), office(&wide, "kediri"));
    assert_eq!(
        office(&long, "kediri")["quota"][0]["open"],
        json!([12, 0, -1, null, 4])
    );
    assert_eq!(
        office(&wide, "kantor-imigrasi-blitar")["quota"][0]["open"],
        json!([null, 1])
    );
    let book = build_book(|sheet| {
        strings(sheet, 0, &["Kantor", "Layanan", "Kuota"]);
        strings(sheet, 1, &["Kediri", "Paspor biasa"]);
        sheet.write_number(1, 2, 20).unwrap();
        let date = Format::new().set_num_format("d mmm yyyy");
        for (column, cell) in (3..).zip(["12", "PENUH", " Tutup ", "", "4", "belum"]) {
            let day =
                ExcelDateTime::from_ymd(2026, 11, 20 + u8::try_from(column).unwrap()).unwrap();
            sheet
                .write_datetime_with_format(0, column, &day, &date)
                .unwrap();
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(1, column, number).unwrap(),
                Err(_) => sheet.write_string(1, column, cell).unwrap(),
            };
        }
        strings(sheet, 2, &["Blitar", "Percepatan", "", "", "1"]);
    })
    .unwrap();
    assert_eq!(office(&book, "kediri"), office(&long, "kediri"));
}

#[test]
fn every_cell_that_cannot_be_read_is_named() {
    let message = build_book(|sheet| {
        strings(
            sheet,
            1,
            &[
                "Kantor", "Layanan", "Tanggal", "Sisa", "Kuota", "Mulai", "Selesai", "Saluran",
            ],
        );
        let date = Format::new().set_num_format("dd/mm/yyyy");
        let monday = ExcelDateTime::from_ymd(2026, 11, 23).unwrap();
        for row in 3..12 {
            strings(sheet, row, &["Kediri", "Paspor biasa"]);
            sheet
                .write_datetime_with_format(row, 2, &monday, &date)
                .unwrap();
        }
        sheet
            .write_formula(3, 3, Formula::new("=Hilang!A1").set_result("#REF!"))
            .unwrap();
        strings(sheet, 4, &["Kediru", "Paspor Biassa", "", "12 orang"]);
        sheet.write_number(5, 3, 1.5).unwrap();
        sheet.write_number(6, 3, -2).unwrap();
        strings(
            sheet,
            7,
            &[
                "Kediri",
                "Percepatan",
                "31/11/2026",
                "penu",
                "banyak",
                "25:00",
                "",
                "faks",
            ],
        );
        strings(sheet, 8, &["Kediri", "Percepatan", "besok"]);
        sheet
            .write_datetime_with_format(9, 3, &monday, &date)
            .unwrap();
        strings(sheet, 10, &["Kediri", "Percepatan", "", "7", "5"]);
    })
    .unwrap_err();
    assert!(
        message
            .starts_with("slot-feed: quota.xlsx: 14 things must be mended; nothing was written.\n"),
        "{message}"
    );
    let places: Vec<&str> = complaints(&message)
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    let expected = [
        "Kuota!D4",
        "Kuota!A5",
        "Kuota!B5",
        "Kuota!D5",
        "Kuota!D6",
        "Kuota!D7",
        "Kuota!E8",
        "Kuota!H8",
        "Kuota!F8",
        "Kuota!D8",
        "Kuota!C8",
        "Kuota!C9",
        "Kuota!D10",
        "Kuota!D11",
    ];
    assert_eq!(places, expected, "{message}");
    for words in [
        "Kuota!D4: the formula fails: #REF!",
        "Kuota!A5: the office \"Kediru\" is not among the offices; did you mean \"kediri\"?",
        "did you mean \"paspor biasa\"?",
        "Kuota!D5: \"12 orang\": write the number only, 12",
        "Kuota!D7: -2 is less than zero; if there is no service, write closed",
        "did you mean \"penuh\"?",
        "Kuota!D11: 7 left of only 5",
    ] {
        assert!(message.contains(words), "{words}\n{message}");
    }
}

#[test]
fn the_same_day_twice_names_both_cells() {
    let message = build("kantor,layanan,tanggal,sisa\n\nKediri,regular,23/11/2026,1\n\n\nkediri,Paspor biasa,2026-11-23,2\n").unwrap_err();
    assert!(message.contains("QUOTA.csv!D6: 2026-11-23 for the same office, service and session stands at QUOTA.csv!D3 already"), "{message}");
    let sessions = build(
        "kantor,layanan,tanggal,sisa,sesi\nKediri,regular,23/11/2026,1,08:00-09:00\nKediri,regular,23/11/2026,2,09:00-10:00\n",
    );
    assert_eq!(
        list(&office(&sessions.unwrap(), "kediri")["quota"]).len(),
        2
    );
    let message = build("kantor,layanan,23/11/2026,2026-11-23\nKediri,regular,1,2\n").unwrap_err();
    assert!(
        message.contains("QUOTA.csv!D1") && message.contains("QUOTA.csv!C1"),
        "{message}"
    );
}

#[test]
fn nothing_may_follow_the_end_of_the_released_days() {
    let message =
        build("kantor,layanan,23/11/2026,24/11/2026,25/11/2026\nKediri,regular,1,belum,3\n")
            .unwrap_err();
    assert!(
        message.contains("QUOTA.csv!E2: after \"not yet\" (QUOTA.csv!D2)"),
        "{message}"
    );
}

#[test]
fn a_year_typed_wrong_is_found_by_the_days_between() {
    let message = build(
        "kantor,layanan,tanggal,sisa\nKediri,regular,23/11/2026,1\nKediri,regular,24/11/2062,2\n",
    )
    .unwrap_err();
    assert!(
        message.contains("QUOTA.csv!D3: from 2026-11-23 (QUOTA.csv!D2) to 2062-11-24"),
        "{message}"
    );
}

#[test]
fn days_that_are_not_listed_are_closed_only_if_the_publisher_says_so() {
    let quota =
        "kantor,layanan,tanggal,sisa\nKediri,regular,27/11/2026,1\nKediri,regular,01/12/2026,2\n";
    let closed = "[[closed]]\nfrom = 2026-11-30\nreason = \"Pilkada\"\nto = 2026-11-30\n";
    for (meta, expected) in [
        (META.to_owned(), json!([1, null, null, null, 2])),
        (
            format!("service_days = \"Senin-Jumat\"\n{META}"),
            json!([1, -1, -1, null, 2]),
        ),
        (
            format!("service_days = \"Senin-Jumat\"\n{META}{closed}"),
            json!([1, -1, -1, -1, 2]),
        ),
    ] {
        let feed = build_bytes(OFFICES.as_bytes(), quota.as_bytes(), meta.as_bytes()).unwrap();
        assert_eq!(office(&feed, "kediri")["quota"][0]["open"], expected);
    }
}

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
fn a_lone_column_of_quota_is_not_taken_for_what_is_left() {
    let message = build("kantor,layanan,tanggal,kuota\nKediri,regular,23/11/2026,5\n").unwrap_err();
    assert!(
        message.contains("QUOTA.csv!1: no column is headed by one of: Sisa, Left"),
        "{message}"
    );
}

#[test]
fn headings_are_known_or_named() {
    let message = build("kantor,layanan,tangal,sisa,petugas\nKediri,regular,23/11/2026,5,Budi\n")
        .unwrap_err();
    assert!(
        message.contains(
            "QUOTA.csv!C1: the heading \"tangal\" is not known; did you mean \"Tanggal\"?"
        ),
        "{message}"
    );
    assert!(
        build("kantor,layanan,tanggal,sisa,petugas\nKediri,regular,23/11/2026,5,Budi\n").is_ok()
    );
    let message = build("a,b,c\n1,2,3\n").unwrap_err();
    assert!(
        message.contains("QUOTA.csv: no heading is known; known are: Kantor, Layanan"),
        "{message}"
    );
}

#[test]
fn a_column_without_a_heading_is_named_once_by_its_first_value() {
    // Columns E and G hold values; F and I hold none, or spaces only.
    let (feed, told) = tell_bytes(
        b"Kode,Nama,,Nama pendek\nkediri,Kantor Imigrasi Kediri,,Kediri\n,Kantor Imigrasi Blitar,Jawa Timur,Blitar\n",
        b"Kantor,Layanan,Tanggal,Sisa,,,,petugas\n\
          Kediri,regular,23/11/2026,60,, ,77,Budi\n\
          Kediri,regular,24/11/2026,50,99,\xc2\xa0,78,,\n\
          Kediri,regular,25/11/2026,40,98,,,,  \n",
        META.as_bytes(),
    )
    .unwrap();
    assert_eq!(
        office(&feed, "kediri")["quota"][0]["open"],
        json!([60, 50, 40])
    );
    assert_eq!(
        not_read(&told),
        [
            "OFFICES.csv!C3: no heading stands above this cell; its column is not read",
            "QUOTA.csv!H1: the column \"petugas\" is not read",
            "QUOTA.csv!E3: no heading stands above this cell; its column is not read",
            "QUOTA.csv!G2: no heading stands above this cell; its column is not read",
        ]
    );
}

#[test]
fn a_day_without_a_heading_is_named_where_each_day_has_a_column() {
    let lost = "no heading stands above this cell; its column is not read";
    let (feed, told) = tell_bytes(
        OFFICES.as_bytes(),
        b"Kuota Dinas,,,,\nKantor,Layanan,23/11/2026,,25/11/2026\nKediri,regular,1,,3\nBlitar,regular,4,5,6,7\n",
        META.as_bytes(),
    )
    .unwrap();
    assert_eq!(
        office(&feed, "kediri")["quota"][0]["open"],
        json!([1, null, 3])
    );
    assert_eq!(
        not_read(&told),
        [
            format!("QUOTA.csv!D4: {lost}"),
            format!("QUOTA.csv!F4: {lost}")
        ]
    );
    let (_, told) = tell_book(|sheet| {
        strings(
            sheet,
            1,
            &["Kantor", "Layanan", "23/11/2026", " ", "25/11/2026"],
        );
        strings(sheet, 2, &["Kediri", "regular", "1", " ", "3", "", "  "]);
        strings(sheet, 3, &["Blitar", "regular", "4"]);
        sheet.write_number(3, 3, 5).unwrap();
        sheet.write_number(4, 5, 0).unwrap();
    })
    .unwrap();
    assert_eq!(
        not_read(&told),
        [format!("Kuota!D4: {lost}"), format!("Kuota!F5: {lost}")]
    );
}

#[test]
fn values_beside_the_last_heading_of_a_workbook_are_named() {
    let (_, told) = tell_book(|sheet| {
        strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
        strings(sheet, 1, &["Kediri", "regular", "23/11/2026", "60"]);
        strings(sheet, 2, &["Kediri", "regular", "24/11/2026", "50"]);
        sheet.write_number(1, 4, 99).unwrap();
        sheet.write_number(2, 4, 98).unwrap();
        sheet.write_boolean(2, 26, false).unwrap();
    })
    .unwrap();
    assert_eq!(
        not_read(&told),
        [
            "Kuota!E2: no heading stands above this cell; its column is not read",
            "Kuota!AA3: no heading stands above this cell; its column is not read",
        ]
    );
}

#[test]
fn merged_names_hold_for_each_row_and_merged_numbers_for_none() {
    let merged = |with_number: bool| {
        build_book(move |sheet| {
            strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
            let format = Format::new();
            sheet.merge_range(1, 0, 2, 0, "Kediri", &format).unwrap();
            for (row, day) in [(1, "23/11/2026"), (2, "24/11/2026")] {
                sheet.write_string(row, 1, "regular").unwrap();
                sheet.write_string(row, 2, day).unwrap();
                sheet.write_number(row, 3, 4).unwrap();
            }
            if with_number {
                sheet.merge_range(1, 3, 2, 3, "", &format).unwrap();
                sheet.write_number(1, 3, 4).unwrap();
            }
        })
    };
    assert_eq!(
        office(&merged(false).unwrap(), "kediri")["quota"][0]["open"],
        json!([4, 4])
    );
    let message = merged(true).unwrap_err();
    assert!(
        message.contains("Kuota!D2: the number 4 stands in merged cells"),
        "{message}"
    );
    assert!(
        message.contains("Kuota!D3: the number 4 stands in merged cells"),
        "{message}"
    );
}

#[test]
fn offices_and_services_are_checked_where_they_stand() {
    let quota = "kantor,layanan,tanggal,sisa\nA,regular,23/11/2026,1\n";
    for (offices, words) in [
        (
            "Nama,Lintang,Bujur\nA,-782,112\n",
            "OFFICES.csv!B2: -782 is more than 90 degrees",
        ),
        (
            "Nama,Lintang,Bujur\nA,-7.82,\n",
            "OFFICES.csv!A2: latitude and longitude must both be there",
        ),
        ("Nama,Kode\nA,a b\n", "OFFICES.csv!B2: \"a b\" is no id"),
        (
            "Nama\nA\na\n",
            "OFFICES.csv!A3: the id \"a\" is taken at OFFICES.csv!A2",
        ),
        (
            "Nama\n東京\n",
            "OFFICES.csv!A2: no id can be made of the name \"東京\"",
        ),
        (
            "Nama,Zona waktu\nA,WITB\n",
            "OFFICES.csv!B2: the time zone \"WITB\" is not known",
        ),
        (
            "Nama,Situs\nA,http://a.example\n",
            "OFFICES.csv!B2: \"http://a.example\" is no link",
        ),
        (
            "Nama,Kantor induk\nA,Induk\n",
            "OFFICES.csv!B2: the office \"Induk\" is not among the offices",
        ),
        (
            "Nama,Dicek pada\nA,tadi pagi\n",
            "OFFICES.csv!B2: \"tadi pagi\" is no date with a time",
        ),
        ("Nama\n", "OFFICES.csv: there is no office yet"),
    ] {
        let message =
            build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap_err();
        assert!(message.contains(words), "{words}\n{message}");
    }
}

#[test]
fn an_office_says_when_it_was_checked_by_its_own_clock() {
    let offices = "Nama,Kode,Zona waktu,Dicek pada\nKediri,kediri,,22/11/2026 07:30\nBlitar,blitar,WITA,2026-11-22 07.30\nMalang,malang,,\n";
    let feed = build_bytes(
        offices.as_bytes(),
        b"kantor,layanan,tanggal,sisa\nKediri,regular,1/12/2026,1\n",
        META.as_bytes(),
    )
    .unwrap();
    assert_eq!(
        office(&feed, "kediri")["observed_at"],
        "2026-11-22T07:30:00+07:00"
    );
    assert_eq!(
        office(&feed, "blitar")["observed_at"],
        "2026-11-22T07:30:00+08:00"
    );
    assert_eq!(office(&feed, "malang")["observed_at"], Value::Null);
}

#[test]
fn how_often_the_sheet_is_updated_must_be_said() {
    let quota = "kantor,layanan,tanggal,sisa\nKediri,regular,23/11/2026,1\n";
    for (meta, words) in [
        (
            META.replace("update_every = \"1 hari kerja\"", ""),
            "say how often this data is updated",
        ),
        (
            META.replace("1 hari kerja", "kadang-kadang"),
            "update_every: \"kadang-kadang\" is not understood",
        ),
        (
            META.replace("update_every", "update_evry"),
            "the key \"update_evry\" is not known; did you mean \"update_every\"?",
        ),
        (
            META.replace("time_zone = \"WIB\"", ""),
            "time_zone: the time zone \"\" is missing",
        ),
        (
            META.replace("[[services]]", "[[services"),
            "META.toml:4: the TOML cannot be read",
        ),
        (
            META.replace("[[services]]", "[[alerts]]"),
            "there is no service",
        ),
        (
            META.replace("id = \"percepatan\"", "id = \"bad id\""),
            "the feed made is not right yet",
        ),
    ] {
        let message =
            build_bytes(OFFICES.as_bytes(), quota.as_bytes(), meta.as_bytes()).unwrap_err();
        assert!(message.contains(words), "{words}\n{message}");
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
    for (offices, words) in [
        (&b"Nama\nA\x00B\n"[..], "OFFICES.csv: this is no text file"),
        (&whole[..], "OFFICES.csv: this is a workbook, not CSV"),
        (
            huge.as_bytes(),
            "OFFICES.csv!A2: 100000 characters, 2,000 at most",
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
