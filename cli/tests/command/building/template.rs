//! Tests what the cells of the template accept, as the workbook tells it to spreadsheet programs, and its wide form.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};

use super::*;

/// The workbook that `template` writes with these options.
fn template(options: &[&str]) -> Vec<u8> {
    let folder = Folder::new();
    let path = folder.path("quota.xlsx");
    let fixed = ["template", "--now", NOW, "-o", &path];
    text(start(fixed.into_iter().chain(options.iter().copied()), ""));
    fs::read(path).unwrap()
}

/// The rules of its sheet of quota, one per range of cells.
fn rules(book: &[u8]) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut xml = String::new();
    let mut sheet = archive.by_name("xl/worksheets/sheet2.xml").unwrap();
    sheet.read_to_string(&mut xml).unwrap();
    let rules = xml.split("<dataValidation ").skip(1);
    rules.map(str::to_owned).collect()
}

#[test]
fn cells_of_the_quota_reject_what_cannot_be_read() {
    let rules = rules(&template(&[]));
    // The columns: office, service, date, open, total, start, end, channel.
    for (column, kind) in [
        ('A', "type=\"list\""),
        ('B', "type=\"list\""),
        ('C', "type=\"date\""),
        ('D', "type=\"custom\""),
        ('E', "type=\"whole\""),
        ('H', "type=\"list\""),
    ] {
        let range = format!("sqref=\"{column}2:{column}2000\"");
        let rule = rules.iter().find(|rule| rule.contains(&range));
        let rule = rule.unwrap_or_else(|| panic!("no rule for {column}: {rules:?}"));
        assert!(rule.contains(kind), "{rule}");
        assert!(rule.contains("showErrorMessage=\"1\""), "{rule}");
        assert!(!rule.contains("errorStyle="), "only a warning: {rule}");
    }
}

#[test]
fn a_wide_template_has_as_many_days_as_asked_for_and_each_rejects_what_is_no_number() {
    let book = template(&["--days", "60"]);
    let mut cells: Xlsx<_> = Xlsx::new(Cursor::new(book.clone())).unwrap();
    let sheet = cells.worksheet_range("Kuota").unwrap();
    let days = sheet.rows().next().unwrap().iter();
    let days = days.filter(|cell| matches!(cell, Data::DateTime(_)));
    assert_eq!(days.count(), 60);
    let rules = rules(&book);
    let custom = rules.iter().filter(|rule| rule.contains("type=\"custom\""));
    assert_eq!(custom.count(), 60);
}

#[test]
fn a_wide_template_builds() {
    let folder = Folder::new();
    let book = folder.write("quota.xlsx", template(&["--days", "60"]));
    let feed = folder.path("feed.json");
    let made = run(&folder, &[&book, "-o", &feed], &feed).unwrap();
    assert_eq!(list(&made["offices"]).len(), 2);
}
