//! `ViteMaDose`.

#![expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are passed"
)]

use serde_json::{Value, json};

use super::folder::{Converted, Folder};
use crate::running::{list, string};

fn centre(fields: Value) -> Value {
    let mut centre = json!({"departement": "09", "nom": "Pharmacie du Pont", "url": "https://rdv.example/pont", "internal_id": "rdv1",
        "location": {"latitude": 43.1, "longitude": 1.61, "city": "Pamiers"}, "metadata": {"address": "1 rue du Pont, 09100 Pamiers", "phone_number": "+33561000000"},
        "prochain_rdv": "2021-05-13T06:50:00+00:00", "plateforme": "Maiia", "type": "drugstore", "appointment_count": 12, "vaccine_type": ["Moderna"]});
    centre
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    centre
}

fn file(free: &[Value], none: &[Value]) -> String {
    json!({"version": 1, "last_updated": "2021-05-11T18:16:24+02:00", "last_scrap": {"maiia": "2021-05-11T17:00:00+02:00"},
        "centres_disponibles": free, "centres_indisponibles": none}).to_string()
}

fn convert(centre: Value) -> Converted {
    Folder::with(&[("09.json", &file(&[centre], &[]))]).convert("vitemadose", "09.json", &[])
}

#[test]
fn without_daily_counts_all_places_are_on_the_next_day_as_an_estimate_with_a_note() {
    let made = convert(centre(json!({"appointment_schedules": [
        {"name": "1_days", "to": "2021-05-11T23:59:59+02:00", "total": 0}, {"name": "7_days", "to": "2021-05-15T23:59:59+02:00", "total": 9}]})));
    // Beyond that day nothing is known.
    assert_eq!(made.rows(), ["vaccination 2021-05-13 [12,null,null]"]);
    let office = made.office();
    assert_eq!(office["quota"][0]["precision"], "estimate");
    assert_eq!(office["notes"][0]["en"], "Vaccines: Moderna");
    assert!(
        string(&office["notes"][1]["en"])
            .starts_with("The source counts 12 places without their days")
    );
    assert_eq!(
        (office["lat"].as_f64(), office["lon"].as_f64()),
        (Some(43.1), Some(1.61))
    );
    assert_eq!(office["booking"]["web"], "https://rdv.example/pont");
    assert_eq!(office["observed_at"], "2021-05-11T15:00:00Z");
    assert_eq!(made.feed["generated_at"], "2021-05-11T16:16:24Z");
    assert_eq!(made.feed["services_overlap"], true);
    assert_eq!(made.kinds(), ["one-day"]);
}

#[test]
fn the_day_is_that_of_the_departement_also_overseas() {
    let day = |departement: &str, cp: &str, next: &str| {
        let made = convert(centre(
            json!({"departement": departement, "prochain_rdv": next, "location": {"cp": cp}}),
        ));
        (
            made.rows().join("; "),
            string(&made.feed["time_zone"]).to_owned(),
            made.met("offset-wrong"),
        )
    };
    let on = |date: &str, zone: &str, wrong| {
        (format!("vaccination {date} [12]"), zone.to_owned(), wrong)
    };
    assert_eq!(
        day("09", "", "2021-05-12T22:30:00Z"),
        on("2021-05-13", "Europe/Paris", 0)
    );
    assert_eq!(
        day("9", "", "2021-05-12"),
        on("2021-05-12", "Europe/Paris", 0)
    );
    assert_eq!(
        day("974", "", "2021-05-12T21:00:00Z"),
        on("2021-05-13", "Indian/Reunion", 0)
    );
    assert_eq!(
        day("om", "97110", "2021-05-12T02:00:00Z"),
        on("2021-05-11", "America/Guadeloupe", 0)
    );
    // The offset of Paris for an appointment in La Réunion: local time stays.
    assert_eq!(
        day("974", "", "2021-05-12T23:30:00+02:00"),
        on("2021-05-12", "Indian/Reunion", 1)
    );
    assert_eq!(
        day("09", "", "13-05-2021 09:00"),
        on("2021-05-13", "Europe/Paris", 0)
    );
}

const DAILY: &str = r#"{"departement": "09", "creneaux_quotidiens": [
    {"date": "2021-05-12", "total": 0, "creneaux_par_lieu": []},
    {"date": "2021-05-13", "total": 5, "creneaux_par_lieu": [{"lieu": "rdv1", "creneaux_par_tag": [
        {"tag": "all", "creneaux": 5}, {"tag": "third_dose", "creneaux": 7}, {"tag": "kids_first_dose", "creneaux": 2}]}]},
    {"date": "2021-05-14", "total": 3, "creneaux_par_lieu": [{"lieu": "rdv1", "creneaux_par_tag": [{"tag": "all", "creneaux": 3}]},
        {"lieu": "gone", "creneaux_par_tag": [{"tag": "all", "creneaux": 0}]}]}]}"#;

