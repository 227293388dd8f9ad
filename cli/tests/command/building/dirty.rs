//! Tests dirty tables as offices keep them: one mistake is one finding, and no number is wrong in silence.

use rust_xlsxwriter::{Color, FormatBorder};

use super::*;

/// The one finding about a table of quota.
fn finding(quota: &str) -> String {
    let message = build(quota).unwrap_err();
    let found = complaints(&message);
    assert_eq!(found.len(), 1, "{message}");
    found[0].to_owned()
}

/// The cells of Kediri and the report on a table of quota.
fn read(quota: &str) -> (Value, String) {
    let (feed, told) = tell_bytes(OFFICES.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    let open = office(&feed, "kediri")["quota"][0]["open"].clone();
    (open, told)
}

const HEADINGS: &str = "Kantor,Layanan,Tanggal,Sisa\n";

#[test]
fn a_habit_is_one_finding_that_names_its_cells_and_first_values() {
    let quota = |cells: &[&str]| {
        let rows = (1..).zip(cells);
        let rows = rows.map(|(day, cell)| format!("Kediri,regular,{day}/12/2026,{cell}\n"));
        HEADINGS.to_owned() + &rows.collect::<String>()
    };
    assert_eq!(
        finding(&quota(&["≥5", "5+", "0?", "\"12,5\"", "1.000"])),
        "QUOTA.csv!D2, QUOTA.csv!D3, QUOTA.csv!D4, QUOTA.csv!D5 (and 1 more): \"≥5\", \"5+\", \"0?\" is no whole number; write it without points, commas or words"
    );
    assert!(finding(&quota(&["100%", "50 %"])).contains("D2, QUOTA.csv!D3: 100%, 50 % is a share"));
    assert!(finding(&quota(&["1 000", "1\u{2009}000"])).contains("is no whole number"));
    assert!(
        finding(&quota(&["−5"])).contains("below zero")
            || finding(&quota(&["−5"])).contains("less than")
    );
    let (open, _) = read(&quota(&[
        "１２",
        "5\u{a0}",
        "\u{202f}6",
        "Kuota penuh",
        "Hari libur",
    ]));
    assert_eq!(open, json!([12, 5, 6, 0, -1]));
}

#[test]
fn rows_that_were_pasted_twice_are_one_finding() {
    let days = (1..=3).map(|day| format!("Kediri,regular,{day}/12/2026,{day}\n"));
    let days = days.collect::<String>();
    let found = finding(&format!("{HEADINGS}{days}{days}"));
    assert!(
        found.starts_with(
            "QUOTA.csv!D5, QUOTA.csv!D6, QUOTA.csv!D7: 2026-12-01, 2026-12-02, 2026-12-03 "
        ),
        "{found}"
    );
}

#[test]
fn american_dates_are_one_finding_though_some_of_them_exist() {
    let days = (1..=19).map(|day| format!("Kediri,regular,12/{day}/2026,1\n"));
    let found = finding(&(HEADINGS.to_owned() + &days.collect::<String>()));
    assert!(found.contains("\"12/13/2026\", \"12/14/2026\""), "{found}");
    assert!(found.contains("seems to have the month first"), "{found}");
}

#[test]
fn two_american_dates_are_noted() {
    let (_, told) = read(&format!(
        "{HEADINGS}Kediri,regular,4/1/2027,5\nKediri,regular,5/1/2027,6\n"
    ));
    assert!(!told.contains("2027-04-01 and"), "{told}");
    let (_, told) = read(&format!(
        "{HEADINGS}Kediri,regular,1/4/2027,5\nKediri,regular,1/5/2027,6\n"
    ));
    assert!(told.contains("QUOTA.csv!C2: 2027-04-01"), "{told}");
}

#[test]
fn a_year_too_many_is_refused_where_other_days_are_near() {
    let found = finding(&format!(
        "{HEADINGS}Kediri,regular,30/11/2026,5\nKediri,regular,1/12/2027,6\nKediri,regular,2/12/2027,6\n"
    ));
    assert!(
        found.starts_with("QUOTA.csv!C3: 2027-12-01 is far ahead"),
        "{found}"
    );
    assert!(
        found.contains("2026") && found.contains("2 dates"),
        "{found}"
    );
}

#[test]
fn days_and_dates_are_read_as_people_write_them() {
    let (open, _) = read(&format!(
        "{HEADINGS}Kediri,regular,\"Jum’at, 27 Nopember 2026\",1\nKediri,regular,Sabtu (28/11/2026),2\nKediri,regular,\"Hari Minggu, tanggal 29 Nov 26\",3\n"
    ));
    assert_eq!(open, json!([1, 2, 3]));
    let found = finding("Kantor,Layanan,1,2,3\nKediri,regular,4,5,6\n");
    assert!(
        found.starts_with("QUOTA.csv!C1, QUOTA.csv!D1, QUOTA.csv!E1: "),
        "{found}"
    );
}

#[test]
fn sums_notes_and_signatures_are_left_out_with_a_note() {
    for below in [
        "Jumlah,,,11\n",
        "TOTAL,regular,,11\n",
        "Subtotal,,,11\nTotal keseluruhan,,,11\n",
        ",Jumlah,,11\n",
        ",,Total,11\n",
        "Jumlah Kediri,,,11\n",
        "Catatan: kuota dapat berubah sewaktu-waktu,,,\nSumber: M-Paspor,,,\n*) termasuk lansia,,,\n",
        ",,\"Kediri, 22 November 2026\",\n,,Kepala Kantor,\n,,NIP 19700101,\n",
    ] {
        let (open, told) = read(&format!(
            "{HEADINGS}Kediri,regular,1/12/2026,5\nKediri,regular,2/12/2026,6\n{below}"
        ));
        assert_eq!(open, json!([5, 6]), "{below}");
        assert!(
            told.contains("QUOTA.csv!") && told.contains("this row is a note or a sum"),
            "{told}"
        );
        assert_eq!(
            told.matches("this row is a note or a sum").count(),
            1,
            "{told}"
        );
    }
    // A number without a day is no note.
    assert!(
        finding(&format!(
            "{HEADINGS}Kediri,regular,1/12/2026,5\nKediri,regular,,6\n"
        ))
        .contains("C3")
    );
}

#[test]
fn notes_and_sums_below_the_offices_are_no_offices() {
    let quota = format!("{HEADINGS}Kediri,regular,1/12/2026,5\n");
    for below in [
        ",Catatan: diperbarui tiap hari,,\n",
        "Jumlah,2,,\n",
        ",Jumlah,,\n",
        "Kode,Nama,Nama pendek,Koordinat\n",
    ] {
        let offices = format!("{OFFICES}{below}");
        let feed = build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
        assert_eq!(list(&feed["offices"]).len(), 2, "{below}");
    }
    // There is a town of that name.
    let offices = format!("{OFFICES}sumber,Sumber,,\n");
    let feed = build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    assert_eq!(list(&feed["offices"]).len(), 3);
}

#[test]
fn a_column_of_sums_is_not_the_quota_of_each_day() {
    let found = finding(
        "Kantor,Layanan,1/12/2026,2/12/2026,Total\nKediri,regular,5,6,11\nBlitar,regular,7,8,15\n",
    );
    assert!(
        found.starts_with("QUOTA.csv!E1: this column adds up the days"),
        "{found}"
    );
    let (_, told) = read("Kantor,Layanan,1/12/2026,2/12/2026,Kuota\nKediri,regular,5,6,11\n");
    assert!(
        told.contains("QUOTA.csv!E1: this column adds up the days"),
        "{told}"
    );
    let (_, told) = read(
        "Kantor,Layanan,1/12/2026,2/12/2026,Kuota\nKediri,regular,5,6,11\nBlitar,regular,7,8,60\n",
    );
    assert!(!told.contains("adds up"), "{told}");
}

#[test]
fn two_tables_on_a_sheet_are_one_finding_wherever_they_are() {
    let first = "Kantor,Layanan,Tanggal,Sisa\nKediri,regular,1/12/2026,5\n";
    // The lower one has more columns.
    let found = finding(&format!(
        "{first}\nKantor,Layanan,Tanggal,Sisa,Kuota\nBlitar,regular,1/12/2026,7,60\n"
    ));
    assert!(
        found.starts_with("QUOTA.csv!A4: another table begins here"),
        "{found}"
    );
    let found = finding(
        "Kantor,Layanan,Tanggal,Sisa,,Kantor,Layanan,Tanggal,Sisa\nKediri,regular,1/12/2026,5,,Blitar,regular,1/12/2026,6\n",
    );
    assert!(
        found.starts_with("QUOTA.csv!F1: another table begins here, beside that of QUOTA.csv!A1"),
        "{found}"
    );
}

#[test]
fn headings_on_two_rows_are_one_finding_or_read() {
    for table in [
        "Kantor,Layanan,Desember 2026,,\n,,1,2,3\nKediri,regular,5,6,7\n",
        "Kantor,Layanan,Tanggal,,\n,,1/12/2026,2/12/2026,3/12/2026\nKediri,regular,5,6,7\n",
        "Kantor,Layanan,Selasa,Rabu\n,,1/12/2026,2/12/2026\nKediri,regular,5,6\n",
        "Kantor,Layanan,Tanggal,Kuota,\n,,,Sisa,Total\nKediri,regular,1/12/2026,5,60\n",
    ] {
        let found = finding(table);
        assert!(found.contains("the headings are in two rows"), "{found}");
    }
    let (open, _) = read("Kantor,Layanan,1/12/2026,2/12/2026\n,,Selasa,Rabu\nKediri,regular,5,6\n");
    assert_eq!(open, json!([5, 6]));
    let merged = |sheet: &mut Worksheet| {
        let plain = Format::new();
        for (column, heading) in (0..).zip(["Kantor", "Layanan", "Tanggal"]) {
            sheet
                .merge_range(0, column, 1, column, heading, &plain)
                .unwrap();
        }
        sheet.merge_range(0, 3, 0, 4, "Kuota", &plain).unwrap();
        sheet.write_string(1, 3, "Sisa").unwrap();
        sheet.write_string(1, 4, "Total").unwrap();
        strings(sheet, 2, &["Kediri", "regular", "1/12/2026", "5", "60"]);
    };
    let row = office(&build_book(merged).unwrap(), "kediri")["quota"][0].clone();
    assert_eq!((&row["open"], &row["total"]), (&json!([5]), &json!(60)));
}

#[test]
fn sessions_within_a_longer_one_are_not_counted_twice() {
    let found = finding(
        "Kantor,Layanan,Tanggal,Sisa,Sesi\nKediri,regular,3/12/2026,5,08.00-10.00\nKediri,regular,3/12/2026,6,10.00-12.00\nKediri,regular,3/12/2026,11,08.00 s/d 12.00\n",
    );
    assert!(
        found.starts_with("QUOTA.csv!D4: this session holds another one (QUOTA.csv!D2)"),
        "{found}"
    );
    let feed = build(
        "Kantor,Layanan,Tanggal,Sisa,Sesi\nKediri,regular,3/12/2026,5,08.00-10.00\nKediri,regular,3/12/2026,6,10.00-12.00\nKediri,regular,3/12/2026,11,Total\n",
    );
    assert_eq!(list(&office(&feed.unwrap(), "kediri")["quota"]).len(), 2);
}

#[test]
fn a_whole_day_between_days_with_sessions_leaves_nothing_unknown() {
    let feed = build(
        "Kantor,Layanan,Tanggal,Sisa,Sesi\nKediri,regular,1/12/2026,5,\nKediri,regular,2/12/2026,4,08.00-11.00\nKediri,regular,3/12/2026,6,\n",
    )
    .unwrap();
    let rows = list(&office(&feed, "kediri")["quota"]);
    let open: Vec<_> = rows.iter().map(|row| &row["open"]).collect();
    assert_eq!(open, [&json!([5, -1, 6]), &json!([-1, 4, -1])]);
}

#[test]
fn what_a_reader_cannot_see_or_sees_struck_out_is_refused() {
    let book = |format: Format| {
        build_book(|sheet| {
            strings(sheet, 0, &["Kantor", "Layanan", "Tanggal"]);
            // The paper of a heading may be that of an Excel table.
            let white = Format::new().set_font_color(Color::White);
            sheet
                .write_string_with_format(0, 3, "Sisa", &white)
                .unwrap();
            strings(sheet, 1, &["Kediri", "regular", "1/12/2026"]);
            sheet.write_number_with_format(1, 3, 99, &format).unwrap();
        })
    };
    let white = || Format::new().set_font_color(Color::White);
    let message = book(white()).unwrap_err();
    assert!(message.contains("Kuota!D2: 99 cannot be seen"), "{message}");
    let black = Format::new()
        .set_background_color(Color::Black)
        .set_font_color(Color::Black);
    assert!(book(black).unwrap_err().contains("cannot be seen"));
    assert!(book(white().set_background_color(Color::Navy)).is_ok());
    assert!(book(Format::new().set_border(FormatBorder::Thin)).is_ok());
    let message = book(Format::new().set_font_strikethrough()).unwrap_err();
    assert!(
        message.contains("Kuota!D2: 99 is struck through"),
        "{message}"
    );
    for format in ["0\"%\"", "0\" ribu\"", "\"< \"0", "-0"] {
        let message = book(Format::new().set_num_format(format)).unwrap_err();
        assert!(
            message.contains("not shown as a plain number"),
            "{format}: {message}"
        );
    }
}

#[test]
fn a_hidden_sheet_is_named_where_it_is_missing() {
    let mut book = Workbook::new();
    add_sheets(&mut book);
    let sheet = book.add_worksheet().set_name("Kuota").unwrap();
    strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
    strings(sheet, 1, &["Kediri", "regular", "1/12/2026", "5"]);
    sheet.set_hidden(true);
    let folder = Folder::new();
    let path = folder.write("quota.xlsx", book.save_to_buffer().unwrap());
    let feed = folder.path("feed.json");
    let message = run(&folder, &[&path, "-o", &feed], &feed).unwrap_err();
    assert!(message.contains("1 thing must be corrected"), "{message}");
    assert!(message.contains("Kuota: this sheet is hidden"), "{message}");
}

#[test]
fn a_comma_within_a_number_of_a_csv_file_is_told() {
    for cells in ["1,000", "12,5"] {
        let found = finding(&format!("{HEADINGS}Kediri,regular,1/12/2026,{cells}\n"));
        assert!(
            found.starts_with("QUOTA.csv!E2: this row has more cells"),
            "{found}"
        );
    }
}

#[test]
fn a_quotation_mark_that_eats_one_row_is_refused() {
    let headings = "Kantor,Layanan,Tanggal,Sisa,Catatan\n";
    let message = build(&format!(
        "{headings}Kediri,regular,1/12/2026,1,\"x\nKediri,regular,2/12/2026,2,y\"\nKediri,regular,3/12/2026,3,z\n"
    ))
    .unwrap_err();
    assert!(
        message.contains("the quotation mark") && message.contains('2'),
        "{message}"
    );
}

#[test]
fn a_title_with_other_delimiters_does_not_hide_the_table() {
    let (open, _) = read(
        "Rekap kuota, per 22 November 2026\nKantor;Layanan;Tanggal;Sisa\nKediri;regular;1/12/2026;5\n",
    );
    assert_eq!(open, json!([5]));
}

#[test]
fn a_province_that_is_misspelt_makes_no_region() {
    let quota = "Kantor,Layanan,Tanggal,Sisa\nA,regular,23/11/2026,1\n";
    let offices = |province: &str| format!("Kode,Nama,Provinsi\na,A,{province}\n");
    let message = build_bytes(
        offices("Jawa Timor").as_bytes(),
        quota.as_bytes(),
        META.as_bytes(),
    )
    .unwrap_err();
    assert!(
        message.contains(
            "OFFICES.csv!C2: the province \"Jawa Timor\" is not known; did you mean \"Jawa Timur\"?"
        ),
        "{message}"
    );
    let feed = build_bytes(
        offices("D.K.I. Jakarta").as_bytes(),
        quota.as_bytes(),
        META.as_bytes(),
    )
    .unwrap();
    assert_eq!(office(&feed, "a")["region"], json!("ID-JK"));
    let (_, told) = tell_bytes(
        offices("Sabah").as_bytes(),
        quota.as_bytes(),
        META.as_bytes(),
    )
    .unwrap();
    assert!(told.contains("\"Sabah\" is no known province"), "{told}");
}

#[test]
fn an_office_under_another_usual_name_is_suggested_and_one_listed_twice_is_noted() {
    let found = finding(&format!("{HEADINGS}Kanim Kediri,regular,1/12/2026,5\n"));
    assert!(
        found.contains("did you mean \"kantor imigrasi kediri\"?"),
        "{found}"
    );
    let offices = format!("{OFFICES}lain,KANTOR IMIGRASI  KEDIRI,,\n");
    let quota = format!("{HEADINGS}Kediri,regular,1/12/2026,5\n");
    let (_, told) = tell_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    assert!(told.contains("OFFICES.csv!B4: the name"), "{told}");
}
