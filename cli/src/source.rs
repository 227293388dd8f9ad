//! Reads the spreadsheets of a publisher: from files, standard input, and addresses.

use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::time::UNIX_EPOCH;

use chrono::DateTime;
use slot_finder::MAX_BYTES;
use slot_publisher::build::File;
use slot_publisher::failure::Failure;
use slot_publisher::words::{Value, Words};

use crate::fetch::{self, Got};

/// Reads a spreadsheet: a file, `-` for standard input, or an https address.
///
/// # Errors
/// If it cannot be read.
pub fn read(source: &str, words: &Words) -> Result<File, Failure> {
    if source == "-" {
        return local("stdin", io::stdin().lock(), None, words);
    }
    if let Some(address) = fetch::address(source)? {
        return of_address(&address, words);
    }
    let path = Path::new(source);
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy();
    match fs::File::open(path) {
        Ok(file) => local(&name, file, saved_at(path), words),
        Err(error) => Err(unreadable(&name, &error, words)),
    }
}

fn local(name: &str, from: impl Read, saved: Option<i64>, words: &Words) -> Result<File, Failure> {
    let limit = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    from.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, &error, words))?;
    Ok(File {
        name: name.to_owned(),
        bytes,
        saved,
    })
}

fn unreadable(name: &str, error: &io::Error, words: &Words) -> Failure {
    let values = [("text", Value::Text(&error.to_string()))];
    Failure::new(format!("{name}: {}", words.t("build.unreadable", &values)))
}

/// When a file was last saved.
fn saved_at(file: &Path) -> Option<i64> {
    let saved = fs::metadata(file).ok()?.modified().ok()?;
    let since = saved.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

/// Fetches a spreadsheet. The address of a published Google Sheet has no file name, so a table is known by its type.
fn of_address(address: &str, words: &Words) -> Result<File, Failure> {
    let got = fetch::get(address)?;
    let kind = got.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("text/html") {
        let page = words.t("build.page", &[]);
        return Err(Failure::new(format!("{address}: {page}")));
    }
    Ok(File {
        name: name_of(&got, kind),
        saved: changed_at(&got),
        bytes: got.bytes,
    })
}

/// The last part of the address, or else `sheet`, with the ending that the type tells.
fn name_of(got: &Got, kind: &str) -> String {
    let path = got.address.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') {
        last.to_owned()
    } else if kind.eq_ignore_ascii_case("text/csv") {
        "sheet.csv".to_owned()
    } else {
        "sheet".to_owned()
    }
}

/// When the server says that it was last changed.
fn changed_at(got: &Got) -> Option<i64> {
    let changed = DateTime::parse_from_rfc2822(got.header("last-modified")?).ok()?;
    Some(changed.timestamp_millis())
}
