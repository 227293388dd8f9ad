//! Split feeds: which parts a question fetches, how they are checked, and what happens when they are gone.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use js_sys::{Promise, Reflect, Uint8Array};
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use super::calls::{
    NOW, bytes, call, feed, field, finder, js, load, make, number, settled, text, value,
};
use super::package::loaded;

const ENTRY: &str = "https://example.org/a/feed.json";

/// A web site that `fetch` reads until this is dropped. An address may give one file after the other; the last one stays.
struct Site {
    files: Rc<RefCell<BTreeMap<String, Vec<String>>>>,
    /// The last step of each address that was fetched.
    fetched: Rc<RefCell<Vec<String>>>,
    original: JsValue,
    _answer: Closure<dyn FnMut(JsValue, JsValue) -> JsValue>,
}

impl Site {
    fn new() -> Self {
        let files: Rc<RefCell<BTreeMap<String, Vec<String>>>> = Rc::default();
        let fetched: Rc<RefCell<Vec<String>>> = Rc::default();
        let (known, called) = (Rc::clone(&files), Rc::clone(&fetched));
        let answer = Closure::new(move |source: JsValue, _| {
            let address = source.as_string().unwrap();
            let name = address.strip_prefix("https://example.org/a/").unwrap();
            called.borrow_mut().push(name.to_owned());
            let mut known = known.borrow_mut();
            let response = match known.get_mut(name) {
                Some(versions) => {
                    let body = if versions.len() > 1 {
                        versions.remove(0)
                    } else {
                        versions[0].clone()
                    };
                    make("Response", &[&bytes(&body)])
                }
                None => make("Response", &[&JsValue::NULL, &js(&json!({"status": 404}))]),
            };
            Promise::resolve(&response).into()
        });
        let original = field(&js_sys::global(), "fetch");
        Reflect::set(&js_sys::global(), &"fetch".into(), answer.as_ref()).unwrap();
        Self {
            files,
            fetched,
            original,
            _answer: answer,
        }
    }

    fn put(&self, name: &str, text: &str) {
        let mut files = self.files.borrow_mut();
        files
            .entry(name.to_owned())
            .or_default()
            .push(text.to_owned());
    }

    fn remove(&self, name: &str) {
        self.files.borrow_mut().remove(name);
    }

    /// Publishes a feed of parts with one office each, at the equator and these longitudes.
    async fn publish(&self, generation: &str, offices: &[(&str, f64)]) {
        let mut parts = Vec::new();
        for (id, lon) in offices {
            let part = part(generation, id, *lon);
            let url = format!("{generation}-{id}.json");
            self.put(&url, &part);
            parts.push(json!({"url": url, "integrity": integrity(&part).await, "bbox": [lon, 0, lon, 0], "offices": 1,
                "soonest": "2026-11-23", "max_open": 9, "regions": []}));
        }
        self.put("feed.json", &entry(generation, parts));
    }

    /// What was fetched since the last call of this.
    fn fetched(&self) -> Vec<String> {
        self.fetched.take()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        Reflect::set(&js_sys::global(), &"fetch".into(), &self.original).unwrap();
    }
}

fn part(generation: &str, id: &str, lon: f64) -> String {
    let office = json!({"id": id, "name": id, "lat": 0, "lon": lon,
        "quota": [{"service": "regular", "from": "2026-11-23", "open": [9]}]});
    json!({"generation": generation, "offices": [office]}).to_string()
}

fn entry(generation: &str, parts: Vec<Value>) -> String {
    let mut entry = feed(json!([]));
    entry.as_object_mut().unwrap().remove("offices");
    entry["generation"] = generation.into();
    entry["parts"] = parts.into();
    entry.to_string()
}

async fn integrity(text: &str) -> String {
    let subtle = field(&field(&js_sys::global(), "crypto"), "subtle");
    let digest = call(&subtle, "digest", &[&"SHA-256".into(), &bytes(text)]).unwrap();
    let hash = Uint8Array::new(&settled(digest).await.unwrap()).to_vec();
    let characters: String = hash.into_iter().map(char::from).collect();
    let base64 = call(&js_sys::global(), "btoa", &[&characters.into()]).unwrap();
    format!("sha256-{}", base64.as_string().unwrap())
}

fn query(limit: usize) -> JsValue {
    js(&json!({"near": {"lat": 0, "lon": 110}, "limit": limit, "now": NOW}))
}

async fn reach(finder: &JsValue, query: &JsValue) -> Result<JsValue, JsValue> {
    settled(call(finder, "reach", &[query]).unwrap()).await
}

