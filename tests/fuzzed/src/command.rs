//! The publisher's command: spreadsheets, and feeds of other formats.
//!
//! Whatever the files hold, the command writes a feed that readers accept without a problem, or nothing and says why.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use arbitrary::{Result, Unstructured};
use rust_xlsxwriter::{ExcelDateTime, Formula, Workbook, Worksheet, XlsxError};
use slot_finder::{Feed, TzZones};

/// Between the files in an input.
const SEPARATOR: &[u8] = b"\n=====\n";

const META: &str = r#"
update_every = "1 hari kerja"
time_zone = "WIB"
[[services]]
id = "regular"
name = { id = "Paspor biasa", en = "Ordinary passport" }
default = true
"#;

/// Two CSV files, the offices and the quota, and perhaps the settings.
pub fn csv(data: &[u8]) {
    let mut files = split(data).into_iter();
    let offices = files.next().unwrap_or_default();
    let quota = files.next().unwrap_or_default();
    let meta = files.next().unwrap_or(META.as_bytes());
    let folder = Folder::with(&[
        ("OFFICES.csv", offices),
        ("QUOTA.csv", quota),
        ("META.toml", meta),
    ]);
    folder.run(
        "build",
        &[],
        &["OFFICES.csv", "QUOTA.csv"],
        Some("META.toml"),
    );
}

/// A workbook with any cells under headings that are known.
pub fn workbook(data: &[u8]) {
    let Ok(Ok(bytes)) = book(&mut Unstructured::new(data)) else {
        return;
    };
    let folder = Folder::with(&[("quota.xlsx", &bytes), ("META.toml", META.as_bytes())]);
    folder.run("build", &[], &["quota.xlsx"], Some("META.toml"));
}

/// A file of UNIVAF.
pub fn univaf(data: &[u8]) {
    let folder = Folder::with(&[("a.json", data)]);
    folder.run("convert", &["--from", "univaf"], &["a.json"], None);
}

/// A manifest of SMART Scheduling Links, and the files that it may name.
pub fn smart(data: &[u8]) {
    let names = [
        "manifest.json",
        "locations.ndjson",
        "schedules.ndjson",
        "slots.ndjson",
    ];
    let files: Vec<_> = names.into_iter().zip(split(data)).collect();
    let folder = Folder::with(&files);
    folder.run("convert", &["--from", "smart"], &["manifest.json"], None);
}

/// A file of `ViteMaDose`, and perhaps its daily counts.
pub fn vitemadose(data: &[u8]) {
    let names = ["09.json", "09/creneaux-quotidiens.json"];
    let files: Vec<_> = names.into_iter().zip(split(data)).collect();
    let folder = Folder::with(&files);
    folder.run(
        "convert",
        &["--from", "vitemadose", "--by-dose"],
        &["09.json"],
        None,
    );
}

/// The files of an input.
fn split(data: &[u8]) -> Vec<&[u8]> {
    let mut files = Vec::new();
    let mut rest = data;
    while let Some(at) = rest
        .windows(SEPARATOR.len())
        .position(|part| part == SEPARATOR)
    {
        files.push(&rest[..at]);
        rest = &rest[at + SEPARATOR.len()..];
    }
    files.push(rest);
    files
}

/// A workbook of an office sheet and a quota sheet.
fn book(from: &mut Unstructured<'_>) -> Result<std::result::Result<Vec<u8>, XlsxError>> {
    let mut book = Workbook::new();
    let offices = [
        "Nama",
        "Kode",
        "Nama pendek",
        "Koordinat",
        "Telepon",
        "Wilayah",
    ];
    let quota = [
        "Kantor", "Layanan", "Tanggal", "Sisa", "Kuota", "Mulai", "Selesai", "Saluran", "Acara",
    ];
    let days = [
        "Kantor",
        "Layanan",
        "23/11/2026",
        "24/11/2026",
        "25/11/2026",
    ];
    let quota: &[&str] = if from.ratio(1, 3)? { &days } else { &quota };
    for (name, headings) in [("Kantor", &offices[..]), ("Kuota", quota)] {
        let sheet = book.add_worksheet();
        if let Err(error) = sheet.set_name(name) {
            return Ok(Err(error));
        }
        for (column, heading) in (0..).zip(headings) {
            let _ = sheet.write_string(0, column, *heading);
        }
        for row in 1..=from.int_in_range(1..=4)? {
            for column in 0..u16::try_from(headings.len()).unwrap_or_default() {
                let _ = cell(from, sheet, row, column)?;
            }
        }
    }
    Ok(book.save_to_buffer())
}

