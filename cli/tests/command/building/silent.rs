//! Tests input that could silently become a wrong number: refused, or read as people mean it.

use rust_xlsxwriter::DocProperties;

use super::*;

const HEADINGS: &str = "Kantor,Layanan,Tanggal,Sisa,Mulai,Selesai\n";

fn rows(feed: &Value) -> Vec<(&Value, &Value)> {
    let quota = list(&office(feed, "kediri")["quota"]).iter();
    quota
        .map(|row| (&row["session"]["start"], &row["open"]))
        .collect()
}

#[test]
fn a_session_without_a_cell_on_a_day_of_another_is_no_service_of_that_session() {
    // Thursday has two sessions, Friday others, and Saturday has none listed.
    let feed = build(&format!(
        "{HEADINGS}\
        Kediri,regular,2026-12-03,5,08:00,10:00\n\
        Kediri,regular,2026-12-03,0,13:00,15:00\n\
        Kediri,regular,2026-12-04,4,07:30,10:30\n\
        Kediri,regular,2026-12-06,3,08:00,10:00\n"
    ))
    .unwrap();
    assert_eq!(
        rows(&feed),
        [
            (&json!("07:30"), &json!([-1, 4, null, -1])),
            (&json!("08:00"), &json!([5, -1, null, 3])),
            (&json!("13:00"), &json!([0, -1, null, -1])),
        ]
    );
}

#[test]
fn a_session_that_is_not_released_yet_gets_no_days_from_another() {
    let feed = build(&format!(
        "{HEADINGS}\
        Kediri,regular,2026-12-03,5,08:00,10:00\n\
        Kediri,regular,2026-12-04,6,08:00,10:00\n\
        Kediri,regular,2026-12-03,1,13:00,15:00\n\
        Kediri,regular,2026-12-04,belum,13:00,15:00\n"
    ))
    .unwrap();
    let expected = [
        (&json!("08:00"), &json!([5, 6])),
        (&json!("13:00"), &json!([1])),
    ];
    assert_eq!(rows(&feed), expected);
}

#[test]
fn a_whole_day_beside_its_sessions_is_refused_once() {
    let message = build(&format!(
        "{HEADINGS}\
        Kediri,regular,2026-12-03,5,,\n\
        Kediri,regular,2026-12-03,3,08:00,10:00\n\
        Kediri,regular,2026-12-03,2,13:00,15:00\n\
        Kediri,regular,2026-12-04,1,,\n\
        Kediri,regular,2026-12-04,1,08:00,10:00\n\
        Blitar,regular,2026-12-03,0,,\n\
        Blitar,regular,2026-12-03,0,08:00,10:00\n"
    ))
    .unwrap_err();
    let found = complaints(&message);
    assert_eq!(found.len(), 1, "{message}");
    assert!(
        found[0].starts_with(
            "QUOTA.csv!D2: 2026-12-03 is given as a whole day and by session (QUOTA.csv!D3), 2 such days"
        ),
        "{message}"
    );
}

#[test]
fn a_weekday_beside_the_date_is_checked_and_may_be_blank() {
    let table = |rows: &str| build(&format!("Kantor,Layanan,Hari,Tanggal,Sisa\n{rows}"));
    let feed = table(
        "Kediri,regular,Selasa,01/12/2026,12\nKediri,regular,Rabu,2 Des 26,13\nKediri,regular,,03/12/2026,4\n",
    );
    let open = feed.map(|feed| office(&feed, "kediri")["quota"][0]["open"].clone());
    assert_eq!(open, Ok(json!([12, 13, 4])));
    let message = table("Kediri,regular,Rabu,01/12/2026,12\nKediri,regular,pagi,02/12/2026,13\n")
        .unwrap_err();
    assert_eq!(
        complaints(&message),
        [
            "QUOTA.csv!C2: 2026-12-01 is no Rabu; correct the day or the date",
            "QUOTA.csv!C3: \"pagi\" is no weekday; write it such as Monday, or leave it blank",
        ]
    );
}

