//! UNIVAF.

#![expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are passed"
)]

use serde_json::{Value, json};

use super::folder::{Converted, Folder};
use crate::running::{list, string};

/// Converts one location in Boston with these extra fields.
fn location(fields: Value, availability: Value) -> Converted {
    let mut location = json!({
        "id": "a1", "name": "Rite Aid #1", "state": "MA", "postal_code": "02114", "city": "Boston",
        "booking_url": "https://rite.example/book",
        "availability": {"valid_at": "2021-05-15T02:31:44+00:00", "available": "YES"},
    });
    for (from, into) in [(fields, "")]
        .into_iter()
        .chain([(availability, "availability")])
    {
        let into = if into.is_empty() {
            &mut location
        } else {
            &mut location[into]
        };
        let from = from.as_object().unwrap().clone();
        into.as_object_mut().unwrap().extend(from);
    }
    let text = json!([location]).to_string();
    Folder::with(&[("a.json", &text)]).convert("univaf", "a.json", &[])
}

fn days(days: Value) -> Converted {
    location(json!({}), json!({"capacity": days}))
}

#[test]
fn full_no_service_and_unknown_are_kept_apart() {
    let made = days(json!([
        {"date": "2021-05-15", "available": "YES", "available_count": 3, "unavailable_count": 4},
        {"date": "2021-05-16", "available": "NO", "available_count": 0, "unavailable_count": 7},
        {"date": "2021-05-17", "available": "NO", "available_count": 0, "unavailable_count": 0},
        {"date": "2021-05-18", "available": "UNKNOWN"},
        {"date": "2021-05-19", "available": "NO"},
    ]));
    assert_eq!(made.rows(), ["vaccination 2021-05-15 [3,0,-1,null,null]"]);
    assert_eq!(
        made.office()["quota"][0]["total"],
        json!([7, 7, 0, null, null])
    );
    assert_eq!(made.kinds(), ["no-service", "zero-unclear"]);
    assert_eq!((made.figure("open"), made.figure("taken")), (3, 11));
}

#[test]
fn places_without_a_number_are_at_least_one() {
    let made = days(json!([{"date": "2021-05-15", "available": "YES"}]));
    let row = &made.office()["quota"][0];
    assert_eq!(
        (&row["open"], &row["precision"], &row["total"]),
        (&json!([1]), &json!("at_least"), &Value::Null)
    );
    assert_eq!(made.kinds(), ["at-least"]);
}

#[test]
fn missing_days_are_unknown_and_long_gaps_split_rows() {
    let day = |date: &str| json!({"date": date, "available_count": 2, "unavailable_count": 0});
    let made = days(json!([
        day("2021-06-30"),
        day("2021-05-15"),
        day("2021-05-18")
    ]));
    assert_eq!(
        made.rows(),
        [
            "vaccination 2021-05-15 [2,null,null,2]",
            "vaccination 2021-06-30 [2]"
        ]
    );
}

#[test]
fn dates_of_other_forms_are_read_and_repeated_days_count_once() {
    let made = days(json!([
        {"date": "15-05-2021", "available_count": 1, "unavailable_count": 0},
        {"date": "05/16/2021", "available_count": "2", "unavailable_count": 0},
        {"date": "2021-05-16", "available_count": 9, "unavailable_count": 0},
        {"date": "someday", "available_count": 9},
        {"date": "2021-05-17", "available_count": -3},
        "2021-05-18",
    ]));
    assert_eq!(made.rows(), ["vaccination 2021-05-15 [1,2,null]"]);
    assert_eq!(
        made.kinds(),
        [
            "number-text",
            "date-form",
            "record",
            "day",
            "day-repeated",
            "number"
        ]
    );
}