/// The ids of the offices offered, and whether that is complete.
fn answer(finder: &JsValue, query: &JsValue) -> (Vec<String>, bool) {
    let ranking = value(&call(finder, "rank", &[query]).unwrap());
    let offers = ranking["offers"].as_array().unwrap().iter();
    let ids = offers.map(|offer| offer["officeId"].as_str().unwrap().to_owned());
    (ids.collect(), ranking["complete"].as_bool().unwrap())
}

async fn open() -> JsValue {
    load(&ENTRY.into(), &JsValue::UNDEFINED).await.unwrap()
}

#[wasm_bindgen_test]
async fn parts_come_nearest_first_and_once() {
    loaded().await;
    let site = Site::new();
    site.publish(
        "one",
        &[
            ("far", 140.0),
            ("near", 110.0),
            ("next", 112.0),
            ("last", 170.0),
        ],
    )
    .await;
    let finder = open().await;
    assert_eq!(
        number(&call(&finder, "about", &[]).unwrap(), "offices"),
        4.0
    );
    assert_eq!(answer(&finder, &query(1)), (vec![], false));
    reach(&finder, &query(1)).await.unwrap();
    assert_eq!(site.fetched(), ["feed.json", "one-near.json"]);
    assert_eq!(answer(&finder, &query(1)), (vec!["near".into()], true));
    assert!(!answer(&finder, &query(2)).1);
    reach(&finder, &query(2)).await.unwrap();
    assert_eq!(site.fetched(), ["one-next.json"]);
    reach(&finder, &query(2)).await.unwrap();
    assert_eq!(site.fetched(), [""; 0]);
    // What is needed in any case is fetched side by side.
    reach(&finder, &query(9)).await.unwrap();
    assert_eq!(site.fetched(), ["one-far.json", "one-last.json"]);
    let all = ["near", "next", "far", "last"].map(String::from);
    assert_eq!(answer(&finder, &query(9)), (all.to_vec(), true));
}

