//! Tests headings, columns without one, and merged cells.

use super::*;

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
            "OFFICES.csv!C3, QUOTA.csv!E3, QUOTA.csv!G2: there is no heading above this cell; its column is not read",
            "QUOTA.csv!H1: the column \"petugas\" is not read",
        ]
    );
}

#[test]
fn a_day_without_a_heading_is_named_where_each_day_has_a_column() {
    let lost = "there is no heading above this cell; its column is not read";
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
        [format!("QUOTA.csv!D4, QUOTA.csv!F4: {lost}")]
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
    assert_eq!(not_read(&told), [format!("Kuota!D4, Kuota!F5: {lost}")]);
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
        ["Kuota!E2, Kuota!AA3: there is no heading above this cell; its column is not read",]
    );
}

#[test]
fn merged_names_apply_to_each_row_and_merged_numbers_to_none() {
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
        message.contains("Kuota!D2, Kuota!D3: the number 4 is in merged cells"),
        "{message}"
    );
}
