//! Tests that answers are plain objects of the contract's types, with every text and number unchanged.

use js_sys::{Array, Int32Array, Object};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::calls::{NOW, call, feed, field, finder, has, js, kediri, number, places, text, value};
use super::package::{class, loaded};

#[wasm_bindgen_test]
async fn every_member_of_the_contract_is_there() {
    loaded().await;
    let finder = finder(&kediri(json!([1])));
    for method in [
        "about",
        "booking",
        "reach",
        "rank",
        "board",
        "summary",
        "changesSince",
        "free",
    ] {
        assert!(field(&finder, method).is_function(), "{method}");
    }
    assert!(has(&finder, "info"));
    assert!(field(&class("SlotFinder"), "load").is_function());
    assert!(field(&places(), "search").is_function());
    assert!(field(&places(), "free").is_function());
    assert_eq!(text(&places(), "attribution"), "By \"hand\"");
}

#[wasm_bindgen_test]
async fn an_office_is_one_object_in_all_answers_of_a_language() {
    loaded().await;
    let finder = finder(&feed(json!([{
        "id": "kediri", "name": {"id": "Kediri", "en": "Kediri town"},
        "quota": [
            {"service": "regular", "from": "2026-11-23", "open": [1, 5]},
            {"service": "regular", "channel": "web", "from": "2026-11-23", "open": [2]},
        ],
    }])));
    let offices = |query: serde_json::Value| {
        let ranking = call(&finder, "rank", &[&js(&query)]).unwrap();
        let offers: Array = field(&ranking, "offers").dyn_into().unwrap();
        let offices: Vec<_> = offers.iter().map(|offer| field(&offer, "office")).collect();
        offices
    };
    let first = offices(json!({"group": "none", "now": NOW}));
    assert_eq!(first.len(), 3);
    assert!(first.iter().all(|office| *office == first[0]));
    let next = offices(json!({"now": NOW, "party": 2}));
    assert_eq!(next[0], first[0]);
    let english = offices(json!({"now": NOW, "lang": "en"}));
    assert_eq!(text(&field(&english[0], "name"), "text"), "Kediri town");
    assert_eq!(text(&field(&first[0], "name"), "text"), "Kediri");
    call(&finder, "free", &[]).unwrap();
    assert_eq!(text(&first[0], "id"), "kediri");
}

#[wasm_bindgen_test]
async fn an_offer_that_leads_several_orders_is_one_object() {
    loaded().await;
    let finder = finder(&kediri(json!([1, 5])));
    let ranking = call(&finder, "rank", &[&js(&json!({"now": NOW}))]).unwrap();
    let offers: Array = field(&ranking, "offers").dyn_into().unwrap();
    let highlight = |order: &str| field(&field(&ranking, "highlights"), order);
    // Two days later seven people of the risk are left to five places: 2 + 7/5 days, and 1 + 7 days sooner.
    assert_eq!(highlight("best"), offers.get(0));
    assert_eq!(highlight("mostOpen"), offers.get(0));
    assert_ne!(highlight("soonest"), offers.get(0));
    assert_eq!(text(&highlight("soonest"), "date"), "2026-11-23");
    assert_eq!(text(&highlight("best"), "date"), "2026-11-24");
}

#[wasm_bindgen_test]
async fn every_date_is_told_as_it_is_however_many_an_answer_has() {
    loaded().await;
    let finder = finder(&kediri(json!(vec![9; 400])));
    let query = js(&json!({"now": NOW, "group": "none", "sort": "soonest", "limit": 400}));
    for _ in 0..2 {
        let ranking = call(&finder, "rank", &[&query]).unwrap();
        let offers: Array = field(&ranking, "offers").dyn_into().unwrap();
        assert_eq!(offers.length(), 400);
        let first = js_sys::Date::parse("2026-11-23T00:00:00Z");
        for (day, offer) in (0_u32..).zip(offers.iter()) {
            let date = js_sys::Date::new(&(first + f64::from(day) * 86_400_000.0).into());
            let iso = String::from(date.to_iso_string());
            assert_eq!(text(&offer, "date"), iso.get(..10).unwrap());
        }
    }
}

