//! Tests loading from a Response and from an address, retries, and the kinds of failures.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Promise, Reflect};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::calls::{NOW, bytes, call, field, js, kediri, load, make, number, settled, text};
use super::package::{class, loaded};

const NO_OPTIONS: JsValue = JsValue::UNDEFINED;

/// A server's response with a feed.
fn answer(init: &Value) -> JsValue {
    let body = bytes(&kediri(json!([4])).to_string());
    make("Response", &[&body, &js(init)])
}

/// The error of `fetch` without a connection.
fn no_connection() -> JsValue {
    make("TypeError", &[&"Failed to fetch".into()])
}

/// A promise that never settles.
fn endless() -> JsValue {
    Promise::new(&mut |_, _| {}).into()
}

type Answer = Closure<dyn FnMut(JsValue, JsValue) -> JsValue>;

/// Replaces `fetch`, and restores it on drop.
struct Fetch {
    original: JsValue,
    /// The arguments of the calls of `fetch`.
    calls: Rc<RefCell<Vec<(JsValue, JsValue)>>>,
    _answer: Answer,
}

impl Fetch {
    /// Returns one answer after the other, then behaves as if offline. An error rejects the promise.
    fn answering(answers: impl IntoIterator<Item = JsValue>) -> Self {
        let calls = Rc::new(RefCell::new(Vec::new()));
        let mut answers: VecDeque<JsValue> = answers.into_iter().collect();
        let called = Rc::clone(&calls);
        let answer = Answer::new(move |source, init| {
            called.borrow_mut().push((source, init));
            let answer = answers.pop_front().unwrap_or_else(no_connection);
            if answer.is_instance_of::<js_sys::Error>() {
                Promise::reject(&answer).into()
            } else {
                Promise::resolve(&answer).into()
            }
        });
        let original = field(&js_sys::global(), "fetch");
        Reflect::set(&js_sys::global(), &"fetch".into(), answer.as_ref()).unwrap();
        Self {
            original,
            calls,
            _answer: answer,
        }
    }

    fn calls(&self) -> usize {
        self.calls.borrow().len()
    }

    /// Whether the last call was aborted.
    fn is_stopped(&self) -> bool {
        let calls = self.calls.borrow();
        let (_, init) = calls.last().unwrap();
        field(&field(init, "signal"), "aborted").is_truthy()
    }
}

impl Drop for Fetch {
    fn drop(&mut self) {
        Reflect::set(&js_sys::global(), &"fetch".into(), &self.original).unwrap();
    }
}

fn total(finder: &JsValue) -> f64 {
    let ranking = call(finder, "rank", &[&js(&json!({"now": NOW}))]).unwrap();
    number(&ranking, "total")
}

async fn code_of(source: &JsValue, options: &JsValue) -> String {
    let error = load(source, options).await.unwrap_err();
    assert_eq!(text(&error, "name"), "FeedError");
    text(&error, "code")
}

#[wasm_bindgen_test]
async fn a_response_is_read() {
    loaded().await;
    let finder = load(&answer(&json!({})), &NO_OPTIONS).await.unwrap();
    assert_eq!(total(&finder), 1.0);
}

#[wasm_bindgen_test]
async fn a_promise_of_a_response_is_read() {
    loaded().await;
    let source = Promise::resolve(&answer(&json!({}))).into();
    let options = js(&json!({"query": {"party": 1}, "timeoutMs": 5000, "maxBytes": 10000}));
    assert_eq!(total(&load(&source, &options).await.unwrap()), 1.0);
}

#[wasm_bindgen_test]
async fn an_address_is_fetched_past_the_cache_without_headers() {
    loaded().await;
    for address in [
        "https://example.org/feed.json".into(),
        make("URL", &[&"https://example.org/feed.json".into()]),
    ] {
        let fetch = Fetch::answering([answer(&json!({}))]);
        assert_eq!(total(&load(&address, &NO_OPTIONS).await.unwrap()), 1.0);
        let calls = fetch.calls.borrow();
        let [(source, init)] = calls.as_slice() else {
            panic!("{} calls", calls.len())
        };
        assert_eq!(source, &address);
        assert_eq!(text(init, "cache"), "no-cache");
        assert!(field(init, "headers").is_undefined());
    }
}

