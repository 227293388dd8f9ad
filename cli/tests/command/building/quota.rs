//! Tests the sheet of quota: its two layouts, its cells and its days.

use super::*;

#[test]
fn a_row_for_each_day_becomes_one_row_of_a_feed() {
    let feed = build(
        "kantor,layanan,tanggal,sisa,kuota,mulai,selesai,saluran,acara\n\
         Kediri,Paspor biasa,2026-11-25,3,20,,,,\n\
         Kediri,Paspor biasa,2026-11-23,penuh,20,,,,\n\
         Kantor Imigrasi Blitar,percepatan,23/11/2026,5,10,08.00,09:30,datang langsung,\n\
         Kantor Imigrasi Blitar,percepatan,24/11/2026,5,12,08:00,09:30,walk in,\n\
         kediri,regular,28 Nov 2026,40,,,,aplikasi,Paspor Simpatik\n",
    )
    .unwrap();
    assert_eq!(
        office(&feed, "kediri")["quota"],
        json!([
            {"service": "regular", "from": "2026-11-23", "open": [0, null, 3], "total": 20},
            {"service": "regular", "event": {"id": "paspor-simpatik", "name": "Paspor Simpatik"}, "from": "2026-11-28", "open": [40]},
        ])
    );
    assert_eq!(
        office(&feed, "kantor-imigrasi-blitar")["quota"],
        json!([{"service": "percepatan", "channel": "walk_in", "session": {"start": "08:00", "end": "09:30"}, "from": "2026-11-23",
                "open": [5, 5], "total": [10, 12]}])
    );
    let kediri = office(&feed, "kediri");
    assert_eq!(
        (&kediri["lat"], &kediri["lon"]),
        (&json!(-7.82), &json!(112.01))
    );
    assert_eq!(feed["generated_at"], NOW);
    // Made on Sunday: Monday's numbers are late at noon of the day, Tuesday's likewise, both half a day after 08:00.
    assert_eq!(
        (&feed["stale_after"], &feed["expires_after"]),
        (&json!(129_600), &json!(216_000))
    );
}

#[test]
fn a_column_for_each_day_gives_the_same_feed() {
    let long = build(
        "Office;Service;Date;Left;Total\nKediri;Paspor biasa;2026-11-23;12;20\nKediri;Paspor biasa;2026-11-24;full;20\n\
         Kediri;Paspor biasa;2026-11-25;closed;20\nKediri;Paspor biasa;2026-11-26;;20\nKediri;Paspor biasa;2026-11-27;4;20\n\
         Kediri;Paspor biasa;2026-11-28;not yet;20\nBlitar;Percepatan;2026-11-24;1;\n",
    )
    .unwrap();
    let wide = build(
        "Kantor\tLayanan\tKuota\t23/11/2026\t24 Nov 2026\t2026-11-25\tKamis, 26 November 2026\t27-11-2026\t28/11/2026\n\
         Kediri\tregular\t20\t12\tpenuh\tlibur\t\t4\tbelum\n\
         Blitar\tpercepatan\t\t?\t1\tbelum\tbelum\t\t\t\n",
    )
    .unwrap();
    assert_eq!(office(&long, "kediri"), office(&wide, "kediri"));
    assert_eq!(
        office(&long, "kediri")["quota"][0]["open"],
        json!([12, 0, -1, null, 4])
    );
    assert_eq!(
        office(&wide, "kantor-imigrasi-blitar")["quota"][0]["open"],
        json!([null, 1])
    );
    let book = build_book(|sheet| {
        strings(sheet, 0, &["Kantor", "Layanan", "Kuota"]);
        strings(sheet, 1, &["Kediri", "Paspor biasa"]);
        sheet.write_number(1, 2, 20).unwrap();
        let date = Format::new().set_num_format("d mmm yyyy");
        for (column, cell) in (3..).zip(["12", "PENUH", " Tutup ", "", "4", "belum"]) {
            let day =
                ExcelDateTime::from_ymd(2026, 11, 20 + u8::try_from(column).unwrap()).unwrap();
            sheet
                .write_datetime_with_format(0, column, &day, &date)
                .unwrap();
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(1, column, number).unwrap(),
                Err(_) => sheet.write_string(1, column, cell).unwrap(),
            };
        }
        strings(sheet, 2, &["Blitar", "Percepatan", "", "", "1"]);
    })
    .unwrap();
    assert_eq!(office(&book, "kediri"), office(&long, "kediri"));
}

