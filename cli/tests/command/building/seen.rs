//! Tests that only the visible part of a workbook counts: number formats, and hidden rows and columns.

use super::*;

const DATE: &str = "dd/mm/yyyy";

/// A sheet of quota with these numbers from 1 December on, each in a row with its number format.
fn numbers(sheet: &mut Worksheet, numbers: &[(f64, &str)]) {
    strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
    let day = Format::new().set_num_format(DATE);
    for (row, (number, format)) in (1..).zip(numbers) {
        strings(sheet, row, &["Kediri", "regular"]);
        let date = ExcelDateTime::from_ymd(2026, 12, u8::try_from(row).unwrap()).unwrap();
        sheet.write_datetime(row, 2, date).unwrap();
        sheet.set_cell_format(row, 2, &day).unwrap();
        let format = Format::new().set_num_format(*format);
        sheet
            .write_number_with_format(row, 3, *number, &format)
            .unwrap();
    }
}

fn cells(feed: &Value) -> &Value {
    &office(feed, "kediri")["quota"][0]["open"]
}

#[test]
fn a_share_or_an_amount_of_money_is_no_number_of_places() {
    let message = build_book(|sheet| {
        numbers(
            sheet,
            &[
                (1.0, "0%"),
                (0.5, "0 %"),
                (0.0, "0.0%"),
                (7.0, "\"Rp\"#,##0"),
                (5_000.0, "0,"),
                (0.0, "0;-0;\"penuh\""),
                (3.0, "0"),
            ],
        );
    })
    .unwrap_err();
    let found = complaints(&message);
    assert_eq!(found.len(), 3, "{message}");
    for (line, begins) in found.iter().zip([
        "Kuota!D2, Kuota!D3, Kuota!D4: 100 %, 50 %, 0 % is a share, not a number of places",
        "Kuota!D5: 7 is formatted as money",
        "Kuota!D6, Kuota!D7: 5000, 0 is not shown as a plain number",
    ]) {
        assert!(line.starts_with(begins), "{line}");
    }
}

#[test]
fn a_plain_format_changes_nothing() {
    let formats = [(12.0, "#,##0"), (0.0, "0.00"), (3.0, "0 \"tempat\"")];
    let feed = build_book(|sheet| numbers(sheet, &formats)).unwrap();
    assert_eq!(*cells(&feed), json!([12, 0, 3]));
}

#[test]
fn hidden_rows_and_columns_are_left_out_and_named() {
    let (feed, told) = tell_book(|sheet| {
        numbers(sheet, &[(4.0, "0"), (99.0, "0"), (6.0, "0")]);
        strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa", "Kuota"]);
        sheet.write_number(1, 4, 50).unwrap();
        sheet.set_row_hidden(2).unwrap();
        sheet.set_column_hidden(4).unwrap();
    })
    .unwrap();
    assert_eq!(*cells(&feed), json!([4, null, 6]));
    assert_eq!(office(&feed, "kediri")["quota"][0]["total"], Value::Null);
    assert!(
        told.contains("Kuota: hidden rows are not read: 3\n"),
        "{told}"
    );
    assert!(
        told.contains("Kuota: hidden columns are not read: E\n"),
        "{told}"
    );
}

#[test]
fn filtered_rows_are_read_and_named() {
    let (feed, told) = tell_book(|sheet| {
        numbers(sheet, &[(4.0, "0"), (5.0, "0"), (6.0, "0")]);
        sheet.autofilter(0, 0, 3, 3).unwrap();
        let only = rust_xlsxwriter::FilterCondition::new()
            .add_custom_filter(rust_xlsxwriter::FilterCriteria::GreaterThan, 5);
        sheet.filter_column(3, &only).unwrap();
    })
    .unwrap();
    assert_eq!(*cells(&feed), json!([4, 5, 6]));
    let line = "Kuota: rows hidden by a filter are read: 2, 3\n";
    assert!(told.contains(line), "{told}");
}

#[test]
fn a_hidden_sheet_is_left_out_and_named() {
    let folder = Folder::new();
    let mut book = Workbook::new();
    add_sheets(&mut book);
    let open = |sheet: &mut Worksheet, number| numbers(sheet, &[(number, "0")]);
    open(book.add_worksheet().set_name("Kuota").unwrap(), 4.0);
    let old = book.add_worksheet().set_name("Kuota lama").unwrap();
    strings(old, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
    strings(old, 1, &["Kediri", "regular", "30/11/2026", "44"]);
    old.set_hidden(true);
    let path = folder.write("quota.xlsx", book.save_to_buffer().unwrap());
    let feed = folder.path("feed.json");
    let (feed, told) = tell(&folder, &[&path, "-o", &feed], &feed).unwrap();
    assert_eq!(*cells(&feed), json!([4]));
    assert!(
        told.contains("Kuota lama: this sheet is hidden and is not read"),
        "{told}"
    );
}