#[test]
fn daily_counts_win_and_the_difference_is_reported() {
    let folder = Folder::with(&[
        ("09.json", &file(&[centre(json!({}))], &[])),
        ("09/creneaux-quotidiens.json", DAILY),
    ]);
    let made = folder.convert("vitemadose", "09.json", &[]);
    // The 12th: no places, and the source does not say whether full or closed.
    assert_eq!(made.rows(), ["vaccination 2021-05-12 [null,5,3]"]);
    assert_eq!(made.office()["quota"][0]["precision"], Value::Null);
    assert_eq!(
        made.kinds(),
        ["zero-unclear", "counts-differ", "place-unknown", "doses"]
    );
    let told = made.told["report"]["counts-differ"].to_string();
    assert!(
        told.contains("12 by appointment_count, 8 by daily counts"),
        "{told}"
    );
}

#[test]
fn a_count_of_zero_or_below_is_not_known_and_neither_one_place_nor_no_service() {
    let row = |fields: Value| {
        let made = convert(centre(fields));
        let kinds = made.kinds().join(" ");
        (made.rows().join("; "), kinds)
    };
    let unknown = "vaccination 2021-05-13 [null]";
    let zero = row(json!({"appointment_count": 0}));
    assert_eq!(zero, (unknown.to_owned(), "zero-unclear".to_owned()));
    let negative = row(json!({"appointment_count": -5}));
    assert_eq!(
        negative,
        (unknown.to_owned(), "zero-unclear number".to_owned())
    );
    // Only a place that says nothing of how many has one at least.
    let without = row(json!({"appointment_count": null}));
    assert_eq!(
        without,
        (
            "vaccination 2021-05-13 [1]".to_owned(),
            "at-least".to_owned()
        )
    );
    let daily = DAILY
        .replace("\"all\", \"creneaux\": 5", "\"all\", \"creneaux\": -5")
        .replace("\"creneaux\": 7", "\"creneaux\": 0")
        .replace("\"creneaux\": 2", "\"creneaux\": 0");
    let folder = Folder::with(&[
        ("09.json", &file(&[centre(json!({}))], &[])),
        ("09/creneaux-quotidiens.json", &daily),
    ]);
    let made = folder.convert("vitemadose", "09.json", &[]);
    assert_eq!(made.rows(), ["vaccination 2021-05-12 [null,null,3]"]);
}

#[test]
fn places_of_ids_that_the_file_lacks_are_told_with_their_number() {
    let daily = DAILY.replace(
        "\"gone\", \"creneaux_par_tag\": [{\"tag\": \"all\", \"creneaux\": 0}]",
        "\"gone\", \"creneaux_par_tag\": [{\"tag\": \"all\", \"creneaux\": 437}]",
    );
    let folder = Folder::with(&[
        ("09.json", &file(&[centre(json!({}))], &[])),
        ("09/creneaux-quotidiens.json", &daily),
    ]);
    let made = folder.convert("vitemadose", "09.json", &[]);
    assert_eq!(
        (made.met("place-unknown"), made.met("places-lost")),
        (1, 437)
    );
    let told = made.told["report"]["places-lost"].to_string();
    assert!(told.contains("gone: 437"), "{told}");
    assert_eq!(made.rows(), ["vaccination 2021-05-12 [null,5,3]"]);
}

#[test]
fn counts_by_dose_are_services_that_overlap_and_never_exceed_the_whole() {
    let folder = Folder::with(&[
        ("09.json", &file(&[centre(json!({}))], &[])),
        ("09/creneaux-quotidiens.json", DAILY),
    ]);
    let made = folder.convert("vitemadose", "", &["--by-dose"]);
    assert_eq!(
        made.rows(),
        [
            "kids_first_dose 2021-05-12 [null,2,null]",
            "third_dose 2021-05-12 [null,5,null]",
            "vaccination 2021-05-12 [null,5,3]"
        ]
    );
    assert_eq!(made.met("doses-cut"), 1);
    let defaults = list(&made.feed["services"])
        .iter()
        .filter(|service| service["default"] == true);
    assert_eq!(
        defaults
            .map(|service| string(&service["id"]))
            .collect::<Vec<_>>(),
        ["vaccination"]
    );
}