#[test]
fn a_column_of_days_may_hold_the_dates() {
    let feed = build("Kantor,Layanan,Hari,Sisa\nKediri,regular,\"Selasa, 1 Desember 2026\",12\n");
    assert_eq!(
        office(&feed.unwrap(), "kediri")["quota"][0]["from"],
        "2026-12-01"
    );
}

#[test]
fn a_date_made_of_the_number_of_a_day_is_refused() {
    let message = build_book(|sheet| {
        strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
        let day = Format::new().set_num_format("dd/mm/yyyy");
        for row in 1..=2 {
            strings(sheet, row, &["Kediri", "regular"]);
            sheet
                .write_number_with_format(row, 2, f64::from(row), &day)
                .unwrap();
            sheet.write_number(row, 3, 5).unwrap();
        }
    })
    .unwrap_err();
    let found = complaints(&message);
    assert_eq!(found.len(), 1, "{message}");
    assert!(
        found[0].starts_with(
            "Kuota!C2, Kuota!C3: 1900-01-01, 1900-01-02 is what Excel makes of a day's number alone"
        ),
        "{message}"
    );
}

#[test]
fn a_quotation_mark_that_is_not_closed_is_refused_with_its_line() {
    let quota = |remark: &str, last: &str| {
        let rows = (1..=9).map(|day| {
            let remark = if day == 3 { remark } else { "baik" };
            format!("Kediri,regular,2026-12-0{day},{day},{remark}\n")
        });
        let text = format!(
            "Kantor,Layanan,Tanggal,Sisa,Keterangan\n{}",
            rows.collect::<String>()
        );
        build(&(text + last))
    };
    let line = "QUOTA.csv: the quotation mark that opens a cell in line 4 is not closed";
    // Never closed, and by chance many rows later.
    for last in ["", "Kediri,regular,2026-12-10,5,baik\"\n"] {
        let message = quota("\"ramai", last).unwrap_err();
        assert!(message.contains(line), "{message}");
    }
    // A cell of two lines, and quotation marks inside of a cell, are valid.
    for remark in [
        "\"ramai,\nsekali, ya\"",
        "\"kata \"\"ramai\"\"\"",
        "5\" x 7\"",
    ] {
        let feed = quota(remark, "").unwrap();
        let open = &office(&feed, "kediri")["quota"][0]["open"];
        assert_eq!(*open, json!([1, 2, 3, 4, 5, 6, 7, 8, 9]), "{remark}");
    }
}

#[test]
fn the_feed_is_as_old_as_its_numbers_not_as_the_moment_of_the_build() {
    let folder = Folder::new();
    let offices = folder.write("OFFICES.csv", OFFICES);
    let quota = folder.write(
        "QUOTA.csv",
        "Kantor,Layanan,Tanggal,Sisa\nKediri,regular,2026-12-01,5\n",
    );
    let meta = folder.write("META.toml", META);
    // Saved on 10 November at 16:00 in Jakarta, built on the 22nd.
    let saved = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_794_301_200);
    for file in [&offices, &quota] {
        let file = fs::File::options().write(true).open(file).unwrap();
        file.set_modified(saved).unwrap();
    }
    let feed = folder.path("feed.json");
    let arguments = [&*offices, &quota, "--meta", &meta, "-o", &feed];
    let (made, told) = tell(&folder, &arguments, &feed).unwrap();
    assert_eq!(made["generated_at"], "2026-11-10T16:00:00+07:00");
    let line = "generated_at: the numbers are of 2026-11-10, 11 days old";
    assert!(told.contains(line), "{told}");
}

#[test]
fn a_check_that_the_sheet_names_says_how_old_the_numbers_are() {
    let offices = "Kode,Nama,Dicek pada\nkediri,Kediri,21/11/2026 15:00\nblitar,Blitar,\n";
    let quota = "Kantor,Layanan,Tanggal,Sisa\nKediri,regular,2026-12-01,5\n";
    let feed = build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    assert_eq!(feed["generated_at"], "2026-11-21T15:00:00+07:00");
}