#[test]
fn products_and_doses_are_services_that_overlap_where_they_exceed_the_whole() {
    let capacity = json!([
        {"date": "2021-05-15", "products": ["pfizer"], "dose": "first_dose_only", "available_count": 4, "unavailable_count": 0},
        {"date": "2021-05-15", "products": ["moderna"], "available_count": 3, "unavailable_count": 0},
    ]);
    let made = location(
        json!({}),
        json!({"capacity": capacity, "available_count": 7}),
    );
    assert_eq!(
        made.rows(),
        [
            "moderna 2021-05-15 [3]",
            "pfizer.first-dose-only 2021-05-15 [4]"
        ]
    );
    assert_eq!(made.feed["services_overlap"], false);
    let made = location(
        json!({}),
        json!({"capacity": capacity, "available_count": 4}),
    );
    assert_eq!(made.feed["services_overlap"], true);
    assert_eq!(made.kinds(), ["overlap"]);
}

#[test]
fn slots_are_counted_on_the_offices_own_day() {
    let made = location(
        json!({}),
        json!({"slots": [
            // 23:30 on the 15th in Boston, where summer time is -04:00.
            {"start": "2021-05-16T03:30:00Z", "end": "2021-05-16T03:45:00Z", "available": "YES", "available_count": 2, "unavailable_count": 1},
            // Written as if it were winter: local time stays.
            {"start": "2021-05-16T23:30:00-05:00", "end": "2021-05-16T23:45:00-05:00", "available": "YES", "available_count": 5},
            {"start": "never"},
        ]}),
    );
    assert_eq!(made.rows(), ["vaccination 2021-05-15 23:30-23:45 [2,5]"]);
    assert_eq!(made.met("offset-wrong"), 2);
    assert_eq!(made.met("slot-time"), 1);
}

#[test]
fn the_zone_is_that_of_the_state_or_the_one_given() {
    let of = |state: &str, postal_code: &str| {
        let made = location(
            json!({"state": state, "postal_code": postal_code}),
            json!({}),
        );
        string(&made.feed["time_zone"]).to_owned()
    };
    assert_eq!(of("WA", "98101"), "America/Los_Angeles");
    assert_eq!(of("Idaho", "83814"), "America/Los_Angeles");
    assert_eq!(of("ID", "83702"), "America/Boise");
    let text =
        json!([{"id": "1", "name": "A"}, {"id": "2", "name": "B", "state": "WA"}]).to_string();
    let folder = Folder::with(&[("a.json", &text)]);
    let given = folder.convert("univaf", "a.json", &["--time-zone", "Asia/Jakarta"]);
    assert_eq!(
        (
            string(&given.feed["time_zone"]),
            list(&given.feed["offices"]).len()
        ),
        ("Asia/Jakarta", 2)
    );
    let taken = folder.convert("univaf", "a.json", &[]);
    assert_eq!(
        (list(&taken.feed["offices"]).len(), taken.met("office-zone")),
        (1, 1)
    );
}

#[test]
fn dirty_names_links_numbers_and_positions_are_repaired_or_left_out() {
    let made = location(
        json!({
            "name": "  WALGREENS   PHARMACY\u{202e} ", "info_url": "http://rite.example/ x", "booking_url": "javascript:alert(1)",
            "info_phone": "call us", "booking_phone": "(203) 265-3600", "position": {"latitude": "42.35", "longitude": "71.06"},
            "description": "<p>Ages 12 &amp; up</p>", "requires_waitlist": true, "location_type": "PHARMACY",
        }),
        json!({"capacity": [{"date": "2021-05-15", "available_count": 1, "unavailable_count": 0}]}),
    );
    let office = made.office();
    assert_eq!(office["name"], "Walgreens Pharmacy");
    assert_eq!(office["url"], "https://rite.example/%20x");
    assert_eq!(office["booking"], json!({"phone": "(203) 265-3600"}));
    assert_eq!(
        (office["lat"].as_f64(), office["lon"].as_f64()),
        (Some(42.35), Some(-71.06))
    );
    assert_eq!(office["notes"][0], "Ages 12 & up");
    assert_eq!(office["notes"][1]["en"], "There is a waiting list to join.");
    assert_eq!(
        (&office["kind"], &office["region"]),
        (&json!("pharmacy"), &json!("MA"))
    );
    assert_eq!(office["quota"][0]["channel"], "phone");
    for kind in [
        "name-capitals",
        "text-spaces",
        "text-cleaned",
        "link-repaired",
        "position-text",
        "position-repaired",
        "link",
        "phone",
    ] {
        assert!(made.met(kind) > 0, "{kind}");
    }
}

