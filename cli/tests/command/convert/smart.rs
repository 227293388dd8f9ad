//! SMART Scheduling Links.

use serde_json::{Value, json};

use super::folder::{Converted, Folder};
use crate::running::list;

const EXTENSION: &str = "http://fhir-registry.smarthealthit.org/StructureDefinition/";

fn location(id: &str) -> Value {
    json!({"resourceType": "Location", "id": id, "name": "Clinic", "address": {"line": ["1 Main St"], "city": "Boston", "state": "MA", "postalCode": "02114"},
        "telecom": [{"system": "phone", "value": "617-555-0100"}, {"system": "url", "value": "https://clinic.example/"}],
        "position": {"latitude": 42.35, "longitude": -71.06}})
}

fn schedule(id: &str, location: &str) -> Value {
    json!({"resourceType": "Schedule", "id": id, "actor": [{"reference": format!("Location/{location}")}],
        "serviceType": [{"coding": [{"system": "http://fhir-registry.smarthealthit.org/CodeSystem/service-type", "code": "covid19-immunization", "display": "COVID-19 Immunization"}]}]})
}

/// A slot of schedule `s` in Boston, with a capacity if it is not "".
fn slot(id: &str, status: &str, start: &str, end: &str, capacity: &str) -> Value {
    let mut slot = json!({"resourceType": "Slot", "id": id, "schedule": {"reference": "Schedule/s"}, "status": status, "start": start, "end": end});
    if !capacity.is_empty() {
        slot["extension"] = json!([{"url": format!("{EXTENSION}slot-capacity"), "valueInteger": serde_json::from_str::<Value>(capacity).unwrap()}]);
    }
    slot
}

fn lines(resources: &[Value]) -> String {
    let lines = resources.iter().map(|resource| resource.to_string() + "\n");
    lines.collect()
}

fn publication(slots: &[Value]) -> Folder {
    let manifest = json!({"transactionTime": "2021-02-28T10:00:00Z", "request": "x", "output": [
        {"type": "Slot", "url": "slots%20MA.ndjson?v=1", "extension": {"state": ["MA"]}},
        {"type": "Schedule", "url": "./schedules.ndjson"}, {"type": "Location", "url": "locations.ndjson"}]});
    Folder::with(&[
        ("manifest.json", &manifest.to_string()),
        ("locations.ndjson", &lines(&[location("l")])),
        ("schedules.ndjson", &lines(&[schedule("s", "l")])),
        ("slots MA.ndjson", &lines(slots)),
    ])
}

fn convert(slots: &[Value]) -> Converted {
    publication(slots).convert("smart", "manifest.json", &[])
}

#[test]
fn free_and_busy_slots_are_open_places_and_places_in_all() {
    let day = |id, status, date: &str, capacity| {
        slot(
            id,
            status,
            &format!("{date}T14:00:00Z"),
            &format!("{date}T15:00:00Z"),
            capacity,
        )
    };
    let made = convert(&[
        day("1", "free", "2021-03-01", "10"),
        day("2", "busy", "2021-03-01", "5"),
        day("3", "free", "2021-03-01", ""),
        day("4", "busy", "2021-03-02", ""),
        day("5", "busy-unavailable", "2021-03-03", "8"),
        day("6", "free", "2021-03-05", "\"7\""),
        day("7", "entered-in-error", "2021-03-06", "9"),
    ]);
    assert_eq!(
        made.rows(),
        ["covid19-immunization 2021-03-01 09:00-10:00 [11,0,-1,null,7]"]
    );
    assert_eq!(
        made.office()["quota"][0]["total"],
        json!([16, 1, 0, null, 7])
    );
    assert_eq!(made.kinds(), ["number-text", "slot-status"]);
    assert_eq!(made.feed["generated_at"], "2021-02-28T10:00:00Z");
}

#[test]
fn a_capacity_that_is_no_number_of_places_is_not_one_place() {
    let made = convert(&[
        slot(
            "1",
            "free",
            "2021-03-01T14:00:00Z",
            "2021-03-01T15:00:00Z",
            "-5",
        ),
        slot(
            "2",
            "free",
            "2021-03-02T14:00:00Z",
            "2021-03-02T15:00:00Z",
            "3",
        ),
        slot(
            "3",
            "busy",
            "2021-03-03T14:00:00Z",
            "2021-03-03T15:00:00Z",
            "-1",
        ),
    ]);
    assert_eq!(
        made.rows(),
        ["covid19-immunization 2021-03-01 09:00-10:00 [null,3,0]"]
    );
    assert_eq!(made.office()["quota"][0]["total"], json!([null, 3, null]));
    assert_eq!(made.met("number"), 2);
}

#[test]
fn the_day_is_that_of_the_clinic_also_when_summer_time_begins() {
    let made = convert(&[
        // 21:00 on the 13th (-05:00) and 21:00 on the 14th (-04:00).
        slot(
            "1",
            "free",
            "2021-03-14T02:00:00Z",
            "2021-03-14T03:00:00Z",
            "1",
        ),
        slot(
            "2",
            "free",
            "2021-03-15T01:00:00Z",
            "2021-03-15T02:00:00Z",
            "2",
        ),
        // A winter offset, kept in summer: local time is 21:00 on the 15th.
        slot(
            "3",
            "free",
            "2021-03-15T21:00:00-05:00",
            "2021-03-15T22:00:00-05:00",
            "3",
        ),
    ]);
    assert_eq!(
        made.rows(),
        ["covid19-immunization 2021-03-13 21:00-22:00 [1,2,3]"]
    );
    assert_eq!(made.met("offset-wrong"), 2);
}