#[wasm_bindgen_test]
async fn what_passes_is_tried_once_more() {
    loaded().await;
    for first in [
        no_connection(),
        answer(&json!({"status": 500})),
        answer(&json!({"status": 503})),
        answer(&json!({"status": 408})),
        answer(&json!({"status": 429})),
    ] {
        let fetch = Fetch::answering([first, answer(&json!({}))]);
        let finder = load(&"feed.json".into(), &NO_OPTIONS).await.unwrap();
        assert_eq!(total(&finder), 1.0);
        assert_eq!(fetch.calls(), 2);
    }
}

#[wasm_bindgen_test]
async fn what_fails_twice_is_told() {
    loaded().await;
    let fetch = Fetch::answering([no_connection(), no_connection(), answer(&json!({}))]);
    assert_eq!(code_of(&"feed.json".into(), &NO_OPTIONS).await, "network");
    assert_eq!(fetch.calls(), 2);
}

#[wasm_bindgen_test]
async fn with_no_time_for_a_second_try_the_first_one_says_what_is_wrong() {
    loaded().await;
    let fetch = Fetch::answering([answer(&json!({"status": 503}))]);
    let error = load(&"feed.json".into(), &js(&json!({"timeoutMs": 50})))
        .await
        .unwrap_err();
    assert_eq!(text(&error, "code"), "status");
    assert_eq!(number(&error, "status"), 503.0);
    assert_eq!(fetch.calls(), 1);
}

#[wasm_bindgen_test]
async fn a_refusal_is_final_and_names_the_status() {
    loaded().await;
    let fetch = Fetch::answering([answer(&json!({"status": 404}))]);
    let error = load(&"feed.json".into(), &NO_OPTIONS).await.unwrap_err();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(text(&error, "code"), "status");
    assert_eq!(number(&error, "status"), 404.0);
    assert_eq!(fetch.calls(), 1);
}

#[wasm_bindgen_test]
async fn a_response_is_not_tried_again() {
    loaded().await;
    let fetch = Fetch::answering([]);
    let source = Promise::reject(&no_connection()).into();
    assert_eq!(code_of(&source, &NO_OPTIONS).await, "network");
    let source = answer(&json!({"status": 503}));
    assert_eq!(code_of(&source, &NO_OPTIONS).await, "status");
    assert_eq!(fetch.calls(), 0);
}

#[wasm_bindgen_test]
async fn a_page_or_a_picture_is_no_feed_and_json_has_many_names() {
    loaded().await;
    let typed = |kind: &str| answer(&json!({"headers": {"content-type": kind}}));
    for kind in [
        "text/html",
        "Text/HTML; charset=utf-8",
        "image/png",
        "application/xhtml+xml",
    ] {
        assert_eq!(code_of(&typed(kind), &NO_OPTIONS).await, "type", "{kind}");
    }
    for kind in [
        "application/json",
        "text/plain",
        "application/octet-stream",
        "application/geo+json",
    ] {
        assert!(load(&typed(kind), &NO_OPTIONS).await.is_ok(), "{kind}");
    }
}

#[wasm_bindgen_test]
async fn what_is_too_large_is_refused_as_announced_and_as_found() {
    loaded().await;
    let size = kediri(json!([4])).to_string().len();
    let limit = |bytes: usize| js(&json!({"maxBytes": bytes}));
    let announced = answer(&json!({"headers": {"content-length": "70000000"}}));
    assert_eq!(code_of(&announced, &NO_OPTIONS).await, "tooLarge");
    assert_eq!(
        code_of(&answer(&json!({})), &limit(size - 1)).await,
        "tooLarge"
    );
    assert!(load(&answer(&json!({})), &limit(size)).await.is_ok());
    // An invalid or too small length must not be trusted.
    for length in ["many", "3", "-1", ""] {
        let answer = answer(&json!({"headers": {"content-length": length}}));
        assert!(load(&answer, &NO_OPTIONS).await.is_ok(), "{length:?}");
    }
}

#[wasm_bindgen_test]
async fn what_takes_too_long_is_stopped() {
    loaded().await;
    let options = js(&json!({"timeoutMs": 30}));
    assert_eq!(code_of(&endless(), &options).await, "timeout");
    let fetch = Fetch::answering([endless()]);
    assert_eq!(code_of(&"feed.json".into(), &options).await, "timeout");
    assert_eq!(fetch.calls(), 1);
    assert!(fetch.is_stopped());
    // A body that never ends.
    let stream = make("ReadableStream", &[]);
    let body = make("Response", &[&stream]);
    assert_eq!(code_of(&body, &options).await, "timeout");
}