#[test]
fn dates_with_the_month_first_are_refused_once() {
    let table = |dates: &[&str]| {
        let rows = (1..).zip(dates);
        let rows = rows.map(|(n, date)| format!("Kediri,regular,{date},{n}\n"));
        let rows: String = rows.collect();
        build(&format!("Kantor,Layanan,Tanggal,Sisa\n{rows}"))
    };
    // 4, 5 and 6 January; then days in December, which would be past or far ahead.
    for dates in [
        &["1/4/2027", "1/5/2027", "1/6/2027"][..],
        &["12/1/2026", "12/2/2026", "12/3/2026"],
        &["1/4/2027", "12/1/2026", "12/2/2026", "12/3/2026"],
    ] {
        let message = table(dates).unwrap_err();
        let found = complaints(&message);
        assert_eq!(found.len(), 1, "{message}");
        assert!(
            found[0].contains("as if day and month were exchanged"),
            "{message}"
        );
    }
    // The same days in an unambiguous form, and a week across the end of a month.
    for dates in [
        &["1 Apr 2027", "1 Mei 2027", "1 Jun 2027"][..],
        &["2027-04-01", "2027-05-01", "2027-06-01"],
        &["30/11/2026", "01/12/2026", "02/12/2026", "03/12/2026"],
        &["01/12/2026", "02/12/2026", "03/12/2026"],
    ] {
        assert!(table(dates).is_ok(), "{dates:?}");
    }
}

#[test]
fn dates_that_a_spreadsheet_exchanged_are_refused_though_others_are_texts() {
    // Typed 1, 2, 3 and 13 December in a spreadsheet with the month first.
    let message = build_book(|sheet| {
        strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
        let format = Format::new().set_num_format("mm/dd/yyyy");
        for (row, month) in (1..).zip([1, 2, 3]) {
            strings(sheet, row, &["Kediri", "regular"]);
            let date = ExcelDateTime::from_ymd(2026, month, 12).unwrap();
            sheet
                .write_datetime_with_format(row, 2, date, &format)
                .unwrap();
            sheet.write_number(row, 3, 5).unwrap();
        }
        strings(sheet, 4, &["Kediri", "regular", "13/12/2026", "5"]);
    })
    .unwrap_err();
    let line = "Kuota!C2: 2026-01-12 and the other dates (3) look as if day and month were exchanged (2026-12-01?)";
    assert!(message.contains(line), "{message}");
}

#[test]
fn a_january_with_the_old_year_is_refused_but_past_days_are_not() {
    let table = |dates: &[&str]| {
        let rows = dates
            .iter()
            .map(|date| format!("Kediri,regular,{date},5\n"));
        let rows: String = rows.collect();
        build(&format!("Kantor,Layanan,Tanggal,Sisa\n{rows}"))
    };
    let december = ["2026-12-28", "2026-12-29"];
    let slip = [&december[..], &["2026-01-04", "2026-01-05"]].concat();
    let message = table(&slip).unwrap_err();
    assert_eq!(
        complaints(&message),
        [
            "QUOTA.csv!C4: 2026-01-04 is long past, and the same day of 2027 is ahead; correct the year (2 dates)"
        ]
    );
    // A sheet that keeps past days.
    let kept = [
        "2026-01-04",
        "2026-03-02",
        "2026-05-04",
        "2026-07-06",
        "2026-09-07",
    ];
    assert!(table(&[&kept[..], &december].concat()).is_ok());
}

#[test]
fn a_workbook_that_was_copied_or_downloaded_is_as_old_as_it_says() {
    let mut book = Workbook::new();
    add_sheets(&mut book);
    let saved = ExcelDateTime::parse_from_str("2026-11-10T03:00:00Z").unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&saved));
    let sheet = book.add_worksheet().set_name("Kuota").unwrap();
    strings(sheet, 0, &["Kantor", "Layanan", "Tanggal", "Sisa"]);
    strings(sheet, 1, &["Kediri", "regular", "01/12/2026", "5"]);
    let folder = Folder::new();
    let path = folder.write("quota.xlsx", book.save_to_buffer().unwrap());
    let feed = folder.path("feed.json");
    let (made, told) = tell(&folder, &[&path, "-o", &feed], &feed).unwrap();
    assert_eq!(made["generated_at"], "2026-11-10T10:00:00+07:00");
    assert!(told.contains("11 days old"), "{told}");
}