#[test]
fn an_id_shared_by_slots_counts_each_and_a_slot_twice_counts_once() {
    let one = slot(
        "1",
        "free",
        "2021-03-01T14:00:00Z",
        "2021-03-01T15:00:00Z",
        "4",
    );
    let other = slot(
        "1",
        "free",
        "2021-03-02T14:00:00Z",
        "2021-03-02T15:00:00Z",
        "5",
    );
    let made = convert(&[one.clone(), other, one]);
    assert_eq!(
        made.rows(),
        ["covid19-immunization 2021-03-01 09:00-10:00 [4,5]"]
    );
    assert_eq!(
        (made.met("slot-id-shared"), made.met("slot-repeated")),
        (1, 1)
    );
}

#[test]
fn links_and_numbers_of_slots_stay_with_their_days() {
    let linked = |id: &str, date: &str, link: &str| {
        let mut slot = slot(
            id,
            "free",
            &format!("{date}T14:00:00Z"),
            &format!("{date}T15:00:00Z"),
            "",
        );
        slot["extension"] = json!([{"url": format!("{EXTENSION}booking-deep-link"), "valueUrl": link}, {"url": format!("{EXTENSION}booking-phone"), "valueString": "617-555-0199"}]);
        slot
    };
    let made = convert(&[
        linked("1", "2021-03-01", "https://b.example/1"),
        linked("2", "2021-03-02", "http://b.example/2"),
        linked("3", "2021-03-03", "https://b.example/2"),
    ]);
    let office = made.office();
    assert_eq!(
        office["booking"],
        json!({"web": "https://clinic.example/", "phone": "617-555-0199"})
    );
    assert_eq!(office["phone"], "617-555-0100");
    let rows: Vec<_> = list(&office["quota"])
        .iter()
        .map(|row| (&row["open"], &row["booking"]["web"], &row["channel"]))
        .collect();
    let web = json!("web");
    assert_eq!(
        rows,
        [
            (&json!([1]), &json!("https://b.example/1"), &web),
            (&json!([1, 1]), &json!("https://b.example/2"), &web)
        ]
    );
    assert_eq!(made.kinds(), ["link-repaired"]);
}

#[test]
fn an_office_with_more_rows_than_the_format_has_gives_up_links_and_then_sessions() {
    // 600 sessions on one day, two minutes apart.
    let slots: Vec<_> = (0..600)
        .map(|n| {
            let at = |n: u32| format!("2021-03-01T{:02}:{:02}:00", 1 + n / 30, n % 30 * 2);
            slot(&n.to_string(), "free", &at(n), &at(n + 1), "")
        })
        .collect();
    let made = convert(&slots);
    assert_eq!(made.rows(), ["covid19-immunization 2021-03-01 [600]"]);
    assert_eq!(
        (made.met("sessions-merged"), made.met("offset-missing")),
        (1, 1_200)
    );
}

#[test]
fn orphan_slots_and_invalid_lines_are_reported() {
    let mut orphan = slot(
        "2",
        "free",
        "2021-03-01T14:00:00Z",
        "2021-03-01T15:00:00Z",
        "",
    );
    orphan["schedule"]["reference"] = json!("Schedule/none");
    let good = slot(
        "1",
        "free",
        "2021-03-01T14:00:00Z",
        "2021-03-01T15:00:00Z",
        "",
    );
    let folder = publication(&[]);
    folder.put(
        "slots MA.ndjson",
        format!("{good}\n{orphan}\n{{oops}}\n[1]\n{}\n", location("z")).as_bytes(),
    );
    folder.put(
        "schedules.ndjson",
        lines(&[schedule("s", "l"), schedule("t", "nowhere")]).as_bytes(),
    );
    let made = folder.convert("smart", "", &[]);
    assert_eq!(made.figure("open"), 1);
    let met = ["slot-orphan", "line", "record", "place-unknown"].map(|kind| made.met(kind));
    assert_eq!(met, [1, 1, 2, 1]);
}

#[test]
fn resources_without_a_manifest_are_read_in_any_order_and_remote_files_from_beside() {
    let all = [
        slot(
            "1",
            "free",
            "2021-03-01T14:00:00Z",
            "2021-03-01T15:00:00Z",
            "3",
        ),
        schedule("s", "l"),
        location("l"),
    ];
    let folder = Folder::with(&[
        ("all.ndjson", &lines(&all)),
        (
            "manifest.json",
            r#"{"transactionTime": "2021-02-28T10:00:00Z", "output": [{"type": "Location", "url": "https://far.example/a/all.ndjson"}]}"#,
        ),
    ]);
    assert_eq!(folder.convert("smart", "all.ndjson", &[]).figure("open"), 3);
    let made = folder.convert("smart", "manifest.json", &[]);
    assert_eq!((made.figure("open"), made.met("file-beside")), (3, 1));
}

#[test]
fn a_schedule_without_slots_says_what_it_knows_in_a_note() {
    let folder = publication(&[]);
    let mut some = schedule("s", "l");
    some["extension"] =
        json!([{"url": format!("{EXTENSION}has-availability"), "valueCode": "some"}]);
    folder.put("schedules.ndjson", lines(&[some]).as_bytes());
    let made = folder.convert("smart", "manifest.json", &[]);
    assert_eq!(
        made.office()["notes"][0]["en"],
        "The source says that there are places, but not on which days."
    );
    assert_eq!(made.kinds(), ["dayless"]);
}