#[wasm_bindgen_test]
async fn a_hash_is_what_other_tools_make_it() {
    loaded().await;
    let site = Site::new();
    // printf '{"generation":"one","offices":[]}' | openssl dgst -sha256 -binary | base64
    site.put("p.json", r#"{"generation":"one","offices":[]}"#);
    let integrity = "sha256-x8R0TwTbWBcAD3dyjne8fBFY+STSbrT3TXwu0a1hcbk=";
    site.put(
        "feed.json",
        &entry(
            "one",
            vec![json!({"url": "p.json", "integrity": integrity})],
        ),
    );
    let finder = open().await;
    reach(&finder, &query(1)).await.unwrap();
    assert_eq!(answer(&finder, &query(1)), (vec![], true));
}

#[wasm_bindgen_test]
async fn a_part_that_is_gone_fetches_the_entry_again_and_answers_from_that_alone() {
    loaded().await;
    let site = Site::new();
    site.publish("one", &[("near", 110.0), ("gone", 112.0)])
        .await;
    let finder = open().await;
    reach(&finder, &query(1)).await.unwrap();
    site.publish("two", &[("new", 111.0), ("other", 112.0)])
        .await;
    site.remove("one-gone.json");
    site.files
        .borrow_mut()
        .get_mut("feed.json")
        .unwrap()
        .remove(0);
    site.fetched();
    reach(&finder, &query(2)).await.unwrap();
    assert_eq!(
        site.fetched(),
        [
            "one-gone.json",
            "feed.json",
            "two-new.json",
            "two-other.json"
        ]
    );
    let ids = ["new", "other"].map(String::from).to_vec();
    assert_eq!(answer(&finder, &query(9)), (ids, true));
}

#[wasm_bindgen_test]
async fn the_entry_is_fetched_again_once_and_what_was_read_stays() {
    loaded().await;
    let site = Site::new();
    site.publish("one", &[("near", 110.0), ("gone", 112.0)])
        .await;
    site.remove("one-gone.json");
    let finder = open().await;
    let error = reach(&finder, &query(2)).await.unwrap_err();
    assert_eq!(
        (text(&error, "name"), text(&error, "code")),
        ("FeedError".into(), "status".into())
    );
    assert_eq!(number(&error, "status"), 404.0);
    let fetched = [
        "feed.json",
        "one-near.json",
        "one-gone.json",
        "feed.json",
        "one-gone.json",
    ];
    assert_eq!(site.fetched(), fetched);
    assert_eq!(answer(&finder, &query(2)), (vec!["near".into()], false));
    // Without the entry, the part that is gone says what is wrong.
    site.remove("feed.json");
    let error = reach(&finder, &query(2)).await.unwrap_err();
    assert_eq!(text(&error, "message").matches("404").count(), 1);
    assert_eq!(site.fetched(), ["one-gone.json", "feed.json"]);
}

#[wasm_bindgen_test]
async fn a_part_with_another_hash_is_not_used() {
    loaded().await;
    let site = Site::new();
    site.publish("one", &[("near", 110.0)]).await;
    site.remove("one-near.json");
    site.put("one-near.json", &part("one", "forged", 110.0));
    let finder = open().await;
    let error = reach(&finder, &query(1)).await.unwrap_err();
    assert_eq!(text(&error, "code"), "integrity");
    assert_eq!(
        site.fetched(),
        ["feed.json", "one-near.json", "feed.json", "one-near.json"]
    );
    assert_eq!(answer(&finder, &query(1)), (vec![], false));
    // The next question finds it right.
    site.remove("one-near.json");
    site.put("one-near.json", &part("one", "near", 110.0));
    reach(&finder, &query(1)).await.unwrap();
    assert_eq!(answer(&finder, &query(1)), (vec!["near".into()], true));
}

#[wasm_bindgen_test]
async fn a_part_of_another_generation_is_not_used() {
    loaded().await;
    let site = Site::new();
    let other = part("two", "near", 110.0);
    site.put("p.json", &other);
    let told = json!({"url": "p.json", "integrity": integrity(&other).await});
    site.put("feed.json", &entry("one", vec![told]));
    let finder = open().await;
    let error = reach(&finder, &query(1)).await.unwrap_err();
    assert_eq!(text(&error, "code"), "split");
    assert_eq!(answer(&finder, &query(1)), (vec![], false));
}

#[wasm_bindgen_test]
async fn a_new_entry_in_one_file_takes_the_place_of_a_split_one() {
    loaded().await;
    let site = Site::new();
    site.publish("one", &[("gone", 110.0)]).await;
    let finder = open().await;
    site.files.borrow_mut().clear();
    site.put("feed.json", &super::calls::kediri(json!([4])).to_string());
    reach(&finder, &query(1)).await.unwrap();
    assert_eq!(answer(&finder, &query(1)), (vec!["kediri".into()], true));
}

#[wasm_bindgen_test]
async fn questions_that_reach_at_the_same_time_do_not_disturb_each_other() {
    loaded().await;
    let site = Site::new();
    site.publish("one", &[("near", 110.0), ("next", 112.0)])
        .await;
    let finder = open().await;
    let first = call(&finder, "reach", &[&query(2)]).unwrap();
    let second = call(&finder, "reach", &[&query(2)]).unwrap();
    settled(first).await.unwrap();
    settled(second).await.unwrap();
    assert_eq!(
        answer(&finder, &query(2)),
        (["near", "next"].map(String::from).to_vec(), true)
    );
    // It may even be freed meanwhile.
    let third = call(&finder, "reach", &[&query(9)]).unwrap();
    call(&finder, "free", &[]).unwrap();
    settled(third).await.unwrap();
}

#[wasm_bindgen_test]
async fn what_cannot_be_asked_or_found_is_told() {
    loaded().await;
    let site = Site::new();
    site.publish("one", &[("near", 110.0)]).await;
    let finder = open().await;
    let error = reach(&finder, &js(&json!({"party": 0}))).await.unwrap_err();
    assert_eq!(text(&error, "name"), "QueryError");
    let controller = make("AbortController", &[]);
    call(&controller, "abort", &[&"because".into()]).unwrap();
    let reaching = call(&finder, "reach", &[&query(1), &controller]).unwrap();
    assert_eq!(settled(reaching).await.unwrap_err(), "because");
    assert_eq!(site.fetched(), ["feed.json"]);
    // Bytes have no address, so the places of the parts are unknown.
    let from_bytes =
        super::calls::finder_of(&bytes(&entry("one", vec![json!({"url": "p.json"})]))).unwrap();
    let error = reach(&from_bytes, &query(1)).await.unwrap_err();
    assert_eq!(text(&error, "code"), "input");
    // A feed in one file has nothing to fetch.
    reach(&finder_of_one_file(), &query(1)).await.unwrap();
    assert_eq!(site.fetched(), [""; 0]);
}

fn finder_of_one_file() -> JsValue {
    finder(&super::calls::kediri(json!([4])))
}