#[test]
fn every_cell_that_cannot_be_read_is_named() {
    let message = build_book(|sheet| {
        strings(
            sheet,
            1,
            &[
                "Kantor", "Layanan", "Tanggal", "Sisa", "Kuota", "Mulai", "Selesai", "Saluran",
            ],
        );
        let date = Format::new().set_num_format("dd/mm/yyyy");
        let monday = ExcelDateTime::from_ymd(2026, 11, 23).unwrap();
        for row in 3..12 {
            strings(sheet, row, &["Kediri", "Paspor biasa"]);
            sheet
                .write_datetime_with_format(row, 2, &monday, &date)
                .unwrap();
        }
        sheet
            .write_formula(3, 3, Formula::new("=Hilang!A1").set_result("#REF!"))
            .unwrap();
        strings(sheet, 4, &["Kediru", "Paspor Biassa", "", "12 orang"]);
        sheet.write_number(5, 3, 1.5).unwrap();
        sheet.write_number(6, 3, -2).unwrap();
        strings(
            sheet,
            7,
            &[
                "Kediri",
                "Percepatan",
                "31/11/2026",
                "penu",
                "banyak",
                "25:00",
                "",
                "faks",
            ],
        );
        strings(sheet, 8, &["Kediri", "Percepatan", "besok"]);
        sheet
            .write_datetime_with_format(9, 3, &monday, &date)
            .unwrap();
        strings(sheet, 10, &["Kediri", "Percepatan", "", "7", "5"]);
    })
    .unwrap_err();
    assert!(
        message.starts_with(
            "slot-feed: quota.xlsx: 14 things must be corrected; nothing was written.\n"
        ),
        "{message}"
    );
    let places: Vec<&str> = complaints(&message)
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    let expected = [
        "Kuota!D4",
        "Kuota!A5",
        "Kuota!B5",
        "Kuota!D5",
        "Kuota!D6",
        "Kuota!D7",
        "Kuota!E8",
        "Kuota!H8",
        "Kuota!F8",
        "Kuota!D8",
        "Kuota!C8",
        "Kuota!C9",
        "Kuota!D10",
        "Kuota!D11",
    ];
    assert_eq!(places, expected, "{message}");
    for words in [
        "Kuota!D4: the formula fails: #REF!; correct it, or write the number",
        "Kuota!A5: the office \"Kediru\" is not among the offices; did you mean \"kediri\"?",
        "did you mean \"paspor biasa\"?",
        "Kuota!D5: \"12 orang\": write the number only, 12",
        "Kuota!D7: -2 is less than zero; if there is no service, write closed",
        "did you mean \"penuh\"?",
        "Kuota!D11: 7 left of only 5",
    ] {
        assert!(message.contains(words), "{words}\n{message}");
    }
}

#[test]
fn the_same_day_twice_names_both_cells() {
    let message = build("kantor,layanan,tanggal,sisa\n\nKediri,regular,23/11/2026,1\n\n\nkediri,Paspor biasa,2026-11-23,2\n").unwrap_err();
    assert!(message.contains("QUOTA.csv!D6: 2026-11-23 for the same office, service and session is at QUOTA.csv!D3 already"), "{message}");
    let sessions = build(
        "kantor,layanan,tanggal,sisa,sesi\nKediri,regular,23/11/2026,1,08:00-09:00\nKediri,regular,23/11/2026,2,09:00-10:00\n",
    );
    assert_eq!(
        list(&office(&sessions.unwrap(), "kediri")["quota"]).len(),
        2
    );
    let message = build("kantor,layanan,23/11/2026,2026-11-23\nKediri,regular,1,2\n").unwrap_err();
    assert!(
        message.contains("QUOTA.csv!D1") && message.contains("QUOTA.csv!C1"),
        "{message}"
    );
}

#[test]
fn nothing_may_follow_the_end_of_the_released_days() {
    let message =
        build("kantor,layanan,23/11/2026,24/11/2026,25/11/2026\nKediri,regular,1,belum,3\n")
            .unwrap_err();
    assert!(
        message.contains("QUOTA.csv!E2: after \"not yet\" (QUOTA.csv!D2)"),
        "{message}"
    );
}

#[test]
fn a_year_typed_wrong_is_found_by_the_days_between() {
    let message = build(
        "kantor,layanan,tanggal,sisa\nKediri,regular,23/11/2026,1\nKediri,regular,24/11/2062,2\n",
    )
    .unwrap_err();
    assert!(
        message.contains("QUOTA.csv!D3: from 2026-11-23 (QUOTA.csv!D2) to 2062-11-24"),
        "{message}"
    );
}

#[test]
fn days_that_are_not_listed_are_closed_only_if_the_publisher_says_so() {
    let quota =
        "kantor,layanan,tanggal,sisa\nKediri,regular,27/11/2026,1\nKediri,regular,01/12/2026,2\n";
    let closed = "[[closed]]\nfrom = 2026-11-30\nreason = \"Pilkada\"\nto = 2026-11-30\n";
    for (meta, expected) in [
        (META.to_owned(), json!([1, null, null, null, 2])),
        (
            format!("service_days = \"Senin-Jumat\"\n{META}"),
            json!([1, -1, -1, null, 2]),
        ),
        (
            format!("service_days = \"Senin-Jumat\"\n{META}{closed}"),
            json!([1, -1, -1, -1, 2]),
        ),
    ] {
        let feed = build_bytes(OFFICES.as_bytes(), quota.as_bytes(), meta.as_bytes()).unwrap();
        assert_eq!(office(&feed, "kediri")["quota"][0]["open"], expected);
    }
}

#[test]
fn a_lone_column_of_quota_is_not_taken_for_what_is_left() {
    let message = build("kantor,layanan,tanggal,kuota\nKediri,regular,23/11/2026,5\n").unwrap_err();
    assert!(
        message.contains("QUOTA.csv!1: no column is headed by one of: Sisa, Left"),
        "{message}"
    );
}
