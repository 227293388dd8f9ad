//! Tests that questions, and creating and freeing objects, do not grow the memory.

use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

use super::calls::{NOW, call, finder, js, kediri, places};
use super::package::{loaded, memory_size};

#[wasm_bindgen_test]
async fn a_thousand_questions_leave_the_memory_as_ten_did() {
    loaded().await;
    let finder = finder(&kediri(json!(vec![3; 365])));
    let query = js(&json!({"near": {"lat": -7.8, "lon": 112.0}, "group": "none", "now": NOW}));
    let wrong = js(&json!({"party": 0}));
    let ask = |times: usize| {
        for _ in 0..times {
            call(&finder, "rank", &[&query]).unwrap();
            call(&finder, "board", &[&query]).unwrap();
            call(&finder, "rank", &[&wrong]).unwrap_err();
        }
        memory_size()
    };
    assert_eq!(ask(10), ask(990));
}

#[wasm_bindgen_test]
async fn freed_objects_give_their_memory_back() {
    loaded().await;
    let feed = kediri(json!(vec![3; 1000]));
    let make = |times: usize| {
        for _ in 0..times {
            let finder = finder(&feed);
            call(&finder, "rank", &[&js(&json!({"now": NOW}))]).unwrap();
            call(&finder, "free", &[]).unwrap();
            call(&places(), "free", &[]).unwrap();
        }
        memory_size()
    };
    assert_eq!(make(10), make(190));
}
