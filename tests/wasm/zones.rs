//! Tests zones from `Intl`, and those of Indonesia, which the engine knows: today at an office, by its own calendar, around
//! midnight and around clock changes. The expected dates follow the zone's law, worked out by hand; chrono-tz gives the
//! same ones natively.

use js_sys::Function;
use serde_json::{Value, json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use super::calls::{NOW, call, feed, field, finder, js, value};
use super::package::loaded;

/// Today at an office of a zone, at an instant in UTC: the first date of a board.
fn today(zone: &str, instant: &str) -> Value {
    let mut feed =
        feed(json!([{"id": "office", "name": "Office", "time_zone": zone, "quota": []}]));
    feed["generated_at"] = json!(instant);
    let now = js_sys::Date::parse(instant);
    let query = json!({"to": "2027-01-01", "now": now});
    let board = call(&finder(&feed), "board", &[&js(&query)]).unwrap();
    value(&field(&board, "dates"))[0].clone()
}

fn assert_days(zone: &str, days: &[(&str, &str)]) {
    for (instant, day) in days {
        assert_eq!(today(zone, instant), *day, "{zone} at {instant}");
    }
}

#[wasm_bindgen_test]
async fn midnight_comes_three_times_in_indonesia() {
    loaded().await;
    for (zone, before, midnight) in [
        (
            "Asia/Jayapura",
            "2026-11-22T14:59:59Z",
            "2026-11-22T15:00:00Z",
        ),
        (
            "Asia/Makassar",
            "2026-11-22T15:59:59Z",
            "2026-11-22T16:00:00Z",
        ),
        (
            "Asia/Jakarta",
            "2026-11-22T16:59:59Z",
            "2026-11-22T17:00:00Z",
        ),
    ] {
        assert_days(zone, &[(before, "2026-11-22"), (midnight, "2026-11-23")]);
    }
}

#[wasm_bindgen_test]
async fn samoa_had_no_30_december_in_2011() {
    loaded().await;
    assert_days(
        "Pacific/Apia",
        &[
            ("2011-12-30T09:59:59Z", "2011-12-29"),
            ("2011-12-30T10:00:00Z", "2011-12-31"),
        ],
    );
}

#[wasm_bindgen_test]
async fn new_york_has_midnight_an_hour_earlier_in_summer() {
    loaded().await;
    assert_days(
        "America/New_York",
        &[
            ("2026-03-08T04:59:59Z", "2026-03-07"),
            ("2026-03-08T05:00:00Z", "2026-03-08"),
            ("2026-03-09T03:59:59Z", "2026-03-08"),
            ("2026-03-09T04:00:00Z", "2026-03-09"),
            ("2026-11-01T03:59:59Z", "2026-10-31"),
            ("2026-11-01T04:00:00Z", "2026-11-01"),
            ("2026-11-02T04:59:59Z", "2026-11-01"),
            ("2026-11-02T05:00:00Z", "2026-11-02"),
        ],
    );
}

#[wasm_bindgen_test]
async fn sessions_end_by_the_clock_of_the_office() {
    loaded().await;
    let sessions = json!([{
        "service": "regular", "from": "2026-11-22", "open": [3], "session": {"start": "09:00", "end": "10:00"},
    }]);
    let finder = finder(&feed(json!([
        {"id": "jakarta", "name": "Jakarta", "time_zone": "Asia/Jakarta", "quota": sessions},
        {"id": "jayapura", "name": "Jayapura", "time_zone": "Asia/Jayapura", "quota": sessions},
    ])));
    // 08:30 in Jakarta, 10:30 in Jayapura.
    let now = js_sys::Date::parse("2026-11-22T01:30:00Z");
    let ranking = call(&finder, "rank", &[&js(&json!({"now": now}))]).unwrap();
    let offers = value(&field(&ranking, "offers"));
    let offices: Vec<&Value> = offers
        .as_array()
        .unwrap()
        .iter()
        .map(|offer| &offer["officeId"])
        .collect();
    assert_eq!(offices, ["jakarta"]);
}

#[wasm_bindgen_test]
async fn an_office_in_a_zone_that_does_not_exist_is_left_out_and_named() {
    loaded().await;
    let finder = finder(&feed(json!([
        {"id": "jakarta", "name": "Jakarta", "quota": []},
        {"id": "atlantis", "name": "Atlantis", "time_zone": "Atlantic/Atlantis", "quota": []},
    ])));
    let info = value(&field(&finder, "info"));
    assert_eq!(info["offices"], 1);
    assert_eq!(info["problems"][0]["officeId"], "atlantis");
    assert_eq!(info["problems"][0]["dropped"], "office");
}

/// Runs something while `Intl` refuses the zones of Indonesia, and one more.
fn while_intl_refuses<T>(run: impl FnOnce() -> T) -> T {
    let refuse = Function::new_no_args(
        "const real = Intl.DateTimeFormat;
        Intl.DateTimeFormat = function (locales, options) {
            if (/^(Asia\\/|Europe\\/Kyiv)/.test(options.timeZone)) throw new RangeError('Invalid time zone');
            return new real(locales, options);
        };
        return () => { Intl.DateTimeFormat = real; };",
    );
    let restore: Function = refuse
        .call0(&JsValue::UNDEFINED)
        .unwrap()
        .dyn_into()
        .unwrap();
    let result = run();
    restore.call0(&JsValue::UNDEFINED).unwrap();
    result
}

#[wasm_bindgen_test]
async fn where_intl_refuses_zones_no_office_is_lost() {
    loaded().await;
    let quota = json!([{"service": "regular", "from": "2026-11-23", "open": [3]}]);
    let office =
        |id: &str, zone: &str| json!({"id": id, "name": id, "time_zone": zone, "quota": quota});
    let feed = feed(json!([
        office("pontianak", "Asia/Pontianak"),
        office("manado", "Asia/Ujung_Pandang"),
        office("sorong", "WIT"),
        office("kyiv", "Europe/Kyiv"),
        office("nowhere", "Asia/Kediri"),
    ]));
    while_intl_refuses(|| {
        let finder = finder(&feed);
        let ranking = call(
            &finder,
            "rank",
            &[&js(&json!({"now": NOW, "sort": "soonest"}))],
        )
        .unwrap();
        let offers = value(&field(&ranking, "offers"));
        let found = offers.as_array().unwrap().iter();
        let found = found.map(|offer| {
            (
                offer["officeId"].as_str().unwrap(),
                offer["office"]["timeZone"].as_str().unwrap(),
            )
        });
        assert_eq!(
            found.collect::<Vec<_>>(),
            [
                ("kyiv", "Etc/GMT-7"),
                ("manado", "Asia/Ujung_Pandang"),
                ("pontianak", "Asia/Pontianak"),
                ("sorong", "Asia/Jayapura"),
            ],
        );
        let about = call(&finder, "about", &[]).unwrap();
        for info in [field(&finder, "info"), about] {
            let problems = value(&field(&info, "problems"));
            let told = problems.as_array().unwrap().iter();
            let told = told.map(|problem| {
                (
                    problem["officeId"].as_str().unwrap(),
                    problem["dropped"].as_str().unwrap(),
                )
            });
            assert_eq!(
                told.collect::<Vec<_>>(),
                [
                    ("sorong", "field"),
                    ("kyiv", "field"),
                    ("nowhere", "office")
                ]
            );
            assert_eq!(problems[2]["office"]["text"], "nowhere");
        }
    });
}