#[test]
fn a_place_twice_is_kept_once_and_another_place_gets_an_id_of_its_own() {
    let location = |name: &str, at: &str, open: u32| {
        json!({"id": "x/1", "name": name, "state": "MA", "availability": {
            "valid_at": at, "capacity": [{"date": "2021-05-15", "available_count": open, "unavailable_count": 0}]}})
    };
    let text = [
        location("Rite Aid #1", "2021-05-15T02:00:00Z", 1),
        location("Rite Aid #1", "2021-05-15T03:00:00Z", 2),
        location("Rite Aid #1", "2021-05-15T01:00:00Z", 3),
        location("Rite Aid #2", "2021-05-15T02:00:00Z", 4),
    ]
    .map(|location| location.to_string())
    .join("\n");
    let made = Folder::with(&[("a.ndjson", &text)]).convert("univaf", "a.ndjson", &[]);
    let open: Vec<_> = list(&made.feed["offices"])
        .iter()
        .map(|office| &office["quota"][0]["open"][0])
        .collect();
    assert_eq!(open, [2, 4]);
    assert_eq!(
        (
            made.met("office-repeated"),
            made.met("id-shared"),
            made.met("id-derived")
        ),
        (2, 1, 4)
    );
    assert_eq!(made.feed["generated_at"], "2021-05-15T03:00:00Z");
    assert_eq!(
        made.feed["offices"][1]["observed_at"],
        "2021-05-15T02:00:00Z"
    );
}

#[test]
fn times_from_the_future_become_now_and_missing_ones_too() {
    let made = location(json!({}), json!({"valid_at": "2031-05-15T02:00:00Z"}));
    assert_eq!(
        (string(&made.feed["generated_at"]), made.met("time-future")),
        (super::folder::NOW, 1)
    );
    let made = location(json!({}), json!({"valid_at": null}));
    assert_eq!(
        (string(&made.feed["generated_at"]), made.met("time-missing")),
        (super::folder::NOW, 1)
    );
}

#[test]
fn more_days_than_a_row_may_have_are_left_out_and_cells_are_cut() {
    let made = days(json!([
        {"date": "2021-05-15", "available_count": 5_000_000, "unavailable_count": 1},
        {"date": "2021-05-10", "available_count": 1, "unavailable_count": 0},
        {"date": "9999-12-31", "available_count": 1, "unavailable_count": 0},
    ]));
    assert_eq!(
        made.rows(),
        ["vaccination 2021-05-10 [1,null,null,null,null,1000000]"]
    );
    assert_eq!(
        (
            made.met("day-far"),
            made.met("cell-cut"),
            made.met("past-days")
        ),
        (1, 1, 1)
    );
}

#[test]
fn the_answer_of_the_api_and_lines_are_read_alike() {
    let location = json!({"id": "1", "name": "A", "state": "WA"});
    let folder = Folder::with(&[
        ("list.json", &json!([location]).to_string()),
        (
            "api.json",
            &format!(
                "\u{feff}{}",
                json!({"links": {"next": "x"}, "data": [location]})
            ),
        ),
        ("lines.json", &format!("{location}\n\n{location}\n")),
        ("lines.ndjson", &format!("{location}\nrubbish\n")),
    ]);
    let list = folder.convert("univaf", "list.json", &[]);
    for name in ["api.json", "lines.json", "lines.ndjson"] {
        assert_eq!(
            folder.convert("univaf", name, &[]).bytes,
            list.bytes,
            "{name}"
        );
    }
    assert_eq!(folder.convert("univaf", "lines.ndjson", &[]).met("line"), 1);
}