#[wasm_bindgen_test]
async fn a_ranking_is_a_plain_object_in_which_absent_fields_are_absent() {
    loaded().await;
    let finder = finder(&kediri(json!([1, 5])));
    let ranking = call(&finder, "rank", &[&js(&json!({"party": 4, "now": NOW}))]).unwrap();
    assert_eq!(number(&ranking, "total"), 1.0);
    assert_eq!(field(&ranking, "complete"), JsValue::TRUE);
    assert!(!has(&ranking, "widenedToKm") && !has(&ranking, "empty"));
    let offers: Array = field(&ranking, "offers").dyn_into().unwrap();
    let offer = offers.get(0);
    assert_eq!(
        Object::get_prototype_of(&offer),
        Object::get_prototype_of(&Object::new())
    );
    assert_eq!(text(&offer, "officeId"), "kediri");
    assert_eq!(text(&offer, "date"), "2026-11-24");
    assert_eq!(number(&offer, "open"), 5.0);
    assert_eq!(text(&offer, "precision"), "exact");
    assert!(!has(&offer, "distanceKm") && !has(&offer, "event") && !has(&offer, "total"));
    assert_eq!(
        value(&field(&offer, "days")),
        json!([{"date": "2026-11-23", "open": 1, "state": "tooFew"}])
    );
    // 2 days to wait, and 7 * 4 / 5 of risk.
    assert_eq!(number(&offer, "riskDays"), 5.6);
    assert_eq!(number(&offer, "costDays"), 7.6);
    assert_eq!(
        value(&field(&ranking, "freshness")),
        json!({"generatedAt": "2026-11-22T08:00:00+07:00", "ageSeconds": 0, "state": "fresh"})
    );
}

#[wasm_bindgen_test]
async fn the_way_to_book_is_told_of_offices_without_offers_too() {
    loaded().await;
    let mut feed = kediri(json!([0]));
    feed["booking"] = json!({"phone": "+62", "lead_days": 2});
    feed["offices"][0]["booking"] =
        json!({"steps": [{"id": "Pilih kantor", "en": "Choose the office"}]});
    let finder = finder(&feed);
    let booking = |lang: &str| {
        let arguments = [&"kediri".into(), &lang.into()];
        value(&call(&finder, "booking", &arguments).unwrap())
    };
    let steps = json!([{"text": "Choose the office"}]);
    assert_eq!(
        booking("en"),
        json!({"phone": "+62", "leadDays": 2, "steps": steps})
    );
    // There is no Javanese text, so the feed's own language is used, and the answer says so.
    let steps = json!([{"text": "Pilih kantor", "lang": "id"}]);
    assert_eq!(
        booking("jv"),
        json!({"phone": "+62", "leadDays": 2, "steps": steps})
    );
}

#[wasm_bindgen_test]
async fn a_cost_beyond_all_numbers_is_the_largest_number() {
    loaded().await;
    let finder = finder(&kediri(json!([1])));
    let near = json!({"lat": 0, "lon": 0});
    let query = js(&json!({"near": near, "kmPerDay": 1e-307, "now": NOW}));
    let ranking = call(&finder, "rank", &[&query]).unwrap();
    let offers: Array = field(&ranking, "offers").dyn_into().unwrap();
    assert_eq!(number(&offers.get(0), "costDays"), f64::MAX);
}

#[wasm_bindgen_test]
async fn no_question_is_the_empty_question() {
    loaded().await;
    let finder = finder(&kediri(json!([0, 5])));
    assert!(has(&call(&finder, "rank", &[]).unwrap(), "offers"));
    assert!(has(&call(&finder, "summary", &[]).unwrap(), "offices"));
}

#[wasm_bindgen_test]
async fn texts_come_out_as_they_were_written() {
    loaded().await;
    for name in [
        "\"Kantor\" \\ /",
        "tab\t, line\n, return\r, bell\u{7}, escape\u{1b}, delete\u{7f}",
        "Imigrasi é € 東京 😀",
        "ends with [",
        "{",
        "\u{2028}\u{2029}\u{feff}",
    ] {
        let mut feed = kediri(json!([1]));
        feed["publisher"]["name"] = json!(name);
        let info = field(&finder(&feed), "info");
        assert_eq!(
            text(&field(&field(&info, "publisher"), "name"), "text"),
            name
        );
    }
}

