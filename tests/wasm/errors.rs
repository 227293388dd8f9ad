//! Tests that every failure is an error of the right class with a place.

use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::calls::{
    bytes, call, field, finder, finder_of, has, js, kediri, number, places_of, settled, text,
};
use super::package::loaded;

fn is_an(error: &JsValue, class: &str) -> bool {
    error.is_instance_of::<js_sys::Error>()
        && text(error, "name") == class
        && text(&field(error, "constructor"), "name") == class
}

#[wasm_bindgen_test]
async fn a_broken_feed_is_a_feed_error_with_its_place() {
    loaded().await;
    let text_of_feed = "{\"format\": \"slot-feed\",\n \"version\": \"1.0\", \"offices\": [oops]}";
    let error = finder_of(&bytes(text_of_feed)).unwrap_err();
    assert!(is_an(&error, "FeedError"));
    assert_eq!(text(&error, "code"), "syntax");
    assert_eq!(text(&error, "pointer"), "/offices/0");
    assert_eq!(number(&error, "line"), 2.0);
    assert_eq!(number(&error, "column"), 32.0);
    assert!(!has(&error, "status"));
    assert!(text(&error, "message").contains("line 2, column 32"));
}

#[wasm_bindgen_test]
async fn a_feed_of_another_version_has_a_code_of_its_own() {
    loaded().await;
    let mut feed = kediri(json!([1]));
    feed["version"] = json!("2.0");
    let error = finder_of(&bytes(&feed.to_string())).unwrap_err();
    assert_eq!(text(&error, "code"), "version");
}

#[wasm_bindgen_test]
async fn what_is_no_bytes_is_refused() {
    loaded().await;
    for value in [JsValue::UNDEFINED, "{}".into(), js(&json!([1, 2]))] {
        for error in [
            finder_of(&value).unwrap_err(),
            places_of(&value).unwrap_err(),
        ] {
            assert!(is_an(&error, "FeedError"));
            assert_eq!(text(&error, "code"), "input");
            assert!(!has(&error, "pointer") && !has(&error, "line") && !has(&error, "column"));
        }
    }
}

#[wasm_bindgen_test]
async fn a_broken_gazetteer_is_a_feed_error() {
    loaded().await;
    let error = places_of(&bytes("{}")).unwrap_err();
    assert!(is_an(&error, "FeedError"));
    assert_eq!(text(&error, "code"), "format");
}

#[wasm_bindgen_test]
async fn a_wrong_question_is_a_query_error_that_names_the_field() {
    loaded().await;
    let finder = finder(&kediri(json!([1])));
    for (query, wrong) in [
        (json!({"near": {"lat": 91, "lon": 0}}), "near.lat"),
        (json!({"party": 0}), "party"),
        (json!({"party": "two"}), "party"),
        (json!({"withinKm": 5}), "withinKm"),
        (json!({"sort": "cheapest"}), "sort"),
        (json!({"partty": 1}), "partty"),
        (json!([]), "query"),
        (json!(7), "query"),
    ] {
        for method in ["rank", "board"] {
            let error = call(&finder, method, &[&js(&query)]).unwrap_err();
            assert!(is_an(&error, "QueryError"), "{query}");
            assert_eq!(text(&error, "field"), wrong, "{query}");
            assert!(!text(&error, "expected").is_empty());
            // JavaScript makes this sentence itself.
            let in_rust = slot_finder::QueryError {
                field: text(&error, "field"),
                expected: text(&error, "expected"),
            };
            assert_eq!(text(&error, "message"), in_rust.to_string());
        }
    }
    let error = call(&finder, "summary", &[&js(&json!({"party": 2}))]).unwrap_err();
    assert_eq!(text(&error, "field"), "party");
}

#[wasm_bindgen_test]
async fn a_question_within_itself_or_that_is_a_function_is_a_query_error() {
    loaded().await;
    let finder = finder(&kediri(json!([1])));
    let circle = js(&json!({}));
    js_sys::Reflect::set(&circle, &"near".into(), &circle).unwrap();
    for (query, wrong) in [(circle, "near.near"), (field(&finder, "rank"), "query")] {
        let error = call(&finder, "rank", &[&query]).unwrap_err();
        assert!(is_an(&error, "QueryError"));
        assert_eq!(text(&error, "field"), wrong);
    }
}

#[wasm_bindgen_test]
async fn what_a_question_needs_is_there_unless_the_question_is_wrong() {
    loaded().await;
    let finder = finder(&kediri(json!([1])));
    let reach = |query| call(&finder, "reach", &[&js(&query)]).unwrap();
    let reached = settled(reach(json!({"party": 2}))).await;
    assert!(reached.unwrap().is_undefined());
    let error = settled(reach(json!({"party": 0}))).await.unwrap_err();
    assert_eq!(text(&error, "field"), "party");
}