fn cell<'s>(
    from: &mut Unstructured<'_>,
    sheet: &'s mut Worksheet,
    row: u32,
    column: u16,
) -> Result<std::result::Result<&'s mut Worksheet, XlsxError>> {
    let words = [
        "Kediri",
        "regular",
        "penuh",
        "tutup",
        "belum",
        "-",
        "?",
        "08:00",
        "09:00",
        "walk_in",
        "-7.82, 112.01",
        "23/11/2026",
        "1 Des 2026",
        "12",
        "1.000",
        "50%",
        "",
    ];
    Ok(match from.int_in_range(0..=9)? {
        // Most rows name the office and the service.
        0..=3 if column == 0 => sheet.write_string(row, column, "Kediri"),
        0..=3 if column == 1 => sheet.write_string(row, column, "regular"),
        0..=4 => sheet.write_string(row, column, *from.choose(&words)?),
        5 => sheet.write_number(row, column, f64::from(from.int_in_range(-3..=60)?)),
        6 => sheet.write_number(row, column, from.arbitrary::<f64>()?),
        7 => {
            let serial = f64::from(from.int_in_range(0..=60_000)?)
                + f64::from(from.arbitrary::<u8>()?) / 256.0;
            match ExcelDateTime::from_serial_datetime(serial) {
                Ok(time) => sheet.write_datetime(row, column, &time),
                Err(error) => Err(error),
            }
        }
        8 => sheet.write_formula(
            row,
            column,
            Formula::new("=1+1").set_result(from.arbitrary::<String>()?),
        ),
        _ => sheet.write_string(row, column, from.arbitrary::<String>()?),
    })
}

/// A folder of input files, used again by each run of a process.
struct Folder(PathBuf);

impl Folder {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let path = std::env::temp_dir().join(format!("slot-fuzzed-{}", std::process::id()));
        let folder = Self(path);
        for (name, bytes) in files {
            let path = folder.0.join(name);
            let above = path.parent().unwrap_or(Path::new("."));
            fs::create_dir_all(above).expect("a folder can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
        folder
    }

    /// Runs the command on these files, and checks what it wrote.
    fn run(&self, command: &str, options: &[&str], files: &[&str], meta: Option<&str>) {
        let feed = self.0.join("feed.json");
        let mut arguments: Vec<OsString> = vec!["slot-feed".into(), command.into()];
        arguments.extend(options.iter().map(OsString::from));
        arguments.extend(files.iter().map(|file| self.0.join(file).into()));
        if let Some(meta) = meta {
            arguments.extend(["--meta".into(), self.0.join(meta).into()]);
        }
        arguments.extend(["--now".into(), "2026-11-22T08:00:00+07:00".into()]);
        arguments.extend(["-o".into(), feed.clone().into()]);
        let code = slot_feed::run(arguments);
        let written = fs::read(&feed).ok();
        assert_eq!(
            (code, written.is_some()),
            if code == 0 { (0, true) } else { (2, false) }
        );
        if let Some(bytes) = written {
            let feed = Feed::open(bytes, None, &TzZones).expect("a feed that readers accept");
            assert_eq!(feed.problems(), []);
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left over would only be in the way of nothing.
        let _ = fs::remove_dir_all(&self.0);
    }
}