#[test]
fn an_appointment_after_the_daily_counts_is_an_estimate_and_one_within_them_is_ignored() {
    let later = centre(
        json!({"internal_id": "rdv2", "nom": "Later", "prochain_rdv": "2021-05-20T10:00:00+02:00"}),
    );
    let within = centre(json!({"internal_id": "rdv3", "nom": "Within"}));
    let folder = Folder::with(&[
        ("09.json", &file(&[later, within], &[])),
        ("09/creneaux-quotidiens.json", DAILY),
    ]);
    let made = folder.convert("vitemadose", "09.json", &[]);
    let quota: Vec<_> = list(&made.feed["offices"])
        .iter()
        .map(|office| list(&office["quota"]).len())
        .collect();
    assert_eq!(quota, [1, 0]);
    assert_eq!(made.feed["offices"][0]["quota"][0]["from"], "2021-05-20");
}

#[test]
fn a_place_without_an_id_gets_one_that_stays() {
    let of = |fields: Value| {
        let made = convert(centre(fields));
        string(&made.office()["id"]).to_owned()
    };
    let derived = of(json!({"internal_id": null}));
    assert!(derived.starts_with("pharmacie-du-pont-"), "{derived}");
    assert_eq!(
        of(json!({"internal_id": null, "appointment_count": 99})),
        derived
    );
    assert_ne!(
        of(json!({"internal_id": null, "url": "https://rdv.example/other"})),
        derived
    );
    assert_eq!(of(json!({"internal_id": "rdv1"})), "rdv1");
}

#[test]
fn coordinates_as_texts_are_read_and_those_of_whole_degrees_are_not() {
    let at = |lat: Value, lon: Value| {
        let made = convert(centre(
            json!({"location": {"latitude": lat, "longitude": lon}}),
        ));
        let kinds = made
            .kinds()
            .into_iter()
            .filter(|kind| kind.starts_with("position"))
            .map(str::to_owned)
            .collect::<Vec<_>>();
        (made.office()["lat"].as_f64(), kinds.join(" "))
    };
    assert_eq!(
        at(json!("43,1"), json!("1.61")),
        (Some(43.1), "position-text".to_owned())
    );
    assert_eq!(
        at(json!(1.61), json!(43.1)),
        (Some(43.1), "position-repaired".to_owned())
    );
    assert_eq!(at(json!(43), json!(1)), (None, "position-whole".to_owned()));
    assert_eq!(at(json!(0), json!(0)), (None, "position-bad".to_owned()));
    assert_eq!(
        at(json!(43.1), json!(101.61)),
        (None, "position-bad".to_owned())
    );
}

#[test]
fn places_without_appointments_have_no_days_and_a_failed_lookup_says_so() {
    let none = |id: &str, fields: Value| {
        let mut all =
            json!({"internal_id": id, "nom": id, "prochain_rdv": null, "appointment_count": 0});
        all.as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        centre(all)
    };
    let centres = [
        none("a", json!({})),
        none("b", json!({"erreur": "503"})),
        none("c", json!({"appointment_count": 4})),
        none("d", json!({"appointment_by_phone_only": true})),
    ];
    let made =
        Folder::with(&[("09.json", &file(&[], &centres))]).convert("vitemadose", "09.json", &[]);
    let notes: Vec<_> = list(&made.feed["offices"])
        .iter()
        .map(|office| {
            assert_eq!(office["quota"], json!([]));
            list(&office["notes"])
                .iter()
                .skip(1)
                .map(|note| string(&note["en"]))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(notes[0], "No places when last looked at.");
    assert_eq!(notes[1], "The last look failed; places are not known.");
    assert_eq!(
        notes[2],
        "The source says that there are places (4), but not on which days."
    );
    assert_eq!(
        notes[3],
        "Appointments by phone only. No places when last looked at."
    );
}

#[test]
fn a_folder_is_read_by_name_and_other_files_are_reported() {
    let folder = Folder::with(&[
        (
            "10.json",
            &file(
                &[],
                &[centre(
                    json!({"internal_id": "rdv2", "nom": "B", "departement": "10"}),
                )],
            ),
        ),
        ("09.json", &file(&[centre(json!({}))], &[centre(json!({}))])),
        ("stats.json", r#"{"tout_departement": {"disponibles": 3}}"#),
    ]);
    let made = folder.convert("vitemadose", "", &[]);
    let ids: Vec<_> = list(&made.feed["offices"])
        .iter()
        .map(|office| string(&office["id"]))
        .collect();
    assert_eq!(ids, ["rdv1", "rdv2"]);
    assert_eq!((made.met("file"), made.met("office-repeated")), (1, 1));
}
