//! Tests offices, services and the publisher's sheet.

use super::*;

#[test]
fn offices_and_services_are_checked_in_their_cells() {
    let quota = "kantor,layanan,tanggal,sisa\nA,regular,23/11/2026,1\n";
    for (offices, words) in [
        (
            "Nama,Lintang,Bujur\nA,-782,112\n",
            "OFFICES.csv!B2: -782 is more than 90 degrees",
        ),
        (
            "Nama,Lintang,Bujur\nA,-7.82,\n",
            "OFFICES.csv!A2: latitude and longitude must both be there",
        ),
        ("Nama,Kode\nA,a b\n", "OFFICES.csv!B2: \"a b\" is no id"),
        (
            "Nama\nA\na\n",
            "OFFICES.csv!A3: the id \"a\" is taken at OFFICES.csv!A2",
        ),
        (
            "Nama\n東京\n",
            "OFFICES.csv!A2: no id can be made of the name \"東京\"",
        ),
        (
            "Nama,Zona waktu\nA,WITB\n",
            "OFFICES.csv!B2: the time zone \"WITB\" is not known",
        ),
        (
            "Nama,Situs\nA,http://a.example\n",
            "OFFICES.csv!B2: \"http://a.example\" is no link",
        ),
        (
            "Nama,Kantor induk\nA,Induk\n",
            "OFFICES.csv!B2: the office \"Induk\" is not among the offices",
        ),
        (
            "Nama,Dicek pada\nA,tadi pagi\n",
            "OFFICES.csv!B2: \"tadi pagi\" is no date with a time",
        ),
        ("Nama\n", "OFFICES.csv: there is no office yet"),
    ] {
        let message =
            build_bytes(offices.as_bytes(), quota.as_bytes(), META.as_bytes()).unwrap_err();
        assert!(message.contains(words), "{words}\n{message}");
    }
}

#[test]
fn an_office_says_when_it_was_checked_by_its_own_clock() {
    let offices = "Nama,Kode,Zona waktu,Dicek pada\nKediri,kediri,,22/11/2026 07:30\nBlitar,blitar,WITA,2026-11-22 07.30\nMalang,malang,,\n";
    let feed = build_bytes(
        offices.as_bytes(),
        b"kantor,layanan,tanggal,sisa\nKediri,regular,1/12/2026,1\n",
        META.as_bytes(),
    )
    .unwrap();
    assert_eq!(
        office(&feed, "kediri")["observed_at"],
        "2026-11-22T07:30:00+07:00"
    );
    assert_eq!(
        office(&feed, "blitar")["observed_at"],
        "2026-11-22T07:30:00+08:00"
    );
    assert_eq!(office(&feed, "malang")["observed_at"], Value::Null);
}

#[test]
fn how_often_the_sheet_is_updated_must_be_said() {
    let quota = "kantor,layanan,tanggal,sisa\nKediri,regular,23/11/2026,1\n";
    for (meta, words) in [
        (
            META.replace("update_every = \"1 hari kerja\"", ""),
            "say how often this data is updated",
        ),
        (
            META.replace("1 hari kerja", "kadang-kadang"),
            "update_every: \"kadang-kadang\" is not understood",
        ),
        (
            META.replace("update_every", "update_evry"),
            "the key \"update_evry\" is not known; did you mean \"update_every\"?",
        ),
        (
            META.replace("time_zone = \"WIB\"", ""),
            "time_zone: the time zone \"\" is missing",
        ),
        (
            META.replace("[[services]]", "[[services"),
            "META.toml:4: the TOML cannot be read",
        ),
        (
            META.replace("[[services]]", "[[alerts]]"),
            "there is no service",
        ),
        (
            META.replace("id = \"percepatan\"", "id = \"bad id\""),
            "the feed made is not right yet",
        ),
    ] {
        let message =
            build_bytes(OFFICES.as_bytes(), quota.as_bytes(), meta.as_bytes()).unwrap_err();
        assert!(message.contains(words), "{words}\n{message}");
    }
}
