//! Tests tables as people lay them out: names written once, headings repeated, tables below each other, and the
//! template's examples.

use super::*;

#[test]
fn a_blank_office_is_the_one_above_with_a_note() {
    let quota = "Kantor,Layanan,Tanggal,Sisa\nKediri,regular,23/11/2026,1\n,,24/11/2026,2\n,percepatan,24/11/2026,3\nBlitar,regular,23/11/2026,4\n";
    let (feed, told) = tell_bytes(OFFICES.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    let rows = list(&office(&feed, "kediri")["quota"]);
    assert_eq!(rows[0]["open"], json!([1, 2]));
    assert_eq!(
        (&rows[1]["service"], &rows[1]["open"]),
        (&json!("percepatan"), &json!([3]))
    );
    assert!(
        told.contains(
            "QUOTA.csv!A3, QUOTA.csv!A4: the office is blank and taken from the row above"
        ),
        "{told}"
    );
    let message = build("Kantor,Layanan,Tanggal,Sisa\n,regular,23/11/2026,1\n").unwrap_err();
    assert!(
        message.contains("QUOTA.csv!A2: the name is missing"),
        "{message}"
    );
    let message =
        build("Kantor,Layanan,Tanggal,Sisa\nKediri,regular,23/11/2026,1\nBlitar,,23/11/2026,1\n");
    assert!(
        message
            .unwrap_err()
            .contains("QUOTA.csv!B3: the name is missing")
    );
}

#[test]
fn repeated_headings_are_skipped_and_a_second_table_is_one_finding() {
    let page = "Kantor,Layanan,Tanggal,Sisa\n";
    let feed = build(&format!(
        "{page}Kediri,regular,23/11/2026,1\n{page}Kediri,regular,24/11/2026,2\n"
    ));
    assert_eq!(
        office(&feed.unwrap(), "kediri")["quota"][0]["open"],
        json!([1, 2])
    );
    let message = build(&format!(
        "{page}Kediri,regular,23/11/2026,1\n\nKantor,Layanan,01/12/2026,02/12/2026\nKediri,regular,3,4\nBlitar,regular,5,6\n"
    ))
    .unwrap_err();
    assert_eq!(
        complaints(&message),
        [
            "QUOTA.csv!A4: another table begins here, below that of QUOTA.csv!A1; put each table on a sheet of its own"
        ]
    );
}

#[test]
fn a_renamed_office_is_one_finding_for_all_its_days() {
    let days = (1..=25).map(|day| format!("Kantor Imigrasi Kedirri,regular,{day:02}/12/2026,1\n"));
    let quota = "Kantor,Layanan,Tanggal,Sisa\n".to_owned() + &days.collect::<String>();
    let message = build(&quota).unwrap_err();
    assert!(message.contains("1 thing must be corrected"), "{message}");
    assert_eq!(
        complaints(&message),
        [
            "QUOTA.csv!A2, QUOTA.csv!A3, QUOTA.csv!A4, QUOTA.csv!A5 (and 21 more): the office \"Kantor Imigrasi Kedirri\" is not among the offices; did you mean \"kantor imigrasi kediri\"?"
        ]
    );
}

#[test]
fn examples_of_the_template_are_never_published_as_real() {
    let offices = "Kode,Nama\ncontoh-kediri,Kantor Imigrasi Kediri\nblitar,Kantor Contoh Blitar\nmalang,Kantor Imigrasi Malang\n";
    let quota = "Kantor,Layanan,Tanggal,Sisa\nmalang,regular,23/11/2026,1\n";
    let message = build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap_err();
    assert_eq!(
        complaints(&message),
        [
            "OFFICES.csv!B2, OFFICES.csv!B3: this is an example of the template; replace it by your office, or leave Sample data at \"yes\""
        ]
    );
    let sample = format!("sample = true\n{META}");
    assert!(build_bytes(offices.as_bytes(), quota.as_bytes(), sample.as_bytes()).is_ok());
}

#[test]
fn short_names_of_provinces_are_their_regions() {
    let offices = "Nama,Provinsi\nA,Jatim\nB,DIY\nC,Papua Barat Daya\nD,Jawa Timur\n";
    let quota = "Kantor,Layanan,Tanggal,Sisa\nA,regular,23/11/2026,1\n";
    let feed = build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    let regions = list(&feed["offices"]).iter();
    let regions: Vec<_> = regions.map(|office| office["region"].clone()).collect();
    assert_eq!(regions, ["ID-JI", "ID-YO", "ID-PD", "ID-JI"]);
    assert_eq!(list(&feed["regions"]).len(), 3);
}

#[test]
fn a_table_of_quota_alone_names_its_offices_and_services() {
    let folder = Folder::new();
    let meta = "update_every = \"1 hari kerja\"\ntime_zone = \"WIB\"\n[publisher]\nname = \"R\"\n";
    let quota = folder.write(
        "QUOTA.csv",
        "Kantor,Layanan,Tanggal,Sisa\nKediri,Paspor biasa,23/11/2026,1\nkediri,Percepatan,23/11/2026,2\nBlitar,Paspor biasa,23/11/2026,3\n",
    );
    let meta = folder.write("META.toml", meta);
    let feed = folder.path("feed.json");
    let (made, told) = tell(&folder, &[&quota, "--meta", &meta, "-o", &feed], &feed).unwrap();
    assert_eq!(list(&made["offices"]).len(), 2);
    assert_eq!(list(&office(&made, "kediri")["quota"]).len(), 2);
    assert!(told.contains("no list of offices"), "{told}");
}

#[test]
fn two_tables_are_told_apart_by_their_headings() {
    let folder = Folder::new();
    let offices = folder.write("a.csv", OFFICES);
    let quota = folder.write(
        "b.csv",
        "kantor,layanan,tanggal,sisa\nKediri,regular,23/11/2026,5\n",
    );
    let meta = folder.write("META.toml", META);
    let feed = folder.path("feed.json");
    let made = run(
        &folder,
        &[&quota, &offices, "--meta", &meta, "-o", &feed],
        &feed,
    )
    .unwrap();
    assert_eq!(office(&made, "kediri")["quota"][0]["open"], json!([5]));
}

#[test]
fn an_id_that_the_name_makes_is_told_once() {
    let offices = "Kode,Nama\nkediri,Kantor Kediri\n,Kantor Blitar\n,Kantor Malang\n";
    let quota = "Kantor,Layanan,Tanggal,Sisa\nkediri,regular,23/11/2026,1\n";
    let (_, told) = tell_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap();
    assert!(
        told.contains("OFFICES.csv!A3, OFFICES.csv!A4: there is no Id"),
        "{told}"
    );
}
