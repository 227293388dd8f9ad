//! Sorts the sheets of a workbook, or the tables of CSV files, by purpose.

use super::complaint::{Complaints, Refusal};
use super::headings::Headings;
use super::sheet::Sheet;
use super::vocabulary::{Meanings, Vocabulary, meaning};
use super::{File, Request, refusal, source};

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

/// The sheets of the files of a request.
///
/// # Errors
/// If a file cannot be read.
pub fn read(
    request: &Request,
    words: &Vocabulary,
    complaints: &mut Complaints,
) -> Result<Sheets, Refusal> {
    let fail = |file: &File, wrong| refusal(file, wrong, request.words);
    for file in request.files {
        source::size(&file.bytes).map_err(|wrong| fail(file, wrong))?;
    }
    if let [book] = request.files
        && !source::is_table(book)
    {
        let sheets = source::workbook(&book.bytes, complaints);
        let sheets = sheets.map_err(|wrong| fail(book, wrong))?;
        return Ok(sort(sheets, &book.name, words, complaints));
    }
    let mut tables = Vec::new();
    for file in request.files {
        let table = source::csv(&file.name, &file.bytes, complaints);
        tables.push(table.map_err(|wrong| fail(file, wrong))?);
    }
    // The order of two files counts only where their headings do not tell which is which.
    if let [first, second] = tables.as_slice()
        && is_quota(first, words)
        && !is_quota(second, words)
    {
        tables.swap(0, 1);
    }
    let quota = tables.pop().into_iter().collect();
    if tables.len() > 1 {
        complaints.add(joined(request.files), "build.too_many_files", &[]);
    }
    Ok(Sheets {
        offices: tables,
        quota,
        services: Vec::new(),
        about: Vec::new(),
        closed: Vec::new(),
    })
}

fn joined(files: &[File]) -> String {
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    names.join(", ")
}

/// Whether the headings of a sheet are those of the quota.
fn is_quota(sheet: &Sheet, words: &Vocabulary) -> bool {
    let mut ignored = Complaints::default();
    let headings = Headings::find(sheet, &words.quota, true, words, &mut ignored);
    headings.is_some_and(|headings| {
        let has_days = ["date", "day"]
            .iter()
            .any(|path| headings.column(path).is_some());
        headings.column("office").is_some() && (has_days || !headings.days.is_empty())
    })
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
