//! Sorts the sheets of a workbook by purpose.

use super::complaint::Complaints;
use super::sheet::Sheet;
use super::vocabulary::{Meanings, Vocabulary, meaning};

/// Everything read from files, before building the feed.
pub struct Sheets {
    /// The offices.
    pub offices: Vec<Sheet>,
    /// The quota, on any number of sheets.
    pub quota: Vec<Sheet>,
    /// The services.
    pub services: Vec<Sheet>,
    /// The publisher and the feed as a whole.
    pub about: Vec<Sheet>,
    /// The closed days.
    pub closed: Vec<Sheet>,
}

/// The purpose of each sheet of a workbook, by name; names may have a suffix (`Kuota Desember`).
pub fn sort(
    sheets: Vec<Sheet>,
    book: &str,
    words: &Vocabulary,
    complaints: &mut Complaints,
) -> Sheets {
    let mut sorted = Sheets {
        offices: Vec::new(),
        quota: Vec::new(),
        services: Vec::new(),
        about: Vec::new(),
        closed: Vec::new(),
    };
    let found: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    for sheet in sheets {
        match sheet_meaning(&words.sheets, &sheet.name) {
            Some("offices") => sorted.offices.push(sheet),
            Some("quota") => sorted.quota.push(sheet),
            Some("services") => sorted.services.push(sheet),
            Some("about") => sorted.about.push(sheet),
            Some("closed") => sorted.closed.push(sheet),
            Some(_) => {}
            None => complaints.note(sheet.name, "build.sheet_unknown", &[]),
        }
    }
    for (sheets, wanted) in [
        (&sorted.offices, "Kantor, Offices"),
        (&sorted.quota, "Kuota, Quota"),
    ] {
        if sheets.is_empty() {
            let values = [("names", wanted.to_owned()), ("found", found.join(", "))];
            complaints.add(book.to_owned(), "build.sheet_missing", &values);
        }
    }
    for sheets in [
        &sorted.offices,
        &sorted.services,
        &sorted.about,
        &sorted.closed,
    ] {
        if let [first, second, ..] = sheets.as_slice() {
            let values = [("other", first.name.clone())];
            complaints.add(second.name.clone(), "build.sheet_twice", &values);
        }
    }
    sorted
}

fn sheet_meaning<'a>(sheets: &'a Meanings, name: &str) -> Option<&'a str> {
    let first = name.split_whitespace().next().unwrap_or_default();
    let part = name.split(['/', '(']).next().unwrap_or_default();
    meaning(sheets, name)
        .or_else(|| meaning(sheets, part))
        .or_else(|| meaning(sheets, first).filter(|&meaning| meaning == "quota"))
}