#[wasm_bindgen_test]
async fn all_the_time_in_the_world_is_allowed() {
    loaded().await;
    let options = js(&json!({}));
    Reflect::set(&options, &"timeoutMs".into(), &f64::INFINITY.into()).unwrap();
    Reflect::set(&options, &"maxBytes".into(), &f64::INFINITY.into()).unwrap();
    assert!(load(&answer(&json!({})), &options).await.is_ok());
}

#[wasm_bindgen_test]
async fn an_abort_rejects_with_its_own_reason() {
    loaded().await;
    let controller = make("AbortController", &[]);
    let signal = field(&controller, "signal");
    let options = js(&json!({}));
    Reflect::set(&options, &"signal".into(), &signal).unwrap();
    let fetch = Fetch::answering([endless()]);
    let loading = call(
        &class("SlotFinder"),
        "load",
        &[&"feed.json".into(), &options],
    )
    .unwrap();
    while fetch.calls() == 0 {
        let next_turn = Promise::resolve(&JsValue::UNDEFINED).into();
        settled(next_turn).await.unwrap();
    }
    call(&controller, "abort", &[&"because".into()]).unwrap();
    let error = settled(loading).await.unwrap_err();
    assert_eq!(error, "because");
    assert!(fetch.is_stopped());
    // An aborted signal stops loading before any request.
    assert_eq!(
        load(&"feed.json".into(), &options).await.unwrap_err(),
        "because"
    );
    assert_eq!(fetch.calls(), 1);
    // Older browsers have no abort reason.
    let no_reason = js(&json!({}));
    Reflect::set(&no_reason, &"value".into(), &JsValue::UNDEFINED).unwrap();
    let object = field(&js_sys::global(), "Object");
    call(
        &object,
        "defineProperty",
        &[&signal, &"reason".into(), &no_reason],
    )
    .unwrap();
    let error = load(&"feed.json".into(), &options).await.unwrap_err();
    assert_eq!(text(&error, "name"), "AbortError");
}

#[wasm_bindgen_test]
async fn what_is_no_source_or_no_option_is_refused() {
    loaded().await;
    let used = answer(&json!({}));
    settled(call(&used, "text", &[]).unwrap()).await.unwrap();
    for source in [JsValue::UNDEFINED, 7.into(), js(&json!({})), used] {
        assert_eq!(code_of(&source, &NO_OPTIONS).await, "input");
    }
    for options in [
        json!({"timeoutMs": 0}),
        json!({"timeoutMs": "soon"}),
        json!({"maxBytes": -1}),
        json!({"maxBytes": null}),
    ] {
        assert_eq!(
            code_of(&answer(&json!({})), &js(&options)).await,
            "input",
            "{options}"
        );
    }
    let wrong = js(&json!({"query": {"party": 0}}));
    let error = load(&answer(&json!({})), &wrong).await.unwrap_err();
    assert_eq!(text(&error, "name"), "QueryError");
    assert_eq!(text(&error, "field"), "party");
}

#[wasm_bindgen_test]
async fn a_feed_that_is_broken_or_empty_is_told_as_such() {
    loaded().await;
    let source = |body: &JsValue| make("Response", &[body]);
    assert_eq!(
        code_of(&source(&"{oops".into()), &NO_OPTIONS).await,
        "syntax"
    );
    assert_eq!(
        code_of(&source(&JsValue::NULL), &NO_OPTIONS).await,
        "syntax"
    );
}

#[wasm_bindgen_test]
async fn a_wrong_clock_is_corrected_by_the_servers() {
    loaded().await;
    // The server's date is ten minutes after the feed's, and a cache kept the response for five more.
    let headers = json!({"date": "Sun, 22 Nov 2026 01:10:00 GMT", "age": "300"});
    let answer = answer(&json!({"headers": headers}));
    let finder = load(&answer, &NO_OPTIONS).await.unwrap();
    let ranking = call(&finder, "rank", &[]).unwrap();
    let age = number(&field(&ranking, "freshness"), "ageSeconds");
    assert!((900.0..930.0).contains(&age), "{age}");
}