#[wasm_bindgen_test]
async fn numbers_come_out_to_the_last_bit() {
    loaded().await;
    for (lat, lon) in [
        (-7.825_312_345_678_901_f64, 112.684_500_000_000_01_f64),
        (0.1, -0.1),
        (1e-7, -1.25e-9),
        (-0.0, 0.0),
        (90.0, -180.0),
        (0.300_000_000_000_000_04, 179.999_999_999_999_97),
    ] {
        let mut feed = kediri(json!([1]));
        feed["offices"][0]["lat"] = json!(lat);
        feed["offices"][0]["lon"] = json!(lon);
        let board = call(&finder(&feed), "board", &[&js(&json!({"now": NOW}))]).unwrap();
        let offices: Array = field(&board, "offices").dyn_into().unwrap();
        let office = offices.get(0);
        assert_eq!(number(&office, "lat").to_bits(), lat.to_bits());
        assert_eq!(number(&office, "lon").to_bits(), lon.to_bits());
    }
}

#[wasm_bindgen_test]
async fn a_board_has_an_array_of_cells_and_gaps_for_unknown_distances() {
    loaded().await;
    let quota = json!([{"service": "regular", "from": "2026-11-22", "open": [3, 0, -1, null]}]);
    let finder = finder(&feed(json!([
        {"id": "near", "name": "Near", "lat": 0, "lon": 0, "quota": quota},
        {"id": "somewhere", "name": "Somewhere", "quota": quota},
    ])));
    let query = json!({"near": {"lat": 0, "lon": 0}, "to": "2026-11-26", "now": NOW});
    let board = call(&finder, "board", &[&js(&query)]).unwrap();
    let cells: Int32Array = field(&board, "cells").dyn_into().unwrap();
    assert_eq!(cells.to_vec(), [3, 0, -1, -3, -2, 3, 0, -1, -3, -2]);
    let distances: Array = field(&board, "distancesKm").dyn_into().unwrap();
    assert_eq!(distances.length(), 2);
    assert_eq!(distances.get(0), JsValue::from(0));
    assert!(distances.get(1).is_undefined());
    assert_eq!(value(&field(&board, "dates"))[4], "2026-11-26");
}

#[wasm_bindgen_test]
async fn a_summary_and_the_changes_since_an_older_feed_are_told() {
    loaded().await;
    let older = finder(&kediri(json!([0, 5])));
    let newer = finder(&kediri(json!([2, 5])));
    let summary = call(&newer, "summary", &[&js(&json!({"now": NOW}))]).unwrap();
    assert_eq!(number(&summary, "offices"), 1.0);
    assert_eq!(number(&summary, "placesIn7"), 7.0);
    assert_eq!(
        value(&call(&newer, "changesSince", &[&older]).unwrap()),
        json!([{"kind": "opened", "officeId": "kediri", "serviceId": "regular", "channel": "app", "date": "2026-11-23", "before": 0, "after": 2}])
    );
    assert_eq!(
        value(&call(&newer, "changesSince", &[&newer]).unwrap()),
        json!([])
    );
}

#[wasm_bindgen_test]
async fn the_feed_tells_of_itself_and_of_what_is_broken_in_it() {
    loaded().await;
    let mut feed = kediri(json!([1]));
    feed["offices"][0]["quota"][0]["open"] = json!([1, "many"]);
    let info = field(&finder(&feed), "info");
    assert_eq!(number(&info, "offices"), 1.0);
    assert_eq!(field(&info, "sample"), JsValue::FALSE);
    let problem = &value(&info)["problems"][0];
    assert_eq!(problem["dropped"], "cell");
    assert_eq!(problem["pointer"], "/offices/0/quota/0/open/1");
    assert_eq!(problem["officeId"], "kediri");
}

#[wasm_bindgen_test]
async fn places_are_found() {
    loaded().await;
    let search = |text: &str, limit: &JsValue| {
        value(&call(&places(), "search", &[&text.into(), limit]).unwrap())
    };
    let kediri = json!({"name": "Kota Kediri", "parent": "Jawa Timur", "kind": "kota", "lat": -7.8233, "lon": 112.0156});
    assert_eq!(search("kediri", &JsValue::UNDEFINED), json!([kediri]));
    assert_eq!(search("kediri", &8.into()), json!([kediri]));
    assert_eq!(search("kediri", &0.into()), json!([]));
    assert_eq!(
        search("jawa", &8.into()),
        json!([{"name": "Jawa Timur", "kind": "provinsi", "lat": -7.6209, "lon": 112.4585}])
    );
}
