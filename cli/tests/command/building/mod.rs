//! Tests `slot-feed build`: what it reads from a spreadsheet, and what it refuses.

mod dirty;
mod files;
mod headings;
mod quota;
mod seen;
mod sheets;
mod silent;
mod tables;
mod template;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use serde_json::{Value, json};
use slot_finder::{Feed, TzZones};

use crate::running::{list, office, start, text};

/// A Sunday morning.
const NOW: &str = "2026-11-22T08:00:00+07:00";

/// A temporary folder, removed on drop.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("slot-feed-build-{}-{number}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
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

/// Builds these CSV files: returns the error message, or the feed.
fn build_bytes(offices: &[u8], quota: &[u8], meta: &[u8]) -> Result<Value, String> {
    tell_bytes(offices, quota, meta).map(|(feed, _)| feed)
}

/// The same, with the message about a successful feed.
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
    // Neither a whole feed nor a part of one.
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

/// The lines about unread parts in the report on a feed.
fn not_read(told: &str) -> Vec<&str> {
    let lines = told.lines().filter(|line| line.ends_with("is not read"));
    lines.map(str::trim).collect()
}

/// Builds a workbook whose quota `quota` writes; its other sheets are `OFFICES` and `META`.
fn build_book(quota: impl Fn(&mut Worksheet)) -> Result<Value, String> {
    tell_book(quota).map(|(feed, _)| feed)
}

/// The same, with the message about a successful feed.
fn tell_book(quota: impl Fn(&mut Worksheet)) -> Result<(Value, String), String> {
    let mut book = Workbook::new();
    add_sheets(&mut book);
    quota(book.add_worksheet().set_name("Kuota").unwrap());
    let folder = Folder::new();
    let path = folder.write("quota.xlsx", book.save_to_buffer().unwrap());
    let feed = folder.path("feed.json");
    tell(&folder, &[&path, "-o", &feed], &feed)
}

/// The sheets of a workbook beside its quota.
fn add_sheets(book: &mut Workbook) {
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
}

fn strings(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}
